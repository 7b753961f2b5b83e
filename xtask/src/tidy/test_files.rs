//! No test file is forgotten: each is reached by a `mod` of the program that runs it.

use super::files::TextFile;

/// The folders of the journeys, whose files hang on a `main.rs` beside them. So do those of a crate, in a folder below
/// its `tests`.
const FOLDERS: &[&str] = &["tests/integration/", "tests/carriers/", "tests/e2e/"];

/// Test files that nothing runs.
pub fn faults(files: &[TextFile]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        let Some((folder, name)) = module(&file.path) else { continue };
        let parents = [
            format!("{folder}main.rs"),
            format!("{}.rs", folder.trim_end_matches('/')),
            format!("{folder}mod.rs"),
        ];
        let declared = files.iter().filter(|parent| parents.contains(&parent.path)).any(|parent| {
            parent.text.lines().any(|line| {
                let line = line.trim().trim_start_matches("pub ");
                line == format!("mod {name};")
            })
        });
        if !declared {
            faults.push(format!("{}: no `mod {name};` reaches it, so its tests never run", file.path));
        }
    }
    faults
}

/// The folder and the module name of a file below one of the test folders; None for other files.
fn module(path: &str) -> Option<(&str, &str)> {
    let stem = path.strip_suffix(".rs")?;
    if !FOLDERS.iter().any(|folder| path.starts_with(folder)) && !is_in_folder_of_crate(path) {
        return None;
    }
    let (folder, name) = stem.split_at(stem.rfind('/')? + 1);
    match name {
        "main" => None,
        "mod" => {
            let (parent, name) = folder.trim_end_matches('/').rsplit_once('/')?;
            Some((&path[..=parent.len()], name))
        }
        _ => Some((folder, name)),
    }
}

/// Whether a file is in a folder below the tests of a crate; files directly there are programs of their own.
fn is_in_folder_of_crate(path: &str) -> bool {
    let mut parts = path.split('/');
    let is_crate = parts.next() == Some("crates") && parts.next().is_some();
    is_crate && parts.next() == Some("tests") && parts.count() >= 2
}

#[cfg(test)]
mod tests {
    use super::super::files::file;
    use super::*;

    #[test]
    fn reached_files_pass_at_every_depth() {
        let files = [
            file("tests/e2e/main.rs", "//! e2e\nmod security;\nmod journeys;"),
            file("tests/e2e/security.rs", ""),
            file("tests/e2e/journeys.rs", "pub mod first_run;"),
            file("tests/e2e/journeys/first_run.rs", ""),
            file("crates/store/src/lib.rs", ""),
            file("crates/store/tests/store/main.rs", "mod undo;"),
            file("crates/store/tests/store/undo.rs", ""),
            file("crates/store/tests/vectors.rs", ""),
        ];
        assert_eq!(faults(&files), Vec::<String>::new());
    }

    #[test]
    fn a_forgotten_file_is_named() {
        let files = [file("tests/integration/main.rs", "mod import;"), file("tests/integration/lost.rs", "")];
        assert_eq!(
            faults(&files),
            ["tests/integration/lost.rs: no `mod lost;` reaches it, so its tests never run"]
        );
        let files =
            [file("crates/app/tests/import/main.rs", ""), file("crates/app/tests/import/lost.rs", "")];
        assert_eq!(
            faults(&files),
            ["crates/app/tests/import/lost.rs: no `mod lost;` reaches it, so its tests never run"]
        );
    }
}
