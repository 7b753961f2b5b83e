//! Two records of one firm.

use pelikirja_tests::program::{Program, text, texts};
use serde_json::json;

#[test]
fn suspected_pairs_are_merged_and_parted_again() {
    let program = Program::with_workspace();
    let first =
        program.add_customer(json!({ "name": "Konepaja Äijälä Oy", "city": "Oulu", "tags": ["vanha"] }));
    let second =
        program.add_customer(json!({ "name": "KONEPAJA AIJALA", "city": "oulu", "phone": "040 123 4567" }));
    program.add_customer(json!({ "name": "Konepaja Äijälä Oy", "city": "Turku" }));
    program.call("save_person", json!({ "customer": second, "name": "Väinö" }));
    program.call(
        "log_contact",
        json!({ "customer": second, "kind": "visit", "direction": "outgoing", "two_way": true }),
    );
    let pairs = program.call("list_duplicates", json!({}));
    assert_eq!(pairs.as_array().map(Vec::len), Some(1), "another town is another shop: {pairs}");
    assert_eq!(text(&pairs, "/0/first/id"), first, "the older record comes first");
    let merged = json!({ "keep": first, "merge": second, "changes": { "phone": "040 123 4567" } });
    program.call("merge_customers", merged.clone());
    let record = program.call("get_customer", json!({ "id": first }));
    assert_eq!(texts(&record["people"], "/name"), ["Väinö"], "people come along");
    assert_eq!(text(&record, "/fields/phone"), "040 123 4567");
    assert_eq!(text(&record, "/last_contact"), "2026-11-22", "contacts come along");
    assert_eq!(texts(&record["merged"], "/name"), ["KONEPAJA AIJALA"]);
    assert_eq!(program.call("list_customers", json!({ "limit": 1 }))["total"], 2);
    assert_eq!(program.refused("merge_customers", merged).fields["merge"], "taken");
    program.call("undo", json!({}));
    let record = program.call("get_customer", json!({ "id": first }));
    assert_eq!(record["people"], json!([]));
    assert_eq!(record["last_contact"], json!(null));
    assert_eq!(program.call("list_customers", json!({ "limit": 1 }))["total"], 3);
    program.call("dismiss_duplicate", json!({ "first": first, "second": second }));
    assert_eq!(program.call("list_duplicates", json!({})), json!([]));
}

#[test]
fn a_firm_merged_with_one_above_it_is_not_its_own_parent() {
    let program = Program::with_workspace();
    let top = program.add_customer(json!({ "name": "Huippu Oy" }));
    let group = program.add_customer(json!({ "name": "Konserni Oy", "parent": top }));
    let between = program.add_customer(json!({ "name": "Väli Oy", "parent": group }));
    let firm = program.add_customer(json!({ "name": "Tytär Oy", "parent": between }));
    let record = |id: &str| program.call("get_customer", json!({ "id": id }));

    program.call("merge_customers", json!({ "keep": firm, "merge": between, "changes": {} }));
    assert_eq!(text(&record(&firm), "/parent/name"), "Konserni Oy", "where the other one belonged");
    program.call("merge_customers", json!({ "keep": firm, "merge": group, "changes": {} }));
    assert_eq!(text(&record(&firm), "/parent/name"), "Huippu Oy");
    assert_eq!(texts(&record(&top)["subsidiaries"], "/name"), ["Tytär Oy"]);
    program.call("undo", json!({}));
    assert_eq!(text(&record(&firm), "/parent/name"), "Konserni Oy", "undo parts them as they were");
    program.call("redo", json!({}));
    let circle = json!({ "id": top, "parent": group });
    assert_eq!(
        program.refused("save_customer", circle).fields["parent"],
        "circle",
        "also through a merged record"
    );
}

#[test]
fn a_parent_that_was_merged_is_the_record_it_was_merged_into() {
    let program = Program::with_workspace();
    let group = program.add_customer(json!({ "name": "Konserni Oy" }));
    let twin = program.add_customer(json!({ "name": "Konserni Oyj" }));
    let firm = program.add_customer(json!({ "name": "Tytär Oy", "parent": twin }));
    program.call("merge_customers", json!({ "keep": group, "merge": twin, "changes": {} }));
    let record = |id: &str| program.call("get_customer", json!({ "id": id }));
    assert_eq!(text(&record(&firm), "/parent/name"), "Konserni Oy");
    assert_eq!(text(&record(&firm), "/fields/parent"), group);
    assert_eq!(texts(&record(&group)["subsidiaries"], "/name"), ["Tytär Oy"]);
}
