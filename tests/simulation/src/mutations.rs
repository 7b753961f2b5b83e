//! Deliberately broken variants of the engine: the simulation must find each of them.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use pelikirja_sync::mutation::{self, Mutation};

use crate::run::{Outcome, run};
use crate::world::Options;

/// Seeds in which a variant must be found.
const MOST_SEEDS: u64 = 1500;

/// A variant and the first run that found it.
pub struct Found {
    /// The variant.
    pub mutation: Mutation,
    /// The run; none if no run did.
    pub outcome: Option<Outcome>,
}

/// Runs every variant until it is found.
pub fn run_all() -> Vec<Found> {
    let next = AtomicUsize::new(0);
    let all = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(mutation) = mutation::ALL.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = Found { mutation: *mutation, outcome: first_failure(*mutation) };
                    if let Ok(mut all) = all.lock() {
                        all.push(found);
                    }
                }
            });
        }
    });
    let mut all = all.into_inner().unwrap_or_default();
    all.sort_by_key(|found| mutation::ALL.iter().position(|mutation| *mutation == found.mutation));
    all
}

fn first_failure(mutation: Mutation) -> Option<Outcome> {
    let options = Options { devices: 4, steps: 60, fault: None, trace: false };
    let run_with = |mutation: Option<Mutation>, seed| {
        mutation::set(mutation);
        run(seed, options)
    };
    let mut outcomes = (0..MOST_SEEDS).map(|seed| run_with(Some(mutation), seed));
    // What fails without it as well does not count.
    let found = outcomes
        .find(|outcome| !outcome.violations.is_empty() && run_with(None, outcome.seed).violations.is_empty());
    mutation::set(None);
    found
}
