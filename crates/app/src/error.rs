//! Errors as they leave the program: a code for the interface, a message for the log.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What went wrong, for the interface to put in words together with [`AppError::fields`].
///
/// Only codes that a consumer tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The program failed in a way that nobody foresaw; the log has it.
    Internal,
    /// No command of this name.
    UnknownCommand,
    /// The request does not have the command's form (`message` says where).
    BadRequest,
    /// The workspace is locked.
    Locked,
    /// There is no workspace yet.
    NoWorkspace,
    /// There is a workspace in that folder already (`folder`).
    WorkspaceExists,
    /// Work that was going on when the workspace was locked has not ended yet.
    StillClosing,
    /// The workspace is open in another program (`folder`).
    WorkspaceInUse,
    /// The folder is not a workspace (`folder`).
    NotAWorkspace,
    /// A newer version of the program wrote the workspace.
    NewerSchema,
    /// The database is damaged; restore a backup.
    DatabaseDamaged,
    /// The key file is missing or damaged; restore a backup.
    KeyFileDamaged,
    /// The passphrase is wrong.
    WrongPassphrase,
    /// The passphrase is too easy to guess.
    WeakPassphrase,
    /// The key store of the operating system cannot be used.
    KeyStoreUnavailable,
    /// The disk is full.
    DiskFull,
    /// The file or folder may not be written (`path`).
    ReadOnly,
    /// The file or folder is not there (`path`).
    FileNotFound,
    /// The file cannot be read (`path`).
    FileUnreadable,
    /// The file exists already (`path`).
    FileExists,
    /// The backup file is damaged or is not one (`path`).
    BadBackup,
    /// The record does not exist, or no longer.
    NotFound,
    /// A field is wrong (`fields` maps it to a [`FieldProblem`] code).
    InvalidField,
    /// There is nothing to undo or redo.
    NothingToUndo,
    /// An import that was undone is not done again: the file has to be imported again.
    ImportAgain,
    /// It was undone already.
    AlreadyUndone,
    /// The job was stopped by the user; nothing was kept.
    Stopped,
    /// Another job of the kind is running.
    Busy,
    /// A file to import is unusable (`fields`: `problem`, and `row`, `column` where known).
    BadFile,
    /// The mapping lacks a column that is needed (`fields`: `field`).
    IncompleteMapping,
    /// The role may not do this: `role` and the least one that may (`needs`), and what was about to be done (`act`, or
    /// `table` and `column`).
    NotAllowed,
    /// This machine does not belong to the firm any more: what is written on it counts nowhere.
    DeviceRemoved,
    /// An owner has to confirm this machine before it may do what only owners do.
    DeviceUnconfirmed,
    /// It is the only owner: there has to be one.
    LastOwner,
    /// The firm has no shared folder.
    NotShared,
    /// The demo firm is not shared.
    DemoFirm,
    /// Another firm is in the folder already (`folder`).
    FolderTaken,
    /// The folder is not this firm's, or no firm is in it (`folder`).
    NotThisFirm,
    /// The shared folder cannot be reached.
    FolderUnreachable,
    /// The shared folder is not as it was written: something is damaged, missing or forged.
    FolderDamaged,
    /// The words are not what is asked for: `found` of `expected`, or `position`, `word` and the `nearest` of the list.
    WrongWords,
    /// The words open nothing in this folder.
    WordsOpenNothing,
    /// Files of the firm are on their way into the folder still; worth another try.
    FilesMissing,
    /// The invitation is past its time.
    InvitationExpired,
    /// The invitation was used or taken back.
    InvitationUsed,
    /// The meeting is yet to come.
    MeetingNotHeldYet,
    /// The meeting was called off.
    MeetingCancelled,
    /// The minutes are closed: they have to be opened again first.
    MinutesClosed,
    /// Nobody of those invited from the customer is marked as present (`missing`: all that is missing).
    MinutesWithoutPresent,
    /// There is no promise, and nobody said that there was none (`missing`: all that is missing).
    MinutesWithoutPromise,
    /// There is no next step, and nobody said why (`missing`: all that is missing).
    MinutesWithoutNextStep,
    /// The meeting has no form yet.
    PreparationNotBegun,
    /// The form was approved: it has to be opened again first.
    PreparationApproved,
    /// Fields that are needed are empty (`missing`: their keys).
    PreparationIncomplete,
    /// The form of a template cannot be filled in (`problem`).
    TemplateUnusable,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldProblem {
    /// It is needed.
    Required,
    /// It is too long.
    TooLong,
    /// The check digit is wrong.
    CheckDigit,
    /// It does not have the right form.
    Form,
    /// It is outside its range.
    Range,
    /// It refers to a record that does not exist.
    Unknown,
    /// Another record has it already.
    Taken,
    /// It would make a circle.
    Circle,
    /// It can no longer be changed, because other data is made with it.
    InUse,
}

/// An error as it leaves the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AppError {
    /// What went wrong.
    pub code: ErrorCode,
    /// For the log; never shown.
    pub message: String,
    /// What the words need: file, row, field.
    pub fields: BTreeMap<String, String>,
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)
    }
}

impl std::error::Error for AppError {}

impl AppError {
    /// An error with a code and a message for the log.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), fields: BTreeMap::new() }
    }

    /// Adds what the words need.
    #[must_use]
    pub fn with(mut self, field: &str, value: impl fmt::Display) -> Self {
        self.fields.insert(field.to_owned(), value.to_string());
        self
    }

    /// A wrong field.
    pub fn field(field: &str, problem: FieldProblem) -> Self {
        let code = serde_json::to_value(problem).ok();
        let text = code.as_ref().and_then(serde_json::Value::as_str).unwrap_or("form").to_owned();
        Self::new(ErrorCode::InvalidField, format!("{field}: {text}")).with(field, text)
    }

    /// The record does not exist.
    pub fn not_found(what: &str) -> Self {
        Self::new(ErrorCode::NotFound, format!("no such {what}"))
    }
}

/// Gives any error the code that the interface needs.
impl From<anyhow::Error> for AppError {
    fn from(error: anyhow::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(coded) => coded,
            Err(other) => from_cause(&other),
        }
    }
}

fn from_cause(error: &anyhow::Error) -> AppError {
    use pelikirja_store::StoreError;
    let message = format!("{error:#}");
    let code = error.chain().find_map(|cause| {
        if let Some(store) = cause.downcast_ref::<StoreError>() {
            return Some(match store {
                StoreError::InUse { .. } => ErrorCode::WorkspaceInUse,
                StoreError::Exists { .. } => ErrorCode::WorkspaceExists,
                StoreError::NotAWorkspace { .. } => ErrorCode::NotAWorkspace,
                StoreError::NewerSchema { .. } => ErrorCode::NewerSchema,
                StoreError::Damaged(_) => ErrorCode::DatabaseDamaged,
                StoreError::KeyFile(_) => ErrorCode::KeyFileDamaged,
                StoreError::WrongPassphrase => ErrorCode::WrongPassphrase,
                StoreError::DiskFull => ErrorCode::DiskFull,
                StoreError::ReadOnly { .. } => ErrorCode::ReadOnly,
                StoreError::BadBackup { .. } => ErrorCode::BadBackup,
                StoreError::NotFound => ErrorCode::NotFound,
                StoreError::AlreadyUndone => ErrorCode::AlreadyUndone,
                StoreError::Other(_) => return None,
            });
        }
        cause.downcast_ref::<std::io::Error>().and_then(|io| match io.kind() {
            std::io::ErrorKind::NotFound => Some(ErrorCode::FileNotFound),
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Some(ErrorCode::ReadOnly)
            }
            std::io::ErrorKind::StorageFull
            | std::io::ErrorKind::QuotaExceeded
            | std::io::ErrorKind::FileTooLarge => Some(ErrorCode::DiskFull),
            std::io::ErrorKind::AlreadyExists => Some(ErrorCode::FileExists),
            _ => None,
        })
    });
    AppError::new(code.unwrap_or(ErrorCode::Internal), message)
}

impl From<pelikirja_store::StoreError> for AppError {
    fn from(error: pelikirja_store::StoreError) -> Self {
        Self::from(anyhow::Error::new(error))
    }
}

/// Result of a command.
pub type Result<T, E = AppError> = std::result::Result<T, E>;
