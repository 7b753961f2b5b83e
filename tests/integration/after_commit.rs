//! What follows a write that is kept never lets it look as if it had failed.

use std::sync::{Arc, Mutex};

use pelikirja_app::{AppEvent, JobKind};
use pelikirja_tests::program::{Program, next_event, text};
use serde_json::{Value, json};

fn first_customer(program: &Program) -> String {
    text(&program.call("list_customers", json!({ "limit": 1 })), "/rows/0/id")
}

fn log_contact(program: &Program, customer: &str) {
    let contact = json!({ "customer": customer, "kind": "call", "direction": "outgoing", "two_way": true });
    program.call("log_contact", contact);
}

fn contacts_on(program: &Program, customer: &str, day: &str) -> usize {
    let request = json!({ "customer": customer, "kinds": ["contact"], "limit": 50 });
    let entries = program.call("customer_timeline", request)["entries"].clone();
    entries.as_array().into_iter().flatten().filter(|entry| entry["date"] == day).count()
}

#[test]
fn a_contact_is_logged_although_computing_the_signals_of_the_new_day_was_stopped() {
    let program = Program::with_demo();
    let customer = first_customer(&program);
    program.clock.advance_days(1);
    let events = program.events();
    program.stop_every(JobKind::Signals);
    log_contact(&program, &customer);
    let stopped = next_event(&events, |event| match event {
        AppEvent::JobFinished { job_kind: JobKind::Signals, error, .. } => Some(error),
        _ => None,
    });
    assert!(stopped.is_some(), "the signals were really stopped");
    assert_eq!(contacts_on(&program, &customer, "2026-11-23"), 1, "once, and it was told so");
}

#[test]
fn signals_that_were_stopped_are_made_up_for_at_the_next_start() {
    let program = Program::with_demo();
    let customer = first_customer(&program);
    program.clock.advance_days(1);
    program.stop_every(JobKind::Signals);
    log_contact(&program, &customer);
    let program = program.restarted();
    program.call("unlock", json!({ "passphrase": "demo" }));
    program.call("today", json!({ "limit": 1 }));
    let record = program.call("get_customer", json!({ "id": customer }));
    assert_eq!(text(&record, "/last_contact"), "2026-11-23");
    assert_eq!(program.call("check", json!({}))["problems"], Value::Array(Vec::new()));
}

#[test]
fn nobody_waits_for_all_signals_where_there_is_a_background() {
    let program = Program::in_background();
    program.call("create_demo", json!({ "customers": 120, "lines": 6_000 }));
    let customer = first_customer(&program);
    let threads = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&threads);
    program.app.subscribe(Box::new(move |event| {
        if matches!(event, AppEvent::JobProgress { job_kind: JobKind::Signals, .. }) {
            seen.lock().expect("no panic").push(std::thread::current().id());
        }
    }));
    let events = program.events();
    program.clock.advance_days(1);
    log_contact(&program, &customer);
    let error = next_event(&events, |event| match event {
        AppEvent::JobFinished { job_kind: JobKind::Signals, error, .. } => Some(error),
        _ => None,
    });
    assert_eq!(error, None);
    let own = std::thread::current().id();
    assert!(threads.lock().expect("no panic").iter().all(|thread| *thread != own), "not on this thread");
}
