//! Two who prepare the same meeting without knowledge of each other meet in one form.

use pelikirja_app::ErrorCode;
use pelikirja_tests::program::{Program, text, texts};
use serde_json::{Value, json};

use crate::sync::{Firm, sync_all};

fn form(program: &Program, meeting: &str) -> Value {
    program.call("get_preparation", json!({ "id": meeting }))["preparation"].clone()
}

fn answer(program: &Program, meeting: &str, field: &str, value: &str) {
    let answers = json!([{ "field": field, "value": value }]);
    program.call("save_answers", json!({ "meeting": meeting, "answers": answers }));
}

fn tick(program: &Program, meeting: &str, item: &str) {
    let answers = json!([{ "field": "checklist", "item": item, "value": "true" }]);
    program.call("save_answers", json!({ "meeting": meeting, "answers": answers }));
}

#[test]
fn an_assistant_and_a_manager_fill_in_the_same_form_offline() {
    let firm = Firm::new();
    let assistant = firm.join("Aila Assari", "assistant", "LAPTOP-2");
    let owner = &firm.owner;
    let customer = text(&owner.call("save_customer", json!({ "name": "Konepaja Virtanen Oy" })), "/id");
    let series = json!({
        "customer": customer, "purpose": "Kuukausipalaveri", "kind": "online", "begins": 540, "duration": 30,
        "rule": {
            "frequency": { "kind": "weeks", "every": 1, "weekday": "wednesday" }, "from": "2026-11-23",
        },
    });
    owner.call("save_series", series);
    sync_all(&[owner, &assistant]);
    // Nobody has touched the occurrence: both know it by the same identity.
    let days = json!({ "from": "2026-11-24", "until": "2026-11-30" });
    let meeting = text(&owner.call("list_meetings", days.clone()), "/0/id");
    assert_eq!(text(&assistant.call("list_meetings", days), "/0/id"), meeting);
    let begin = json!({ "meeting": meeting, "template": { "kind": "built_in", "which": "regular_care" } });
    for program in [owner, &assistant] {
        program.call("begin_preparation", begin.clone());
    }
    answer(&assistant, &meeting, "news", "Uusi toimitusjohtaja.");
    tick(&assistant, &meeting, "invitation");
    answer(owner, &meeting, "objective", "Huoltosopimus");
    tick(owner, &meeting, "documents");
    answer(owner, &meeting, "news", "Laajennus Tampereelle.");
    sync_all(&[owner, &assistant]);
    for program in [owner, &assistant] {
        let form = form(program, &meeting);
        let answers = form["answers"].as_array().expect("answers").clone();
        let of = |field: &str| answers.iter().filter(|answer| answer["field"] == field).collect::<Vec<_>>();
        let news = text(of("news")[0], "/value");
        assert!(news.contains("Uusi toimitusjohtaja.") && news.contains("Laajennus Tampereelle."), "{news}");
        assert_eq!(of("objective")[0]["value"], "Huoltosopimus");
        assert_eq!(of("checklist").len(), 2, "each ticked their own");
        assert_eq!(
            program.call("sync_status", json!({}))["conflicts"],
            0,
            "{:#}",
            program.call("list_conflicts", json!({}))
        );
    }
    // Further on in the same text, from what both have.
    let began = text(
        &form(owner, &meeting)["answers"]
            .as_array()
            .expect("answers")
            .iter()
            .find(|one| one["field"] == "news")
            .cloned()
            .expect("news"),
        "/value",
    );
    answer(owner, &meeting, "news", &format!("{began} Liite seuraa."));
    answer(&assistant, &meeting, "news", &format!("HUOM! {began}"));
    // The assistant's part is done; approving is not theirs.
    assistant.call("complete_preparation", json!({ "id": meeting }));
    for (field, value) in [("result", "Allekirjoitus"), ("questions", "Kuka päättää?")] {
        answer(owner, &meeting, field, value);
    }
    sync_all(&[owner, &assistant]);
    let refused = assistant.refused("approve_preparation", json!({ "id": meeting }));
    assert_eq!((refused.code, &*refused.fields["needs"]), (ErrorCode::NotAllowed, "manager"));
    owner.call("approve_preparation", json!({ "id": meeting }));
    sync_all(&[owner, &assistant]);
    for program in [owner, &assistant] {
        let form = form(program, &meeting);
        assert_eq!(form["state"], "approved");
        assert!(form["completed"]["member"] != form["approved"]["member"], "each with who");
        let news = form["answers"].as_array().expect("answers").iter().find(|one| one["field"] == "news");
        assert_eq!(news.expect("news")["value"], format!("HUOM! {began} Liite seuraa."));
        assert_eq!(program.call("check", json!({}))["problems"], json!([]));
    }
    let refused = assistant.refused("reopen_preparation", json!({ "id": meeting }));
    assert_eq!(refused.code, ErrorCode::NotAllowed, "what was approved is opened again by who may approve");
}

#[test]
fn two_who_close_the_same_minutes_log_one_contact() {
    let firm = Firm::new();
    let assistant = firm.join("Aila Assari", "assistant", "LAPTOP-2");
    let owner = &firm.owner;
    let customer = text(&owner.call("save_customer", json!({ "name": "Konepaja Virtanen Oy" })), "/id");
    let planned = json!({
        "customer": customer, "purpose": "Palaveri", "kind": "visit", "day": "2026-11-20", "begins": 600,
        "duration": 60,
    });
    let meeting = text(&owner.call("save_meeting", planned), "/id");
    sync_all(&[owner, &assistant]);
    for (program, agreed) in [(owner, "Hinnat sovittu."), (&assistant, "Toimitusajat sovittu.")] {
        let minutes = json!({
            "meeting": meeting, "agreed": agreed, "no_promises": true,
            "next_step": { "kind": "none", "reason": "Soitetaan keväällä" },
        });
        program.call("save_minutes", minutes);
        program.call("close_minutes", json!({ "id": meeting }));
    }
    sync_all(&[owner, &assistant]);
    for program in [owner, &assistant] {
        let page = program.call("get_minutes", json!({ "id": meeting }));
        let agreed = text(&page, "/minutes/agreed");
        assert!(agreed.contains("Hinnat sovittu.") && agreed.contains("Toimitusajat sovittu."), "{agreed}");
        let timeline = json!({ "customer": customer, "kinds": ["contact"], "limit": 10 });
        let timeline = program.call("customer_timeline", timeline);
        assert_eq!(texts(&timeline["entries"], "/kind"), ["contact"], "{timeline:#}");
    }
}
