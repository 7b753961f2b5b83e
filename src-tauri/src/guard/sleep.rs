//! Whether the machine slept.

use std::time::{Duration, Instant};

/// A longer gap between two looks than this was sleep. A busy machine may be late by seconds.
const LONGEST_WAKING_GAP: Duration = Duration::from_secs(20);

/// Tells from the time between two looks whether the machine slept in between.
///
/// Two clocks are needed: the steady one stands still in the sleep of Linux and macOS and goes on in that
/// of Windows; the wall clock goes on everywhere, but someone may set it. Mistakes lock once too often.
pub struct Gap {
    wall_milliseconds: i64,
    steady: Instant,
}

impl Gap {
    /// Begins now, by both clocks.
    pub fn new(wall_milliseconds: i64, steady: Instant) -> Self {
        Self { wall_milliseconds, steady }
    }

    /// Notes both clocks; true when more time has passed than a waking machine lets pass.
    pub fn slept(&mut self, wall_milliseconds: i64, steady: Instant) -> bool {
        // A wall clock that was set back has passed no time; the steady clock still tells.
        let by_wall = u64::try_from(wall_milliseconds.saturating_sub(self.wall_milliseconds)).unwrap_or(0);
        let by_steady = steady.saturating_duration_since(self.steady);
        *self = Self { wall_milliseconds, steady };
        Duration::from_millis(by_wall).max(by_steady) > LONGEST_WAKING_GAP
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told after so many seconds on the wall clock and on the steady clock.
    fn slept(wall_seconds: i64, steady_seconds: u64) -> bool {
        let start = Instant::now();
        let mut gap = Gap::new(1_000_000, start);
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
        let mut gap = Gap::new(0, start);
        assert!(gap.slept(60_000, start));
        assert!(
            !gap.slept(62_000, start + Duration::from_secs(2)),
            "the next look starts from where this one ended"
        );
    }
}
