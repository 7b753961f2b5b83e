//! Time, passed in.

use chrono::{NaiveDate, NaiveDateTime};

/// Milliseconds since 1970-01-01 UTC.
pub type Instant = i64;

/// Where the program takes the time from; tests pass one that stands still.
pub trait Clock: Send + Sync {
    /// Now, in milliseconds since 1970-01-01 UTC.
    fn now(&self) -> Instant;

    /// Now, by the wall clock of the machine's time zone.
    fn local_now(&self) -> NaiveDateTime;

    /// Today's business date: the local date.
    fn today(&self) -> NaiveDate {
        self.local_now().date()
    }
}
