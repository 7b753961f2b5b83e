//! What goes over the wire: requests and responses of the commands, in plain data.
//!
//! The interface writes all sentences; these types carry codes and numbers.

mod contacts;
mod customers;
mod duplicates;
mod erasure;
mod figures;
mod history;
mod import;
mod meetings;
mod members;
mod minutes;
mod orders;
mod passphrase;
mod people;
mod permissions;
mod preparations;
mod promises;
mod queue;
mod search;
mod settings;
mod sync;
mod templates;
mod views;
mod workspace;

pub use contacts::*;
pub use customers::*;
pub use duplicates::*;
pub use erasure::*;
pub use figures::*;
pub use history::*;
pub use import::*;
pub use meetings::*;
pub use members::*;
pub use minutes::*;
pub use orders::*;
pub use passphrase::*;
pub use people::*;
pub use permissions::*;
pub use preparations::*;
pub use promises::*;
pub use queue::*;
pub use search::*;
pub use settings::*;
pub use sync::*;
pub use templates::*;
pub use views::*;
pub use workspace::*;

use pelikirja_domain::Id;
use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

/// No request fields, or nothing to answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Empty {}

/// One record, by its identity.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct ById {
    /// The record.
    pub id: Id,
}

/// A record was saved.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct Saved {
    /// The record.
    pub id: Id,
    /// The transaction to undo; absent when nothing differed from what was stored.
    pub transaction: Option<Id>,
}

/// Something was changed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct Changed {
    /// The transaction to undo; absent when nothing differed from what was stored.
    pub transaction: Option<Id>,
    /// How many records changed.
    pub records: u32,
}

/// Reads a field of a change: missing means "leave it", `null` means "clear it".
pub(crate) fn patch<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}
