//! A form with all that its page shows.

use pelikirja_domain::{BuiltInTemplate, FilledBy, FormField, Id, Instant, PreparationState};
use pelikirja_store::Reader;
use pelikirja_store::table::preparation::{AnswerRecord, PreparationRecord};

use super::{blocks, missing, template};
use crate::api::{
    ById, FormAnswer, MeetingRow, Preparation, PreparationAnswer, PreparationBlock, PreparationPage, Stamp,
    TemplateChoice,
};
use crate::error::Result;
use crate::meetings;
use crate::session::Session;

pub(crate) fn get(session: &Session, request: ById) -> Result<PreparationPage> {
    session.read(|reader| {
        let meeting = meetings::row(reader, meetings::find(reader, request.id)?)?;
        let preparation = match reader.preparation_of(request.id)? {
            Some(stored) => Some(preparation(session, reader, stored, &meeting)?),
            None => None,
        };
        let suggested = suggested(reader, &meeting)?;
        Ok(PreparationPage { meeting, preparation, suggested })
    })
}

fn preparation(
    session: &Session,
    reader: &Reader<'_>,
    stored: PreparationRecord,
    meeting: &MeetingRow,
) -> Result<Preparation> {
    let answers = reader.answers_of(stored.id)?;
    let state = stored.state();
    let mut missing = missing::of_form(&stored.form, &answers);
    missing.extend(missing::of_meeting(meeting));
    let (mut own, mut other) = (Vec::new(), Vec::new());
    for answer in answers {
        let place = stored.form.fields().position(|field| field.key == answer.field);
        match place {
            Some(place) => own.push((place, read_answer(answer))),
            None => other.push(read_answer(answer)),
        }
    }
    own.sort_by_key(|(place, _)| *place);
    let template = template::choice(&stored.template);
    let now = template::form(reader, template)?;
    Ok(Preparation {
        id: stored.id,
        template,
        template_changed: now.is_some_and(|now| now != stored.form),
        blocks: read_blocks(session, reader, &stored, meeting.id, state)?,
        form: stored.form,
        answers: own.into_iter().map(|(_, answer)| answer).collect(),
        other_answers: other,
        state,
        completed: stored.completed.map(stamp),
        approved: stored.approved.map(stamp),
        missing,
        log_place: reader.log_place()?,
    })
}

fn read_blocks(
    session: &Session,
    reader: &Reader<'_>,
    stored: &PreparationRecord,
    meeting: Id,
    state: PreparationState,
) -> Result<Vec<PreparationBlock>> {
    let filled = reader.blocks_of(stored.id)?;
    let mut read = Vec::new();
    for block in stored.form.blocks() {
        let Some(found) = filled.iter().find(|one| one.block == block) else {
            let (changed, outdated) = (Vec::new(), Vec::new());
            read.push(PreparationBlock { block, content: None, taken_at: None, changed, outdated });
            continue;
        };
        let content = blocks::read(&found.content);
        // What was approved stays as it was approved.
        let outdated = match &content {
            Some(content) if state != PreparationState::Approved => {
                blocks::differences(content, &blocks::now(session, reader, meeting, block)?)
            }
            _ => Vec::new(),
        };
        read.push(PreparationBlock {
            block,
            content: content.map(|content| blocks::named(reader, content)).transpose()?,
            taken_at: Some(found.taken_at),
            changed: serde_json::from_str(&found.changed).unwrap_or_default(),
            outdated,
        });
    }
    Ok(read)
}

/// What the owner wrote into the form of a meeting, to look at beside the minutes.
pub(crate) fn owners_answers(reader: &Reader<'_>, meeting: Id) -> Result<Vec<FormAnswer>> {
    let Some(stored) = reader.preparation_of(meeting)? else { return Ok(Vec::new()) };
    let answers = reader.answers_of(stored.id)?;
    let is_told = |field: &&FormField| field.filled_by == FilledBy::Owner && field.kind.is_text();
    let found = stored.form.fields().filter(is_told).filter_map(|field| {
        let answer = answers.iter().find(|answer| answer.field == field.key)?;
        let value = answer.text.clone()?;
        Some(FormAnswer { field: field.key.clone(), label: field.label.clone(), value })
    });
    Ok(found.collect())
}

/// A first meeting where none was held before, and the regular one otherwise.
fn suggested(reader: &Reader<'_>, meeting: &MeetingRow) -> Result<TemplateChoice> {
    let which = if is_known_customer(reader, meeting)? {
        BuiltInTemplate::RegularCare
    } else {
        BuiltInTemplate::FirstMeeting
    };
    Ok(TemplateChoice::BuiltIn { which })
}

fn is_known_customer(reader: &Reader<'_>, meeting: &MeetingRow) -> Result<bool> {
    for (record, key) in reader.family(meeting.customer)? {
        if reader.order_count_of(key)? > 0
            || reader.minutes_before(record, meeting.day, meeting.id)?.is_some()
            || !reader.contacts_until(record, meeting.day, 1)?.is_empty()
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn read_answer(answer: AnswerRecord) -> PreparationAnswer {
    // Of a field whose kind is another one in a later template, the newer holder may be empty.
    let value = answer.value.or(answer.text).unwrap_or_default();
    PreparationAnswer { id: answer.id, field: answer.field, item: answer.item, value }
}

/// Who did something, and when.
pub(crate) fn stamp((at, member): (Instant, Option<Id>)) -> Stamp {
    Stamp { member, at }
}
