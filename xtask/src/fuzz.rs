//! Fuzzing of every parser of the folder's bytes.

use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;

use crate::{project, shell};

/// The fuzzer's targets; fuzz/src/targets.rs says what each is.
const TARGETS: &[&str] = &[
    "sealed-file",
    "sealed-content",
    "container",
    "membership",
    "record",
    "envelope",
    "invitation",
    "name",
    "folder",
    "check",
];

/// What tells the fuzzer which code an input reaches. The tool chain of the project can do it; only memory errors, which
/// code without `unsafe` does not have, would take another one.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing";

/// How long, and what.
#[derive(Args)]
pub struct FuzzOptions {
    /// Minutes for each target.
    #[arg(long, default_value_t = 10)]
    minutes: u64,
    /// Only this target.
    #[arg(long)]
    target: Option<String>,
}

/// Builds the fuzzer and runs it. What it learns stays in the build folder, and the next run goes on from there.
///
/// # Errors
/// When it does not build, or finds an input that crashes a parser, hangs it or takes more memory than is right; the
/// input's path is printed then.
pub fn fuzz(options: &FuzzOptions) -> Result<()> {
    let targets = match &options.target {
        None => TARGETS.to_vec(),
        Some(wanted) => match TARGETS.iter().find(|target| *target == wanted) {
            Some(target) => vec![*target],
            None => bail!("there is no target {wanted}; there are {}", TARGETS.join(", ")),
        },
    };
    run(Duration::from_secs(60 * options.minutes), &targets)
}

/// Runs all targets, each for so long.
///
/// # Errors
/// As [`fuzz`].
pub fn all(each: Duration) -> Result<()> {
    run(each, TARGETS)
}

fn run(each: Duration, targets: &[&str]) -> Result<()> {
    let folder = project::target().join("fuzz");
    let corpus = folder.join("corpus");
    // Build scripts and procedural macros are not to be fuzzed: with a target named, the flags are not for them.
    let host = shell::output(shell::command("rustc", &project::root()).arg("-vV"))?;
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default().to_owned();
    let mut build =
        shell::cargo(&["build", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", &host]);
    shell::run(build.env("RUSTFLAGS", FLAGS).env("CARGO_TARGET_DIR", &folder))?;
    let fuzzer = || shell::command(folder.join(&host).join("release").join("fuzz"), &project::root());
    shell::run(fuzzer().env("PELIKIRJA_FUZZ_SEEDS", &corpus))?;
    for target in targets {
        println!("{target}: {} s", each.as_secs());
        let mut fuzzing = fuzzer();
        fuzzing.env("PELIKIRJA_FUZZ", target).arg(corpus.join(target));
        fuzzing
            .arg(format!("-max_total_time={}", each.as_secs()))
            .arg(format!("-artifact_prefix={}/{target}-", folder.display()));
        // Bytes at the most, seconds for one input at the most, MiB at the most.
        fuzzing.args([
            "-max_len=16384",
            "-timeout=10",
            "-rss_limit_mb=1024",
            "-print_final_stats=1",
            "-verbosity=0",
        ]);
        shell::run(&mut fuzzing)?;
    }
    Ok(())
}
