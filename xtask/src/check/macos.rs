//! Compiling for macOS. Nothing is linked: Apple's libraries are not here, and a check does not need them.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::System;
use super::cache::Cache;
use super::rust::{Rust, write_program};

/// A compiler of C that makes an empty object of everything: a check of Rust looks into none. Questions go to the
/// host's compiler.
const COMPILER: &str = "#!/bin/sh
for argument; do
    case $argument in
        '-?') exit 1 ;;
        -E | -M | --version | -dumpversion) exec cc \"$@\" ;;
    esac
done
while [ $# -gt 0 ]; do
    if [ \"$1\" = -o ]; then
        exec cc -c -x c /dev/null -o \"$2\"
    fi
    shift
done
exit 1
";

/// Writes the compiler of C into the cache.
///
/// # Errors
/// When it cannot be written.
pub fn compiler(cache: &Cache) -> Result<PathBuf> {
    let folder = cache.join("macos");
    fs::create_dir_all(&folder)?;
    let compiler = folder.join("cc");
    // Left alone when it is the same: cargo would compile anew what a newer one has compiled.
    if !fs::read_to_string(&compiler).is_ok_and(|text| text == COMPILER) {
        write_program(&compiler, COMPILER)?;
    }
    Ok(compiler)
}

/// The search path: no program of this system is needed.
pub fn path() -> OsString {
    env::var_os("PATH").unwrap_or_default()
}

/// Cargo that checks for macOS.
pub fn cargo(cache: &Cache, rust: &Rust, compiler: &Path) -> Command {
    let mut cargo = rust.cargo(&cache.target(System::Macos));
    cargo
        .env("CC_aarch64_apple_darwin", compiler)
        .env("CXX_aarch64_apple_darwin", compiler)
        .env("AR_aarch64_apple_darwin", "ar")
        // There is no SDK, and nobody shall ask for one.
        .env("SDKROOT", "/");
    cargo
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell;

    #[cfg(unix)]
    #[test]
    fn the_compiler_makes_an_object_of_everything() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(Some(folder.path())).unwrap();
        let compiler = compiler(&cache).unwrap();
        let object = folder.path().join("a.o");
        let mut compile = shell::command(&compiler, folder.path());
        compile.args(["-c", "--target=arm64-apple-macosx", "no-such-file.c", "-o"]).arg(&object);
        shell::run(&mut compile).unwrap();
        assert!(fs::metadata(object).unwrap().len() > 0);
        assert!(shell::run(shell::command(&compiler, folder.path()).arg("-?")).is_err(), "as clang answers");
    }
}
