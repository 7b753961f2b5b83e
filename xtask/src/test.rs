//! Everything that CI runs, in one go and with one summary.

mod counts;
mod report;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Args;

pub use self::counts::Counts;
use self::report::{Outcome, Report};
use crate::check::{self, System};
use crate::crash::{self, CrashOptions};
use crate::setup::Purpose;
use crate::{bindings, fuzz, project, setup, shell, simulate, tidy, window};

/// Which half of the tests.
#[derive(Args)]
pub struct TestOptions {
    /// Leave out the slow half: most of the simulation, fuzzing, programs of two schemas, real carriers, the real window,
    /// crash rounds and the checks for other systems.
    #[arg(long)]
    fast: bool,
}

/// Runs every step that makes sense, prints a table with their times, and fails if any of them failed.
///
/// # Errors
/// When a step fails; the table says which and why.
pub fn test(options: &TestOptions) -> Result<()> {
    let mut report = Report::default();
    let purpose = if options.fast { Purpose::Build } else { Purpose::Test };
    if !step(&mut report, "set-up", |_| setup::setup(purpose)) {
        return finish(&report);
    }
    step(&mut report, "format", |_| shell::run(&mut shell::cargo(&["fmt", "--all", "--check"])));
    step(&mut report, "interface: types", |_| npm_run("typecheck"));
    step(&mut report, "interface: lint", |_| npm_run("lint"));
    step(&mut report, "interface: texts", |_| npm_run("i18n:check"));
    step(&mut report, "interface: tests", |counts| counts.of(&mut shell::npm(&["run", "--silent", "test"])));
    // The window takes the built interface in when it is compiled, so nothing of Rust goes without it.
    let interface = step(&mut report, "interface: build", |_| window::build_interface());

    step(&mut report, "tidy", |_| tidy::tidy());
    if !interface {
        leave_out(&mut report, &["clippy", "build"], "the interface did not build");
        leave_out(&mut report, NEED_THE_PROGRAM, "the interface did not build");
        return finish(&report);
    }
    step(&mut report, "clippy", |_| clippy());
    if !step(&mut report, "build", |_| build()) {
        leave_out(&mut report, NEED_THE_PROGRAM, "the program did not build");
        return finish(&report);
    }
    step(&mut report, "tests", |counts| {
        counts.of(&mut test_command(&["--lib", "--bins", "--tests", "--examples"]))
    });
    step(&mut report, "documentation tests", |counts| counts.of(&mut test_command(&["--doc"])));
    step(&mut report, "generated types", |_| bindings::check());
    let seeds = if options.fast { "0..1000" } else { "0..10000" };
    step(&mut report, "simulation", |_| simulate::seeds(seeds));
    step(&mut report, "simulation: mutations", |_| simulate::mutations());
    if options.fast {
        let slow = ["fuzzing", "mixed versions", "carriers", "end to end", "crash rounds"];
        leave_out(&mut report, &slow, "--fast");
    } else {
        step(&mut report, "fuzzing", |_| fuzz::all(FUZZING));
        step(&mut report, "mixed versions", mixed_versions);
        step(&mut report, "carriers", |counts| counts.of(&mut slow_command("carriers")));
        step(&mut report, "end to end", end_to_end);
        step(&mut report, "crash rounds", |_| crash::crash(&CrashOptions::default()));
    }
    other_systems(&mut report, options.fast);
    finish(&report)
}

/// Compiles for Windows and macOS, once that is set up: the first time takes longer than all tests together, and
/// fetches hundreds of megabytes that nobody has asked for.
fn other_systems(report: &mut Report, fast: bool) {
    for (name, system) in [("check windows", System::Windows), ("check macos", System::Macos)] {
        if fast {
            leave_out(report, &[name], "--fast");
        } else if check::is_ready(system) {
            step(report, name, |counts| check::check_with_ready_cache(system, counts));
        } else {
            leave_out(report, &[name], &format!("not set up; `cargo xtask {name}` does it, once"));
        }
    }
}

/// For each parser: enough to see that none of them has become fragile. `cargo xtask fuzz --minutes 10` looks for more.
const FUZZING: Duration = Duration::from_secs(15);

/// The steps that run what was built.
const NEED_THE_PROGRAM: &[&str] = &[
    "tests",
    "documentation tests",
    "generated types",
    "simulation",
    "simulation: mutations",
    "fuzzing",
    "mixed versions",
    "carriers",
    "end to end",
    "crash rounds",
];

fn leave_out(report: &mut Report, names: &[&str], why: &str) {
    names.iter().for_each(|name| report.add(name, None, Outcome::LeftOut(why.into())));
}

/// Runs one step and notes how it went; true when it passed.
fn step(report: &mut Report, name: &str, work: impl FnOnce(&mut Counts) -> Result<()>) -> bool {
    println!("\n== {name}");
    let start = Instant::now();
    let outcome = match work(&mut report.counts) {
        Ok(()) => Outcome::Passed,
        Err(error) => {
            println!("{error:#}");
            Outcome::Failed(format!("{error:#}"))
        }
    };
    let passed = matches!(outcome, Outcome::Passed);
    report.add(name, Some(start.elapsed()), outcome);
    passed
}

fn npm_run(script: &str) -> Result<()> {
    shell::run(&mut shell::npm(&["run", "--silent", script]))
}

fn clippy() -> Result<()> {
    let features = format!("{},{}", project::WINDOW_FEATURE, project::DRIVE_FEATURE);
    let arguments =
        ["clippy", "--workspace", "--all-targets", "--features", &features, "--", "-D", "warnings"];
    shell::run(&mut shell::cargo(&arguments))
}

/// Programs and tests at once: chosen apart, cargo would give their dependencies different features and
/// compile many of them twice.
fn build() -> Result<()> {
    let arguments = ["build", "--workspace", "--all-targets", "--features", project::WINDOW_FEATURE];
    shell::run(&mut shell::cargo(&arguments))
}

fn test_command(targets: &[&str]) -> std::process::Command {
    let mut command =
        shell::cargo(&["test", "--workspace", "--no-fail-fast", "--features", project::WINDOW_FEATURE]);
    command.args(targets);
    command.env("PELIKIRJA_CLI", project::command_line("debug"));
    command
}

/// The tests that need more on the machine than cargo brings.
fn slow_command(target: &str) -> std::process::Command {
    let features = format!("{},{}", project::WINDOW_FEATURE, project::DRIVE_FEATURE);
    shell::cargo(&["test", "--workspace", "--features", &features, "--test", target])
}

/// This program beside one that has a schema more.
fn mixed_versions(counts: &mut Counts) -> Result<()> {
    let features = format!("{},{}", project::WINDOW_FEATURE, project::NEXT_SCHEMA_FEATURE);
    // A test with it, the smallest: without one, cargo would give the dependencies other features and compile them anew.
    let arguments =
        ["build", "--workspace", "--features", &features, "--bin", project::NEXT_PROGRAM, "--test", "format"];
    shell::run(&mut shell::cargo(&arguments))?;
    let mut command = slow_command("mixed");
    command.env("PELIKIRJA_CLI", project::command_line("debug"));
    command.env("PELIKIRJA_NEXT", project::program("debug", project::NEXT_PROGRAM));
    counts.of(&mut command)
}

fn end_to_end(counts: &mut Counts) -> Result<()> {
    let mut command = slow_command("e2e");
    command.env("PELIKIRJA_BIN", project::window("debug"));
    command.env("PELIKIRJA_CLI", project::command_line("debug"));
    // An error of a journey tells what the window showed; where in the test runner it came from says nothing.
    command.env("RUST_BACKTRACE", "0");
    command.env("PELIKIRJA_PICTURES", project::target().join("pictures/e2e"));
    counts.of(&mut command)
}

fn finish(report: &Report) -> Result<()> {
    println!("\n{report}");
    if report.failed() {
        bail!("not everything passed");
    }
    Ok(())
}
