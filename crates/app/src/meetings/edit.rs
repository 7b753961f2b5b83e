//! Making, changing, moving and calling off meetings.

use pelikirja_domain::limits::{DAY_MINUTES, LONGEST_ALARM, MAX_TEXT_CHARS};
use pelikirja_domain::{CalledOffBy, Id, MeetingState, MinutesState};
use pelikirja_store::table::meeting::{DROPPED, MeetingRecord};
use pelikirja_store::{Base, Column, IntoValue, Reader, Value, schema, to_word};

use super::occurrence::stored;
use super::participants;
use crate::api::{
    ById, CancelMeeting, Changed, MeetingFields, MoveMeeting, SaveMeeting, Saved, TransactionKind,
};
use crate::customers::filled;
use crate::dates::plausible;
use crate::error::{AppError, ErrorCode, FieldProblem, Result};
use crate::session::Session;

/// The longest link, characters.
const LONGEST_LINK: usize = 2_000;

pub(crate) fn save(session: &Session, request: SaveMeeting) -> Result<Saved> {
    use schema::meeting as column;
    let fields = checked(request.fields)?;
    let written = session.write(TransactionKind::EditMeeting, |tx| {
        check_customer_and_owner(&tx.reader(), fields.customer, fields.owner)?;
        let (id, known) = match request.id {
            Some(id) => (id, Some(stored(tx, id)?)),
            None => (tx.new_id()?, None),
        };
        let mut cells = cells(&fields);
        match &known {
            None => {
                cells.push((column::CUSTOMER, fields.customer.into_value()));
                cells.push((column::OWNER, fields.owner.or(tx.member()).into_value()));
                cells.push((column::STATE, to_word(&MeetingState::Planned).into_value()));
            }
            Some(known) => {
                cells.push((column::OWNER, fields.owner.into_value()));
                // One of a merged record stays there, so that undoing the merge parts them as they were.
                if tx.reader().merge_root(known.customer)? != tx.reader().merge_root(fields.customer)? {
                    cells.push((column::CUSTOMER, fields.customer.into_value()));
                }
                if tells_invited(known, &fields) {
                    cells.push(next_sequence(known));
                }
            }
        }
        let base = request.base.as_ref().map(|base| {
            let mut cells = self::cells(&base.fields);
            cells.push((column::OWNER, base.fields.owner.into_value()));
            Base { cells, log_place: base.log_place }
        });
        tx.set_from(id, cells, &base.unwrap_or_default())?;
        let began = request.base.as_ref().map(|base| &*base.fields.participants);
        participants::set(tx, id, &fields.participants, began)?;
        Ok(id)
    })?;
    Ok(Saved { id: written.value, transaction: written.transaction })
}

pub(crate) fn move_to(session: &Session, request: MoveMeeting) -> Result<Changed> {
    use schema::meeting as column;
    let day = plausible("day", request.day)?;
    session.change(TransactionKind::MoveMeeting, |tx| {
        let known = stored(tx, request.meeting)?;
        check_open(&known)?;
        let duration = request.duration.or(known.duration);
        let (begins, duration) = time(request.begins, duration)?;
        if (day, begins, duration) == (known.day, known.begins, known.duration) && !known.state.is_cancelled()
        {
            return Ok(0);
        }
        let mut cells = vec![
            (column::DAY, day.into_value()),
            (column::BEGINS, begins.into_value()),
            (column::DURATION, duration.into_value()),
            // One that was called off is held after all.
            (column::STATE, to_word(&MeetingState::Planned).into_value()),
            (column::STATE_REASON, Value::Null),
            next_sequence(&known),
        ];
        if request.by == CalledOffBy::Customer {
            cells.push((column::MOVED_BY_CUSTOMER, known.moved_by_customer.saturating_add(1).into_value()));
        }
        Ok(u32::from(tx.set(request.meeting, cells)?))
    })
}

pub(crate) fn cancel(session: &Session, request: CancelMeeting) -> Result<Changed> {
    let reason = filled(request.reason);
    if reason.as_ref().is_some_and(|reason| reason.chars().count() > MAX_TEXT_CHARS) {
        return Err(AppError::field("reason", FieldProblem::TooLong));
    }
    let state = match request.by {
        CalledOffBy::Customer => MeetingState::CancelledByCustomer,
        CalledOffBy::Us => MeetingState::CancelledByUs,
    };
    set_state(session, TransactionKind::CancelMeeting, request.meeting, state, reason)
}

pub(crate) fn restore(session: &Session, request: ById) -> Result<Changed> {
    set_state(session, TransactionKind::EditMeeting, request.id, MeetingState::Planned, None)
}

pub(crate) fn delete(session: &Session, request: ById) -> Result<Changed> {
    session.change(TransactionKind::DeleteMeeting, |tx| {
        let known = stored(tx, request.id)?;
        check_open(&known)?;
        if known.series.is_none() {
            return Ok(u32::from(tx.delete(&schema::meeting::TABLE, request.id)?));
        }
        // One of a series stays, to say that the series has none on that day.
        let dropped =
            [(schema::meeting::STATE, DROPPED.into_value()), (schema::meeting::STATE_REASON, Value::Null)];
        Ok(u32::from(tx.set(request.id, dropped)?))
    })
}

fn set_state(
    session: &Session,
    kind: TransactionKind,
    meeting: Id,
    state: MeetingState,
    reason: Option<String>,
) -> Result<Changed> {
    use schema::meeting as column;
    session.change(kind, |tx| {
        let known = stored(tx, meeting)?;
        check_open(&known)?;
        if known.state == state && known.state_reason == reason {
            return Ok(0);
        }
        let cells = [
            (column::STATE, to_word(&state).into_value()),
            (column::STATE_REASON, reason.into_value()),
            next_sequence(&known),
        ];
        Ok(u32::from(tx.set(meeting, cells)?))
    })
}

/// Refuses to move, call off or delete what has been held.
fn check_open(known: &MeetingRecord) -> Result<()> {
    if known.minutes == Some(MinutesState::Closed) {
        return Err(AppError::new(ErrorCode::MinutesClosed, "the meeting was held"));
    }
    Ok(())
}

/// Whoever has the meeting in their calendar is told of a change by a higher number.
fn next_sequence(known: &MeetingRecord) -> (Column, Value) {
    (schema::meeting::ICS_SEQUENCE, known.ics_sequence.saturating_add(1).into_value())
}

fn tells_invited(known: &MeetingRecord, fields: &MeetingFields) -> bool {
    (known.day, known.begins, known.duration) != (fields.day, fields.begins, fields.duration)
        || known.place != fields.place
        || known.link != fields.link
        || known.purpose != fields.purpose
}

fn cells(fields: &MeetingFields) -> Vec<(Column, Value)> {
    use schema::meeting as column;
    vec![
        (column::PURPOSE, fields.purpose.clone().into_value()),
        (column::KIND, to_word(&fields.kind).into_value()),
        (column::DAY, fields.day.into_value()),
        (column::BEGINS, fields.begins.into_value()),
        (column::DURATION, fields.duration.into_value()),
        (column::PLACE, fields.place.clone().into_value()),
        (column::LINK, fields.link.clone().into_value()),
        (column::ALARM_MINUTES, fields.alarm_minutes.into_value()),
    ]
}

/// The fields as they are stored.
fn checked(fields: MeetingFields) -> Result<MeetingFields> {
    plausible("day", fields.day)?;
    let (begins, duration) = time(fields.begins, fields.duration)?;
    Ok(MeetingFields {
        purpose: purpose(&fields.purpose)?,
        begins,
        duration,
        place: place(fields.place)?,
        link: link(fields.link)?,
        alarm_minutes: alarm(fields.alarm_minutes)?,
        ..fields
    })
}

/// That the customer is there, and the member as well.
pub(super) fn check_customer_and_owner(reader: &Reader<'_>, customer: Id, owner: Option<Id>) -> Result<()> {
    reader.customer(customer)?.ok_or_else(|| AppError::field("customer", FieldProblem::Unknown))?;
    check_member(reader, "owner", owner)
}

/// That a member is there.
pub(crate) fn check_member(reader: &Reader<'_>, field: &str, member: Option<Id>) -> Result<()> {
    let Some(member) = member else { return Ok(()) };
    if reader.members()?.iter().any(|one| one.id == member) {
        Ok(())
    } else {
        Err(AppError::field(field, FieldProblem::Unknown))
    }
}

/// What a meeting is for.
pub(crate) fn purpose(text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(AppError::field("purpose", FieldProblem::Required));
    }
    if text.chars().count() > MAX_TEXT_CHARS {
        return Err(AppError::field("purpose", FieldProblem::TooLong));
    }
    Ok(text.to_owned())
}

/// Beginning and duration: both, or neither for a whole day.
pub(crate) fn time(begins: Option<u32>, duration: Option<u32>) -> Result<(Option<u32>, Option<u32>)> {
    let Some(begins) = begins else { return Ok((None, None)) };
    if begins >= DAY_MINUTES {
        return Err(AppError::field("begins", FieldProblem::Range));
    }
    let duration = duration.ok_or_else(|| AppError::field("duration", FieldProblem::Required))?;
    if !(1..=DAY_MINUTES).contains(&duration) {
        return Err(AppError::field("duration", FieldProblem::Range));
    }
    Ok((Some(begins), Some(duration)))
}

/// Where.
pub(super) fn place(text: Option<String>) -> Result<Option<String>> {
    let text = filled(text);
    if text.as_ref().is_some_and(|text| text.chars().count() > MAX_TEXT_CHARS) {
        return Err(AppError::field("place", FieldProblem::TooLong));
    }
    Ok(text)
}

/// A link that a browser opens, and nothing else that a click could start.
pub(super) fn link(text: Option<String>) -> Result<Option<String>> {
    let text = filled(text);
    if let Some(text) = &text {
        if text.chars().count() > LONGEST_LINK {
            return Err(AppError::field("link", FieldProblem::TooLong));
        }
        let is_web = ["https://", "http://"].iter().any(|scheme| {
            text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
                && text.len() > scheme.len()
        });
        if !is_web || text.chars().any(|letter| letter.is_whitespace() || letter.is_control()) {
            return Err(AppError::field("link", FieldProblem::Form));
        }
    }
    Ok(text)
}

/// Minutes before, at most four weeks.
pub(super) fn alarm(minutes: Option<u32>) -> Result<Option<u32>> {
    if minutes.is_some_and(|minutes| minutes > LONGEST_ALARM) {
        return Err(AppError::field("alarm_minutes", FieldProblem::Range));
    }
    Ok(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_of_the_web_are_taken() {
        for (text, taken) in [
            ("https://meet.example/abc", true),
            ("HTTP://example", true),
            ("javascript:alert(1)", false),
            ("file:///etc/passwd", false),
            ("https://", false),
            ("https://a b", false),
            ("äää", false),
        ] {
            assert_eq!(link(Some(text.to_owned())).is_ok(), taken, "{text}");
        }
        assert_eq!(link(Some("  ".to_owned())).expect("is none"), None);
    }

    #[test]
    fn a_time_has_a_duration_and_a_whole_day_has_none() {
        assert_eq!(time(Some(540), Some(60)).expect("fits"), (Some(540), Some(60)));
        assert_eq!(time(None, Some(60)).expect("fits"), (None, None));
        for (begins, duration) in
            [(Some(1_440), Some(1)), (Some(0), None), (Some(0), Some(0)), (Some(0), Some(1_441))]
        {
            assert!(time(begins, duration).is_err(), "{begins:?} {duration:?}");
        }
    }
}
