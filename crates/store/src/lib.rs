//! The encrypted store: one SQLCipher file, and the only crate that speaks SQL.
//!
//! Every change of a synced table goes through [`WriteTransaction`], which logs it and applies it in the same
//! database transaction. Facts (orders and their lines) come in batches that can be undone, through [`facts`].

mod activity;
mod apply;
mod backup;
mod based;
mod cbor;
mod change;
mod check;
mod connection;
mod error;
pub mod exchange;
pub mod facts;
mod history;
mod log;
mod migrate;
#[cfg(feature = "next-schema")]
mod next_schema;
mod past;
pub mod schema;
pub mod search;
mod store;
pub mod table;
mod texts;
mod undo;
mod value;
mod workspace;
mod write;

pub use activity::{DiaryEntry, DiaryPlace};
pub use apply::Touched;
pub use backup::{is_backup, restore_backup};
pub use based::Base;
pub(crate) use change::CellChange;
pub use change::Version;
pub use check::Check;
pub use connection::{CIPHER, JOURNAL, Reader};
pub use error::StoreError;
pub use history::{FieldChange, RecordChange};
pub use migrate::SCHEMA_VERSION;
#[cfg(feature = "next-schema")]
pub use next_schema::NextCustomer;
pub use schema::{Column, Table};
pub use store::{Derived, Secret, Store, Written};
pub use undo::{Reversal, Undoable, UndoneTransaction};
pub use value::{IntoValue, Value, day_from_number, day_number, from_word, to_word};
pub use workspace::WorkspaceFolder;
pub use write::WriteTransaction;

/// Result of the store.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
