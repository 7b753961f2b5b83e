//! Who changed what of a customer, its people, contacts and next actions.

use std::cmp::Reverse;

use pelikirja_store::schema;
use pelikirja_store::table::related::RelatedRecord;
use pelikirja_store::{RecordChange, from_word};

use crate::api::{ById, CustomerHistoryEntry};
use crate::error::{AppError, Result};
use crate::history::entries;
use crate::session::Session;
use crate::sync;

/// Changes of fields that the history shows, at most.
const LONGEST_HISTORY: usize = 500;
/// People, contacts and next actions that are looked through, of each the newest.
const MOST_RECORDS: u32 = 500;
/// Columns that only tie records together, or that nobody reads.
const TIES: [&str; 8] =
    ["customer", "person", "contact", "meeting", "preparation", "series", "form", "ics_sequence"];

pub(crate) fn history(session: &Session, request: ById) -> Result<Vec<CustomerHistoryEntry>> {
    let mut found: Vec<(RelatedRecord, RecordChange)> = session.read(|reader| {
        let family = reader.family(request.id)?;
        if family.is_empty() {
            return Err(AppError::not_found("customer"));
        }
        let mut found = Vec::new();
        for (id, _) in family {
            let mut records = reader.records_of_customer(id, MOST_RECORDS)?;
            let name = reader.customer_name(id)?;
            records.push(RelatedRecord { table: &schema::customer::TABLE, id, name });
            for record in records {
                let changes = reader.record_history(record.table, record.id)?;
                found.extend(changes.into_iter().map(|change| (record.clone(), change)));
            }
        }
        Ok(found)
    })?;
    found.sort_by_key(|(_, change)| Reverse(change.seq));
    let names = sync::names(session)?;
    let mut history = Vec::new();
    for (record, change) in found {
        let Some(table) = from_word(record.table.name) else { continue };
        let tells = |field: &str| !TIES.contains(&field);
        history.extend(entries(change, &names).into_iter().filter(|entry| tells(&entry.field)).map(
            |change| CustomerHistoryEntry { table, record: record.id, name: record.name.clone(), change },
        ));
        if history.len() >= LONGEST_HISTORY {
            break;
        }
    }
    Ok(history)
}
