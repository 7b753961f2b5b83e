//! The demo firm.

use std::fs;

use pelikirja_app::ErrorCode;
use pelikirja_tests::program::{PASSPHRASE, Program, text, texts};
use serde_json::json;

#[test]
fn it_is_marked_complete_and_removable() {
    let program = Program::with_demo();
    let status = program.call("status", json!({}));
    assert_eq!(status["demo"], true);
    assert_eq!(program.call("check", json!({}))["ok"], true);
    let today = program.call("today", json!({ "limit": 20 }));
    assert!(today["total"].as_u64().is_some_and(|cards| cards > 3), "{today}");
    assert_eq!(program.call("list_members", json!({})).as_array().map(Vec::len), Some(9));
    let folder = text(&status, "/folder");
    assert_eq!(text(&program.call("remove_demo", json!({})), "/state"), "missing");
    assert!(!std::path::Path::new(&folder).exists(), "nothing stays on the disk");
}

#[test]
fn the_same_seed_gives_the_same_queue() {
    let queue = || {
        let program = Program::with_demo();
        let today = program.call("today", json!({ "limit": 5 }));
        texts(&today["queue"], "/external_number")
    };
    let first = queue();
    assert_eq!(first.len(), 5);
    assert_eq!(first, queue());
}

#[test]
fn a_demo_firm_that_another_program_has_open_stays() {
    let program = Program::with_demo();
    let other = program.beside();
    for (command, request) in
        [("create_demo", json!({ "customers": 20, "lines": 400 })), ("remove_demo", json!({}))]
    {
        let error = other.dispatch(command, request).expect_err("is refused");
        assert_eq!(error.code, ErrorCode::WorkspaceInUse, "{command}: {error}");
    }
    let id = program.add_customer(json!({ "name": "Juuri Lisätty Oy" }));
    let program = program.restarted();
    program.call("unlock", json!({ "passphrase": "demo" }));
    program.call("get_customer", json!({ "id": id }));
    assert_eq!(program.call("list_customers", json!({ "limit": 1 }))["total"], 121);
}

#[test]
fn removing_it_leads_back_to_ones_own_workspace() {
    let program = Program::with_workspace();
    let own = text(&program.call("status", json!({})), "/folder");
    program.call("create_demo", json!({ "customers": 20, "lines": 400 }));
    program.call("create_demo", json!({ "customers": 30, "lines": 400 }));
    let status = program.call("remove_demo", json!({}));
    assert_eq!((text(&status, "/state"), text(&status, "/folder")), ("locked".to_owned(), own));
    assert_eq!(text(&program.call("unlock", json!({ "passphrase": PASSPHRASE })), "/firm"), "Teknotukku Oy");
}

#[test]
fn a_workspace_that_the_settings_have_lost_is_found_and_opened() {
    let program = Program::with_workspace();
    let own = text(&program.call("status", json!({})), "/folder");
    fs::write(program.folder().join("settings.json"), "{").expect("writes");
    let program = program.restarted();
    assert_eq!(text(&program.call("status", json!({})), "/state"), "missing");
    let known = program.call("list_workspaces", json!({}));
    assert_eq!(known, json!([{ "folder": own, "demo": false, "current": false }]));
    let open = |folder: &str| json!({ "folder": folder });
    assert_eq!(program.refusal("open_workspace", open("firm")), ErrorCode::InvalidField);
    let empty = program.folder().display().to_string();
    assert_eq!(program.refusal("open_workspace", open(&empty)), ErrorCode::NotAWorkspace);
    assert_eq!(text(&program.call("open_workspace", open(&own)), "/state"), "locked");
    let program = program.restarted();
    assert_eq!(text(&program.call("unlock", json!({ "passphrase": PASSPHRASE })), "/firm"), "Teknotukku Oy");
    assert_eq!(texts(&program.call("list_workspaces", json!({})), "/folder"), [own]);
}

#[test]
fn the_backtest_follows_merged_and_deleted_customers() {
    let program = Program::with_demo();
    let backtest = || program.call("backtest", json!({}));
    let first = backtest();
    assert_eq!(backtest(), first, "the same firm, the same answer");
    let customers =
        program.call("list_customers", json!({ "limit": 60, "sort": "value365", "descending": true }));
    let ids = texts(&customers["rows"], "/id");
    for pair in ids.chunks(2).take(20) {
        program.call("merge_customers", json!({ "keep": pair[0], "merge": pair[1], "changes": {} }));
    }
    let merged = backtest();
    assert_ne!(merged, first, "twenty customers fewer");
    for _ in 0..20 {
        program.call("undo", json!({}));
    }
    assert_eq!(backtest(), first);
    let selection = json!({ "kind": "ids", "ids": ids });
    program.call("bulk_edit_customers", json!({ "selection": selection, "change": { "kind": "delete" } }));
    assert_ne!(backtest(), first, "half of them are gone");
}
