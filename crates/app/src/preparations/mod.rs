//! Forms that prepare meetings: begun from a template, filled in, completed and approved.

mod answers;
mod begin;
mod blocks;
mod due;
mod missing;
mod page;
mod state;
mod template;

pub(crate) use answers::save_answers;
pub(crate) use begin::{begin, refresh};
pub(crate) use due::{list_due, number_due};
pub(crate) use page::{get, owners_answers, stamp};
pub(crate) use state::{approve, complete, reopen};
pub(crate) use template::{delete as delete_template, list as list_templates, save as save_template};

use pelikirja_domain::Id;
use pelikirja_store::table::preparation::PreparationRecord;
use pelikirja_store::{Reader, WriteTransaction};

use crate::error::{AppError, ErrorCode, Result};

/// The identity of a meeting's form: two who begin it at the same time begin the same one.
fn preparation_id(tx: &WriteTransaction<'_>, meeting: Id) -> Result<Id> {
    Ok(tx.keyed_id(&[b"preparation", meeting.as_bytes()])?)
}

/// The form of a meeting, which has to have been begun.
fn begun(reader: &Reader<'_>, meeting: Id) -> Result<PreparationRecord> {
    let found = reader.preparation_of(meeting)?;
    found.ok_or_else(|| AppError::new(ErrorCode::PreparationNotBegun, "the meeting has no form yet"))
}

/// The form of a meeting, which must not have been approved.
fn open(reader: &Reader<'_>, meeting: Id) -> Result<PreparationRecord> {
    let found = begun(reader, meeting)?;
    if found.approved.is_some() {
        return Err(AppError::new(ErrorCode::PreparationApproved, "the form was approved"));
    }
    Ok(found)
}
