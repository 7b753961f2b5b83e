//! What tells this machine, and this copy of the workspace, from others.

use std::fs;

use pelikirja_store::WorkspaceFolder;

/// Changes when the workspace is copied to another machine or put back from a backup: then two could write in the name
/// of one, so a new session begins.
///
/// It is made of the machine's own identity where the system has one, of where the workspace lies, and of the database
/// file's number on its disk, which a copy does not share.
pub(super) fn fingerprint(folder: &WorkspaceFolder) -> Vec<u8> {
    let mut hasher = blake3::Hasher::new_derive_key("pelikirja 2026-11 machine fingerprint");
    for path in ["/etc/machine-id", "/var/lib/dbus/machine-id"] {
        if let Ok(machine) = fs::read(path) {
            hasher.update(&machine);
            break;
        }
    }
    for name in ["COMPUTERNAME", "HOSTNAME"] {
        if let Ok(value) = std::env::var(name) {
            hasher.update(value.as_bytes());
        }
    }
    let database = folder.database();
    hasher.update(fs::canonicalize(&database).unwrap_or(database.clone()).as_os_str().as_encoded_bytes());
    hasher.update(&file_number(&database).to_le_bytes());
    hasher.finalize().as_bytes().to_vec()
}

#[cfg(unix)]
fn file_number(path: &std::path::Path) -> u64 {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata(path).map(|metadata| metadata.ino()).unwrap_or_default()
}

/// Windows tells a file's number only through its own interfaces; when it was made serves as well.
#[cfg(not(unix))]
fn file_number(path: &std::path::Path) -> u64 {
    let made = fs::metadata(path).and_then(|metadata| metadata.created()).ok();
    let since = made.and_then(|made| made.duration_since(std::time::UNIX_EPOCH).ok());
    since.map(|since| since.as_secs()).unwrap_or_default()
}
