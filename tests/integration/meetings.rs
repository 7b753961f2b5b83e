//! A meeting from its planning to its promises.

use pelikirja_app::ErrorCode;
use pelikirja_tests::program::{Program, text, texts};
use serde_json::{Value, json};

/// A customer with a person, and a meeting with them tomorrow at ten.
struct Planned {
    program: Program,
    customer: String,
    person: String,
    meeting: String,
}

const TODAY: &str = "2026-11-22";

impl Planned {
    fn new() -> Self {
        let program = Program::with_workspace();
        let customer = program.add_customer(json!({ "name": "Konepaja Äijälä Oy" }));
        let person = json!({ "customer": customer, "name": "Kaisa Kallio", "title": "Ostopäällikkö", "email": "kaisa@aijala.example" });
        let person = text(&program.call("save_person", person), "/id");
        let meeting = text(&program.call("save_meeting", meeting(&customer, &person, "2026-11-23")), "/id");
        Self { program, customer, person, meeting }
    }

    fn call(&self, command: &str) -> Value {
        self.program.call(command, json!({ "id": self.meeting }))
    }

    fn refused(&self, command: &str) -> pelikirja_app::AppError {
        self.program.refused(command, json!({ "id": self.meeting }))
    }

    fn answer(&self, field: &str, value: &str) {
        let answers = json!([{ "field": field, "value": value }]);
        self.program.call("save_answers", json!({ "meeting": self.meeting, "answers": answers }));
    }

    fn begin(&self) {
        let template = json!({ "kind": "built_in", "which": "regular_care" });
        self.program.call("begin_preparation", json!({ "meeting": self.meeting, "template": template }));
    }

    fn mark_present(&self) {
        let marks = json!([{ "side": "person", "person": self.person, "attendance": "present" }]);
        self.program.call("mark_participants", json!({ "meeting": self.meeting, "marks": marks }));
    }
}

fn meeting(customer: &str, person: &str, day: &str) -> Value {
    json!({
        "customer": customer, "purpose": "Syksyn tapaaminen", "kind": "visit", "day": day, "begins": 600,
        "duration": 60, "place": "Tehtaantie 1", "participants": [{ "side": "person", "person": person }],
    })
}

fn promise(customer: &str, meeting: &str, due: &str) -> Value {
    json!({
        "customer": customer, "meeting": meeting, "direction": "ours", "text": "Lähetämme huolto-ohjelman",
        "due": due,
    })
}

#[test]
fn a_meeting_goes_from_its_form_to_its_promises() {
    let planned = Planned::new();
    let program = &planned.program;
    assert_eq!(planned.call("get_preparation")["preparation"], Value::Null, "nobody has begun");
    let due = program.call("list_preparations_due", json!({}));
    assert_eq!((&due[0]["days_left"], &due[0]["missing"][0]["kind"]), (&json!(1), &json!("not_begun")));
    planned.begin();
    let page = planned.call("get_preparation");
    assert_eq!(page["preparation"]["state"], "draft");
    let missing = texts(&page["preparation"]["missing"], "/field");
    assert_eq!(missing, ["news", "objective", "result", "questions"]);
    let attendee = &page["preparation"]["blocks"][0];
    assert_eq!(attendee["content"]["people"][0]["name"], "Kaisa Kallio", "{attendee:#}");
    // The assistant's part, then the owner's.
    let refused = planned.refused("complete_preparation");
    assert_eq!((refused.code, &*refused.fields["missing"]), (ErrorCode::PreparationIncomplete, "news"));
    planned.answer("news", "Uusi toimitusjohtaja aloitti.");
    planned.call("complete_preparation");
    let refused = planned.refused("approve_preparation");
    assert_eq!(&*refused.fields["missing"], "objective,result,questions");
    for field in ["objective", "result", "questions"] {
        planned.answer(field, "Huoltosopimus");
    }
    planned.call("approve_preparation");
    let answers = json!([{ "field": "news", "value": "myöhässä" }]);
    let late = json!({ "meeting": planned.meeting, "answers": answers });
    assert_eq!(program.refused("save_answers", late).code, ErrorCode::PreparationApproved);
    // Held: the minutes say what was wanted, agreed and promised.
    program.clock.advance_days(1);
    let today = program.call("today", json!({ "limit": 10 }));
    assert_eq!(today["meetings"][0]["preparation"], "approved");
    let mut missing = vec![];
    for _ in 0..4 {
        let refused = planned.refused("close_minutes");
        missing.push(refused.code);
        match refused.code {
            ErrorCode::MinutesWithoutPresent => planned.mark_present(),
            ErrorCode::MinutesWithoutPromise => {
                program.call("save_promise", promise(&planned.customer, &planned.meeting, "2026-11-30"));
            }
            ErrorCode::MinutesWithoutNextStep => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(
        missing,
        [
            ErrorCode::MinutesWithoutPresent,
            ErrorCode::MinutesWithoutPromise,
            ErrorCode::MinutesWithoutNextStep
        ]
    );
    let minutes = json!({
        "meeting": planned.meeting, "wants": "Nopeampi huolto", "agreed": "Huolto-ohjelma tehdään",
        "internal": "Kilpailija kävi",
        "next_step": { "kind": "new_meeting", "day": "2027-02-10", "begins": 540 },
    });
    let saved = program.call("save_minutes", minutes);
    let closed = planned.call("close_minutes");
    let page = planned.call("get_minutes");
    assert_eq!((&page["minutes"]["state"], &page["missing"]), (&json!("closed"), &json!([])));
    assert_eq!(page["meeting"]["state"], "held");
    assert_eq!(page["minutes"]["next_step"]["meeting"]["id"], saved["made"]);
    assert_eq!(page["from_form"][0]["value"], "Huoltosopimus");
    let next = program.call("get_meeting", json!({ "id": saved["made"] }));
    assert_eq!(next["meeting"]["participants"][0]["name"], "Kaisa Kallio", "the same people are invited");
    // The contact is there, for the queue as for the timeline.
    let record = program.call("get_customer", json!({ "id": planned.customer }));
    assert_eq!(record["last_contact"], "2026-11-23");
    let timeline = json!({ "customer": planned.customer, "kinds": ["contact", "meeting"], "limit": 10 });
    let timeline = program.call("customer_timeline", timeline);
    let kinds = texts(&timeline["entries"], "/kind");
    assert_eq!(kinds, ["meeting", "contact", "meeting"], "the next one, the contact, this one: {timeline:#}");
    assert_eq!(timeline["entries"][1]["contact"]["id"], closed["contact"]);
    assert_eq!(timeline["entries"][1]["contact"]["persons"][0]["id"], planned.person);
    // Closed minutes are not written into, and the whole closing is one step back.
    let more = json!({ "meeting": planned.meeting, "wants": "Muuta" });
    assert_eq!(program.refused("save_minutes", more).code, ErrorCode::MinutesClosed);
    program.call("undo", json!({ "transaction": closed["transaction"] }));
    assert_eq!(planned.call("get_minutes")["minutes"]["state"], "draft");
    assert_eq!(program.call("get_customer", json!({ "id": planned.customer }))["last_contact"], Value::Null);
    planned.call("close_minutes");
    assert_eq!(
        program.call("get_customer", json!({ "id": planned.customer }))["last_contact"],
        "2026-11-23",
        "closed again, the contact is back"
    );
    assert_eq!(program.call("check", json!({}))["problems"], json!([]));
}

#[test]
fn minutes_wait_for_the_meeting_and_may_say_that_there_is_nothing() {
    let planned = Planned::new();
    let program = &planned.program;
    assert_eq!(planned.refused("close_minutes").code, ErrorCode::MeetingNotHeldYet);
    program.clock.advance_days(1);
    planned.mark_present();
    let nothing = json!({
        "meeting": planned.meeting, "no_promises": true, "next_step": { "kind": "none", "reason": " " },
    });
    let refused = program.refused("save_minutes", nothing);
    assert_eq!((refused.code, &*refused.fields["reason"]), (ErrorCode::InvalidField, "required"));
    let nothing = json!({
        "meeting": planned.meeting, "no_promises": true,
        "next_step": { "kind": "none", "reason": "Asiakas lopettaa toimintansa" },
    });
    program.call("save_minutes", nothing);
    planned.call("close_minutes");
    assert_eq!(
        planned.refused("delete_meeting").code,
        ErrorCode::MinutesClosed,
        "what was held is not deleted"
    );
    assert_eq!(planned.call("reopen_minutes")["records"], 1);
    let action = json!({ "kind": "new_action", "text": "Soita", "due": "2026-12-01" });
    let made = program.call("save_minutes", json!({ "meeting": planned.meeting, "next_step": action }));
    planned.call("close_minutes");
    let record = program.call("get_customer", json!({ "id": planned.customer }));
    assert_eq!(record["next_actions"][0]["id"], made["made"]);
}

#[test]
fn a_cancelled_meeting_counts_for_the_customer_and_has_no_minutes() {
    let planned = Planned::new();
    let program = &planned.program;
    let moved = json!({ "meeting": planned.meeting, "day": "2026-11-24", "begins": 600, "by": "customer" });
    program.call("move_meeting", moved);
    let cancelled = json!({ "meeting": planned.meeting, "by": "customer", "reason": "Sairaana" });
    program.call("cancel_meeting", cancelled.clone());
    assert_eq!(planned.call("restore_meeting")["records"], 1);
    assert_eq!(planned.call("get_meeting")["meeting"]["state"], "planned");
    program.call("cancel_meeting", cancelled);
    let page = planned.call("get_meeting");
    assert_eq!(
        (&page["meeting"]["state"], &page["meeting"]["state_reason"], &page["meeting"]["moved_by_customer"]),
        (&json!("cancelled_by_customer"), &json!("Sairaana"), &json!(1))
    );
    program.clock.advance_days(3);
    assert_eq!(planned.refused("close_minutes").code, ErrorCode::MeetingCancelled);
    let commitment =
        program.call("customer_meetings", json!({ "id": planned.customer }))["commitment"].clone();
    assert_eq!(
        (&commitment["cancelled_by_customer"], &commitment["moved_by_customer"], &commitment["invited"]),
        (&json!(1), &json!(1), &json!(0)),
        "{commitment}"
    );
    let today = program.call("today", json!({ "limit": 1 }));
    assert_eq!(today["meetings"], json!([]), "what was called off is not today's");
}

#[test]
fn a_series_has_its_meetings_until_somebody_touches_one() {
    let planned = Planned::new();
    let program = &planned.program;
    let series = json!({
        "customer": planned.customer, "purpose": "Kuukausipalaveri", "kind": "online", "begins": 540,
        "duration": 30, "link": "https://meet.example/1",
        "participants": [{ "side": "person", "person": planned.person }],
        "rule": {
            "frequency": { "kind": "weeks", "every": 1, "weekday": "wednesday" }, "from": "2026-11-23",
            "until": null,
        },
    });
    let id = text(&program.call("save_series", series.clone()), "/id");
    let list =
        |from: &str, until: &str| program.call("list_meetings", json!({ "from": from, "until": until }));
    let days = |list: &Value| texts(list, "/day");
    let four = list("2026-11-24", "2026-12-20");
    assert_eq!(days(&four), ["2026-11-25", "2026-12-02", "2026-12-09", "2026-12-16"]);
    assert_eq!(four[0]["from_series_only"], true);
    assert_eq!(four[0]["participants"][0]["name"], "Kaisa Kallio");
    // One is moved, one is called off, one deleted: the others stay as they are.
    let occurrence = |place: usize| text(&four[place], "/id");
    program.call(
        "move_meeting",
        json!({ "meeting": occurrence(0), "day": "2026-11-26", "begins": 600, "by": "us" }),
    );
    program.call("cancel_meeting", json!({ "meeting": occurrence(1), "by": "us" }));
    let deleted = program.call("delete_meeting", json!({ "id": occurrence(2) }));
    let now = list("2026-11-24", "2026-12-20");
    assert_eq!(days(&now), ["2026-11-26", "2026-12-02", "2026-12-16"]);
    assert_eq!(now[0]["series_day"], "2026-11-25");
    assert_eq!(now[0]["participants"][0]["name"], "Kaisa Kallio", "people come along");
    assert_eq!(program.refused("get_meeting", json!({ "id": occurrence(2) })).code, ErrorCode::NotFound);
    program.call("undo", json!({ "transaction": deleted["transaction"] }));
    // This and the following: another day from December on.
    let mut later = series.clone();
    later["id"] = json!(id);
    later["from_day"] = json!("2026-12-14");
    later["rule"]["frequency"]["weekday"] = json!("friday");
    let new = text(&program.call("save_series", later), "/id");
    assert_ne!(new, id);
    let split = list("2026-12-05", "2026-12-26");
    assert_eq!(days(&split).last().map(String::as_str), Some("2026-12-25"));
    assert!(
        days(&split).contains(&"2026-12-18".to_owned()) && !days(&split).contains(&"2026-12-16".to_owned()),
        "{split:#}"
    );
    // What nobody touched goes with its series; what was called off stays in the list.
    program.call("delete_series", json!({ "id": new }));
    program.call("delete_series", json!({ "id": id }));
    let rest = list("2026-11-24", "2027-06-01");
    assert_eq!(texts(&rest, "/state"), ["cancelled_by_us"], "{rest:#}");
}

#[test]
fn a_broken_promise_raises_a_signal_until_it_is_mended() {
    let planned = Planned::new();
    let program = &planned.program;
    let made = program.call("save_promise", promise(&planned.customer, &planned.meeting, "2026-11-20"));
    let id = text(&made, "/id");
    let today = program.call("today", json!({ "limit": 10 }));
    assert_eq!(today["promises"][0]["overdue"], true);
    assert_eq!(today["queue"], json!([]), "an open one is no signal yet");
    let settled = program.call(
        "settle_promise",
        json!({ "id": id, "outcome": "broken", "evidence": "Asiakas soitti ja kysyi" }),
    );
    assert_eq!(settled["state"], "broken");
    let queue = program.call("today", json!({ "limit": 10 }))["queue"].clone();
    let evidence = &queue[0]["signals"][0]["evidence"];
    assert_eq!(
        (&evidence["kind"], &evidence["promise"]),
        (&json!("broken_promise"), &json!(id)),
        "{queue:#}"
    );
    let figures = program.call("customer_meetings", json!({ "id": planned.customer }));
    assert_eq!((&figures["ours"]["broken"], &figures["ours"]["rate"]), (&json!(1), &json!(0.0)));
    // Recomputing everybody says the same.
    program.call("recompute_signals", json!({}));
    assert_eq!(
        program.call("today", json!({ "limit": 10 }))["queue"][0]["signals"][0]["evidence"],
        *evidence
    );
    // Dealt with: the card goes; another broken promise brings it back.
    let apology = json!({
        "customer": planned.customer, "kind": "call", "direction": "outgoing", "two_way": true,
        "handles_signals": true,
    });
    program.call("log_contact", apology);
    assert_eq!(program.call("today", json!({ "limit": 10 }))["queue"], json!([]));
    let other = program.call("save_promise", promise(&planned.customer, &planned.meeting, "2026-11-21"));
    program.call("settle_promise", json!({ "id": other["id"], "outcome": "broken" }));
    let back = program.call("today", json!({ "limit": 10 }))["queue"][0]["signals"][0].clone();
    assert_eq!((&back["returned"], &back["evidence"]["broken"]), (&json!(true), &json!(2)), "{back:#}");
    // Late, kept, open again, withdrawn.
    let outcome = |id: &Value, outcome: &str, on: &str| {
        let request = json!({ "id": id, "outcome": outcome, "on": on });
        text(&program.call("settle_promise", request), "/state")
    };
    assert_eq!(outcome(&other["id"], "done", TODAY), "late");
    assert_eq!(outcome(&other["id"], "done", "2026-11-21"), "kept");
    assert_eq!(outcome(&other["id"], "open", TODAY), "open");
    assert_eq!(outcome(&other["id"], "withdrawn", TODAY), "withdrawn");
    let timeline = json!({ "customer": planned.customer, "kinds": ["promise"], "limit": 10 });
    let timeline = program.call("customer_timeline", timeline);
    assert_eq!(texts(&timeline["entries"], "/promise/state"), ["withdrawn", "broken"], "{timeline:#}");
}

#[test]
fn a_block_stays_as_it_was_and_says_what_has_changed() {
    let planned = Planned::new();
    let program = &planned.program;
    planned.begin();
    let promises = || {
        let page = planned.call("get_preparation");
        let blocks = page["preparation"]["blocks"].as_array().expect("blocks").clone();
        blocks.into_iter().find(|block| block["block"] == "promises").expect("is there")
    };
    assert_eq!((&promises()["content"]["promises"], &promises()["outdated"]), (&json!([]), &json!([])));
    let made = program.call("save_promise", promise(&planned.customer, &planned.meeting, "2026-12-01"));
    assert_eq!(promises()["content"]["promises"], json!([]), "a snapshot");
    assert_eq!(promises()["outdated"], json!([made["id"]]));
    program.call("refresh_block", json!({ "meeting": planned.meeting, "block": "promises" }));
    let fresh = promises();
    assert_eq!(fresh["content"]["promises"][0]["text"], "Lähetämme huolto-ohjelman");
    assert_eq!((&fresh["outdated"], &fresh["changed"]), (&json!([]), &json!([made["id"]])));
}

#[test]
fn a_template_changed_while_a_form_is_open_leaves_the_form() {
    let planned = Planned::new();
    let program = &planned.program;
    let field = |key: &str, kind: &str| {
        json!({
            "item": "field",
            "field": { "key": key, "label": { "fi": key }, "kind": kind, "filled_by": "assistant", "required": true },
        })
    };
    let form = |items: Vec<Value>| json!({ "sections": [{ "title": { "fi": "Osa" }, "items": items }] });
    let template = json!({ "name": { "fi": "Oma" }, "form": form(vec![field("aihe", "text"), field("arvo", "number")]) });
    let id = text(&program.call("save_template", template), "/id");
    let own = json!({ "kind": "own", "id": id });
    let begin = json!({ "meeting": planned.meeting, "template": own });
    program.call("begin_preparation", begin.clone());
    planned.answer("aihe", "Hinnat");
    let wrong = json!([{ "field": "arvo", "value": "12,5" }]);
    let refused = program.refused("save_answers", json!({ "meeting": planned.meeting, "answers": wrong }));
    assert_eq!((refused.code, &*refused.fields["arvo"]), (ErrorCode::InvalidField, "form"));
    planned.answer("arvo", "12.5");
    let changed = json!({ "id": id, "name": { "fi": "Oma" }, "form": form(vec![field("arvo", "number"), field("uusi", "date")]) });
    program.call("save_template", changed);
    let page = planned.call("get_preparation")["preparation"].clone();
    assert_eq!(texts(&page["answers"], "/field"), ["aihe", "arvo"], "{page:#}");
    assert_eq!(page["template_changed"], true);
    // Chosen again it follows the template, and what was answered is kept.
    program.call("begin_preparation", begin);
    let page = planned.call("get_preparation")["preparation"].clone();
    assert_eq!(texts(&page["answers"], "/value"), ["12.5"]);
    assert_eq!(texts(&page["other_answers"], "/value"), ["Hinnat"]);
    assert_eq!(texts(&page["missing"], "/field"), ["uusi"]);
    // One who still has the old form open loses nothing.
    planned.answer("aihe", "Hinnat ja toimitusajat");
    let page = planned.call("get_preparation")["preparation"].clone();
    assert_eq!(texts(&page["other_answers"], "/value"), ["Hinnat ja toimitusajat"]);
    // Deleted, the form stays.
    program.call("delete_template", json!({ "id": id }));
    assert_eq!(planned.call("get_preparation")["preparation"]["template_changed"], false);
    let refused =
        program.refused("save_template", json!({ "name": { "fi": "Tyhjä" }, "form": { "sections": [] } }));
    assert_eq!((refused.code, &*refused.fields["problem"]), (ErrorCode::TemplateUnusable, "empty"));
}

#[test]
fn somebody_who_was_deleted_or_erased_leaves_the_meeting_whole() {
    let planned = Planned::new();
    let program = &planned.program;
    planned.begin();
    let mut promised = promise(&planned.customer, &planned.meeting, "2026-12-01");
    promised["person"] = json!(planned.person);
    program.call("save_promise", promised);
    program.call("delete_person", json!({ "id": planned.person }));
    let shown = planned.call("get_meeting")["meeting"]["participants"][0].clone();
    assert_eq!((&shown["deleted"], &shown["name"]), (&json!(true), &json!("Kaisa Kallio")));
    let block = planned.call("get_preparation")["preparation"]["blocks"][0].clone();
    assert_eq!(block["content"]["people"][0]["deleted"], true);
    program.call("erase_person", json!({ "id": planned.person }));
    let page = planned.call("get_meeting");
    assert_eq!(page["meeting"]["participants"], json!([]));
    let page = planned.call("get_preparation")["preparation"].clone();
    assert!(!page.to_string().contains("Kallio"), "nothing names who was erased: {page:#}");
    let promises = program.call("list_promises", json!({ "limit": 10 }));
    assert_eq!((&promises["total"], &promises["rows"][0]["person_name"]), (&json!(1), &Value::Null));
    assert_eq!(program.call("check", json!({}))["problems"], json!([]));
}

#[test]
fn strange_texts_go_through_and_too_long_ones_are_refused() {
    let planned = Planned::new();
    let program = &planned.program;
    planned.begin();
    let strange = "👩🏽‍🚒 مرحبا بالعالم \u{202e}abc ẞ\u{0301} 𝕬\n\tloppu";
    planned.answer("news", strange);
    let page = planned.call("get_preparation");
    assert_eq!(page["preparation"]["answers"][0]["value"], strange);
    let long = "a".repeat(1_000_000);
    let answers = json!([{ "field": "news", "value": long }]);
    let refused = program.refused("save_answers", json!({ "meeting": planned.meeting, "answers": answers }));
    assert_eq!((refused.code, &*refused.fields["news"]), (ErrorCode::InvalidField, "too_long"));
    let refused = program.refused("save_minutes", json!({ "meeting": planned.meeting, "wants": long }));
    assert_eq!((refused.code, &*refused.fields["wants"]), (ErrorCode::InvalidField, "too_long"));
    let mut link = meeting(&planned.customer, &planned.person, TODAY);
    link["link"] = json!("javascript:alert(1)");
    assert_eq!(&*program.refused("save_meeting", link).fields["link"], "form");
    let mut nobody = meeting(&planned.customer, &planned.person, TODAY);
    nobody["participants"] = json!([{ "side": "member", "member": planned.person }]);
    assert_eq!(&*program.refused("save_meeting", nobody).fields["participants"], "unknown");
}

const MESSAGE: &str = "\
Sovitut asiat: Syksyn tapaaminen 23.11.2026

Hei,

kiitos tapaamisesta 23.11.2026. Tässä se, mistä sovimme.

Sovimme
Huolto-ohjelma tehdään

Me lupasimme
- Lähetämme huolto-ohjelman (viimeistään 30.11.2026)

Seuraava tapaaminen
10.2.2027 klo 9.05: Syksyn tapaaminen

Kertokaa, jos jokin kohta jäi väärin.

Ystävällisin terveisin
";

#[test]
fn a_message_tells_the_customer_what_was_agreed_and_nothing_internal() {
    let planned = Planned::new();
    let program = &planned.program;
    program.clock.advance_days(1);
    planned.mark_present();
    program.call("save_promise", promise(&planned.customer, &planned.meeting, "2026-11-30"));
    let minutes = json!({
        "meeting": planned.meeting, "agreed": "Huolto-ohjelma tehdään", "internal": "Kilpailija kävi",
        "next_step": { "kind": "new_meeting", "day": "2027-02-10", "begins": 545 },
    });
    program.call("save_minutes", minutes);
    let message = program.call("minutes_message", json!({ "meeting": planned.meeting }));
    let shown = format!("{}\n\n{}", text(&message, "/subject"), text(&message, "/text"));
    assert_eq!(shown, MESSAGE);
    assert_eq!(message["to"], json!([{ "name": "Kaisa Kallio", "email": "kaisa@aijala.example" }]));
    let english = json!({ "meeting": planned.meeting, "language": "english" });
    let english = text(&program.call("minutes_message", english), "/text");
    assert!(english.contains("10 February 2027 at 09:05"), "{english}");
    let path = program.folder().join("muistio.eml");
    let draft =
        json!({ "path": path, "to": message["to"], "subject": message["subject"], "text": message["text"] });
    program.call("save_message_draft", draft);
    let eml = std::fs::read_to_string(path).expect("was written");
    assert!(eml.contains("X-Unsent: 1\r\n") && eml.contains("<kaisa@aijala.example>"), "{eml}");
}

#[test]
fn promises_and_minutes_are_found_and_listed() {
    let planned = Planned::new();
    let program = &planned.program;
    program.call("save_minutes", json!({ "meeting": planned.meeting, "wants": "Ohjausyksikön varaosat" }));
    for (text, due, direction) in
        [("Tarjous hydrauliikasta", "2026-12-05", "ours"), ("Piirustukset", "2026-11-20", "theirs")]
    {
        let request =
            json!({ "customer": planned.customer, "direction": direction, "text": text, "due": due });
        program.call("save_promise", request);
    }
    let hit = |query: &str| {
        let hits = program.call("search", json!({ "query": query, "limit": 5 }));
        (text(&hits[0], "/kind"), text(&hits[0], "/title"))
    };
    assert_eq!(hit("hydrau"), ("promise".to_owned(), "Tarjous hydrauliikasta".to_owned()));
    assert_eq!(hit("ohjausyks").0, "meeting");
    assert_eq!(hit("tehtaantie").0, "meeting");
    let list = |request: Value| {
        let page = program.call("list_promises", request);
        (texts(&page["rows"], "/text"), page["total"].clone(), page["overdue"].clone())
    };
    let both = vec!["Piirustukset".to_owned(), "Tarjous hydrauliikasta".to_owned()];
    assert_eq!(list(json!({ "limit": 10 })), (both.clone(), json!(2), json!(1)));
    let reversed: Vec<String> = both.iter().rev().cloned().collect();
    assert_eq!(list(json!({ "limit": 10, "descending": true })).0, reversed);
    assert_eq!(list(json!({ "limit": 10, "direction": "ours" })).0, ["Tarjous hydrauliikasta"]);
    assert_eq!(list(json!({ "limit": 10, "due_until": TODAY })).0, ["Piirustukset"]);
    assert_eq!(
        list(json!({ "limit": 1, "offset": 1, "customer": planned.customer })).0,
        ["Tarjous hydrauliikasta"]
    );
    assert_eq!(list(json!({ "limit": 10, "states": ["kept"] })).1, 0);
    let history = program.call("customer_history", json!({ "id": planned.customer }));
    let tables = texts(&history, "/table");
    for table in ["meeting", "minutes", "promise"] {
        assert!(tables.iter().any(|found| found == table), "{table} is missing: {tables:?}");
    }
}
