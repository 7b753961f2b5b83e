//! Order lines: what is known, what is corrected, what is new.

use pelikirja_app::ErrorCode;
use serde_json::json;

use crate::support::{Firm, codes, records, rows};

const HEADER: &str = "order_id,order_date,customer_id,product_id,quantity,unit_price\n";

fn text(lines: &[&str]) -> String {
    format!("{HEADER}{}\n", lines.join("\n"))
}

#[test]
fn the_same_file_again_changes_nothing_and_is_listed_all_the_same() {
    let firm = Firm::new();
    let orders = text(&["1,2026-03-01,A,P1,2,5.00", "1,2026-03-01,A,P1,2,5.00", "2,2026-03-02,B,P2,1,9.99"]);
    let first = firm.import_text("orders.csv", "orders", &orders);
    assert_eq!(rows(&first), [3, 3, 0, 0, 0]);
    assert_eq!(first["repeated"], 1, "two equal lines are two lines");
    assert_eq!((records(&first, "orders"), records(&first, "customers")), ([2, 0, 0], [2, 0, 0]));
    let before = firm.check();
    let again = firm.import_text("orders.csv", "orders", &orders);
    assert_eq!(rows(&again), [3, 0, 0, 3, 0]);
    assert_eq!((records(&again, "orders"), records(&again, "customers")), ([0, 0, 2], [0, 0, 2]));
    assert_eq!(again["batch"], json!(null));
    let mut after = firm.check();
    // The note of it.
    after["changes"] = json!(after["changes"].as_u64().unwrap() - 1);
    after["transactions"] = json!(after["transactions"].as_u64().unwrap() - 1);
    assert_eq!(after, before, "nothing but the note of it");
    let imports = firm.call("list_imports", json!({}));
    assert_eq!(imports.as_array().map(Vec::len), Some(2));
    let noted = &imports[0];
    assert_eq!((&noted["changed"], &imports[1]["changed"]), (&json!(false), &json!(true)));
    assert_eq!(rows(&noted["report"]), [3, 0, 0, 3, 0], "what was read is told");
    let refused = firm.refused("undo_import", json!({ "id": noted["id"] }));
    assert_eq!(refused.code, ErrorCode::NothingToUndo);
    assert_eq!(firm.call("undo_state", json!({}))["undo"], "import", "the one that did something");
    let shuffled =
        text(&["2,2026-03-02,B,P2,1,9.99", "1,2026-03-01,A,P1,2,5.00", "1,2026-03-01,A,P1,2,5.00"]);
    assert_eq!(rows(&firm.import_text("orders.csv", "orders", &shuffled)), [3, 0, 0, 3, 0], "in any order");
    assert_eq!(firm.orders_of("A"), ["1 2026-03-01 2000 2"]);
}

#[test]
fn corrected_lines_are_updated_in_place() {
    let firm = Firm::new();
    firm.import_text(
        "orders.csv",
        "orders",
        &text(&["1,2026-03-01,A,P1,2,5.00", "1,2026-03-01,A,P2,1,3.00"]),
    );
    let corrected =
        text(&["1,2026-03-01,A,P1,3,5.00", "1,2026-03-01,A,P2,1,3.00", "1,2026-03-01,A,P3,1,1.00"]);
    let report = firm.import_text("orders.csv", "orders", &corrected);
    assert_eq!(rows(&report), [3, 1, 1, 1, 0]);
    assert_eq!(firm.orders_of("A"), ["1 2026-03-01 1900 3"]);
    let moved = text(&["1,2026-03-05,B,P1,3,5.00", "1,2026-03-05,B,P2,1,3.00", "1,2026-03-05,B,P3,1,1.00"]);
    let report = firm.import_text("orders.csv", "orders", &moved);
    assert_eq!(rows(&report), [3, 0, 3, 0, 0], "another customer and date change every line");
    assert_eq!(records(&report, "orders"), [0, 1, 0]);
    assert_eq!((firm.orders_of("A").len(), firm.orders_of("B")), (0, vec!["1 2026-03-05 1900 3".to_owned()]));
    firm.check();
}

#[test]
fn a_file_cut_in_two_is_one_file() {
    let firm = Firm::new();
    firm.import_text(
        "orders.csv",
        "orders",
        &text(&["1,2026-03-01,A,P1,2,5.00", "1,2026-03-01,A,P2,1,3.00"]),
    );
    let rest = text(&["1,2026-03-01,A,P3,2,5.00", "1,2026-03-01,A,P4,1,3.00"]);
    assert_eq!(rows(&firm.import_text("orders.csv", "orders", &rest)), [2, 2, 0, 0, 0]);
    assert_eq!(firm.orders_of("A"), ["1 2026-03-01 2600 4"]);
}

#[test]
fn lines_with_numbers_are_known_by_them() {
    let firm = Firm::new();
    let numbered = |lines: &[&str]| {
        format!(
            "order_id,line_no,order_date,customer_id,product_id,quantity,unit_price\n{}\n",
            lines.join("\n")
        )
    };
    let orders =
        ["1,10,2026-03-01,A,P1,2,5.00", "1,20,2026-03-01,A,P1,2,5.00", "1,20A,2026-03-01,A,P1,2,5.00"];
    let report = firm.import_text("orders.csv", "orders", &numbered(&orders));
    assert_eq!(rows(&report), [3, 3, 0, 0, 0]);
    let report = firm.import_text("orders.csv", "orders", &numbered(&["1,20,2026-03-01,A,P7,1,1.00"]));
    assert_eq!(rows(&report), [1, 0, 1, 0, 0], "line 20 has another product now");
    assert_eq!(firm.orders_of("A"), ["1 2026-03-01 2100 3"]);
    let twice = ["2,10,2026-03-01,A,P1,1,5.00", "2,10,2026-03-01,A,P2,1,7.00"];
    assert_eq!(rows(&firm.import_text("orders.csv", "orders", &numbered(&twice))), [2, 2, 0, 0, 0]);
    assert_eq!(firm.orders_of("A")[0], "2 2026-03-01 1200 2", "a number that comes twice loses no money");
    assert_eq!(rows(&firm.import_text("orders.csv", "orders", &numbered(&twice))), [2, 0, 0, 2, 0]);
    firm.check();
}

#[test]
fn an_order_has_one_customer_and_one_currency() {
    let firm = Firm::new();
    let lines = "order_id,order_date,customer_id,product_id,quantity,unit_price,currency\n\
                 1,2026-03-01,A,P1,1,5.00,EUR\n1,2026-03-01,B,P9,1,5.00,EUR\n1,2026-03-01,A,P8,1,5.00,SEK\n";
    let report = firm.import_text("orders.csv", "orders", lines);
    assert_eq!(rows(&report), [3, 1, 0, 0, 2]);
    assert_eq!(codes(&report["problems"]), ["other_customer 1", "foreign_currency 1"]);
    assert_eq!(report["problems"][1]["lines"], json!([4]));
    let made = (records(&report, "customers"), records(&report, "products"));
    assert_eq!(made, ([1, 0, 0], [1, 0, 0]), "a line that is left out makes nothing");
}

#[test]
fn a_line_of_an_impossible_amount_makes_neither_its_customer_nor_its_product() {
    let firm = Firm::new();
    let lines = text(&["1,2026-03-01,A,P1,1,5.00", "2,2026-03-01,B,P2,1,99999999999.00"]);
    let report = firm.import_text("orders.csv", "orders", &lines);
    assert_eq!(rows(&report), [2, 1, 0, 0, 1]);
    assert_eq!(codes(&report["problems"]), ["number_out_of_range 1"]);
    assert_eq!((records(&report, "customers"), records(&report, "products")), ([1, 0, 0], [1, 0, 0]));
    assert_eq!(firm.check()["customers"], 1);
}

#[test]
fn credit_notes_take_value_away() {
    let firm = Firm::new();
    let lines = text(&[
        "536,2026-03-01,A,P1,10,5.00",
        "537,2026-03-01,A,P1,10,5.00",
        "538,2026-03-02,A,P1,1,5.00",
        "C539,2026-03-03,A,P1,-4,5.00",
    ]);
    let report = firm.import_text("orders.csv", "orders", &lines);
    assert_eq!(rows(&report), [4, 4, 0, 0, 0]);
    assert_eq!(firm.orders_of("A")[0], "C539 2026-03-03 -2000 1");
}
