//! The rows that an import left out, as a CSV to mend.
//!
//! It is plain text and holds what the imported file held, so it goes where that file is, under its name: the user
//! chose that place for such data. Only where nothing may be written there, it goes to `rejected` in the folder of
//! the workspace. It is written by real imports alone, never by a dry run, never over a file that is there, and taken
//! away again when the import fails or is stopped.

use std::fs;
use std::path::{Path, PathBuf};

use pelikirja_exchange::{CellProblem, Delimiter, FileErrorCode, Mapping, RawRow, RejectedCsv};

use super::reasons::{heading, reason};
use super::unusable::unusable;
use crate::api::Language;
use crate::error::{AppError, ErrorCode, Result};

/// What is added to the name of the imported file, in either language: watched folders pass such files over.
const SUFFIXES: [&str; 2] = [".hylatyt", ".rejected"];
/// Names that are tried before the last one is written over.
const MOST_NAMES: u32 = 1_000;

/// The file of rejected rows; made with the first one.
pub(super) struct Rejected<'a> {
    source: &'a Path,
    mapping: &'a Mapping,
    fallback: &'a Path,
    language: Language,
    open: Option<(PathBuf, RejectedCsv)>,
    finished: Option<PathBuf>,
}

impl<'a> Rejected<'a> {
    pub fn new(source: &'a Path, mapping: &'a Mapping, fallback: &'a Path, language: Language) -> Self {
        Self { source, mapping, fallback, language, open: None, finished: None }
    }

    /// Adds a row.
    pub fn write(&mut self, raw: &RawRow, problems: &[CellProblem]) -> Result<()> {
        if self.open.is_none() {
            self.open = Some(self.create()?);
        }
        let Some((path, file)) = &mut self.open else { return Ok(()) };
        file.write(raw, &reason(problems, self.language)).map_err(|error| unusable(&error, path))
    }

    /// Completes the file. Returns where it is, if any row was rejected.
    pub fn finish(&mut self) -> Result<Option<String>> {
        let Some((path, file)) = self.open.take() else { return Ok(None) };
        self.finished = Some(path.clone());
        file.finish().map_err(|error| unusable(&error, &path))?;
        Ok(Some(path.display().to_string()))
    }

    /// Removes the file.
    pub fn discard(self) {
        let path = self.open.map(|(path, _)| path).or(self.finished);
        if let Some(path) = path {
            // It says nothing wrong if it cannot be removed: these rows were rejected.
            let _ = fs::remove_file(path);
        }
    }

    fn create(&self) -> Result<(PathBuf, RejectedCsv)> {
        let inspection = pelikirja_exchange::inspect(self.source, &self.mapping.overrides)
            .map_err(|error| unusable(&error, self.source))?;
        let delimiter = inspection.delimiter.unwrap_or(Delimiter::Semicolon);
        let beside = self.source.parent().unwrap_or(Path::new("."));
        let heading = heading(self.language);
        let name = |folder: &Path| free_name(folder, self.source, self.language);
        let path = name(beside);
        match RejectedCsv::create(&path, delimiter, &inspection.headers, heading) {
            Ok(file) => Ok((path, file)),
            Err(error) if matches!(error.code, FileErrorCode::NotPermitted | FileErrorCode::Io) => {
                fs::create_dir_all(self.fallback).map_err(|error| {
                    AppError::new(ErrorCode::ReadOnly, error.to_string())
                        .with("path", self.fallback.display())
                })?;
                let path = name(self.fallback);
                let file = RejectedCsv::create(&path, delimiter, &inspection.headers, heading)
                    .map_err(|error| unusable(&error, &path))?;
                Ok((path, file))
            }
            Err(error) => Err(unusable(&error, &path)),
        }
    }
}

/// Whether a file is one that an import wrote its rejected rows to.
pub(crate) fn is_rejected_file(path: &Path) -> bool {
    let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else { return false };
    base(stem).len() < stem.len()
}

/// The name of the imported file without what earlier imports of it added.
fn base(stem: &str) -> &str {
    for suffix in SUFFIXES {
        if let Some((base, rest)) = stem.rsplit_once(suffix) {
            let number = rest.strip_prefix('-').unwrap_or(rest);
            let is_ours = rest.is_empty()
                || (rest.starts_with('-')
                    && !number.is_empty()
                    && number.bytes().all(|digit| digit.is_ascii_digit()));
            if is_ours && !base.is_empty() {
                return base;
            }
        }
    }
    stem
}

fn free_name(folder: &Path, source: &Path, language: Language) -> PathBuf {
    let stem = source.file_stem().unwrap_or_default().to_string_lossy();
    let suffix = match language {
        Language::Fi => SUFFIXES[0],
        Language::En => SUFFIXES[1],
    };
    let base = base(&stem);
    let numbered = (2..MOST_NAMES).map(|number| format!("{base}{suffix}-{number}.csv"));
    let mut names =
        std::iter::once(format!("{base}{suffix}.csv")).chain(numbered).map(|name| folder.join(name));
    names
        .find(|path| !path.exists())
        .unwrap_or_else(|| folder.join(format!("{base}{suffix}-{MOST_NAMES}.csv")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_rejected_rows_are_known_again() {
        for name in ["a.hylatyt.csv", "a b.rejected-12.csv", "2026.11.hylatyt-2.csv"] {
            assert!(is_rejected_file(Path::new(name)), "{name}");
        }
        for name in ["a.csv", "hylatyt.csv", ".hylatyt.csv", "a.hylatyt-x.csv", "a.rejected2.csv"] {
            assert!(!is_rejected_file(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn no_file_is_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let source = folder.path().join("tilaukset.csv");
        let name = || free_name(folder.path(), &source, Language::Fi);
        assert_eq!(name(), folder.path().join("tilaukset.hylatyt.csv"));
        fs::write(name(), "").expect("written");
        assert_eq!(name(), folder.path().join("tilaukset.hylatyt-2.csv"));
        let mended = free_name(folder.path(), &name(), Language::En);
        assert_eq!(mended, folder.path().join("tilaukset.rejected.csv"), "suffixes do not pile up");
    }
}
