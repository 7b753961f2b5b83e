//! Measures opening the form of a meeting with a customer of 5,000 order lines; prints the figure as JSON for
//! `cargo xtask bench forms`.

use std::sync::Arc;
use std::time::Instant;

use anyhow::{Result, ensure};
use pelikirja_app::{App, AppOptions, NoKeyStore, SystemClock};
use pelikirja_tests::figure::{percentile_95, print_seconds};
use serde_json::{Value, json};

/// Order lines of a customer that count as many.
const MANY_LINES: u64 = 5_000;
/// How often each form is opened.
const TIMES: usize = 40;

fn main() -> Result<()> {
    let data = tempfile::tempdir()?;
    let app = App::new(AppOptions {
        data_folder: data.path().to_path_buf(),
        workspace: None,
        clock: Arc::new(SystemClock),
        key_store: Arc::new(NoKeyStore),
        background: false,
    });
    app.dispatch("create_demo", json!({ "customers": 40, "lines": 80_000 }))?;
    let largest = json!({ "sort": "value365", "descending": true, "limit": 20 });
    let mut times = Vec::new();
    for row in app.dispatch("list_customers", largest)?["rows"].as_array().into_iter().flatten() {
        let customer = &row["id"];
        if lines_of(&app, customer)? < MANY_LINES {
            continue;
        }
        let meeting = planned(&app, customer)?;
        for _ in 0..TIMES {
            let start = Instant::now();
            app.dispatch("get_preparation", json!({ "id": meeting }))?;
            times.push(start.elapsed());
        }
    }
    ensure!(!times.is_empty(), "no customer of the demo firm has {MANY_LINES} order lines");
    print_seconds("opening the form of a customer with 5,000 order lines, p95", percentile_95(times), 0.03)
}

fn lines_of(app: &App, customer: &Value) -> Result<u64> {
    let mut lines = 0;
    let mut before = Value::Null;
    loop {
        let request = json!({ "customer": customer, "kinds": ["order"], "before": before, "limit": 200 });
        let page = app.dispatch("customer_timeline", request)?;
        let orders = page["entries"].as_array().into_iter().flatten();
        lines += orders.filter_map(|entry| entry["lines"].as_u64()).sum::<u64>();
        before = page["next"].clone();
        if before.is_null() {
            return Ok(lines);
        }
    }
}

/// A meeting with everybody there, and a form with every block.
fn planned(app: &App, customer: &Value) -> Result<Value> {
    let record = app.dispatch("get_customer", json!({ "id": customer }))?;
    let people = record["people"].as_array().into_iter().flatten();
    let people: Vec<Value> =
        people.map(|person| json!({ "side": "person", "person": person["id"] })).collect();
    let meeting = json!({
        "customer": customer, "purpose": "Katsaus", "kind": "visit", "day": "2199-01-01",
        "participants": people,
    });
    let meeting = app.dispatch("save_meeting", meeting)?["id"].clone();
    let template = json!({ "kind": "built_in", "which": "quarterly_review" });
    app.dispatch("begin_preparation", json!({ "meeting": meeting, "template": template }))?;
    Ok(meeting)
}
