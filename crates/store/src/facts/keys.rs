//! Local keys of the records that the parts of a batch name.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use pelikirja_domain::Id;
use rusqlite::{Connection, OptionalExtension};

use super::statement::Part;
use crate::{Result, StoreError};

/// Records asked for one by one; whoever needs more reads all of them at once.
const FEW: usize = 2_000;

/// Local keys of customers and products, asked for once.
#[derive(Default)]
pub(super) struct LocalKeys {
    customers: Keys,
    products: Keys,
}

#[derive(Default)]
struct Keys {
    known: HashMap<Id, i64>,
    has_all: bool,
    /// By place in the part that is being read.
    places: Vec<Option<i64>>,
}

impl LocalKeys {
    /// Begins with another part.
    pub fn begin(&mut self, part: &Part) {
        self.customers.places = vec![None; part.customers.len()];
        self.products.places = vec![None; part.products.len()];
    }

    pub fn customer(&mut self, sql: &Connection, part: &Part, place: usize) -> Result<i64> {
        self.customers.at(sql, "customer", place, part.customers.get(place))
    }

    pub fn product(&mut self, sql: &Connection, part: &Part, place: Option<usize>) -> Result<Option<i64>> {
        let Some(place) = place else { return Ok(None) };
        self.products.at(sql, "product", place, part.products.get(place)).map(Some)
    }
}

impl Keys {
    /// The local key of the record that the part names at that place.
    fn at(&mut self, sql: &Connection, table: &str, place: usize, id: Option<&Id>) -> Result<i64> {
        if let Some(Some(key)) = self.places.get(place) {
            return Ok(*key);
        }
        let key = self.of(sql, table, id.ok_or(StoreError::NotFound)?)?;
        if let Some(known) = self.places.get_mut(place) {
            *known = Some(key);
        }
        Ok(key)
    }

    /// The local key of a record. One that is not here, or does not count, gets its place: it counts as deleted until it
    /// comes.
    fn of(&mut self, sql: &Connection, table: &str, id: &Id) -> Result<i64> {
        if !self.has_all && self.known.len() >= FEW {
            self.read_all(sql, table)?;
        }
        let place = match self.known.entry(*id) {
            Entry::Occupied(known) => return Ok(*known.get()),
            Entry::Vacant(place) => place,
        };
        let found = if self.has_all {
            None
        } else {
            let find = format!("SELECT key FROM {table} WHERE id = ?1");
            sql.prepare_cached(&find)?.query_row([id.as_bytes()], |row| row.get(0)).optional()?
        };
        let key = match found {
            Some(key) => key,
            None => {
                let make = format!("INSERT INTO {table} (id, deleted, created_at) VALUES (?1, 1, 0)");
                sql.prepare_cached(&make)?.execute([id.as_bytes()])?;
                sql.last_insert_rowid()
            }
        };
        Ok(*place.insert(key))
    }

    /// Reads the keys of all records, along the index of their identities.
    fn read_all(&mut self, sql: &Connection, table: &str) -> Result<()> {
        let count: i64 = sql.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
        self.known.reserve(usize::try_from(count).unwrap_or_default());
        let mut statement = sql.prepare(&format!("SELECT id, key FROM {table}"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.known.insert(Id::from_bytes(row.get(0)?), row.get(1)?);
        }
        self.has_all = true;
        Ok(())
    }
}
