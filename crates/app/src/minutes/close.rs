//! Closing minutes: the meeting was held, and a contact says so.

use pelikirja_domain::{Attendance, Direction, Id, MeetingState, MissingFromMinutes};
use pelikirja_store::table::meeting::MeetingRecord;
use pelikirja_store::{Column, IntoValue, Value, WriteTransaction, schema, to_word};

use super::edit::minutes_id;
use super::page;
use crate::api::{ById, Changed, MinutesClosed, TransactionKind};
use crate::error::{AppError, ErrorCode, Result};
use crate::session::Session;
use crate::{contacts, meetings};

/// What the identity of a meeting's contact is made of, before the meeting.
pub(crate) const CONTACT: &[u8] = b"minutes contact";

pub(crate) fn close(session: &Session, request: ById) -> Result<MinutesClosed> {
    use schema::minutes as column;
    let today = session.today();
    let written = session.write(TransactionKind::CloseMinutes, |tx| {
        let meeting = meetings::stored(tx, request.id)?;
        if meeting.state.is_cancelled() {
            return Err(AppError::new(ErrorCode::MeetingCancelled, "the meeting was called off"));
        }
        let known = tx.reader().minutes_of(request.id)?;
        if known.as_ref().is_some_and(|known| known.closed.is_some()) {
            return Err(AppError::new(ErrorCode::MinutesClosed, "the minutes are closed"));
        }
        let row = meetings::row(&tx.reader(), meetings::find(&tx.reader(), request.id)?)?;
        let missing = page::missing(&tx.reader(), &row, known.as_ref(), today)?;
        refuse_while(&missing)?;
        let contact = log_contact(tx, &meeting)?;
        tx.set(
            request.id,
            [
                (schema::meeting::STATE, to_word(&MeetingState::Held).into_value()),
                (schema::meeting::STATE_REASON, Value::Null),
            ],
        )?;
        tx.put(
            minutes_id(tx, request.id)?,
            [
                (column::MEETING, request.id.into_value()),
                (column::CLOSED_AT, tx.now().into_value()),
                (column::CLOSED_BY, tx.member().into_value()),
                (column::CONTACT, contact.into_value()),
            ],
        )?;
        Ok(contact)
    })?;
    Ok(MinutesClosed { transaction: written.transaction, contact: written.value })
}

pub(crate) fn reopen(session: &Session, request: ById) -> Result<Changed> {
    use schema::minutes as column;
    session.change(TransactionKind::ReopenMinutes, |tx| {
        let known = tx.reader().minutes_of(request.id)?;
        let known = known.ok_or_else(|| AppError::not_found("minutes"))?;
        let cells = [(column::CLOSED_AT, Value::Null), (column::CLOSED_BY, Value::Null)];
        Ok(u32::from(tx.set(known.id, cells)?))
    })
}

/// The first thing that is missing gives the code; all of them are named.
fn refuse_while(missing: &[MissingFromMinutes]) -> Result<()> {
    let Some(first) = missing.first() else { return Ok(()) };
    let code = match first {
        MissingFromMinutes::MeetingHeld => ErrorCode::MeetingNotHeldYet,
        MissingFromMinutes::Present => ErrorCode::MinutesWithoutPresent,
        MissingFromMinutes::Promise => ErrorCode::MinutesWithoutPromise,
        MissingFromMinutes::NextStep => ErrorCode::MinutesWithoutNextStep,
    };
    let all = missing.iter().map(to_word).collect::<Vec<_>>().join(",");
    Err(AppError::new(code, format!("missing: {all}")).with("missing", all))
}

/// One contact a meeting, whoever closes its minutes, and however often. It has no note: what two write by themselves at the
/// same time is put together, also where it is the same, and what was said is in the minutes.
fn log_contact(tx: &mut WriteTransaction<'_>, meeting: &MeetingRecord) -> Result<Id> {
    use schema::contact as column;
    let contact = tx.keyed_id(&[CONTACT, meeting.id.as_bytes()])?;
    let mut cells: Vec<(Column, Value)> = vec![
        (column::CUSTOMER, meeting.customer.into_value()),
        (column::DATE, meeting.day.into_value()),
        (column::KIND, to_word(&meeting.kind).into_value()),
        (column::DIRECTION, to_word(&Direction::Outgoing).into_value()),
        (column::TWO_WAY, true.into_value()),
        (column::MINUTES, meeting.duration.into_value()),
    ];
    // Who made a contact stays so, also where an undo took it away meanwhile.
    if !tx.reader().is_known(&schema::contact::TABLE, contact)? {
        cells.push((column::MEMBER, tx.member().into_value()));
    }
    tx.put(contact, cells)?;
    let present = tx.reader().participants(meeting.id)?;
    let present = present.iter().filter(|one| one.attendance == Attendance::Present);
    let persons: Vec<Id> = present.filter_map(|one| one.person).collect();
    contacts::put_persons(tx, contact, &persons)?;
    Ok(contact)
}
