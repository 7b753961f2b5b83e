//! Whom to contact today and why: the queue through the same commands that the window and the command line call.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

use std::path::Path;
use std::sync::{Arc, Mutex};

use chrono::{Days, NaiveDate, NaiveDateTime};
use pelikirja_app::{App, AppOptions, ErrorCode, NoKeyStore};
use pelikirja_crypto::KdfParameters;
use pelikirja_domain::{Clock, Id, Instant};
use pelikirja_store::facts::{FactBatch, NewLine};
use pelikirja_store::{IntoValue, Store, StoreError, WorkspaceFolder, day_number, schema};
use serde_json::{Value, json};
use tempfile::TempDir;

const PASSPHRASE: &str = "open sesame";
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 6, 15).unwrap();

/// A clock that tests move.
struct TestClock(Mutex<NaiveDate>);

impl Clock for TestClock {
    fn now(&self) -> Instant {
        self.local_now().and_utc().timestamp_millis()
    }

    fn local_now(&self) -> NaiveDateTime {
        self.0.lock().unwrap().and_hms_opt(12, 0, 0).unwrap()
    }
}

/// A customer to make: name, and its orders as days before [`TODAY`] and euros.
struct NewCustomer {
    name: String,
    orders: Vec<(u64, i64)>,
}

/// Every `pace` days an order of `euros`, from two years ago until `until` days ago.
fn regular(name: &str, pace: u64, until: u64, euros: i64) -> NewCustomer {
    let seed: u64 = name.bytes().map(u64::from).sum();
    let mut orders = Vec::new();
    let mut days_ago = 730;
    while days_ago > until {
        orders.push((days_ago, euros));
        days_ago =
            days_ago.saturating_sub(pace / 2 + (days_ago * 7_919 + seed * 104_729) % (pace + 1)).max(1);
        if days_ago == 1 {
            break;
        }
    }
    NewCustomer { name: name.to_owned(), orders }
}

/// Forty customers that buy as ever.
fn steady() -> Vec<NewCustomer> {
    (0..40).map(|number| regular(&format!("Steady {number}"), 12 + number % 9, 0, 300)).collect()
}

struct Firm {
    folder: TempDir,
    clock: Arc<TestClock>,
    app: App,
    me: Id,
    colleague: Id,
    tier: Id,
}

impl Firm {
    /// A firm with these customers, all owned by oneself; a contact is due every 60 days.
    fn new(customers: &[NewCustomer]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(TestClock(Mutex::new(TODAY)));
        let workspace = WorkspaceFolder::new(folder.path().join("firm"));
        let store = Store::create(&workspace, PASSPHRASE, KdfParameters::FLOOR, clock.clone()).unwrap();
        let (me, colleague, tier) = store.write("set_up", |tx| fill(tx, customers)).unwrap().value;
        store.set_member(me).unwrap();
        drop(store);
        let app = open(folder.path(), &clock);
        Self { folder, clock, app, me, colleague, tier }
    }

    fn call(&self, name: &str, request: Value) -> Value {
        self.app.dispatch(name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    fn today(&self) -> Value {
        self.call("today", json!({ "limit": 200 }))
    }

    /// The card of a customer, or null.
    fn card(&self, name: &str) -> Value {
        let today = self.today();
        let cards = today["queue"].as_array().unwrap();
        cards.iter().find(|card| card["name"] == name).cloned().unwrap_or(Value::Null)
    }

    fn customer(&self, name: &str) -> Value {
        let page = self.call("list_customers", json!({ "search": name, "limit": 1 }));
        page["rows"][0].clone()
    }

    /// Lets days go by.
    fn wait(&self, days: u64) {
        let mut today = self.clock.0.lock().unwrap();
        *today = *today + Days::new(days);
    }
}

fn open(folder: &Path, clock: &Arc<TestClock>) -> App {
    let app = App::new(AppOptions {
        data_folder: folder.join("data"),
        workspace: Some(folder.join("firm")),
        clock: clock.clone(),
        key_store: Arc::new(NoKeyStore),
        background: false,
    });
    app.dispatch("unlock", json!({ "passphrase": PASSPHRASE })).unwrap();
    app
}

fn fill(
    tx: &mut pelikirja_store::WriteTransaction<'_>,
    customers: &[NewCustomer],
) -> Result<(Id, Id, Id), StoreError> {
    let [me, colleague, tier, batch] = [tx.new_id()?, tx.new_id()?, tx.new_id()?, tx.new_id()?];
    for (member, name) in [(me, "Me"), (colleague, "Colleague")] {
        tx.set(
            member,
            [
                (schema::member::NAME, name.into_value()),
                (schema::member::ROLE, "manager".into_value()),
                (schema::member::ACTIVE, true.into_value()),
            ],
        )?;
    }
    tx.set(
        tier,
        [(schema::tier::NAME, "Key".into_value()), (schema::tier::CONTACT_MAXIMUM_DAYS, 60_u32.into_value())],
    )?;
    let mut facts = FactBatch::begin(tx, batch, "test")?;
    let mut number = 0;
    for customer in customers {
        let id = tx.new_id()?;
        tx.set(
            id,
            [
                (schema::customer::NAME, customer.name.as_str().into_value()),
                (schema::customer::EXTERNAL_NUMBER, customer.name.replace(' ', "-").into_value()),
                (schema::customer::OWNER, me.into_value()),
                (schema::customer::TIER, tier.into_value()),
            ],
        )?;
        let key = tx.reader().customer_key(id)?.ok_or(StoreError::NotFound)?;
        for (days_ago, euros) in &customer.orders {
            number += 1;
            let order_number = format!("{number}");
            let line = NewLine {
                order_number: &order_number,
                customer: key,
                day: day_number(TODAY - Days::new(*days_ago)),
                currency: "EUR",
                line: None,
                product: None,
                quantity: 1.0,
                net: euros * 100,
            };
            facts.add(tx, line)?;
        }
    }
    facts.finish(tx)?;
    Ok((me, colleague, tier))
}

fn kinds(card: &Value) -> Vec<&str> {
    card["signals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|signal| signal["evidence"]["kind"].as_str().unwrap())
        .collect()
}

/// A firm where Leaving has not ordered for 120 days, and everybody else buys as ever.
fn firm_with_one_leaving() -> Firm {
    let mut customers = steady();
    customers.push(regular("Leaving", 14, 120, 900));
    Firm::new(&customers)
}

#[test]
fn an_empty_workspace_asks_for_an_import() {
    let firm = Firm::new(&[]);
    let today = firm.today();
    assert_eq!((&today["customers"], &today["orders"]), (&json!(0), &json!(0)));
    assert_eq!(today["queue"], json!([]));
    assert_eq!(firm.call("queue_at", json!({})), json!([]));
    assert_eq!(firm.call("queue_at", json!({ "as_of": "2020-01-01" })), json!([]));
    assert_eq!(firm.call("scores_at", json!({ "as_of": "2026-06-15", "horizon_days": 182 })), json!([]));
    let counts = firm.call("segment_summary", json!({}));
    assert!(counts.as_array().unwrap().iter().all(|count| count["customers"] == 0), "{counts}");
    assert_eq!(firm.call("backtest", json!({}))["kind"], "too_little_history");
}

#[test]
fn a_card_says_what_was_seen_and_what_is_at_stake() {
    let firm = firm_with_one_leaving();
    let today = firm.today();
    assert_eq!(today["plain_rule"], false, "forty-one repeat buyers are enough for the model");
    let card = &today["queue"][0];
    assert_eq!(card["name"], "Leaving", "{today:#}");
    assert_eq!(kinds(card), ["stopped_ordering"]);
    let evidence = &card["signals"][0]["evidence"];
    assert!(evidence["days_since_last"].as_u64().unwrap() >= 120, "{evidence}");
    assert!(card["p_no_order"].as_f64().unwrap() > 0.5);
    let (at_stake, of_year) = (card["value_at_stake"].as_i64().unwrap(), card["value_365"].as_i64().unwrap());
    assert!(0 < at_stake && at_stake < of_year, "{at_stake} of {of_year}");
    assert_eq!(today["value_at_stake"].as_i64(), Some(at_stake), "it is the only card");
    assert_eq!(card["signals"][0]["returned"], false);
}

#[test]
fn signals_of_a_customer_are_one_card_with_the_largest_stake() {
    let firm = firm_with_one_leaving();
    firm.wait(70);
    let card = firm.card("Leaving");
    let mut found = kinds(&card);
    found.sort_unstable();
    assert_eq!(found, ["no_contact", "stopped_ordering"], "added 70 days ago, and nobody has called");
    let names: Vec<Value> =
        firm.today()["queue"].as_array().unwrap().iter().map(|card| card["name"].clone()).collect();
    assert_eq!(names.iter().filter(|name| **name == "Leaving").count(), 1, "{names:?}");
    let by_kind = firm.call("today", json!({ "limit": 200, "kinds": ["stopped_ordering"] }));
    let all = firm.call("today", json!({ "limit": 200 }));
    assert!(by_kind["total"].as_u64() <= all["total"].as_u64());
    let stakes: Vec<i64> = all["queue"]
        .as_array()
        .unwrap()
        .iter()
        .map(|card| card["value_at_stake"].as_i64().unwrap())
        .collect();
    assert!(stakes.is_sorted_by(|left, right| left >= right), "the most at stake comes first: {stakes:?}");
}

#[test]
fn a_snoozed_card_comes_back_on_its_day() {
    let firm = firm_with_one_leaving();
    let customer = firm.card("Leaving")["customer"].clone();
    let until = TODAY + Days::new(10);
    let changed = firm.call("snooze_signals", json!({ "customer": customer, "until": until }));
    assert_eq!(changed["records"], 1);
    assert_eq!(firm.card("Leaving"), Value::Null);
    assert_eq!(firm.today()["snoozed"], 1);
    assert_eq!(firm.customer("Leaving")["signals"], json!([]), "nor does the list show the signal");
    firm.wait(9);
    assert_eq!(firm.card("Leaving"), Value::Null);
    firm.wait(1);
    let card = firm.card("Leaving");
    assert_eq!(card["signals"][0]["returned"], false, "it was only put off");
    assert_eq!(firm.today()["snoozed"], 0);
    assert_eq!(firm.customer("Leaving")["signals"], json!(["stopped_ordering"]));
    let error =
        firm.app.dispatch("snooze_signals", json!({ "customer": customer, "until": until })).unwrap_err();
    assert_eq!(
        (error.code, error.fields["until"].as_str()),
        (ErrorCode::InvalidField, "range"),
        "until today is no time"
    );
}

#[test]
fn undo_puts_a_card_back_and_redo_takes_it_away() {
    let firm = firm_with_one_leaving();
    let before = firm.card("Leaving");
    let customer = before["customer"].clone();
    for (play, request) in [
        ("snooze_signals", json!({ "customer": customer, "until": "2026-09-01" })),
        ("dismiss_signals", json!({ "customer": customer, "reason": "seasonal" })),
        ("snooze_signals", json!({ "customer": customer, "until": "2026-10-01" })),
    ] {
        firm.call(play, request);
        assert_eq!(firm.card("Leaving"), Value::Null, "{play}");
        firm.call("undo", json!({}));
        assert_eq!(firm.card("Leaving"), before, "{play} undone");
        assert_eq!(firm.customer("Leaving")["signals"], json!(["stopped_ordering"]), "{play} undone");
    }
    firm.call("redo", json!({}));
    assert_eq!(firm.card("Leaving"), Value::Null);
}

#[test]
fn a_card_that_was_handed_over_is_in_the_colleagues_queue() {
    let firm = firm_with_one_leaving();
    let customer = firm.card("Leaving")["customer"].clone();
    let total = |member: Id| firm.call("today", json!({ "member": member, "limit": 9 }))["total"].clone();
    assert_eq!((total(firm.me), total(firm.colleague)), (json!(1), json!(0)));
    firm.call(
        "hand_over_signals",
        json!({ "customer": customer, "to": firm.colleague, "note": "You know them" }),
    );
    assert_eq!((total(firm.me), total(firm.colleague)), (json!(0), json!(1)));
    let card = firm.card("Leaving");
    assert_eq!(card["assigned_to"], json!(firm.colleague));
    assert_eq!(card["owner"], json!(firm.me), "the customer keeps its owner");
    firm.call("snooze_signals", json!({ "customer": customer, "until": TODAY + Days::new(1) }));
    firm.wait(1);
    let card = firm.card("Leaving");
    assert_eq!(card["assigned_to"], json!(firm.colleague), "a snooze changes no hands");
    assert_eq!(card["notes"][0]["note"], "You know them", "nor does it take away what was said");

    let stranger = json!({ "customer": customer, "to": firm.tier });
    let error = firm.app.dispatch("hand_over_signals", stranger).unwrap_err();
    assert_eq!((error.code, error.fields["to"].as_str()), (ErrorCode::InvalidField, "unknown"));
}

#[test]
fn a_card_says_who_handed_it_over_and_why_it_was_snoozed() {
    let firm = firm_with_one_leaving();
    let customer = firm.card("Leaving")["customer"].clone();
    assert_eq!(firm.card("Leaving")["notes"], json!([]));
    let request = json!({ "customer": customer, "to": firm.colleague, "note": " You know them " });
    firm.call("hand_over_signals", request);
    let handed = json!({
        "kind": "handed_over", "by": firm.me, "on": TODAY, "to": firm.colleague, "note": "You know them",
    });
    assert_eq!(firm.card("Leaving")["notes"], json!([handed]));
    let until = TODAY + Days::new(3);
    let request = json!({ "customer": customer, "until": until, "note": "Back from holiday on Thursday" });
    firm.call("snooze_signals", request);
    firm.wait(3);
    let snoozed = json!({
        "kind": "snoozed", "by": firm.me, "on": TODAY, "until": until, "note": "Back from holiday on Thursday",
    });
    assert_eq!(firm.card("Leaving")["notes"], json!([handed, snoozed]));
    let record = firm.call("get_customer", json!({ "id": customer }));
    assert_eq!(record["notes"], json!([handed, snoozed]), "the customer page tells the same");

    firm.call("undo", json!({}));
    assert_eq!(firm.card("Leaving")["notes"], json!([handed]), "an undone snooze says nothing");
    firm.call("undo", json!({}));
    assert_eq!(firm.card("Leaving")["notes"], json!([]));
    let request = json!({ "customer": customer, "until": "2026-09-01", "note": "x".repeat(4_001) });
    let error = firm.app.dispatch("snooze_signals", request).unwrap_err();
    assert_eq!(error.fields["note"].as_str(), "too_long");
}

#[test]
fn a_false_alarm_stays_away_until_something_new_is_seen() {
    let firm = firm_with_one_leaving();
    firm.wait(70);
    let card = firm.card("Leaving");
    let customer = card["customer"].clone();
    let days = card["signals"]
        .as_array()
        .unwrap()
        .iter()
        .find_map(|signal| signal["evidence"]["days_since_last"].as_u64())
        .unwrap();
    firm.call(
        "dismiss_signals",
        json!({ "customer": customer, "kinds": ["stopped_ordering"], "reason": "agreed" }),
    );
    assert_eq!(kinds(&firm.card("Leaving")), ["no_contact"], "only that kind was a false alarm");
    firm.call("dismiss_signals", json!({ "customer": customer, "reason": "other", "note": "They know" }));
    assert_eq!(firm.card("Leaving"), Value::Null);
    firm.wait(20);
    assert_eq!(firm.card("Leaving"), Value::Null, "a longer silence is no news until it is twice as long");
    assert!(days < 300, "{days} days are too many for this test: the customer is lapsed before it is news");
    firm.wait(45);
    let card = firm.card("Leaving");
    assert_eq!(kinds(&card), ["no_contact"], "sixty more days without a contact are news");
    assert_eq!(card["signals"][0]["returned"], true);
}

#[test]
fn a_contact_deals_with_a_card_and_undo_brings_it_back() {
    let firm = firm_with_one_leaving();
    firm.wait(70);
    let before = firm.card("Leaving");
    let customer = before["customer"].clone();
    let contact = json!({
        "customer": customer, "kind": "call", "direction": "outgoing", "two_way": true, "handles_signals": true,
    });
    firm.call("log_contact", contact.clone());
    assert_eq!(firm.card("Leaving"), Value::Null);
    let today = firm.today();
    assert_eq!((&today["done_today"], &today["snoozed"]), (&json!(1), &json!(0)));
    assert_eq!(firm.call("today", json!({ "member": firm.colleague }))["done_today"], 0);
    firm.call("undo", json!({}));
    assert_eq!(firm.card("Leaving"), before);
    assert_eq!(firm.today()["done_today"], 0);

    // A contact that deals with nothing ends the silence all the same, and at once.
    let mut contact = contact;
    contact["handles_signals"] = json!(false);
    firm.call("log_contact", contact);
    assert_eq!(kinds(&firm.card("Leaving")), ["stopped_ordering"]);
    assert_eq!(firm.call("get_customer", json!({ "id": customer }))["signals"].as_array().unwrap().len(), 1);
}

#[test]
fn a_relation_that_has_ended_is_in_no_queue() {
    let firm = firm_with_one_leaving();
    let customer = firm.card("Leaving")["customer"].clone();
    firm.call("save_customer", json!({ "id": customer, "ended_on": TODAY }));
    assert_eq!(firm.card("Leaving"), Value::Null);
    firm.call("undo", json!({}));
    assert_eq!(kinds(&firm.card("Leaving")), ["stopped_ordering"]);
}

#[test]
fn merging_two_records_makes_one_history_and_undo_parts_them() {
    let mut customers = steady();
    customers.push(regular("Old number", 14, 120, 900));
    // The same firm under a new number, since the old one fell silent.
    customers.push(NewCustomer {
        name: "New number".into(),
        orders: (0..8).map(|number| (112 - 14 * number, 900)).collect(),
    });
    let firm = Firm::new(&customers);
    assert_eq!(kinds(&firm.card("Old number")), ["stopped_ordering"]);
    let (old, new) = (firm.customer("Old number"), firm.customer("New number"));
    firm.call("merge_customers", json!({ "keep": old["id"], "merge": new["id"], "changes": {} }));
    assert_eq!(firm.card("Old number"), Value::Null, "it never stopped");
    let merged = firm.customer("Old number");
    let days = |row: &Value| row["order_days"].as_u64().unwrap();
    assert_eq!(days(&merged), days(&old) + days(&new));
    assert_eq!(
        merged["value_365"].as_i64(),
        Some(old["value_365"].as_i64().unwrap() + new["value_365"].as_i64().unwrap())
    );
    firm.call("undo", json!({}));
    assert_eq!(kinds(&firm.card("Old number")), ["stopped_ordering"]);
    assert_eq!(firm.customer("Old number")["order_days"], old["order_days"]);
    assert_eq!(firm.customer("New number")["order_days"], new["order_days"]);
}

#[test]
fn a_changed_rule_is_in_force_at_once() {
    let firm = firm_with_one_leaving();
    let mut settings = firm.call("get_firm_settings", json!({}));
    settings["firm"] = json!("Firm");
    settings["signal_rules"]["stopped_from_median_intervals"] = json!(20);
    firm.call("save_firm_settings", settings);
    let card = firm.card("Leaving");
    assert_eq!(kinds(&card), ["order_frequency_falling"], "nobody is silent for twenty intervals");
    firm.call("undo", json!({}));
    assert_eq!(kinds(&firm.card("Leaving")), ["stopped_ordering"]);
}

#[test]
fn with_too_little_data_a_plain_rule_decides() {
    let firm = Firm::new(&[regular("Leaving", 14, 120, 900), regular("Steady", 14, 0, 300)]);
    let today = firm.today();
    assert_eq!(today["plain_rule"], true);
    let stakes: Vec<&Value> =
        today["queue"].as_array().unwrap().iter().map(|card| &card["value_at_stake"]).collect();
    assert!(
        !stakes.is_empty() && stakes.iter().all(|stake| stake.is_null()),
        "a rank is no money: {stakes:?}"
    );
    assert_eq!(today["value_at_stake"], 0);
    let row = firm.call("queue_at", json!({ "as_of": TODAY }))[0].clone();
    assert!(row["value_at_stake_cents"].is_null(), "nor on another day: {row}");
    let card = &today["queue"][0];
    assert_eq!((&card["name"], today["total"].as_u64()), (&json!("Leaving"), Some(1)));
    assert_eq!(card["signals"][0]["evidence"]["p_active"], Value::Null, "no chance is made up");
    let scores = firm.call("scores_at", json!({ "as_of": TODAY, "horizon_days": 182 }));
    assert!(scores.as_array().unwrap().iter().all(|score| score["p_active"].is_null()), "{scores}");
}

#[test]
fn a_day_in_the_past_knows_nothing_of_later_orders_nor_of_what_was_done() {
    let as_of = TODAY - Days::new(60);
    let whole = firm_with_one_leaving();
    let mut customers = steady();
    customers.push(regular("Leaving", 14, 120, 900));
    for customer in &mut customers {
        customer.orders.retain(|(days_ago, _)| *days_ago >= 60);
    }
    let cut = Firm::new(&customers);
    let scores = json!({ "as_of": as_of, "horizon_days": 90 });
    let known = whole.call("scores_at", scores.clone());
    assert_eq!(known.as_array().unwrap().len(), 41);
    assert_eq!(known, cut.call("scores_at", scores), "fitting included");

    let queue = json!({ "as_of": as_of });
    let rows = |firm: &Firm| -> Vec<(Value, Value, Value)> {
        let rows = firm.call("queue_at", queue.clone());
        let each = rows.as_array().unwrap().iter();
        each.map(|row| (row["name"].clone(), row["signals"].clone(), row["p_no_order"].clone())).collect()
    };
    let before = rows(&whole);
    assert_eq!(before, rows(&cut));
    assert_eq!(before[0].0, "Leaving", "sixty days of silence were enough");
    let customer = whole.card("Leaving")["customer"].clone();
    whole.call("dismiss_signals", json!({ "customer": customer, "reason": "other" }));
    assert_eq!(rows(&whole), before, "what is done now was not known then");
    assert_eq!(whole.call("queue_at", json!({})), json!([]), "the queue of today knows");
    let error = whole.app.dispatch("scores_at", json!({ "as_of": as_of, "horizon_days": 0 })).unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidField);
}

#[test]
fn the_live_queue_of_the_command_line_is_that_of_today() {
    let firm = firm_with_one_leaving();
    let today = firm.today();
    let rows = firm.call("queue_at", json!({}));
    let row = &rows[0];
    assert_eq!(rows.as_array().unwrap().len(), 1);
    assert_eq!(row["customer_id"], today["queue"][0]["customer"]);
    assert_eq!(row["external_number"], "Leaving");
    assert_eq!(row["value_at_stake_cents"], today["queue"][0]["value_at_stake"]);
    assert_eq!(row["signals"][0]["kind"], "stopped_ordering");
    assert_eq!(row["signals"][0]["evidence"], today["queue"][0]["signals"][0]["evidence"]);
    assert_eq!(firm.call("queue_at", json!({ "limit": 0 })), json!([]));
}

#[test]
fn segments_count_every_customer_once() {
    let mut customers = steady();
    customers.push(NewCustomer { name: "Once".into(), orders: vec![(100, 50)] });
    customers.push(NewCustomer { name: "Never".into(), orders: vec![] });
    let firm = Firm::new(&customers);
    // The first look at the queue computes what another program may have left undone.
    firm.today();
    let counts = firm.call("segment_summary", json!({}));
    let of = |segment: Value| {
        let found = counts.as_array().unwrap().iter().find(|count| count["segment"] == segment).unwrap();
        found["customers"].as_u64().unwrap()
    };
    assert_eq!((of(json!("once")), of(Value::Null)), (1, 1), "{counts}");
    let all: u64 = counts.as_array().unwrap().iter().map(|count| count["customers"].as_u64().unwrap()).sum();
    assert_eq!(all, 42);
}

#[test]
fn a_backtest_compares_the_queue_with_plain_rules_and_is_kept() {
    let mut customers = steady();
    customers.extend((0..10).map(|number| regular(&format!("Gone {number}"), 20, 200 + 20 * number, 500)));
    let firm = Firm::new(&customers);
    firm.today();
    let outcome = firm.call("backtest", json!({}));
    assert_eq!(outcome["kind"], "report", "{outcome}");
    let methods = outcome["report"]["methods"].as_array().unwrap();
    let model = methods.iter().find(|method| method["method"] == "order_model").unwrap();
    assert!(model["auc"].as_f64().unwrap() > 0.5, "{model}");
    let jobs = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&jobs);
    firm.app.subscribe(Box::new(move |event| {
        if matches!(event, pelikirja_app::AppEvent::JobFinished { .. }) {
            *counted.lock().unwrap() += 1;
        }
    }));
    assert!(firm.call("backtest", json!({})) == outcome, "the same to the last digit");
    assert_eq!(*jobs.lock().unwrap(), 0, "nothing has changed, so nothing is computed");
}

#[test]
fn the_queue_is_the_same_after_opening_again() {
    let firm = firm_with_one_leaving();
    let before = firm.today();
    firm.call("lock", json!({}));
    let error = firm.app.dispatch("today", json!({})).unwrap_err();
    assert_eq!(error.code, ErrorCode::Locked);
    let app = open(firm.folder.path(), &firm.clock);
    assert_eq!(app.dispatch("today", json!({ "limit": 200 })).unwrap(), before);
}
