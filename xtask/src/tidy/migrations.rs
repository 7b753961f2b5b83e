//! A released migration is never edited: somebody's workspace already ran it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Result;
use sha2::{Digest, Sha256};

/// Where the migrations are, and beside them the list of the released ones: `<sha256>  <file name>` a line.
const FOLDER: &str = "crates/store/migrations";
const RELEASED: &str = "released.txt";

/// Released migrations that changed or went away.
///
/// # Errors
/// When the folder or the list cannot be read.
pub fn faults(root: &Path) -> Result<Vec<String>> {
    let folder = root.join(FOLDER);
    let Ok(released) = fs::read_to_string(folder.join(RELEASED)) else {
        return Ok(vec![format!("{FOLDER}/{RELEASED}: the list of released migrations is missing")]);
    };
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.ends_with(".sql") {
            // Git may write CRLF on Windows: the same migration.
            let text = fs::read_to_string(&path)?.replace("\r\n", "\n");
            found.insert(name, hash(&text));
        }
    }
    Ok(check(&released, &found))
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `released`: the committed list; `found`: file name -> hash of its content.
fn check(released: &str, found: &BTreeMap<String, String>) -> Vec<String> {
    let mut faults = Vec::new();
    for line in released.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let Some((wanted, name)) = line.split_once("  ") else {
            faults.push(format!("{FOLDER}/{RELEASED}: not `<sha256>  <file>`: {line}"));
            continue;
        };
        match found.get(name) {
            None => faults.push(format!("{FOLDER}/{name}: a released migration is gone")),
            Some(hash) if hash != wanted => {
                faults.push(format!("{FOLDER}/{name}: a released migration was edited; write a new one"));
            }
            Some(_) => {}
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edited_or_lost_migration_is_a_fault_and_a_new_one_is_not() {
        let found = BTreeMap::from([
            ("0001_first.sql".to_owned(), hash("create table a (b);")),
            ("0002_second.sql".to_owned(), hash("edited")),
            ("0004_new.sql".to_owned(), hash("not released yet")),
        ]);
        let released = format!(
            "# comment\n{}  0001_first.sql\n{}  0002_second.sql\n{}  0003_lost.sql\nnonsense\n",
            hash("create table a (b);"),
            hash("as released"),
            hash("whatever")
        );
        assert_eq!(
            check(&released, &found),
            [
                "crates/store/migrations/0002_second.sql: a released migration was edited; write a new one",
                "crates/store/migrations/0003_lost.sql: a released migration is gone",
                "crates/store/migrations/released.txt: not `<sha256>  <file>`: nonsense",
            ]
        );
    }
}
