//! Meetings whose preparation is due.

use chrono::{Days, NaiveDate};
use pelikirja_domain::{MeetingState, PreparationState};
use pelikirja_store::Reader;

use super::missing;
use crate::api::{ListPreparationsDue, MeetingRow, MissingFromPreparation, PreparationDue};
use crate::error::{AppError, FieldProblem, Result};
use crate::meetings::{self, list_between};
use crate::session::Session;

/// How far ahead a preparation is due unless said otherwise, days.
const DUE_DAYS: u64 = 7;
/// How far ahead may be asked, days.
const LONGEST: i64 = 100;

pub(crate) fn list_due(session: &Session, request: ListPreparationsDue) -> Result<Vec<PreparationDue>> {
    let today = session.today();
    let until = request.until.unwrap_or(today.checked_add_days(Days::new(DUE_DAYS)).unwrap_or(today));
    if !(0..=LONGEST).contains(&until.signed_duration_since(today).num_days()) {
        return Err(AppError::field("until", FieldProblem::Range));
    }
    session.read(|reader| {
        let mut due = Vec::new();
        for meeting in planned(reader, today, until)? {
            let is_approved = meeting.preparation == Some(PreparationState::Approved);
            if (is_approved && !request.approved_too)
                || request.owner.is_some_and(|owner| meeting.owner != Some(owner))
            {
                continue;
            }
            let days = meeting.day.signed_duration_since(today).num_days();
            let missing = missing(reader, &meeting)?;
            due.push(PreparationDue { meeting, days_left: u32::try_from(days).unwrap_or(0), missing });
        }
        Ok(due)
    })
}

/// Meetings of the next days whose form nobody has completed yet, of one member or of all.
pub(crate) fn number_due(
    reader: &Reader<'_>,
    today: NaiveDate,
    member: Option<pelikirja_domain::Id>,
) -> Result<u32> {
    let until = today.checked_add_days(Days::new(DUE_DAYS)).unwrap_or(today);
    let meetings = meetings::find_between(reader, today, until, None)?;
    let due = meetings.iter().map(|found| &found.record).filter(|meeting| {
        let is_done =
            matches!(meeting.preparation, Some(PreparationState::Completed | PreparationState::Approved));
        let is_asked = member.is_none_or(|member| meeting.owner == Some(member));
        meeting.state == MeetingState::Planned && !is_done && is_asked
    });
    Ok(u32::try_from(due.count()).unwrap_or(u32::MAX))
}

fn planned(reader: &Reader<'_>, from: NaiveDate, until: NaiveDate) -> Result<Vec<MeetingRow>> {
    let mut meetings = list_between(reader, from, until, None)?;
    meetings.retain(|meeting| meeting.state == MeetingState::Planned);
    Ok(meetings)
}

fn missing(reader: &Reader<'_>, meeting: &MeetingRow) -> Result<Vec<MissingFromPreparation>> {
    let mut missing = match reader.preparation_of(meeting.id)? {
        Some(stored) => missing::of_form(&stored.form, &reader.answers_of(stored.id)?),
        None => vec![MissingFromPreparation::NotBegun],
    };
    missing.extend(missing::of_meeting(meeting));
    Ok(missing)
}
