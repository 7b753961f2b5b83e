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

#[test]
fn the_history_of_a_customer_tells_of_its_people_and_contacts_too() {
    let program = Program::with_workspace();
    let customer = program.add_customer(json!({ "name": "Konepaja Oy" }));
    let other = program.add_customer(json!({ "name": "Muu Oy" }));
    let person = text(
        &program.call("save_person", json!({ "customer": customer, "name": "Kaisa", "title": "Ostaja" })),
        "/id",
    );
    let save = json!({ "id": person, "customer": customer, "name": "Kaisa", "title": "Ostojohtaja", "phone": "040 1" });
    program.call("save_person", save);
    let call = json!({ "customer": customer, "kind": "call", "direction": "outgoing", "two_way": true });
    let contact = text(&program.call("log_contact", call), "/id");
    program.call("delete_contact", json!({ "id": contact }));
    program.call("save_person", json!({ "customer": other, "name": "Vieras" }));

    let history = program.call("customer_history", json!({ "id": customer }));
    let told: Vec<String> = (history.as_array().into_iter().flatten())
        .filter(|entry| entry["field"] != "deleted" || entry["to"] == "1")
        .map(|entry| {
            format!(
                "{} {} {} {} {}",
                entry["table"], entry["name"], entry["field"], entry["from"], entry["to"]
            )
        })
        .collect();
    assert_eq!(
        told.first().map(String::as_str),
        Some(r#""contact" "2026-11-22" "deleted" "0" "1""#),
        "the newest first"
    );
    for expected in [
        r#""employment" "Kaisa" "title" "Ostaja" "Ostojohtaja""#,
        r#""person" "Kaisa" "phone" null "040 1""#,
        r#""contact" "2026-11-22" "kind" null "call""#,
        r#""customer" "Konepaja Oy" "name" null "Konepaja Oy""#,
    ] {
        assert!(told.iter().any(|entry| entry == expected), "{expected} in {told:#?}");
    }
    assert!(!told.iter().any(|entry| entry.contains("Vieras")), "nothing of another customer: {told:#?}");
    assert!(
        history.as_array().into_iter().flatten().all(|entry| !entry["member"].is_null()),
        "each says who"
    );
}
