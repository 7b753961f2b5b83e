//! How far a form is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far a form is (*valmistelun tila*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PreparationState {
    /// Somebody fills it in.
    Draft,
    /// The assistant has done their part.
    Completed,
    /// Whoever owns the meeting has approved it.
    Approved,
}
