//! What the customer page shows of meetings and promises.

use chrono::{Days, NaiveDate};
use pelikirja_domain::{Commitment, Id, KeptRate, PromiseDirection, PromiseState};
use pelikirja_store::Reader;
use pelikirja_store::table::promise::{PromiseFilter, PromiseSort};

use super::list::list_between;
use super::series::series;
use crate::api::{Attendee, ById, CustomerMeetings, MeetingRow};
use crate::error::{AppError, Result};
use crate::session::Session;

/// Meetings to come, and of the past, in one answer.
const MOST_MEETINGS: usize = 50;
/// How far ahead, days.
const AHEAD_DAYS: u64 = 365;
/// How far back figures look, days: two years.
const BACK_DAYS: u64 = 730;

pub(crate) fn customer_meetings(session: &Session, request: ById) -> Result<CustomerMeetings> {
    let today = session.today();
    let ahead = today.checked_add_days(Days::new(AHEAD_DAYS)).unwrap_or(today);
    let back = today.checked_sub_days(Days::new(BACK_DAYS)).unwrap_or(today);
    session.read(|reader| {
        let family: Vec<Id> = reader.family(request.id)?.into_iter().map(|(id, _)| id).collect();
        if family.is_empty() {
            return Err(AppError::not_found("customer"));
        }
        let mut upcoming = list_between(reader, today, ahead, Some(request.id))?;
        upcoming.truncate(MOST_MEETINGS);
        let yesterday = today.pred_opt().unwrap_or(today);
        let mut past = list_between(reader, back, yesterday, Some(request.id))?;
        // What a series would have had and nobody held is no meeting.
        past.retain(|meeting| !meeting.from_series_only);
        let commitment = commitment(past.iter().chain(&upcoming).filter(|meeting| meeting.day <= today));
        past.reverse();
        past.truncate(MOST_MEETINGS);
        let mut all_series = Vec::new();
        for record in &family {
            for found in reader.all_series(Some(*record))? {
                if found.rule.until.is_none_or(|until| until >= today) {
                    all_series.push(series(reader, found, today)?);
                }
            }
        }
        let rate = |direction| kept_rate(reader, &family, direction, back, today);
        Ok(CustomerMeetings {
            upcoming,
            past,
            series: all_series,
            commitment,
            ours: rate(PromiseDirection::Ours)?,
            theirs: rate(PromiseDirection::Theirs)?,
        })
    })
}

fn commitment<'a>(meetings: impl Iterator<Item = &'a MeetingRow>) -> Commitment {
    let mut commitment = Commitment::default();
    for meeting in meetings {
        let people = meeting.participants.iter().filter(|one| matches!(one.who, Attendee::Person { .. }));
        commitment.add(meeting.state, meeting.moved_by_customer, people.map(|one| one.attendance));
    }
    commitment
}

fn kept_rate(
    reader: &Reader<'_>,
    family: &[Id],
    direction: PromiseDirection,
    from: NaiveDate,
    today: NaiveDate,
) -> Result<KeptRate> {
    let filter = PromiseFilter {
        customers: Some(family.to_vec()),
        direction: Some(direction),
        due_from: Some(from),
        ..PromiseFilter::default()
    };
    let promises = reader.promises(&filter, PromiseSort::Due, false, 0, u32::MAX)?;
    let counted = |state: PromiseState, due: NaiveDate| (state, due < today);
    Ok(KeptRate::of(promises.into_iter().map(|promise| counted(promise.state, promise.due))))
}
