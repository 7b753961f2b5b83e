//! How answers and errors are written.

use std::io::{self, Write};

use pelikirja_app::{AppError, ErrorCode};
use serde::Serialize;
use serde_json::Value;

/// `code: words`, and what the words rest on.
pub fn error_line(error: &AppError) -> String {
    let code = serde_json::to_value(error.code).ok();
    let code = code.as_ref().and_then(Value::as_str).unwrap_or("internal");
    let facts: Vec<String> = error.fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    let remedy = remedy(error.code).map(|remedy| format!("; {remedy}")).unwrap_or_default();
    format!("{code}: {}{facts}{remedy}", error.message)
}

/// What to do about it, where the message does not say so itself.
fn remedy(code: ErrorCode) -> Option<&'static str> {
    Some(match code {
        ErrorCode::WrongPassphrase => "give the passphrase in PELIKIRJA_PASSPHRASE or --passphrase-file",
        ErrorCode::WeakPassphrase => "use at least eight characters that are hard to guess",
        ErrorCode::WorkspaceInUse => "close the other program first",
        ErrorCode::NoWorkspace | ErrorCode::NotAWorkspace => {
            "name it with --workspace, or make one with `create`"
        }
        ErrorCode::WorkspaceExists => "name an empty folder with --workspace",
        ErrorCode::DatabaseDamaged | ErrorCode::KeyFileDamaged => "restore a backup with `restore`",
        ErrorCode::NewerSchema => "install the newer version",
        ErrorCode::DiskFull => "make room and try again; nothing was changed",
        ErrorCode::ReadOnly => "choose a folder that may be written",
        _ => return None,
    })
}

/// Writes a value as one line of JSON.
///
/// # Errors
/// When standard output is closed.
pub fn json(value: &impl Serialize) -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, value)?;
    writeln!(out)
}

/// Writes a line.
///
/// # Errors
/// When standard output is closed.
pub fn line(text: &str) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_code_words_facts_and_remedy() {
        let error = AppError::new(ErrorCode::WorkspaceInUse, "the workspace is open").with("folder", "/x");
        assert_eq!(
            error_line(&error),
            "workspace_in_use: the workspace is open (folder=/x); close the other program first"
        );
    }
}
