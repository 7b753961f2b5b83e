//! Building the programs that a person starts.

use anyhow::Result;

use crate::{project, shell};

/// Builds the interface into `ui/dist`, from where the window's program takes it in.
pub fn build_interface() -> Result<()> {
    shell::run(&mut shell::npm(&["run", "--silent", "build"]))
}

/// Builds the window and the command line in one go, so that they share every dependency.
pub fn build_programs(profile: &str) -> Result<()> {
    let mut build = shell::cargo(&["build", "--workspace", "--bins", "--features", project::WINDOW_FEATURE]);
    if profile == "release" {
        build.arg("--release");
    }
    shell::run(&mut build)
}

/// Builds the program that walks through the window, from the same selection as the rest.
pub fn build_walk() -> Result<()> {
    let features = format!("{},{}", project::WINDOW_FEATURE, project::DRIVE_FEATURE);
    shell::run(&mut shell::cargo(&["build", "--workspace", "--features", &features, "--example", "walk"]))
}
