//! Rules that no compiler checks.

mod crates;
mod features;
mod files;
mod hosts;
mod licences;
mod manifests;
mod migrations;
mod test_files;

use anyhow::{Result, bail};

/// Checks every rule and names everything that breaks one.
///
/// # Errors
/// When a rule is broken.
pub fn tidy() -> Result<()> {
    let root = crate::project::root();
    let committed = files::committed(&root)?;
    let mut faults = Vec::new();
    faults.extend(crates::faults()?);
    faults.extend(features::faults(&committed));
    faults.extend(migrations::faults(&root)?);
    faults.extend(hosts::faults(&committed));
    faults.extend(licences::faults(&root)?);
    faults.extend(manifests::faults(&committed));
    faults.extend(test_files::faults(&committed));
    if !committed.iter().any(|file| file.path == "CHANGELOG.md") {
        faults.push("CHANGELOG.md: missing".to_owned());
    }
    if faults.is_empty() {
        println!("tidy: {} files in order", committed.len());
        return Ok(());
    }
    faults.iter().for_each(|fault| println!("{fault}"));
    bail!("{} breaches of the rules in docs/ARCHITECTURE.md", faults.len())
}
