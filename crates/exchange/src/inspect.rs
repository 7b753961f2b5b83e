//! Looking at a file.

use std::path::Path;

use crate::error::{FileError, FileErrorCode};
use crate::inspection::{Inspection, Overrides};

/// Looks at a file: its format, encoding, headers, first rows, and what its columns hold.
///
/// # Errors
/// [`FileError`] when nothing can be made of the file.
pub fn inspect(path: &Path, overrides: &Overrides) -> Result<Inspection, FileError> {
    let _ = overrides;
    Err(FileError::new(FileErrorCode::UnsupportedFormat, path))
}
