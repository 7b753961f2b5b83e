//! One day of a customer's order history.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Cents;

/// What one customer ordered on one day: several orders on a day are one order day.
///
/// A *history* is a slice of these, sorted by day, one entry a day. A day counts as an **order day** only when
/// its net amount is positive: credit notes and orders that were taken back on the same day move the value
/// but say nothing about the rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OrderDay {
    /// The business date of the orders.
    pub day: NaiveDate,
    /// Their net sum, credit notes included.
    pub net: Cents,
}

impl OrderDay {
    /// Whether the customer bought more than it gave back, which makes it an order day.
    #[must_use]
    pub fn is_order(self) -> bool {
        self.net > Cents::ZERO
    }
}
