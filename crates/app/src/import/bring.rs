//! Making records that imports on several machines agree on.

use pelikirja_domain::Id;
use pelikirja_store::{Column, StoreError, Table, Value, WriteTransaction};

use crate::error::Result;

/// Makes a record whose identity is made of what the other system calls it, so that two people who import the same
/// file get the same record. A record of that identity that was deleted (by undoing an import, mostly) comes back;
/// one that is in use and was not recognised is another one, and the new record gets an identity of its own.
pub(super) fn bring(
    tx: &mut WriteTransaction<'_>,
    table: &'static Table,
    called: &[&[u8]],
    cells: Vec<(Column, Value)>,
) -> Result<Id> {
    let mut parts: Vec<&[u8]> = vec![b"imported", table.name.as_bytes()];
    parts.extend(called);
    let id = tx.keyed_id(&parts)?;
    let known = tx.reader().known_record(table, id)?;
    match known {
        None => tx.create_from(id, cells)?,
        Some((_, true)) => {
            tx.restore(table, id)?;
            tx.set(id, cells)?;
        }
        Some((_, false)) => {
            let other = tx.new_id()?;
            tx.create_from(other, cells)?;
            return Ok(other);
        }
    }
    Ok(id)
}

/// The local key of a record that was just brought.
pub(super) fn key_of(tx: &WriteTransaction<'_>, table: &'static Table, id: Id) -> Result<i64> {
    let known = tx.reader().known_record(table, id)?;
    Ok(known.ok_or(StoreError::NotFound)?.0)
}
