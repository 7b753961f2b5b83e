//! Meetings in a span of days.

use chrono::NaiveDate;
use pelikirja_domain::Id;
use pelikirja_store::Reader;

use super::occurrence::{Found, find, untouched};
use super::row::row;
use super::series;
use crate::api::{Attendee, ById, ListMeetings, Meeting, MeetingRow};
use crate::dates::plausible;
use crate::error::{AppError, FieldProblem, Result};
use crate::session::Session;

/// Days that one answer may span.
const LONGEST_SPAN: i64 = 400;

pub(crate) fn list(session: &Session, request: ListMeetings) -> Result<Vec<MeetingRow>> {
    plausible("from", request.from)?;
    plausible("until", request.until)?;
    let days = request.until.signed_duration_since(request.from).num_days();
    if !(0..=LONGEST_SPAN).contains(&days) {
        return Err(AppError::field("until", FieldProblem::Range));
    }
    session.read(|reader| {
        let mut rows = list_between(reader, request.from, request.until, request.customer)?;
        rows.retain(|row| {
            (request.states.is_empty() || request.states.contains(&row.state))
                && request.member.is_none_or(|member| is_of(row, member))
        });
        Ok(rows)
    })
}

/// Whether a member owns a meeting or comes to it.
pub(crate) fn is_of(row: &MeetingRow, member: Id) -> bool {
    row.owner == Some(member) || row.participants.iter().any(|one| one.who == Attendee::Member { member })
}

/// Meetings of all customers or of one, and what was merged into it, by day and time.
pub(crate) fn list_between(
    reader: &Reader<'_>,
    from: NaiveDate,
    until: NaiveDate,
    customer: Option<Id>,
) -> Result<Vec<MeetingRow>> {
    let found = find_between(reader, from, until, customer)?;
    found.into_iter().map(|found| row(reader, found)).collect()
}

/// As [`list_between`], without who comes.
pub(crate) fn find_between(
    reader: &Reader<'_>,
    from: NaiveDate,
    until: NaiveDate,
    customer: Option<Id>,
) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    let stored = |record| Found { record, from_series_only: false };
    let computed = |record| Found { record, from_series_only: true };
    match customer {
        None => {
            found.extend(reader.meetings_between(from, until)?.into_iter().map(stored));
            for series in reader.all_series(None)? {
                found.extend(untouched(reader, &series, from, until)?.into_iter().map(computed));
            }
        }
        Some(customer) => {
            for (record, _) in reader.family(customer)? {
                found.extend(reader.meetings_with(record, from, until, u32::MAX)?.into_iter().map(stored));
                for series in reader.all_series(Some(record))? {
                    found.extend(untouched(reader, &series, from, until)?.into_iter().map(computed));
                }
            }
        }
    }
    found.sort_by_key(|found| (found.record.day, found.record.begins, found.record.id));
    Ok(found)
}

/// Meetings of a day that were not called off, of one member or of all.
pub(crate) fn held_on(reader: &Reader<'_>, day: NaiveDate, member: Option<Id>) -> Result<Vec<MeetingRow>> {
    let mut rows = list_between(reader, day, day, None)?;
    rows.retain(|row| !row.state.is_cancelled() && member.is_none_or(|member| is_of(row, member)));
    Ok(rows)
}

pub(crate) fn get(session: &Session, request: ById) -> Result<Meeting> {
    let today = session.today();
    session.read(|reader| {
        let found = find(reader, request.id)?;
        let alarm_minutes = found.record.alarm_minutes;
        let imported = found.record.ics_uid.is_some();
        let series = match found.record.series {
            Some(series) => reader.series(series)?,
            None => None,
        };
        Ok(Meeting {
            meeting: row(reader, found)?,
            alarm_minutes,
            imported,
            series: series.map(|series| series::series(reader, series, today)).transpose()?,
            log_place: reader.log_place()?,
        })
    })
}
