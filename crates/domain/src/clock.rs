//! Time, passed in.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

/// Milliseconds since 1970-01-01 UTC.
pub type Instant = i64;

/// Where the program takes the time from; tests pass one that stands still.
pub trait Clock: Send + Sync {
    /// Now, in milliseconds since 1970-01-01 UTC.
    fn now(&self) -> Instant;

    /// Now, by the wall clock of the machine's time zone.
    fn local_now(&self) -> NaiveDateTime;

    /// A moment by the wall clock of the machine's time zone; a clock that knows no zone takes the distance that it has
    /// now.
    fn local(&self, at: Instant) -> NaiveDateTime {
        let passed = TimeDelta::try_milliseconds(self.now().saturating_sub(at)).unwrap_or_default();
        self.local_now().checked_sub_signed(passed).unwrap_or_default()
    }

    /// The business date on which something happened: the local date, which late in the evening is not that of UTC.
    fn local_date(&self, at: Instant) -> NaiveDate {
        self.local(at).date()
    }

    /// Today's business date: the local date.
    fn today(&self) -> NaiveDate {
        self.local_now().date()
    }
}
