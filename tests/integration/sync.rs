//! One firm on many machines: shared folder, invitation, exchange, conflicts, removal, recovery.

use std::path::Path;

use pelikirja_app::ErrorCode;
use pelikirja_tests::command_line::{answer, command};
use pelikirja_tests::program::{PASSPHRASE, Program, text};
use serde_json::{Value, json};
use tempfile::TempDir;

/// An owner's machine whose firm is in a shared folder.
pub struct Firm {
    pub shared: TempDir,
    pub owner: Program,
    words: Vec<String>,
}

impl Firm {
    pub fn new() -> Self {
        let shared = tempfile::tempdir().expect("a temporary folder");
        let owner = Program::with_workspace();
        let answer = owner.call("share_workspace", json!({ "folder": shared.path(), "device_name": "MAC" }));
        let words = answer["words"].as_array().expect("words").iter();
        let words = words.map(|word| word.as_str().expect("a word").to_owned()).collect();
        Self { shared, owner, words }
    }

    /// Invites somebody and has their machine join.
    pub fn join(&self, name: &str, role: &str, device: &str) -> Program {
        let invited = self.owner.call("invite", json!({ "name": name, "role": role }));
        sync(&self.owner);
        let program = Program::new();
        program.call("join_workspace", joining(self.shared.path(), &words_of(&invited), device));
        sync(&program);
        sync(&self.owner);
        program
    }
}

pub fn joining(folder: &Path, words: &str, device: &str) -> Value {
    json!({ "shared_folder": folder, "words": words, "passphrase": PASSPHRASE, "device_name": device })
}

pub fn words_of(invited: &Value) -> String {
    let words = invited["words"].as_array().expect("words").iter();
    words.map(|word| word.as_str().expect("a word")).collect::<Vec<_>>().join(" ")
}

pub fn sync(program: &Program) -> Value {
    program.call("sync_now", json!({}))
}

/// Exchanges until everybody has everything.
pub fn sync_all(programs: &[&Program]) {
    for _ in 0..3 {
        for program in programs {
            sync(program);
        }
    }
}

fn add_customer(program: &Program, name: &str) -> String {
    let saved = program.call("save_customer", json!({ "name": name }));
    text(&saved, "/id")
}

pub fn names(program: &Program) -> Vec<String> {
    let page = program.call("list_customers", json!({ "offset": 0, "limit": 100 }));
    let rows = page["rows"].as_array().expect("rows").iter();
    let mut names: Vec<String> = rows.map(|row| text(row, "/name")).collect();
    names.sort();
    names
}

fn customer(program: &Program, id: &str) -> Value {
    program.call("get_customer", json!({ "id": id }))
}

#[test]
fn what_three_people_write_offline_comes_together() {
    let firm = Firm::new();
    let manager = firm.join("Matti Myyjä", "manager", "OFFICE-PC");
    let assistant = firm.join("Aila Assari", "assistant", "LAPTOP-2");
    add_customer(&firm.owner, "Kallio Oy");
    add_customer(&manager, "Niemi Oy");
    sync_all(&[&firm.owner, &manager, &assistant]);
    let expected = ["Kallio Oy", "Niemi Oy"];
    for program in [&firm.owner, &manager, &assistant] {
        assert_eq!(names(program), expected);
        let status = program.call("sync_status", json!({}));
        assert_eq!(status["in_step"], true, "{status}");
        let members = program.call("list_members", json!({}));
        let members: Vec<String> =
            members.as_array().expect("members").iter().map(|member| text(member, "/name")).collect();
        assert_eq!(members, ["Aila Assari", "Aino Esimerkki", "Matti Myyjä"]);
    }
    let status = assistant.call("status", json!({}));
    assert_eq!(text(&status, "/firm"), "Teknotukku Oy", "the firm's name came with the rest");
    let devices = firm.owner.call("list_devices", json!({}));
    let mut devices: Vec<String> =
        devices.as_array().expect("devices").iter().map(|device| text(device, "/name")).collect();
    devices.sort();
    assert_eq!(devices, ["LAPTOP-2", "MAC", "OFFICE-PC"]);
}

#[test]
fn two_who_edit_one_field_are_told_and_choose() {
    let firm = Firm::new();
    let manager = firm.join("Matti Myyjä", "manager", "OFFICE-PC");
    let id = add_customer(&firm.owner, "Kallio Oy");
    sync_all(&[&firm.owner, &manager]);
    firm.owner.call("save_customer", json!({ "id": id, "phone": "09 111" }));
    manager.clock.advance_hours(1);
    manager.call("save_customer", json!({ "id": id, "phone": "09 222", "email": "info@kallio.fi" }));
    sync_all(&[&firm.owner, &manager]);
    for program in [&firm.owner, &manager] {
        let conflicts = program.call("list_conflicts", json!({}));
        assert_eq!(conflicts.as_array().map(Vec::len), Some(1), "{conflicts}");
        let conflict = &conflicts[0];
        assert_eq!(text(conflict, "/label"), "Kallio Oy");
        assert_eq!(text(conflict, "/fields/0/field"), "phone");
        assert_eq!(text(conflict, "/fields/0/kept"), "09 222", "the later one counts");
        assert_eq!(text(conflict, "/fields/0/other"), "09 111");
        assert_eq!(text(conflict, "/other_by/device"), "MAC");
    }
    let conflicts = manager.call("list_conflicts", json!({}));
    manager.call("use_other_value", json!({ "id": text(&conflicts[0], "/id") }));
    sync_all(&[&firm.owner, &manager]);
    for program in [&firm.owner, &manager] {
        assert_eq!(program.call("list_conflicts", json!({})), json!([]));
        let record = customer(program, &id);
        assert!(record.to_string().contains("09 111") && !record.to_string().contains("09 222"), "{record}");
        assert!(record.to_string().contains("info@kallio.fi"), "the other field stayed");
    }
}

#[test]
fn a_removed_machine_gets_nothing_more_and_changes_nothing_more() {
    let firm = Firm::new();
    let manager = firm.join("Matti Myyjä", "manager", "OFFICE-PC");
    add_customer(&manager, "Ennen Oy");
    sync_all(&[&firm.owner, &manager]);
    let devices = firm.owner.call("list_devices", json!({}));
    let device = devices.as_array().expect("devices").iter().find(|device| device["this"] == false);
    let device = text(device.expect("the other machine"), "/id");
    firm.owner.call("remove_device", json!({ "id": device }));
    add_customer(&firm.owner, "Salainen Oy");
    sync(&firm.owner);
    add_customer(&manager, "Jälkeen Oy");
    sync_all(&[&manager, &firm.owner]);
    assert_eq!(names(&firm.owner), ["Ennen Oy", "Salainen Oy"]);
    assert!(!names(&manager).contains(&"Salainen Oy".to_owned()));
    let status = firm.owner.call("sync_status", json!({}));
    assert_eq!(text(&status, "/troubles/0/kind"), "set_aside", "{status}");
    firm.owner.call("adopt_device", json!({ "id": device }));
    sync(&firm.owner);
    assert_eq!(names(&firm.owner), ["Ennen Oy", "Jälkeen Oy", "Salainen Oy"]);
}

#[test]
fn the_printed_words_bring_a_firm_back_from_the_folder() {
    let firm = Firm::new();
    let id = add_customer(&firm.owner, "Kallio Oy");
    sync(&firm.owner);
    let wrong = firm
        .owner
        .call("check_recovery_words", json!({ "words": { "1": "abandon", "2": "abandon", "3": "abandon" } }));
    assert_eq!(wrong["right"], false);
    let three = json!({ "2": firm.words[1], "9": firm.words[8], "24": firm.words[23] });
    assert_eq!(firm.owner.call("check_recovery_words", json!({ "words": three }))["right"], true);
    assert_eq!(
        firm.owner.call("recovery_words", json!({}))["words"],
        json!([]),
        "they are on paper only now"
    );
    let back = Program::new();
    back.call("recover_workspace", joining(firm.shared.path(), &firm.words.join(" "), "NEW-MAC"));
    sync(&back);
    assert_eq!(names(&back), ["Kallio Oy"]);
    back.call("save_customer", json!({ "id": id, "name": "Kallio Oyj" }));
    sync_all(&[&back, &firm.owner]);
    assert_eq!(names(&firm.owner), ["Kallio Oyj"], "an owner's machine again");
}

#[test]
fn wrong_words_and_wrong_folders_get_an_answer_and_leave_nothing_behind() {
    let firm = Firm::new();
    let invited = firm.owner.call("invite", json!({ "name": "Matti", "role": "manager" }));
    sync(&firm.owner);
    let program = Program::new();
    let empty = tempfile::tempdir().expect("a temporary folder");
    let words = words_of(&invited);
    let refused =
        |folder: &Path, words: &str| program.refused("join_workspace", joining(folder, words, "PC"));
    assert_eq!(refused(empty.path(), &words).code, ErrorCode::NotThisFirm);
    assert_eq!(refused(firm.shared.path(), "yksi kaksi").code, ErrorCode::WrongWords);
    let other =
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
    assert_eq!(refused(firm.shared.path(), other).code, ErrorCode::WordsOpenNothing);
    assert_eq!(refused(&empty.path().join("gone"), &words).code, ErrorCode::FileNotFound);
    assert_eq!(text(&program.call("status", json!({})), "/state"), "missing", "nothing is left of the tries");
    program.call("join_workspace", joining(firm.shared.path(), &words, "PC"));
    sync(&program);
    let second = Program::new();
    sync(&firm.owner);
    let used = second.refused("join_workspace", joining(firm.shared.path(), &words, "PC2"));
    assert_eq!(used.code, ErrorCode::InvitationUsed);
    let taken = Program::with_workspace().refused("share_workspace", json!({ "folder": firm.shared.path() }));
    assert_eq!(taken.code, ErrorCode::FolderTaken);
}

#[test]
fn nothing_readable_lies_in_the_folder() {
    let firm = Firm::new();
    let manager = firm.join("Matti Myyjä", "manager", "OFFICE-PC");
    let saved =
        firm.owner.call("save_customer", json!({ "name": "Salaisuus Oy", "business_id": "0112038-9" }));
    assert!(saved["id"].is_string());
    sync_all(&[&firm.owner, &manager]);
    let mut folders = vec![firm.shared.path().to_owned()];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("lists") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            let bytes = std::fs::read(&path).expect("reads");
            for word in ["Salaisuus", "0112038", "Teknotukku", "Esimerkki", "Matti", "OFFICE-PC", "customer"]
            {
                let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
                assert!(!found, "{word} in {}", path.display());
                assert!(!path.display().to_string().contains(word));
            }
        }
    }
    assert!(files >= 5, "{files} files were looked at");
}

#[test]
fn the_command_line_shares_invites_joins_exchanges_and_removes() {
    let folder = || tempfile::tempdir().expect("a temporary folder");
    let (shared, owner, office, back) = (folder(), folder(), folder(), folder());
    let path = shared.path().to_str().expect("utf-8");
    answer(owner.path(), &["create", "--name", "Komento Oy", "--member", "Aino", "--json"]);
    let recovery = answer(owner.path(), &["share", "--folder", path, "--device-name", "MAC", "--json"]);
    assert_eq!(recovery["words"].as_array().map(Vec::len), Some(24));
    let invited = answer(owner.path(), &["invite", "--role", "manager", "--name", "Matti", "--json"]);
    let arrival = ["join", "--folder", path, "--words", &words_of(&invited), "--device-name", "PC", "--json"];
    let joined = answer(office.path(), &arrival);
    for field in ["sent", "received", "files", "bytes", "waiting", "conflicts", "devices"] {
        assert!(joined.get(field).is_some(), "no {field} in {joined}");
    }
    answer(office.path(), &["call", "save_customer", r#"{"name":"Niemi Oy"}"#]);
    assert!(answer(office.path(), &["sync", "--json"])["sent"].as_u64() > Some(0));
    let round = answer(owner.path(), &["sync", "--json"]);
    assert!(round["received"].as_u64() > Some(0), "{round}");
    let heads = round["devices"].as_array().expect("devices");
    assert_eq!(heads.len(), 2);
    assert!(heads.iter().all(|device| device["behind"] == 0), "{round}");
    let members = answer(owner.path(), &["members", "--json"]);
    let device = members["devices"].as_array().expect("devices").iter().find(|device| device["name"] == "PC");
    let device = text(device.expect("the office's machine"), "/id");
    assert_eq!(answer(owner.path(), &["folder", "check", "--json"])["sound"], true);
    answer(owner.path(), &["remove-device", &device, "--json"]);
    let removed = answer(owner.path(), &["members", "--json"]);
    assert!(removed.to_string().contains(r#""removed":true"#));
    let words = words_of(&recovery);
    answer(back.path(), &["recover", "--folder", path, "--words", &words, "--json"]);
    let customers = answer(back.path(), &["call", "list_customers", r#"{"offset":0,"limit":10}"#]);
    assert_eq!(text(&customers, "/rows/0/name"), "Niemi Oy");
    let wrong =
        command(office.path(), &["join", "--folder", path, "--words", "yksi kaksi", "--json"]).output();
    let wrong = wrong.expect("the command line runs");
    assert_eq!(wrong.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&wrong.stderr).starts_with("wrong_words: "), "{wrong:?}");
}
