//! The order model on 100,000 made-up histories, measured by `crates/domain/examples/score_speed.rs`.

use anyhow::Result;

use super::super::figure::{self, Figure};
use super::super::stage::Stage;
use crate::bench::Benchmark;
use crate::shell;

/// Scores with parameters given.
pub struct Model;

impl Benchmark for Model {
    fn name(&self) -> &'static str {
        "model"
    }

    fn measure(&self, stage: &Stage) -> Result<Vec<Figure>> {
        let mut score = shell::cargo(&["run", "--quiet", "--release", "--package", "pelikirja-domain"]);
        score.args(["--example", "score_speed", "--"]).arg(stage.rounds.to_string());
        figure::reported(&shell::output(&mut score)?)
    }
}
