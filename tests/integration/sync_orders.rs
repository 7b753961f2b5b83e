//! Orders travel: what one machine reads from a file, all see, and the same file read twice counts once.

use std::fs;
use std::path::{Path, PathBuf};

use pelikirja_tests::program::{Program, text};
use serde_json::{Value, json};

use crate::sync::{Firm, sync_all};

/// Orders of two customers, a part of them a credit note.
const EXPORT: &str = "Asiakasnro;Asiakas;Tilausnro;Tilauspvm;Tuotenro;Määrä;Rivin nettosumma\n\
    100;Konepaja Virtanen Oy;9001;3.3.2026;A-1;2;100,50\n\
    100;Konepaja Virtanen Oy;9001;3.3.2026;A-2;1;20,00\n\
    100;Konepaja Virtanen Oy;9002;7.4.2026;A-1;4;201,00\n\
    200;Leipomo Mäkinen;9003;8.4.2026;A-2;0,5;10,00\n\
    200;Leipomo Mäkinen;9004;9.4.2026;A-2;-1;-20,00\n";

fn export(folder: &Path, text: &str) -> PathBuf {
    let file = folder.join("tilaukset.csv");
    fs::write(&file, text).expect("writes");
    file
}

fn import(program: &Program, file: &Path) -> Value {
    let inspected = program.call("inspect_file", json!({ "path": file, "kind": "orders" }));
    program.call("run_import", json!({ "path": file, "mapping": inspected["proposal"]["mapping"] }))
}

/// Every customer with the numbers and cents of their orders, sorted.
fn orders(program: &Program) -> Vec<(String, Vec<(String, i64)>)> {
    let page = program.call("list_customers", json!({ "offset": 0, "limit": 100 }));
    let rows = page["rows"].as_array().expect("rows").iter();
    let of = |row: &Value| {
        let found = program.call("customer_orders", json!({ "id": row["id"] }));
        let found = found["orders"].as_array().expect("orders").iter();
        let mut found: Vec<_> =
            found.map(|order| (text(order, "/number"), order["net"].as_i64().expect("cents"))).collect();
        found.sort();
        (text(row, "/name"), found)
    };
    let mut found: Vec<_> = rows.map(of).collect();
    found.sort();
    found
}

fn all() -> Vec<(String, Vec<(String, i64)>)> {
    let order = |number: &str, cents| (number.to_owned(), cents);
    vec![
        ("Konepaja Virtanen Oy".to_owned(), vec![order("9001", 12_050), order("9002", 20_100)]),
        ("Leipomo Mäkinen".to_owned(), vec![order("9003", 1_000), order("9004", -2_000)]),
    ]
}

#[test]
fn orders_that_one_machine_reads_are_seen_on_all() {
    let firm = Firm::new();
    let manager = firm.join("Maija Mäki", "manager", "OFFICE-PC");
    let file = export(&manager.folder(), EXPORT);
    let report = import(&firm.owner, &file);
    assert_eq!(report["orders"]["created"], 4, "{report:#}");
    sync_all(&[&firm.owner, &manager]);
    assert_eq!((orders(&firm.owner), orders(&manager)), (all(), all()));
    // What the other machine read is known here.
    let report = import(&manager, &file);
    assert_eq!((&report["batch"], &report["unchanged"]), (&Value::Null, &json!(5)), "{report:#}");
    // And somebody who joins later sees it as well.
    let late = firm.join("Aino Aho", "viewer", "LAPTOP-2");
    sync_all(&[&firm.owner, &late]);
    assert_eq!(orders(&late), all());
    let batch = &firm.owner.call("list_imports", json!({}))[0]["id"];
    firm.owner.call("undo_import", json!({ "id": batch }));
    sync_all(&[&firm.owner, &manager, &late]);
    for program in [&firm.owner, &manager, &late] {
        assert_eq!(orders(program), [], "an import taken back is taken back everywhere");
    }
}

#[test]
fn the_same_file_on_two_machines_counts_once() {
    let firm = Firm::new();
    let manager = firm.join("Maija Mäki", "manager", "OFFICE-PC");
    let file = export(&manager.folder(), EXPORT);
    for program in [&firm.owner, &manager] {
        assert_eq!(import(program, &file)["orders"]["created"], 4, "neither has heard of the other");
    }
    sync_all(&[&firm.owner, &manager]);
    assert_eq!((orders(&firm.owner), orders(&manager)), (all(), all()));
    assert_eq!(firm.owner.call("list_duplicates", json!({})), json!([]));
}
