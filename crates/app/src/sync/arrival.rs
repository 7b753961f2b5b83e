//! The first reading of a firm after joining it: with progress, and so that it can be given up without a trace.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use pelikirja_sync::{DiskFolder, Folder, FolderError, Listed};

use super::replica;
use crate::error::{AppError, ErrorCode};
use crate::events::LockReason;
use crate::jobs::Job;
use crate::session::Session;
use crate::workspace::remove_files;

/// How long to wait for those who are in the workspace still when its joining is given up.
const CLOSING_PATIENCE: Duration = Duration::from_secs(60);

/// The shared folder while the firm is read for the first time. Nothing is written into it before all is read: until then
/// nobody knows of this machine, and the invitation can be used again.
pub(super) struct FirstReading<'j> {
    disk: DiskFolder,
    job: &'j Job,
    read: u64,
    total: u64,
}

impl<'j> FirstReading<'j> {
    pub fn new(folder: &str, job: &'j Job) -> Self {
        Self { disk: DiskFolder::new(Path::new(folder)), job, read: 0, total: 0 }
    }

    fn go_on(&self) -> Result<(), FolderError> {
        if self.job.progress(self.read.min(self.total), self.total) {
            return Ok(());
        }
        Err(FolderError::Unreachable { reason: "joining was stopped".to_owned() })
    }
}

impl Folder for FirstReading<'_> {
    fn list(&mut self) -> Result<Vec<Listed>, FolderError> {
        let listed = self.disk.list()?;
        self.total = listed.iter().map(|file| file.bytes).sum();
        self.go_on()?;
        Ok(listed)
    }

    fn read(&mut self, path: &str) -> Result<Vec<u8>, FolderError> {
        self.go_on()?;
        let bytes = self.disk.read(path)?;
        self.read += bytes.len() as u64;
        Ok(bytes)
    }

    fn write(&mut self, path: &str, _: &[u8]) -> Result<(), FolderError> {
        Err(FolderError::Busy { path: path.to_owned(), reason: "the firm is being read".to_owned() })
    }

    fn delete(&mut self, _: &str) -> Result<(), FolderError> {
        Ok(())
    }
}

/// Whether a firm is being read for the first time, and whether that is to be given up.
#[derive(Default)]
pub(super) struct Arriving {
    is_reading: AtomicBool,
    is_given_up: AtomicBool,
}

impl Arriving {
    pub fn begin(&self) {
        self.is_reading.store(true, Ordering::Relaxed);
    }

    pub fn end(&self) {
        self.is_reading.store(false, Ordering::Relaxed);
    }

    pub fn is_reading(&self) -> bool {
        self.is_reading.load(Ordering::Relaxed)
    }

    /// Leaves the firm, and removes what was read once everybody is out of the workspace.
    pub fn give_up(&self, session: &Session) -> AppError {
        let stopped = AppError::new(ErrorCode::Stopped, "joining was stopped");
        if self.is_given_up.swap(true, Ordering::Relaxed) {
            return stopped;
        }
        let (app, folder) = (session.app().clone(), session.store().folder().path().to_owned());
        app.lock(LockReason::Asked);
        // What cannot be written now is noticed at the next start: there is no workspace in that folder any more.
        let _ = app.return_to_previous_workspace();
        let leave = move || {
            if app.open_workspaces().wait_closed(&folder, CLOSING_PATIENCE) {
                let _ = replica::remove_kept(&folder);
                let _ = remove_files(&folder);
            }
        };
        drop(thread::Builder::new().name("leaving".to_owned()).spawn(leave));
        stopped
    }
}
