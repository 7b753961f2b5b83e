//! Contacts, next actions and the timeline.

mod actions;
mod log;
mod timeline;

use pelikirja_domain::Id;
use pelikirja_store::{Column, IntoValue, Value, WriteTransaction};

use crate::error::Result;

pub(crate) use actions::{
    add as add_next_action, delete_next_action, finish_next_action, next_action, save_next_action,
};
pub(crate) use log::{delete, log, put_persons};
pub(crate) use timeline::timeline;

/// The customer that is to be written into a record which is with `stored` now; none where it stays. A record that was
/// merged into another one keeps what is its own, so that undoing the merge parts them as they were.
fn customer_cell(
    tx: &WriteTransaction<'_>,
    column: Column,
    stored: Option<Id>,
    wanted: Id,
) -> Result<Option<(Column, Value)>> {
    let reader = tx.reader();
    let stays = match stored {
        Some(stored) => reader.merge_root(stored)? == reader.merge_root(wanted)?,
        None => false,
    };
    Ok((!stays).then(|| (column, wanted.into_value())))
}
