//! People and where they work.

use chrono::NaiveDate;
use pelikirja_domain::{Id, StakeholderRole, Stance};

use super::{id, optional_date, word};
use crate::{Reader, Result};

/// A person at one customer.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct PersonAtCustomer {
    pub id: Id,
    pub employment: Id,
    pub customer: Id,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub birthday: Option<NaiveDate>,
    pub notes: Option<String>,
    pub title: Option<String>,
    pub role: Option<StakeholderRole>,
    pub stance: Option<Stance>,
    pub influence: Option<u8>,
    pub primary: bool,
    pub started_on: Option<NaiveDate>,
    pub ended_on: Option<NaiveDate>,
    pub last_contact: Option<NaiveDate>,
}

/// Whom to call at a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct PersonToCall {
    pub id: Id,
    pub name: String,
    pub title: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
}

/// A person that a search found.
#[derive(Debug, Clone)]
pub struct FoundPerson {
    /// Identity.
    pub id: Id,
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: Option<String>,
    /// Where they work, or worked last.
    pub customer: Option<Id>,
}

impl Reader<'_> {
    /// People at a customer, the present ones first, then the one to call first, then by name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn people_at(&self, customer: Id) -> Result<Vec<PersonAtCustomer>> {
        let sql = "SELECT person.id, employment.id, employment.customer, coalesce(person.name, ''), email, phone,
                     birthday, notes, title, role, stance, influence, coalesce(is_primary, 0), started_on, ended_on,
                     (SELECT max(contact.date) FROM contact_person JOIN contact ON contact.id = contact_person.contact
                      WHERE contact_person.person = person.id AND contact_person.deleted = 0 AND contact.deleted = 0)
                   FROM employment JOIN person ON person.id = employment.person
                   WHERE employment.customer = ?1 AND employment.deleted = 0 AND person.deleted = 0
                   ORDER BY ended_on IS NOT NULL, coalesce(is_primary, 0) DESC, sort_key(person.name), person.name";
        self.rows(sql, [customer.as_bytes()], |row| {
            Ok(PersonAtCustomer {
                id: id(row, 0)?,
                employment: id(row, 1)?,
                customer: id(row, 2)?,
                name: row.get(3)?,
                email: row.get(4)?,
                phone: row.get(5)?,
                birthday: optional_date(row, 6)?,
                notes: row.get(7)?,
                title: row.get(8)?,
                role: word(row, 9)?,
                stance: word(row, 10)?,
                influence: row.get(11)?,
                primary: row.get(12)?,
                started_on: optional_date(row, 13)?,
                ended_on: optional_date(row, 14)?,
                last_contact: optional_date(row, 15)?,
            })
        })
    }

    /// Whom to call at a customer: of those who work there the one to call first, else one with a telephone.
    ///
    /// # Errors
    /// Those of the database.
    pub fn person_to_call(&self, customer: Id) -> Result<Option<PersonToCall>> {
        let sql = "SELECT person.id, coalesce(person.name, ''), title, phone, email
                   FROM employment JOIN person ON person.id = employment.person
                   WHERE employment.customer = ?1 AND employment.deleted = 0 AND person.deleted = 0 AND ended_on IS NULL
                   ORDER BY coalesce(is_primary, 0) DESC, phone IS NULL, email IS NULL, sort_key(person.name), person.name
                   LIMIT 1";
        self.first(sql, [customer.as_bytes()], |row| {
            Ok(PersonToCall {
                id: id(row, 0)?,
                name: row.get(1)?,
                title: row.get(2)?,
                phone: row.get(3)?,
                email: row.get(4)?,
            })
        })
    }

    /// Where a person works or worked: employment, customer, until when; the present places first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn employments_of(&self, person: Id) -> Result<Vec<(Id, Id, Option<NaiveDate>)>> {
        let sql = "SELECT id, customer, ended_on FROM employment WHERE person = ?1 AND deleted = 0
                   ORDER BY ended_on IS NOT NULL, ended_on DESC";
        self.rows(sql, [person.as_bytes()], |row| Ok((id(row, 0)?, id(row, 1)?, optional_date(row, 2)?)))
    }

    /// A person's name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn person_name(&self, person: Id) -> Result<Option<String>> {
        let sql = "SELECT coalesce(name, '') FROM person WHERE id = ?1 AND deleted = 0";
        self.first(sql, [person.as_bytes()], |row| row.get(0))
    }

    /// The address of a person.
    ///
    /// # Errors
    /// Those of the database.
    pub fn person_email(&self, person: Id) -> Result<Option<String>> {
        let sql = "SELECT email FROM person WHERE id = ?1 AND deleted = 0";
        Ok(self.first(sql, [person.as_bytes()], |row| row.get(0))?.flatten())
    }

    /// The name of a person, deleted ones too, and whether they are deleted.
    ///
    /// # Errors
    /// Those of the database.
    pub fn known_person(&self, person: Id) -> Result<Option<(String, bool)>> {
        let sql = "SELECT coalesce(name, ''), deleted FROM person WHERE id = ?1";
        self.first(sql, [person.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// A person by local key.
    ///
    /// # Errors
    /// Those of the database.
    pub fn found_person(&self, key: i64) -> Result<Option<FoundPerson>> {
        let sql = "SELECT person.id, coalesce(person.name, ''), person.email,
                     (SELECT customer FROM employment WHERE employment.person = person.id AND employment.deleted = 0
                      ORDER BY ended_on IS NOT NULL, ended_on DESC, coalesce(is_primary, 0) DESC LIMIT 1)
                   FROM person WHERE key = ?1 AND deleted = 0";
        self.first(sql, [key], |row| {
            Ok(FoundPerson {
                id: id(row, 0)?,
                name: row.get(1)?,
                email: row.get(2)?,
                customer: super::optional_id(row, 3)?,
            })
        })
    }
}
