//! What a process took: time on the wall, time of processors, memory.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use wait4::Wait4;

use crate::shell;

/// What one run of a process took, with the processes it waited for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    pub wall: Duration,
    /// User and system time of all processors.
    pub processor: Duration,
    /// The largest resident memory, in megabytes of 1,000,000 bytes.
    pub memory_megabytes: f64,
}

/// Runs a program to its end; what it prints goes nowhere.
///
/// # Errors
/// When it cannot be started or fails: a failed run has no cost worth comparing.
pub fn process(command: &mut Command) -> Result<Cost> {
    let start = Instant::now();
    let child = command
        .stdout(Stdio::null())
        .spawn()
        .with_context(|| format!("{} cannot be started", shell::words(command)))?;
    let used = child.wait4()?;
    let wall = start.elapsed();
    if !used.status.success() {
        bail!("{} failed ({})", shell::words(command), used.status);
    }
    let usage = used.rusage;
    // Bytes to megabytes; a double holds every memory size there is.
    Ok(Cost { wall, processor: usage.utime + usage.stime, memory_megabytes: usage.maxrss as f64 / 1e6 })
}

/// Work and baseline in turn, so that whatever else the machine does meets both; the median run of each by
/// its wall time.
///
/// # Errors
/// When a run fails, or `rounds` is 0.
pub fn compare(
    rounds: usize,
    mut work: impl FnMut() -> Result<Cost>,
    mut baseline: impl FnMut() -> Result<Cost>,
) -> Result<(Cost, Cost)> {
    let (mut works, mut baselines) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        baselines.push(baseline()?);
        works.push(work()?);
    }
    Ok((median(works)?, median(baselines)?))
}

fn median(mut costs: Vec<Cost>) -> Result<Cost> {
    costs.sort_by_key(|cost| cost.wall);
    costs.get(costs.len() / 2).copied().context("no round was run")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(milliseconds: u64) -> Cost {
        Cost { wall: Duration::from_millis(milliseconds), processor: Duration::ZERO, memory_megabytes: 0.0 }
    }

    #[test]
    fn the_median_run_counts_and_the_turns_alternate() {
        let mut turns = String::new();
        let turns_cell = std::cell::RefCell::new(&mut turns);
        let mut walls = [9, 1, 5].into_iter();
        let work = || {
            turns_cell.borrow_mut().push('w');
            Ok(cost(walls.next().unwrap()))
        };
        let baseline = || {
            turns_cell.borrow_mut().push('b');
            Ok(cost(2))
        };
        assert_eq!(compare(3, work, baseline).unwrap(), (cost(5), cost(2)));
        assert_eq!(turns, "bwbwbw");
    }

    #[test]
    fn a_process_has_a_time_and_a_memory_and_a_failing_one_has_none() {
        let cost = process(&mut shell::cargo(&["--version"])).unwrap();
        assert!(cost.wall > Duration::ZERO && cost.memory_megabytes > 0.1, "{cost:?}");
        assert!(process(shell::cargo(&["no-such-subcommand"]).stderr(Stdio::null())).is_err());
        assert!(compare(0, || Ok(cost), || Ok(cost)).is_err(), "no round, no figure");
    }
}
