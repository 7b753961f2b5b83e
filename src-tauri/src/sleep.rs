//! Locks the workspace after the machine has slept.

use std::thread;
use std::time::{Duration, Instant};

use pelikirja_app::{App, SystemClock};
use pelikirja_domain::Clock;
use serde_json::json;

/// How often it looks. Also how long an awoken machine may show what it showed before.
const INTERVAL: Duration = Duration::from_secs(2);

/// A longer gap between two looks than this was sleep. A busy machine may be late by seconds.
const LONGEST_WAKING_GAP: Duration = Duration::from_secs(20);

/// Tells from the time between two looks whether the machine slept in between.
///
/// Two clocks are needed: the steady one stands still in the sleep of Linux and macOS and goes on in that
/// of Windows; the wall clock goes on everywhere, but someone may set it. Mistakes lock once too often.
struct Gap {
    wall_milliseconds: i64,
    steady: Instant,
}

impl Gap {
    /// Notes both clocks; true when more time has passed than a waking machine lets pass.
    fn slept(&mut self, wall_milliseconds: i64, steady: Instant) -> bool {
        // A wall clock that was set back has passed no time; the steady clock still tells.
        let by_wall = u64::try_from(wall_milliseconds.saturating_sub(self.wall_milliseconds)).unwrap_or(0);
        let by_steady = steady.saturating_duration_since(self.steady);
        *self = Self { wall_milliseconds, steady };
        Duration::from_millis(by_wall).max(by_steady) > LONGEST_WAKING_GAP
    }
}

/// Starts looking, for as long as the program runs.
pub fn watch(program: App) {
    thread::spawn(move || {
        let clock = SystemClock;
        let mut gap = Gap { wall_milliseconds: clock.now(), steady: Instant::now() };
        loop {
            thread::sleep(INTERVAL);
            if gap.slept(clock.now(), Instant::now()) {
                // A locked workspace stays locked, and so does none.
                let _ = program.dispatch("lock", json!({}));
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told after so many seconds on the wall clock and on the steady clock.
    fn slept(wall_seconds: i64, steady_seconds: u64) -> bool {
        let start = Instant::now();
        let mut gap = Gap { wall_milliseconds: 1_000_000, steady: start };
        gap.slept(1_000_000 + wall_seconds * 1000, start + Duration::from_secs(steady_seconds))
    }

    #[test]
    fn a_waking_machine_has_not_slept_even_when_it_is_busy() {
        assert!(!slept(2, 2));
        assert!(!slept(19, 19), "a look that comes late");
    }

    #[test]
    fn sleep_shows_on_the_wall_clock_or_on_both() {
        assert!(slept(3600, 2), "Linux and macOS: the steady clock stood still");
        assert!(slept(3600, 3600), "Windows: both went on");
    }

    #[test]
    fn a_wall_clock_set_back_hides_no_sleep_and_is_none() {
        assert!(!slept(-3600, 2));
        assert!(slept(-3600, 3600));
        assert!(!slept(i64::MIN / 1000, 2), "no overflow whatever the clock says");
    }

    #[test]
    fn a_sleep_is_told_once() {
        let start = Instant::now();
        let mut gap = Gap { wall_milliseconds: 0, steady: start };
        assert!(gap.slept(60_000, start));
        assert!(!gap.slept(62_000, start + INTERVAL), "the next look starts from where this one ended");
    }
}
