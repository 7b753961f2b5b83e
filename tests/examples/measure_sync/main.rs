//! Measures the exchange from inside, several machines in one process; prints one figure a line as JSON for
//! `cargo xtask bench sync`. What one whole process takes is measured from outside, there.
//!
//! `measure_sync merge|nothing_new|latency` measures one of them; `measure_sync copy FOLDER` prints how many seconds it
//! takes to copy and decrypt as many files of the same sizes as the folder has; `measure_sync passphrase WORKSPACE` how
//! many seconds of processor time the keys that were derived from the passphrase when the workspace was made.

mod copy;
mod firm;
mod latency;
mod merge;
mod nothing_new;
mod passphrase;

use std::env;
use std::path::Path;

use anyhow::{Context, Result};

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["copy", folder] => {
            println!("{}", copy::seconds(Path::new(folder))?);
            Ok(())
        }
        ["passphrase", workspace] => {
            println!("{}", passphrase::seconds(Path::new(workspace))?);
            Ok(())
        }
        ["merge"] => merge::measure(),
        ["nothing_new"] => nothing_new::measure(),
        ["latency"] => latency::measure(),
        _ => None.context("measure_sync merge|nothing_new|latency, copy FOLDER or passphrase WORKSPACE"),
    }
}
