//! A screen of one's own.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::process::Running;

/// An X server that draws into memory.
pub struct Screen {
    _server: Running,
    /// Its name for `DISPLAY`.
    pub display: String,
}

impl Screen {
    /// Starts a server, which chooses a free number itself and tells it.
    ///
    /// # Errors
    /// When it is not installed or does not start.
    pub fn start() -> Result<Self> {
        let child = Command::new("Xvfb")
            // The first number is a file descriptor: 1, its standard output.
            .args(["-displayfd", "1", "-screen", "0", "1920x1200x24", "-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb cannot be started: run cargo xtask setup")?;
        let mut server = Running(child);
        let output = server.0.stdout.take().context("Xvfb has no output")?;
        let mut number = String::new();
        BufReader::new(output).read_line(&mut number)?;
        let number: u32 = number.trim().parse().context("Xvfb told no display")?;
        Ok(Self { _server: server, display: format!(":{number}") })
    }
}
