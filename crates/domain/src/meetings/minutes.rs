//! Minutes (*muistio*): when they may be closed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far minutes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MinutesState {
    /// Somebody writes them.
    Draft,
    /// They are closed: the meeting was held, and a contact says so.
    Closed,
}

/// What has to be there before minutes can be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MissingFromMinutes {
    /// The meeting is yet to come.
    MeetingHeld,
    /// Nobody of the people who were invited from the customer is marked as present.
    Present,
    /// No promise, and nobody said that there was none.
    Promise,
    /// No next meeting, no next action, and nobody said why there is none.
    NextStep,
}
