//! What the member who uses this machine may do.

use std::collections::BTreeMap;

use pelikirja_domain::Role;
use pelikirja_domain::permissions::{Act, Rule};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What somebody may do with a column, or with whole records of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Permission {
    /// In which records.
    pub rule: Rule,
    /// The role that just suffices for any record.
    pub least: Role,
}

/// Whether somebody may do something that is no cell of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActPermission {
    /// Whether.
    pub allowed: bool,
    /// The role that just suffices.
    pub least: Role,
}

/// What somebody may do with a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TablePermission {
    /// Making a record, or bringing a deleted one back.
    pub make: Permission,
    /// Deleting a record.
    pub delete: Permission,
    /// Every column, by its name.
    pub columns: BTreeMap<String, Permission>,
}

/// What the member who uses this machine may do. In a firm that is not shared, everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Permissions {
    /// As whom; none where this machine does not belong to the firm any more, and nothing that it writes counts.
    pub role: Option<Role>,
    /// Whether the firm is shared, and roles are asked for at all.
    pub shared: bool,
    /// What is no cell of a table.
    pub acts: BTreeMap<Act, ActPermission>,
    /// Every table, by its name.
    pub tables: BTreeMap<String, TablePermission>,
}
