//! Online Retail: half a million lines of a real firm.

use std::process::Command;

use serde_json::json;

use crate::support::{Firm, codes, records, rows};

#[test]
fn half_a_million_lines_come_go_and_come_again() {
    let firm = Firm::new();
    let Some(packed) = firm.shared("online_retail_uci_2010_2011.csv.gz") else { return };
    let unpacked = Command::new("gzip").arg("-d").arg(&packed).status().expect("gzip runs");
    assert!(unpacked.success());
    let path = packed.with_extension("");
    let first = firm.import(&path, "orders");
    assert_eq!(rows(&first), [541_909, 406_829, 0, 0, 135_080]);
    assert_eq!(codes(&first["problems"]), ["missing_customer 135080"]);
    assert_eq!(records(&first, "customers"), [4372, 0, 0]);
    let file = std::fs::read_to_string(first["rejected_file"].as_str().unwrap()).unwrap();
    assert!(file.lines().count() > 135_080, "a header and every row");
    let check = firm.check();
    assert_eq!(check["order_lines"], 406_829);

    let again = firm.import(&path, "orders");
    assert_eq!(rows(&again), [541_909, 0, 0, 406_829, 135_080]);
    assert_eq!(again["batch"], json!(null));

    let undone = firm.call("undo_import", json!({ "id": first["batch"] }));
    assert_eq!(undone["kept_total"], 0);
    let empty = firm.check();
    assert_eq!(
        (&empty["orders"], &empty["order_lines"], &empty["customers"]),
        (&json!(0), &json!(0), &json!(0))
    );

    let back = firm.import(&path, "orders");
    assert_eq!(rows(&back), rows(&first));
    assert_eq!(firm.check()["orders"], check["orders"]);
}
