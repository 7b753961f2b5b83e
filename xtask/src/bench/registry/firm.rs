//! The demo firm of 100,000 customers and 5 million lines, measured from inside by `tests/examples/measure`:
//! only a program that links the app can leave the start of a process out of a command of 20 ms.

use anyhow::Result;

use super::super::figure::{self, Figure};
use super::super::stage::Stage;
use crate::bench::Benchmark;
use crate::demo::DEMO_PASSPHRASE;
use crate::shell;

/// Opening, lists, search and signals of a large firm.
pub struct Firm;

impl Benchmark for Firm {
    fn name(&self) -> &'static str {
        "firm"
    }

    fn measure(&self, stage: &Stage) -> Result<Vec<Figure>> {
        let workspace = stage.firm(100_000, 5_000_000)?;
        let mut measure = shell::cargo(&["run", "--quiet", "--release", "--package", "pelikirja-tests"]);
        measure.args(["--example", "measure", "--"]).arg(&workspace).arg(stage.rounds.to_string());
        figure::reported(&shell::output(measure.env("PELIKIRJA_PASSPHRASE", DEMO_PASSPHRASE))?)
    }
}
