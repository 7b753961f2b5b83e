//! What a preparation lacks.

use pelikirja_domain::{ContactKind, FieldKind, FilledBy, Form, FormField};
use pelikirja_store::table::preparation::AnswerRecord;

use crate::api::{Attendee, MeetingRow, MissingFromPreparation};

/// What the meeting itself lacks.
pub(super) fn of_meeting(meeting: &MeetingRow) -> Vec<MissingFromPreparation> {
    let mut missing = Vec::new();
    let is_invited = meeting.participants.iter().any(|one| matches!(one.who, Attendee::Person { .. }));
    if !is_invited {
        missing.push(MissingFromPreparation::Participants);
    }
    let has_place = match meeting.kind {
        ContactKind::Visit
        | ContactKind::Hosting
        | ContactKind::Lunch
        | ContactKind::Online
        | ContactKind::Event => meeting.place.is_some() || meeting.link.is_some(),
        ContactKind::Call | ContactKind::Email | ContactKind::Letter | ContactKind::Service => true,
    };
    if !has_place {
        missing.push(MissingFromPreparation::Place);
    }
    if meeting.begins.is_none() {
        missing.push(MissingFromPreparation::Time);
    }
    missing
}

/// What the form lacks, the assistant's part first.
pub(super) fn of_form(form: &Form, answers: &[AnswerRecord]) -> Vec<MissingFromPreparation> {
    let lacks = |by: FilledBy| {
        form.fields()
            .filter(move |field| field.filled_by == by && field.required && !is_answered(field, answers))
    };
    let assistant = lacks(FilledBy::Assistant).map(|field| MissingFromPreparation::AssistantField {
        field: field.key.clone(),
        label: field.label.clone(),
    });
    let owner = lacks(FilledBy::Owner).map(|field| MissingFromPreparation::OwnerField {
        field: field.key.clone(),
        label: field.label.clone(),
    });
    assistant.chain(owner).collect()
}

/// Whether a field has an answer; of a checklist, whether all is ticked.
fn is_answered(field: &FormField, answers: &[AnswerRecord]) -> bool {
    let of_field = || answers.iter().filter(|answer| answer.field == field.key);
    match &field.kind {
        FieldKind::Checklist { items } => {
            items.iter().all(|item| of_field().any(|answer| answer.item.as_deref() == Some(&item.key)))
        }
        _ => of_field().any(|answer| answer.item.is_none()),
    }
}
