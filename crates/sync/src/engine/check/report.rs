//! What a check of the folder came to.

use pelikirja_crypto::Hash;
use pelikirja_domain::Id;

use crate::FolderState;
use crate::files::FileKind;
use crate::membership::Refusal;

/// What a check of the whole folder came to: nothing was changed, neither here nor there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FolderCheck {
    /// Whether the folder is the workspace's. If not, nothing else was looked at.
    pub folder: FolderState,
    /// Files in the folder, whatever they are.
    pub files: u64,
    /// Their bytes as listed.
    pub bytes: u64,
    /// Files of the workspace that are whole and as they should be, copies not counted.
    pub sound_files: u64,
    /// Entries in them, each counted once; every signature was checked.
    pub entries: u64,
    /// Records of membership in them and here.
    pub records: u64,
    /// What is not as it should be, or need not be there: the worst first.
    pub findings: Vec<Finding>,
}

impl FolderCheck {
    /// Whether nothing is damaged, missing or forged.
    pub fn is_sound(&self) -> bool {
        self.folder == FolderState::Right && self.worst().is_none_or(|worst| worst < Severity::Suspicious)
    }

    /// The gravest of what was found.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.problem.severity()).max()
    }
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file, relative to the folder; where it should lie if it is missing; none if it is about no file.
    pub path: Option<String>,
    /// What it is.
    pub problem: Problem,
    /// Who could mend it; nobody where there is nothing to mend.
    pub menders: Menders,
}

/// Who has what is missing or damaged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Menders {
    /// Everything in it lies whole elsewhere in the folder: nothing is lost without it.
    pub in_folder: bool,
    /// This device keeps it whole.
    pub here: bool,
    /// Other devices that have what is in it: the one that wrote it first, then those that said, in an entry signed by
    /// them, that they have applied all of it. Devices that were shut out are not among them.
    pub devices: Vec<Id>,
}

impl Menders {
    /// Whether anybody is known to have it.
    pub fn is_anybody(&self) -> bool {
        self.in_folder || self.here || !self.devices.is_empty()
    }
}

/// What is wrong with bytes that are not those of their file's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// There are none.
    Empty,
    /// Fewer than there were when this device read or wrote the file.
    Shorter {
        /// So many there were.
        expected: u64,
        /// So many there are.
        found: u64,
    },
    /// The end is nothing but zeros, 16 at least.
    Zeros,
    /// They are those of another file of the workspace.
    Swapped {
        /// Where that one should lie.
        with: String,
    },
    /// Something else was changed.
    Changed,
}

/// How grave a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nobody need do anything.
    Harmless,
    /// It is right as it is and should be known.
    Notice,
    /// Somebody wrote what they should not, or the folder's host shows less than there was.
    Suspicious,
    /// Something is not there as it was written.
    Damaged,
}

/// What can be wrong, or need not be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The bytes are not those of the name.
    Damaged {
        /// In which way.
        damage: Damage,
    },
    /// It cannot be read: held by another program, or only a placeholder is here.
    Unreadable {
        /// What the system said.
        reason: String,
    },
    /// This device knows it, and it is not in the folder.
    Missing {
        /// What it is.
        kind: FileKind,
    },
    /// This device has not written it into the folder yet.
    NotSent,
    /// Entries of a chain are not in the folder, while later ones are.
    Gap {
        /// The chain.
        chain: Id,
        /// Who writes it; none if that is not known either.
        device: Option<Id>,
        /// Number of the first entry that is missing.
        from: u64,
        /// Number of the last.
        to: u64,
    },
    /// The folder ends before what this device has of a chain: it was put back, or newer files are held back.
    Behind {
        /// The chain.
        chain: Id,
        /// Who writes it.
        device: Option<Id>,
        /// Number of the last entry in the folder, 0 if there is none.
        folder: u64,
        /// Number of the last entry here.
        here: u64,
    },
    /// Entries tell of others that are neither in the folder nor here: held back, or not here yet.
    HeldBack {
        /// The chain.
        chain: Id,
        /// Who writes it, if that is known.
        device: Option<Id>,
        /// Number of the last entry that is here or in the folder, 0 if there is none.
        known: u64,
        /// Number of the last entry that is told of.
        told: u64,
    },
    /// Two entries have one number: a disk was copied or put back, or somebody was shown another history.
    Forked {
        /// The chain.
        chain: Id,
        /// Who writes it.
        device: Id,
        /// The first number that is there twice.
        number: u64,
    },
    /// An entry that is not signed by the device in whose name it stands.
    ForgedEntry {
        /// The chain.
        chain: Id,
        /// In whose name.
        device: Id,
        /// Its number.
        number: u64,
    },
    /// Keys that are not signed by the device in whose name they stand.
    ForgedKeys {
        /// In whose name.
        device: Id,
    },
    /// Entries or keys of a device that never came to the firm, as far as records are here.
    UnknownAuthor {
        /// The device.
        device: Id,
    },
    /// One of the firm's keys seals it, and it is not what belongs into such a file.
    Malformed {
        /// What it says to be.
        kind: FileKind,
    },
    /// None of the keys here opens it.
    Locked {
        /// The number of the epoch whose key it takes, as it says itself.
        epoch: u32,
    },
    /// A newer program's.
    NewerFormat,
    /// The beginning of another firm.
    OtherFirm,
    /// A record of membership counts for nothing.
    RefusedRecord {
        /// The record.
        record: Hash,
        /// Why.
        reason: Refusal,
    },
    /// Records of membership rest on others, or entries do, that are neither in the folder nor here.
    MissingRecords {
        /// How many rest on them.
        waiting: u64,
    },
    /// What a device wrote after it was shut out, or lost its standing: everybody sets it aside.
    SetAside {
        /// The device.
        device: Id,
        /// Entries.
        entries: u64,
    },
    /// Operations are taken out of the entries in it that no owner had taken out.
    Redacted,
    /// It holds what an owner had taken out of its entries. Who writes them removes it; after two weeks an owner does.
    HoldsErased,
    /// Another file holds everything in it as well.
    Covered {
        /// Where that one lies.
        by: String,
        /// Whether every active device has said to have its entries, so that its writer will remove it.
        may_go: bool,
    },
    /// A second copy of a whole file, as carriers leave them beside it.
    Copy {
        /// Where the first one lies.
        of: String,
    },
    /// A file of the workspace under another name than it was given.
    Renamed,
    /// Half-written by a program that was ended meanwhile.
    HalfWritten,
    /// Nothing of the workspace's; it is left alone.
    Junk,
}

impl Problem {
    /// How grave it is.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Damaged { .. } | Self::Unreadable { .. } | Self::Missing { .. } | Self::Gap { .. } => {
                Severity::Damaged
            }
            Self::Behind { .. }
            | Self::HeldBack { .. }
            | Self::ForgedEntry { .. }
            | Self::ForgedKeys { .. }
            | Self::UnknownAuthor { .. }
            | Self::Malformed { .. }
            | Self::RefusedRecord { reason: Refusal::Signature, .. }
            | Self::MissingRecords { .. }
            | Self::OtherFirm
            | Self::Locked { .. } => Severity::Suspicious,
            Self::Forked { .. }
            | Self::SetAside { .. }
            | Self::Redacted
            | Self::HoldsErased
            | Self::RefusedRecord { .. }
            | Self::NewerFormat
            | Self::NotSent => Severity::Notice,
            Self::Covered { .. } | Self::Copy { .. } | Self::Renamed | Self::HalfWritten | Self::Junk => {
                Severity::Harmless
            }
        }
    }
}
