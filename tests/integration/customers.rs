//! The list of customers, its filters and views, and the record.

use pelikirja_app::ErrorCode;
use pelikirja_tests::program::{Program, text, texts};
use serde_json::{Value, json};

fn names(program: &Program, request: Value) -> Vec<String> {
    texts(&program.call("list_customers", request)["rows"], "/name")
}

#[test]
fn names_sort_by_the_finnish_alphabet_and_are_found_whatever_the_accents() {
    let program = Program::with_workspace();
    for name in ["Öljy Oy", "Zeta Oy", "Äijälä Oy", "Åkerlund Ab", "ahonen Ky"] {
        program.add_customer(json!({ "name": name, "city": "Äänekoski" }));
    }
    let sorted = ["ahonen Ky", "Zeta Oy", "Åkerlund Ab", "Äijälä Oy", "Öljy Oy"];
    assert_eq!(names(&program, json!({ "limit": 10 })), sorted);
    let mut reversed = sorted;
    reversed.reverse();
    assert_eq!(names(&program, json!({ "limit": 10, "descending": true })), reversed);
    assert_eq!(names(&program, json!({ "limit": 2, "offset": 3 })), ["Äijälä Oy", "Öljy Oy"]);
    assert_eq!(names(&program, json!({ "limit": 10, "search": "aija" })), ["Äijälä Oy"]);
    assert_eq!(names(&program, json!({ "limit": 10, "search": "äänek LJY" })), ["Öljy Oy"]);
    assert_eq!(program.refusal("list_customers", json!({ "limit": 501 })), ErrorCode::InvalidField);
}

#[test]
fn wrong_fields_are_named_and_nothing_is_kept() {
    let program = Program::with_workspace();
    let cases = [
        (json!({}), "name", "required"),
        (json!({ "name": " " }), "name", "required"),
        (json!({ "name": "A".repeat(501) }), "name", "too_long"),
        (json!({ "name": "A", "business_id": "0112038-8" }), "business_id", "check_digit"),
        (json!({ "name": "A", "business_id": "abc" }), "business_id", "form"),
        (json!({ "name": "A", "email": "ei osoite" }), "email", "form"),
        (json!({ "name": "A", "owner": "00000000000000000000000000000000" }), "owner", "unknown"),
        (json!({ "name": "A", "tier": "00000000000000000000000000000000" }), "tier", "unknown"),
        (json!({ "name": "A", "tags": ["x".repeat(61)] }), "tags", "too_long"),
    ];
    for (request, field, problem) in cases {
        let error = program.refused("save_customer", request);
        assert_eq!(error.fields.get(field).map(String::as_str), Some(problem), "{error:?}");
    }
    assert_eq!(program.call("list_customers", json!({ "limit": 1 }))["customers"], 0);
}

#[test]
fn only_what_the_change_names_is_changed() {
    let program = Program::with_workspace();
    let id = program.add_customer(json!({
        "name": "Konepaja Oy", "business_id": "FI01120389", "city": "Oulu", "tags": ["b", "a"], "notes": "Kahvi mustana",
    }));
    program.call("save_customer", json!({ "id": id, "city": null, "phone": "040 1" }));
    let record = program.call("get_customer", json!({ "id": id }));
    let fields = &record["fields"];
    assert_eq!(fields["business_id"], "0112038-9", "kept in one form");
    assert_eq!(fields["city"], Value::Null, "null clears");
    assert_eq!(fields["phone"], "040 1");
    assert_eq!(fields["notes"], "Kahvi mustana", "what was not named stays");
    assert_eq!(fields["tags"], json!(["a", "b"]));
    let unchanged = program.call("save_customer", json!({ "id": id, "phone": "040 1" }));
    assert_eq!(unchanged["transaction"], Value::Null, "the same value is no change");
}

#[test]
fn a_firm_cannot_be_above_itself() {
    let program = Program::with_workspace();
    let mother = program.add_customer(json!({ "name": "Emo" }));
    let daughter = program.add_customer(json!({ "name": "Tytär", "parent": mother }));
    let error = program.refused("save_customer", json!({ "id": mother, "parent": daughter }));
    assert_eq!(error.fields["parent"], "circle");
    let record = program.call("get_customer", json!({ "id": mother }));
    assert_eq!(texts(&record["subsidiaries"], "/name"), ["Tytär"]);
}

#[test]
fn filters_and_bulk_edits_work_on_all_that_match() {
    let program = Program::with_demo();
    let tiers = program.call("list_tiers", json!({}));
    let small = text(&tiers, "/2/id");
    let members = program.call("list_members", json!({}));
    let member = text(&members, "/3/id");
    let filter = json!({ "tiers": [small] });
    let before = program.call("list_customers", json!({ "limit": 1, "filter": filter }));
    let matching = before["total"].as_u64().expect("a number");
    assert!(matching > 50, "most customers of the demo firm are small: {matching}");
    let selection = json!({ "kind": "matching", "search": "", "filter": filter, "except": [] });
    let tagged = program.call(
        "bulk_edit_customers",
        json!({ "selection": selection, "change": { "kind": "add_tag", "tag": "kevätkampanja" } }),
    );
    assert_eq!(tagged["records"], matching);
    let by_tag = json!({ "limit": 1, "filter": { "tags": ["kevätkampanja"] } });
    assert_eq!(program.call("list_customers", by_tag.clone())["total"], matching);
    program.call(
        "bulk_edit_customers",
        json!({ "selection": selection, "change": { "kind": "set_owner", "owner": member } }),
    );
    let by_owner = json!({ "limit": 1, "filter": { "tiers": [small], "owners": [member] } });
    assert_eq!(program.call("list_customers", by_owner)["total"], matching);
    program.call("undo", json!({}));
    program.call("undo", json!({}));
    assert_eq!(program.call("list_customers", by_tag)["total"], 0, "undo takes the whole change back");
    let nobody = json!({ "selection": { "kind": "ids", "ids": ["00000000000000000000000000000000"] }, "change": { "kind": "delete" } });
    assert_eq!(program.refusal("bulk_edit_customers", nobody), ErrorCode::NotFound);
}

#[test]
fn every_column_sorts_both_ways_with_empty_values_last() {
    let program = Program::with_demo();
    program.add_customer(json!({ "name": "Tyhjä Oy" }));
    let columns = [
        "name",
        "external_number",
        "city",
        "tier",
        "owner",
        "segment",
        "last_contact",
        "last_order",
        "order_days",
        "value365",
        "value_at_stake",
        "next_action",
        "signals",
        "tags",
    ];
    for column in columns {
        let rows = |request: Value| program.call("list_customers", request)["rows"].clone();
        let ascending = rows(json!({ "limit": 500, "sort": column }));
        let descending = rows(json!({ "limit": 500, "sort": column, "descending": true }));
        assert_eq!(ascending.as_array().map(Vec::len), Some(121), "{column}");
        assert_ne!(texts(&ascending, "/name"), texts(&descending, "/name"), "{column}");
        if ["name", "order_days", "value365"].contains(&column) {
            continue;
        }
        for (order, rows) in [("ascending", ascending), ("descending", descending)] {
            let rows = rows.as_array().expect("a list");
            let has_none = |row: &Value| {
                let value = &row[column];
                value.is_null() || value.as_array().is_some_and(Vec::is_empty)
            };
            let filled = rows.iter().take_while(|row| !has_none(row)).count();
            assert!(filled > 0, "{column} {order}: some have a value, and they come first");
            assert!(rows[filled..].iter().all(has_none), "{column} {order}: all without a value come last");
            let last = rows[filled..].iter().map(|row| text(row, "/name")).collect::<Vec<_>>();
            assert!(last.contains(&"Tyhjä Oy".to_owned()), "{column} {order}: {last:?}");
        }
    }
}

#[test]
fn saved_views_are_kept_shared_and_deleted() {
    let program = Program::with_workspace();
    let definition = json!({ "search": "oulu", "filter": { "ended": true }, "sort": "city", "descending": true, "columns": ["name", "city"] });
    let saved =
        program.call("save_view", json!({ "name": "Oulun seutu", "shared": true, "definition": definition }));
    let program = program.restarted();
    program.call("unlock", json!({ "passphrase": pelikirja_tests::program::PASSPHRASE }));
    let views = program.call("list_views", json!({}));
    assert_eq!(text(&views, "/0/name"), "Oulun seutu");
    assert_eq!(views.pointer("/0/definition/columns"), Some(&json!(["name", "city"])));
    program.call("delete_view", json!({ "id": saved["id"] }));
    assert_eq!(program.call("list_views", json!({})), json!([]));
    program.call("undo", json!({}));
    assert_eq!(texts(&program.call("list_views", json!({})), "/name"), ["Oulun seutu"]);
}

#[test]
fn a_change_late_in_the_evening_carries_the_local_date() {
    let program = Program::with_workspace();
    let customer = program.add_customer(json!({ "name": "Iltavuoro Oy" }));
    // 23:00 UTC on the 22nd, one in the morning of the 23rd in Finland, still the afternoon in New York.
    program.clock.advance_hours(15);
    program.call("save_customer", json!({ "id": customer, "city": "Oulu" }));
    let newest = || {
        let request = json!({ "customer": customer, "kinds": ["change"], "limit": 10 });
        text(&program.call("customer_timeline", request), "/entries/0/date")
    };
    program.clock.travel_to(2);
    assert_eq!(newest(), "2026-11-23");
    program.clock.travel_to(-5);
    assert_eq!(newest(), "2026-11-22");
}
