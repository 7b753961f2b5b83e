//! Making, locking, opening, backing up.

use std::fs;

use pelikirja_app::{ErrorCode, commands};
use pelikirja_tests::program::{PASSPHRASE, Program, text};
use serde_json::json;

#[test]
fn a_first_run_leads_to_an_open_workspace_and_back_through_the_lock() {
    let program = Program::new();
    assert_eq!(text(&program.call("status", json!({})), "/state"), "missing");
    assert_eq!(program.refusal("unlock", json!({ "passphrase": "x" })), ErrorCode::NoWorkspace);
    let status = program.call(
        "create_workspace",
        json!({ "firm": " Teknotukku Oy ", "member": "Aino", "passphrase": PASSPHRASE, "language": "fi" }),
    );
    assert_eq!(text(&status, "/state"), "unlocked");
    assert_eq!(text(&status, "/firm"), "Teknotukku Oy", "surrounding space is not part of a name");
    let program = program.restarted();
    assert_eq!(text(&program.call("status", json!({})), "/state"), "locked");
    assert_eq!(program.refusal("unlock", json!({ "passphrase": "arvaus" })), ErrorCode::WrongPassphrase);
    assert_eq!(text(&program.call("unlock", json!({ "passphrase": PASSPHRASE })), "/state"), "unlocked");
    let members = program.call("list_members", json!({}));
    assert_eq!(text(&members, "/0/name"), "Aino");
    assert_eq!(text(&members, "/0/role"), "owner");
    assert_eq!(members.pointer("/0/id"), program.call("status", json!({})).pointer("/me"));
    let tiers = program.call("list_tiers", json!({}));
    assert_eq!(text(&tiers, "/0/name"), "Avainasiakas");
}

#[test]
fn every_other_command_is_refused_while_locked() {
    let program = Program::with_workspace();
    program.call("lock", json!({}));
    let names: Vec<_> = commands().into_iter().filter(|command| !command.while_locked).collect();
    assert!(names.len() > 40, "the list is not empty");
    for command in names {
        let code = program.refusal(command.name, json!({}));
        assert_eq!(code, ErrorCode::Locked, "{}", command.name);
    }
}

#[test]
fn requests_of_another_form_are_refused_without_a_panic() {
    let program = Program::with_workspace();
    // A demo firm takes any request and a while.
    for command in commands().into_iter().filter(|command| command.name != "create_demo") {
        for request in [json!(null), json!([]), json!("x"), json!({ "id": 7 }), json!({ "id": "zz" })] {
            if let Err(error) = program.app.dispatch(command.name, request.clone()) {
                assert_ne!(
                    error.code,
                    ErrorCode::Internal,
                    "{} with {request}: {}",
                    command.name,
                    error.message
                );
            }
            if command.name == "lock" {
                program.call("unlock", json!({ "passphrase": PASSPHRASE }));
            }
        }
    }
    assert_eq!(program.refusal("no_such_command", json!({})), ErrorCode::UnknownCommand);
}

#[test]
fn weak_passphrases_and_empty_names_are_named() {
    let program = Program::new();
    let create = |firm: &str, member: &str, passphrase: &str| {
        program.refused(
            "create_workspace",
            json!({ "firm": firm, "member": member, "passphrase": passphrase, "language": "fi" }),
        )
    };
    assert_eq!(create("Oy", "Aino", "salasana").code, ErrorCode::WeakPassphrase);
    assert_eq!(create("Oy", "Aino", "lyhyt").code, ErrorCode::WeakPassphrase);
    let error = create("  ", "Aino", PASSPHRASE);
    assert_eq!((error.code, error.fields["firm"].as_str()), (ErrorCode::InvalidField, "required"));
    let error = create("Oy", "", PASSPHRASE);
    assert_eq!(error.fields["member"], "required");
    assert_eq!(text(&program.call("status", json!({})), "/state"), "missing", "nothing was made");
}

#[test]
fn a_new_passphrase_replaces_the_old_one() {
    let program = Program::with_workspace();
    let new = "neljä nuivaa naakkaa nurmella";
    let change = |current: &str| json!({ "current": current, "new": new });
    assert_eq!(program.refusal("change_passphrase", change("arvaus")), ErrorCode::WrongPassphrase);
    program.call("change_passphrase", change(PASSPHRASE));
    let program = program.restarted();
    assert_eq!(program.refusal("unlock", json!({ "passphrase": PASSPHRASE })), ErrorCode::WrongPassphrase);
    program.call("unlock", json!({ "passphrase": new }));
}

#[test]
fn a_backup_is_restored_beside_the_first_workspace() {
    let program = Program::with_workspace();
    program.add_customer(json!({ "name": "Varmuus Oy" }));
    let path = program.folder().join("copy.pelikirja-backup");
    let backup = program.call("make_backup", json!({ "path": path }));
    assert!(backup["bytes"].as_u64().is_some_and(|bytes| bytes > 100_000), "{backup}");
    program.add_customer(json!({ "name": "Myöhempi Oy" }));
    let folder = program.folder().join("palautettu");
    let wrong = json!({ "path": path, "folder": folder, "passphrase": "arvaus" });
    assert_eq!(program.refusal("restore_backup", wrong), ErrorCode::WrongPassphrase);
    assert!(!folder.exists(), "a refused restore leaves nothing");
    program.call("restore_backup", json!({ "path": path, "folder": folder, "passphrase": PASSPHRASE }));
    let customers = program.call("list_customers", json!({ "limit": 10 }));
    assert_eq!(customers["total"], 1, "the state of the backup");
    assert_eq!(text(&customers, "/rows/0/name"), "Varmuus Oy");
}

#[test]
fn a_damaged_workspace_says_what_to_do() {
    let program = Program::with_workspace();
    let folder = text(&program.call("status", json!({})), "/folder");
    let program = program.restarted();
    let database = std::path::Path::new(&folder).join("pelikirja.db");
    let mut bytes = fs::read(&database).expect("reads");
    bytes[20] ^= 0xff;
    fs::write(&database, &bytes).expect("writes");
    assert_eq!(program.refusal("unlock", json!({ "passphrase": PASSPHRASE })), ErrorCode::DatabaseDamaged);
    fs::write(std::path::Path::new(&folder).join("key.json"), "{").expect("writes");
    assert_eq!(program.refusal("unlock", json!({ "passphrase": PASSPHRASE })), ErrorCode::KeyFileDamaged);
    assert!(fs::read(&database).expect("reads") == bytes, "the damaged file is left for experts");
}

#[test]
fn settings_of_the_machine_survive_and_are_checked() {
    let program = Program::new();
    let settings = json!({
        "language": "en", "theme": "dark", "lock_after_minutes": 5, "backup_folder": null,
        "narrow_navigation": true,
    });
    program.call("save_device_settings", settings.clone());
    let program = program.restarted();
    assert_eq!(program.call("get_device_settings", json!({})), settings);
    let wrong = json!({ "language": "en", "theme": "dark", "lock_after_minutes": 0, "backup_folder": null });
    assert_eq!(program.refused("save_device_settings", wrong).fields["lock_after_minutes"], "range");
    let nowhere =
        json!({ "language": "en", "theme": "dark", "lock_after_minutes": 5, "backup_folder": "/no/where" });
    assert_eq!(program.refused("save_device_settings", nowhere).fields["backup_folder"], "unknown");
}

#[test]
fn settings_of_the_firm_are_checked_and_undone() {
    let program = Program::with_workspace();
    let mut settings = program.call("get_firm_settings", json!({}));
    settings["horizon_days"] = json!(90);
    program.call("save_firm_settings", settings.clone());
    assert_eq!(program.call("get_firm_settings", json!({}))["horizon_days"], 90);
    settings["horizon_days"] = json!(3);
    assert_eq!(program.refused("save_firm_settings", settings.clone()).fields["horizon_days"], "range");
    settings["horizon_days"] = json!(90);
    let mut shrinking = settings.clone();
    shrinking["signal_rules"]["growing_rate"] = json!(0.5);
    assert_eq!(program.refused("save_firm_settings", shrinking).fields["growing_rate"], "range");
    settings["segment_rule"]["loyal_from_p_active"] = json!(0.1);
    assert_eq!(program.refused("save_firm_settings", settings).fields["loyal_from_p_active"], "range");
    program.call("undo", json!({}));
    assert_eq!(program.call("get_firm_settings", json!({}))["horizon_days"], 182);
}
