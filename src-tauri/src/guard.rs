//! Locks the workspace when nobody is there: after a while without use, and after the machine has slept.

mod idle;
mod sleep;

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use pelikirja_app::{App, LockReason, SystemClock};
use pelikirja_domain::Clock;

use self::idle::Idle;
pub use self::idle::LastUse;
use self::sleep::Gap;

/// How often it looks. Also how long an awoken machine may show what it showed before.
const INTERVAL: Duration = Duration::from_secs(2);

/// Starts looking, for as long as the program runs.
pub fn watch(program: App, last_use: Arc<LastUse>) {
    thread::spawn(move || {
        let clock = SystemClock;
        let mut gap = Gap::new(clock.now(), Instant::now());
        let mut idle = Idle::default();
        loop {
            thread::sleep(INTERVAL);
            let now = Instant::now();
            if gap.slept(clock.now(), now) {
                program.lock(LockReason::Sleep);
            }
            if idle.too_long(last_use.at(), now, program.lock_after_minutes()) {
                program.lock(LockReason::Idle);
            }
        }
    });
}
