//! Watched folders.

use std::fs;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use pelikirja_app::{AppEvent, ErrorCode};
use pelikirja_store::{Secret, Store, StoreError, WorkspaceFolder};
use serde_json::{Value, json};

use crate::support::{Firm, PASSPHRASE, TestClock, rows};

const ORDERS: &str =
    "order_id,order_date,customer_id,product_id,quantity,unit_price\n1,2026-03-01,A,P1,2,5.00\n";

fn watch(firm: &Firm, folder: &Path, prefix: &str) -> Value {
    fs::create_dir_all(folder).unwrap();
    let request = json!({ "folder": folder, "kind": "orders", "prefix": prefix, "active": true });
    firm.call("save_watched_folder", request)["id"].clone()
}

#[test]
fn new_files_are_taken_once() {
    let firm = Firm::new();
    let folder = firm.path().join("vienti");
    let id = watch(&firm, &folder, "orders");
    fs::write(folder.join("orders-1.csv"), ORDERS).unwrap();
    fs::write(folder.join("muuta.csv"), ORDERS).unwrap();
    let scan = || firm.call("scan_watched_folders", json!({}));
    let reports = scan();
    assert_eq!(reports.as_array().unwrap().len(), 1, "the other file does not begin so: {reports}");
    assert_eq!((rows(&reports[0]["report"]), &reports[0]["file"]), ([1, 1, 0, 0, 0], &json!("orders-1.csv")));
    assert_eq!(scan(), json!([]), "taken already");
    fs::copy(folder.join("orders-1.csv"), folder.join("orders-2.csv")).unwrap();
    assert_eq!(scan(), json!([]), "the same content under another name");
    fs::write(
        folder.join("orders-1.csv"),
        format!("{ORDERS}2,2026-03-02,,P1,1,5.00\n3,2026-03-02,A,P1,1,5.00\n"),
    )
    .unwrap();
    assert_eq!(rows(&scan()[0]["report"]), [3, 1, 0, 1, 1], "what was added to a file is taken");
    assert!(folder.join("orders-1.hylatyt.csv").exists());
    assert_eq!(scan(), json!([]), "rejected rows are not taken for an export");
    assert!(folder.join("orders-1.csv").exists(), "files stay where they are");
    let listed = firm.call("list_watched_folders", json!({}));
    assert!(listed[0]["last_import_at"].is_i64() && listed[0]["last_error"].is_null(), "{listed}");
    assert_eq!(firm.call("list_imports", json!({}))[0]["unattended"], true);
    firm.call("delete_watched_folder", json!({ "id": id }));
    assert_eq!(firm.call("list_watched_folders", json!({})), json!([]));
    assert_eq!(firm.refused("delete_watched_folder", json!({ "id": id })).code, ErrorCode::NotFound);
    firm.call("restore_watched_folder", listed[0].clone());
    assert_eq!(firm.call("list_watched_folders", json!({})), listed, "the deletion can be undone");
    assert_eq!(scan(), json!([]), "and what was taken before is still known");
    let error = firm.refused("restore_watched_folder", listed[0].clone());
    assert_eq!(error.code, ErrorCode::AlreadyUndone, "a folder that is there is not written over");
}

#[test]
fn what_cannot_be_used_is_told_and_holds_nothing_back() {
    let firm = Firm::new();
    let folder = firm.path().join("vienti");
    watch(&firm, &folder, "");
    fs::write(folder.join("a.csv"), "order_id,order_date,customer_id,net_amount\n1,03/04/2026,A,5.00\n")
        .unwrap();
    fs::write(folder.join("b.csv"), ORDERS).unwrap();
    let reports = firm.call("scan_watched_folders", json!({}));
    let outcome =
        |file: &Value| (file["file"].clone(), file["error"]["code"].clone(), file["report"].is_object());
    let outcomes: Vec<_> = reports.as_array().unwrap().iter().map(outcome).collect();
    let expected =
        [(json!("a.csv"), json!("incomplete_mapping"), false), (json!("b.csv"), json!(null), true)];
    assert_eq!(outcomes, expected, "the other file is taken");
    let listed = firm.call("list_watched_folders", json!({}));
    let error = &listed[0]["last_error"]["code"];
    assert_eq!(error, "incomplete_mapping", "the good file does not hide the bad one");
    let told = |event: &AppEvent| match event {
        AppEvent::FolderImported { file, error, .. } => Some(format!(
            "{file} {:?}",
            error.as_ref().map(|error| (error.code, error.fields.get("field").cloned()))
        )),
        _ => None,
    };
    let told: Vec<String> = firm.events.lock().unwrap().iter().filter_map(told).collect();
    assert_eq!(told, ["a.csv Some((IncompleteMapping, Some(\"date_order\")))", "b.csv None"]);
    fs::remove_dir_all(&folder).unwrap();
    let gone = firm.call("scan_watched_folders", json!({}));
    assert_eq!(gone[0]["error"]["code"], "file_not_found");
    assert_eq!(firm.call("list_watched_folders", json!({}))[0]["last_error"]["code"], "file_not_found");
    let request = |folder: &str| json!({ "folder": folder, "kind": "orders", "active": true });
    for wrong in ["vienti", "/ei/ole/tällaista"] {
        let error = firm.refused("save_watched_folder", request(wrong));
        assert_eq!(error.code, ErrorCode::InvalidField, "{wrong}");
    }
}

#[test]
fn a_file_that_grows_is_left_for_later_and_one_that_is_cut_off_is_refused() {
    let firm = Firm::new();
    let folder = firm.path().join("vienti");
    watch(&firm, &folder, "");
    let path = folder.join("orders.csv");
    fs::write(&path, ORDERS).unwrap();
    let (sender, over) = mpsc::channel::<()>();
    let growing = path.clone();
    let writer = std::thread::spawn(move || {
        let mut orders = String::from(ORDERS);
        while over.recv_timeout(Duration::from_millis(20)) == Err(mpsc::RecvTimeoutError::Timeout) {
            orders.push_str("2,2026-03-02,A,P1,1,5.00\n");
            fs::write(&growing, &orders).unwrap();
        }
    });
    let scanned = firm.call("scan_watched_folders", json!({}));
    sender.send(()).unwrap();
    writer.join().unwrap();
    assert_eq!((&scanned[0]["growing"], &scanned[0]["report"]), (&json!(true), &Value::Null), "{scanned}");
    fs::write(&path, format!("{ORDERS}2,2026-03-02,A,P1,1,12")).unwrap();
    let scanned = firm.call("scan_watched_folders", json!({}));
    assert_eq!(scanned[0]["error"]["fields"]["problem"], "cut_off", "{scanned}");
    assert_eq!(firm.check()["orders"], 0);
    fs::write(&path, format!("{ORDERS}2,2026-03-02,A,P1,1,1234.50\n")).unwrap();
    let scanned = firm.call("scan_watched_folders", json!({}));
    assert_eq!(rows(&scanned[0]["report"]), [2, 2, 0, 0, 0]);
}

#[test]
fn files_are_taken_in_the_background_and_not_once_it_is_locked() {
    let firm = Firm::with_background();
    let (sender, taken) = mpsc::channel();
    firm.app.subscribe(Box::new(move |event| {
        if let AppEvent::FolderImported { file, error, .. } = event {
            // The test may be over.
            let _ = sender.send((file, error));
        }
    }));
    let folder = firm.path().join("vienti");
    watch(&firm, &folder, "");
    fs::write(folder.join("orders.csv"), ORDERS).unwrap();
    let (file, error) = taken.recv_timeout(Duration::from_secs(120)).expect("the file is taken");
    assert_eq!((file.as_str(), error), ("orders.csv", None));
    assert_eq!(firm.orders_of("A"), ["1 2026-03-01 1000 1"]);
    firm.call("lock", json!({}));
    // It can be opened again once nothing holds it: the thread that watched lets go.
    let workspace = WorkspaceFolder::new(firm.path().join("firm"));
    let mut tries = 0;
    while let Err(error) = Store::open(&workspace, &Secret::Passphrase(PASSPHRASE), Arc::new(TestClock)) {
        assert!(matches!(error, StoreError::InUse { .. }), "{error}");
        tries += 1;
        assert!(tries < 1_200, "something holds the workspace open");
        std::thread::sleep(Duration::from_millis(50));
    }
}
