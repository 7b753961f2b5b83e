//! Saved views.

use pelikirja_domain::Id;

use super::{id, optional_id};
use crate::{Reader, Result};

/// A saved view as stored.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct SavedViewRow {
    pub id: Id,
    pub member: Option<Id>,
    pub name: String,
    pub shared: bool,
    /// What it shows, as JSON.
    pub definition: String,
}

impl Reader<'_> {
    /// Saved views, by name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn saved_views(&self) -> Result<Vec<SavedViewRow>> {
        let sql = "SELECT id, member, coalesce(name, ''), coalesce(shared, 0), coalesce(definition, '{}')
                   FROM saved_view WHERE deleted = 0 ORDER BY sort_key(name), name";
        self.rows(sql, [], |row| {
            Ok(SavedViewRow {
                id: id(row, 0)?,
                member: optional_id(row, 1)?,
                name: row.get(2)?,
                shared: row.get(3)?,
                definition: row.get(4)?,
            })
        })
    }
}
