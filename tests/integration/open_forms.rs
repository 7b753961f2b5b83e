//! A form that is open while somebody else's values arrive.

use pelikirja_tests::program::{Program, text, texts};
use serde_json::{Value, json};

use crate::sync::{Firm, sync_all};

fn record(program: &Program, customer: &str) -> Value {
    program.call("get_customer", json!({ "id": customer }))
}

/// The newest contact of a customer.
fn contact(program: &Program, customer: &str) -> Value {
    let page = json!({ "customer": customer, "kinds": ["contact"], "limit": 1 });
    program.call("customer_timeline", page)["entries"][0]["contact"].clone()
}

/// What a form of a contact began from.
fn base(contact: &Value) -> Value {
    let mut base = contact.clone();
    base["persons"] = json!(texts(&contact["persons"], "/id"));
    base
}

fn assert_whole(programs: &[&Program], conflicts: usize) {
    for program in programs {
        let found = program.call("list_conflicts", json!({}));
        assert_eq!(found.as_array().map(Vec::len), Some(conflicts), "{found:#}");
        assert_eq!(program.call("check", json!({}))["problems"], json!([]));
    }
}

#[test]
fn notes_of_customer_person_and_contact_are_merged_when_they_are_saved() {
    let firm = Firm::new();
    let manager = firm.join("Maija Mäki", "manager", "OFFICE-PC");
    let (here, there) = (&firm.owner, &manager);
    let customer = here.add_customer(json!({ "name": "Konepaja Oy", "notes": "Avaimet vastaanotosta." }));
    let person = json!({ "customer": customer, "name": "Kaisa", "notes": "Kahvi mustana." });
    let person = text(&here.call("save_person", person), "/id");
    let call = json!({ "customer": customer, "kind": "call", "direction": "outgoing", "two_way": true, "note": "Lupasi palata." });
    here.call("log_contact", call);
    sync_all(&[here, there]);

    // The forms are opened here; meanwhile a colleague writes into all three notes.
    let began = record(here, &customer);
    let (fields, whom, contacted) = (&began["fields"], &began["people"][0], contact(here, &customer));
    let write = |program: &Program, base: bool, notes: [&str; 3]| {
        let mut of_customer = json!({ "id": customer, "notes": notes[0] });
        let mut of_person = json!({ "id": person, "customer": customer, "notes": notes[1] });
        let mut of_contact = base_of_contact(&contacted, &customer, notes[2]);
        if base {
            of_customer["base"] = fields.clone();
            of_person["base"] = whom.clone();
            of_contact["base"] = self::base(&contacted);
        }
        program.call("save_customer", of_customer);
        program.call("save_person", of_person);
        program.call("log_contact", of_contact);
    };
    write(
        there,
        false,
        [
            "Varo koiraa! Avaimet vastaanotosta.",
            "Puhuu ruotsia. Kahvi mustana.",
            "Iltapäivällä. Lupasi palata.",
        ],
    );
    sync_all(&[here, there]);
    write(
        here,
        true,
        [
            "Avaimet vastaanotosta. Soita ensin.",
            "Kahvi mustana. Ei sokeria.",
            "Lupasi palata. Tarjous lähti.",
        ],
    );
    sync_all(&[here, there]);
    for program in [here, there] {
        let now = record(program, &customer);
        assert_eq!(now["fields"]["notes"], "Varo koiraa! Avaimet vastaanotosta. Soita ensin.");
        assert_eq!(now["people"][0]["notes"], "Puhuu ruotsia. Kahvi mustana. Ei sokeria.");
        assert_eq!(contact(program, &customer)["note"], "Iltapäivällä. Lupasi palata. Tarjous lähti.");
    }
    assert_whole(&[here, there], 0);
    // Without a base it is as if the whole text had been written knowingly.
    write(here, false, ["Vain tämä.", "Vain tämä.", "Vain tämä."]);
    assert_eq!(record(here, &customer)["fields"]["notes"], "Vain tämä.");
}

fn base_of_contact(contact: &Value, customer: &str, note: &str) -> Value {
    json!({
        "id": contact["id"], "customer": customer, "kind": contact["kind"], "direction": contact["direction"],
        "two_way": contact["two_way"], "date": contact["date"], "persons": texts(&contact["persons"], "/id"), "note": note,
    })
}

#[test]
fn of_what_both_changed_both_values_are_kept_and_nothing_else_is_written() {
    let firm = Firm::new();
    let manager = firm.join("Maija Mäki", "manager", "OFFICE-PC");
    let (here, there) = (&firm.owner, &manager);
    let made = json!({ "name": "Konepaja Oy", "phone": "09 1", "email": "a@konepaja.fi", "tags": ["vienti", "vanha"] });
    let customer = here.add_customer(made);
    sync_all(&[here, there]);
    let began = record(here, &customer)["fields"].clone();
    there.call(
        "save_customer",
        json!({ "id": customer, "phone": "09 2", "email": "b@konepaja.fi", "tags": ["vienti", "messut"] }),
    );
    sync_all(&[here, there]);
    // The whole form is sent, as a program may that does not know what was touched.
    let mut form = began.clone();
    form["id"] = json!(customer);
    form["phone"] = json!("09 3");
    form["tags"] = json!(["vienti", "vanha", "iso"]);
    form["base"] = began;
    here.call("save_customer", form);
    sync_all(&[here, there]);
    for program in [here, there] {
        let fields = record(program, &customer)["fields"].clone();
        assert_eq!((&fields["phone"], &fields["email"]), (&json!("09 3"), &json!("b@konepaja.fi")));
        assert_eq!(
            fields["tags"],
            json!(["iso", "messut", "vienti"]),
            "nobody's choice of tags is taken back"
        );
        let conflicts = program.call("list_conflicts", json!({}));
        assert_eq!(text(&conflicts, "/0/fields/0/field"), "phone");
        assert_eq!(
            (text(&conflicts, "/0/fields/0/kept"), text(&conflicts, "/0/fields/0/other")),
            ("09 3".into(), "09 2".into())
        );
        assert_eq!(text(&conflicts, "/0/other_by/device"), "OFFICE-PC");
    }
    assert_whole(&[here, there], 1);
    let conflict = there.call("list_conflicts", json!({}))[0]["id"].clone();
    there.call("use_other_value", json!({ "id": conflict }));
    sync_all(&[here, there]);
    assert_eq!(record(here, &customer)["fields"]["phone"], "09 2");
    assert_whole(&[here, there], 0);
}

#[test]
fn it_holds_for_people_contacts_and_next_actions_and_for_two_windows() {
    let program = Program::with_workspace();
    let customer = program.add_customer(json!({ "name": "Konepaja Oy" }));
    let add = |name: &str| {
        text(
            &program.call("save_person", json!({ "customer": customer, "name": name, "title": "Ostaja" })),
            "/id",
        )
    };
    let (kaisa, mikko) = (add("Kaisa"), add("Mikko"));
    let call = json!({ "customer": customer, "kind": "call", "direction": "outgoing", "two_way": true, "persons": [kaisa], "minutes": 5 });
    program.call("log_contact", call);
    let action = json!({ "customer": customer, "text": "Soita", "due": "2026-12-01" });
    let action = text(&program.call("save_next_action", action), "/id");
    let began = record(&program, &customer);
    let whom =
        began["people"].as_array().expect("people").iter().find(|person| person["id"] == kaisa.as_str());
    let (whom, contacted) = (whom.expect("Kaisa is there").clone(), contact(&program, &customer));
    let planned = began["next_actions"][0].clone();

    // In another window.
    program
        .call("save_person", json!({ "id": kaisa, "customer": customer, "title": "Johtaja", "phone": "1" }));
    let mut moved = base_of_contact(&contacted, &customer, "");
    moved["kind"] = json!("visit");
    moved["minutes"] = json!(30);
    moved["persons"] = json!([kaisa, mikko]);
    program.call("log_contact", moved);
    program.call(
        "save_next_action",
        json!({ "id": action, "customer": customer, "text": "Käy", "due": "2026-12-01" }),
    );

    // In this one, where the forms were open.
    program.call(
        "save_person",
        json!({ "id": kaisa, "customer": customer, "title": "Ostopäällikkö", "phone": null, "base": whom }),
    );
    let mut saved = base_of_contact(&contacted, &customer, "Puhuttiin.");
    saved["minutes"] = json!(10);
    saved["persons"] = json!([]);
    saved["base"] = base(&contacted);
    program.call("log_contact", saved);
    program.call(
        "save_next_action",
        json!({ "id": action, "customer": customer, "text": "Soita", "due": "2026-12-08", "base": planned }),
    );

    let now = record(&program, &customer);
    let of_kaisa =
        now["people"].as_array().expect("people").iter().find(|person| person["id"] == kaisa.as_str());
    let of_kaisa = of_kaisa.expect("Kaisa is there");
    assert_eq!((&of_kaisa["title"], &of_kaisa["phone"]), (&json!("Ostopäällikkö"), &json!("1")));
    let contacted = contact(&program, &customer);
    assert_eq!(
        (&contacted["kind"], &contacted["minutes"], &contacted["note"]),
        (&json!("visit"), &json!(10), &json!("Puhuttiin."))
    );
    assert_eq!(
        texts(&contacted["persons"], "/name"),
        ["Mikko"],
        "who was added stays, who was taken out is out"
    );
    assert_eq!(
        (&now["next_actions"][0]["text"], &now["next_actions"][0]["due"]),
        (&json!("Käy"), &json!("2026-12-08"))
    );
    let mut told: Vec<String> = texts(&program.call("list_conflicts", json!({})), "/fields/0/field");
    told.sort();
    assert_eq!(told, ["minutes", "title"], "only these were changed twice");
    assert_whole(&[&program], 2);
}

#[test]
fn saving_what_nobody_touched_writes_nothing() {
    let program = Program::with_workspace();
    let parent = program.add_customer(json!({ "name": "Emo Oy" }));
    let made = json!({ "name": "Tytär Oy", "parent": parent, "stage": "serve", "ladder": "repeat", "notes": "Ei mitään.", "tags": ["a"] });
    let customer = program.add_customer(made);
    // The parent that is shown is the record that the stored one was merged into.
    let kept = program.add_customer(json!({ "name": "Emo Oyj" }));
    program.call("merge_customers", json!({ "keep": kept, "merge": parent, "changes": {} }));
    let began = record(&program, &customer)["fields"].clone();
    assert_eq!(began["parent"], kept.as_str());
    let mut form = began.clone();
    form["id"] = json!(customer);
    form["base"] = began;
    assert_eq!(program.call("save_customer", form.clone())["transaction"], Value::Null);
    form["parent"] = Value::Null;
    assert!(program.call("save_customer", form)["transaction"].is_string());
    assert_eq!(record(&program, &customer)["fields"]["parent"], Value::Null);
    assert_whole(&[&program], 0);
}

#[test]
fn notes_that_are_longer_together_than_one_may_be_can_still_be_saved() {
    let firm = Firm::new();
    let here = &firm.owner;
    let customer = here.add_customer(json!({ "name": "Konepaja Oy" }));
    let save =
        |notes: &str, base: &Value| json!({ "id": customer, "notes": notes, "base": { "notes": base } });
    let [one, other] = ["yksi\n", "kaksi\n"].map(|line| line.repeat(90_000 / line.len()).trim().to_owned());
    // Two forms that were opened while there was nothing.
    here.call("save_customer", save(&one, &Value::Null));
    here.call("save_customer", save(&other, &Value::Null));
    let merged = text(&record(here, &customer), "/fields/notes");
    assert!(merged.len() > 179_000, "nothing is cut off: {}", merged.len());
    let more = format!("{merged} Soita.");
    here.call("save_customer", save(&more, &json!(merged)));
    assert_eq!(text(&record(here, &customer), "/fields/notes"), more);
    let far_more = format!("{more}{}", "x".repeat(100_001));
    assert_eq!(here.refused("save_customer", save(&far_more, &json!(more))).fields["notes"], "too_long");
    here.call("save_customer", save(&one, &json!(more)));
    let again = save(&format!("{one}{}", "x".repeat(20_000)), &json!(one));
    assert_eq!(here.refused("save_customer", again).fields["notes"], "too_long", "once it is short again");
}

#[test]
fn members_tiers_and_settings_say_what_their_forms_began_from() {
    let program = Program::with_workspace();
    let member = json!({ "name": "Aino", "role": "manager", "phone": "09 1", "email": "a@firma.fi" });
    let member = text(&program.call("save_member", member), "/id");
    let find = |list: &Value, id: &str| -> Value {
        let found = list.as_array().expect("a list").iter().find(|one| one["id"] == id);
        found.expect("is there").clone()
    };
    let member_now = || find(&program.call("list_members", json!({})), &member);
    let tier = text(&program.call("list_tiers", json!({})), "/0/id");
    let tier_now = || find(&program.call("list_tiers", json!({})), &tier);
    let (began, began_tier) = (member_now(), tier_now());
    let began_firm = program.call("get_firm_settings", json!({}));

    // In another window.
    program.call("save_member", json!({ "id": member, "phone": "09 2", "email": "b@firma.fi" }));
    program.call("save_tier", json!({ "id": tier, "contact_maximum_days": 30, "name": "Parhaat" }));
    let mut other = began_firm.clone();
    other["signal_rules"]["growing_rate"] = json!(1.5);
    other["horizon_days"] = json!(60);
    program.call("save_firm_settings", other);

    program
        .call("save_member", json!({ "id": member, "phone": "09 3", "email": "a@firma.fi", "base": began }));
    program.call("save_tier", json!({ "id": tier, "contact_maximum_days": 90, "base": began_tier }));
    let mut own = began_firm.clone();
    own["signal_rules"]["falling_rate"] = json!(0.6);
    own["horizon_days"] = json!(90);
    own["base"] = began_firm;
    program.call("save_firm_settings", own);

    let now = member_now();
    assert_eq!((&now["phone"], &now["email"]), (&json!("09 3"), &json!("b@firma.fi")), "{now:#}");
    let now = tier_now();
    assert_eq!((&now["contact_maximum_days"], &now["name"]), (&json!(90), &json!("Parhaat")), "{now:#}");
    let now = program.call("get_firm_settings", json!({}));
    let rules = &now["signal_rules"];
    assert_eq!((&rules["growing_rate"], &rules["falling_rate"]), (&json!(1.5), &json!(0.6)), "{now:#}");
    assert_eq!(now["horizon_days"], 90);
    // The telephone, the days of the tier and the horizon were changed by both.
    assert_whole(&[&program], 3);
}
