//! What is due once a day while a workspace is open: signals of the new day, and the daily backup.

use std::sync::Weak;
use std::thread;
use std::time::{Duration, Instant};

use chrono::NaiveDate;

use super::backup;
use crate::session::{Session, SessionData};
use crate::signals;

/// How often the thread sees whether the workspace is still open and the day still the same.
const LOOK: Duration = Duration::from_secs(2);
/// After how long a backup that failed is tried again: the folder may be on a disk that is not plugged in.
const RETRY: Duration = Duration::from_secs(30 * 60);

/// Sees to it from now on, on a thread that does not keep the workspace open.
pub(super) fn start(session: &Session) {
    let handle = session.downgrade();
    let spawned = thread::Builder::new().name("daily".to_owned()).spawn(move || run(&handle));
    // Without the thread, signals are computed when they are asked for, and backups are made at will.
    drop(spawned);
}

fn run(handle: &Weak<SessionData>) {
    let mut days = Days::default();
    loop {
        // Only for this turn, so that locking closes the workspace.
        let Some(session) = Session::upgrade(handle) else { break };
        days.look(&session);
        drop(session);
        thread::sleep(LOOK);
    }
}

/// The days for which the work was done.
#[derive(Default)]
struct Days {
    signals: Option<NaiveDate>,
    backup: Option<NaiveDate>,
    failed: Option<Instant>,
}

impl Days {
    /// Does what is due. Failures are told through the events of the jobs; the program goes on without.
    fn look(&mut self, session: &Session) {
        let today = Some(session.today());
        if self.signals != today {
            self.signals = today;
            let _ = signals::catch_up(session);
        }
        let waits = self.failed.is_some_and(|failed| failed.elapsed() < RETRY);
        if self.backup != today && !waits {
            match backup::daily_backup(session) {
                Ok(()) => (self.backup, self.failed) = (today, None),
                Err(_) => self.failed = Some(Instant::now()),
            }
        }
    }
}
