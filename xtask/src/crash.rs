//! The real program killed at random moments, over and over: `tests/examples/crash`.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};

use anyhow::{Context, Result};
use clap::Args;

use crate::{project, shell};

/// Some two minutes of processor time.
const ROUNDS: u32 = 500;

/// How often, and from which seed.
#[derive(Args)]
pub struct CrashOptions {
    /// How often a program is killed, over both machines.
    #[arg(long, default_value_t = ROUNDS)]
    rounds: u32,
    /// What is written and when the kills come follow from it; a new one each time unless given, and printed.
    #[arg(long)]
    seed: Option<u64>,
}

impl Default for CrashOptions {
    fn default() -> Self {
        Self { rounds: ROUNDS, seed: None }
    }
}

/// Builds the command line and kills it.
///
/// # Errors
/// When something does not build, or a machine is damaged, holds something else than the others, or has lost what
/// was confirmed: the message says which, and the seed stands above it.
pub fn crash(options: &CrashOptions) -> Result<()> {
    // From the same selection as the other programs, so that nothing is compiled twice.
    let build = ["build", "--workspace", "--features", project::WINDOW_FEATURE];
    shell::run(shell::cargo(&build).args(["--bin", "pelikirja", "--example", "crash"]))?;
    let seed = options.seed.unwrap_or_else(any_seed);
    let mut crash = shell::command(project::program("debug/examples", "crash"), &project::root());
    crash.arg(project::command_line("debug")).arg(options.rounds.to_string()).arg(seed.to_string());
    shell::run(&mut crash).with_context(|| format!("`cargo xtask crash --seed {seed}` does the same again"))
}

/// The standard library begins every hash of a process with random keys.
fn any_seed() -> u64 {
    RandomState::new().build_hasher().finish() >> 32
}
