//! A Rust compiler whose standard library can be built for other systems.
//!
//! Debian has a compiler together with the sources of its library; from these the library is built once for each
//! system. After that an ordinary cargo compiles for it, without any flag for nightly compilers.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::System;
use super::cache::Cache;
use super::debian;
use super::stamp::Stamp;
use crate::{project, shell};

/// What the folder holds; higher with every change here.
const RECIPE: u32 = 1;
const FOLDER: &str = "rust";

/// Without a library of the target, only this can be compiled.
const EMPTY_CRATE: &str =
    "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";

/// The compiler, unpacked.
pub struct Rust {
    folder: PathBuf,
}

impl Rust {
    /// Fetches the compiler unless it is there and new enough for this workspace.
    ///
    /// # Errors
    /// When Debian has none that is new enough, or it cannot be fetched.
    pub fn ready(cache: &Cache, renew: bool) -> Result<Self> {
        let needed = needed()?;
        let folder = cache.join(FOLDER);
        if !renew && is_new_enough(&folder, needed) {
            return Ok(Self { folder });
        }
        debian::prepare()?;
        let version = debian::candidate("rustc-web")?;
        let found = debian::program_version(&version).context("rustc-web has no version")?;
        if found < needed {
            bail!(
                "Debian's rustc-web is {}.{}, this workspace needs {}.{}: `apt-get update`, or a newer Debian",
                found.0,
                found.1,
                needed.0,
                needed.1
            );
        }
        let library = format!("libstd-rust-web-{}.{}", found.0, found.1);
        let packages = ["rustc-web", "rust-web-src", "libstd-rust-web-dev", &library];
        // What the old compiler has built does not go together with what the new one builds.
        for system in [System::Windows, System::Macos] {
            remove(&cache.target(system))?;
        }
        cache.make(FOLDER, |half| {
            let packages = debian::with_what_they_need(&packages)?;
            debian::unpack(&packages, half)?;
            wrap_compiler(half)?;
            Ok(Stamp { recipe: RECIPE, packages })
        })?;
        Ok(Self { folder })
    }

    /// Whether there is nothing to fetch or build.
    pub fn is_ready(cache: &Cache, system: System) -> bool {
        let folder = cache.join(FOLDER);
        needed().is_ok_and(|needed| is_new_enough(&folder, needed))
            && Self { folder }.library(system).exists()
    }

    /// Builds the standard library for a system unless it is there; two minutes. `path` is where programs are looked for:
    /// that of Windows calls a tool of its C compiler.
    ///
    /// # Errors
    /// When it does not build.
    pub fn standard_library(&self, cache: &Cache, system: System, path: &OsStr) -> Result<()> {
        if self.library(system).exists() {
            return Ok(());
        }
        println!("building the standard library for {}", system.target());
        let half = cache.half_made()?;
        fs::create_dir(half.path().join("src"))?;
        fs::write(half.path().join("Cargo.toml"), EMPTY_CRATE)?;
        fs::write(half.path().join("src/lib.rs"), "#![no_std]\n")?;
        let mut build = self.cargo(&half.path().join("target"));
        build
            .current_dir(half.path())
            .env("RUSTC_BOOTSTRAP", "1")
            .env("PATH", path)
            .args(library_arguments(system));
        shell::run(&mut build).context("the standard library does not build")?;

        let made = half.path().join("made");
        fs::create_dir_all(made.join("lib"))?;
        let built = half.path().join("target").join(system.target()).join("release/deps");
        for entry in fs::read_dir(built)? {
            let entry = entry?;
            if is_of_library(&entry.file_name().to_string_lossy()) {
                fs::rename(entry.path(), made.join("lib").join(entry.file_name()))?;
            }
        }
        Ok(fs::rename(made, self.library(system))?)
    }

    /// Cargo, of the tool chain that runs this program, with this compiler.
    pub fn cargo(&self, target: &Path) -> Command {
        let mut cargo = shell::cargo(&[]);
        cargo.env("RUSTC", self.compiler()).env("CARGO_TARGET_DIR", target);
        // Meant for the host's builds; the linker that they may name is of no use for another system.
        for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "RUSTC_WRAPPER"] {
            cargo.env_remove(name);
        }
        cargo
    }

    /// As the compiler says it.
    ///
    /// # Errors
    /// When it cannot be run.
    pub fn version(&self) -> Result<String> {
        let words = shell::output(shell::command(self.compiler(), &self.folder).arg("--version"))?;
        Ok(words.trim().to_owned())
    }

    fn compiler(&self) -> PathBuf {
        self.folder.join("usr/bin/rustc")
    }

    fn library(&self, system: System) -> PathBuf {
        self.folder.join("usr/lib/rustlib").join(system.target())
    }
}

/// Whether a folder has a compiler that this workspace can be compiled with.
fn is_new_enough(folder: &Path, needed: (u32, u32)) -> bool {
    let version = |stamp: Stamp| stamp.packages.get("rustc-web").and_then(|it| debian::program_version(it));
    Stamp::of(folder, RECIPE).and_then(version).is_some_and(|found| found >= needed)
}

/// The oldest compiler that the workspace can be compiled with.
fn needed() -> Result<(u32, u32)> {
    let manifest = fs::read_to_string(project::root().join("Cargo.toml"))?;
    let manifest: toml::Table = manifest.parse()?;
    let version = ["workspace", "package", "rust-version"]
        .iter()
        .try_fold(&toml::Value::Table(manifest), |value, name| value.get(name))
        .and_then(|value| debian::program_version(value.as_str()?));
    version.context("Cargo.toml has no workspace.package.rust-version")
}

/// Only what the compiler reads for `check`; whole libraries where programs are linked.
fn library_arguments(system: System) -> [&'static str; 5] {
    let (command, parts) = match system {
        System::Windows => ("build", "-Zbuild-std=std,panic_abort,panic_unwind,test,proc_macro"),
        System::Macos => ("check", "-Zbuild-std=std,panic_abort,panic_unwind,test,proc_macro"),
    };
    [command, "--release", "--target", system.target(), parts]
}

fn is_of_library(file: &str) -> bool {
    (file.ends_with(".rlib") || file.ends_with(".rmeta")) && !file.starts_with("libempty-")
}

/// The compiler finds its own libraries beside itself, wherever the folder lies.
fn wrap_compiler(folder: &Path) -> Result<()> {
    let compiler = folder.join("usr/bin/rustc");
    fs::rename(&compiler, folder.join("usr/bin/rustc-itself")).context("rustc-web has no usr/bin/rustc")?;
    write_program(
        &compiler,
        "#!/bin/sh\nhere=${0%/*}\n\
         LD_LIBRARY_PATH=\"$here/../lib/x86_64-linux-gnu\" exec \"$here/rustc-itself\" \"$@\"\n",
    )
}

/// Writes a script that can be run.
///
/// # Errors
/// When it cannot be written.
pub fn write_program(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    // This program is compiled everywhere, though it checks on Linux only.
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    Ok(())
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_compiler_serves_until_the_workspace_needs_a_newer_one() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!is_new_enough(folder.path(), (1, 95)), "nothing is there");
        let packages = BTreeMap::from([("rustc-web".to_owned(), "1.96.0+dfsg1-1~deb12u2".to_owned())]);
        Stamp { recipe: RECIPE, packages }.write(folder.path()).unwrap();
        assert!(is_new_enough(folder.path(), (1, 95)));
        assert!(is_new_enough(folder.path(), (1, 96)));
        assert!(!is_new_enough(folder.path(), (1, 97)));
    }

    #[test]
    fn the_workspace_says_which_compiler_it_needs() {
        assert!(needed().unwrap() >= (1, 85), "the edition of 2024 began there");
    }

    #[test]
    fn for_macos_nothing_is_linked() {
        assert_eq!(library_arguments(System::Macos)[0], "check");
        assert_eq!(
            library_arguments(System::Windows)[..4],
            ["build", "--release", "--target", "x86_64-pc-windows-gnu"]
        );
        assert!(library_arguments(System::Windows)[4].contains("panic_unwind"), "tests unwind");
    }

    #[test]
    fn the_library_is_everything_but_the_crate_that_had_it_built() {
        assert!(is_of_library("libstd-d3a941b4ab17a717.rlib") && is_of_library("libcore-15.rmeta"));
        assert!(!is_of_library("libempty-7e97904107317ed8.rlib") && !is_of_library("core-15.d"));
    }
}
