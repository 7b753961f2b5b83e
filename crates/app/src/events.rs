//! What the program tells the interface by itself.

use pelikirja_domain::Id;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::api::ImportReport;
use crate::error::AppError;

/// A kind of long work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// Making the demo firm.
    Demo,
    /// Checking a file before its import.
    DryRun,
    /// Importing a file.
    Import,
    /// Undoing an import.
    UndoImport,
    /// Computing signals.
    Signals,
    /// Checking how good the queue is.
    Backtest,
    /// Writing a backup.
    Backup,
    /// Reading a backup back.
    Restore,
    /// Checking the store.
    Check,
    /// Reading a firm for the first time, after joining it; `done` and `total` are bytes of its files. What has been read
    /// shows at once. Stopping leaves the firm and removes what was read.
    Join,
}

/// Parts of the data that the interface may have to read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Customers and their people.
    Customers,
    /// Contacts and next actions.
    Contacts,
    /// The queue.
    Queue,
    /// Orders and products.
    Orders,
    /// Imports and watched folders.
    Imports,
    /// Members, tiers, views and settings.
    Settings,
    /// Meetings with their series, preparation and minutes.
    Meetings,
    /// Promises.
    Promises,
    /// Templates of preparations.
    Templates,
}

/// Why the workspace was locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LockReason {
    /// The user asked.
    Asked,
    /// Nobody used the program for a while.
    Idle,
    /// The machine slept.
    Sleep,
}

/// Something happened.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AppEvent {
    /// A job began or went on.
    JobProgress {
        /// The job, for `stop_job`.
        job: Id,
        /// What it does.
        job_kind: JobKind,
        /// Steps done (bytes, rows or customers).
        done: u64,
        /// Steps in all; zero when not known yet.
        total: u64,
        /// Whether it can be stopped.
        stoppable: bool,
    },
    /// A job ended.
    JobFinished {
        /// The job.
        job: Id,
        /// What it did.
        job_kind: JobKind,
        /// What went wrong.
        error: Option<AppError>,
    },
    /// Data changed.
    DataChanged {
        /// Where.
        areas: Vec<Area>,
    },
    /// A watched folder brought a file.
    FolderImported {
        /// Its name.
        file: String,
        /// What the import did.
        report: Option<Box<ImportReport>>,
        /// What went wrong.
        error: Option<AppError>,
    },
    /// The exchange with other machines stands differently.
    SyncChanged,
    /// The workspace was locked: commands are refused from now on.
    Locked {
        /// Why.
        reason: LockReason,
    },
    /// What was still running when the workspace was locked has ended: its file is closed, its key wiped.
    Closed,
}
