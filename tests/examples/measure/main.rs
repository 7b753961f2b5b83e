//! Measures a large workspace from inside; prints one figure a line as JSON for `cargo xtask bench firm`.
//!
//! `measure WORKSPACE ROUNDS`, with `PELIKIRJA_PASSPHRASE` in the environment.

mod key_store;
mod readings;
mod recompute;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs};

use anyhow::{Context, Result};
use pelikirja_app::{App, AppOptions, LockReason, SystemClock};
use serde_json::{Value, json};

use self::key_store::Remembered;
use pelikirja_tests::figure::{median, percentile_95, print_megabytes, print_seconds};

fn main() -> Result<()> {
    let mut arguments = env::args_os().skip(1);
    let workspace = PathBuf::from(arguments.next().context("measure WORKSPACE ROUNDS")?);
    let rounds: usize = arguments.next().context("measure WORKSPACE ROUNDS")?.to_string_lossy().parse()?;
    let passphrase = env::var("PELIKIRJA_PASSPHRASE").context("PELIKIRJA_PASSPHRASE is not set")?;
    let data = tempfile::tempdir()?;
    let app = App::new(AppOptions {
        data_folder: data.path().to_path_buf(),
        workspace: Some(workspace.clone()),
        clock: Arc::new(SystemClock),
        key_store: Arc::new(Remembered::default()),
        background: false,
    });
    // The passphrase is for once: what is measured is opening with the key, without deriving it.
    app.dispatch("unlock", json!({ "passphrase": passphrase, "remember": true }))?;

    print_seconds("open and unlock, until Today is ready", open(&app, rounds)?, 1.0)?;
    for reading in readings::all(&app)? {
        let mut times = Vec::new();
        for request in reading.requests {
            times.push(timed(|| app.dispatch(reading.command, request))?.0);
        }
        print_seconds(&format!("{}, p95", reading.work), percentile_95(times), 0.02)?;
    }
    print_megabytes("memory without a window, the firm open and worked with", resident_megabytes()?, 200.0)?;
    recompute::measure(&app, &workspace, &passphrase, rounds)
}

/// The median time from a locked workspace to the answer that the first screen shows.
fn open(app: &App, rounds: usize) -> Result<Duration> {
    let mut times = Vec::new();
    for _ in 0..rounds {
        app.lock(LockReason::Asked);
        let (time, _) = timed(|| {
            app.dispatch("unlock", json!({}))?;
            app.dispatch("today", json!({ "limit": 50 }))
        })?;
        times.push(time);
    }
    Ok(median(times))
}

fn timed(work: impl FnOnce() -> pelikirja_app::Result<Value>) -> Result<(Duration, Value)> {
    let start = Instant::now();
    let answer = work()?;
    Ok((start.elapsed(), answer))
}

/// The resident memory of this process.
fn resident_megabytes() -> Result<f64> {
    let status = fs::read_to_string("/proc/self/status").context("memory is told only by Linux")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kibibytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kibibytes * 1024.0 / 1e6)
}
