//! The list of promises.

use chrono::NaiveDate;
use pelikirja_domain::{Id, PromiseState};
use pelikirja_store::Reader;
use pelikirja_store::table::promise::{PromiseFilter, PromiseRecord, PromiseSort};

use crate::api::{ListPromises, Promise, PromiseOrder, PromisePage};
use crate::error::{AppError, FieldProblem, Result};
use crate::session::Session;

/// Rows in one answer.
const MOST_ROWS: u32 = 500;
/// Due promises in one answer.
const MOST_DUE: u32 = 200;

pub(crate) fn list(session: &Session, request: ListPromises) -> Result<PromisePage> {
    if request.limit > MOST_ROWS {
        return Err(AppError::field("limit", FieldProblem::Range));
    }
    let today = session.today();
    let sort = match request.order {
        PromiseOrder::Due => PromiseSort::Due,
        PromiseOrder::Customer => PromiseSort::Customer,
        PromiseOrder::Person => PromiseSort::Person,
    };
    session.read(|reader| {
        let customers = match request.customer {
            Some(customer) => Some(reader.family(customer)?.into_iter().map(|(id, _)| id).collect()),
            None => None,
        };
        let filter = PromiseFilter {
            customers,
            member: request.member,
            person: request.person,
            direction: request.direction,
            states: request.states,
            due_from: request.due_from,
            due_until: request.due_until,
        };
        let (total, overdue) = reader.promise_counts(&filter, today)?;
        let rows = reader.promises(&filter, sort, request.descending, request.offset, request.limit)?;
        let rows = rows.into_iter().map(|stored| promise(reader, stored, today)).collect::<Result<_>>()?;
        Ok(PromisePage { rows, total, overdue })
    })
}

/// Open promises due by a day, the oldest first; of one member, or of all.
pub(crate) fn due_by(reader: &Reader<'_>, today: NaiveDate, member: Option<Id>) -> Result<Vec<Promise>> {
    let filter = PromiseFilter {
        member,
        states: vec![PromiseState::Open],
        due_until: Some(today),
        ..PromiseFilter::default()
    };
    let rows = reader.promises(&filter, PromiseSort::Due, false, 0, MOST_DUE)?;
    rows.into_iter().map(|stored| promise(reader, stored, today)).collect()
}

/// A promise as the interface gets it.
pub(crate) fn promise(reader: &Reader<'_>, stored: PromiseRecord, today: NaiveDate) -> Result<Promise> {
    Ok(Promise {
        id: stored.id,
        customer: reader.merge_root(stored.customer)?,
        customer_name: stored.customer_name,
        meeting: stored.meeting,
        meeting_day: stored.meeting_day,
        direction: stored.direction,
        text: stored.text,
        due: stored.due,
        member: stored.member,
        person: stored.person,
        person_name: stored.person_name,
        state: stored.state,
        overdue: stored.state == PromiseState::Open && stored.due < today,
        settled_on: stored.settled_on,
        evidence: stored.evidence,
        log_place: reader.log_place()?,
    })
}
