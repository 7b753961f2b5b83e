//! Which workspaces this program holds open.
//!
//! Locking takes the session away at once, but a command that is running still has it: the file is closed and the
//! key wiped when the last one has ended. Until then the workspace counts as open here.

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::app::App;
use crate::events::AppEvent;

/// The folders of the workspaces that are open, one entry for each session.
#[derive(Default)]
pub(crate) struct OpenWorkspaces {
    folders: Mutex<Vec<PathBuf>>,
    closed: Condvar,
}

impl OpenWorkspaces {
    /// Whether a session holds this workspace open.
    pub fn has(&self, folder: &Path) -> bool {
        self.lock().iter().any(|open| open == folder)
    }

    /// Waits until no session holds this workspace open. Returns whether that came about in time.
    pub fn wait_closed(&self, folder: &Path, at_most: Duration) -> bool {
        self.wait_while(at_most, |folders| folders.iter().any(|open| open == folder))
    }

    /// Waits until no session holds any workspace open. Returns whether that came about in time.
    pub fn wait_all_closed(&self, at_most: Duration) -> bool {
        self.wait_while(at_most, |folders| !folders.is_empty())
    }

    fn wait_while(&self, at_most: Duration, is_open: impl Fn(&[PathBuf]) -> bool) -> bool {
        let waited = self.closed.wait_timeout_while(self.lock(), at_most, |folders| is_open(folders));
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<PathBuf>> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Says that a session holds a workspace open, until it is dropped.
pub(crate) struct OpenMark {
    app: App,
    folder: PathBuf,
}

impl OpenMark {
    pub fn new(app: App, folder: &Path) -> Self {
        app.open_workspaces().lock().push(folder.to_owned());
        Self { app, folder: folder.to_owned() }
    }
}

impl Drop for OpenMark {
    fn drop(&mut self) {
        let open = self.app.open_workspaces();
        {
            let mut folders = open.lock();
            if let Some(place) = folders.iter().position(|folder| *folder == self.folder) {
                folders.swap_remove(place);
            }
        }
        open.closed.notify_all();
        self.app.emit(&AppEvent::Closed);
    }
}
