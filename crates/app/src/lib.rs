//! What the program can do: the one list of commands, their bodies, error codes and background jobs.
//!
//! The window, the command line and the tests all call [`App::dispatch`]. Commands answer with data and codes;
//! the interface writes all sentences.

pub mod api;
mod app;
mod clock;
mod commands;
mod contacts;
mod customer_index;
mod customers;
mod data_folder;
mod dates;
mod demo;
mod duplicates;
mod erasure;
mod error;
mod events;
mod figures;
mod history;
mod import;
mod jobs;
mod key_store;
mod long_text;
mod meetings;
mod members;
mod minutes;
#[cfg(feature = "next-schema")]
mod next_schema;
mod open_workspaces;
mod people;
mod permissions;
mod preparations;
mod promises;
mod queue;
mod search;
mod session;
mod settings;
mod signals;
mod sync;
mod views;
mod watch;
mod workspace;

pub use app::{App, AppOptions};
pub use clock::SystemClock;
pub use commands::{CommandInfo, Commands, commands};
pub use data_folder::default_data_folder;
pub use error::{AppError, ErrorCode, FieldProblem, Result};
pub use events::{AppEvent, Area, JobKind, LockReason};
pub use import::read_mapping_file;
pub use key_store::{KeyStore, NoKeyStore, SystemKeyStore};
pub use session::Session;
