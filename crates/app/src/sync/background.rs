//! The exchange by itself: after a change, when the folder changes, and from time to time.

use std::path::{Path, PathBuf};
use std::sync::Weak;
use std::thread;
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::state::{Woken, folder, is_paused};
use crate::session::{Session, SessionData};

/// How long after a change the next one is waited for: what belongs together travels together.
const IDLE: Duration = Duration::from_millis(1_500);
/// How often the folder is looked at without a hint: network drives send none.
const POLL: Duration = Duration::from_secs(30);
/// How often the thread sees whether the workspace is still open.
const ALIVE: Duration = Duration::from_secs(2);

/// Exchanges from now on, on a thread that does not keep the workspace open.
pub(crate) fn start(session: &Session) {
    let handle = session.downgrade();
    let spawned = thread::Builder::new().name("exchange".to_owned()).spawn(move || run(&handle));
    // Without the thread, rounds are done on request.
    drop(spawned);
}

fn run(handle: &Weak<SessionData>) {
    let mut hints = Hints::default();
    let mut waited = POLL;
    loop {
        // Only for this turn, so that locking closes the workspace.
        let Some(session) = Session::upgrade(handle) else { break };
        if session.app().session().is_err() {
            break;
        }
        let shared = folder(&session).ok().flatten();
        hints.watch(handle, shared.as_deref());
        let woken = session.sync().wait(ALIVE.min(POLL));
        waited += if woken == Woken::Time { ALIVE } else { Duration::ZERO };
        let is_due = woken != Woken::Time || waited >= POLL;
        let is_paused = is_paused(&session).unwrap_or(false);
        if shared.is_none() || !is_due || (is_paused && woken != Woken::Asked) {
            continue;
        }
        if woken == Woken::Changes {
            // Until nobody has written for a moment.
            let mut pauses = 0;
            while session.sync().wait(IDLE) == Woken::Changes && pauses < 20 {
                pauses += 1;
            }
        }
        waited = Duration::ZERO;
        // What fails is told by the status, and tried again.
        let _ = session.sync().round(&session);
    }
}

/// The operating system's notices of changes in the folder.
#[derive(Default)]
struct Hints {
    watcher: Option<RecommendedWatcher>,
    folder: Option<PathBuf>,
}

impl Hints {
    fn watch(&mut self, handle: &Weak<SessionData>, folder: Option<&str>) {
        let wanted = folder.map(PathBuf::from);
        if self.folder == wanted {
            return;
        }
        self.watcher = None;
        if let Some(folder) = &wanted {
            let handle = handle.clone();
            let told = move |event: notify::Result<notify::Event>| {
                // Reading a file is no change; telling of it would have rounds follow rounds for ever.
                let is_change = event.is_ok_and(|event| {
                    !event.kind.is_access() && event.paths.iter().any(|path| is_of_interest(path))
                });
                if is_change && let Some(session) = Session::upgrade(&handle) {
                    session.sync().ask();
                }
            };
            self.watcher = notify::recommended_watcher(told).ok();
            if let Some(watcher) = &mut self.watcher
                && watcher.watch(folder, RecursiveMode::Recursive).is_err()
            {
                // A folder that is not there yet is asked for again next time.
                self.watcher = None;
                self.folder = None;
                return;
            }
        }
        self.folder = wanted;
    }
}

fn is_of_interest(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "plk")
}
