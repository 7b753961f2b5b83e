//! The simulated firm: many devices over a faulty folder, from seeds.

use anyhow::Result;
use clap::Args;

use crate::{project, shell};

/// Which seeds, and what happens in them.
#[derive(Args)]
pub struct SimulateOptions {
    /// Seeds A..B, the second one not included.
    #[arg(long, default_value = "0..1000")]
    seeds: String,
    /// Devices; from 3 to 6, as the seed says, unless given.
    #[arg(long)]
    devices: Option<u32>,
    /// Steps before the faults stop.
    #[arg(long)]
    steps: Option<u32>,
    /// Only this fault of the design's list, and not all of them mixed.
    #[arg(long)]
    fault: Option<u8>,
    /// Print every step, to see how a seed fails.
    #[arg(long)]
    trace: bool,
    /// See that the simulation finds each of the engine's deliberately broken variants.
    #[arg(long, conflicts_with_all = ["devices", "steps", "fault", "trace"])]
    mutations: bool,
}

/// Runs the simulation, in release: it is about many seeds.
///
/// # Errors
/// When it does not build, or a seed fails: it prints the seed, the step and what happened.
pub fn simulate(options: &SimulateOptions) -> Result<()> {
    if options.mutations {
        return mutations();
    }
    let mut arguments = vec!["--seeds".to_owned(), options.seeds.clone()];
    let numbers = [
        ("--devices", options.devices),
        ("--steps", options.steps),
        ("--fault", options.fault.map(u32::from)),
    ];
    for (name, value) in numbers {
        arguments.extend(value.into_iter().flat_map(|value| [name.to_owned(), value.to_string()]));
    }
    arguments.extend(options.trace.then(|| "--trace".to_owned()));
    simulation(&[], &arguments)
}

/// Runs seeds with all faults mixed, among them those that once found a fault of the engine.
///
/// # Errors
/// When one fails, or a fault of the list never had an effect.
pub fn seeds(seeds: &str) -> Result<()> {
    let arguments = ["--seeds", seeds, "--again", "tests/simulation/seeds.txt"];
    simulation(&[], &arguments.map(str::to_owned))
}

/// Runs the deliberately broken variants of the engine; each must be found.
///
/// # Errors
/// When one is not found.
pub fn mutations() -> Result<()> {
    simulation(&["--features", "mutations"], &["--mutations".to_owned()])
}

fn simulation(features: &[&str], arguments: &[String]) -> Result<()> {
    let mut build = vec!["build", "--release", "--package", "pelikirja-simulation"];
    build.extend(features);
    shell::run(&mut shell::cargo(&build))?;
    let mut program = shell::command(project::program("release", "pelikirja-simulation"), &project::root());
    shell::run(program.args(arguments))
}
