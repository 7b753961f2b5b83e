//! Saved views of the list of customers.

use pelikirja_domain::Id;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CustomerColumn, CustomerFilter};

/// A saved view of the list of customers.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SavedView {
    /// Identity.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Whether all members see it.
    pub shared: bool,
    /// Whether it is one's own.
    pub own: bool,
    /// What it shows.
    pub definition: ViewDefinition,
}

/// What a saved view shows.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ViewDefinition {
    /// Words to find.
    pub search: String,
    /// Which customers.
    pub filter: CustomerFilter,
    /// By what they are sorted.
    pub sort: CustomerColumn,
    /// Largest or last first.
    pub descending: bool,
    /// Columns shown, in order.
    pub columns: Vec<CustomerColumn>,
}

/// Makes or changes a saved view.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SaveView {
    /// Absent makes a new one.
    #[ts(optional)]
    pub id: Option<Id>,
    /// Name.
    pub name: String,
    /// Whether all members see it.
    pub shared: bool,
    /// What it shows.
    pub definition: ViewDefinition,
}
