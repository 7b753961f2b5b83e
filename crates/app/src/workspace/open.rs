//! Opening a workspace, and what is due when it is open.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use pelikirja_store::{Secret, Store, WorkspaceFolder, restore_backup};

use super::make::target_folder;
use super::passphrase::{key_name, remember};
use super::{daily, is_demo, status};
use crate::api::{Empty, KnownWorkspace, OpenWorkspace, Restore, Status, Unlock};
use crate::app::App;
use crate::error::{AppError, ErrorCode, FieldProblem, Result};
use crate::events::{JobKind, LockReason};
use crate::session::Session;
use crate::{sync, watch};

/// How long to wait for work that was going on when the workspace was locked.
const CLOSING_PATIENCE: Duration = Duration::from_secs(15);

pub(crate) fn unlock(app: &App, request: Unlock) -> Result<Status> {
    if app.session().is_ok() {
        return status(app, Empty {});
    }
    let folder =
        app.workspace_path().ok_or_else(|| AppError::new(ErrorCode::NoWorkspace, "no workspace yet"))?;
    closed(app, &folder)?;
    let workspace = WorkspaceFolder::new(&folder);
    let clock = Arc::clone(app.clock());
    let store = match &request.passphrase {
        Some(passphrase) => Store::open(&workspace, &Secret::Passphrase(passphrase.expose()), clock),
        None => {
            let key = app.options().key_store.recall(&key_name(&folder))?;
            let key = key.ok_or_else(|| AppError::new(ErrorCode::WrongPassphrase, "no key is remembered"))?;
            Store::open(&workspace, &Secret::Key(&key), clock)
        }
    };
    let store = store.map_err(|error| AppError::from(error).with("folder", folder.display()))?;
    let session = Session::new(app.clone(), store, is_demo(&folder));
    if request.remember {
        remember(app, &session)?;
    }
    opened(app, session)
}

pub(crate) fn restore(app: &App, request: Restore) -> Result<Status> {
    let backup = PathBuf::from(&request.path);
    let name =
        backup.file_stem().map_or_else(|| "restored".into(), |stem| stem.to_string_lossy().into_owned());
    let folder = target_folder(app, request.folder.as_deref(), &name)?;
    app.run_job(JobKind::Restore, false, |_| {
        restore_backup(&backup, &folder, request.passphrase.expose())
            .map_err(|error| AppError::from(error).with("path", backup.display()))
    })?;
    app.lock(LockReason::Asked);
    app.set_workspace_path(Some(folder.path()))?;
    unlock(app, Unlock { passphrase: Some(request.passphrase), remember: false })
}

/// Has the program use a workspace that is there already; it waits for its passphrase then.
pub(crate) fn open_workspace(app: &App, request: OpenWorkspace) -> Result<Status> {
    let folder = PathBuf::from(&request.folder);
    if !folder.is_absolute() {
        return Err(AppError::field("folder", FieldProblem::Form));
    }
    if !WorkspaceFolder::new(&folder).is_made() {
        let error = AppError::new(ErrorCode::NotAWorkspace, "there is no workspace in that folder");
        return Err(error.with("folder", folder.display()));
    }
    if app.workspace_path().as_ref() != Some(&folder) {
        app.lock(LockReason::Asked);
        app.set_workspace_path(Some(&folder))?;
    }
    status(app, Empty {})
}

/// The workspaces in the program's own folder and those that were in use last, by folder.
pub(crate) fn list_workspaces(app: &App, _: Empty) -> Result<Vec<KnownWorkspace>> {
    let current = app.workspace_path();
    // A data folder that cannot be read holds none that can be opened.
    let entries = fs::read_dir(&app.options().data_folder).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    folders.extend(current.clone());
    folders.extend(app.previous_workspace());
    folders.retain(|folder| WorkspaceFolder::new(folder).is_made());
    folders.sort();
    folders.dedup();
    let known = |folder: PathBuf| KnownWorkspace {
        demo: is_demo(&folder),
        current: Some(&folder) == current.as_ref(),
        folder: folder.display().to_string(),
    };
    Ok(folders.into_iter().map(known).collect())
}

/// Makes a session the one in use; a workspace that is open gives way.
pub(crate) fn opened(app: &App, session: Session) -> Result<Status> {
    // What an older program did not know was put aside by it. What cannot be judged now stays aside until the next opening:
    // nobody is to be kept out of their workspace by what somebody else wrote.
    if let Ok(replayed) = session.store().replay_after_upgrade() {
        session.follow(&replayed.touched);
    }
    app.set_workspace_path(Some(session.store().folder().path()))?;
    app.set_session(session.clone());
    if app.options().background {
        watch::start(&session);
        sync::start(&session);
        daily::start(&session);
    }
    status(app, Empty {})
}

/// Waits until this program has let go of a workspace that was locked.
///
/// # Errors
/// [`ErrorCode::StillClosing`] when that takes too long.
pub(super) fn closed(app: &App, folder: &Path) -> Result<()> {
    if app.open_workspaces().wait_closed(folder, CLOSING_PATIENCE) {
        return Ok(());
    }
    Err(AppError::new(ErrorCode::StillClosing, "what was running when the workspace was locked goes on"))
}
