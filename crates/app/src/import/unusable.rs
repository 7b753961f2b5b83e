//! Files and mappings that cannot be used, as errors of the program.

use std::path::Path;

use pelikirja_exchange::{Field, FileError, FileErrorCode, Mapping};
use pelikirja_store::to_word;

use crate::error::{AppError, ErrorCode, Result};

/// The error of a file: what is missing or closed has a code of its own, everything else is [`ErrorCode::BadFile`].
pub(super) fn unusable(error: &FileError, path: &Path) -> AppError {
    let code = match error.code {
        FileErrorCode::NotFound => ErrorCode::FileNotFound,
        FileErrorCode::NotPermitted => ErrorCode::FileUnreadable,
        FileErrorCode::FieldNotMapped => ErrorCode::IncompleteMapping,
        _ => ErrorCode::BadFile,
    };
    let mut unusable = AppError::new(code, error.to_string())
        .with("problem", to_word(&error.code))
        .with("path", path.display());
    if let Some(row) = error.row {
        unusable = unusable.with("row", row);
    }
    match &error.column {
        Some(column) => unusable.with("column", column),
        None => unusable,
    }
}

/// Refuses a mapping without a column that is needed. `field` names the fields of which one would do.
pub(crate) fn check_complete(mapping: &Mapping) -> Result<()> {
    match mapping.missing().first() {
        Some(fields) => Err(incomplete(fields)),
        None => Ok(()),
    }
}

fn incomplete(fields: &[Field]) -> AppError {
    let names: Vec<String> = fields.iter().map(to_word).collect();
    AppError::new(ErrorCode::IncompleteMapping, format!("no column for any of {names:?}"))
        .with("field", names.join(","))
}
