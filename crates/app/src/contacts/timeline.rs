//! A customer's timeline: contacts, orders, actions done, meetings, promises, changes and imports.

use std::cmp::Reverse;

use chrono::{Days, NaiveDate};
use pelikirja_domain::{Clock, Id};
use pelikirja_store::{Reader, from_word, schema};

use super::actions::next_action;
use super::log::contact;
use crate::api::{
    ImportKind, TimelineEntry, TimelineEvent, TimelineKind, TimelinePage, TimelineRequest, TransactionKind,
};
use crate::error::{AppError, FieldProblem, Result};
use crate::meetings::Found;
use crate::session::Session;
use crate::{history, meetings, promises};

/// Entries of one window, at most.
const LARGEST_WINDOW: u32 = 200;
/// Entries of each kind that one window looks at: days are never split between windows, and one day has fewer.
const EXTRA: u32 = 200;

pub(crate) fn timeline(session: &Session, request: TimelineRequest) -> Result<TimelinePage> {
    if !(1..=LARGEST_WINDOW).contains(&request.limit) {
        return Err(AppError::field("limit", FieldProblem::Range));
    }
    let today = session.today();
    let last_day = today.checked_add_days(Days::new(20_000)).unwrap_or(today);
    let until = match &request.before {
        None => last_day,
        Some(day) => {
            let day: NaiveDate = day.parse().map_err(|_| AppError::field("before", FieldProblem::Form))?;
            day.pred_opt().unwrap_or(day)
        }
    };
    let wanted = |kind: TimelineKind| request.kinds.is_empty() || request.kinds.contains(&kind);
    let limit = request.limit + EXTRA;
    let mut entries = session.read(|reader| {
        let family = reader.family(request.customer)?;
        if family.is_empty() {
            return Err(AppError::not_found("customer"));
        }
        let log_place = reader.log_place()?;
        let mut entries = Vec::new();
        for (id, key) in family {
            if wanted(TimelineKind::Contact) {
                for stored in reader.contacts_until(id, until, limit)? {
                    let date = stored.date;
                    let event = TimelineEvent::Contact { contact: contact(reader, stored)? };
                    entries.push(TimelineEntry { date, event });
                }
            }
            if wanted(TimelineKind::Order) {
                entries.extend(reader.orders_until(key, until, limit)?.into_iter().map(order));
            }
            if wanted(TimelineKind::Action) {
                entries.extend(reader.done_actions_until(id, until, limit)?.into_iter().map(|stored| {
                    let date = stored.done_on.unwrap_or(stored.due);
                    TimelineEntry {
                        date,
                        event: TimelineEvent::Action { action: next_action(stored, log_place) },
                    }
                }));
            }
            if wanted(TimelineKind::Meeting) {
                for record in reader.meetings_with(id, NaiveDate::default(), until, limit)? {
                    let meeting = meetings::row(reader, Found { record, from_series_only: false })?;
                    entries.push(TimelineEntry {
                        date: meeting.day,
                        event: TimelineEvent::Meeting { meeting: Box::new(meeting) },
                    });
                }
            }
            if wanted(TimelineKind::Promise) {
                for stored in reader.settled_promises_until(id, until, limit)? {
                    let date = stored.settled_on.unwrap_or(stored.due);
                    let promise = promises::promise(reader, stored, today)?;
                    let event = TimelineEvent::Promise { promise: Box::new(promise) };
                    entries.push(TimelineEntry { date, event });
                }
            }
            if wanted(TimelineKind::Change) || wanted(TimelineKind::Import) {
                let (by_people, by_imports) = (wanted(TimelineKind::Change), wanted(TimelineKind::Import));
                let changes = changes(reader, session.store().clock().as_ref(), id, by_people, by_imports)?;
                entries.extend(changes.into_iter().filter(|entry| entry.date <= until));
            }
        }
        Ok(entries)
    })?;
    // Stable: entries of one day stay in the order in which they were read.
    entries.sort_by_key(|entry| Reverse(entry.date));
    let next = cut(&mut entries, request.limit as usize);
    Ok(TimelinePage { entries, next })
}

/// Cuts after the day in which the limit falls; returns that day, before which the next window begins.
fn cut(entries: &mut Vec<TimelineEntry>, limit: usize) -> Option<String> {
    let last = entries.get(limit.checked_sub(1)?)?.date;
    let end = entries.iter().position(|entry| entry.date < last)?;
    entries.truncate(end);
    Some(last.to_string())
}

fn order(stored: pelikirja_store::table::orders::OrderRow) -> TimelineEntry {
    TimelineEntry {
        date: stored.date,
        event: TimelineEvent::Order {
            id: stored.id,
            number: stored.number,
            net: stored.net,
            currency: stored.currency,
            lines: stored.lines,
        },
    }
}

fn changes(
    reader: &Reader<'_>,
    clock: &dyn Clock,
    customer: Id,
    by_people: bool,
    by_imports: bool,
) -> Result<Vec<TimelineEntry>> {
    let mut entries = Vec::new();
    for change in reader.record_history(&schema::customer::TABLE, customer)? {
        let kind = history::kind(&change.kind);
        let date = clock.local_date(change.at);
        let event = if kind == TransactionKind::Import {
            let batch = reader.import_batch_of(change.transaction)?.filter(|_| by_imports);
            batch.and_then(|batch| {
                let import_kind: ImportKind = from_word(&batch.kind)?;
                Some(TimelineEvent::Import { at: change.at, batch: batch.id, import_kind, file: batch.file })
            })
        } else {
            by_people.then(|| TimelineEvent::Change {
                at: change.at,
                member: change.member,
                transaction_kind: kind,
                transaction: change.transaction,
                fields: change.fields.iter().map(|field| field.field.to_owned()).collect(),
            })
        };
        entries.extend(event.map(|event| TimelineEntry { date, event }));
    }
    Ok(entries)
}
