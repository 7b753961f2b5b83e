//! Start and memory of the window's program, measured from outside by `tests/examples/measure_window`.

use anyhow::Result;

use super::super::figure::{self, Figure};
use super::super::stage::Stage;
use crate::bench::Benchmark;
use crate::demo::DEMO_PASSPHRASE;
use crate::{project, shell};

/// Starts, beside a window that does nothing, and memory with a large firm open.
pub struct Window;

impl Benchmark for Window {
    fn name(&self) -> &'static str {
        "window"
    }

    fn measure(&self, stage: &Stage) -> Result<Vec<Figure>> {
        let workspace = stage.firm(100_000, 5_000_000)?;
        let features = format!("{},{}", project::WINDOW_FEATURE, project::DRIVE_FEATURE);
        let mut build = shell::cargo(&["build", "--release", "--workspace", "--features", &features]);
        shell::run(build.args(["--example", "bare", "--example", "measure_window"]))?;
        let examples = project::target().join("release/examples");
        let mut measure = shell::command(examples.join("measure_window"), &project::root());
        measure.arg(project::window("release")).arg(examples.join("bare")).arg(&workspace);
        measure.arg(stage.rounds.to_string()).env("PELIKIRJA_PASSPHRASE", DEMO_PASSPHRASE);
        figure::reported(&shell::output(&mut measure)?)
    }
}
