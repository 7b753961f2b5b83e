//! The machine's clock; everything else takes the time from here.

use chrono::{DateTime, NaiveDateTime};
use pelikirja_domain::{Clock, Instant};

/// The clock of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

#[expect(clippy::disallowed_methods, reason = "the one place where the time is taken from the machine")]
impl Clock for SystemClock {
    fn now(&self) -> Instant {
        chrono::Utc::now().timestamp_millis()
    }

    fn local_now(&self) -> NaiveDateTime {
        chrono::Local::now().naive_local()
    }

    fn local(&self, at: Instant) -> NaiveDateTime {
        let utc = DateTime::from_timestamp_millis(at).unwrap_or_default();
        utc.with_timezone(&chrono::Local).naive_local()
    }
}
