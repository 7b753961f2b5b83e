//! Waiting for what daemons do in their own time.

use std::thread::sleep;
use std::time::{Duration, Instant};

/// Longer than anything takes even on a machine that is busy with other things.
const DEADLINE: Duration = Duration::from_secs(120);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(100);

/// Looks again and again until there is an answer; an error says what is not so yet.
///
/// # Panics
/// When it is not so after two minutes, with the step's name and the last error.
pub fn until<T>(step: &str, mut look: impl FnMut() -> Result<T, String>) -> T {
    let begun = Instant::now();
    loop {
        match look() {
            Ok(found) => return found,
            Err(why) if begun.elapsed() > DEADLINE => {
                panic!("step `{step}` has not come about in {} s: {why}", DEADLINE.as_secs())
            }
            Err(_) => sleep(PAUSE),
        }
    }
}
