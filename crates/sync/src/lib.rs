//! Exchange of sealed operations through a shared folder.
//!
//! Nothing here reads a clock, a disk or randomness by itself: they are passed in, so that a simulation can run many
//! devices over a faulty folder in one thread.

mod chains;
mod container;
mod disk;
mod engine;
mod entry;
mod envelope;
mod files;
pub mod membership;
#[cfg(feature = "mutations")]
pub mod mutation;
#[cfg(not(feature = "mutations"))]
mod mutation;
mod name;
#[cfg(feature = "parsers")]
pub mod parsers;
mod ports;
mod wire;

pub use disk::DiskFolder;
pub use engine::*;
pub use entry::{AcceptedEntry, Place, Writing};
pub use files::FileKind;
pub use name::FileHash;
pub use ports::{
    Commit, Folder, FolderError, Instant, Kept, Listed, Outbox, Replica, ReplicaError, StateChange,
};
