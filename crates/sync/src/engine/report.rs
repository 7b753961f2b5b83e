//! What a round did, and how things stand.

use std::collections::BTreeMap;

use pelikirja_domain::{Id, Instant};

use crate::ports::FolderError;

/// Whether the folder is what it should be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum FolderState {
    /// It was not looked at yet.
    #[default]
    Unknown,
    /// It is the workspace's.
    Right,
    /// It cannot be reached.
    Unreachable {
        /// What the system said.
        error: FolderError,
    },
    /// Nothing of the workspace is in it although there was: unmounted, emptied, or its files are not there yet.
    Missing,
    /// It is another workspace's.
    Foreign,
}

/// Something that a person should know of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// A file could not be written: no room.
    Full,
    /// Files may not be written.
    ReadOnly,
    /// Files of a newer program's format.
    NewerFormat,
    /// A file of that device is not what its name or its signature says.
    Damaged {
        /// Where it lies.
        path: String,
    },
    /// A chain of that device forked: its disk was copied or put back.
    Forked {
        /// The device.
        device: Id,
    },
    /// Somebody tells of entries that nobody has shown here: held back, or not here yet.
    HeldBack {
        /// The device whose entries are missing.
        device: Option<Id>,
        /// How many, as far as one can tell.
        entries: u64,
    },
    /// What that device wrote after it was removed is set aside.
    SetAside {
        /// The device.
        device: Id,
        /// Entries.
        entries: u64,
    },
    /// The clock of that device was so much ahead of this one's when its newest entry came, in milliseconds.
    ClockAhead {
        /// The device.
        device: Id,
        /// Milliseconds.
        by: i64,
    },
}

/// How far another device is, as it says itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DeviceProgress {
    /// When its newest entry was made, by its own clock.
    pub last_at: Option<Instant>,
    /// Its entries that are here.
    pub entries: u64,
    /// Its entries that others tell of and that are not here.
    pub missing: u64,
}

/// What a round did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The folder.
    pub folder: FolderState,
    /// Files written.
    pub sent_files: u64,
    /// Bytes written.
    pub sent_bytes: u64,
    /// Files read that were new.
    pub received_files: u64,
    /// Bytes of them.
    pub received_bytes: u64,
    /// Operations put into entries.
    pub sent_operations: u64,
    /// Operations of others applied.
    pub received_operations: u64,
    /// Files in the folder that are listed and not whole yet.
    pub unready_files: u64,
    /// Files kept here that could not be written yet.
    pub unsent_files: u64,
    /// Files that are whole and rest on something that is not here.
    pub waiting_files: u64,
    /// Whether there is more to read than one round reads; the next one should come at once.
    pub more: bool,
    /// Files in the folder that belong to the workspace.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// What a person should know of.
    pub troubles: Vec<Trouble>,
    /// How far each device is.
    pub devices: BTreeMap<Id, DeviceProgress>,
}

impl Report {
    /// The report of several rounds: sums of what was done, and how things stand after the last.
    pub fn followed_by(&self, next: Self) -> Self {
        Self {
            sent_files: self.sent_files + next.sent_files,
            sent_bytes: self.sent_bytes + next.sent_bytes,
            received_files: self.received_files + next.received_files,
            received_bytes: self.received_bytes + next.received_bytes,
            sent_operations: self.sent_operations + next.sent_operations,
            received_operations: self.received_operations + next.received_operations,
            ..next
        }
    }

    /// Whether everything that is known of is here and there.
    pub fn is_in_step(&self) -> bool {
        self.folder == FolderState::Right
            && self.unready_files + self.unsent_files + self.waiting_files == 0
            && !self.more
            && !self.troubles.iter().any(|trouble| matches!(trouble, Trouble::HeldBack { .. }))
    }
}
