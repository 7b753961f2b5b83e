//! No package registry is named: everyone uses the one that their tools are set up with.

use super::files::TextFile;

/// Written in two halves, or this file would break its own rule.
const HOSTS: &[(&str, &str)] = &[
    ("registry.npmjs", ".org"),
    ("registry.yarnpkg", ".com"),
    ("static.crates", ".io"),
    ("index.crates", ".io"),
    ("files.pythonhosted", ".org"),
    ("artif", "actory"),
];

/// Files that name a registry. `Cargo.lock` names the default registry in every entry and is left alone.
pub fn faults(files: &[TextFile]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.path != "Cargo.lock") {
        for (first, second) in HOSTS {
            let host = format!("{first}{second}");
            if let Some(line) = file.text.lines().position(|line| line.contains(&host)) {
                faults.push(format!("{}:{}: names the package registry {host}", file.path, line + 1));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::super::files::file;
    use super::*;

    #[test]
    fn a_registry_in_a_lock_file_of_npm_is_found_with_its_line() {
        let host = format!("https://registry.npmjs{}/react", ".org");
        let files = [
            file("ui/package-lock.json", &format!("{{\n\"resolved\": \"{host}\"\n}}")),
            file("Cargo.lock", &host),
        ];
        assert_eq!(
            faults(&files),
            [format!("ui/package-lock.json:2: names the package registry registry.npmjs{}", ".org")]
        );
    }
}
