//! People and where they work.

use pelikirja_tests::program::{Program, text, texts};
use serde_json::{Value, json};

#[test]
fn a_person_changes_employer_and_the_history_stays_with_both() {
    let program = Program::with_workspace();
    let old = program.add_customer(json!({ "name": "Vanha Oy" }));
    let new = program.add_customer(json!({ "name": "Uusi Oy" }));
    let person = text(
        &program.call("save_person", json!({ "customer": old, "name": "Väinö Äijälä", "title": "Ostaja" })),
        "/id",
    );
    program.call(
        "log_contact",
        json!({ "customer": old, "persons": [person], "kind": "call", "direction": "outgoing", "two_way": true }),
    );
    program.call(
        "change_employer",
        json!({ "person": person, "from": old, "to": new, "title": "Ostojohtaja", "on": "2026-11-20" }),
    );
    let at = |customer: &str| program.call("get_customer", json!({ "id": customer }))["people"].clone();
    assert_eq!(text(&at(&old), "/0/ended_on"), "2026-11-20");
    assert_eq!(text(&at(&new), "/0/title"), "Ostojohtaja");
    assert_eq!(text(&at(&new), "/0/last_contact"), "2026-11-22", "contacts follow the person");
    let contacts = json!({ "customer": old, "kinds": ["contact"], "limit": 10 });
    assert_eq!(program.call("customer_timeline", contacts)["entries"].as_array().map(Vec::len), Some(1));
    program.call("undo", json!({}));
    assert_eq!(at(&old).pointer("/0/ended_on"), Some(&Value::Null));
    assert_eq!(at(&new), json!([]));
}

#[test]
fn only_one_person_is_the_first_to_call() {
    let program = Program::with_workspace();
    let customer = program.add_customer(json!({ "name": "Oy" }));
    program.call("save_person", json!({ "customer": customer, "name": "Eka" }));
    program.call("save_person", json!({ "customer": customer, "name": "Toka", "primary": true }));
    let people = program.call("get_customer", json!({ "id": customer }))["people"].clone();
    assert_eq!(texts(&people, "/name"), ["Toka", "Eka"], "the first to call comes first");
    assert_eq!(people.pointer("/1/primary"), Some(&json!(false)));
    let error = program.refused("save_person", json!({ "customer": customer, "name": "X", "influence": 11 }));
    assert_eq!(error.fields["influence"], "range");
}

#[test]
fn a_person_of_a_merged_record_stands_once_on_the_page_of_the_other() {
    let program = Program::with_workspace();
    let keep = program.add_customer(json!({ "name": "Jää Oy" }));
    let merged = program.add_customer(json!({ "name": "Yhtyy Oy" }));
    let third = program.add_customer(json!({ "name": "Kolmas Oy" }));
    let maija = text(&program.call("save_person", json!({ "customer": merged, "name": "Maija" })), "/id");
    program.call("save_person", json!({ "customer": keep, "name": "Eka" }));
    program.call("merge_customers", json!({ "keep": keep, "merge": merged, "changes": {} }));
    let people = |customer: &str| program.call("get_customer", json!({ "id": customer }))["people"].clone();

    program.call("save_person", json!({ "id": maija, "customer": keep, "title": "Ostaja", "primary": true }));
    let found = people(&keep);
    assert_eq!(texts(&found, "/name"), ["Maija", "Eka"], "{found}");
    assert_eq!(text(&found, "/0/title"), "Ostaja");
    assert_eq!(found.pointer("/1/primary"), Some(&json!(false)), "one person is the first to call");
    let within = json!({ "person": maija, "from": keep, "to": merged, "on": "2026-11-20" });
    assert_eq!(program.refused("change_employer", within).fields["to"], "circle");
    program.call(
        "change_employer",
        json!({ "person": maija, "from": keep, "to": third, "title": null, "on": "2026-11-20" }),
    );
    assert_eq!(texts(&people(&third), "/name"), ["Maija"]);
    assert_eq!(texts(&people(&keep), "/name"), ["Eka", "Maija"], "who has left comes last");
    program.call("undo", json!({}));
    program.call("undo", json!({}));
    program.call("undo", json!({}));
    assert_eq!(texts(&people(&merged), "/name"), ["Maija"], "parted as they were");
    assert_eq!(texts(&people(&keep), "/name"), ["Eka"]);
}
