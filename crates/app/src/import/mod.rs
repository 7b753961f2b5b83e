//! Import of what other programs export: looking at a file, a dry run with the real rules, the import as one
//! transaction, and undoing it as a whole.
//!
//! A dry run is the import itself, taken back at its end. An import that changes nothing leaves a batch
//! without a transaction to undo, so that the list says that the file was read and what it held.

mod bring;
mod counts;
mod customers;
mod deleted;
mod inspect;
mod kept_mapping;
mod locate;
mod mapping_file;
mod match_customer;
mod match_product;
mod names;
mod orders;
mod people;
mod person_at;
mod products;
mod reading;
mod reasons;
mod rejected;
mod run;
mod source;
mod undo;
mod undo_plan;
mod unusable;
mod work;

pub(crate) use inspect::{inspect, unattended_mapping};
pub(crate) use locate::locate;
pub use mapping_file::read_mapping_file;
pub(crate) use rejected::is_rejected_file;
pub(crate) use run::{dry_run, run, run_unattended};
pub(crate) use undo::{undo, undo_transaction};
pub(crate) use unusable::check_complete;

use pelikirja_store::from_word;
use pelikirja_store::table::import_batch::ImportBatchRow;

use crate::api::{Empty, ImportBatch, ImportKind};
use crate::error::Result;
use crate::session::Session;

/// Imports that the list shows, at most.
const LISTED: u32 = 500;

pub(crate) fn list(session: &Session, _: Empty) -> Result<Vec<ImportBatch>> {
    let rows = session.read(|reader| Ok(reader.import_batches(LISTED)?))?;
    Ok(rows.into_iter().map(batch).collect())
}

fn batch(row: ImportBatchRow) -> ImportBatch {
    // A report in the form of a newer program shows as one without figures.
    let report = serde_json::from_str(&row.report)
        .unwrap_or_else(|_| counts::empty_report(from_word(&row.kind).unwrap_or(ImportKind::Orders)));
    ImportBatch {
        id: row.id,
        at: row.at,
        member: row.member,
        file: row.file,
        report,
        undone_at: row.undone_at,
        unattended: row.unattended,
        changed: row.transaction.is_some(),
    }
}
