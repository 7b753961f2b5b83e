//! Minutes with all that their page shows.

use chrono::NaiveDate;
use pelikirja_domain::{Attendance, MinutesState, MissingFromMinutes};
use pelikirja_store::Reader;
use pelikirja_store::table::minutes::MinutesRecord;

use crate::api::{Attendee, ById, MeetingRow, Minutes, MinutesPage, NextStep};
use crate::contacts::next_action;
use crate::error::Result;
use crate::session::Session;
use crate::{meetings, preparations, promises};

pub(crate) fn get(session: &Session, request: ById) -> Result<MinutesPage> {
    let today = session.today();
    session.read(|reader| {
        let meeting = meetings::row(reader, meetings::find(reader, request.id)?)?;
        let stored = reader.minutes_of(request.id)?;
        let missing = missing(reader, &meeting, stored.as_ref(), today)?;
        let promised = reader.promises_of_meeting(request.id)?;
        let promised = promised.into_iter().map(|stored| promises::promise(reader, stored, today));
        Ok(MinutesPage {
            promises: promised.collect::<Result<_>>()?,
            from_form: preparations::owners_answers(reader, request.id)?,
            minutes: stored.map(|stored| minutes(reader, stored)).transpose()?,
            missing,
            meeting,
        })
    })
}

fn minutes(reader: &Reader<'_>, stored: MinutesRecord) -> Result<Minutes> {
    let log_place = reader.log_place()?;
    let next_step = match stored.next_step.as_deref() {
        Some("meeting") => {
            let meeting = stored.next_meeting.and_then(|next| meetings::find(reader, next).ok());
            let meeting = meeting.map(|found| meetings::row(reader, found)).transpose()?;
            Some(NextStep::Meeting { meeting: meeting.map(Box::new) })
        }
        Some("action") => {
            let action = match stored.next_action {
                Some(action) => reader.next_action(action)?,
                None => None,
            };
            Some(NextStep::Action { action: action.map(|action| next_action(action, log_place)) })
        }
        Some("none") => Some(NextStep::None { reason: stored.next_reason.unwrap_or_default() }),
        _ => None,
    };
    Ok(Minutes {
        id: stored.id,
        wants: stored.wants,
        agreed: stored.agreed,
        internal: stored.internal,
        no_promises: stored.no_promises,
        next_step,
        state: if stored.closed.is_some() { MinutesState::Closed } else { MinutesState::Draft },
        closed: stored.closed.map(preparations::stamp),
        contact: stored.contact,
        log_place,
    })
}

/// What has to be there before minutes can be closed.
pub(super) fn missing(
    reader: &Reader<'_>,
    meeting: &MeetingRow,
    stored: Option<&MinutesRecord>,
    today: NaiveDate,
) -> Result<Vec<MissingFromMinutes>> {
    let mut missing = Vec::new();
    if meeting.day > today {
        missing.push(MissingFromMinutes::MeetingHeld);
    }
    let mut invited = meeting.participants.iter().filter(|one| matches!(one.who, Attendee::Person { .. }));
    let is_somebody = invited.clone().next().is_some();
    if is_somebody && !invited.any(|one| one.attendance == Attendance::Present) {
        missing.push(MissingFromMinutes::Present);
    }
    let has_none = stored.is_some_and(|stored| stored.no_promises);
    if !has_none && reader.promises_of_meeting(meeting.id)?.is_empty() {
        missing.push(MissingFromMinutes::Promise);
    }
    let has_next = match stored {
        None => false,
        Some(stored) => match stored.next_step.as_deref() {
            Some("meeting") => stored.next_meeting.is_some_and(|next| meetings::find(reader, next).is_ok()),
            Some("action") => match stored.next_action {
                Some(action) => reader.next_action(action)?.is_some(),
                None => false,
            },
            Some("none") => stored.next_reason.as_ref().is_some_and(|reason| !reason.trim().is_empty()),
            _ => false,
        },
    };
    if !has_next {
        missing.push(MissingFromMinutes::NextStep);
    }
    Ok(missing)
}
