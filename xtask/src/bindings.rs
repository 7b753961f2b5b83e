//! The TypeScript types of the commands, generated from Rust and committed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{project, shell};

/// The program that writes the types: an example of the app crate, told the folder by `TS_RS_EXPORT_DIR`.
const GENERATOR: &str = "export_bindings";

/// Writes `ui/src/ipc/bindings` anew, leaving nothing of what was there.
///
/// # Errors
/// When the generator does not build or fails.
pub fn write() -> Result<()> {
    let folder = committed();
    generate(&folder)?;
    println!("types written to {}", folder.display());
    Ok(())
}

/// Checks that the committed types are what the generator writes now.
///
/// # Errors
/// When they differ, naming the files.
pub fn check() -> Result<()> {
    let fresh = tempfile::tempdir()?;
    generate(fresh.path())?;
    let differences = differences(&contents(&committed())?, &contents(fresh.path())?);
    if !differences.is_empty() {
        bail!("stale types in ui/src/ipc/bindings: {}; run `cargo xtask bindings`", differences.join(", "));
    }
    Ok(())
}

fn committed() -> PathBuf {
    project::ui().join("src/ipc/bindings")
}

/// The generator writes to a new folder that then takes the place of the old one, so that the type of a
/// command that is gone goes too.
fn generate(folder: &Path) -> Result<()> {
    let parent = folder.parent().context("the folder of the types has no parent")?;
    fs::create_dir_all(parent)?;
    let fresh = tempfile::tempdir_in(parent)?;
    // Built as a part of the workspace, like everything in a test run, so that nothing is compiled twice.
    shell::run(&mut shell::cargo(&["build", "--quiet", "--workspace", "--example", GENERATOR]))?;
    let mut generator = shell::command(project::program("debug/examples", GENERATOR), &project::root());
    shell::run(generator.env("TS_RS_EXPORT_DIR", fresh.path()))?;
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    // Kept, not dropped: it has a new name and must stay.
    fs::rename(fresh.keep(), folder)?;
    Ok(())
}

/// The files below a folder: path relative to it -> content.
fn contents(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        let entries = fs::read_dir(&next).with_context(|| format!("{} cannot be read", next.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.insert(path.strip_prefix(folder)?.to_path_buf(), fs::read(&path)?);
            }
        }
    }
    Ok(files)
}

/// The paths that are in one but not in the other, or differ.
fn differences(left: &BTreeMap<PathBuf, Vec<u8>>, right: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<String> {
    let mut paths: Vec<&PathBuf> = left.keys().chain(right.keys()).collect();
    paths.sort();
    paths.dedup();
    paths.retain(|path| left.get(*path) != right.get(*path));
    paths.iter().map(|path| path.display().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> BTreeMap<PathBuf, Vec<u8>> {
        list.iter().map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn changed_missing_and_superfluous_files_are_named_and_equal_ones_are_not() {
        let committed = files(&[("Same.ts", "a"), ("Changed.ts", "a"), ("Gone.ts", "a")]);
        let fresh = files(&[("Same.ts", "a"), ("Changed.ts", "b"), ("New.ts", "a")]);
        assert_eq!(differences(&committed, &fresh), ["Changed.ts", "Gone.ts", "New.ts"]);
    }
}
