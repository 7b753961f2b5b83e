//! Node, and the packages of the interface as its lock file has them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::{project, shell};

/// The oldest Node that the interface's tools run on.
const OLDEST: (u32, u32) = (20, 19);

/// Runs `npm ci` when the installed packages are not those of the lock file.
///
/// # Errors
/// When Node is missing or too old, or npm fails.
pub fn install() -> Result<()> {
    check_version()?;
    let lock = project::ui().join("package-lock.json");
    let wanted = fingerprint(&lock)?;
    let stamp = project::ui().join("node_modules/.pelikirja-installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    // No install scripts: a package of somebody else runs nothing on this machine before its code is used.
    shell::run(&mut shell::npm(&["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, wanted).with_context(|| format!("{} cannot be written", stamp.display()))
}

fn check_version() -> Result<()> {
    let remedy = format!("install Node {}.{} or newer, with npm", OLDEST.0, OLDEST.1);
    if !shell::has(if cfg!(windows) { "node.exe" } else { "node" }) {
        bail!("Node is missing: {remedy}");
    }
    let version = shell::output(shell::command("node", &project::root()).arg("--version"))?;
    match parse_version(&version) {
        Some(found) if found >= OLDEST => Ok(()),
        _ => bail!("Node {} is too old: {remedy}", version.trim()),
    }
}

/// `v20.19.2` -> (20, 19).
fn parse_version(words: &str) -> Option<(u32, u32)> {
    let mut numbers = words.trim().strip_prefix('v')?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

fn fingerprint(file: &Path) -> Result<String> {
    let content = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(parse_version("v20.19.2\n"), Some((20, 19)));
        assert!(parse_version("v9.0.0").is_some_and(|version| version < OLDEST));
        assert!(parse_version("v24.1.0").is_some_and(|version| version > OLDEST));
        assert_eq!(parse_version("20"), None);
    }
}
