//! Debian's packages, unpacked into a folder instead of installed: beside those of the system they would be in
//! the way, and no rights of root are needed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::setup;
use crate::shell;

/// Packages by name, with the version to fetch.
pub type Versions = BTreeMap<String, String>;

/// The newest version of a package that this system's lists have.
///
/// # Errors
/// When there is none.
pub fn candidate(package: &str) -> Result<String> {
    let mut show = quiet("apt-cache");
    let words = shell::output(show.args(["show", "--no-all-versions", package])).ok();
    words.as_deref().and_then(version_in).map(str::to_owned).with_context(|| {
        format!(
            "apt knows no package {package}: the lists of Debian 12 or newer with its security updates are needed, \
             and `apt-get update`"
        )
    })
}

/// These packages, and what they need that the system does not have.
///
/// # Errors
/// When apt does not know one of them or cannot satisfy what it needs.
pub fn with_what_they_need(packages: &[&str]) -> Result<Versions> {
    let mut versions = Versions::new();
    for package in packages {
        versions.insert((*package).to_owned(), candidate(package)?);
    }
    let mut simulate = quiet("apt-get");
    simulate.args(["install", "--simulate", "--no-install-recommends"]).args(packages);
    versions.extend(to_install(&shell::output(&mut simulate)?));
    Ok(versions)
}

/// Downloads packages and unpacks them below a folder.
///
/// # Errors
/// When one cannot be fetched or unpacked.
pub fn unpack(versions: &Versions, folder: &Path) -> Result<()> {
    let files = folder.join("debs");
    fs::create_dir(&files)?;
    let wanted: Vec<String> = versions.iter().map(|(name, version)| format!("{name}={version}")).collect();
    println!("fetching {}", wanted.join(" "));
    let mut download = shell::command("apt-get", &files);
    // As root, apt would fetch as a user of its own, who may not write here.
    download.args(["download", "-q", "-q", "-o", "APT::Sandbox::User=root"]).args(&wanted);
    shell::run(&mut download).context("the packages cannot be fetched")?;
    for entry in fs::read_dir(&files)? {
        let mut unpack = shell::command("dpkg-deb", folder);
        shell::run(unpack.arg("--extract").arg(entry?.path()).arg("."))?;
    }
    Ok(fs::remove_dir_all(&files)?)
}

/// Says what is missing before anything is done, and brings the lists of packages up to date: what they name must be
/// there still when it is fetched.
///
/// # Errors
/// When this is not Debian.
pub fn prepare() -> Result<()> {
    for program in ["apt-get", "apt-cache", "dpkg-deb"] {
        if !shell::has(program) {
            bail!(
                "{program} is missing: compilers for other systems are fetched as packages of Debian 12 or newer"
            );
        }
    }
    if let Err(error) = setup::update_package_lists() {
        println!("{error:#}; going on with the lists of packages as they are");
    }
    Ok(())
}

fn quiet(program: &str) -> Command {
    let mut command = shell::command(program, Path::new("/"));
    command.env("LC_ALL", "C").arg("-q");
    command
}

/// The first `Version:` of what `apt-cache show` prints.
fn version_in(words: &str) -> Option<&str> {
    words.lines().find_map(|line| line.strip_prefix("Version: ")).map(str::trim)
}

/// The packages of `apt-get install --simulate`: `Inst libllvm22 (1:22.1.8-1~deb12u1 Debian-Security:12 [amd64])`.
fn to_install(words: &str) -> Versions {
    let package = |line: &str| {
        let (name, rest) = line.strip_prefix("Inst ")?.split_once(' ')?;
        // An upgrade has the present version first: `Inst zlib1g [1.2] (1.3 Debian:12 [amd64])`.
        let version = rest.split_once('(')?.1.split(' ').next()?;
        Some((name.to_owned(), version.to_owned()))
    };
    words.lines().filter_map(package).collect()
}

/// Major and minor of the program in a package: `1:1.96.0+dfsg1-1~deb12u2` -> (1, 96).
pub fn program_version(version: &str) -> Option<(u32, u32)> {
    let upstream = version.split_once(':').map_or(version, |(_, upstream)| upstream);
    let mut numbers = upstream.split(|letter: char| !letter.is_ascii_digit());
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_in_a_package_has_a_major_and_a_minor_version() {
        assert_eq!(program_version("1.96.0+dfsg1-1~deb12u2"), Some((1, 96)));
        assert_eq!(program_version("1:22.1.8-1~deb12u1"), Some((22, 1)));
        assert!(program_version("1.100.0-1") > program_version("1.96.0-1"), "as numbers");
        assert_eq!(program_version("unknown"), None);
    }

    #[test]
    fn the_candidate_is_the_first_version_that_is_shown() {
        let words = "Package: rustc-web\nSource: rustc-web\nVersion: 1.96.0+dfsg1-1~deb12u2\nSize: 1\n";
        assert_eq!(version_in(words), Some("1.96.0+dfsg1-1~deb12u2"));
        assert_eq!(version_in("N: Unable to locate package\n"), None);
    }

    #[test]
    fn a_simulated_installation_names_what_it_would_fetch() {
        let words = "Reading package lists...\n\
            Inst libllvm22 (1:22.1.8-1~deb12u1 Debian-Security:12/oldstable-security [amd64])\n\
            Inst zlib1g [1:1.2.13] (1:1.2.13-1+deb12u1 Debian:12.1/oldstable [amd64])\n\
            Conf libllvm22 (1:22.1.8-1~deb12u1 Debian-Security:12/oldstable-security [amd64])\n";
        let expected = [("libllvm22", "1:22.1.8-1~deb12u1"), ("zlib1g", "1:1.2.13-1+deb12u1")];
        assert_eq!(to_install(words), expected.map(|(name, version)| (name.into(), version.into())).into());
        assert_eq!(to_install("rustc-web is already the newest version\n"), Versions::new());
    }
}
