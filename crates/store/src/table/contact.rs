//! Contacts with customers.

use chrono::NaiveDate;
use pelikirja_domain::{ContactKind, Direction, Id};
use rusqlite::Row;

use super::{date, id, optional_id, word};
use crate::{Reader, Result};

/// A contact as stored.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct ContactRow {
    pub id: Id,
    pub key: i64,
    pub created_at: i64,
    pub customer: Id,
    pub date: NaiveDate,
    pub kind: ContactKind,
    pub direction: Direction,
    pub two_way: bool,
    pub minutes: Option<u32>,
    pub note: Option<String>,
    pub member: Option<Id>,
}

const COLUMNS: &str =
    "id, key, created_at, customer, date, kind, direction, coalesce(two_way, 0), minutes, note, member";

fn read(row: &Row<'_>) -> rusqlite::Result<ContactRow> {
    Ok(ContactRow {
        id: id(row, 0)?,
        key: row.get(1)?,
        created_at: row.get(2)?,
        customer: id(row, 3)?,
        date: date(row, 4)?,
        kind: word(row, 5)?.unwrap_or(ContactKind::Call),
        direction: word(row, 6)?.unwrap_or(Direction::Outgoing),
        two_way: row.get(7)?,
        minutes: row.get(8)?,
        note: row.get(9)?,
        member: optional_id(row, 10)?,
    })
}

impl Reader<'_> {
    /// A contact.
    ///
    /// # Errors
    /// Those of the database.
    pub fn contact(&self, contact: Id) -> Result<Option<ContactRow>> {
        let sql = format!("SELECT {COLUMNS} FROM contact WHERE id = ?1 AND deleted = 0");
        self.first(&sql, [contact.as_bytes()], read)
    }

    /// A contact by local key.
    ///
    /// # Errors
    /// Those of the database.
    pub fn contact_by_key(&self, key: i64) -> Result<Option<ContactRow>> {
        let sql = format!("SELECT {COLUMNS} FROM contact WHERE key = ?1 AND deleted = 0");
        self.first(&sql, [key], read)
    }

    /// Contacts with a customer up to a day, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn contacts_until(&self, customer: Id, until: NaiveDate, limit: u32) -> Result<Vec<ContactRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM contact WHERE customer = ?1 AND date <= ?2 AND deleted = 0
             ORDER BY date DESC, key DESC LIMIT ?3"
        );
        self.rows(&sql, (customer.as_bytes(), until.to_string(), limit), read)
    }

    /// People of a contact: link, person, name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn contact_persons(&self, contact: Id) -> Result<Vec<(Id, Id, String)>> {
        let sql = "SELECT contact_person.id, person.id, coalesce(person.name, '') FROM contact_person
                   JOIN person ON person.id = contact_person.person
                   WHERE contact_person.contact = ?1 AND contact_person.deleted = 0 ORDER BY sort_key(person.name), person.name";
        self.rows(sql, [contact.as_bytes()], |row| Ok((id(row, 0)?, id(row, 1)?, row.get(2)?)))
    }
}
