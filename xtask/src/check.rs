//! The workspace compiled for the systems that its users have, from a Linux without either of them; for Windows
//! the tests of what lies deepest are run as well, under Wine.
//!
//! Everything that this needs is fetched and built by the command itself, into a cache outside the clone.
//! `docs/platforms.md` says what such a check shows and what it cannot show.

mod cache;
mod debian;
mod left_out;
mod macos;
mod rust;
mod stamp;
mod windows;
mod wine;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use self::cache::Cache;
use self::rust::Rust;
use crate::setup::{self, Purpose};
use crate::test::Counts;
use crate::{project, shell, window};

/// Which system, and where what it needs is kept.
#[derive(Args)]
pub struct CheckOptions {
    /// The system to compile for.
    system: System,
    /// The folder for compilers, libraries and builds [default: pelikirja in the user's cache folder].
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
    /// Fetch compilers and libraries anew, as the system's package lists have them now.
    #[arg(long)]
    renew: bool,
}

/// A system that the program is for and that is not this one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum System {
    Windows,
    Macos,
}

impl System {
    /// The word by which it is chosen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Windows => "windows",
            Self::Macos => "macos",
        }
    }

    /// Rust's name of it.
    fn target(self) -> &'static str {
        match self {
            Self::Windows => "x86_64-pc-windows-gnu",
            Self::Macos => "aarch64-apple-darwin",
        }
    }
}

/// Sets up what is not there yet, compiles, tests, and says what took how long and what was left out.
///
/// # Errors
/// When something cannot be set up, does not compile, or a test fails.
pub fn check(options: &CheckOptions) -> Result<()> {
    let cache = Cache::at(options.cache.as_deref())?;
    let mut counts = Counts::default();
    run(options.system, &cache, options.renew, &mut counts)
}

/// The same from a cache that is ready; for a test run, which must not fetch hundreds of megabytes.
///
/// # Errors
/// As [`check`].
pub fn check_with_ready_cache(system: System, counts: &mut Counts) -> Result<()> {
    run(system, &Cache::at(None)?, false, counts)
}

/// Whether everything but the workspace itself has been fetched and built, and the workspace once.
pub fn is_ready(system: System) -> bool {
    Cache::at(None).is_ok_and(|cache| {
        let set_up = Rust::is_ready(&cache, system)
            && (system == System::Macos || (windows::is_ready(&cache) && wine::is_ready(&cache)));
        set_up && cache.was_checked(system)
    })
}

fn run(system: System, cache: &Cache, renew: bool, counts: &mut Counts) -> Result<()> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        bail!(
            "`cargo xtask check` is for x86-64 Linux with Debian's packages; on Windows and macOS themselves \
             `cargo xtask test` shows more"
        );
    }
    // The host's compiler, make and perl; the interface, which the window's program takes in.
    setup::setup(Purpose::Build)?;
    if !project::ui().join("dist/index.html").exists() {
        window::build_interface()?;
    }
    let _only_one = cache.lock()?;
    cache.sweep()?;

    let mut times = Times::default();
    let rust = times.of("set-up: compiler", || Rust::ready(cache, renew))?;
    match system {
        System::Windows => {
            let tools = times.of("set-up: C compiler, Wine", || windows::Tools::ready(cache, renew))?;
            let library = || rust.standard_library(cache, system, &tools.path());
            times.of("set-up: standard library", library)?;
            let wine = times.of("set-up: Wine's Windows", || wine::Wine::ready(cache, &tools, renew))?;
            let cargo = || windows::cargo(cache, &rust, &tools, &wine);
            times.of("check", || shell::run(&mut check_command(cargo()?, system)))?;
            let tested = times.of("tests under Wine", || windows::test(cargo, counts));
            wine.stop();
            tested?;
        }
        System::Macos => {
            let compiler = macos::compiler(cache)?;
            let library = || rust.standard_library(cache, system, &macos::path());
            times.of("set-up: standard library", library)?;
            let cargo = macos::cargo(cache, &rust, &compiler);
            times.of("check", || shell::run(&mut check_command(cargo, system)))?;
        }
    }
    cache.note_checked(system)?;
    println!("\n{}checked with {} from {}", times.table(), rust.version()?, cache.folder().display());
    if system == System::Windows {
        print!("{}", left_out::report());
    }
    println!("what this cannot show: docs/platforms.md");
    Ok(())
}

/// Everything of the workspace, tests and examples and what drives the window included.
fn check_command(mut cargo: std::process::Command, system: System) -> std::process::Command {
    let features = format!("{},{}", project::WINDOW_FEATURE, project::DRIVE_FEATURE);
    cargo.args(["check", "--workspace", "--all-targets", "--locked", "--target", system.target()]);
    cargo.args(["--features", &features]);
    cargo
}

/// How long each part took, in wall time.
#[derive(Default)]
struct Times(Vec<(&'static str, Duration)>);

impl Times {
    fn of<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let start = Instant::now();
        let done = work();
        self.0.push((name, start.elapsed()));
        done
    }

    fn table(&self) -> String {
        let row = |(name, wall): &(&str, Duration)| format!("{name:<26}{:>8.1} s\n", wall.as_secs_f64());
        self.0.iter().map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_of_the_workspace_is_checked_and_the_lock_file_stays() {
        let command = check_command(std::process::Command::new("cargo"), System::Macos);
        assert_eq!(
            shell::words(&command),
            "cargo check --workspace --all-targets --locked --target aarch64-apple-darwin \
             --features pelikirja-window/custom-protocol,pelikirja-tests/window"
        );
    }

    #[test]
    fn the_table_has_a_line_for_each_part() {
        let times = Times(vec![("check", Duration::from_millis(61_500)), ("tests", Duration::from_secs(5))]);
        assert_eq!(
            times.table(),
            "check                         61.5 s\ntests                          5.0 s\n"
        );
    }
}
