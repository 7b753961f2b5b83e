//! Records that may be the same firm.

use pelikirja_domain::Id;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CustomerRow, SaveCustomer};

/// Why two records may be the same firm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateReason {
    /// The same business id.
    BusinessId,
    /// The same name but for case, accents, punctuation and company form.
    Name,
    /// The same e-mail address or domain that only these two share.
    Email,
    /// The same telephone number.
    Phone,
}

/// Two records that may be the same firm.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DuplicatePair {
    /// The older record.
    pub first: CustomerRow,
    /// The newer record.
    pub second: CustomerRow,
    /// Why, the strongest first.
    pub reasons: Vec<DuplicateReason>,
}

/// Two customers.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct CustomerPair {
    /// One.
    pub first: Id,
    /// The other.
    pub second: Id,
}

/// Merges one customer into another; undone as any change.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MergeCustomers {
    /// The record that stays.
    pub keep: Id,
    /// The record that disappears into it.
    pub merge: Id,
    /// Fields of the record that stays, chosen field by field.
    pub changes: SaveCustomer,
}
