//! Every crate takes the lints of the workspace.

use super::files::TextFile;

/// Manifests without `[lints] workspace = true`.
pub fn faults(files: &[TextFile]) -> Vec<String> {
    files
        .iter()
        .filter(|file| file.path.ends_with("/Cargo.toml") && !inherits_lints(&file.text))
        .map(|file| format!("{}: lacks `[lints] workspace = true`", file.path))
        .collect()
}

fn inherits_lints(manifest: &str) -> bool {
    let lines: Vec<&str> = manifest.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.windows(2).any(|pair| pair == ["[lints]", "workspace = true"])
}

#[cfg(test)]
mod tests {
    use super::super::files::file;
    use super::*;

    #[test]
    fn a_manifest_without_the_lints_is_named_and_the_workspace_is_not_a_crate() {
        let files = [
            file("Cargo.toml", "[workspace]"),
            file("crates/good/Cargo.toml", "[package]\n\n[lints]\nworkspace = true\n"),
            file("crates/bad/Cargo.toml", "[package]\nworkspace = true\n"),
        ];
        assert_eq!(faults(&files), ["crates/bad/Cargo.toml: lacks `[lints] workspace = true`"]);
    }
}
