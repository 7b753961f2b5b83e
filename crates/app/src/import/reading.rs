//! Reading a file row by row while each row may fail.

use std::ops::ControlFlow;
use std::path::Path;

use pelikirja_exchange::{FileError, ReadSummary};

use super::unusable::unusable;
use crate::error::{AppError, Result};

/// Carries the error of a row past the reader of the file, which knows only whether to go on.
#[derive(Default)]
pub(super) struct Reading {
    failure: Option<AppError>,
}

impl Reading {
    /// Takes a row; the first error ends the reading.
    pub fn take(&mut self, row: impl FnOnce() -> Result<()>) -> ControlFlow<()> {
        match row() {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failure = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    /// The end of the reading.
    ///
    /// # Errors
    /// That of the file, or of the row that ended it.
    pub fn end(self, read: Result<ReadSummary, FileError>, path: &Path) -> Result<()> {
        read.map_err(|error| unusable(&error, path))?;
        self.failure.map_or(Ok(()), Err)
    }
}
