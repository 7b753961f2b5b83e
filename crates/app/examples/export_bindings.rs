//! Writes the TypeScript types of all commands; run by `cargo xtask bindings`.

use std::process::ExitCode;

use pelikirja_app::{AppError, AppEvent, Commands, FieldProblem};
use ts_rs::{Config, TS};

fn main() -> ExitCode {
    let config = Config::from_env();
    let written = Commands::export_all(&config)
        .and_then(|()| AppEvent::export_all(&config))
        .and_then(|()| AppError::export_all(&config))
        // Named only by its words in `AppError::fields`.
        .and_then(|()| FieldProblem::export_all(&config));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
