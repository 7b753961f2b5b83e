//! A meeting and who comes to it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What became of a meeting (*tapaamisen tila*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MeetingState {
    /// It is to be held.
    Planned,
    /// It was held.
    Held,
    /// The customer called it off. Shown, and not charged to whoever cares for them.
    CancelledByCustomer,
    /// We called it off.
    CancelledByUs,
}

impl MeetingState {
    /// Whether it was called off.
    #[must_use]
    pub const fn is_cancelled(self) -> bool {
        matches!(self, Self::CancelledByCustomer | Self::CancelledByUs)
    }
}

/// Who called a meeting off, or moved it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CalledOffBy {
    /// The customer; counted in their commitment.
    Customer,
    /// We.
    Us,
}

/// Whether somebody comes to a meeting (*osallistuminen*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Attendance {
    /// Invited; no answer yet.
    Invited,
    /// Said that they come.
    Accepted,
    /// Said that they do not come.
    Declined,
    /// Was there.
    Present,
    /// Was not there, though they had not said so.
    Absent,
}
