//! Values of columns.

use chrono::NaiveDate;
use pelikirja_domain::{Cents, Id};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use rusqlite::types::Value;

/// What can be written into a column.
pub trait IntoValue {
    /// The column's value.
    fn into_value(self) -> Value;
}

impl IntoValue for Value {
    fn into_value(self) -> Value {
        self
    }
}

impl IntoValue for &str {
    fn into_value(self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Text(self)
    }
}

impl IntoValue for i64 {
    fn into_value(self) -> Value {
        Value::Integer(self)
    }
}

impl IntoValue for u32 {
    fn into_value(self) -> Value {
        Value::Integer(self.into())
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::Integer(self.into())
    }
}

impl IntoValue for Cents {
    fn into_value(self) -> Value {
        Value::Integer(self.0)
    }
}

impl IntoValue for Id {
    fn into_value(self) -> Value {
        Value::Blob(self.as_bytes().to_vec())
    }
}

impl IntoValue for NaiveDate {
    fn into_value(self) -> Value {
        Value::Text(self.to_string())
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or(Value::Null, T::into_value)
    }
}

/// The word that stands for a value of an enum, as in JSON.
pub fn to_word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        other => other.map(|value| value.to_string()).unwrap_or_default(),
    }
}

/// The value of an enum that a word stands for; `None` for a word of a newer program.
pub fn from_word<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// Days since 1970-01-01.
pub fn day_number(date: NaiveDate) -> i32 {
    date.to_epoch_days()
}

/// The date that many days after 1970-01-01; none beyond the calendar.
pub fn day_from_number(day: i32) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_beyond_the_calendar_is_none() {
        assert_eq!(day_from_number(0), NaiveDate::from_ymd_opt(1970, 1, 1));
        for day in [i32::MIN, i32::MAX] {
            assert_eq!(day_from_number(day), None, "{day}");
        }
    }
}
