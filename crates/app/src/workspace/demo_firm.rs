//! The demo firm: made, made anew, removed.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use pelikirja_crypto::KdfParameters;
use pelikirja_store::{Store, StoreError, WorkspaceFolder};

use super::make::target_folder;
use super::open::{closed, opened};
use super::status;
use crate::api::{CreateDemo, Empty, Status};
use crate::app::App;
use crate::error::{AppError, ErrorCode, Result};
use crate::events::{JobKind, LockReason};
use crate::session::Session;
use crate::{demo, signals};

/// The demo firm's passphrase; shown on its lock screen, for it protects nothing.
const DEMO_PASSPHRASE: &str = "demo";
/// Says that a workspace is the generated demo firm, and may be removed as such.
const DEMO_MARK: &str = "demo-firm";

pub(crate) fn create_demo(app: &App, request: CreateDemo) -> Result<Status> {
    let sizes = demo::sizes(&request)?;
    let folder = target_folder(app, request.folder.as_deref(), "demo")?;
    // A demo firm that is there already is made anew, but nothing else is ever overwritten.
    if folder.exists() && is_demo(folder.path()) {
        remove(app, folder.path())?;
    }
    app.run_job(JobKind::Demo, true, |job| {
        let store = Store::create(&folder, DEMO_PASSPHRASE, KdfParameters::FLOOR, Arc::clone(app.clock()))?;
        let mark = folder.path().join(DEMO_MARK);
        fs::write(&mark, b"").map_err(|error| StoreError::at(error, &mark))?;
        let session = Session::new(app.clone(), store, true);
        let filled = demo::fill(&session, &sizes, job).and_then(|()| signals::recompute_all(&session));
        match filled {
            Ok(()) => opened(app, session),
            Err(error) => {
                drop(session);
                remove(app, folder.path())?;
                Err(error)
            }
        }
    })
}

pub(crate) fn remove_demo(app: &App, _: Empty) -> Result<Status> {
    let folder = app.workspace_path().filter(|folder| is_demo(folder));
    let folder = folder.ok_or_else(|| AppError::new(ErrorCode::NoWorkspace, "there is no demo firm"))?;
    remove(app, &folder)?;
    app.return_to_previous_workspace()?;
    status(app, Empty {})
}

pub(crate) fn is_demo(folder: &Path) -> bool {
    folder.join(DEMO_MARK).exists()
}

/// Removes a demo workspace, unless another program has it open.
fn remove(app: &App, folder: &Path) -> Result<()> {
    if app.session().is_ok_and(|session| session.store().folder().path() == folder) {
        app.lock(LockReason::Asked);
    }
    closed(app, folder)?;
    remove_files(folder)
}

/// Removes a workspace that no program has open: only the files that it consists of, never anything else in the
/// folder.
///
/// # Errors
/// [`ErrorCode::WorkspaceInUse`] when a program has it open, and then nothing is removed.
pub(crate) fn remove_files(folder: &Path) -> Result<()> {
    let workspace = WorkspaceFolder::new(folder);
    let lock = workspace.lock().map_err(|error| AppError::from(error).with("folder", folder.display()))?;
    let database = workspace.database();
    // The key goes first: what is left behind by a crash cannot be read. The lock goes last, so that nobody else
    // opens what is half gone.
    let files = [
        workspace.key_file(),
        database.with_extension("db-wal"),
        database.with_extension("db-shm"),
        database,
        folder.join(DEMO_MARK),
        workspace.unfinished_mark(),
        workspace.lock_file(),
    ];
    for file in files {
        match fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::at(error, &file).into());
            }
            _ => {}
        }
    }
    drop(lock);
    // Left standing when something else lies in it.
    let _ = fs::remove_dir(folder);
    Ok(())
}
