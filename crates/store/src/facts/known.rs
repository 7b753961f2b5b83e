//! Which orders of a source are known.

use pelikirja_crypto::SecretKey;

use super::order_id;
use crate::write::identity_key;
use crate::{Reader, Result};

/// An order as stored, as far as it tells whether a file speaks of the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownOrder {
    /// Local key of the customer.
    pub customer: i64,
    /// Date, days since 1970-01-01.
    pub day: i32,
}

/// Looks orders up by source and number.
pub struct KnownOrders<'a> {
    reader: &'a Reader<'a>,
    identity: SecretKey,
}

impl<'a> KnownOrders<'a> {
    /// Reads the key of the identities.
    ///
    /// # Errors
    /// Those of the database.
    pub fn new(reader: &'a Reader<'a>) -> Result<Self> {
        Ok(Self { reader, identity: identity_key(reader)? })
    }

    /// The order of that number in the source.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(&self, source: &str, number: &str) -> Result<Option<KnownOrder>> {
        let id = order_id(&self.identity, source, number)?;
        self.reader.first("SELECT customer, day FROM orders WHERE id = ?1", [id.as_bytes()], |row| {
            Ok(KnownOrder { customer: row.get(0)?, day: row.get(1)? })
        })
    }
}
