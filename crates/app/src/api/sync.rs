//! The firm's shared folder, who belongs to the firm, and how the exchange stands.

use std::collections::BTreeMap;

use pelikirja_domain::{Id, Instant, Role};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Passphrase;

/// Whether the shared folder is what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SharedFolderState {
    /// It was not looked at yet.
    Unknown,
    /// It is the firm's.
    Right,
    /// It cannot be reached.
    Unreachable,
    /// Nothing of the firm is in it although there was: a drive that is not there, or a folder that was emptied.
    Missing,
    /// It is another firm's.
    Foreign,
}

/// Something about the exchange that a person should know of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SyncTrouble {
    /// There is no room in the folder, or its quota is used up.
    Full,
    /// Files may not be written into the folder.
    ReadOnly,
    /// A newer version of the program writes into the folder.
    NewerFormat,
    /// A file in the folder is not whole.
    Damaged {
        /// Where it lies, from the folder on.
        path: String,
    },
    /// A device's disk was copied or put back; it goes on as two.
    Forked {
        /// Which.
        device: Id,
    },
    /// Entries of a device are not here although others have them.
    HeldBack {
        /// Which, if that is known.
        device: Option<Id>,
        /// How many, as far as one can tell.
        entries: u64,
    },
    /// What a device wrote after it was removed is set aside.
    SetAside {
        /// Which.
        device: Id,
        /// How many entries.
        entries: u64,
    },
    /// The clock of a device is ahead of this one's.
    ClockAhead {
        /// Which.
        device: Id,
        /// By so many milliseconds.
        by: i64,
    },
    /// The last round failed on this machine, for instance because its disk is full.
    Failed {
        /// For the log; never shown.
        message: String,
    },
}

/// How the exchange stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SyncStatus {
    /// Whether the firm has a shared folder on this machine.
    pub shared: bool,
    /// The folder.
    pub folder: Option<String>,
    /// Whether the exchange is paused on this machine.
    pub paused: bool,
    /// Whether a round is going on.
    pub running: bool,
    /// The folder, as the last round found it.
    pub state: SharedFolderState,
    /// Since when it is in that state.
    pub since: Option<Instant>,
    /// When the last round ended.
    pub last_round_at: Option<Instant>,
    /// Whether everything known of is here and there.
    pub in_step: bool,
    /// Changes of this machine that no file holds yet.
    pub unsent_changes: u64,
    /// Files of this machine that are not in the folder yet.
    pub unsent_files: u64,
    /// Files that have not arrived whole, or that rest on others that have not arrived, by device; without a device
    /// where that is not known.
    pub waiting_files: u64,
    /// Files of the firm in the folder.
    pub files: u64,
    /// Their size in bytes.
    pub bytes: u64,
    /// Open conflicts.
    pub conflicts: u64,
    /// What a person should know of.
    pub troubles: Vec<SyncTrouble>,
    /// Names of devices that are named above.
    pub names: BTreeMap<Id, String>,
    /// What the member who uses this machine may do; changes with what an owner decides.
    pub role: Option<Role>,
    /// Whether the recovery words still wait to be checked.
    pub recovery_unchecked: bool,
}

/// What a round did, for the command line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SyncRound {
    /// Changes put into files.
    pub sent: u64,
    /// Changes of others applied.
    pub received: u64,
    /// Files of the firm in the folder.
    pub files: u64,
    /// Their size in bytes.
    pub bytes: u64,
    /// Files that wait for others.
    pub waiting: u64,
    /// Open conflicts.
    pub conflicts: u64,
    /// Devices of the firm.
    pub devices: Vec<DeviceHead>,
    /// How the exchange stands now.
    pub status: SyncStatus,
}

/// How far a device is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DeviceHead {
    /// Its name.
    pub name: String,
    /// Its entries that are here.
    pub head: u64,
    /// Its entries that others have and this machine does not.
    pub behind: u64,
}

/// Puts the firm into a folder that others have as well.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ShareWorkspace {
    /// Absolute path of the folder; it must be there.
    pub folder: String,
    /// Name of this machine, as the others will see it; the system's own unless given.
    #[ts(optional)]
    pub device_name: Option<String>,
}

/// What has to be printed when a firm is shared.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RecoveryWords {
    /// Twenty-four words, shown until they have been checked.
    pub words: Vec<String>,
}

/// Three of the recovery words, typed in from paper.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CheckRecoveryWords {
    /// Place of the word, 1 to 24, and the word.
    pub words: BTreeMap<u8, String>,
}

/// Whether the words were right.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct RecoveryWordsChecked {
    /// Whether all were right; the words are forgotten then.
    pub right: bool,
}

/// Pauses the exchange on this machine, or goes on.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct PauseSync {
    /// Whether it is to be paused.
    pub paused: bool,
}

/// Changes which folder on this machine is the firm's.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MoveSharedFolder {
    /// Absolute path of the folder; it must be there.
    pub folder: String,
}

/// Invites a machine.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Invite {
    /// Whose machine it will be; absent for somebody new.
    #[ts(optional)]
    pub member: Option<Id>,
    /// Name of somebody new.
    #[ts(optional)]
    pub name: Option<String>,
    /// As what somebody new comes; who is a member already keeps the role.
    #[ts(optional)]
    pub role: Option<Role>,
    /// For how many days it can be used, 1 to 90; 7 unless given.
    #[ts(optional)]
    pub days: Option<u32>,
}

/// An invitation that was just made: its words are shown once and kept nowhere.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Invited {
    /// What it is known by.
    pub id: String,
    /// The member it is for.
    pub member: Id,
    /// Twelve words.
    pub words: Vec<String>,
    /// Until when it can be used.
    pub expires_at: Instant,
}

/// Which invitations to list.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ListInvitations {
    /// Whether also those that nobody can use any more.
    #[ts(optional, as = "Option<bool>")]
    pub all: bool,
}

/// What became of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// It can be used.
    Open,
    /// A machine came with it.
    Used,
    /// Nobody came in time.
    Expired,
    /// It was taken back.
    TakenBack,
}

/// An invitation.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Invitation {
    /// What it is known by.
    pub id: String,
    /// The member it is for.
    pub member: Id,
    /// As what somebody new comes.
    pub role: Role,
    /// Until when it can be used.
    pub expires_at: Instant,
    /// What became of it.
    pub state: InvitationState,
}

/// A member was shut out.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MemberRemoved {
    /// Invitations that are open still and may be in the hands of whoever was shut out: those for them and, where they were
    /// an owner, all, because owners make them.
    pub open_invitations: Vec<Invitation>,
}

/// An invitation, by what it is known.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ByInvitation {
    /// What it is known by.
    pub id: String,
}

/// A machine of the firm.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Device {
    /// Identity.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub member: Id,
    /// Whether it is the one in use here.
    pub this: bool,
    /// Whether an owner has vouched for it.
    pub confirmed: bool,
    /// Whether it was removed.
    pub removed: bool,
    /// When it came, by its own clock.
    pub joined_at: Instant,
    /// When its newest entry was made, by its own clock.
    pub last_at: Option<Instant>,
    /// Its entries that others have and this machine does not.
    pub behind: u64,
    /// Entries set aside because they came after its removal.
    pub set_aside: u64,
}

/// Gives a machine a name.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RenameDevice {
    /// Which.
    pub id: Id,
    /// Its name, at most 100 characters.
    pub name: String,
}

/// Gives a member another role.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct SetRole {
    /// Whom.
    pub member: Id,
    /// The new role.
    pub role: Role,
}

/// Comes to a firm with an invitation: makes a workspace on this machine and fills it from the folder.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct JoinWorkspace {
    /// Absolute path of the shared folder.
    pub shared_folder: String,
    /// The twelve words of the invitation.
    pub words: String,
    /// Where to keep the workspace; absent means the program's own data folder.
    #[ts(optional)]
    pub folder: Option<String>,
    /// The passphrase of this machine; at least eight characters.
    #[ts(as = "String")]
    pub passphrase: Passphrase,
    /// Whether the operating system's key store shall remember the key.
    #[serde(default)]
    pub remember: bool,
    /// Name of this machine, as the others will see it; the system's own unless given.
    #[ts(optional)]
    pub device_name: Option<String>,
}

/// Which of two values to take.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SettleConflict {
    /// What it is known by.
    pub id: String,
}

/// Who wrote a value, and when.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ConflictAuthor {
    /// The member.
    pub member: Option<Id>,
    /// The name of the machine.
    pub device: String,
    /// When, by that machine's clock.
    pub at: Instant,
}

/// A field of which two people wrote different values without knowing of each other.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ConflictField {
    /// Name of the field.
    pub field: String,
    /// The value that counts.
    pub kept: Option<String>,
    /// The other one.
    pub other: Option<String>,
}

/// Two people wrote into one record without knowing of each other.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Conflict {
    /// What it is known by.
    pub id: String,
    /// Name of the table.
    pub table: String,
    /// The record.
    pub record: Id,
    /// What the record is called.
    pub label: String,
    /// The customer that it belongs to.
    pub customer: Option<Id>,
    /// Whether the record was deleted by one and edited by the other, and so came back.
    pub revived: bool,
    /// The fields.
    pub fields: Vec<ConflictField>,
    /// Who wrote what counts.
    pub kept_by: ConflictAuthor,
    /// Who wrote the other.
    pub other_by: ConflictAuthor,
}

/// The shared folder, checked as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FolderCheck {
    /// Whether nothing is damaged, missing or forged.
    pub sound: bool,
    /// Files in the folder, whatever they are.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Files of the firm that are whole and as they should be, copies not counted.
    pub sound_files: u64,
    /// Entries in them, each counted once.
    pub entries: u64,
    /// Records of membership.
    pub records: u64,
    /// What is not as it should be, or need not be there: the worst first.
    pub findings: Vec<FolderFinding>,
}

/// Something that a check of the shared folder found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FolderFinding {
    /// The file, from the folder on; absent if it is about no file.
    pub path: Option<String>,
    /// How grave it is.
    pub severity: FolderSeverity,
    /// What it is, in English.
    pub message: String,
    /// Who could mend it.
    pub menders: FolderMenders,
}

/// How grave something in the shared folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FolderSeverity {
    /// Nobody need do anything.
    Harmless,
    /// It is right as it is and should be known.
    Notice,
    /// Somebody wrote what they should not, or less is shown than there was.
    Suspicious,
    /// Something is not there as it was written.
    Damaged,
}

/// Who has what is missing or damaged in the shared folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FolderMenders {
    /// All of it lies whole elsewhere in the folder.
    pub in_folder: bool,
    /// This machine keeps it, and writes it again by itself.
    pub here: bool,
    /// Names of other machines that have it: opening the program there mends it.
    pub devices: Vec<String>,
}
