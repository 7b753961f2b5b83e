//! Writing minutes.

use pelikirja_domain::{Id, MeetingState};
use pelikirja_store::table::meeting::MeetingRecord;
use pelikirja_store::{Base, Column, IntoValue, Value, WriteTransaction, schema, to_word};

use crate::api::{ChooseNextStep, MinutesPatch, MinutesSaved, NewNextAction, SaveMinutes, TransactionKind};
use crate::customers::filled;
use crate::dates::plausible;
use crate::error::{AppError, ErrorCode, FieldProblem, Result};
use crate::session::Session;
use crate::{contacts, long_text, meetings};

/// The longest reason why nothing comes next, characters.
const LONGEST_REASON: usize = 500;

pub(crate) fn save(session: &Session, request: SaveMinutes) -> Result<MinutesSaved> {
    use schema::minutes as column;
    let written = session.write(TransactionKind::EditMinutes, |tx| {
        let meeting = meetings::stored(tx, request.meeting)?;
        if meeting.state.is_cancelled() {
            return Err(AppError::new(ErrorCode::MeetingCancelled, "the meeting was called off"));
        }
        let known = tx.reader().minutes_of(request.meeting)?;
        if known.as_ref().is_some_and(|known| known.closed.is_some()) {
            return Err(AppError::new(ErrorCode::MinutesClosed, "the minutes are closed"));
        }
        let id = minutes_id(tx, request.meeting)?;
        check_lengths(tx, id, &request)?;
        let mut cells = cells(&request.fields);
        let mut made = None;
        if let Some(next) = &request.next_step {
            let (next, new) = next_step(tx, &meeting, next.as_ref())?;
            cells.extend(next);
            made = new;
        }
        if known.is_some() {
            let base = request.base.as_ref();
            let base = base.map(|base| Base { cells: self::cells(&base.fields), log_place: base.log_place });
            tx.set_from(id, cells, &base.unwrap_or_default())?;
        } else {
            cells.push((column::MEETING, request.meeting.into_value()));
            tx.put(id, cells)?;
        }
        Ok(made)
    })?;
    Ok(MinutesSaved { transaction: written.transaction, made: written.value })
}

/// The identity of a meeting's minutes: two who begin them at the same time begin the same ones.
pub(super) fn minutes_id(tx: &WriteTransaction<'_>, meeting: Id) -> Result<Id> {
    Ok(tx.keyed_id(&[b"minutes", meeting.as_bytes()])?)
}

fn check_lengths(tx: &WriteTransaction<'_>, id: Id, request: &SaveMinutes) -> Result<()> {
    use schema::minutes as column;
    let began = request.base.as_ref().map(|base| &base.fields);
    let check = |column: Column, text: &Option<Option<String>>, began: Option<&Option<Option<String>>>| {
        let began = began.and_then(|began| began.as_ref()?.as_deref());
        let text = text.as_ref().and_then(|text| text.as_deref());
        long_text::check(&tx.reader(), column, id, text, began)
    };
    check(column::WANTS, &request.fields.wants, began.map(|began| &began.wants))?;
    check(column::AGREED, &request.fields.agreed, began.map(|began| &began.agreed))?;
    check(column::INTERNAL, &request.fields.internal, began.map(|began| &began.internal))
}

fn cells(fields: &MinutesPatch) -> Vec<(Column, Value)> {
    use schema::minutes as column;
    let mut cells = Vec::new();
    let texts = [
        (column::WANTS, &fields.wants),
        (column::AGREED, &fields.agreed),
        (column::INTERNAL, &fields.internal),
    ];
    for (column, text) in texts {
        cells.extend(text.clone().map(|text| (column, filled(text).into_value())));
    }
    cells.extend(fields.no_promises.map(|none| (column::NO_PROMISES, none.into_value())));
    cells
}

/// What comes next, as it is stored.
type NextStepCells = [(Column, Value); 4];

/// What comes next, and the record that was made for it.
fn next_step(
    tx: &mut WriteTransaction<'_>,
    meeting: &MeetingRecord,
    chosen: Option<&ChooseNextStep>,
) -> Result<(NextStepCells, Option<Id>)> {
    use schema::minutes as column;
    let cells = |step: Option<&str>, meeting: Option<Id>, action: Option<Id>, reason: Option<String>| {
        [
            (column::NEXT_STEP, step.map(str::to_owned).into_value()),
            (column::NEXT_MEETING, meeting.into_value()),
            (column::NEXT_ACTION, action.into_value()),
            (column::NEXT_REASON, reason.into_value()),
        ]
    };
    Ok(match chosen {
        None => (cells(None, None, None, None), None),
        Some(ChooseNextStep::Meeting { meeting: next }) => {
            if *next == meeting.id {
                return Err(AppError::field("next_step", FieldProblem::Circle));
            }
            meetings::stored(tx, *next).map_err(|_| AppError::field("next_step", FieldProblem::Unknown))?;
            (cells(Some("meeting"), Some(*next), None, None), None)
        }
        Some(ChooseNextStep::NewMeeting { .. }) => {
            let next = new_meeting(tx, meeting, chosen)?;
            (cells(Some("meeting"), Some(next), None, None), Some(next))
        }
        Some(ChooseNextStep::Action { action }) => {
            let known = tx.reader().next_action(*action)?;
            known.ok_or_else(|| AppError::field("next_step", FieldProblem::Unknown))?;
            (cells(Some("action"), None, Some(*action), None), None)
        }
        Some(ChooseNextStep::NewAction { text, due, owner }) => {
            let next = NewNextAction { text: text.clone(), due: *due, owner: *owner };
            let action = contacts::add_next_action(tx, meeting.customer, &next)?;
            (cells(Some("action"), None, Some(action), None), Some(action))
        }
        Some(ChooseNextStep::None { reason }) => {
            let reason = filled(Some(reason.clone()));
            let reason = reason.ok_or_else(|| AppError::field("reason", FieldProblem::Required))?;
            if reason.chars().count() > LONGEST_REASON {
                return Err(AppError::field("reason", FieldProblem::TooLong));
            }
            (cells(Some("none"), None, None, Some(reason)), None)
        }
    })
}

/// A meeting after this one, with the same people.
fn new_meeting(
    tx: &mut WriteTransaction<'_>,
    meeting: &MeetingRecord,
    chosen: Option<&ChooseNextStep>,
) -> Result<Id> {
    use schema::meeting as column;
    let Some(ChooseNextStep::NewMeeting { day, begins, duration, purpose, meeting_kind }) = chosen else {
        return Err(AppError::field("next_step", FieldProblem::Form));
    };
    let day = plausible("day", *day)?;
    let (begins, duration) = meetings::time(*begins, duration.or(meeting.duration))?;
    let purpose = match filled(purpose.clone()) {
        Some(purpose) => meetings::purpose(&purpose)?,
        None => meeting.purpose.clone(),
    };
    let next = tx.new_id()?;
    tx.set(
        next,
        [
            (column::CUSTOMER, meeting.customer.into_value()),
            (column::PURPOSE, purpose.into_value()),
            (column::KIND, to_word(&meeting_kind.unwrap_or(meeting.kind)).into_value()),
            (column::DAY, day.into_value()),
            (column::BEGINS, begins.into_value()),
            (column::DURATION, duration.into_value()),
            (column::PLACE, meeting.place.clone().into_value()),
            (column::LINK, meeting.link.clone().into_value()),
            (column::OWNER, meeting.owner.into_value()),
            (column::STATE, to_word(&MeetingState::Planned).into_value()),
            (column::ALARM_MINUTES, meeting.alarm_minutes.into_value()),
        ],
    )?;
    meetings::copy_participants(tx, meeting.id, next)?;
    Ok(next)
}
