//! Encrypted against plain, measured by `crates/store/examples/measure_encryption.rs`.

use anyhow::Result;

use super::super::figure::{self, Figure};
use super::super::stage::Stage;
use crate::bench::Benchmark;
use crate::shell;

/// Mixed reads and writes, with a key and without.
pub struct Encryption;

impl Benchmark for Encryption {
    fn name(&self) -> &'static str {
        "encryption"
    }

    fn measure(&self, stage: &Stage) -> Result<Vec<Figure>> {
        let folder = stage.empty_folder()?;
        let mut measure = shell::cargo(&["run", "--quiet", "--release", "--package", "pelikirja-store"]);
        measure
            .args(["--example", "measure_encryption", "--"])
            .arg(folder.path())
            .arg(stage.rounds.to_string());
        figure::reported(&shell::output(&mut measure)?)
    }
}
