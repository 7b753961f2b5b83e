//! Names that machines call themselves by.

use pelikirja_domain::Id;

use super::id;
use crate::{Reader, Result};

/// A machine's name as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRow {
    /// The machine.
    pub id: Id,
    /// Its name.
    pub name: String,
}

impl Reader<'_> {
    /// The names of machines.
    ///
    /// # Errors
    /// Those of the database.
    pub fn devices(&self) -> Result<Vec<DeviceRow>> {
        let sql = "SELECT id, name FROM device WHERE deleted = 0 AND name IS NOT NULL";
        self.rows(sql, [], |row| Ok(DeviceRow { id: id(row, 0)?, name: row.get(1)? }))
    }
}
