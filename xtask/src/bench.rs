//! Reproducible measurements: each work against its baseline, in the same run on the same machine.
//!
//! A benchmark is a type that implements [`Benchmark`] and stands in [`registry::all`]. It takes its time
//! with [`measure`] when the work is a program, or lets a program of ours measure itself and read its
//! figures with [`figure::reported`].

mod figure;
mod measure;
mod registry;
mod stage;

use std::fs;

use anyhow::{Result, bail};
use clap::Args;

use self::figure::Figure;
use self::stage::Stage;
use crate::{project, setup, window};

/// What to measure, and on what.
#[derive(Args)]
pub struct BenchOptions {
    /// The benchmarks to run, by name; all of them when none is named.
    names: Vec<String>,
    /// How often each work and each baseline runs; the median counts.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// The folder with the real data.
    #[arg(long, default_value = "../shared/data")]
    data: std::path::PathBuf,
}

/// Something that is measured.
trait Benchmark {
    /// The word by which it is chosen on the command line.
    fn name(&self) -> &'static str;

    /// Does the work and its baseline, in turn, and returns what was measured.
    ///
    /// # Errors
    /// When something that it needs is missing or fails: no figure is made up.
    fn measure(&self, stage: &Stage) -> Result<Vec<Figure>>;
}

/// Runs the benchmarks, prints one table and stores the figures as JSON in the build folder.
///
/// # Errors
/// When a name is unknown, a benchmark cannot run, or a figure misses its bar.
pub fn bench(options: &BenchOptions) -> Result<()> {
    let all = registry::all();
    let known: Vec<&str> = all.iter().map(|benchmark| benchmark.name()).collect();
    if let Some(unknown) = options.names.iter().find(|name| !known.contains(&name.as_str())) {
        bail!("no benchmark {unknown}; there are: {}", known.join(", "));
    }
    setup::setup(setup::Purpose::Bench)?;
    window::build_interface()?;
    window::build_programs("release")?;

    let stage = Stage::new(&options.data, options.rounds)?;
    let mut figures = Vec::new();
    let mut broken = Vec::new();
    let chosen = |name: &str| options.names.is_empty() || options.names.iter().any(|wanted| wanted == name);
    for benchmark in all.iter().filter(|benchmark| chosen(benchmark.name())) {
        println!("measuring {}", benchmark.name());
        match benchmark.measure(&stage) {
            Ok(measured) => figures.extend(measured),
            Err(error) => broken.push(format!("{}: {error:#}", benchmark.name())),
        }
    }
    println!("\n{}", figure::table(&figures));
    let file = project::target().join("bench/figures.json");
    fs::write(&file, serde_json::to_vec_pretty(&figures)?)?;
    println!("figures in {}", file.display());
    broken.extend(
        figures.iter().filter(|figure| !figure.reached()).map(|figure| format!("{}: missed", figure.work)),
    );
    if !broken.is_empty() {
        bail!("not reached:\n  {}", broken.join("\n  "));
    }
    Ok(())
}
