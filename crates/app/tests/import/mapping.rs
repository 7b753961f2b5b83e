//! Proposed and kept mappings, and what has to be asked.

use serde_json::json;

use crate::support::{Firm, codes, rows};

#[test]
fn ambiguous_dates_are_asked_about() {
    let firm = Firm::new();
    let path = firm.file("orders.csv", "order_id,order_date,customer_id,net_amount\n1,03/04/2026,A,5.00\n");
    let mut inspected = firm.call("inspect_file", json!({ "path": path, "kind": "orders" }));
    assert_eq!(inspected["proposal"]["questions"][0]["question"], "date_order", "{inspected}");
    let mut mapping = inspected["proposal"]["mapping"].take();
    let report = firm.call("dry_run_import", json!({ "path": path, "mapping": mapping }));
    assert_eq!(
        (rows(&report), codes(&report["problems"])),
        ([1, 0, 0, 0, 1], vec!["ambiguous_date 1".to_owned()])
    );
    mapping["date_order"] = json!("month_first");
    let report = firm.call("run_import", json!({ "path": path, "mapping": mapping }));
    assert_eq!(rows(&report), [1, 1, 0, 0, 0]);
    assert_eq!(firm.orders_of("A"), ["1 2026-03-04 500 1"]);
    // What was answered once is not asked again.
    let kept = firm.call("inspect_file", json!({ "path": path }));
    assert_eq!(
        (&kept["kept"], &kept["kind"], &kept["proposal"]["questions"]),
        (&json!(true), &json!("orders"), &json!([]))
    );
    assert_eq!(kept["proposal"]["mapping"]["date_order"], "month_first");
}

#[test]
fn a_corrected_mapping_is_kept_for_the_source() {
    let firm = Firm::new();
    let first = firm.file("vienti-2026-06-01.csv", "Nro;Kauppa;Paikka\n1;Alfa Oy;Espoo\n");
    let mut mapping =
        firm.call("inspect_file", json!({ "path": first, "kind": "customers" }))["proposal"]["mapping"]
            .take();
    mapping["columns"] = json!({
        "customer_number": { "index": 0, "header": "Nro" },
        "customer_name": { "index": 1, "header": "Kauppa" },
        "city": { "index": 2, "header": "Paikka" },
    });
    firm.call("run_import", json!({ "path": first, "mapping": mapping }));
    let next = firm.file("vienti-2026-06-02.csv", "Paikka;Nro;Kauppa\nTurku;1;Alfa Oy\n");
    let inspected = firm.call("inspect_file", json!({ "path": next }));
    assert_eq!(inspected["kept"], true, "{inspected}");
    let columns = &inspected["proposal"]["mapping"]["columns"];
    assert_eq!(columns["city"], json!({ "index": 0, "header": "Paikka" }), "columns may have moved");
    let report =
        firm.call("run_import", json!({ "path": next, "mapping": inspected["proposal"]["mapping"] }));
    assert_eq!(rows(&report), [1, 0, 1, 0, 0]);
    let other = firm.file("vienti-2026-06-03.csv", "Nro;Kauppa\n1;Alfa Oy\n");
    let inspected = firm.call("inspect_file", json!({ "path": other, "kind": "customers" }));
    assert_eq!(inspected["kept"], false, "a column is missing, so the kept mapping does not fit");
}

#[test]
fn corrections_of_what_the_program_saw_are_kept_too() {
    let firm = Firm::new();
    let text = "Vienti 1.6.2026\nAsiakasnro;Nimi\n1;Alfa Oy\n";
    let path = firm.file("asiakkaat.csv", text);
    let overrides = json!({ "header": { "row": 2 } });
    let mut inspected =
        firm.call("inspect_file", json!({ "path": path, "kind": "customers", "overrides": overrides }));
    assert_eq!(inspected["inspection"]["headers"], json!(["Asiakasnro", "Nimi"]));
    let mapping = inspected["proposal"]["mapping"].take();
    assert_eq!(mapping["overrides"]["header"], json!({ "row": 2 }), "the import reads as the preview did");
    firm.call("run_import", json!({ "path": path, "mapping": mapping }));
    let again = firm.call("inspect_file", json!({ "path": path }));
    assert_eq!(
        (&again["kept"], &again["inspection"]["headers"]),
        (&json!(true), &json!(["Asiakasnro", "Nimi"]))
    );
}

#[test]
fn amounts_without_a_currency_are_in_that_of_the_firm() {
    let firm = Firm::new();
    let mut settings = firm.call("get_firm_settings", json!({}));
    settings["firm"] = json!("Firma Oy");
    settings["currency"] = json!("SEK");
    firm.call("save_firm_settings", settings);
    let path = firm.file("orders.csv", "order_id,order_date,customer_id,net_amount\n1,2026-03-04,A,5.00\n");
    assert_eq!(firm.mapping(&path, "orders")["default_currency"], "SEK");
}
