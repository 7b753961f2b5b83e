//! Records that somebody deleted.

use serde_json::json;

use crate::support::{Firm, codes, records, rows};

const ORDERS: &str = "order_id,order_date,customer_id,product_id,quantity,unit_price\n\
                      1,2026-03-01,A,P1,2,5.00\n2,2026-03-02,B,P1,2,5.00\n";

fn delete(firm: &Firm, name: &str) {
    let customer = firm.customer_named(name);
    let change =
        json!({ "selection": { "kind": "ids", "ids": [customer["id"]] }, "change": { "kind": "delete" } });
    firm.call("bulk_edit_customers", change);
}

#[test]
fn a_deleted_customer_does_not_come_back_with_the_next_export() {
    let firm = Firm::new();
    firm.import_text("orders.csv", "orders", ORDERS);
    delete(&firm, "A");
    let more = format!("{ORDERS}3,2026-03-03,A,P2,1,1.00\n4,2026-03-04,C,P1,1,1.00\n");
    let report = firm.import_text("orders.csv", "orders", &more);
    assert_eq!((rows(&report), &report["left_alone"]), ([4, 1, 0, 1, 0], &json!(2)), "{report}");
    assert_eq!(codes(&report["warnings"]), ["deleted_customer 2"]);
    assert_eq!(report["warnings"][0]["lines"], json!([2, 4]));
    assert_eq!((records(&report, "customers"), records(&report, "products")), ([1, 0, 1], [0, 0, 1]));
    let names: Vec<String> = firm.customers().iter().map(|row| row["name"].to_string()).collect();
    assert_eq!(names, ["\"B\"", "\"C\""]);
    let file = "Asiakasnro;Nimi;Yhteyshenkilö\nA;Alfa Oy;Liisa Laine\nB;Beeta Oy;\n";
    let report = firm.import_text("asiakkaat.csv", "customers", file);
    assert_eq!((rows(&report), &report["left_alone"]), ([2, 0, 1, 0, 0], &json!(1)));
    assert_eq!(records(&report, "people"), [0, 0, 0]);
    firm.check();
}

#[test]
fn a_customer_deleted_by_hand_that_no_import_made_stays_away_too() {
    let firm = Firm::new();
    firm.call("save_customer", json!({ "name": "Alfa Oy", "external_number": "A" }));
    delete(&firm, "Alfa Oy");
    let report = firm.import_text("orders.csv", "orders", ORDERS);
    assert_eq!((rows(&report), &report["left_alone"]), ([2, 1, 0, 0, 0], &json!(1)));
    // Whoever wants it after all makes it, and its orders come.
    firm.call("save_customer", json!({ "name": "Alfa Oy", "external_number": "A" }));
    assert_eq!(rows(&firm.import_text("orders.csv", "orders", ORDERS)), [2, 1, 0, 1, 0]);
}

#[test]
fn a_deleted_person_stays_away() {
    let firm = Firm::new();
    firm.import_text("asiakkaat.csv", "customers", "Asiakasnro;Nimi\n1;Alfa Oy\n");
    let file = "Nimi;Sähköposti;Asiakasnro\nLiisa Laine;liisa@alfa.fi;1\nPekka Pouta;;1\n";
    firm.import_text("henkilot.csv", "people", file);
    let liisa = firm.customer_named("Alfa Oy")["people"][0].clone();
    assert_eq!(liisa["name"], "Liisa Laine");
    firm.call("delete_person", json!({ "id": liisa["id"] }));
    let report = firm.import_text("henkilot.csv", "people", file);
    assert_eq!((rows(&report), &report["left_alone"]), ([2, 0, 0, 1, 0], &json!(1)), "{report}");
    assert_eq!(codes(&report["warnings"]), ["deleted_person 1"]);
    assert_eq!(firm.customer_named("Alfa Oy")["people"].as_array().unwrap().len(), 1);
}
