//! People of the firm itself.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a member may do (*rooli*); each may do what the next one may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the workspace.
    Owner,
    /// Takes care of customers: account manager.
    Manager,
    /// Helps the managers: team assistant.
    Assistant,
    /// Reads.
    Viewer,
}
