//! The demo firm in a folder of one's choice.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::{project, setup, shell};

/// The passphrase of every demo workspace. It protects nothing: the firm is invented.
pub const DEMO_PASSPHRASE: &str = "demo";

/// How large a firm, from which seed, and where.
#[derive(Args)]
pub struct DemoOptions {
    /// Number of customers.
    #[arg(long)]
    customers: Option<u64>,
    /// Number of order lines.
    #[arg(long)]
    lines: Option<u64>,
    /// The same seed makes the same firm.
    #[arg(long)]
    seed: Option<u64>,
    /// The folder of the workspace; `demo-firm` in the build folder unless given.
    folder: Option<PathBuf>,
}

/// Makes the demo firm with the command line program, in release: large firms take a while.
///
/// # Errors
/// When the program does not build, or refuses.
pub fn demo(options: &DemoOptions) -> Result<()> {
    setup::setup(setup::Purpose::Build)?;
    shell::run(&mut shell::cargo(&["build", "--release", "--package", "pelikirja-cli"]))?;
    let mut program = shell::command(project::command_line("release"), &std::env::current_dir()?);
    let folder = options.folder.clone().unwrap_or_else(|| project::target().join("demo-firm"));
    program.arg("--workspace").arg(&folder).arg("demo");
    let numbers = [("--customers", options.customers), ("--lines", options.lines), ("--seed", options.seed)];
    for (name, value) in numbers {
        if let Some(value) = value {
            program.arg(name).arg(value.to_string());
        }
    }
    shell::run(&mut program)?;
    println!("demo firm in {}, passphrase: {DEMO_PASSPHRASE}", folder.display());
    Ok(())
}
