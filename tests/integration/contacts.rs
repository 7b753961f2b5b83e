//! Logging contacts, next actions, the timeline, search.

use pelikirja_tests::program::{Program, text, texts};
use serde_json::{Value, json};

fn call(customer: &str) -> Value {
    json!({ "customer": customer, "kind": "call", "direction": "outgoing", "two_way": true, "minutes": 5 })
}

#[test]
fn finishing_a_next_action_asks_for_the_next() {
    let program = Program::with_workspace();
    let customer = program.add_customer(json!({ "name": "Oy" }));
    let mut request = call(&customer);
    assert_eq!(program.call("log_contact", request.clone())["asks_next_action"], true);
    request["next_action"] = json!({ "text": "Lähetä tarjous", "due": "2026-11-25" });
    assert_eq!(program.call("log_contact", request)["asks_next_action"], false);
    let record = program.call("get_customer", json!({ "id": customer }));
    let action = text(&record, "/next_actions/0/id");
    let finished = program.call("finish_next_action", json!({ "id": action }));
    assert_eq!(finished["asks_next_action"], true);
    program.call("undo", json!({}));
    let next = json!({ "id": action, "next": { "text": "Soita perään", "due": "2026-12-01" } });
    assert_eq!(program.call("finish_next_action", next)["asks_next_action"], false);
    let record = program.call("get_customer", json!({ "id": customer }));
    assert_eq!(texts(&record["next_actions"], "/text"), ["Soita perään"]);
}

#[test]
fn the_timeline_goes_back_through_windows_without_loss_or_repeats() {
    let program = Program::with_demo();
    let list =
        program.call("list_customers", json!({ "limit": 1, "sort": "order_days", "descending": true }));
    let customer = text(&list, "/rows/0/id");
    let whole = program.call("customer_timeline", json!({ "customer": customer, "limit": 200 }));
    let whole = whole["entries"].as_array().expect("entries").clone();
    assert!(whole.len() > 40, "the busiest customer has a long past: {}", whole.len());
    let mut collected = Vec::new();
    let mut before = Value::Null;
    while collected.len() < whole.len() {
        let mut request = json!({ "customer": customer, "limit": 7 });
        if !before.is_null() {
            request["before"] = before;
        }
        let page = program.call("customer_timeline", request);
        collected.extend(page["entries"].as_array().expect("entries").clone());
        before = page["next"].clone();
        if before.is_null() {
            break;
        }
    }
    collected.truncate(whole.len());
    assert_eq!(collected, whole);
    let dates = texts(&json!(collected), "/date");
    assert!(dates.windows(2).all(|pair| pair[0] >= pair[1]), "the newest first");
}

#[test]
fn contacts_of_the_future_and_unknown_people_are_refused() {
    let program = Program::with_workspace();
    let customer = program.add_customer(json!({ "name": "Oy" }));
    let mut request = call(&customer);
    request["date"] = json!("2026-11-23");
    assert_eq!(program.refused("log_contact", request.clone()).fields["date"], "range");
    request["date"] = json!("-262143-01-01");
    assert_eq!(program.refused("log_contact", request.clone()).fields["date"], "range", "a slip of the hand");
    request["date"] = Value::Null;
    request["persons"] = json!(["00000000000000000000000000000000"]);
    assert_eq!(program.refused("log_contact", request).fields["persons"], "unknown");
}

#[test]
fn everything_is_found_from_one_box() {
    let program = Program::with_workspace();
    let customer = program.add_customer(json!({ "name": "Äijälän Konepaja Oy", "external_number": "4711" }));
    program.call("save_person", json!({ "customer": customer, "name": "Björn Åkerlund" }));
    let mut request = call(&customer);
    request["note"] = json!("Kysyi hydrauliikkaletkujen toimitusaikaa");
    program.call("log_contact", request);
    let kinds = |query: &str| texts(&program.call("search", json!({ "query": query, "limit": 5 })), "/kind");
    assert_eq!(kinds("aijala"), ["customer"]);
    assert_eq!(kinds("nepaja"), ["customer"], "inside a word");
    assert_eq!(kinds("4711"), ["customer"]);
    assert_eq!(kinds("bjorn"), ["person"]);
    assert_eq!(kinds("kerlun"), ["person"]);
    assert_eq!(kinds("letkujen"), ["note"], "inside a word of a note");
    assert_eq!(kinds("olematon"), [""; 0]);
    assert_eq!(kinds("\"*;-- AND"), [""; 0]);
}

#[test]
fn a_contact_can_be_changed_though_somebody_who_was_there_has_been_deleted() {
    let program = Program::with_workspace();
    let customer = program.add_customer(json!({ "name": "Konepaja Oy" }));
    let person = json!({ "customer": customer, "name": "Kaisa" });
    let person = text(&program.call("save_person", person), "/id");
    let mut contact = call(&customer);
    contact["persons"] = json!([person]);
    contact["id"] = program.call("log_contact", contact.clone())["id"].clone();
    program.call("delete_person", json!({ "id": person }));
    contact["note"] = json!("Soitto uudestaan");
    program.call("log_contact", contact);
    let page = json!({ "customer": customer, "kinds": ["contact"], "limit": 1 });
    let shown = &program.call("customer_timeline", page)["entries"][0]["contact"];
    assert_eq!((&shown["note"], &shown["persons"][0]["name"]), (&json!("Soitto uudestaan"), &json!("Kaisa")));
}

#[test]
fn what_belongs_to_a_merged_record_stays_with_it_when_it_is_changed() {
    let program = Program::with_workspace();
    let [kept, merged] =
        ["Konepaja Oy", "Konepaja"].map(|name| program.add_customer(json!({ "name": name })));
    let action = json!({ "customer": merged, "text": "Soita", "due": "2026-11-25" });
    let action = text(&program.call("save_next_action", action), "/id");
    let mut contact = call(&merged);
    contact["id"] = program.call("log_contact", contact.clone())["id"].clone();
    let merge = program.call("merge_customers", json!({ "keep": kept, "merge": merged, "changes": {} }));
    // From the page of the record that was kept.
    let moved = json!({ "id": action, "customer": kept, "text": "Soita", "due": "2026-11-26" });
    program.call("save_next_action", moved);
    contact["customer"] = json!(kept);
    contact["note"] = json!("Soitto uudestaan");
    program.call("log_contact", contact);
    program.call("undo", json!({ "transaction": merge["transaction"] }));
    let parted = program.call("get_customer", json!({ "id": merged }));
    assert_eq!(parted["next_actions"][0]["due"], "2026-11-26", "{parted:#}");
    let page = json!({ "customer": merged, "kinds": ["contact"], "limit": 1 });
    assert_eq!(program.call("customer_timeline", page)["entries"][0]["contact"]["note"], "Soitto uudestaan");
}

#[test]
fn a_customer_is_found_by_the_telephone_however_it_is_written() {
    let program = Program::with_workspace();
    let made =
        [("Konepaja Oy", "040 123 4567"), ("Sorvaamo", "+358 50 765 4321"), ("Hitsaamo", "+46 70 111 22 33")];
    for (name, phone) in made {
        program.add_customer(json!({ "name": name, "phone": phone }));
    }
    let found = |typed: &str| {
        let hits = program.call("search", json!({ "query": typed, "kinds": ["customer"], "limit": 5 }));
        let list = program.call("list_customers", json!({ "search": typed, "limit": 5 }));
        assert_eq!(texts(&hits, "/title"), texts(&list["rows"], "/name"), "the list finds the same: {typed}");
        texts(&hits, "/title")
    };
    for typed in
        ["040 123 4567", "0401234567", "+358 40 123 4567", "358401234567", "4567", "40 12", "+358 40 1"]
    {
        assert_eq!(found(typed), ["Konepaja Oy"], "{typed}");
    }
    assert_eq!(found("050-7654321"), ["Sorvaamo"]);
    assert_eq!(found("0046701112233"), ["Hitsaamo"]);
    assert_eq!(found("123"), [] as [&str; 0], "three digits are no telephone number");
}
