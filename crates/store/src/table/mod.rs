//! Typed reading, one file a table. Deleted records are left out unless a name says otherwise.

pub mod care;
pub mod contact;
pub mod customer;
pub mod customer_list;
mod deleted;
pub mod device;
pub mod figures;
mod hand_over;
pub mod import_batch;
pub mod import_undo;
pub mod matching;
pub mod meeting;
pub mod meeting_series;
pub mod member;
pub(crate) mod merging;
pub mod minutes;
pub mod next_action;
pub mod order_day;
pub mod orders;
pub mod person;
pub mod preparation;
pub mod product;
pub mod promise;
pub mod related;
pub mod saved_view;
pub mod setting;
pub mod signal;
pub mod signal_handling;
pub mod tier;
pub mod watched_folder;

use chrono::NaiveDate;
use pelikirja_domain::Id;
use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Params, Row};

use crate::{Reader, Result, day_from_number, from_word};

impl Reader<'_> {
    /// All rows of a query.
    pub(crate) fn rows<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.sql.prepare_cached(sql)?;
        let rows = statement.query_map(params, read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The first row of a query, if there is one.
    pub(crate) fn first<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.sql.prepare_cached(sql)?.query_row(params, read).optional()?)
    }

    /// Whether a record is there and not deleted.
    ///
    /// # Errors
    /// Those of the database.
    pub fn is_there(&self, table: &crate::Table, record: Id) -> Result<bool> {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {} WHERE id = ?1 AND deleted = 0)", table.name);
        Ok(self.number(&sql, [record.as_bytes()])? > 0)
    }

    /// Whether a record was ever made here, deleted ones included.
    ///
    /// # Errors
    /// Those of the database.
    pub fn is_known(&self, table: &crate::Table, record: Id) -> Result<bool> {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {} WHERE id = ?1)", table.name);
        Ok(self.number(&sql, [record.as_bytes()])? > 0)
    }

    /// A number that a query counts.
    pub(crate) fn number(&self, sql: &str, params: impl Params) -> Result<i64> {
        Ok(self.sql.prepare_cached(sql)?.query_row(params, |row| row.get(0))?)
    }
}

/// Reads an identity.
pub(crate) fn id(row: &Row<'_>, index: usize) -> rusqlite::Result<Id> {
    row.get(index).map(Id::from_bytes)
}

/// Reads an identity that may be missing.
pub(crate) fn optional_id(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Id>> {
    Ok(row.get::<_, Option<[u8; 16]>>(index)?.map(Id::from_bytes))
}

/// Reads a date.
pub(crate) fn date(row: &Row<'_>, index: usize) -> rusqlite::Result<NaiveDate> {
    optional_date(row, index)?.ok_or_else(|| unreadable(index, "no date"))
}

/// Reads a date that may be missing.
pub(crate) fn optional_date(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<NaiveDate>> {
    let text: Option<String> = row.get(index)?;
    text.map(|text| text.parse().map_err(|_| unreadable(index, "not a date"))).transpose()
}

/// Reads a date that may be missing; what is no date is as good as none.
pub(crate) fn lenient_date(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<NaiveDate>> {
    let text: Option<String> = row.get(index)?;
    Ok(text.and_then(|text| text.parse().ok()))
}

/// Reads a number of minutes or times that may be missing; what is out of range is as good as none: it may come from any
/// program, and a list must not fail for one record.
pub(crate) fn lenient_number(row: &Row<'_>, index: usize, most: u32) -> rusqlite::Result<Option<u32>> {
    let number: Option<i64> = row.get(index)?;
    Ok(number.and_then(|number| u32::try_from(number).ok()).filter(|number| *number <= most))
}

/// Reads a day that is kept as a number.
pub(crate) fn day(row: &Row<'_>, index: usize) -> rusqlite::Result<NaiveDate> {
    optional_day(row, index)?.ok_or_else(|| unreadable(index, "no day"))
}

/// Reads a day that is kept as a number and may be missing.
pub(crate) fn optional_day(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<NaiveDate>> {
    let number: Option<i32> = row.get(index)?;
    number.map(|day| day_from_number(day).ok_or_else(|| unreadable(index, "not a day"))).transpose()
}

/// Reads the word of an enum; a word that a newer program wrote is as good as none.
pub(crate) fn word<T: serde::de::DeserializeOwned>(
    row: &Row<'_>,
    index: usize,
) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(index)?;
    Ok(text.as_deref().and_then(from_word))
}

fn unreadable(index: usize, why: &'static str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(index, Type::Text, why.into())
}
