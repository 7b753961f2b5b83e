//! How a customer buys, from its orders alone.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{OrderStatistics, OutOfRange, Segment, within};

/// The firm's thresholds between segments; kept with each result, so that an old result stays explained.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct SegmentRule {
    /// Below this chance of being active a customer has lapsed; 0..=1.
    pub lapsed_below_p_active: f64,
    /// From this chance of being active on, a customer with enough order days is loyal; 0..=1.
    pub loyal_from_p_active: f64,
    /// Order days in all that make a customer loyal.
    pub loyal_order_days: u32,
    /// Order days within the last 365 days that make a customer frequent.
    pub frequent_order_days: u32,
    /// Without a fitted model: days without an order after which a customer has lapsed, and up to which one
    /// with enough order days is loyal.
    pub lapsed_after_days: u32,
}

impl Default for SegmentRule {
    fn default() -> Self {
        Self {
            lapsed_below_p_active: 0.2,
            loyal_from_p_active: 0.7,
            loyal_order_days: 6,
            frequent_order_days: 6,
            lapsed_after_days: 365,
        }
    }
}

impl SegmentRule {
    /// Whether the thresholds draw segments that do not overlap; the ranges are those of the fields, both ends
    /// included.
    ///
    /// # Errors
    /// The first field that is out of its range.
    pub fn check(&self) -> Result<(), OutOfRange> {
        within("lapsed_below_p_active", self.lapsed_below_p_active, 0.0, 1.0)?;
        within("loyal_from_p_active", self.loyal_from_p_active, self.lapsed_below_p_active, 1.0)?;
        within("loyal_order_days", f64::from(self.loyal_order_days), 2.0, 1_000.0)?;
        within("frequent_order_days", f64::from(self.frequent_order_days), 2.0, 365.0)?;
        within("lapsed_after_days", f64::from(self.lapsed_after_days), 1.0, 3_650.0)
    }
}

/// The segment of a customer; none when it never ordered.
///
/// The first that holds, in this order: loyal, frequent, once, lapsed, else occasional. `p_active` is none
/// without a fitted model; then the days since the last order decide in its place.
#[must_use]
pub fn segment(customer: &OrderStatistics, p_active: Option<f64>, rule: &SegmentRule) -> Option<Segment> {
    let silent = customer.days_since_last()? > rule.lapsed_after_days;
    let probably_active = p_active.map_or(!silent, |p| p >= rule.loyal_from_p_active);
    let probably_gone = p_active.map_or(silent, |p| p < rule.lapsed_below_p_active);
    Some(if customer.order_days >= rule.loyal_order_days && probably_active {
        Segment::Loyal
    } else if customer.order_days_365 >= rule.frequent_order_days {
        Segment::Frequent
    } else if customer.order_days == 1 {
        Segment::Once
    } else if probably_gone {
        Segment::Lapsed
    } else {
        Segment::Occasional
    })
}
