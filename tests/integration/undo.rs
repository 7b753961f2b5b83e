//! Undo, redo and history from anywhere.

use pelikirja_app::ErrorCode;
use pelikirja_tests::program::{Program, text, texts};
use serde_json::json;

#[test]
fn undo_and_redo_walk_through_ones_own_changes() {
    let program = Program::with_workspace();
    assert_eq!(program.refusal("undo", json!({})), ErrorCode::NothingToUndo, "the workspace itself stays");
    let customer = program.add_customer(json!({ "name": "Yksi" }));
    program.call("save_customer", json!({ "id": customer, "name": "Kaksi" }));
    let name = || text(&program.call("get_customer", json!({ "id": customer })), "/fields/name");
    let undone = program.call("undo", json!({}));
    assert_eq!((text(&undone, "/kind"), name()), ("edit_customer".to_owned(), "Yksi".to_owned()));
    assert_eq!(text(&program.call("undo_state", json!({})), "/redo"), "edit_customer");
    program.call("redo", json!({}));
    assert_eq!(name(), "Kaksi");
    assert_eq!(program.refusal("redo", json!({})), ErrorCode::NothingToUndo);
    let history = program.call("record_history", json!({ "table": "customer", "id": customer }));
    let renamed: Vec<String> = texts(&history, "/kind");
    assert_eq!(renamed.first().map(String::as_str), Some("redo"), "the newest first: {history}");
    assert_eq!(
        program.refusal("record_history", json!({ "table": "meta", "id": customer })),
        ErrorCode::NotFound
    );
}

#[test]
fn a_single_transaction_is_undone_by_its_toast_only_once() {
    let program = Program::with_workspace();
    let saved = program.call("save_customer", json!({ "name": "Hetken Oy" }));
    let undo = json!({ "transaction": saved["transaction"] });
    program.call("undo", undo.clone());
    assert_eq!(program.call("list_customers", json!({ "limit": 1 }))["total"], 0);
    assert_eq!(program.refusal("undo", undo), ErrorCode::AlreadyUndone);
}
