//! Many runs, and what they came to.

use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::faults;
use crate::fired::FAULTS;
use crate::run::{END, Outcome, SETTLING, run};
use crate::world::Options;

/// Runs in which something happened that must not, which are kept to be shown.
const MOST_FAILURES: usize = 20;

/// What many runs came to.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Runs.
    pub runs: u64,
    /// Operations that were committed.
    pub operations: u64,
    /// How often each fault had its effect, from the first on.
    pub fired: Vec<u64>,
    /// Runs that failed.
    pub failed: u64,
    /// The first of them by seed.
    pub failures: Vec<Outcome>,
    /// Runs in which the last disk and the folder were put back at once, and what only they had was lost.
    pub lost_for_good: u64,
    /// The most rounds until everybody was in step.
    pub settled: u32,
}

impl Summary {
    fn add(&mut self, outcome: Outcome) {
        self.runs += 1;
        self.operations += outcome.operations;
        self.lost_for_good += u64::from(outcome.lost_for_good);
        if !outcome.lost_for_good {
            self.settled = self.settled.max(outcome.settled);
        }
        self.fired.resize(FAULTS, 0);
        for (sum, fired) in self.fired.iter_mut().zip(&outcome.fired) {
            *sum += fired;
        }
        if !outcome.violations.is_empty() {
            self.failed += 1;
            self.failures.push(outcome);
            self.failures.sort_by_key(|failure| failure.seed);
            self.failures.truncate(MOST_FAILURES);
        }
    }

    /// Faults that never had their effect, of those that were to be injected.
    pub fn never_fired(&self, only: Option<u8>) -> Vec<u8> {
        let all = faults::all().into_iter().map(|fault| fault.number);
        let wanted = all.filter(|number| only.is_none_or(|only| only == *number));
        wanted.filter(|number| self.of(*number) == 0).collect()
    }

    fn of(&self, fault: u8) -> u64 {
        self.fired.get(usize::from(fault).saturating_sub(1)).copied().unwrap_or(0)
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "How often each fault had its effect:")?;
        for fault in faults::all() {
            let note = if fault.is_modelled { " (acted out on the simulation's own records)" } else { "" };
            let (number, name, guards) = (fault.number, fault.name, fault.guards);
            writeln!(f, "{number:>4} {:>10}  {guards:<4} {name}{note}", self.of(number))?;
        }
        let (runs, operations, failed) = (self.runs, self.operations, self.failed);
        writeln!(f, "{runs} runs, {operations} operations, {failed} runs failed")?;
        let lost = self.lost_for_good;
        writeln!(f, "{lost} runs in which the last disk and the folder were put back at once, and said so")?;
        write!(f, "in step again after {} rounds at the most", self.settled)
    }
}

/// Runs all those seeds on all processors.
pub fn run_all(seeds: &[u64], options: Options, most_failures: u64) -> Summary {
    let next = AtomicUsize::new(0);
    let summary = Mutex::new(Summary::default());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..if options.trace { 1 } else { threads } {
            scope.spawn(|| {
                loop {
                    let seed = seeds.get(next.fetch_add(1, Ordering::Relaxed)).copied();
                    let enough = summary.lock().map_or(true, |summary| summary.failed >= most_failures);
                    let Some(seed) = seed.filter(|_| !enough) else { break };
                    if options.trace {
                        println!("seed {seed}");
                    }
                    let outcome = run(seed, options);
                    if let Ok(mut summary) = summary.lock() {
                        summary.add(outcome);
                    }
                }
            });
        }
    });
    summary.into_inner().unwrap_or_default()
}

/// Says which seed failed, at which step, and how.
pub fn describe(outcome: &Outcome) -> String {
    let mut text = String::new();
    for (step, what) in outcome.violations.iter().take(12) {
        let step = match *step {
            SETTLING => "while settling".to_owned(),
            END => "at the end".to_owned(),
            step => format!("step {step}"),
        };
        text += &format!("seed {} {step}: {what}\n", outcome.seed);
    }
    text
}
