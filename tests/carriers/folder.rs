//! What lies in a copy of the shared folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Files by their path from the folder on, with their bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Every file of the folder, whoever wrote it; but not what the daemon keeps for itself, its marker.
pub fn files(root: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("lists") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(root).expect("it is below").display().to_string();
            if path.is_dir() {
                if name != ".stfolder" {
                    folders.push(path);
                }
            } else if let Ok(bytes) = fs::read(&path) {
                // What is half-written may be gone again by now.
                files.insert(name, bytes);
            }
        }
    }
    files
}

/// Whether the daemon is in the midst of writing that file.
pub fn is_arriving(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|name| name.starts_with(".syncthing.") && name.ends_with(".tmp"))
}

/// Whether the copies hold the same; otherwise what one has and another has not.
pub fn are_alike(copies: &[Files]) -> Result<(), String> {
    let Some((first, others)) = copies.split_first() else { return Ok(()) };
    for other in others {
        let differs = |(name, bytes): &(&String, &Vec<u8>)| other.get(*name) != Some(*bytes);
        let names: Vec<_> = first.iter().filter(differs).map(|(name, _)| name).collect();
        let more: Vec<_> = other.keys().filter(|name| !first.contains_key(*name)).collect();
        if !names.is_empty() || !more.is_empty() {
            return Err(format!("not carried yet: {names:?} one way, {more:?} the other"));
        }
    }
    Ok(())
}
