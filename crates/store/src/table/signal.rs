//! Signals: derived on this device from orders and contacts, and computed again at any time.

use std::collections::HashMap;

use chrono::NaiveDate;
use pelikirja_domain::{Cents, Evidence, Signal};
use rusqlite::Row;

use super::date;
use crate::schema::{contact, customer, import_batch, promise, setting, tier};
use crate::store::Derived;
use crate::{Reader, Result, StoreError, to_word};

/// A signal as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredSignal {
    /// What is seen now.
    pub signal: Signal,
    /// The day from which on it has been seen without a break.
    pub since: NaiveDate,
}

impl Reader<'_> {
    /// The signals of a customer, whether they were dealt with or not.
    ///
    /// # Errors
    /// Those of the database.
    pub fn signals_of(&self, customer: i64) -> Result<Vec<StoredSignal>> {
        let seen_on = self.signals_day()?;
        let sql =
            "SELECT since, value_at_stake, priority, evidence FROM signal WHERE customer = ?1 ORDER BY kind";
        let found = self.rows(sql, [customer], |row| read_signal(row, seen_on))?;
        Ok(found.into_iter().flatten().collect())
    }

    /// The day as of which signals were computed last.
    ///
    /// # Errors
    /// Those of the database.
    pub fn signals_day(&self) -> Result<Option<NaiveDate>> {
        let sql = "SELECT value FROM meta WHERE name = 'local.signals_day'";
        self.first(sql, [], |row| date(row, 0))
    }

    /// Number of the last transaction of the log.
    ///
    /// # Errors
    /// Those of the database.
    pub fn last_transaction(&self) -> Result<i64> {
        self.number("SELECT coalesce(max(seq), 0) FROM txn", [])
    }

    /// Whether anything that signals rest on has changed after that transaction of the log.
    ///
    /// # Errors
    /// Those of the database.
    pub fn signals_outdated_since(&self, transaction: i64) -> Result<bool> {
        let tables = [
            &customer::TABLE,
            &contact::TABLE,
            &promise::TABLE,
            &tier::TABLE,
            &setting::TABLE,
            &import_batch::TABLE,
        ];
        let numbers: Vec<String> = tables.iter().map(|table| table.number.to_string()).collect();
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM change WHERE txn > ?1 AND tbl IN ({}))
                 OR EXISTS (SELECT 1 FROM fact_batch WHERE txn > ?1)",
            numbers.join(", ")
        );
        Ok(self.number(&sql, [transaction])? != 0)
    }
}

impl Derived<'_> {
    /// Puts these signals in the place of everybody's; fastest when they come by local key. Those that were there
    /// already keep the day since which they are.
    ///
    /// # Errors
    /// Those of the database.
    pub fn replace_all_signals<'r>(
        &self,
        signals: impl IntoIterator<Item = (i64, &'r Signal)>,
    ) -> Result<()> {
        let since: HashMap<(i64, String), String> = self
            .reader()
            .rows("SELECT customer, kind, since FROM signal", [], |row| {
                Ok(((row.get(0)?, row.get(1)?), row.get(2)?))
            })?
            .into_iter()
            .collect();
        self.sql.execute("DELETE FROM signal", [])?;
        signals.into_iter().try_for_each(|(customer, signal)| {
            let kind = to_word(&signal.kind);
            let place = (customer, kind);
            let known = since.get(&place).cloned();
            self.insert_signal(customer, &place.1, signal, known)
        })
    }

    /// Sets the signals of one customer; those that were there already keep the day since which they are.
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_signals(&self, customer: i64, signals: &[Signal]) -> Result<()> {
        let since: HashMap<String, String> = self
            .reader()
            .rows("SELECT kind, since FROM signal WHERE customer = ?1", [customer], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .into_iter()
            .collect();
        if !since.is_empty() {
            self.sql.prepare_cached("DELETE FROM signal WHERE customer = ?1")?.execute([customer])?;
        }
        signals.iter().try_for_each(|signal| {
            let kind = to_word(&signal.kind);
            let known = since.get(&kind).cloned();
            self.insert_signal(customer, &kind, signal, known)
        })
    }

    /// Keeps the day as of which signals were computed.
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_signals_day(&self, day: NaiveDate) -> Result<()> {
        self.set_local_value("signals_day", &day.to_string())
    }

    fn insert_signal(&self, customer: i64, kind: &str, signal: &Signal, since: Option<String>) -> Result<()> {
        let evidence =
            serde_json::to_string(&signal.evidence).map_err(|error| StoreError::Other(error.into()))?;
        self.sql
            .prepare_cached(
                "INSERT INTO signal (customer, kind, since, value_at_stake, priority, evidence)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((
                customer,
                kind,
                since.unwrap_or_else(|| signal.seen_on.to_string()),
                signal.value_at_stake.map(|value| value.0),
                signal.priority.0,
                evidence,
            ))?;
        Ok(())
    }
}

/// A signal from `since, value_at_stake, priority, evidence`; none when a newer program wrote a form unknown here.
pub(super) fn read_signal(
    row: &Row<'_>,
    seen_on: Option<NaiveDate>,
) -> rusqlite::Result<Option<StoredSignal>> {
    let since = date(row, 0)?;
    let value_at_stake = row.get::<_, Option<i64>>(1)?.map(Cents);
    let priority = Cents(row.get(2)?);
    let evidence: String = row.get(3)?;
    let seen_on = seen_on.unwrap_or(since);
    Ok(serde_json::from_str::<Evidence>(&evidence).ok().map(|evidence| StoredSignal {
        signal: Signal { kind: evidence.kind(), evidence, value_at_stake, priority, seen_on },
        since,
    }))
}
