//! From the command line to an exit status.

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::output::error_line;
use crate::run::run;

/// Does what the command line says.
pub fn start() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            return answer_to(&error);
        }
    };
    match run(arguments) {
        // Whoever reads has seen enough.
        Ok(()) | Err(Failure::NobodyReads) => ExitCode::SUCCESS,
        Err(Failure::Usage(error)) => {
            eprintln!("{}", error_line(&error));
            ExitCode::from(2)
        }
        Err(Failure::App(error)) => {
            eprintln!("{}", error_line(&error));
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
