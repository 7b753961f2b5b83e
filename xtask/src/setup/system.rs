//! The system's packages: installed by apt on Debian and Ubuntu, named elsewhere.

use std::io::IsTerminal;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::Purpose;
use crate::{project, shell};

/// A Debian package, and the programs that do the same when they came another way.
struct Package {
    name: &'static str,
    or_programs: &'static [&'static str],
}

const fn package(name: &'static str) -> Package {
    Package { name, or_programs: &[] }
}

const fn package_or(name: &'static str, programs: &'static [&'static str]) -> Package {
    Package { name, or_programs: programs }
}

impl Package {
    /// Whether it has to be installed: neither it nor all the programs that would do are there.
    fn is_missing(&self, has: impl Fn(&str) -> bool, installed: impl Fn(&str) -> bool) -> bool {
        let programs_do = !self.or_programs.is_empty() && self.or_programs.iter().all(|program| has(program));
        !programs_do && !installed(self.name)
    }
}

/// What compiling C needs; the build of the encryption asks for more than the compiler.
const FOR_C: &[&str] = &["cc", "make", "perl"];

/// The packages for a purpose; each purpose includes the ones before it.
fn packages(purpose: Purpose) -> Vec<Package> {
    let mut packages = vec![
        package("libwebkit2gtk-4.1-dev"),
        package("libssl-dev"),
        package_or("pkg-config", &["pkg-config"]),
        package_or("build-essential", FOR_C),
    ];
    if purpose != Purpose::Build {
        packages.extend([
            package_or("webkit2gtk-driver", &["WebKitWebDriver"]),
            package_or("xvfb", &["Xvfb"]),
            package_or("xdotool", &["xdotool"]),
            package_or("syncthing", &["syncthing"]),
        ]);
    }
    if purpose == Purpose::Bench {
        packages.push(package_or("sqlite3", &["sqlite3"]));
    }
    packages
}

/// Installs the packages that are missing.
pub fn install(purpose: Purpose) -> Result<()> {
    if !cfg!(target_os = "linux") {
        // The web view and the compiler come with the system or with Rust's own installer.
        return Ok(());
    }
    if !shell::has("dpkg-query") || !shell::has("apt-get") {
        return elsewhere(purpose);
    }
    let missing = missing(purpose);
    if missing.is_empty() {
        return Ok(());
    }
    println!("installing {}", missing.join(" "));
    update_lists()?;
    shell::run(apt()?.args(["install", "-q", "-y", "--no-install-recommends"]).args(&missing))
        .context("apt could not install what is missing")
}

/// Fetches apt's lists of packages.
pub fn update_lists() -> Result<()> {
    shell::run(apt()?.arg("update").arg("-q"))
}

fn missing(purpose: Purpose) -> Vec<&'static str> {
    packages(purpose)
        .into_iter()
        .filter(|package| package.is_missing(shell::has, installed))
        .map(|package| package.name)
        .collect()
}

fn installed(package: &str) -> bool {
    let mut query = shell::command("dpkg-query", &project::root());
    query.args(["--show", "--showformat=${db:Status-Abbrev}", package]).stderr(Stdio::null());
    query.output().is_ok_and(|output| output.stdout.starts_with(b"ii"))
}

/// apt-get that asks nothing, through sudo when we are not root.
fn apt() -> Result<Command> {
    let root = shell::output(shell::command("id", &project::root()).arg("-u"))?.trim() == "0";
    let mut apt = shell::command(if root { "env" } else { "sudo" }, &project::root());
    if !root {
        if !shell::has("sudo") {
            bail!("neither root nor sudo: install what is missing as root and start again");
        }
        if !std::io::stdin().is_terminal() {
            // Nobody is there to answer a question for the password.
            apt.arg("--non-interactive");
        }
        apt.arg("env");
    }
    apt.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"]);
    Ok(apt)
}

/// A Linux without apt: fine when pkg-config knows the libraries, otherwise says what to install.
fn elsewhere(purpose: Purpose) -> Result<()> {
    let mut wanted = Vec::new();
    for (library, words) in [
        (
            "webkit2gtk-4.1",
            "WebKitGTK 4.1 with its development files (Fedora: webkit2gtk4.1-devel, Arch: webkit2gtk-4.1)",
        ),
        ("openssl", "OpenSSL with its development files (Fedora: openssl-devel, Arch: openssl)"),
    ] {
        let mut query = shell::command("pkg-config", &project::root());
        if !query
            .args(["--exists", library])
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
        {
            wanted.push(words);
        }
    }
    let to_build = [
        ("cc", "a C compiler (gcc or clang)"),
        ("make", "make"),
        ("perl", "perl"),
        ("pkg-config", "pkg-config"),
    ];
    for (program, words) in to_build {
        if !shell::has(program) {
            wanted.push(words);
        }
    }
    let for_tests = [
        ("WebKitWebDriver", "WebKitWebDriver (it comes with WebKitGTK or as webkit2gtk-driver)"),
        ("Xvfb", "Xvfb (Fedora: xorg-x11-server-Xvfb, Arch: xorg-server-xvfb)"),
        ("xdotool", "xdotool"),
        ("syncthing", "Syncthing"),
    ];
    if purpose != Purpose::Build {
        wanted.extend(for_tests.iter().filter(|(program, _)| !shell::has(program)).map(|(_, words)| *words));
    }
    if purpose == Purpose::Bench && !shell::has("sqlite3") {
        wanted.push("sqlite3, the command line of SQLite");
    }
    if !wanted.is_empty() {
        bail!("install these and start again:\n  {}", wanted.join("\n  "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_purpose_needs_what_the_one_before_it_needs_and_more() {
        let count = |purpose| packages(purpose).len();
        assert_eq!((count(Purpose::Build), count(Purpose::Test), count(Purpose::Bench)), (4, 8, 9));
    }

    #[test]
    fn a_compiler_alone_does_not_stand_for_all_that_compiling_needs() {
        let build = package_or("build-essential", FOR_C);
        let none = |_: &str| false;
        assert!(!build.is_missing(|_| true, none), "all programs are there, however they came");
        assert!(build.is_missing(|program| program == "cc", none), "no make, no perl");
        assert!(!build.is_missing(none, |_| true), "the package is installed");
        assert!(package("libssl-dev").is_missing(|_| true, none), "no program stands for a library");
    }

    #[test]
    fn a_package_that_does_not_exist_counts_as_missing() {
        assert!(!installed("pelikirja-no-such-package"));
    }
}
