//! `pelikirja`: the program for scripts, nightly imports and other programs.
//!
//! JSON on standard output with `--json`; errors on standard error as `code: words`; exit status 0 when it went well,
//! 1 when it failed, 2 when the call was wrong.

mod arguments;
mod output;
mod run;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let arguments = match arguments::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers; anything else is a wrong call. Clap prints either where it belongs.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match run::run(arguments) {
        // Whoever reads has seen enough.
        Ok(()) | Err(run::Failure::NobodyReads) => ExitCode::SUCCESS,
        Err(run::Failure::Usage(words)) => {
            eprintln!("usage: {words}");
            ExitCode::from(2)
        }
        Err(run::Failure::App(error)) => {
            eprintln!("{}", output::error_line(&error));
            ExitCode::FAILURE
        }
    }
}
