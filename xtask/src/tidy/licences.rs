//! Every crate that becomes a part of the program has a licence and a source that `deny.toml` allows.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::shell;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    license: Option<String>,
    /// None for our own crates.
    source: Option<String>,
}

#[derive(Deserialize)]
struct Deny {
    licenses: Licenses,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

/// Crates with another licence or from another place.
///
/// # Errors
/// When cargo does not tell its metadata, or `deny.toml` cannot be read.
pub fn faults(root: &Path) -> Result<Vec<String>> {
    let deny = fs::read_to_string(root.join("deny.toml")).context("deny.toml cannot be read")?;
    let metadata = shell::output(&mut shell::cargo(&["metadata", "--format-version", "1", "--locked"]))?;
    Ok(check(&toml::from_str::<Deny>(&deny)?.licenses, &serde_json::from_str(&metadata)?))
}

fn check(licenses: &Licenses, metadata: &Metadata) -> Vec<String> {
    let mut faults = Vec::new();
    for Package { name, license, source } in &metadata.packages {
        let Some(source) = source else { continue };
        if !source.starts_with("registry+") && !source.starts_with("sparse+") {
            faults.push(format!("{name}: comes from {source} and not from the registry"));
        }
        let exceptions = licenses.exceptions.iter().filter(|exception| exception.name == *name);
        let excepted: Vec<&String> = exceptions.flat_map(|exception| &exception.allow).collect();
        let allowed =
            |id: &str| licenses.allow.iter().chain(excepted.iter().copied()).any(|known| known == id);
        // The old way to write OR.
        let expression = license.as_deref().unwrap_or_default().replace('/', " OR ");
        if !Expression::new(&expression).any(&allowed) {
            faults.push(format!("{name}: its licence is not allowed by deny.toml: {expression}"));
        }
    }
    faults
}

/// An SPDX expression on its way to be read: identifiers, `WITH`, `AND`, `OR` and brackets.
struct Expression<'a>(std::iter::Peekable<std::vec::IntoIter<&'a str>>);

impl<'a> Expression<'a> {
    fn new(text: &'a str) -> Self {
        let mut words = Vec::new();
        for word in text.split_whitespace() {
            let inner = word.trim_start_matches('(');
            words.extend(std::iter::repeat_n("(", word.len() - inner.len()));
            let core = inner.trim_end_matches(')');
            words.push(core);
            words.extend(std::iter::repeat_n(")", inner.len() - core.len()));
        }
        Self(words.into_iter().peekable())
    }

    /// Whether one of the alternatives is allowed.
    fn any(&mut self, allowed: &impl Fn(&str) -> bool) -> bool {
        let mut found = self.all(allowed);
        while self.0.next_if_eq(&"OR").is_some() {
            found |= self.all(allowed);
        }
        found
    }

    /// Whether all that apply together are allowed; they bind closer than alternatives.
    fn all(&mut self, allowed: &impl Fn(&str) -> bool) -> bool {
        let mut found = self.one(allowed);
        while self.0.next_if_eq(&"AND").is_some() {
            found &= self.one(allowed);
        }
        found
    }

    fn one(&mut self, allowed: &impl Fn(&str) -> bool) -> bool {
        match self.0.next() {
            Some("(") => {
                let found = self.any(allowed);
                self.0.next_if_eq(&")");
                found
            }
            Some(id) if self.0.next_if_eq(&"WITH").is_some() => {
                allowed(&format!("{id} WITH {}", self.0.next().unwrap_or_default()))
            }
            // "This version or a later one" allows this one.
            Some(id) => allowed(id.strip_suffix('+').unwrap_or(id)),
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(expression: &str) -> bool {
        let allowed = |id: &str| ["MIT", "Zlib", "Apache-2.0 WITH LLVM-exception"].contains(&id);
        Expression::new(expression).any(&allowed)
    }

    #[test]
    fn expressions_are_read_with_their_precedence() {
        assert!(allows("MIT"));
        assert!(allows("Zlib+"), "a later version may be taken, and need not");
        assert!(allows("GPL-3.0 OR MIT"), "one alternative is enough");
        assert!(!allows("GPL-3.0 AND MIT"), "both apply");
        assert!(allows("GPL-3.0 AND MIT OR Zlib"), "AND binds closer");
        assert!(!allows("GPL-3.0 AND (MIT OR Zlib)"));
        assert!(allows("(MIT OR GPL-3.0) AND Zlib"));
        assert!(allows("Apache-2.0 WITH LLVM-exception"));
        assert!(!allows("Apache-2.0"), "the exception does not make the plain licence allowed");
        assert!(!allows(""), "no licence, no permission");
    }

    #[test]
    fn other_licences_and_other_sources_are_named() {
        let package = |name: &str, license: Option<&str>, source: Option<&str>| Package {
            name: name.to_owned(),
            license: license.map(str::to_owned),
            source: source.map(str::to_owned),
        };
        let registry = Some("registry+somewhere");
        let metadata = Metadata {
            packages: vec![
                package("ours", None, None),
                package("good", Some("GPL-2.0/MIT"), registry),
                package("excepted", Some("blessing"), registry),
                package("strict", Some("GPL-3.0"), registry),
                package("silent", None, registry),
                package("elsewhere", Some("MIT"), Some("git+https://example.com/x")),
            ],
        };
        let licenses = Licenses {
            allow: vec!["MIT".into()],
            exceptions: vec![Exception { name: "excepted".into(), allow: vec!["blessing".into()] }],
        };
        assert_eq!(
            check(&licenses, &metadata),
            [
                "strict: its licence is not allowed by deny.toml: GPL-3.0",
                "silent: its licence is not allowed by deny.toml: ",
                "elsewhere: comes from git+https://example.com/x and not from the registry",
            ]
        );
    }
}
