//! Whether somebody uses the program.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// When somebody last used the program.
pub struct LastUse(Mutex<Instant>);

impl Default for LastUse {
    fn default() -> Self {
        Self(Mutex::new(Instant::now()))
    }
}

impl LastUse {
    /// Somebody used it.
    pub fn note(&self, at: Instant) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = at;
    }

    /// When that was.
    pub fn at(&self) -> Instant {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells once for each time that nobody is there too long.
#[derive(Default)]
pub struct Idle {
    /// The last use after which it told.
    told_after: Option<Instant>,
}

impl Idle {
    /// True when nobody used the program for `minutes` and it was not told yet; never without a limit.
    pub fn too_long(&mut self, last_use: Instant, now: Instant, minutes: Option<u32>) -> bool {
        let Some(minutes) = minutes else { return false };
        let limit = Duration::from_secs(u64::from(minutes) * 60);
        if now.saturating_duration_since(last_use) < limit || self.told_after == Some(last_use) {
            return false;
        }
        self.told_after = Some(last_use);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn it_tells_once_after_the_time_and_again_after_the_next_use() {
        let start = Instant::now();
        let mut idle = Idle::default();
        assert!(!idle.too_long(start, start + 14 * MINUTE, Some(15)));
        assert!(idle.too_long(start, start + 15 * MINUTE, Some(15)));
        assert!(
            !idle.too_long(start, start + 16 * MINUTE, Some(15)),
            "a locked workspace is not locked again"
        );
        let used = start + 20 * MINUTE;
        assert!(!idle.too_long(used, used + MINUTE, Some(15)));
        assert!(idle.too_long(used, used + 15 * MINUTE, Some(15)));
    }

    #[test]
    fn without_a_limit_it_never_tells() {
        let start = Instant::now();
        assert!(!Idle::default().too_long(start, start + 100_000 * MINUTE, None));
    }

    #[test]
    fn a_use_noted_after_the_look_began_is_no_idleness() {
        let now = Instant::now();
        assert!(!Idle::default().too_long(now + MINUTE, now, Some(1)));
    }
}
