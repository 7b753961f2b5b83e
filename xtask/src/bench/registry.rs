//! The benchmarks there are.

mod encryption;
mod firm;
mod forms;
mod import;
mod model;
mod sync;
mod window;

use super::Benchmark;

/// Every benchmark, in the order in which they run.
pub fn all() -> Vec<Box<dyn Benchmark>> {
    vec![
        Box::new(import::Import),
        Box::new(encryption::Encryption),
        Box::new(model::Model),
        Box::new(firm::Firm),
        Box::new(forms::Forms),
        Box::new(sync::Sync),
        Box::new(window::Window),
    ]
}
