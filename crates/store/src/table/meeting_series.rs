//! Series of meetings, and the identities of their occurrences.

use chrono::{Datelike, NaiveDate};
use pelikirja_domain::limits::{DAY_MINUTES, LONGEST_ALARM};
use pelikirja_domain::{ContactKind, Id, SeriesRule};
use rusqlite::Row;

use super::{id, lenient_number, optional_id, word};
use crate::write::{identity_key, keyed_id};
use crate::{Reader, Result};

/// A series as stored, with its customer's name.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct SeriesRecord {
    pub id: Id,
    pub customer: Id,
    pub customer_name: String,
    pub purpose: String,
    pub kind: ContactKind,
    pub rule: SeriesRule,
    pub begins: Option<u32>,
    pub duration: Option<u32>,
    pub place: Option<String>,
    pub link: Option<String>,
    pub owner: Option<Id>,
    pub alarm_minutes: Option<u32>,
}

/// The beginning that all occurrences of a series have in their identities; the day is the rest. So an occurrence has an
/// identity before anybody stores it, the same on every device, and its series and day can be told from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrences([u8; 12]);

impl Occurrences {
    /// The identity of the occurrence of a day.
    #[must_use]
    pub fn on(self, day: NaiveDate) -> Id {
        let mut bytes = [0; 16];
        let (beginning, rest) = bytes.split_at_mut(12);
        beginning.copy_from_slice(&self.0);
        rest.copy_from_slice(&day.num_days_from_ce().to_be_bytes());
        Id::from_bytes(bytes)
    }

    /// The day of an occurrence; none when the identity is not of this series.
    #[must_use]
    pub fn day(self, occurrence: Id) -> Option<NaiveDate> {
        let (beginning, rest) = occurrence.as_bytes().split_at(12);
        let number = i32::from_be_bytes(rest.try_into().ok()?);
        (beginning == self.0).then(|| NaiveDate::from_num_days_from_ce_opt(number)).flatten()
    }
}

const SELECT: &str = "SELECT meeting_series.id, meeting_series.customer, coalesce(customer.name, ''),
    coalesce(purpose, ''), meeting_series.kind, rule, begins, duration, place, link, meeting_series.owner, alarm_minutes
    FROM meeting_series JOIN customer ON customer.id = meeting_series.customer AND customer.deleted = 0";

fn read(row: &Row<'_>) -> rusqlite::Result<Option<SeriesRecord>> {
    let rule: Option<String> = row.get(5)?;
    let Some(rule) = rule.and_then(|rule| serde_json::from_str(&rule).ok()) else { return Ok(None) };
    Ok(Some(SeriesRecord {
        id: id(row, 0)?,
        customer: id(row, 1)?,
        customer_name: row.get(2)?,
        purpose: row.get(3)?,
        kind: word(row, 4)?.unwrap_or(ContactKind::Visit),
        rule,
        begins: lenient_number(row, 6, DAY_MINUTES - 1)?,
        duration: lenient_number(row, 7, DAY_MINUTES)?,
        place: row.get(8)?,
        link: row.get(9)?,
        owner: optional_id(row, 10)?,
        alarm_minutes: lenient_number(row, 11, LONGEST_ALARM)?,
    }))
}

impl Reader<'_> {
    /// A series.
    ///
    /// # Errors
    /// Those of the database.
    pub fn series(&self, series: Id) -> Result<Option<SeriesRecord>> {
        let sql = format!("{SELECT} WHERE meeting_series.id = ?1 AND meeting_series.deleted = 0");
        Ok(self.first(&sql, [series.as_bytes()], read)?.flatten())
    }

    /// All series, or those with one customer, by the customer's name. A series of which the rule is not known to this
    /// program is left out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn all_series(&self, customer: Option<Id>) -> Result<Vec<SeriesRecord>> {
        let sql = format!(
            "{SELECT} WHERE meeting_series.deleted = 0 AND (?1 IS NULL OR meeting_series.customer = ?1)
             ORDER BY sort_key(customer.name), meeting_series.key"
        );
        let customer = customer.map(|customer| *customer.as_bytes());
        Ok(self.rows(&sql, [customer], read)?.into_iter().flatten().collect())
    }

    /// The identities of a series' occurrences.
    ///
    /// # Errors
    /// Those of the database.
    pub fn occurrences(&self, series: Id) -> Result<Occurrences> {
        let whole = keyed_id(&identity_key(self)?, &[b"meeting series", series.as_bytes()])?;
        let mut beginning = [0; 12];
        for (to, from) in beginning.iter_mut().zip(whole.as_bytes()) {
            *to = *from;
        }
        Ok(Occurrences(beginning))
    }

    /// The series and day of an occurrence that its rule has; none for any other identity.
    ///
    /// # Errors
    /// Those of the database.
    pub fn occurrence(&self, occurrence: Id) -> Result<Option<(SeriesRecord, NaiveDate)>> {
        for series in self.all_series(None)? {
            let day = self.occurrences(series.id)?.day(occurrence);
            if let Some(day) = day.filter(|day| series.rule.is_on(*day)) {
                return Ok(Some((series, day)));
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_occurrence_says_its_day_to_its_own_series_only() {
        let (one, other) = (Occurrences([7; 12]), Occurrences([8; 12]));
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        assert_eq!(one.day(one.on(day)), Some(day));
        assert_eq!(other.day(one.on(day)), None);
        assert_eq!(one.day(Id::from_bytes([7; 16])), None, "no day of any year");
    }
}
