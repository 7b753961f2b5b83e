//! Figures: segments.

use pelikirja_domain::{Cents, Segment};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Customers of one segment.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct SegmentCount {
    /// Segment; absent when never ordered.
    pub segment: Option<Segment>,
    /// Customers.
    pub customers: u32,
    /// Net value of their last 365 days.
    pub value_365: Cents,
}
