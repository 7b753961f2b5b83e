//! Wine from unpacked packages, and a Windows of its own in the cache.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::cache::Cache;
use super::rust::write_program;
use super::stamp::Stamp;
use super::windows::Tools;
use crate::shell;

/// What the folder holds; higher with every change here.
const RECIPE: u32 = 1;
const FOLDER: &str = "wine";

/// Where the libraries are.
const SYSTEM: &str = "drive_c/windows/system32";

/// A test program that hangs is ended: this many seconds are several times what the longest takes.
const LONGEST: u32 = 1_200;

/// Windows has random numbers in a library that Wine 8 lacks; without it a program of Rust's ends before it begins.
const RANDOM_NUMBERS: &str = "\
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length) {
    while (length > 0) {
        ULONG part = length > 0x10000000 ? 0x10000000 : (ULONG)length;
        if (!SystemFunction036(buffer, part)) return FALSE;
        buffer += part;
        length -= part;
    }
    return TRUE;
}
";

/// A Windows to run programs on.
pub struct Wine {
    folder: PathBuf,
    tools: PathBuf,
}

impl Wine {
    /// Makes it unless it is there.
    ///
    /// # Errors
    /// When Wine cannot make it.
    pub fn ready(cache: &Cache, tools: &Tools, renew: bool) -> Result<Self> {
        let wine = Self { folder: cache.join(FOLDER), tools: tools.folder().to_owned() };
        if renew || !is_ready(cache) {
            cache.make(FOLDER, |half| {
                let half_made = Self { folder: half.to_owned(), tools: wine.tools.clone() };
                let mut make = half_made.command("wine64");
                // That there is no display, no sound and no Windows of 32 bits is said at length and makes the status
                // 53; what matters is there all the same.
                let made = make.args(["wineboot", "--init"]).stderr(Stdio::null()).status();
                half_made.stop();
                let status = made.with_context(|| format!("{} cannot be started", shell::words(&make)))?;
                if !half.join("system.reg").exists() || !half.join(SYSTEM).join("kernel32.dll").exists() {
                    bail!("{} has made no Windows ({status})", shell::words(&make));
                }
                add_random_numbers(tools, half)?;
                fs::create_dir(half.join("bin"))?;
                write_program(&half.join("bin/run"), &wine.run_script())?;
                Ok(Stamp { recipe: RECIPE, packages: [].into() })
            })?;
        }
        Ok(wine)
    }

    /// The program that cargo puts before a test program.
    pub fn runner(&self) -> PathBuf {
        self.folder.join("bin/run")
    }

    /// Ends what Wine keeps running behind the programs. It would end by itself after a while.
    pub fn stop(&self) {
        // There may be nothing to end.
        let _ = self.command("wineserver").arg("--kill").stderr(Stdio::null()).status();
    }

    /// A program of Wine's on this Windows.
    fn command(&self, program: &str) -> Command {
        let mut command = shell::command(self.tools.join("usr/lib/wine").join(program), &self.folder);
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        command
    }

    /// Without .NET and HTML, for which Wine would ask, and without messages: programs are judged by what they print.
    fn environment(&self) -> [(&'static str, String); 4] {
        [
            ("WINEPREFIX", self.folder.display().to_string()),
            ("WINEDEBUG", "-all".to_owned()),
            ("WINEDLLOVERRIDES", "mscoree=;mshtml=".to_owned()),
            ("LD_LIBRARY_PATH", self.tools.join("usr/lib/x86_64-linux-gnu").display().to_string()),
        ]
    }

    fn run_script(&self) -> String {
        let export = |(name, value): (&str, String)| format!("export {name}='{value}'\n");
        let environment: String = self.environment().map(export).concat();
        let wine = self.tools.join("usr/lib/wine/wine64");
        format!(
            "#!/bin/sh\n{environment}exec timeout --kill-after=10 {LONGEST} '{}' \"$@\"\n",
            wine.display()
        )
    }
}

/// Whether there is nothing to make.
pub fn is_ready(cache: &Cache) -> bool {
    Stamp::of(&cache.join(FOLDER), RECIPE).is_some()
}

/// Debian's Wine has two paths in it that are right only where the packages are installed.
///
/// # Errors
/// When the packages have changed.
pub fn make_movable(tools: &Path) -> Result<()> {
    let wine = tools.join("usr/lib/wine");
    // A script that starts the real one by its installed path.
    fs::rename(wine.join("wineserver64"), wine.join("wineserver")).context("wine64 has no wineserver64")?;
    let zlib = tools.join("usr/x86_64-w64-mingw32/lib/zlib1.dll");
    fs::copy(zlib, tools.join("usr/lib/x86_64-linux-gnu/wine/x86_64-windows/zlib1.dll"))
        .context("libz-mingw-w64 has no zlib1.dll")?;
    Ok(())
}

fn add_random_numbers(tools: &Tools, folder: &Path) -> Result<()> {
    let source = folder.join("random.c");
    fs::write(&source, RANDOM_NUMBERS)?;
    let mut compile = shell::command(tools.program("gcc-posix"), folder);
    compile.args(["-O2", "-shared", "-o"]);
    compile.arg(folder.join(SYSTEM).join("bcryptprimitives.dll")).arg(&source).arg("-ladvapi32");
    shell::run(&mut compile)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_runs_on_the_windows_of_the_cache_and_not_for_ever() {
        let wine = Wine { folder: "/c/wine".into(), tools: "/c/windows".into() };
        assert_eq!(
            wine.run_script(),
            "#!/bin/sh\n\
             export WINEPREFIX='/c/wine'\n\
             export WINEDEBUG='-all'\n\
             export WINEDLLOVERRIDES='mscoree=;mshtml='\n\
             export LD_LIBRARY_PATH='/c/windows/usr/lib/x86_64-linux-gnu'\n\
             exec timeout --kill-after=10 1200 '/c/windows/usr/lib/wine/wine64' \"$@\"\n"
        );
    }
}
