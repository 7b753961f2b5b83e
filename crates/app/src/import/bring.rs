//! Making records that imports on several machines agree on.

use pelikirja_domain::Id;
use pelikirja_store::{Column, StoreError, Table, Value, WriteTransaction, schema};

use super::deleted;
use crate::error::Result;

/// Makes a record whose identity is made of what the other system calls it, so that two people who import the same
/// file get the same record. A record of that identity that an undo took away comes back, one that somebody deleted
/// stays away (`None`); one that is in use and was not recognised is another one, and the new record gets an identity
/// of its own.
pub(super) fn bring(
    tx: &mut WriteTransaction<'_>,
    table: &'static Table,
    called: &[&[u8]],
    cells: Vec<(Column, Value)>,
) -> Result<Option<Id>> {
    let (id, is_deleted) = identity(tx, table, called)?;
    if is_deleted == Some(true) && deleted::is_meant(&tx.reader(), table, id)? {
        return Ok(None);
    }
    make(tx, id, is_deleted, cells).map(Some)
}

/// As [`bring`], for records that nobody can delete by hand.
pub(super) fn bring_back(
    tx: &mut WriteTransaction<'_>,
    table: &'static Table,
    called: &[&[u8]],
    cells: Vec<(Column, Value)>,
) -> Result<Id> {
    let (id, is_deleted) = identity(tx, table, called)?;
    make(tx, id, is_deleted, cells)
}

/// The identity, and whether the record of it is deleted, if there is one.
fn identity(
    tx: &WriteTransaction<'_>,
    table: &'static Table,
    called: &[&[u8]],
) -> Result<(Id, Option<bool>)> {
    let mut parts: Vec<&[u8]> = vec![b"imported", table.name.as_bytes()];
    parts.extend(called);
    let id = tx.keyed_id(&parts)?;
    Ok((id, tx.reader().known_record(table, id)?.map(|(_, is_deleted)| is_deleted)))
}

fn make(
    tx: &mut WriteTransaction<'_>,
    id: Id,
    is_deleted: Option<bool>,
    cells: Vec<(Column, Value)>,
) -> Result<Id> {
    match is_deleted {
        None => tx.create_from(id, cells)?,
        Some(true) => {
            tx.put(id, cells)?;
        }
        Some(false) => {
            let other = tx.new_id()?;
            tx.create_from(other, cells)?;
            return Ok(other);
        }
    }
    Ok(id)
}

/// Makes a customer, known by the best of what it is called; `None` when somebody deleted it.
pub(super) fn bring_customer(
    tx: &mut WriteTransaction<'_>,
    number: Option<&str>,
    business_id: Option<&str>,
    name: &str,
    cells: Vec<(Column, Value)>,
) -> Result<Option<Id>> {
    // Branches share the business id, so a number tells better.
    let called: [&[u8]; 2] = match (number, business_id) {
        (Some(number), _) => [b"number", number.as_bytes()],
        (None, Some(id)) => [b"business id", id.as_bytes()],
        (None, None) => [b"name", name.as_bytes()],
    };
    bring(tx, &schema::customer::TABLE, &called, cells)
}

/// The local key of a record that was just brought.
pub(super) fn key_of(tx: &WriteTransaction<'_>, table: &'static Table, id: Id) -> Result<i64> {
    let known = tx.reader().known_record(table, id)?;
    Ok(known.ok_or(StoreError::NotFound)?.0)
}
