//! All signals computed anew, against one plain sum over the lines of the same store.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use pelikirja_app::{App, LockReason, SystemClock};
use pelikirja_store::{Secret, Store, StoreError, WorkspaceFolder};
use pelikirja_tests::figure::{median, print_ratio};
use serde_json::json;

/// How many times the sum it may take.
const MOST: f64 = 3.0;

/// Measures both in turn, each on connections that have read nothing yet.
pub fn measure(app: &App, workspace: &Path, passphrase: &str, rounds: usize) -> Result<()> {
    let (mut sums, mut recomputes) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        app.lock(LockReason::Asked);
        sums.push(plain_sum(workspace, passphrase)?);
        app.dispatch("unlock", json!({}))?;
        let start = Instant::now();
        app.dispatch("recompute_signals", json!({}))?;
        recomputes.push(start.elapsed());
    }
    print_ratio("recompute all signals", median(recomputes), ("one sum over all lines", median(sums)), MOST)
}

fn plain_sum(workspace: &Path, passphrase: &str) -> Result<Duration> {
    let folder = WorkspaceFolder::new(workspace);
    let store = Store::open(&folder, &Secret::Passphrase(passphrase), Arc::new(SystemClock))?;
    let start = Instant::now();
    store.read(|reader| reader.turnover()).map_err(|error: StoreError| anyhow::Error::from(error))?;
    Ok(start.elapsed())
}
