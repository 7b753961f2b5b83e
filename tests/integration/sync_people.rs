//! People of a shared firm: their roles and invitations, what they did and where, and what two of them made twice.

use std::time::{Duration, Instant};

use pelikirja_app::{ErrorCode, JobKind};
use pelikirja_tests::program::{Program, text, texts};
use serde_json::{Value, json};

use crate::sync::{Firm, joining, names, sync, sync_all, words_of};

fn member(program: &Program, name: &str) -> Value {
    let members = program.call("list_members", json!({}));
    let found = members.as_array().into_iter().flatten().find(|member| member["name"] == name);
    found.cloned().unwrap_or_else(|| panic!("no {name} in {members}"))
}

#[test]
fn the_membership_says_the_role_whichever_way_it_was_changed() {
    let firm = Firm::new();
    let manager = firm.join("Matti Myyjä", "manager", "OFFICE-PC");
    let matti = member(&firm.owner, "Matti Myyjä")["id"].clone();
    let aino = member(&firm.owner, "Aino Esimerkki")["id"].clone();
    let last = firm.owner.refusal("save_member", json!({ "id": aino, "name": "Toinen", "role": "viewer" }));
    assert_eq!(last, ErrorCode::LastOwner);
    assert_eq!(firm.owner.refusal("remove_member", json!({ "id": aino })), ErrorCode::LastOwner);
    firm.owner.call("save_member", json!({ "id": matti, "name": "Matti Omistaja", "role": "owner" }));
    sync_all(&[&firm.owner, &manager]);
    assert_eq!(manager.call("permissions", json!({}))["role"], "owner");
    let unconfirmed = firm.owner.refusal("save_member", json!({ "id": aino, "role": "assistant" }));
    assert_eq!(unconfirmed, ErrorCode::LastOwner, "the other owner's machine runs nothing yet");
    assert_eq!(manager.refusal("rotate_keys", json!({})), ErrorCode::DeviceUnconfirmed);
    firm.owner.call("confirm_device", json!({ "id": device(&firm.owner, "OFFICE-PC") }));
    // Who gives up being an owner is one no longer at once, in everybody's list.
    firm.owner.call("save_member", json!({ "id": aino, "role": "assistant" }));
    sync_all(&[&firm.owner, &manager]);
    for program in [&firm.owner, &manager] {
        assert_eq!(member(program, "Matti Omistaja")["role"], "owner");
        assert_eq!(member(program, "Aino Esimerkki")["role"], "assistant");
    }
    assert_eq!(firm.owner.refusal("undo", json!({})), ErrorCode::NotAllowed, "what an owner did");
}

#[test]
fn who_is_shut_out_leaves_no_invitation_behind_unseen() {
    let firm = Firm::new();
    let second = firm.join("Oiva Omistaja", "owner", "OFFICE-PC");
    firm.owner.call("confirm_device", json!({ "id": device(&firm.owner, "OFFICE-PC") }));
    sync_all(&[&firm.owner, &second]);
    second.call("invite", json!({ "name": "Tuttu", "role": "viewer" }));
    sync_all(&[&second, &firm.owner]);
    let removed =
        firm.owner.call("remove_member", json!({ "id": member(&firm.owner, "Oiva Omistaja")["id"] }));
    let open = removed["open_invitations"].as_array().expect("invitations");
    assert_eq!(open.len(), 1, "{removed}");
    firm.owner.call("cancel_invitation", json!({ "id": open[0]["id"] }));
    assert_eq!(firm.owner.call("list_invitations", json!({})), json!([]));
    let all = firm.owner.call("list_invitations", json!({ "all": true }));
    let mut states = texts(&all, "/state");
    states.sort();
    assert_eq!(states, ["taken_back", "used"]);
    let used = all.as_array().into_iter().flatten().find(|found| found["state"] == "used");
    let used = json!({ "id": used.expect("there is one")["id"] });
    assert_eq!(firm.owner.refusal("cancel_invitation", used), ErrorCode::InvitationUsed);
    sync_all(&[&firm.owner, &second]);
    assert_eq!(second.call("permissions", json!({}))["role"], Value::Null);
    assert_eq!(second.refusal("save_customer", json!({ "name": "Turha Oy" })), ErrorCode::DeviceRemoved);
}

fn device(program: &Program, name: &str) -> String {
    let devices = program.call("list_devices", json!({}));
    let found = devices.as_array().into_iter().flatten().find(|device| device["name"] == name);
    text(found.expect("the machine is there"), "/id")
}

#[test]
fn the_history_says_who_did_what_on_which_machine() {
    let firm = Firm::new();
    let manager = firm.join("Matti Myyjä", "manager", "OFFICE-PC");
    let customer = manager.add_customer(json!({ "name": "Kallio Oy" }));
    for number in 0..60 {
        manager.clock.advance_hours(1);
        manager.call("save_customer", json!({ "id": customer, "phone": format!("09 {number}") }));
    }
    firm.owner.clock.advance_hours(70);
    sync_all(&[&firm.owner, &manager]);
    firm.owner.call("save_customer", json!({ "id": customer, "city": "Lahti" }));
    let history = firm.owner.call("record_history", json!({ "table": "customer", "id": customer }));
    assert_eq!(text(&history, "/0/device"), "MAC", "{history}");
    assert_eq!(text(&history, "/1/device"), "OFFICE-PC");
    let matti = member(&firm.owner, "Matti Myyjä")["id"].clone();
    let first = firm.owner.call("member_activity", json!({ "member": matti }));
    let entries = first["entries"].as_array().expect("entries");
    assert_eq!(entries.len(), 50);
    assert_eq!(text(&entries[0], "/device"), "OFFICE-PC");
    assert_eq!(text(&entries[0], "/kind"), "edit_customer");
    assert_eq!(text(&entries[0], "/first_records/0/label"), "Kallio Oy");
    assert_eq!(text(&entries[0], "/first_records/0/customer"), customer);
    let rest = firm.owner.call("member_activity", json!({ "member": matti, "before": first["next"] }));
    let kinds = texts(&rest["entries"], "/kind");
    assert_eq!(kinds.len(), 12, "the name of the machine, the customer, and ten more changes: {kinds:?}");
    assert_eq!(rest["next"], Value::Null);
    assert!(kinds.contains(&"add_customer".to_owned()));
}

#[test]
fn what_two_made_at_the_same_time_is_proposed_for_merging_after_the_exchange() {
    let firm = Firm::new();
    let manager = firm.join("Matti Myyjä", "manager", "OFFICE-PC");
    let make = |program: &Program, name: &str| {
        program.add_customer(json!({ "name": name, "business_id": "0112038-9", "city": "Lahti" }))
    };
    let (first, second) = (make(&firm.owner, "Kallio Oy"), make(&manager, "Kallion Kone Oy"));
    assert_eq!(firm.owner.call("list_duplicates", json!({})), json!([]));
    sync_all(&[&firm.owner, &manager]);
    for program in [&firm.owner, &manager] {
        let pairs = program.call("list_duplicates", json!({}));
        assert_eq!(pairs.as_array().map(Vec::len), Some(1), "{pairs}");
        assert_eq!(texts(&pairs[0]["reasons"], ""), ["business_id"]);
    }
    manager.call("merge_customers", json!({ "keep": first, "merge": second, "changes": {} }));
    sync_all(&[&firm.owner, &manager]);
    for program in [&firm.owner, &manager] {
        assert_eq!(program.call("list_duplicates", json!({})), json!([]));
        assert_eq!(names(program), ["Kallio Oy"]);
    }
}

#[test]
fn conflicts_are_counted_as_they_are_listed() {
    let firm = Firm::new();
    let manager = firm.join("Matti Myyjä", "manager", "OFFICE-PC");
    let id = firm.owner.add_customer(json!({ "name": "Kallio Oy" }));
    sync_all(&[&firm.owner, &manager]);
    firm.owner.call("save_customer", json!({ "id": id, "street": "Katu 1", "city": "Lahti", "phone": "1" }));
    manager.call("save_customer", json!({ "id": id, "street": "Tie 2", "city": "Turku", "phone": "2" }));
    sync_all(&[&firm.owner, &manager]);
    for program in [&firm.owner, &manager] {
        let listed = program.call("list_conflicts", json!({}));
        let listed = listed.as_array().expect("conflicts").len();
        assert_eq!(listed, 2, "an address is one, a telephone number another");
        assert_eq!(program.call("sync_status", json!({}))["conflicts"], listed);
        assert_eq!(sync(program)["conflicts"], listed);
    }
}

#[test]
fn joining_can_be_given_up_and_leaves_nothing_anywhere() {
    let firm = Firm::new();
    firm.owner.add_customer(json!({ "name": "Kallio Oy" }));
    let invited = firm.owner.call("invite", json!({ "name": "Matti Myyjä", "role": "manager" }));
    sync(&firm.owner);
    let words = words_of(&invited);
    let program = Program::new();
    program.stop_every(JobKind::Join);
    program.call("join_workspace", joining(firm.shared.path(), &words, "OFFICE-PC"));
    assert_eq!(program.refusal("sync_now", json!({})), ErrorCode::Stopped);
    let begun = Instant::now();
    let is_gone = || {
        let left = std::fs::read_dir(program.folder()).expect("lists").flatten();
        !left.into_iter().any(|entry| entry.path().is_dir())
    };
    while !is_gone() && begun.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(is_gone(), "nothing is left of the firm");
    assert_eq!(text(&program.call("status", json!({})), "/state"), "missing");
    // Nobody has noticed: the same words bring another machine in.
    let other = Program::new();
    other.call("join_workspace", joining(firm.shared.path(), &words, "LAPTOP-2"));
    sync(&other);
    assert_eq!(names(&other), ["Kallio Oy"]);
    sync(&firm.owner);
    let devices = firm.owner.call("list_devices", json!({}));
    let mut devices = texts(&devices, "/name");
    devices.sort();
    assert_eq!(devices, ["LAPTOP-2", "MAC"]);
}

#[test]
fn who_is_erased_is_gone_from_every_machine() {
    let firm = Firm::new();
    let manager = firm.join("Matti Myyjä", "manager", "OFFICE-PC");
    let customer = firm.owner.add_customer(json!({ "name": "Kallio Oy" }));
    let person = json!({ "customer": customer, "name": "Kaisa Kadotettu", "phone": "040 123" });
    let person = text(&firm.owner.call("save_person", person), "/id");
    sync_all(&[&firm.owner, &manager]);
    // Edited elsewhere at the same time.
    let edit = json!({ "id": person, "customer": customer, "name": "Kaisa Kadotettu", "notes": "tärkeä" });
    manager.call("save_person", edit);
    assert_eq!(manager.refusal("erase_person", json!({ "id": person })), ErrorCode::NotAllowed);
    let erased = firm.owner.call("erase_person", json!({ "id": person }));
    assert_eq!((&erased["records"], &erased["remains"]["shared"]), (&json!(2), &json!(true)));
    assert_eq!(erased["operations"], 2, "the person, and where they work");
    assert_eq!(erased["remains"]["machines"], json!(["OFFICE-PC"]));
    assert_eq!(
        firm.owner.refusal("undo", json!({ "transaction": erased["transaction"] })),
        ErrorCode::NothingToUndo
    );
    sync_all(&[&firm.owner, &manager]);
    for program in [&firm.owner, &manager] {
        let record = program.call("get_customer", json!({ "id": customer })).to_string();
        assert!(!record.contains("Kadotettu"), "{record}");
        let history = program.call("customer_history", json!({ "id": customer })).to_string();
        assert!(!history.contains("Kadotettu") && !history.contains("040 123"), "{history}");
        assert_eq!(program.call("search", json!({ "query": "kadotettu", "limit": 10 })), json!([]));
        assert_eq!(program.call("check", json!({}))["ok"], true);
        assert_eq!(program.call("sync_status", json!({}))["in_step"], true);
    }
    // The manager's edit had not left that machine when it heard of it, and never does.
    sync_all(&[&firm.owner, &manager]);
    let remains = firm.owner.call("erasure_remains", json!({}));
    assert_eq!((&remains["operations"], &remains["files"]), (&json!(2), &json!(0)));
    // Who comes later never hears of them.
    let late = firm.join("Aila Assari", "assistant", "LAPTOP-2");
    let record = late.call("get_customer", json!({ "id": customer })).to_string();
    assert!(!record.contains("Kadotettu"), "{record}");
}
