//! Who comes to a meeting, or to those of a series.

use pelikirja_domain::{Attendance, Id};
use pelikirja_store::table::meeting::ParticipantRecord;
use pelikirja_store::{IntoValue, Reader, Value, WriteTransaction, schema, to_word};

use super::occurrence::stored;
use crate::api::{Attendee, Changed, MarkParticipants, MeetingParticipant, ParticipantMark, TransactionKind};
use crate::customers::wanted;
use crate::error::{AppError, FieldProblem, Result};
use crate::session::Session;

/// People at a meeting, at the most.
const MOST: usize = 200;

/// Says who comes, or came.
pub(crate) fn mark(session: &Session, request: MarkParticipants) -> Result<Changed> {
    if request.marks.len() > MOST {
        return Err(AppError::field("marks", FieldProblem::TooLong));
    }
    session.change(TransactionKind::MarkParticipants, |tx| {
        stored(tx, request.meeting)?;
        let mut changed = 0;
        let present = tx.reader().participants(request.meeting)?;
        for ParticipantMark { who, attendance } in &request.marks {
            let is_known = present.iter().any(|one| attendee(one) == Some(*who));
            if !is_known {
                check_known(&tx.reader(), *who)?;
            }
            changed += u32::from(put(tx, request.meeting, *who, *attendance)?);
        }
        Ok(changed)
    })
}

/// Who comes in all: of those that others named or left out meanwhile, nothing is taken back.
pub(super) fn set(
    tx: &mut WriteTransaction<'_>,
    meeting: Id,
    attendees: &[Attendee],
    base: Option<&[Attendee]>,
) -> Result<()> {
    if attendees.len() > MOST {
        return Err(AppError::field("participants", FieldProblem::TooLong));
    }
    let present = tx.reader().participants(meeting)?;
    let wanted = wanted(attendees, base, present.iter().filter_map(attendee));
    let is_there = |who: &Attendee| present.iter().any(|one| attendee(one) == Some(*who));
    // Whoever was there stays so, also where their record has been deleted since.
    for who in wanted.iter().filter(|who| !is_there(who)) {
        check_known(&tx.reader(), *who)?;
        put(tx, meeting, *who, Attendance::Invited)?;
    }
    for one in &present {
        if attendee(one).is_some_and(|who| !wanted.contains(&who)) {
            tx.delete(&schema::meeting_participant::TABLE, one.id)?;
        }
    }
    Ok(())
}

/// Invites the people of one meeting or series to another.
pub(crate) fn copy(tx: &mut WriteTransaction<'_>, from: Id, to: Id) -> Result<()> {
    for one in tx.reader().participants(from)? {
        if let Some(who) = attendee(&one).filter(|_| !one.deleted) {
            put(tx, to, who, Attendance::Invited)?;
        }
    }
    Ok(())
}

/// Who comes, as the interface gets it.
pub(super) fn read(reader: &Reader<'_>, meeting: Id) -> Result<Vec<MeetingParticipant>> {
    let found = reader.participants(meeting)?.into_iter().filter_map(|one| {
        let who = attendee(&one)?;
        Some(MeetingParticipant { who, name: one.name, deleted: one.deleted, attendance: one.attendance })
    });
    Ok(found.collect())
}

/// Who a participant is.
pub(super) fn attendee(one: &ParticipantRecord) -> Option<Attendee> {
    match (one.person, one.member) {
        (Some(person), _) => Some(Attendee::Person { person }),
        (None, Some(member)) => Some(Attendee::Member { member }),
        (None, None) => None,
    }
}

fn check_known(reader: &Reader<'_>, who: Attendee) -> Result<()> {
    let is_known = match who {
        Attendee::Person { person } => reader.person_name(person)?.is_some(),
        Attendee::Member { member } => reader.members()?.iter().any(|one| one.id == member),
    };
    if is_known { Ok(()) } else { Err(AppError::field("participants", FieldProblem::Unknown)) }
}

fn put(tx: &mut WriteTransaction<'_>, meeting: Id, who: Attendee, attendance: Attendance) -> Result<bool> {
    use schema::meeting_participant as column;
    let (side, id, of): (&[u8], Id, _) = match who {
        Attendee::Person { person } => (b"person", person, column::PERSON),
        Attendee::Member { member } => (b"member", member, column::MEMBER),
    };
    let link = tx.keyed_id(&[b"meeting participant", meeting.as_bytes(), side, id.as_bytes()])?;
    let attendance: Value = to_word(&attendance).into_value();
    let cells =
        [(column::MEETING, meeting.into_value()), (of, id.into_value()), (column::ATTENDANCE, attendance)];
    Ok(tx.put(link, cells)?)
}
