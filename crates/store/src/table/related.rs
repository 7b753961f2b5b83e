//! The records that belong to a customer, for its history.

use pelikirja_domain::Id;

use crate::schema::{self, Table};
use crate::{Reader, Result};

/// A record that belongs to a customer.
#[derive(Debug, Clone)]
pub struct RelatedRecord {
    /// Its table: `employment`, `person`, `contact`, `next_action`, `meeting`, `meeting_series`, `preparation`,
    /// `preparation_answer`, `minutes` or `promise`.
    pub table: &'static Table,
    /// The record.
    pub id: Id,
    /// Name of the person, day of the contact, text of the next action or the promise, day and purpose of the meeting.
    pub name: Option<String>,
}

impl Reader<'_> {
    /// What a record is called, and the customer that it belongs to.
    ///
    /// # Errors
    /// Those of the database.
    pub fn belonging(&self, table: &Table, record: Id) -> Result<(Option<String>, Option<Id>)> {
        let sql = match table.name {
            "customer" => "SELECT name, id FROM customer WHERE id = ?1",
            "person" => {
                "SELECT name, (SELECT customer FROM employment WHERE person = person.id ORDER BY key DESC LIMIT 1)
                 FROM person WHERE id = ?1"
            }
            "employment" => {
                "SELECT person.name, employment.customer FROM employment
                 LEFT JOIN person ON person.id = employment.person WHERE employment.id = ?1"
            }
            "contact" => "SELECT date, customer FROM contact WHERE id = ?1",
            "next_action" => "SELECT text, customer FROM next_action WHERE id = ?1",
            "signal_handling" => {
                "SELECT customer.name, customer.id FROM signal_handling
                 LEFT JOIN customer ON customer.id = signal_handling.customer WHERE signal_handling.id = ?1"
            }
            "meeting" => "SELECT concat_ws(' ', day, purpose), customer FROM meeting WHERE id = ?1",
            "meeting_series" => "SELECT purpose, customer FROM meeting_series WHERE id = ?1",
            "promise" => "SELECT text, customer FROM promise WHERE id = ?1",
            "preparation" | "minutes" | "meeting_participant" => {
                let sql = format!(
                    "SELECT concat_ws(' ', meeting.day, meeting.purpose), meeting.customer FROM {0}
                     LEFT JOIN meeting ON meeting.id = {0}.meeting WHERE {0}.id = ?1",
                    table.name
                );
                return self.called(&sql, record);
            }
            "preparation_answer" | "preparation_block" => {
                let sql = format!(
                    "SELECT concat_ws(' ', meeting.day, meeting.purpose), meeting.customer FROM {0}
                     LEFT JOIN preparation ON preparation.id = {0}.preparation
                     LEFT JOIN meeting ON meeting.id = preparation.meeting WHERE {0}.id = ?1",
                    table.name
                );
                return self.called(&sql, record);
            }
            "preparation_template" => {
                "SELECT CASE WHEN json_valid(name)
                   THEN coalesce(nullif(json_extract(name, '$.fi'), ''), json_extract(name, '$.en')) END, NULL
                 FROM preparation_template WHERE id = ?1"
            }
            "customer_tag" => "SELECT tag, customer FROM customer_tag WHERE id = ?1",
            "import_batch" => "SELECT file, NULL FROM import_batch WHERE id = ?1",
            "member" | "tier" | "product" | "setting" | "device" | "saved_view" => {
                let sql = format!("SELECT name, NULL FROM {} WHERE id = ?1", table.name);
                return self.called(&sql, record);
            }
            _ => return Ok((None, None)),
        };
        self.called(sql, record)
    }

    fn called(&self, sql: &str, record: Id) -> Result<(Option<String>, Option<Id>)> {
        let found = self.first(sql, [record.as_bytes()], |row| {
            let customer: Option<[u8; 16]> = row.get(1)?;
            Ok((row.get(0)?, customer.map(Id::from_bytes)))
        })?;
        Ok(found.unwrap_or((None, None)))
    }

    /// The people of a customer with their employments, its contacts, next actions, meetings with their preparation and
    /// minutes, and promises, deleted ones too; of each at most `limit`, the newest.
    ///
    /// # Errors
    /// Those of the database.
    pub fn records_of_customer(&self, customer: Id, limit: u32) -> Result<Vec<RelatedRecord>> {
        let queries = [
            (
                &schema::employment::TABLE,
                "SELECT employment.id, person.name FROM employment LEFT JOIN person ON person.id = employment.person
                 WHERE employment.customer = ?1 ORDER BY employment.key DESC LIMIT ?2",
            ),
            (
                &schema::person::TABLE,
                "SELECT id, name FROM person
                 WHERE id IN (SELECT person FROM employment WHERE customer = ?1) ORDER BY key DESC LIMIT ?2",
            ),
            (
                &schema::contact::TABLE,
                "SELECT id, date FROM contact WHERE customer = ?1 ORDER BY key DESC LIMIT ?2",
            ),
            (
                &schema::next_action::TABLE,
                "SELECT id, text FROM next_action WHERE customer = ?1 ORDER BY key DESC LIMIT ?2",
            ),
            (
                &schema::meeting::TABLE,
                "SELECT id, concat_ws(' ', day, purpose) FROM meeting WHERE customer = ?1
                 ORDER BY key DESC LIMIT ?2",
            ),
            (
                &schema::meeting_series::TABLE,
                "SELECT id, purpose FROM meeting_series WHERE customer = ?1 ORDER BY key DESC LIMIT ?2",
            ),
            (
                &schema::preparation::TABLE,
                "SELECT preparation.id, concat_ws(' ', day, purpose) FROM preparation
                 JOIN meeting ON meeting.id = preparation.meeting
                 WHERE meeting.customer = ?1 ORDER BY preparation.key DESC LIMIT ?2",
            ),
            (
                &schema::preparation_answer::TABLE,
                "SELECT preparation_answer.id, concat_ws(' ', day, purpose) FROM preparation_answer
                 JOIN preparation ON preparation.id = preparation_answer.preparation
                 JOIN meeting ON meeting.id = preparation.meeting
                 WHERE meeting.customer = ?1 ORDER BY preparation_answer.key DESC LIMIT ?2",
            ),
            (
                &schema::minutes::TABLE,
                "SELECT minutes.id, concat_ws(' ', day, purpose) FROM minutes
                 JOIN meeting ON meeting.id = minutes.meeting
                 WHERE meeting.customer = ?1 ORDER BY minutes.key DESC LIMIT ?2",
            ),
            (
                &schema::promise::TABLE,
                "SELECT id, text FROM promise WHERE customer = ?1 ORDER BY key DESC LIMIT ?2",
            ),
        ];
        let mut records = Vec::new();
        for (table, sql) in queries {
            records.extend(self.rows(sql, (customer.as_bytes(), limit), |row| {
                Ok(RelatedRecord { table, id: super::id(row, 0)?, name: row.get(1)? })
            })?);
        }
        Ok(records)
    }
}
