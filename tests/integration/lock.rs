//! Locking while work is going on, and what may be done while locked.

use std::fs;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use pelikirja_app::{AppEvent, ErrorCode, JobKind};
use pelikirja_tests::command_line::orders_csv;
use pelikirja_tests::program::{PASSPHRASE, Program, next_event, text};
use serde_json::json;

/// Checks tell the first that they have begun, and then stand still until the second is dropped.
fn checks_stand_still(program: &Program) -> (Receiver<()>, Sender<()>) {
    let (begun, has_begun) = channel();
    let (let_go, is_let_go) = channel::<()>();
    let (begun, is_let_go) = (Mutex::new(begun), Mutex::new(is_let_go));
    program.app.subscribe(Box::new(move |event| {
        if matches!(event, AppEvent::JobProgress { job_kind: JobKind::Check, .. }) {
            let _ = begun.lock().expect("no panic").send(());
            let _ = is_let_go.lock().expect("no panic").recv();
        }
    }));
    (has_begun, let_go)
}

#[test]
fn unlocking_waits_for_the_work_that_locking_has_stopped() {
    let program = Program::with_workspace();
    let events = program.events();
    let (has_begun, let_go) = checks_stand_still(&program);
    thread::scope(|scope| {
        let check = scope.spawn(|| program.app.dispatch("check", json!({})));
        has_begun.recv().expect("it begins");
        let status = program.call("lock", json!({}));
        assert_eq!((text(&status, "/state"), status["closing"].as_bool()), ("locked".to_owned(), Some(true)));
        assert_eq!(program.refusal("check", json!({})), ErrorCode::Locked, "at once for new commands");
        let unlock = scope.spawn(|| program.app.dispatch("unlock", json!({ "passphrase": PASSPHRASE })));
        next_event(&events, |event| matches!(event, AppEvent::Locked { .. }).then_some(()));
        drop(let_go);
        let stopped = check.join().expect("no panic").expect_err("locking stops it");
        assert_eq!(stopped.code, ErrorCode::Stopped);
        let status = unlock.join().expect("no panic").expect("opens once the work has ended");
        assert_eq!(
            (text(&status, "/state"), status["closing"].as_bool()),
            ("unlocked".to_owned(), Some(false))
        );
    });
    next_event(&events, |event| matches!(event, AppEvent::Closed).then_some(()));
}

#[test]
fn the_end_of_the_program_waits_for_the_work_in_the_database_but_not_for_ever() {
    let program = Program::with_workspace();
    let (has_begun, let_go) = checks_stand_still(&program);
    thread::scope(|scope| {
        let check = scope.spawn(|| program.app.dispatch("check", json!({})));
        has_begun.recv().expect("it begins");
        assert!(!program.app.close(Duration::from_millis(10)), "the check is still in the database");
        drop(let_go);
        let stopped = check.join().expect("no panic").expect_err("closing stops it");
        assert_eq!(stopped.code, ErrorCode::Stopped);
    });
    assert!(program.app.close(Duration::from_secs(60)), "nobody is in the database any more");
    assert_eq!(text(&program.call("status", json!({})), "/state"), "locked");
}

#[test]
fn a_check_and_the_undoing_of_an_import_can_be_stopped() {
    let program = Program::with_workspace();
    let file = program.folder().join("orders.csv");
    fs::write(&file, orders_csv(400)).expect("writes");
    let request = json!({ "path": file, "kind": "orders" });
    let mapping = program.call("inspect_file", request)["proposal"]["mapping"].clone();
    let report = program.call("run_import", json!({ "path": file, "mapping": mapping }));
    program.stop_every(JobKind::Check);
    program.stop_every(JobKind::UndoImport);
    assert_eq!(program.refusal("check", json!({})), ErrorCode::Stopped);
    assert_eq!(program.refusal("undo_import", json!({ "id": report["batch"] })), ErrorCode::Stopped);
    let imports = program.call("list_imports", json!({}));
    assert_eq!(imports.pointer("/0/undone_at"), Some(&json!(null)), "{imports}");
    assert_eq!(program.call("list_customers", json!({ "limit": 1 }))["total"], 100, "all is still there");
}

#[test]
fn the_lock_screen_changes_how_it_looks_and_nothing_that_guards_the_data() {
    let program = Program::with_workspace();
    let mut settings = program.call("get_device_settings", json!({}));
    program.call("lock", json!({}));
    for (name, value) in [("lock_after_minutes", json!(null)), ("backup_folder", json!(program.folder()))] {
        let mut changed = settings.clone();
        changed[name] = value;
        assert_eq!(program.refusal("save_device_settings", changed), ErrorCode::Locked, "{name}");
    }
    settings["theme"] = json!("dark");
    settings["language"] = json!("en");
    assert_eq!(program.call("save_device_settings", settings.clone()), settings);
    program.call("unlock", json!({ "passphrase": PASSPHRASE }));
    settings["lock_after_minutes"] = json!(5);
    assert_eq!(program.call("save_device_settings", settings.clone()), settings);
}

#[test]
fn a_backup_folder_that_is_away_keeps_nothing_else_from_being_set() {
    let program = Program::with_workspace();
    let folder = program.folder().join("stick");
    fs::create_dir(&folder).expect("makes");
    let mut settings = program.call("get_device_settings", json!({}));
    settings["backup_folder"] = json!(folder);
    program.call("save_device_settings", settings.clone());
    fs::remove_dir(&folder).expect("removes");
    settings["theme"] = json!("light");
    assert_eq!(program.call("save_device_settings", settings.clone()), settings);
}
