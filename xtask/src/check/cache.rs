//! The folder outside the clone that holds compilers, libraries and builds.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::System;
use super::stamp::Stamp;

/// What a folder is called until it is whole.
const HALF: &str = "half-";

/// The folder; one for all clones of a user.
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// At the given place, or at the usual one.
    ///
    /// # Errors
    /// When no place is known.
    pub fn at(folder: Option<&Path>) -> Result<Self> {
        let folder = match folder {
            Some(folder) => env::current_dir()?.join(folder),
            None => usual(env::var_os("XDG_CACHE_HOME"), env::var_os("HOME"))
                .context("neither XDG_CACHE_HOME nor HOME is set: name a folder with --cache")?,
        };
        Ok(Self { folder })
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A place in it.
    pub fn join(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Where cargo builds for a system. Not shared between systems: each is made anew on its own.
    pub fn target(&self, system: System) -> PathBuf {
        self.folder.join(format!("target-{}", system.word()))
    }

    /// Makes the folder unless it is there, waits until no other check uses it, and keeps others out while the file is
    /// held.
    ///
    /// # Errors
    /// When the folder or the lock file cannot be used.
    pub fn lock(&self) -> Result<File> {
        let folder = &self.folder;
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let path = self.join("lock");
        let file = File::create(&path).with_context(|| format!("{} cannot be written", path.display()))?;
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => println!("waiting for another check that uses the same cache"),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        file.lock()?;
        Ok(file)
    }

    /// Removes what an interrupted run has left half-made.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn sweep(&self) -> Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(HALF) {
                fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(())
    }

    /// A folder for what is not whole yet, on the same disk as its later place; gone when dropped.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn half_made(&self) -> Result<tempfile::TempDir> {
        Ok(tempfile::Builder::new().prefix(HALF).tempdir_in(&self.folder)?)
    }

    /// Makes a folder that is there as a whole or not at all: under another name, stamped last, then renamed.
    ///
    /// # Errors
    /// When it cannot be made; then what was there before is there still.
    pub fn make(&self, name: &str, make: impl FnOnce(&Path) -> Result<Stamp>) -> Result<PathBuf> {
        let half = self.half_made()?;
        let stamp = make(half.path())?;
        stamp.write(half.path())?;
        let place = self.join(name);
        put_in_place(half, &place)?;
        Ok(place)
    }

    /// Notes that the workspace was checked for a system, so that the next time takes minutes at the most.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn note_checked(&self, system: System) -> Result<()> {
        Ok(fs::write(self.checked(system), "")?)
    }

    /// Whether it was.
    pub fn was_checked(&self, system: System) -> bool {
        self.checked(system).exists()
    }

    fn checked(&self, system: System) -> PathBuf {
        self.target(system).join("pelikirja-checked")
    }
}

/// Moves a folder that is whole to its place, and away what was there.
///
/// # Errors
/// When something cannot be moved or removed.
pub fn put_in_place(whole: tempfile::TempDir, place: &Path) -> Result<()> {
    let what = || format!("{} cannot be put in place", place.display());
    if place.exists() {
        // Out of the way first: what is being removed must not be taken for whole.
        let old = whole.path().with_extension("old");
        fs::rename(place, &old).with_context(what)?;
        fs::remove_dir_all(&old).with_context(what)?;
    }
    // Kept, not dropped: it has a new name and must stay.
    fs::rename(whole.keep(), place).with_context(what)
}

fn usual(cache: Option<OsString>, home: Option<OsString>) -> Option<PathBuf> {
    let given = |value: Option<OsString>| value.map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = given(cache).or_else(|| given(home).map(|home| home.join(".cache")))?;
    Some(cache.join("pelikirja"))
}

/// Says what to do where a program of the cache is missing.
///
/// # Errors
/// When it is.
pub fn must_exist(program: &Path) -> Result<()> {
    if !program.exists() {
        bail!("{} is missing: set up anew with --renew", program.display());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn stamp(recipe: u32) -> Stamp {
        Stamp { recipe, packages: BTreeMap::new() }
    }

    #[test]
    fn the_usual_place_follows_the_rules_for_cache_folders() {
        let some = |path: &str| Some(OsString::from(path));
        assert_eq!(usual(some("/c"), some("/h")), Some("/c/pelikirja".into()));
        assert_eq!(usual(None, some("/h")), Some("/h/.cache/pelikirja".into()));
        assert_eq!(usual(some("relative"), some("/h")), Some("/h/.cache/pelikirja".into()), "not allowed");
        assert_eq!(usual(None, None), None);
    }

    #[test]
    fn what_fails_half_way_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(Some(folder.path())).unwrap();
        let made = cache.make("tools", |half| {
            fs::write(half.join("program"), "first")?;
            Ok(stamp(1))
        });
        let failed = cache.make("tools", |half| {
            fs::write(half.join("program"), "second")?;
            bail!("the disk is full")
        });
        assert_eq!(failed.unwrap_err().to_string(), "the disk is full");
        let place = made.unwrap();
        assert_eq!(fs::read_to_string(place.join("program")).unwrap(), "first");
        assert_eq!(Stamp::of(&place, 1), Some(stamp(1)));
        cache.make("tools", |_| Ok(stamp(2))).unwrap();
        assert!(!place.join("program").exists(), "nothing of the old one stays");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "and nothing beside it");
    }

    #[test]
    fn what_an_interruption_has_left_is_swept_and_the_rest_stays() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(Some(folder.path())).unwrap();
        fs::create_dir_all(folder.path().join("half-x1/usr")).unwrap();
        fs::create_dir_all(folder.path().join("half-x1.old")).unwrap();
        fs::create_dir(folder.path().join("rust")).unwrap();
        cache.sweep().unwrap();
        let left: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["rust"]);
    }

    #[test]
    fn one_check_at_a_time_uses_the_cache() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(Some(folder.path())).unwrap();
        let held = cache.lock().unwrap();
        let second = File::create(cache.join("lock")).unwrap();
        assert!(matches!(second.try_lock(), Err(TryLockError::WouldBlock)));
        drop(held);
        second.try_lock().unwrap();
    }
}
