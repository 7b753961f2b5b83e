//! The shared folder is checked as a whole.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::sync::{Firm, sync_all};

/// Every file of operations in a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("lists") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.parent().and_then(Path::parent).is_some_and(|above| above.ends_with("o")) {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn a_check_says_what_is_damaged_and_who_could_mend_it() {
    let firm = Firm::new();
    let manager = firm.join("Maija Mäki", "manager", "OFFICE-PC");
    firm.owner.call("save_customer", json!({ "name": "Konepaja Virtanen Oy" }));
    manager.call("save_customer", json!({ "name": "Leipomo Mäkinen" }));
    sync_all(&[&firm.owner, &manager]);
    let report = firm.owner.call("check_shared_folder", json!({}));
    assert!(report["sound"] == true, "{report:#}");
    assert!(report["entries"].as_u64() > Some(1), "{report:#}");

    let file = files(firm.shared.path()).pop().expect("a file of operations");
    let whole = fs::read(&file).expect("reads");
    fs::write(&file, &whole[..whole.len() - 7]).expect("writes");
    let report = firm.owner.call("check_shared_folder", json!({}));
    assert!(report["sound"] == false, "{report:#}");
    let finding = &report["findings"][0];
    assert_eq!(finding["severity"], "damaged", "{report:#}");
    let name = file.file_name().expect("a name").to_str().expect("utf-8");
    assert!(finding["path"].as_str().expect("a path").ends_with(name), "{report:#}");
    assert!(finding["message"].as_str().expect("words").contains("cut short"), "{report:#}");
    assert_eq!(finding["menders"]["here"], true, "whoever has read a file keeps it: {report:#}");
}
