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

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let arguments = match arguments::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            return answer_to(&error);
        }
    };
    match run::run(arguments) {
        // Whoever reads has seen enough.
        Ok(()) | Err(failure::Failure::NobodyReads) => ExitCode::SUCCESS,
        Err(failure::Failure::Usage(error)) => {
            eprintln!("{}", output::error_line(&error));
            ExitCode::from(2)
        }
        Err(failure::Failure::App(error)) => {
            eprintln!("{}", output::error_line(&error));
            ExitCode::FAILURE
        }
    }
}

/// Help and version are answers; anything else is a wrong call.
fn answer_to(error: &clap::Error) -> ExitCode {
    let text = error.render().to_string();
    match text.strip_prefix("error: ") {
        Some(words) if error.use_stderr() => eprintln!("bad_request: {}", words.trim_end()),
        // Whoever asked for help need not read it.
        _ => drop(error.print()),
    }
    if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}
