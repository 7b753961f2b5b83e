//! A folder of the file system: on a disk, on a network drive, or kept by a cloud service's client.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use crate::name::HALF_WRITTEN;
use crate::ports::{Folder, FolderError, Listed};

/// Directories below the folder that are looked into.
const DEEPEST: usize = 4;
/// Files that are listed at the most; a folder of ours has a few hundred.
const MOST_FILES: usize = 100_000;
/// Pauses before another try when a virus scanner or a cloud client holds a file; some two seconds in all.
const PAUSES: [u64; 6] = [20, 50, 130, 300, 600, 900];

/// A folder on a disk.
#[derive(Debug, Clone)]
pub struct DiskFolder {
    root: PathBuf,
}

impl DiskFolder {
    /// The folder at that path, which must be there when it is used.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Where it lies.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn at(&self, path: &str) -> PathBuf {
        path.split('/').fold(self.root.clone(), |whole, part| whole.join(part))
    }

    fn error(&self, error: &io::Error, path: &str) -> FolderError {
        let (path, reason) = (path.to_owned(), error.to_string());
        if !self.root.is_dir() {
            return FolderError::Unreachable { reason };
        }
        match error.kind() {
            ErrorKind::NotFound => FolderError::NotFound { path },
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                FolderError::Full { path }
            }
            // Windows says the same of a file that is held; patience is over here.
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => FolderError::ReadOnly { path },
            ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::NotConnected
            | ErrorKind::StaleNetworkFileHandle => FolderError::Unreachable { reason },
            _ => FolderError::Busy { path, reason },
        }
    }

    fn list_into(
        &self,
        directory: &Path,
        prefix: &str,
        deep: usize,
        found: &mut Vec<Listed>,
    ) -> io::Result<()> {
        for entry in fs::read_dir(directory)? {
            let entry = entry?;
            // What goes away while one looks is not there.
            let Ok(metadata) = fs::symlink_metadata(entry.path()) else { continue };
            let name = entry.file_name();
            let path = format!("{prefix}{}", name.to_string_lossy());
            if metadata.is_file() && found.len() < MOST_FILES {
                found.push(Listed { path, bytes: metadata.len() });
            } else if metadata.is_dir() && deep < DEEPEST {
                // A directory that cannot be read hides files, as a late listing does.
                let _ = self.list_into(&entry.path(), &format!("{path}/"), deep + 1, found);
            }
        }
        Ok(())
    }

    fn write_new(&self, target: &Path, bytes: &[u8]) -> io::Result<()> {
        let directory = target.parent().unwrap_or(&self.root);
        fs::create_dir_all(directory)?;
        let mut half = tempfile::Builder::new().prefix("").suffix(HALF_WRITTEN).tempfile_in(directory)?;
        half.write_all(bytes)?;
        // Some network drives cannot do it; what is torn by a power cut there fails its hash and is written again.
        let _ = half.as_file().sync_all();
        let persisted = half.persist_noclobber(target);
        match persisted {
            Ok(_) => {}
            Err(failed) if failed.error.kind() == ErrorKind::AlreadyExists => return Err(failed.error),
            // A drive that cannot rename without overwriting, or a client that took the half file away: under its
            // own name it is written directly. Readers do not take what is not whole.
            Err(_) => {
                let mut file = OpenOptions::new().write(true).create_new(true).open(target)?;
                file.write_all(bytes)?;
                let _ = file.sync_all();
            }
        }
        let _ = File::open(directory).and_then(|directory| directory.sync_all());
        Ok(())
    }
}

impl Folder for DiskFolder {
    fn list(&mut self) -> Result<Vec<Listed>, FolderError> {
        let mut found = Vec::new();
        match self.list_into(&self.root, "", 0, &mut found) {
            Ok(()) => Ok(found),
            Err(error) => Err(FolderError::Unreachable { reason: error.to_string() }),
        }
    }

    fn read(&mut self, path: &str) -> Result<Vec<u8>, FolderError> {
        with_patience(|| fs::read(self.at(path))).map_err(|error| self.error(&error, path))
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<(), FolderError> {
        if !self.root.is_dir() {
            // Made anew it would be an empty folder where a drive is missing.
            return Err(FolderError::Unreachable { reason: "the folder is not there".to_owned() });
        }
        let target = self.at(path);
        match with_patience(|| self.write_new(&target, bytes)) {
            // The engine reads back what is there and says whether it is right.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            done => done.map_err(|error| self.error(&error, path)),
        }
    }

    fn delete(&mut self, path: &str) -> Result<(), FolderError> {
        match with_patience(|| fs::remove_file(self.at(path))) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            done => done.map_err(|error| self.error(&error, path)),
        }
    }
}

/// Tries again while another program holds the file.
fn with_patience<T>(mut act: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    for pause in PAUSES {
        match act() {
            Err(error) if is_held(&error) => sleep(Duration::from_millis(pause)),
            done => return done,
        }
    }
    act()
}

/// Windows: access denied (while a file is being deleted or scanned), sharing violation, lock violation.
#[cfg(windows)]
fn is_held(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(5 | 32 | 33))
}

/// Elsewhere programs do not hold files.
#[cfg(not(windows))]
fn is_held(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_listed_and_read_and_never_overwritten() -> anyhow::Result<()> {
        let root = tempfile::tempdir()?;
        let mut folder = DiskFolder::new(root.path());
        folder.write("o/abc/1.plk", b"one")?;
        folder.write("o/abc/1.plk", b"two")?;
        assert_eq!(folder.read("o/abc/1.plk")?, b"one");
        assert_eq!(folder.list()?, [Listed { path: "o/abc/1.plk".to_owned(), bytes: 3 }]);
        folder.delete("o/abc/1.plk")?;
        folder.delete("o/abc/1.plk")?;
        assert_eq!(folder.list()?, []);
        assert_eq!(folder.read("o/abc/1.plk"), Err(FolderError::NotFound { path: "o/abc/1.plk".to_owned() }));
        Ok(())
    }

    #[test]
    fn a_folder_that_is_gone_is_unreachable_and_not_made() -> anyhow::Result<()> {
        let root = tempfile::tempdir()?;
        let gone = root.path().join("gone");
        let mut folder = DiskFolder::new(&gone);
        assert!(matches!(folder.list(), Err(FolderError::Unreachable { .. })));
        assert!(matches!(folder.write("a.plk", b"a"), Err(FolderError::Unreachable { .. })));
        assert!(matches!(folder.read("a.plk"), Err(FolderError::Unreachable { .. })));
        assert!(!gone.exists());
        Ok(())
    }

    #[cfg(windows)]
    #[test]
    fn what_stays_forbidden_is_told_from_what_is_held() -> anyhow::Result<()> {
        let root = tempfile::tempdir()?;
        let folder = DiskFolder::new(root.path());
        let told = |code| folder.error(&io::Error::from_raw_os_error(code), "a.plk");
        assert!(matches!(told(5), FolderError::ReadOnly { .. }), "access denied");
        assert!(matches!(told(32), FolderError::Busy { .. }), "sharing violation");
        assert!(matches!(told(33), FolderError::Busy { .. }), "lock violation");
        Ok(())
    }

    #[test]
    fn links_are_not_followed() -> anyhow::Result<()> {
        let (root, outside) = (tempfile::tempdir()?, tempfile::tempdir()?);
        fs::write(outside.path().join("secret.plk"), b"secret")?;
        #[cfg(unix)]
        std::os::unix::fs::symlink(outside.path(), root.path().join("o"))?;
        assert_eq!(DiskFolder::new(root.path()).list()?, []);
        Ok(())
    }
}
