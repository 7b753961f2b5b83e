//! What a role may not do is refused beforehand, whichever command it comes from, and nothing is written then.

use std::fs;

use pelikirja_app::{ErrorCode, commands};
use pelikirja_domain::Role::{self, Assistant, Manager, Viewer};
use pelikirja_domain::permissions::{Act, Record, may_delete, may_make, may_write};
use pelikirja_tests::program::{Program, text};
use serde_json::{Value, json};

use crate::sync::{Firm, sync, sync_all};

/// What a command takes of a role.
enum Takes {
    Act(Act),
    Make(&'static str),
    Write(&'static str, &'static str),
    Delete(&'static str),
}
use Takes::{Delete, Make, Write};

impl Takes {
    /// Whether a role may; the records are the owner's.
    fn is_allowed(&self, role: Role) -> bool {
        match self {
            Self::Act(act) => act.is_allowed(role),
            Make(table) => may_make(role, table),
            Write(table, column) => may_write(role, table, column, Record::Other, false),
            Delete(table) => may_delete(role, table, Record::Other),
        }
    }
}

/// Records of the owner for one role to try its commands on.
struct Records {
    customer: String,
    duplicate: String,
    other: String,
    person: String,
    leaver: String,
    contact: String,
    action: String,
    due: String,
    view: String,
    tier: String,
    empty_tier: String,
    batch: Value,
    /// A transaction of the owner.
    edit: Value,
    member: String,
    file: Value,
    mapping: Value,
    folder: Value,
    firm: Value,
    /// A meeting of yesterday, with a form and a promise.
    meeting: String,
    /// One to come.
    coming: String,
    /// One to delete.
    needless: String,
    series: String,
    needless_series: String,
    template: String,
    promise: String,
    needless_promise: String,
}

impl Records {
    fn new(owner: &Program, role: Role) -> Self {
        let add = |name: &str| owner.add_customer(json!({ "name": format!("{name} {role:?} Oy") }));
        let id = |command: &str, request: Value| text(&owner.call(command, request), "/id");
        let (customer, duplicate, other) = (add("Kallio"), add("Kaksonen"), add("Muu"));
        let person = |name: &str| id("save_person", json!({ "customer": customer, "name": name }));
        let action = |what: &str| {
            id("save_next_action", json!({ "customer": customer, "text": what, "due": "2026-12-01" }))
        };
        let call = json!({ "customer": customer, "kind": "call", "direction": "outgoing", "two_way": true });
        let file = owner.folder().join(format!("{role:?}.csv"));
        let products = format!("Tuotenumero;Nimi\n{role:?}-1;Ruuvi\n");
        fs::write(&file, products).expect("writes");
        let inspect = json!({ "path": file, "kind": "products" });
        let mapping = owner.call("inspect_file", inspect)["proposal"]["mapping"].clone();
        let imported = owner.call("run_import", json!({ "path": file, "mapping": mapping }));
        fs::write(&file, format!("Tuotenumero;Nimi\n{role:?}-2;Mutteri\n")).expect("writes");
        let tagged = json!({ "kind": "ids", "ids": [customer] });
        let tag = json!({ "kind": "add_tag", "tag": "vanha" });
        owner.call("bulk_edit_customers", json!({ "selection": tagged, "change": tag }));
        let view = json!({ "name": format!("{role:?}"), "shared": true, "definition": { "search": "", "filter": {} } });
        let meeting = |day: &str| {
            let time = json!({ "customer": customer, "purpose": "Palaveri", "kind": "visit", "day": day });
            id("save_meeting", time)
        };
        let series = || {
            let weeks = json!({ "kind": "weeks", "every": 1, "weekday": "monday" });
            let rule = json!({ "frequency": weeks, "from": "2026-11-23" });
            id(
                "save_series",
                json!({ "customer": customer, "purpose": "Viikko", "kind": "online", "rule": rule }),
            )
        };
        let promise = || {
            let promise =
                json!({ "customer": customer, "direction": "ours", "text": "Tarjous", "due": "2026-12-01" });
            id("save_promise", promise)
        };
        let held = meeting("2026-11-20");
        let built_in = json!({ "kind": "built_in", "which": "regular_care" });
        owner.call("begin_preparation", json!({ "meeting": held, "template": built_in }));
        for (field, value) in [
            ("news", "Uusi linja"),
            ("objective", "Tutustua"),
            ("result", "Uusi tapaaminen"),
            ("questions", "Mitä puuttuu?"),
        ] {
            let answers = json!([{ "field": field, "value": value }]);
            owner.call("save_answers", json!({ "meeting": held, "answers": answers }));
        }
        let next = json!({ "kind": "none", "reason": "Ei tarvetta" });
        owner.call("save_minutes", json!({ "meeting": held, "no_promises": true, "next_step": next }));
        Self {
            meeting: held,
            coming: meeting("2026-12-01"),
            needless: meeting("2026-12-02"),
            series: series(),
            needless_series: series(),
            template: id("save_template", json!({ "name": { "fi": "Oma" }, "form": template_form() })),
            promise: promise(),
            needless_promise: promise(),
            person: person("Kaisa"),
            leaver: person("Lauri"),
            contact: text(&owner.call("log_contact", call), "/id"),
            action: action("Tarjous"),
            due: action("Soitto"),
            view: id("save_view", view),
            tier: id("save_tier", json!({ "name": format!("{role:?}") })),
            empty_tier: id("save_tier", json!({ "name": format!("Tyhjä {role:?}") })),
            batch: imported["batch"].clone(),
            edit: owner.call("save_customer", json!({ "id": other, "city": "Lahti" }))["transaction"].clone(),
            member: id("save_member", json!({ "name": format!("Jäsen {role:?}"), "role": "viewer" })),
            file: json!(file),
            mapping,
            folder: json!(owner.folder()),
            firm: owner.call("get_firm_settings", json!({})),
            customer,
            duplicate,
            other,
        }
    }

    /// A request of every command that writes, and what it takes. Deletions come last.
    fn requests(&self) -> Vec<(&'static str, Value, Vec<Takes>)> {
        let Self { customer, other, person, .. } = self;
        let ids = json!({ "kind": "ids", "ids": [customer] });
        let mut firm = self.firm.clone();
        firm["horizon_days"] = json!(77);
        let import = json!({ "path": self.file, "mapping": self.mapping });
        let watch = json!({ "folder": self.folder, "kind": "products", "active": false });
        vec![
            ("save_firm_settings", firm, vec![Write("setting", "value")]),
            ("save_member", json!({ "id": self.member, "name": "Uusi Nimi" }), vec![Write("member", "name")]),
            ("save_member", json!({ "name": "Joku", "role": "viewer" }), vec![Make("member")]),
            ("save_tier", json!({ "id": self.tier, "name": "Parhaat" }), vec![Write("tier", "name")]),
            ("save_tier", json!({ "name": "Muut" }), vec![Make("tier")]),
            ("save_customer", json!({ "name": "Uusi Asiakas Oy" }), vec![Make("customer")]),
            ("save_customer", json!({ "id": customer, "phone": "09 1" }), vec![Write("customer", "phone")]),
            (
                "save_customer",
                json!({ "id": customer, "street": "Katu 1" }),
                vec![Write("customer", "street")],
            ),
            ("save_customer", json!({ "id": customer, "notes": "Uusi" }), vec![Write("customer", "notes")]),
            (
                "save_customer",
                json!({ "id": customer, "business_id": "0112038-9" }),
                vec![Write("customer", "business_id")],
            ),
            ("save_customer", json!({ "id": customer, "stage": "deepen" }), vec![Write("customer", "stage")]),
            (
                "bulk_edit_customers",
                json!({ "selection": ids, "change": { "kind": "set_owner", "owner": self.member } }),
                vec![Write("customer", "owner")],
            ),
            (
                "bulk_edit_customers",
                json!({ "selection": ids, "change": { "kind": "set_tier", "tier": self.tier } }),
                vec![Write("customer", "tier")],
            ),
            (
                "bulk_edit_customers",
                json!({ "selection": ids, "change": { "kind": "add_tag", "tag": "uusi" } }),
                vec![Make("customer_tag")],
            ),
            (
                "bulk_edit_customers",
                json!({ "selection": ids, "change": { "kind": "remove_tag", "tag": "vanha" } }),
                vec![Delete("customer_tag")],
            ),
            (
                "save_view",
                json!({ "name": "Oma", "shared": false, "definition": { "search": "", "filter": {} } }),
                vec![Make("saved_view")],
            ),
            ("dismiss_duplicate", json!({ "first": customer, "second": other }), vec![Make("distinct_pair")]),
            (
                "merge_customers",
                json!({ "keep": customer, "merge": self.duplicate, "changes": {} }),
                vec![Write("customer", "merged_into")],
            ),
            ("save_person", json!({ "customer": customer, "name": "Uusi" }), vec![Make("person")]),
            (
                "save_person",
                json!({ "id": person, "customer": customer, "name": "Kaisa K", "title": "Ostaja" }),
                vec![Write("person", "name"), Write("employment", "title")],
            ),
            (
                "change_employer",
                json!({ "person": self.leaver, "from": customer, "to": other, "on": "2026-11-20" }),
                vec![Make("employment"), Write("employment", "ended_on")],
            ),
            (
                "log_contact",
                json!({ "customer": customer, "kind": "call", "direction": "incoming", "two_way": true }),
                vec![Make("contact")],
            ),
            (
                "log_contact",
                json!({ "id": self.contact, "customer": customer, "kind": "visit", "direction": "outgoing", "two_way": true }),
                vec![Write("contact", "kind")],
            ),
            (
                "save_next_action",
                json!({ "customer": customer, "text": "Uusi", "due": "2026-12-02" }),
                vec![Make("next_action")],
            ),
            ("finish_next_action", json!({ "id": self.due }), vec![Write("next_action", "done_on")]),
            (
                "save_meeting",
                json!({ "customer": customer, "purpose": "Uusi", "kind": "call", "day": "2026-12-03" }),
                vec![Make("meeting")],
            ),
            (
                "move_meeting",
                json!({ "meeting": self.coming, "day": "2026-12-04", "by": "customer" }),
                vec![Write("meeting", "day"), Write("meeting", "moved_by_customer")],
            ),
            (
                "cancel_meeting",
                json!({ "meeting": self.coming, "by": "us" }),
                vec![Write("meeting", "state")],
            ),
            (
                "mark_participants",
                json!({
                    "meeting": self.meeting,
                    "marks": [{ "side": "person", "person": person, "attendance": "present" }],
                }),
                vec![Make("meeting_participant")],
            ),
            (
                "save_series",
                json!({
                    "id": self.series, "customer": customer, "purpose": "Kuukausi", "kind": "online",
                    "rule": { "frequency": { "kind": "yearly" }, "from": "2026-11-23" },
                }),
                vec![Write("meeting_series", "rule")],
            ),
            (
                "begin_preparation",
                json!({ "meeting": self.coming, "template": { "kind": "built_in", "which": "regular_care" } }),
                vec![Make("preparation"), Make("preparation_block")],
            ),
            (
                "refresh_block",
                json!({ "meeting": self.meeting }),
                vec![Write("preparation_block", "content")],
            ),
            (
                "save_answers",
                json!({ "meeting": self.meeting, "answers": [{ "field": "objective", "value": "Muu" }] }),
                vec![Write("preparation_answer", "text")],
            ),
            (
                "complete_preparation",
                json!({ "id": self.meeting }),
                vec![Write("preparation", "completed_at")],
            ),
            ("approve_preparation", json!({ "id": self.meeting }), vec![Write("preparation", "approved_at")]),
            (
                "save_template",
                json!({ "name": { "fi": "Toinen" }, "form": template_form() }),
                vec![Make("preparation_template")],
            ),
            ("delete_template", json!({ "id": self.template }), vec![Delete("preparation_template")]),
            (
                "save_minutes",
                json!({ "meeting": self.meeting, "agreed": "Kaikki" }),
                vec![Write("minutes", "agreed")],
            ),
            (
                "close_minutes",
                json!({ "id": self.meeting }),
                vec![Write("minutes", "closed_at"), Make("contact"), Write("meeting", "state")],
            ),
            (
                "save_promise",
                json!({ "customer": customer, "direction": "theirs", "text": "Piirustus", "due": "2026-12-01" }),
                vec![Make("promise")],
            ),
            (
                "settle_promise",
                json!({ "id": self.promise, "outcome": "done" }),
                vec![Write("promise", "state")],
            ),
            ("delete_promise", json!({ "id": self.needless_promise }), vec![Delete("promise")]),
            ("delete_meeting", json!({ "id": self.needless }), vec![Delete("meeting")]),
            ("delete_series", json!({ "id": self.needless_series }), vec![Delete("meeting_series")]),
            ("undo", json!({ "transaction": self.edit }), vec![Takes::Act(Act::UndoOthers)]),
            ("dry_run_import", import.clone(), vec![Takes::Act(Act::Import)]),
            ("run_import", import, vec![Takes::Act(Act::Import)]),
            ("undo_import", json!({ "id": self.batch }), vec![Takes::Act(Act::Import)]),
            ("save_watched_folder", watch, vec![Takes::Act(Act::Import)]),
            ("invite", json!({ "name": "Uusi", "role": "viewer" }), vec![Takes::Act(Act::Invite)]),
            ("rotate_keys", json!({}), vec![Takes::Act(Act::RotateKeys)]),
            ("erase_person", json!({ "id": self.leaver }), vec![Takes::Act(Act::Erase)]),
            ("delete_contact", json!({ "id": self.contact }), vec![Delete("contact")]),
            ("delete_next_action", json!({ "id": self.action }), vec![Delete("next_action")]),
            ("delete_person", json!({ "id": person }), vec![Delete("person")]),
            ("delete_view", json!({ "id": self.view }), vec![Delete("saved_view")]),
            ("delete_tier", json!({ "id": self.empty_tier }), vec![Delete("tier")]),
        ]
    }
}

/// A form with one question.
fn template_form() -> Value {
    let field = json!({ "key": "a", "label": { "fi": "A" }, "kind": "text", "filled_by": "owner" });
    json!({ "sections": [{ "title": { "fi": "Osa" }, "items": [{ "item": "field", "field": field }] }] })
}

/// Commands that write nothing of the firm, or only what this machine keeps for itself.
const WRITE_NOTHING: &[&str] = &[
    "change_passphrase",
    "set_remembered",
    "make_backup",
    "list_backups",
    "check",
    "get_firm_settings",
    "permissions",
    "list_members",
    "list_tiers",
    "share_workspace",
    "recovery_words",
    "check_recovery_words",
    "sync_status",
    "check_shared_folder",
    "erasure_remains",
    "sync_now",
    "pause_sync",
    "move_shared_folder",
    "list_invitations",
    "list_devices",
    "list_conflicts",
    "list_customers",
    "get_customer",
    "list_tags",
    "customer_orders",
    "order_lines",
    "customer_timeline",
    "list_views",
    "list_duplicates",
    "list_meetings",
    "get_meeting",
    "list_series",
    "preview_series",
    "customer_meetings",
    "get_preparation",
    "list_preparations_due",
    "list_templates",
    "get_minutes",
    "minutes_message",
    "save_message_draft",
    "list_promises",
    "today",
    "recompute_signals",
    "queue_at",
    "scores_at",
    "segment_summary",
    "backtest",
    "search",
    "record_history",
    "customer_history",
    "member_activity",
    "undo_state",
    "locate_rejected_file",
    "inspect_file",
    "list_imports",
    "list_watched_folders",
    "delete_watched_folder",
];

/// Commands that write and are tried in tests of their own: what they need is there only then.
const TRIED_ELSEWHERE: &[&str] = &[
    "cancel_invitation",
    "confirm_device",
    "remove_device",
    "adopt_device",
    "remove_member",
    "set_role",
    "rename_device",
    "use_other_value",
    "dismiss_conflict",
    "snooze_signals",
    "hand_over_signals",
    "dismiss_signals",
    "redo",
    "reopen_preparation",
    "reopen_minutes",
    "restore_meeting",
    "restore_watched_folder",
    "scan_watched_folders",
];

fn word(role: Role) -> String {
    serde_json::to_value(role).expect("a word").as_str().expect("a word").to_owned()
}

fn unsent(program: &Program) -> u64 {
    program.call("sync_status", json!({}))["unsent_changes"].as_u64().expect("a number")
}

#[test]
fn every_command_asks_for_the_role_and_nothing_is_written_when_it_refuses() {
    let firm = Firm::new();
    let programs = [Manager, Assistant, Viewer].map(|role| {
        let program = firm.join(&format!("Jäsen {role:?}"), &word(role), &format!("{role:?}-PC"));
        (role, program)
    });
    let mut tried: Vec<&str> = Vec::new();
    for (role, program) in &programs {
        let records = Records::new(&firm.owner, *role);
        sync_all(&[&firm.owner, program]);
        for (command, request, takes) in records.requests() {
            let case = format!("{role:?}: {command} {request}");
            let before = unsent(program);
            let answer = program.app.dispatch(command, request);
            if takes.iter().all(|takes| takes.is_allowed(*role)) {
                if let Err(error) = answer {
                    panic!("{case} is allowed: {error:?}");
                }
            } else {
                let error = answer.expect_err(&case);
                assert_eq!(error.code, ErrorCode::NotAllowed, "{case}: {error:?}");
                assert_eq!(error.fields["role"], word(*role), "{case}");
                assert!(
                    ["owner", "manager", "assistant"].contains(&&*error.fields["needs"]),
                    "{case}: {error:?}"
                );
                assert!(error.fields.contains_key("act") || error.fields.contains_key("column"), "{case}");
                assert_eq!(unsent(program), before, "{case} left something behind");
            }
            tried.push(command);
        }
        sync(program);
        sync(&firm.owner);
        let refused = firm.owner.call("sync_status", json!({}))["troubles"].clone();
        assert_eq!(refused, json!([]), "{role:?}");
    }
    for command in commands().iter().filter(|command| !command.while_locked) {
        let name = command.name;
        let is_sorted =
            [&tried[..], WRITE_NOTHING, TRIED_ELSEWHERE].iter().any(|known| known.contains(&name));
        assert!(is_sorted, "say of the command {name} what it takes of a role");
    }
}

#[test]
fn everybody_undoes_what_they_may_write_and_nobody_what_they_may_not() {
    let firm = Firm::new();
    let assistant = firm.join("Aila Assari", "assistant", "LAPTOP-2");
    let customer = firm.owner.add_customer(json!({ "name": "Kallio Oy" }));
    sync_all(&[&firm.owner, &assistant]);
    assistant.call("save_customer", json!({ "id": customer, "phone": "09 1" }));
    assistant.call("undo", json!({}));
    assistant.call("redo", json!({}));
    let renamed = firm.owner.call("save_customer", json!({ "id": customer, "name": "Kallio Oyj" }));
    sync_all(&[&firm.owner, &assistant]);
    let refused = assistant.refused("undo", json!({ "transaction": renamed["transaction"] }));
    assert_eq!((refused.code, &*refused.fields["act"]), (ErrorCode::NotAllowed, "undo_others"));
    // What one did as a manager, one does not undo as an assistant.
    let members = firm.owner.call("list_members", json!({}));
    let members = members.as_array().expect("members");
    let aila = members.iter().find(|member| member["name"] == "Aila Assari").expect("she is there");
    firm.owner.call("set_role", json!({ "member": aila["id"], "role": "manager" }));
    sync_all(&[&firm.owner, &assistant]);
    assert_eq!(assistant.call("permissions", json!({}))["role"], "manager");
    let made = assistant.call("save_customer", json!({ "name": "Oma Oy" }));
    sync_all(&[&firm.owner, &assistant]);
    firm.owner.call("save_member", json!({ "id": aila["id"], "role": "assistant" }));
    sync_all(&[&firm.owner, &assistant]);
    assert_eq!(
        assistant.call("permissions", json!({}))["role"],
        "assistant",
        "the list of members went through it"
    );
    let refused = assistant.refused("undo", json!({ "transaction": made["transaction"] }));
    assert_eq!((refused.code, &*refused.fields["table"]), (ErrorCode::NotAllowed, "customer"));
    assert_eq!(refused.fields["column"], "delete");
}
