//! The file of rejected rows.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::support::{Firm, rows};

const ORDERS: &str = "Tilausnro;Tilauspvm;Asiakasnro;Tuotenro;Määrä;Rivin nettosumma\n";

#[test]
fn a_name_too_long_for_another_file_keeps_no_import_back() {
    let firm = Firm::new();
    let name = format!("{}.csv", "a".repeat(250));
    let text = format!("{ORDERS}1;1.3.2026;A;P;1;5,00\n2;eilen;A;P;1;5,00\n");
    let report = firm.import_text(&name, "orders", &text);
    assert_eq!(rows(&report), [2, 1, 0, 0, 1]);
    let rejected = report["rejected_file"].as_str().unwrap();
    assert!(fs::read_to_string(rejected).unwrap().contains("eilen"), "under a shorter name");
}

#[test]
fn rejected_rows_that_can_be_written_nowhere_are_told() {
    let firm = Firm::new();
    let folder = firm.path().join("vienti");
    fs::create_dir(&folder).unwrap();
    let path = folder.join("tilaukset.csv");
    fs::write(&path, format!("{ORDERS}1;1.3.2026;A;P;1;5,00\n2;eilen;A;P;1;5,00\n")).unwrap();
    // Folders stand where each file would go.
    fs::create_dir(folder.join("tilaukset.hylatyt.csv")).unwrap();
    for number in 2..=1_000 {
        fs::create_dir(folder.join(format!("tilaukset.hylatyt-{number}.csv"))).unwrap();
    }
    fs::write(firm.path().join("firm/rejected"), "no folder").unwrap();
    let report = firm.import(&path, "orders");
    assert_eq!(rows(&report), [2, 1, 0, 0, 1], "the rest is imported");
    assert_eq!((&report["rejected_file"], &report["rejected_file_failed"]), (&json!(null), &json!(true)));
}

#[test]
fn the_same_rejected_rows_make_no_second_file() {
    let firm = Firm::new();
    let text = format!("{ORDERS}1;1.3.2026;A;P;1;5,00\n2;eilen;A;P;1;5,00\n");
    let first = firm.import_text("tilaukset.csv", "orders", &text);
    let again = firm.import_text("tilaukset.csv", "orders", &text);
    assert_eq!(again["rejected_file"], first["rejected_file"]);
    assert!(!firm.path().join("tilaukset.hylatyt-2.csv").exists());
    let more = format!("{text}3;huomenna;A;P;1;5,00\n");
    let more = firm.import_text("tilaukset.csv", "orders", &more);
    assert_eq!(more["rejected_file"], json!(firm.path().join("tilaukset.hylatyt-2.csv")), "others do");
}

#[test]
fn mended_rows_are_read_right_whatever_was_corrected_for_the_first_file() {
    let firm = Firm::new();
    let mut bytes =
        b"Vienti;;\n1.6.2026;;\nAsiakasnro;Nimi;Y-tunnus\n1;V\xE4\xE4r\xE4 Oy;0112038-8\n".to_vec();
    bytes.extend_from_slice(b"2;Alfa Oy;\n");
    let path = firm.file("asiakkaat.csv", bytes);
    let overrides = json!({ "encoding": "windows-1252", "header": { "row": 3 } });
    let request = json!({ "path": path, "kind": "customers", "overrides": overrides });
    let mapping = firm.call("inspect_file", request)["proposal"]["mapping"].take();
    let report = firm.call("run_import", json!({ "path": path, "mapping": mapping }));
    assert_eq!(rows(&report), [2, 1, 0, 0, 1]);
    let rejected = Path::new(report["rejected_file"].as_str().unwrap()).to_owned();
    let mended = fs::read_to_string(&rejected).unwrap().replace("0112038-8", "0112038-9");
    fs::write(&rejected, mended).unwrap();
    let report = firm.import(&rejected, "customers");
    assert_eq!(rows(&report), [1, 1, 0, 0, 0]);
    assert_eq!(firm.customer_named("Väärä Oy")["fields"]["business_id"], "0112038-9");
    assert_eq!(firm.mapping(&rejected, "customers")["source_name"], "asiakkaat");
}
