//! What the benchmarks share: programs, folders, data.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::demo::DEMO_PASSPHRASE;
use crate::{project, shell};

/// Where a benchmark finds what it needs.
pub struct Stage {
    data: PathBuf,
    /// How often each work runs.
    pub rounds: usize,
    folder: PathBuf,
}

impl Stage {
    /// `data`: the folder of the real data, relative to the repository unless absolute.
    pub fn new(data: &Path, rounds: usize) -> Result<Self> {
        let folder = project::target().join("bench");
        fs::create_dir_all(&folder)?;
        Ok(Self { data: project::root().join(data), rounds, folder })
    }

    /// A file of the real data.
    ///
    /// # Errors
    /// When it is not there.
    pub fn data(&self, name: &str) -> Result<PathBuf> {
        let path = self.data.join(name);
        if !path.exists() {
            bail!("{} is missing: name the folder of the data with --data", path.display());
        }
        Ok(path)
    }

    /// The folder for what is measured, on the disk of the build folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// An empty folder for one run, gone when dropped; on the disk of the build folder, never in memory.
    pub fn empty_folder(&self) -> Result<tempfile::TempDir> {
        tempfile::tempdir_in(&self.folder).context("the folder for benchmarks cannot be used")
    }

    /// The command line of a release build, on this workspace.
    pub fn command_line(&self, workspace: &Path, passphrase: &str) -> Command {
        let mut command = shell::command(project::command_line("release"), &self.folder);
        command.env("PELIKIRJA_DATA_DIR", &self.folder).env("PELIKIRJA_PASSPHRASE", passphrase);
        command.arg("--workspace").arg(workspace);
        command
    }

    /// A demo firm of this size, made once and kept: benchmarks that write work on a copy.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn firm(&self, customers: u64, lines: u64) -> Result<PathBuf> {
        let folder = self.folder.join(format!("firm-{customers}-{lines}"));
        if folder.exists() {
            return Ok(folder);
        }
        // Made under another name first: a half-made firm must not be taken for a whole one.
        let unfinished = self.empty_folder()?;
        let workspace = unfinished.path().join("firm");
        let (customers, lines) = (customers.to_string(), lines.to_string());
        let mut make = self.command_line(&workspace, DEMO_PASSPHRASE);
        shell::run(make.args(["demo", "--customers", &customers, "--lines", &lines, "--seed", "1"]))?;
        fs::rename(&workspace, &folder)?;
        Ok(folder)
    }
}
