//! The benchmarks there are.

mod firm;
mod import;

use super::Benchmark;

/// Every benchmark, in the order in which they run.
pub fn all() -> Vec<Box<dyn Benchmark>> {
    vec![Box::new(import::Import), Box::new(firm::Firm)]
}
