//! What hangs on the records that an import made, so that undoing it takes away nothing that is in use.

use std::collections::HashSet;

use pelikirja_domain::Id;

use super::id;
use crate::schema::Table;
use crate::{Reader, Result};

impl Reader<'_> {
    /// Whether orders, contacts, actions, meetings or promises hang on a customer.
    ///
    /// # Errors
    /// Those of the database.
    pub fn is_customer_in_use(&self, customer: Id) -> Result<bool> {
        let sql =
            "SELECT EXISTS (SELECT 1 FROM orders WHERE customer = (SELECT key FROM customer WHERE id = ?1))
                     OR EXISTS (SELECT 1 FROM contact WHERE customer = ?1 AND deleted = 0)
                     OR EXISTS (SELECT 1 FROM next_action WHERE customer = ?1 AND deleted = 0)
                     OR EXISTS (SELECT 1 FROM meeting WHERE customer = ?1 AND deleted = 0)
                     OR EXISTS (SELECT 1 FROM meeting_series WHERE customer = ?1 AND deleted = 0)
                     OR EXISTS (SELECT 1 FROM promise WHERE customer = ?1 AND deleted = 0)";
        Ok(self.number(sql, [customer.as_bytes()])? > 0)
    }

    /// Customers that stand under this one, or were merged into it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn customers_under(&self, customer: Id) -> Result<Vec<Id>> {
        let sql = "SELECT id FROM customer WHERE parent = ?1 AND deleted = 0
                   UNION SELECT id FROM customer WHERE merged_into = ?1 AND deleted = 0";
        self.rows(sql, [customer.as_bytes()], |row| id(row, 0))
    }

    /// Whether contacts or meetings were with a person, or promises.
    ///
    /// # Errors
    /// Those of the database.
    pub fn is_person_in_use(&self, person: Id) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM contact_person WHERE person = ?1 AND deleted = 0)
                     OR EXISTS (SELECT 1 FROM meeting_participant WHERE person = ?1 AND deleted = 0)
                     OR EXISTS (SELECT 1 FROM promise WHERE person = ?1 AND deleted = 0)";
        Ok(self.number(sql, [person.as_bytes()])? > 0)
    }

    /// Employments of a person or at a customer: identity, person, customer.
    ///
    /// # Errors
    /// Those of the database.
    pub fn employments_around(&self, record: Id) -> Result<Vec<(Id, Id, Id)>> {
        let columns = "SELECT id, person, customer FROM employment";
        let rest = "deleted = 0 AND person IS NOT NULL AND customer IS NOT NULL";
        let sql =
            format!("{columns} WHERE person = ?1 AND {rest} UNION {columns} WHERE customer = ?1 AND {rest}");
        self.rows(&sql, [record.as_bytes()], |row| Ok((id(row, 0)?, id(row, 1)?, id(row, 2)?)))
    }

    /// Person and customer of an employment.
    ///
    /// # Errors
    /// Those of the database.
    pub fn ends_of_employment(&self, employment: Id) -> Result<Option<(Id, Id)>> {
        let sql = "SELECT person, customer FROM employment
                   WHERE id = ?1 AND person IS NOT NULL AND customer IS NOT NULL";
        self.first(sql, [employment.as_bytes()], |row| Ok((id(row, 0)?, id(row, 1)?)))
    }

    /// Tags of a customer, as records.
    ///
    /// # Errors
    /// Those of the database.
    pub fn tag_records(&self, customer: Id) -> Result<Vec<Id>> {
        let sql = "SELECT id FROM customer_tag WHERE customer = ?1 AND deleted = 0";
        self.rows(sql, [customer.as_bytes()], |row| id(row, 0))
    }

    /// The customer of a tag, as a record.
    ///
    /// # Errors
    /// Those of the database.
    pub fn customer_of_tag(&self, tag: Id) -> Result<Option<Id>> {
        let sql = "SELECT customer FROM customer_tag WHERE id = ?1";
        Ok(self.first(sql, [tag.as_bytes()], |row| super::optional_id(row, 0))?.flatten())
    }

    /// Products that any order line names.
    ///
    /// # Errors
    /// Those of the database.
    pub fn products_in_use(&self) -> Result<HashSet<Id>> {
        let sql = "SELECT product.id FROM product
                   JOIN (SELECT DISTINCT product AS key FROM order_line) AS used ON used.key = product.key";
        Ok(self.rows(sql, [], |row| id(row, 0))?.into_iter().collect())
    }

    /// Names of records for a list of what an undo kept: those of customers, people and products, deleted ones too.
    ///
    /// # Errors
    /// Those of the database.
    pub fn record_name(&self, table: &Table, record: Id) -> Result<Option<String>> {
        let name = match table.name {
            "product" => "coalesce(name, number, '')",
            "customer" | "person" => "coalesce(name, '')",
            _ => return Ok(None),
        };
        let sql = format!("SELECT {name} FROM {} WHERE id = ?1", table.name);
        self.first(&sql, [record.as_bytes()], |row| row.get(0))
    }
}
