//! Putting a firm into a shared folder, and its recovery words.

use std::path::{Path, PathBuf};

use pelikirja_crypto::{OsRandomness, SecretKey};
use pelikirja_domain::Role;
use pelikirja_domain::permissions::Act;
use pelikirja_store::exchange::Denied;
use pelikirja_sync::{Beginning, DiskFolder, Engine, Folder, FolderState};

use super::fingerprint::fingerprint;
use super::replica::WorkspaceReplica;
use super::state::{failed, folder, set_folder, set_paused};
use super::status::status;
use super::{devices, own_role};
use crate::api::{
    CheckRecoveryWords, Empty, MoveSharedFolder, PauseSync, RecoveryWords, RecoveryWordsChecked,
    ShareWorkspace, SyncStatus,
};
use crate::error::{AppError, ErrorCode, FieldProblem, Result};
use crate::permissions::refused;
use crate::session::Session;

/// Local value with the recovery words, until somebody has shown to have them on paper.
const WORDS: &str = "sync.recovery_words";
/// How many words are asked for.
const ASKED: usize = 3;

/// Puts the firm into a folder. Returns the recovery words, to be printed.
pub(crate) fn share_workspace(session: &Session, request: ShareWorkspace) -> Result<RecoveryWords> {
    let path = existing_folder(&request.folder)?;
    if session.is_demo() {
        return Err(AppError::new(ErrorCode::DemoFirm, "the demo firm is not shared"));
    }
    if folder(session)?.is_some() {
        return Err(AppError::field("folder", FieldProblem::InUse));
    }
    let role = own_role(session)?.unwrap_or(Role::Viewer);
    let member = session.me().filter(|_| role == Role::Owner);
    let member = member.ok_or_else(|| refused(role, Denied::Act(Act::ChangeMembers)))?;
    let mut shared = DiskFolder::new(&path);
    let listed = shared.list().map_err(|error| AppError::from(anyhow::Error::new(error)))?;
    if listed.iter().any(|file| file.path.starts_with("g-")) {
        return Err(AppError::new(ErrorCode::FolderTaken, "another firm is in the folder")
            .with("folder", &request.folder));
    }
    let words = SecretKey::random().map_err(anyhow::Error::from)?;
    let beginning = Beginning {
        member,
        recovery: words.clone(),
        seed: session.store().device_seed()?,
    };
    let replica = WorkspaceReplica::new(session);
    let print = fingerprint(session.store().folder());
    let now = session.store().now();
    let engine = Engine::begin(replica, &beginning, &print, now, &mut OsRandomness).map_err(failed)?;
    session.store().set_local_value(WORDS, &words.to_words())?;
    set_folder(session, &path.display().to_string())?;
    devices::name_this(session, request.device_name.as_deref())?;
    session.sync().put(engine);
    session.sync().ask();
    recovery_words(session, Empty {})
}

/// The recovery words, as long as they wait to be checked.
pub(crate) fn recovery_words(session: &Session, _: Empty) -> Result<RecoveryWords> {
    let words = session.store().local_value(WORDS)?.unwrap_or_default();
    Ok(RecoveryWords { words: words.split_whitespace().map(str::to_owned).collect() })
}

/// Whether the recovery words still wait to be checked.
pub(super) fn is_recovery_unchecked(session: &Session) -> Result<bool> {
    Ok(session.store().local_value(WORDS)?.is_some_and(|words| !words.is_empty()))
}

/// Checks words that were typed in from paper; when they are right the program forgets all of them.
pub(crate) fn check_recovery_words(
    session: &Session,
    request: CheckRecoveryWords,
) -> Result<RecoveryWordsChecked> {
    let words = recovery_words(session, Empty {})?.words;
    let is_word = |(place, typed): (&u8, &String)| {
        let word = usize::from(*place).checked_sub(1).and_then(|place| words.get(place));
        word.is_some_and(|word| word.eq_ignore_ascii_case(typed.trim()))
    };
    let right = request.words.len() >= ASKED && request.words.iter().all(is_word);
    if right {
        session.store().set_local_value(WORDS, "")?;
    }
    Ok(RecoveryWordsChecked { right })
}

/// Pauses the exchange on this machine, or goes on.
pub(crate) fn pause_sync(session: &Session, request: PauseSync) -> Result<SyncStatus> {
    set_paused(session, request.paused)?;
    if !request.paused {
        session.sync().ask();
    }
    status(session, Empty {})
}

/// Says where the shared folder is on this machine now.
pub(crate) fn move_shared_folder(session: &Session, request: MoveSharedFolder) -> Result<SyncStatus> {
    let path = existing_folder(&request.folder)?;
    let before = folder(session)?
        .ok_or_else(|| AppError::new(ErrorCode::NotShared, "the firm has no shared folder"))?;
    set_folder(session, &path.display().to_string())?;
    match session.sync().round(session) {
        Ok(report) if report.folder == FolderState::Right => {}
        done => {
            // Another firm's folder, or one that does not work: it stays as it was.
            set_folder(session, &before)?;
            done?;
            return Err(AppError::new(ErrorCode::NotThisFirm, "the folder is not this firm's")
                .with("folder", &request.folder));
        }
    }
    status(session, Empty {})
}

/// A folder that is there.
pub(super) fn existing_folder(folder: &str) -> Result<PathBuf> {
    let path = Path::new(folder);
    if !path.is_absolute() {
        return Err(AppError::field("folder", FieldProblem::Form));
    }
    if !path.is_dir() {
        return Err(AppError::new(ErrorCode::FileNotFound, "the folder is not there").with("path", folder));
    }
    Ok(path.to_owned())
}
