//! How long notes may be.

use pelikirja_domain::Id;
use pelikirja_domain::limits::MAX_NOTE_CHARS;
use pelikirja_store::{Column, Reader};

use crate::error::{AppError, FieldProblem, Result};

/// Refuses a note of more than [`MAX_NOTE_CHARS`]. Where several people wrote at the same time, their texts together may be
/// longer than that, and nothing of it is cut off: from there on, so much again may be added to what is stored or to
/// what the form began from.
pub(crate) fn check(
    reader: &Reader<'_>,
    column: Column,
    record: Id,
    text: Option<&str>,
    began: Option<&str>,
) -> Result<()> {
    let length = |text: Option<&str>| text.map_or(0, |text| text.chars().count());
    if length(text) <= MAX_NOTE_CHARS {
        return Ok(());
    }
    let present = reader.text_length(column, record)?.max(length(began));
    if present > MAX_NOTE_CHARS && length(text) <= present + MAX_NOTE_CHARS {
        return Ok(());
    }
    Err(AppError::field(column.name, FieldProblem::TooLong))
}
