//! `pelikirja`: the program for scripts, nightly imports and other programs.
//!
//! JSON on standard output with `--json`; errors on standard error as `code: words`; exit status 0 when it went well,
//! 1 when it failed, 2 when the call was wrong.

mod arguments;
mod erasure;
mod exchange;
mod failure;
mod output;
mod run;
mod shell;
mod start;

use std::process::ExitCode;

fn main() -> ExitCode {
    start::start()
}
