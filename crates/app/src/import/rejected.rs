//! The rows that an import left out, as a CSV to mend.
//!
//! It is plain text and holds what the imported file held, so it goes where that file is, under its name: the user
//! chose that place for such data. Only where nothing may be written there, it goes to `rejected` in the folder of
//! the workspace. It is written by real imports alone, never by a dry run, never over a file that is there, and taken
//! away again when the import fails or is stopped.

use std::fs;
use std::path::{Path, PathBuf};

use pelikirja_exchange::{CellProblem, Delimiter, Mapping, RawRow, RejectedCsv};

use super::reasons::{heading, reason};
use crate::api::Language;

/// What is added to the name of the imported file, in either language: watched folders pass such files over.
const SUFFIXES: [&str; 2] = [".hylatyt", ".rejected"];
/// Names that are tried.
const MOST_NAMES: u32 = 1_000;

/// Bytes of the name of the imported file that are kept: with what is added, file systems take it.
const MOST_NAME_BYTES: usize = 200;

/// The file of rejected rows; made with the first one.
///
/// An import does not fail because it cannot be written: the rows are in the imported file, too.
pub(super) struct Rejected<'a> {
    source: &'a Path,
    mapping: &'a Mapping,
    fallback: &'a Path,
    language: Language,
    open: Option<(PathBuf, RejectedCsv)>,
    finished: Option<PathBuf>,
    has_failed: bool,
}

impl<'a> Rejected<'a> {
    pub fn new(source: &'a Path, mapping: &'a Mapping, fallback: &'a Path, language: Language) -> Self {
        Self { source, mapping, fallback, language, open: None, finished: None, has_failed: false }
    }

    /// Adds a row.
    pub fn write(&mut self, raw: &RawRow, problems: &[CellProblem]) {
        if self.open.is_none() && !self.has_failed {
            self.open = self.create();
            self.has_failed = self.open.is_none();
        }
        let Some((_, file)) = &mut self.open else { return };
        if file.write(raw, &reason(problems, self.language)).is_err() {
            self.fail();
        }
    }

    /// Completes the file. Returns where it is, if any row was rejected: one that holds just the same, from an
    /// earlier import of the file, is left in its place.
    pub fn finish(&mut self) -> Option<String> {
        let (path, file) = self.open.take()?;
        self.finished = Some(path.clone());
        if file.finish().is_err() {
            self.fail();
            return None;
        }
        let names = names(path.parent().unwrap_or(Path::new(".")), self.source, self.language);
        let mut earlier = names.take_while(|name| *name != path);
        if let Some(same) = earlier.find(|name| holds_the_same(name, &path)) {
            self.remove();
            return Some(same.display().to_string());
        }
        Some(path.display().to_string())
    }

    /// Whether rows were rejected and could not be written.
    pub fn has_failed(&self) -> bool {
        self.has_failed
    }

    /// Removes the file.
    pub fn discard(mut self) {
        self.remove();
    }

    fn fail(&mut self) {
        self.has_failed = true;
        self.remove();
    }

    fn remove(&mut self) {
        let path = self.open.take().map(|(path, _)| path).or_else(|| self.finished.take());
        if let Some(path) = path {
            // It says nothing wrong if it cannot be removed: these rows were rejected.
            let _ = fs::remove_file(path);
        }
    }

    fn create(&self) -> Option<(PathBuf, RejectedCsv)> {
        let (headers, delimiter) = pelikirja_exchange::headers(self.source, self.mapping).ok()?;
        let delimiter = delimiter.unwrap_or(Delimiter::Semicolon);
        let heading = heading(self.language);
        let create = |folder: &Path| {
            let path = names(folder, self.source, self.language).find(|path| !path.exists())?;
            let file = RejectedCsv::create(&path, delimiter, &headers, heading).ok()?;
            Some((path, file))
        };
        create(self.source.parent().unwrap_or(Path::new("."))).or_else(|| {
            fs::create_dir_all(self.fallback).ok()?;
            create(self.fallback)
        })
    }
}

fn holds_the_same(one: &Path, other: &Path) -> bool {
    let size = |path: &Path| fs::metadata(path).map(|file| file.len()).ok();
    size(one).is_some() && size(one) == size(other) && fs::read(one).ok() == fs::read(other).ok()
}

/// The name of the imported file for one that holds its rejected rows; every other name stays as it is.
pub(super) fn name_of_source(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{}.{ending}", base(stem)),
        None => name.to_owned(),
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

/// The names that the file may have, in the order in which they are tried.
fn names(folder: &Path, source: &Path, language: Language) -> impl Iterator<Item = PathBuf> {
    let stem = source.file_stem().unwrap_or_default().to_string_lossy();
    let suffix = match language {
        Language::Fi => SUFFIXES[0],
        Language::En => SUFFIXES[1],
    };
    let base = base(&stem);
    let base = base[..base.floor_char_boundary(MOST_NAME_BYTES)].to_owned();
    let folder = folder.to_owned();
    let numbers = std::iter::once(String::new()).chain((2..=MOST_NAMES).map(|number| format!("-{number}")));
    numbers.map(move |number| folder.join(format!("{base}{suffix}{number}.csv")))
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
        let free =
            |source: &Path, language| names(folder.path(), source, language).find(|path| !path.exists());
        let first = folder.path().join("tilaukset.hylatyt.csv");
        assert_eq!(free(&source, Language::Fi).as_ref(), Some(&first));
        fs::write(&first, "").expect("written");
        let second = folder.path().join("tilaukset.hylatyt-2.csv");
        assert_eq!(free(&source, Language::Fi).as_ref(), Some(&second));
        let mended = folder.path().join("tilaukset.rejected.csv");
        assert_eq!(free(&second, Language::En), Some(mended), "suffixes do not pile up");
        let long = names(folder.path(), Path::new(&format!("{}.csv", "ä".repeat(125))), Language::Fi).next();
        let name = long.and_then(|path| path.file_name().map(|name| name.len()));
        assert_eq!(name, Some(200 + ".hylatyt.csv".len()), "file systems take it");
    }

    #[test]
    fn rejected_rows_have_the_name_of_their_source() {
        for (name, source) in
            [("a.hylatyt-2.csv", "a.csv"), ("a.csv", "a.csv"), ("a", "a"), ("a.b.rejected.csv", "a.b.csv")]
        {
            assert_eq!(name_of_source(name), source);
        }
    }
}
