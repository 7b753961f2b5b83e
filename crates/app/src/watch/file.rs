//! The files of a watched folder that count.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::api::WatchedFolder;
use crate::import::is_rejected_file;

/// Endings of the names of files that can be imported.
const ENDINGS: [&str; 7] = ["csv", "tsv", "tab", "txt", "xlsx", "ods", "vcf"];

/// What shows that a file is still being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
}

/// A file that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WatchedFile {
    pub path: PathBuf,
    pub name: String,
    pub stamp: Stamp,
}

/// The files of a folder that count, by name: nightly exports carry the date there.
pub(super) fn files(folder: &WatchedFolder) -> io::Result<Vec<WatchedFile>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder.folder)? {
        let entry = entry?;
        let path = entry.path();
        let Ok(name) = entry.file_name().into_string() else { continue };
        if !counts(&path, &name, &folder.prefix) {
            continue;
        }
        if let Some(stamp) = stamp(&path) {
            files.push(WatchedFile { path, name, stamp });
        }
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

/// The stamp of a file that holds something; a file that is gone meanwhile has none.
pub(super) fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok()?;
    let is_filled = metadata.is_file() && metadata.len() > 0;
    is_filled.then(|| Stamp { size: metadata.len(), modified: metadata.modified().ok() })
}

/// Names that programs give to files they have not finished, hidden ones and our own rejected rows do not count.
fn counts(path: &Path, name: &str, prefix: &str) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    ENDINGS.contains(&ending.as_str())
        && !name.starts_with(['.', '~'])
        && name.to_lowercase().starts_with(&prefix.to_lowercase())
        && !is_rejected_file(path)
}

/// BLAKE3 of what a file holds.
pub(super) fn content(path: &Path) -> io::Result<[u8; 32]> {
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut File::open(path)?, &mut hasher)?;
    Ok(*hasher.finalize().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_finished_files_of_the_prefix_count() {
        let counts = |name: &str| counts(Path::new(name), name, "Tilaukset");
        assert!(counts("tilaukset-2026-11-21.csv") && counts("TILAUKSET.XLSX"));
        for name in
            ["asiakkaat.csv", "tilaukset.csv.tmp", ".tilaukset.csv", "tilaukset.pdf", "tilaukset.hylatyt.csv"]
        {
            assert!(!counts(name), "{name}");
        }
    }
}
