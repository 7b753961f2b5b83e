//! The project's own tasks: `cargo xtask setup | run | test | check | simulate | fuzz | crash | bench | demo | bindings |
//! tidy`.

mod bench;
mod bindings;
mod check;
mod crash;
mod demo;
mod fuzz;
mod project;
mod run;
mod setup;
mod shell;
mod simulate;
mod test;
mod tidy;
mod window;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Everything a developer does with this repository.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what building and testing need.
    Setup,
    /// Build the program and open it (without a display: walk through it and store pictures).
    Run(run::RunOptions),
    /// Everything that CI runs.
    Test(test::TestOptions),
    /// Compile for another system than this one; for Windows, run tests under Wine.
    Check(check::CheckOptions),
    /// Check the rules that no compiler checks.
    Tidy,
    /// Write the TypeScript types of commands, answers and events anew.
    Bindings,
    /// Make the demo firm in a folder.
    Demo(demo::DemoOptions),
    /// Run many devices over a faulty folder, in simulated time, from seeds.
    Simulate(simulate::SimulateOptions),
    /// Kill the program again and again while two machines write and exchange.
    Crash(crash::CrashOptions),
    /// Give every parser of the shared folder's bytes what a coverage-guided fuzzer makes up.
    Fuzz(fuzz::FuzzOptions),
    /// Measure against a baseline in the same run.
    Bench(bench::BenchOptions),
}

fn main() -> ExitCode {
    match start(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(task: Task) -> anyhow::Result<()> {
    match task {
        Task::Setup => setup::setup(setup::Purpose::Test),
        Task::Run(options) => run::run(&options),
        Task::Test(options) => test::test(&options),
        Task::Check(options) => check::check(&options),
        Task::Tidy => tidy::tidy(),
        Task::Bindings => bindings::write(),
        Task::Demo(options) => demo::demo(&options),
        Task::Simulate(options) => simulate::simulate(&options),
        Task::Crash(options) => crash::crash(&options),
        Task::Fuzz(options) => fuzz::fuzz(&options),
        Task::Bench(options) => bench::bench(&options),
    }
}
