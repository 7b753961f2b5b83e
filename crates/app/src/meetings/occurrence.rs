//! The meeting behind an identity: stored, or an occurrence of a series that nobody has touched yet.

use chrono::NaiveDate;
use pelikirja_domain::{Id, MeetingState};
use pelikirja_store::table::meeting::MeetingRecord;
use pelikirja_store::table::meeting_series::{Occurrences, SeriesRecord};
use pelikirja_store::{IntoValue, Reader, WriteTransaction, schema, to_word};

use super::participants;
use crate::error::{AppError, Result};

/// A meeting, and whether it follows from its series only.
pub(crate) struct Found {
    /// The meeting.
    pub record: MeetingRecord,
    /// Whether nobody has touched it yet.
    pub from_series_only: bool,
}

/// Finds a meeting.
///
/// # Errors
/// [`NotFound`](crate::error::ErrorCode::NotFound) when there is none, or it was deleted.
pub(crate) fn find(reader: &Reader<'_>, meeting: Id) -> Result<Found> {
    if let Some(record) = reader.meeting(meeting)? {
        return Ok(Found { record, from_series_only: false });
    }
    if !reader.is_there(&schema::meeting::TABLE, meeting)?
        && let Some((series, day)) = reader.occurrence(meeting)?
    {
        return Ok(Found { record: of_series(&series, meeting, day), from_series_only: true });
    }
    Err(AppError::not_found("meeting"))
}

/// The meeting, stored: an occurrence becomes a meeting of its own now, with all that the series says of it.
///
/// # Errors
/// As [`find`].
pub(crate) fn stored(tx: &mut WriteTransaction<'_>, meeting: Id) -> Result<MeetingRecord> {
    use schema::meeting as column;
    let Found { record, from_series_only } = find(&tx.reader(), meeting)?;
    let Some(series) = record.series.filter(|_| from_series_only) else { return Ok(record) };
    // An undo may have taken it away.
    tx.put(
        meeting,
        [
            (column::CUSTOMER, record.customer.into_value()),
            (column::PURPOSE, record.purpose.clone().into_value()),
            (column::KIND, to_word(&record.kind).into_value()),
            (column::DAY, record.day.into_value()),
            (column::BEGINS, record.begins.into_value()),
            (column::DURATION, record.duration.into_value()),
            (column::PLACE, record.place.clone().into_value()),
            (column::LINK, record.link.clone().into_value()),
            (column::OWNER, record.owner.into_value()),
            (column::STATE, to_word(&record.state).into_value()),
            (column::SERIES, series.into_value()),
            (column::SERIES_DAY, record.series_day.into_value()),
            (column::ALARM_MINUTES, record.alarm_minutes.into_value()),
        ],
    )?;
    participants::copy(tx, series, meeting)?;
    Ok(record)
}

/// The occurrences of a series in a span of days that nobody has touched.
pub(super) fn untouched(
    reader: &Reader<'_>,
    series: &SeriesRecord,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<MeetingRecord>> {
    let days = series.rule.days(from, until);
    if days.is_empty() {
        return Ok(Vec::new());
    }
    let known = reader.exceptions_of(series.id)?;
    let occurrences: Occurrences = reader.occurrences(series.id)?;
    let meetings = days.into_iter().map(|day| of_series(series, occurrences.on(day), day));
    Ok(meetings.filter(|meeting| !known.contains(&meeting.id)).collect())
}

fn of_series(series: &SeriesRecord, id: Id, day: NaiveDate) -> MeetingRecord {
    MeetingRecord {
        id,
        customer: series.customer,
        customer_name: series.customer_name.clone(),
        purpose: series.purpose.clone(),
        kind: series.kind,
        day,
        begins: series.begins,
        duration: series.duration,
        place: series.place.clone(),
        link: series.link.clone(),
        owner: series.owner,
        state: MeetingState::Planned,
        state_reason: None,
        moved_by_customer: 0,
        series: Some(series.id),
        series_day: Some(day),
        ics_uid: None,
        ics_sequence: 0,
        alarm_minutes: series.alarm_minutes,
        preparation: None,
        minutes: None,
    }
}
