//! Erasing a person for good.

use pelikirja_domain::Id;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Backup;

/// A person was erased, and what is left of them.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PersonErased {
    /// The transaction; it cannot be undone.
    pub transaction: Option<Id>,
    /// Records that were purged: the person, where they work and worked, with whom contacts were.
    pub records: u64,
    /// What the history had of them.
    pub changes: u64,
    /// What others had written of them and had been put aside.
    pub quarantined: u64,
    /// Changes of theirs that were taken out of the sealed files, so far as those are on this machine.
    pub operations: u64,
    /// Entries of the sealed files that they were in.
    pub entries: u64,
    /// Where something of them may remain.
    pub remains: ErasureRemains,
}

/// Where something may remain of those who were erased. Notes that name them stay wherever they are, and so do exported
/// files; nobody can tell of those.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ErasureRemains {
    /// Whether the firm is shared.
    pub shared: bool,
    /// Changes that were ever taken out of the sealed files of this firm.
    pub operations: u64,
    /// Files in the shared folder that still had something of them when this machine last looked: who wrote them removes
    /// them, and after two weeks an owner's machine does.
    pub files: u64,
    /// Machines that have not said yet that they know of it.
    pub machines: Vec<String>,
    /// Daily backups of this machine, the newest first. Those from before an erasure hold what was erased until newer ones
    /// have taken their place; other machines have theirs.
    pub backups: Vec<Backup>,
}
