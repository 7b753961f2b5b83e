//! Compiling for Windows with MinGW, and the tests that run under Wine.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::System;
use super::cache::{self, Cache};
use super::debian;
use super::left_out;
use super::rust::Rust;
use super::stamp::Stamp;
use super::wine::{self, Wine};
use crate::test::Counts;

/// What the folder holds; higher with every change here.
const RECIPE: u32 = 1;
const FOLDER: &str = "windows";

/// Named in full: what happens to be installed on this system is not in the folder, and is found by no program there.
const PACKAGES: &[&str] = &[
    "binutils-mingw-w64-x86-64",
    "gcc-mingw-w64-x86-64-posix",
    "gcc-mingw-w64-x86-64-posix-runtime",
    "g++-mingw-w64-x86-64-posix",
    "mingw-w64-common",
    "mingw-w64-x86-64-dev",
    "libwine",
    "libz-mingw-w64",
    "wine64",
];

/// The packages whose tests run under Wine: what lies deepest, and meets the file system.
const TESTED: &[&str] = &["pelikirja-domain", "pelikirja-crypto", "pelikirja-store", "pelikirja-sync"];

/// C compiler, linker and Wine, unpacked.
pub struct Tools {
    folder: PathBuf,
}

impl Tools {
    /// Fetches them unless they are there.
    ///
    /// # Errors
    /// When they cannot be fetched.
    pub fn ready(cache: &Cache, renew: bool) -> Result<Self> {
        let folder = cache.join(FOLDER);
        if renew || !is_ready(cache) {
            debian::prepare()?;
            cache.make(FOLDER, |half| {
                let packages = debian::with_what_they_need(PACKAGES)?;
                debian::unpack(&packages, half)?;
                wine::make_movable(half)?;
                Ok(Stamp { recipe: RECIPE, packages })
            })?;
        }
        Ok(Self { folder })
    }

    /// Below which `usr` lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The search path with these programs in front.
    pub fn path(&self) -> OsString {
        let mut path = self.folder.join("usr/bin").into_os_string();
        if let Some(rest) = env::var_os("PATH") {
            path.push(":");
            path.push(rest);
        }
        path
    }

    /// A program of MinGW.
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join("usr/bin").join(format!("x86_64-w64-mingw32-{name}"))
    }
}

/// Whether there is nothing to fetch.
pub fn is_ready(cache: &Cache) -> bool {
    Stamp::of(&cache.join(FOLDER), RECIPE).is_some()
}

/// Cargo that compiles for Windows, and runs what it compiles under Wine.
///
/// # Errors
/// When the cache lacks a program.
pub fn cargo(cache: &Cache, rust: &Rust, tools: &Tools, wine: &Wine) -> Result<Command> {
    let (c, c_plus_plus, archive) =
        (tools.program("gcc-posix"), tools.program("g++-posix"), tools.program("gcc-ar-posix"));
    for program in [&c, &c_plus_plus, &archive] {
        cache::must_exist(program)?;
    }
    let mut cargo = rust.cargo(&cache.target(System::Windows));
    cargo
        .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER", &c)
        .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", wine.runner())
        .env("CC_x86_64_pc_windows_gnu", &c)
        .env("CXX_x86_64_pc_windows_gnu", &c_plus_plus)
        .env("AR_x86_64_pc_windows_gnu", &archive)
        .env("RANLIB_x86_64_pc_windows_gnu", tools.program("gcc-ranlib-posix"))
        // Build scripts look for the compiler of resources by its name.
        .env("PATH", tools.path());
    Ok(cargo)
}

/// Runs the tests of what lies deepest. Those of documentation need Rust's documentation tool for the target and
/// do not depend on the system.
///
/// # Errors
/// When one fails, or the list of what Wine cannot run names a test that is not there.
pub fn test(cargo: impl Fn() -> Result<Command>, counts: &mut Counts) -> Result<()> {
    let mut failed = Vec::new();
    for package in TESTED {
        let left_out = left_out::of(package);
        let mut own = Counts::default();
        let mut cargo = cargo()?;
        cargo.args(test_arguments(package));
        cargo.args(left_out.iter().flat_map(|test| ["--skip", test.name]));
        let done = own.of(&mut cargo);
        counts.passed += own.passed;
        counts.failed += own.failed;
        match done {
            Err(error) => failed.push(format!("{package}: {error:#}")),
            Ok(()) if own.left_out != left_out.len() as u64 => failed.push(format!(
                "{package}: {} tests are listed as left out, {} were: the list names a test that is not there",
                left_out.len(),
                own.left_out
            )),
            Ok(()) => {}
        }
    }
    if !failed.is_empty() {
        bail!("{}", failed.join("\n"));
    }
    Ok(())
}

fn test_arguments(package: &str) -> Vec<&str> {
    let target = System::Windows.target();
    let mut arguments = vec!["test", "--locked", "--no-fail-fast", "--target", target, "--package", package];
    arguments.extend(["--lib", "--bins", "--tests", "--", "--exact"]);
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_left_out_by_its_whole_name_only() {
        assert_eq!(
            test_arguments("pelikirja-sync").join(" "),
            "test --locked --no-fail-fast --target x86_64-pc-windows-gnu --package pelikirja-sync \
             --lib --bins --tests -- --exact"
        );
    }
}
