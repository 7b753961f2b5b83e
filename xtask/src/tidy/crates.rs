//! Which crate may use which: `domain <- crypto, store, sync, exchange, demo <- app <- window, command line, tests`.

use anyhow::Result;
use serde::Deserialize;

use crate::shell;

/// A crate of the workspace and the ones it may name. A crate that is not here breaks the rule, so that a
/// new one is given its place.
const ALLOWED: &[(&str, &[&str])] = &[
    ("pelikirja-domain", &[]),
    ("pelikirja-crypto", &["pelikirja-domain"]),
    ("pelikirja-store", &["pelikirja-domain", "pelikirja-crypto"]),
    ("pelikirja-sync", &["pelikirja-domain", "pelikirja-crypto"]),
    ("pelikirja-exchange", &["pelikirja-domain"]),
    ("pelikirja-demo", &["pelikirja-domain"]),
    (
        "pelikirja-app",
        &[
            "pelikirja-domain",
            "pelikirja-crypto",
            "pelikirja-store",
            "pelikirja-sync",
            "pelikirja-exchange",
            "pelikirja-demo",
        ],
    ),
    ("pelikirja-window", &["pelikirja-app", "pelikirja-domain"]),
    ("pelikirja-cli", &["pelikirja-app", "pelikirja-domain"]),
    ("pelikirja-tests", &["pelikirja-app", "pelikirja-crypto", "pelikirja-domain", "pelikirja-store"]),
    ("pelikirja-simulation", &["pelikirja-domain", "pelikirja-crypto", "pelikirja-sync"]),
    ("xtask", &[]),
];

/// The crates that only one crate of ours may use.
const ONE_USER: &[(&str, &str)] = &[("rusqlite", "pelikirja-store"), ("tauri", "pelikirja-window")];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// None for a normal dependency, otherwise "dev" or "build".
    kind: Option<String>,
}

/// Every dependency that points the wrong way.
///
/// # Errors
/// When cargo does not tell its metadata.
pub fn faults() -> Result<Vec<String>> {
    let metadata =
        shell::output(&mut shell::cargo(&["metadata", "--format-version", "1", "--no-deps", "--locked"]))?;
    Ok(check(&serde_json::from_str(&metadata)?))
}

fn check(metadata: &Metadata) -> Vec<String> {
    let mut faults = Vec::new();
    for package in &metadata.packages {
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == package.name) else {
            faults.push(format!("{}: a crate without a place in xtask/src/tidy/crates.rs", package.name));
            continue;
        };
        for dependency in &package.dependencies {
            let name = dependency.name.as_str();
            let ours = ALLOWED.iter().any(|(other, _)| *other == name);
            if ours && !allowed.contains(&name) {
                faults.push(format!("{} must not use {name}", package.name));
            }
            let only = ONE_USER.iter().find(|(used, _)| *used == name).map(|(_, user)| *user);
            // A test may look into a file of the store with its own eyes.
            let in_tests = dependency.kind.as_deref() == Some("dev");
            if only.is_some_and(|user| user != package.name) && !in_tests {
                faults.push(format!(
                    "{} must not use {name}: only {} may",
                    package.name,
                    only.unwrap_or_default()
                ));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, dependencies: &[(&str, Option<&str>)]) -> Package {
        let dependency = |(name, kind): &(&str, Option<&str>)| Dependency {
            name: (*name).to_owned(),
            kind: kind.map(str::to_owned),
        };
        Package { name: name.to_owned(), dependencies: dependencies.iter().map(dependency).collect() }
    }

    #[test]
    fn dependencies_in_the_right_direction_pass() {
        let packages = vec![
            package("pelikirja-store", &[("pelikirja-domain", None), ("rusqlite", None), ("serde", None)]),
            package("pelikirja-tests", &[("pelikirja-app", None), ("rusqlite", Some("dev"))]),
        ];
        assert_eq!(check(&Metadata { packages }), Vec::<String>::new());
    }

    #[test]
    fn dependencies_in_the_wrong_direction_are_named() {
        let packages = vec![
            package("pelikirja-store", &[("pelikirja-exchange", None)]),
            package("pelikirja-domain", &[("pelikirja-demo", Some("dev"))]),
            package("pelikirja-app", &[("rusqlite", None)]),
            package("pelikirja-novelty", &[]),
        ];
        assert_eq!(
            check(&Metadata { packages }),
            [
                "pelikirja-store must not use pelikirja-exchange",
                "pelikirja-domain must not use pelikirja-demo",
                "pelikirja-app must not use rusqlite: only pelikirja-store may",
                "pelikirja-novelty: a crate without a place in xtask/src/tidy/crates.rs",
            ]
        );
    }
}
