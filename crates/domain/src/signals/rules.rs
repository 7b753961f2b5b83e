//! When something seen becomes a signal.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Id, OutOfRange, within};

/// The firm's thresholds for signals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct SignalRules {
    /// Stopped ordering: from this chance of no order within the horizon on, 0..=1.
    pub stopped_from_p_no_order: f64,
    /// Stopped ordering: order days needed before a rhythm is spoken of.
    pub stopped_order_days: u32,
    /// Stopped ordering: the silence in median intervals that it takes at the least.
    pub stopped_from_median_intervals: f64,
    /// Stopped ordering and bought once: a customer silent for longer is lapsed, not news.
    pub silent_at_most_days: u32,
    /// Frequency: the rate now / before that counts as a fall, below 1.
    pub falling_rate: f64,
    /// Frequency: the rate now / before that counts as growth, above 1.
    pub growing_rate: f64,
    /// Frequency: how sure the change must be, 0..=1.
    pub frequency_probability: f64,
    /// Order size: standard errors that the change must measure.
    pub size_z: f64,
    /// Order size: the typical order now / before that counts as a fall, below 1; growth is its mirror image.
    pub falling_size: f64,
    /// Bought once: days that must have passed since the only order.
    pub bought_once_after_days: u32,
}

/// On the orders of a real wholesaler a third of the customers flagged as having stopped did not order for 90 days
/// more, against a fifth of all regular ones; 10 of 16 did not for 182 days, against 8 % (see the tests).
impl Default for SignalRules {
    fn default() -> Self {
        Self {
            stopped_from_p_no_order: 0.3,
            stopped_order_days: 3,
            stopped_from_median_intervals: 1.5,
            silent_at_most_days: 365,
            falling_rate: 0.7,
            growing_rate: 1.3,
            frequency_probability: 0.9,
            size_z: 2.33,
            falling_size: 0.75,
            bought_once_after_days: 60,
        }
    }
}

impl SignalRules {
    /// Whether every threshold is one with which its signal can come and tell something; the ranges are those of the
    /// fields, both ends included.
    ///
    /// # Errors
    /// The first field that is not.
    pub fn check(&self) -> Result<(), OutOfRange> {
        let days = |name, days: u32, longest: u32| within(name, f64::from(days), 1.0, f64::from(longest));
        within("stopped_from_p_no_order", self.stopped_from_p_no_order, 0.01, 1.0)?;
        within("stopped_order_days", f64::from(self.stopped_order_days), 2.0, 50.0)?;
        within("stopped_from_median_intervals", self.stopped_from_median_intervals, 1.0, 20.0)?;
        within("silent_at_most_days", f64::from(self.silent_at_most_days), 30.0, 3_650.0)?;
        within("falling_rate", self.falling_rate, 0.01, 0.99)?;
        within("growing_rate", self.growing_rate, 1.01, 10.0)?;
        within("frequency_probability", self.frequency_probability, 0.5, 0.999)?;
        within("size_z", self.size_z, 0.0, 10.0)?;
        within("falling_size", self.falling_size, 0.01, 0.99)?;
        // After that silence a customer is lapsed, so the signal would never come.
        days("bought_once_after_days", self.bought_once_after_days, self.silent_at_most_days.min(730))
    }
}

/// What care a customer had and should have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CareState {
    /// The last two-way contact.
    pub last_two_way_contact: Option<NaiveDate>,
    /// The day from which on a contact would have been recorded, such as the day the customer was added; it
    /// stands in for a contact where there never was one. A file of ten years of orders says nothing of the
    /// visits of those years, so with neither day there is no signal.
    pub recorded_since: Option<NaiveDate>,
    /// The most days without one that its care model (or tier) allows; none when nothing is asked.
    pub maximum_days: Option<u32>,
    /// What we promised and did not keep lately.
    pub broken_promise: Option<BrokenPromise>,
}

/// Promises to a customer that were broken lately.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrokenPromise {
    /// The one that was broken last.
    pub promise: Id,
    /// By when it was promised.
    pub due: NaiveDate,
    /// The day on which somebody said that it was broken.
    pub broken_on: NaiveDate,
    /// How many were broken within the last [`BROKEN_PROMISE_DAYS`](crate::BROKEN_PROMISE_DAYS) days.
    pub broken: u32,
}
