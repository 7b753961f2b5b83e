//! Which files the window may show in their folder.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::reasons::heading;
use super::rejected::is_rejected_file;
use crate::api::{FilePath, Language};
use crate::error::{AppError, ErrorCode, Result};
use crate::session::Session;

/// How far into a file its header is looked for, bytes.
const LONGEST_HEADER: u64 = 256 * 1024;

/// Checks that a path is that of a file of rejected rows that this program wrote, by its name and by the heading that
/// the reasons have there: the window shows no other file in its folder.
///
/// # Errors
/// [`ErrorCode::FileNotFound`] when it is not there any more, [`ErrorCode::FileUnreadable`] when it is another file.
pub(crate) fn locate(_: &Session, request: FilePath) -> Result<FilePath> {
    let path = Path::new(&request.path);
    let refused = |code, why: &str| AppError::new(code, why).with("path", path.display());
    if !path.is_absolute() || !is_rejected_file(path) {
        return Err(refused(ErrorCode::FileUnreadable, "no file of rejected rows"));
    }
    let mut begin = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST_HEADER).read_to_end(&mut begin));
    read.map_err(|error| refused(ErrorCode::FileNotFound, &error.to_string()))?;
    let begin = String::from_utf8_lossy(&begin);
    let header = begin.lines().next().unwrap_or_default();
    if [Language::Fi, Language::En].into_iter().any(|language| header.contains(heading(language))) {
        Ok(request)
    } else {
        Err(refused(ErrorCode::FileUnreadable, "not written by this program"))
    }
}
