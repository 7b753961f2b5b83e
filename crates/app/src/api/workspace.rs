//! The workspace: made, opened, locked.

use pelikirja_domain::Id;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Language, Passphrase};

/// Whether there is a workspace and whether it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkspaceState {
    /// First run.
    Missing,
    /// Waiting for the passphrase.
    Locked,
    /// Open.
    Unlocked,
}

/// What the shell of the interface needs to know first.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Status {
    /// Whether there is a workspace and whether it is open.
    pub state: WorkspaceState,
    /// Whether work that was going on when the workspace was locked has not ended yet: until then its key is in memory.
    pub closing: bool,
    /// Folder of the workspace.
    pub folder: Option<String>,
    /// The firm's name, once unlocked.
    pub firm: Option<String>,
    /// Whether this is the generated demo firm.
    pub demo: bool,
    /// Whether the passphrase need not be typed on this machine.
    pub remembered: bool,
    /// Whether the operating system offers a key store.
    pub key_store: bool,
    /// The member who uses this machine, once unlocked.
    pub me: Option<Id>,
    /// The currency of figures that name none, once unlocked (ISO 4217).
    pub currency: Option<String>,
    /// Version of the program.
    pub version: String,
    /// `linux`, `macos` or `windows`.
    pub platform: String,
}

/// Makes a workspace and opens it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CreateWorkspace {
    /// Where; absent means the program's own data folder.
    #[ts(optional)]
    pub folder: Option<String>,
    /// The firm's name.
    pub firm: String,
    /// Name of the first member, who becomes its owner.
    pub member: String,
    /// The passphrase; at least eight characters.
    #[ts(as = "String")]
    pub passphrase: Passphrase,
    /// Whether the operating system's key store shall remember the key.
    #[serde(default)]
    pub remember: bool,
    /// Language of the names that the workspace starts with (tiers).
    pub language: Language,
}

/// Makes the demo firm and opens it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CreateDemo {
    /// Where; absent means the program's own data folder.
    #[ts(optional)]
    pub folder: Option<String>,
    /// Customers, 1 to 1,000,000; absent means 1,000.
    #[ts(optional)]
    pub customers: Option<u32>,
    /// Order lines, about; at least 8 for each customer and at most 50,000,000; absent means 60 for each customer.
    #[ts(optional)]
    pub lines: Option<u32>,
    /// The same seed gives the same firm.
    #[ts(optional)]
    pub seed: Option<u64>,
}

/// Opens the workspace.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Unlock {
    /// The passphrase; absent means the key that the operating system remembers.
    #[ts(optional, as = "Option<String>")]
    pub passphrase: Option<Passphrase>,
    /// Whether the key store shall remember the key from now on.
    #[serde(default)]
    pub remember: bool,
}

/// Has the program use another workspace; it is locked then.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OpenWorkspace {
    /// Absolute path of its folder.
    pub folder: String,
}

/// A workspace on this machine.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct KnownWorkspace {
    /// Absolute path of its folder.
    pub folder: String,
    /// Whether it is the generated demo firm.
    pub demo: bool,
    /// Whether the program uses it now.
    pub current: bool,
}

/// Another passphrase for the same key.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChangePassphrase {
    /// The one that opens it now.
    #[ts(as = "String")]
    pub current: Passphrase,
    /// The one that shall open it.
    #[ts(as = "String")]
    pub new: Passphrase,
}

/// How hard a passphrase is to guess.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PassphraseStrengthRequest {
    /// The passphrase.
    #[ts(as = "String")]
    pub passphrase: Passphrase,
    /// Words that do not count: the firm, the member.
    #[serde(default)]
    pub known: Vec<String>,
}

/// How hard a passphrase is to guess.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct PassphraseStrength {
    /// 0 (at once) to 4 (very hard), by zxcvbn.
    pub score: u8,
    /// Base-10 logarithm of the guesses needed.
    pub guesses_log10: f64,
    /// Whether it is accepted: at least eight characters and a score of 2.
    pub acceptable: bool,
}

/// Remember the key in the operating system's key store, or forget it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct SetRemembered {
    /// Whether it shall be remembered.
    pub remembered: bool,
}

/// A file to write or to read.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FilePath {
    /// Absolute path.
    pub path: String,
}

/// A backup.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Backup {
    /// Absolute path.
    pub path: String,
    /// When it was made, milliseconds since 1970 UTC.
    pub at: i64,
    /// Size in bytes.
    pub bytes: u64,
}

/// Puts a backup into an empty folder and opens it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Restore {
    /// The backup file.
    pub path: String,
    /// Where to put the workspace; absent means the program's own data folder.
    #[ts(optional)]
    pub folder: Option<String>,
    /// The passphrase that was in force when the backup was made.
    #[ts(as = "String")]
    pub passphrase: Passphrase,
}

/// Result of an integrity check.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CheckReport {
    /// Whether nothing is wrong.
    pub ok: bool,
    /// What is wrong, for the log and the command line.
    pub problems: Vec<String>,
    /// Transactions in the log.
    pub transactions: u64,
    /// Changes of records in the log.
    pub changes: u64,
    /// Customers.
    pub customers: u64,
    /// Orders.
    pub orders: u64,
    /// Order lines.
    pub order_lines: u64,
}
