//! Looking after watched folders while the workspace is open.
//!
//! The operating system's notices are hints only: network drives send none, so every folder is looked into once a
//! minute anyway. The thread holds no workspace open; it ends soon after the workspace was closed.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Weak;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use pelikirja_domain::Id;

use super::file::{Stamp, WatchedFile};
use super::list;
use super::scan::{SETTLED, files_of, is_passing, note_failure, take};
use crate::api::{Empty, FolderError, WatchedFolder};
use crate::error::Result;
use crate::session::{Session, SessionData};

/// How often folders are looked into without a hint.
const POLL: Duration = Duration::from_secs(60);
/// How often the thread sees whether files have settled.
const SETTLING: Duration = Duration::from_millis(500);
/// How often the thread sees whether the workspace is still open, and what is to be watched.
const ALIVE: Duration = Duration::from_secs(5);

/// Starts looking after the watched folders of a workspace.
pub(crate) fn start(session: &Session) {
    // Once the workspace was closed, nobody puts a folder back any more. What cannot be written now is in nobody's way.
    let _ = session.store().derive(|tables| tables.forget_files_of_deleted_folders());
    let handle = session.downgrade();
    let spawned = thread::Builder::new().name("watched folders".to_owned()).spawn(move || run(&handle));
    // Without the thread, folders are still looked into on request.
    drop(spawned);
}

fn run(handle: &Weak<SessionData>) {
    let (hint, hints) = mpsc::channel();
    let sender = hint.clone();
    let watcher = notify::recommended_watcher(move |_| {
        // Nobody listens any more once the thread has ended.
        let _ = sender.send(());
    });
    let mut folders = Folders { watcher: watcher.ok(), ..Folders::default() };
    let mut next_poll = Instant::now();
    loop {
        let wait = if folders.settling.is_empty() { ALIVE } else { SETTLING };
        let hinted = wait_for_hint(&hints, if next_poll <= Instant::now() { Duration::ZERO } else { wait });
        // Only for this turn, so that locking closes the workspace.
        let Some(session) = Session::upgrade(handle) else { break };
        let is_due = hinted || !folders.settling.is_empty() || next_poll <= Instant::now();
        // What cannot be read now may be readable in a minute; the error stands with its folder.
        if folders.look(&session, is_due).is_ok_and(|looked| looked) || is_due {
            next_poll = Instant::now() + POLL;
        }
    }
    drop(hint);
}

/// Waits for a notice of the operating system, and takes those that came with it.
fn wait_for_hint(hints: &Receiver<()>, wait: Duration) -> bool {
    let hinted = match hints.recv_timeout(wait) {
        Ok(()) => true,
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
    };
    while hints.try_recv().is_ok() {}
    hinted
}

#[derive(Default)]
struct Folders {
    watcher: Option<RecommendedWatcher>,
    hinting: HashSet<PathBuf>,
    /// The settings that the other fields are about.
    settings: HashMap<Id, WatchedFolder>,
    /// Files that may still be growing, and since when they have not.
    settling: HashMap<(Id, PathBuf), (Stamp, Instant)>,
    /// Files that were dealt with: imported, known, or not usable as they are.
    done: HashMap<(Id, PathBuf), Stamp>,
    /// Of those, the ones that could not be used.
    failed: HashMap<(Id, PathBuf), FolderError>,
}

impl Folders {
    /// Looks into the folders if that is due, or if somebody has changed what is to be watched. Returns whether.
    fn look(&mut self, session: &Session, is_due: bool) -> Result<bool> {
        let folders: Vec<WatchedFolder> =
            list(session, Empty {})?.into_iter().filter(|folder| folder.active).collect();
        if !self.notice_settings(&folders) && !is_due {
            return Ok(false);
        }
        for folder in &folders {
            self.ask_for_hints(Path::new(&folder.folder));
            for file in files_of(session, folder)?.unwrap_or_default() {
                // Locked meanwhile: the workspace is held open by this turn alone.
                session.app().session()?;
                self.consider(session, folder, &file)?;
            }
        }
        Ok(true)
    }

    fn consider(&mut self, session: &Session, folder: &WatchedFolder, file: &WatchedFile) -> Result<()> {
        let place = (folder.id, file.path.clone());
        if self.done.get(&place) == Some(&file.stamp) {
            return Ok(());
        }
        match self.settling.get(&place) {
            Some((stamp, since)) if *stamp == file.stamp => {
                if since.elapsed() < SETTLED {
                    return Ok(());
                }
            }
            _ => {
                self.settling.insert(place, (file.stamp, Instant::now()));
                return Ok(());
            }
        }
        match take(session, folder, file) {
            Err(error) if is_passing(&error) => Err(error),
            // Files that cannot be used are tried again once they, or the folder's settings, have changed.
            taken => {
                self.settling.remove(&place);
                self.done.insert(place.clone(), file.stamp);
                match taken {
                    Err(error) => {
                        self.failed.insert(place, FolderError::from(&error));
                    }
                    Ok(report) => {
                        self.failed.remove(&place);
                        // The error of another file stands until that is gone or mended.
                        if report.is_some() {
                            self.note_failures(session, folder.id)?;
                        }
                    }
                }
                Ok(())
            }
        }
    }

    fn note_failures(&mut self, session: &Session, folder: Id) -> Result<()> {
        self.failed.retain(|(_, path), _| path.exists());
        match self.failed.iter().find(|((id, _), _)| *id == folder) {
            Some((_, error)) => note_failure(session, folder, *error),
            None => Ok(()),
        }
    }

    /// Forgets what was decided under other settings, and files of folders that are no longer watched. Returns
    /// whether there were any other settings.
    fn notice_settings(&mut self, folders: &[WatchedFolder]) -> bool {
        let same = |id: &Id| {
            let new = folders.iter().find(|folder| folder.id == *id);
            new.zip(self.settings.get(id)).is_some_and(|(new, old)| {
                (&new.folder, new.kind, &new.prefix, &new.mapping)
                    == (&old.folder, old.kind, &old.prefix, &old.mapping)
            })
        };
        let changed = folders.len() != self.settings.len() || !folders.iter().all(|folder| same(&folder.id));
        self.done.retain(|(id, _), _| same(id));
        self.failed.retain(|(id, _), _| same(id));
        self.settling.retain(|(id, path), _| same(id) && path.exists());
        self.settings = folders.iter().map(|folder| (folder.id, folder.clone())).collect();
        changed
    }

    fn ask_for_hints(&mut self, folder: &Path) {
        if let Some(watcher) = &mut self.watcher
            && !self.hinting.contains(folder)
            && watcher.watch(folder, RecursiveMode::NonRecursive).is_ok()
        {
            self.hinting.insert(folder.to_owned());
        }
    }
}
