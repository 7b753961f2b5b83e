//! Building the program and opening it, on a display or without.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::demo::DEMO_PASSPHRASE;
use crate::setup::{self, Purpose};
use crate::{project, shell, window};

/// How to open the program.
#[derive(Args)]
pub struct RunOptions {
    /// The language of the interface on the walk through the screens.
    #[arg(long, default_value = "en")]
    lang: Language,
    /// The dark theme on the walk.
    #[arg(long)]
    dark: bool,
    /// Walk through the screens and store pictures even if there is a display.
    #[arg(long)]
    walk: bool,
    /// Where the pictures go [default: the build folder].
    #[arg(long)]
    pictures: Option<PathBuf>,
    /// The program's data folder, instead of the one that the installed program uses.
    #[arg(long)]
    data: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    Fi,
    En,
}

/// Installs, builds, makes the demo firm where there is no workspace yet, and opens the program.
///
/// # Errors
/// When one of these fails.
pub fn run(options: &RunOptions) -> Result<()> {
    let walk = options.walk || !has_display();
    setup::setup(if walk { Purpose::Test } else { Purpose::Build })?;
    window::build_interface()?;
    window::build_programs("debug")?;

    // Development data stays apart from a firm's own: nobody's real workspace is opened by a build.
    let data = options.data.clone().unwrap_or_else(|| project::target().join("run"));
    make_demo_firm(&data)?;
    if walk { walk_through(options, &data) } else { open(&data) }
}

fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// The command line on the same data as the window.
fn command_line(data: &Path) -> Command {
    let mut command = shell::command(project::command_line("debug"), &project::root());
    command.env("PELIKIRJA_DATA_DIR", data);
    command
}

fn make_demo_firm(data: &Path) -> Result<()> {
    let status = shell::output(command_line(data).args(["call", "status"]))?;
    let status: serde_json::Value = serde_json::from_str(&status)?;
    if status["state"] != "missing" {
        return Ok(());
    }
    println!("making the demo firm");
    shell::run(command_line(data).arg("demo"))
}

fn open(data: &Path) -> Result<()> {
    println!("the passphrase of the demo firm: {DEMO_PASSPHRASE}");
    shell::run(shell::command(project::window("debug"), &project::root()).env("PELIKIRJA_DATA_DIR", data))
}

fn walk_through(options: &RunOptions, data: &Path) -> Result<()> {
    let pictures = options.pictures.clone().unwrap_or_else(|| project::target().join("pictures"));
    let pictures = env::current_dir()?.join(pictures);
    window::build_walk()?;
    let mut walk = shell::command(project::program("debug/examples", "walk"), &project::root());
    walk.arg(&pictures);
    walk.args([
        "--lang",
        match options.lang {
            Language::Fi => "fi",
            Language::En => "en",
        },
    ]);
    if options.dark {
        walk.arg("--dark");
    }
    walk.env("PELIKIRJA_BIN", project::window("debug"));
    walk.env("PELIKIRJA_DATA_DIR", data).env("PELIKIRJA_PASSPHRASE", DEMO_PASSPHRASE);
    shell::run(&mut walk)?;

    println!("\ntoday's queue:");
    shell::run(command_line(data).args(["queue", "--limit", "10"]))?;
    println!("\npictures of the main screens: {}", pictures.display());
    Ok(())
}
