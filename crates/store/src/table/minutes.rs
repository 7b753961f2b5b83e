//! Minutes of meetings.

use chrono::NaiveDate;
use pelikirja_domain::{Id, Instant};
use rusqlite::Row;

use super::{id, optional_id};
use crate::{Reader, Result};

/// Minutes as stored.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct MinutesRecord {
    pub id: Id,
    pub meeting: Id,
    pub wants: Option<String>,
    pub agreed: Option<String>,
    pub internal: Option<String>,
    pub no_promises: bool,
    /// `meeting`, `action` or `none`.
    pub next_step: Option<String>,
    pub next_meeting: Option<Id>,
    pub next_action: Option<Id>,
    pub next_reason: Option<String>,
    pub closed: Option<(Instant, Option<Id>)>,
    pub contact: Option<Id>,
}

const COLUMNS: &str =
    "minutes.id, minutes.meeting, wants, agreed, internal, coalesce(no_promises, 0), next_step,
    next_meeting, next_action, next_reason, closed_at, closed_by, contact";

fn read(row: &Row<'_>) -> rusqlite::Result<MinutesRecord> {
    let closed_by = optional_id(row, 11)?;
    Ok(MinutesRecord {
        id: id(row, 0)?,
        meeting: id(row, 1)?,
        wants: row.get(2)?,
        agreed: row.get(3)?,
        internal: row.get(4)?,
        no_promises: row.get(5)?,
        next_step: row.get(6)?,
        next_meeting: optional_id(row, 7)?,
        next_action: optional_id(row, 8)?,
        next_reason: row.get(9)?,
        closed: row.get::<_, Option<Instant>>(10)?.map(|at| (at, closed_by)),
        contact: optional_id(row, 12)?,
    })
}

impl Reader<'_> {
    /// The minutes of a meeting.
    ///
    /// # Errors
    /// Those of the database.
    pub fn minutes_of(&self, meeting: Id) -> Result<Option<MinutesRecord>> {
        let sql = format!("SELECT {COLUMNS} FROM minutes WHERE meeting = ?1 AND deleted = 0 ORDER BY id");
        self.first(&sql, [meeting.as_bytes()], read)
    }

    /// Minutes by local key.
    ///
    /// # Errors
    /// Those of the database.
    pub fn minutes_by_key(&self, key: i64) -> Result<Option<MinutesRecord>> {
        let sql =
            format!("SELECT {COLUMNS} FROM minutes WHERE key = ?1 AND deleted = 0 AND meeting IS NOT NULL");
        self.first(&sql, [key], read)
    }

    /// The minutes of the last meeting with a customer before a day that has any, or on that day before another meeting.
    ///
    /// # Errors
    /// Those of the database.
    pub fn minutes_before(
        &self,
        customer: Id,
        before: NaiveDate,
        but: Id,
    ) -> Result<Option<(NaiveDate, MinutesRecord)>> {
        let sql = format!(
            "SELECT {COLUMNS}, meeting.day FROM minutes JOIN meeting ON meeting.id = minutes.meeting
             WHERE meeting.customer = ?1 AND meeting.day <= ?2 AND meeting.id <> ?3 AND meeting.deleted = 0
               AND minutes.deleted = 0 AND coalesce(meeting.state, '') <> 'dropped' AND length(meeting.day) = 10
             ORDER BY meeting.day DESC, meeting.begins DESC, meeting.key DESC"
        );
        self.first(&sql, (customer.as_bytes(), before.to_string(), but.as_bytes()), |row| {
            let minutes = read(row)?;
            Ok(super::lenient_date(row, 13)?.map(|day| (day, minutes)))
        })
        .map(Option::flatten)
    }
}
