//! Promises (*lupaus*) and their fate.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How long a promise that we broke asks for an apology, days.
pub const BROKEN_PROMISE_DAYS: u32 = 180;

/// Who promised whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PromiseDirection {
    /// We promised the customer.
    Ours,
    /// The customer promised us.
    Theirs,
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PromiseState {
    /// Nothing yet.
    Open,
    /// Kept by the day that was promised.
    Kept,
    /// Kept, but later.
    Late,
    /// Not kept.
    Broken,
    /// Nobody waits for it any more: it was agreed away.
    Withdrawn,
}

impl PromiseState {
    /// What a promise is that was done on a day.
    #[must_use]
    pub fn done(due: NaiveDate, on: NaiveDate) -> Self {
        if on <= due { Self::Kept } else { Self::Late }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_that_was_promised_is_in_time() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        assert_eq!(PromiseState::done(day(20), day(20)), PromiseState::Kept);
        assert_eq!(PromiseState::done(day(20), day(21)), PromiseState::Late);
    }
}
