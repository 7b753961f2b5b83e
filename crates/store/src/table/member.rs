//! Members of the firm.

use pelikirja_domain::{Id, Role};

use super::{id, word};
use crate::{Reader, Result};

/// A member as stored.
#[derive(Debug, Clone)]
pub struct MemberRow {
    /// Identity.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Role; that of a viewer when a newer program made up another.
    pub role: Role,
    /// E-mail.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Whether they still work here.
    pub active: bool,
}

impl Reader<'_> {
    /// The members, by name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn members(&self) -> Result<Vec<MemberRow>> {
        let sql = "SELECT id, coalesce(name, ''), role, email, phone, coalesce(active, 1) FROM member
                   WHERE deleted = 0 ORDER BY sort_key(name), name";
        self.rows(sql, [], |row| {
            Ok(MemberRow {
                id: id(row, 0)?,
                name: row.get(1)?,
                role: word(row, 2)?.unwrap_or(Role::Viewer),
                email: row.get(3)?,
                phone: row.get(4)?,
                active: row.get(5)?,
            })
        })
    }
}
