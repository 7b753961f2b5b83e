//! `pelikirja-next`: the command line as a later version will be, with one schema more. The tests of mixed versions run it
//! beside `pelikirja`; under a name of its own neither is built over the other.

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
