//! The one currency of a firm.

use std::fs;

use pelikirja_app::{AppError, ErrorCode};
use serde_json::{Value, json};

use crate::support::{Firm, codes, records, rows};

const HEADER: &str = "order_id,order_date,customer_id,net_amount,currency\n";

fn set_currency(firm: &Firm, currency: &str) -> Result<Value, AppError> {
    let mut settings = firm.call("get_firm_settings", json!({}));
    settings["firm"] = json!("Firma Oy");
    settings["currency"] = json!(currency);
    firm.app.dispatch("save_firm_settings", settings)
}

#[test]
fn amounts_in_another_currency_are_left_out_and_never_added_up() {
    let firm = Firm::new();
    let lines =
        format!("{HEADER}1,2026-03-01,A,5.00,EUR\n2,2026-03-02,A,100.00,SEK\n3,2026-03-03,B,100.00,kr\n");
    let report = firm.import_text("orders.csv", "orders", &lines);
    assert_eq!((rows(&report), records(&report, "customers")), ([3, 1, 0, 0, 2], [1, 0, 0]));
    assert_eq!(codes(&report["problems"]), ["bad_currency 1", "foreign_currency 1"]);
    let foreign = &report["problems"][1]["problem"];
    assert_eq!((&foreign["value"], &foreign["expected"]), (&json!("SEK"), &json!("EUR")), "both are named");
    assert_eq!(firm.orders_of("A"), ["1 2026-03-01 500 1"]);
    let rejected = fs::read_to_string(report["rejected_file"].as_str().unwrap()).unwrap();
    assert!(
        rejected.contains("currency: eri valuutta kuin yrityksen EUR: anna summat valuutassa EUR tai vaihda"),
        "with the remedy: {rejected}"
    );
}

#[test]
fn the_currency_of_a_firm_stays_once_it_has_orders() {
    let firm = Firm::new();
    set_currency(&firm, "SEK").unwrap();
    let report = firm.import_text("orders.csv", "orders", &format!("{HEADER}1,2026-03-01,A,5.00,SEK\n"));
    assert_eq!(rows(&report), [1, 1, 0, 0, 0]);
    let refused = set_currency(&firm, "EUR").unwrap_err();
    assert_eq!((refused.code, refused.fields["currency"].as_str()), (ErrorCode::InvalidField, "in_use"));
    set_currency(&firm, "SEK").unwrap();
    firm.call("undo_import", json!({ "id": report["batch"] }));
    set_currency(&firm, "EUR").unwrap();
}
