//! `cargo xtask simulate`.

use std::ops::Range;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use pelikirja_simulation::summary::{describe, run_all};
use pelikirja_simulation::world::Options;

/// Runs the simulated firm from seeds.
#[derive(Parser)]
struct Arguments {
    /// Seeds, the second one not included.
    #[arg(long, value_parser = seeds, default_value = "0..1000")]
    seeds: Range<u64>,
    /// Devices; from 3 to 6 by the seed if absent.
    #[arg(long)]
    devices: Option<usize>,
    /// Steps before the faults stop.
    #[arg(long, default_value_t = 60)]
    steps: u32,
    /// Only this fault, and not all of them mixed.
    #[arg(long)]
    fault: Option<u8>,
    /// Print every step.
    #[arg(long)]
    trace: bool,
    /// A file of seeds to run as well, one at the beginning of a line.
    #[arg(long)]
    again: Option<std::path::PathBuf>,
    /// See that each deliberately broken variant of the engine is found.
    #[cfg(feature = "mutations")]
    #[arg(long)]
    mutations: bool,
}

fn seeds(text: &str) -> Result<Range<u64>, String> {
    let number = |text: &str| text.parse::<u64>().map_err(|error| format!("{text}: {error}"));
    let (from, to) = text.split_once("..").ok_or("seeds are written A..B")?;
    Ok(number(from)?..number(to)?)
}

/// The numbers with which lines begin.
fn numbers(text: &str) -> Vec<u64> {
    text.lines().filter_map(|line| line.split_whitespace().next()?.parse().ok()).collect()
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    #[cfg(feature = "mutations")]
    if arguments.mutations {
        return mutations();
    }
    let Arguments { seeds, devices, steps, fault, trace, again, .. } = arguments;
    // Panics are told of with their seed.
    std::panic::set_hook(Box::new(|panic| eprintln!("{panic}")));
    let options = Options { devices: devices.unwrap_or(0), steps, fault, trace };
    let again = match again.map(|path| std::fs::read_to_string(&path)).transpose() {
        Ok(text) => numbers(&text.unwrap_or_default()),
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let start = Instant::now();
    let all: Vec<u64> = again.into_iter().chain(seeds.clone()).collect();
    let summary = run_all(&all, options, 20);
    let seconds = start.elapsed().as_secs_f64();
    println!("{summary}");
    println!("seeds {}..{} in {seconds:.1} s", seeds.start, seeds.end);
    for failure in &summary.failures {
        print!("{}", describe(failure));
    }
    // A few seeds cannot meet everything.
    let never = if seeds.end - seeds.start >= 1000 { summary.never_fired(fault) } else { Vec::new() };
    if !never.is_empty() {
        println!("never had an effect: {never:?}");
    }
    if summary.failed == 0 && never.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(feature = "mutations")]
fn mutations() -> ExitCode {
    let mut all_found = true;
    for found in pelikirja_simulation::mutations::run_all() {
        let variant = format!("{:?}", found.mutation);
        match found.outcome.as_ref().and_then(|outcome| Some((outcome.seed, outcome.violations.first()?))) {
            Some((seed, (_, what))) => println!("{variant:<22} seed {seed:>4}  {what}"),
            None => {
                all_found = false;
                println!("{variant:<22} NOT FOUND");
            }
        }
    }
    if all_found { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
