//! The form that prepares a meeting, measured from inside by `tests/examples/measure_forms`.

use anyhow::Result;

use super::super::figure::{self, Figure};
use super::super::stage::Stage;
use crate::bench::Benchmark;
use crate::shell;

/// Opening a form.
pub struct Forms;

impl Benchmark for Forms {
    fn name(&self) -> &'static str {
        "forms"
    }

    fn measure(&self, _: &Stage) -> Result<Vec<Figure>> {
        let mut measure = shell::cargo(&["run", "--quiet", "--release", "--package", "pelikirja-tests"]);
        measure.args(["--example", "measure_forms"]);
        figure::reported(&shell::output(&mut measure)?)
    }
}
