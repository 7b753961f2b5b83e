//! Which source an orders file belongs to.

use serde_json::json;

use crate::support::{Firm, rows};

#[test]
fn order_numbers_of_two_systems_do_not_collide() {
    let firm = Firm::new();
    let erp = "Tilausnro;Tilauspvm;Asiakas;Rivin nettosumma\n\
               1001;1.3.2026;Alfa Oy;100,00\n1002;2.3.2026;Beeta Oy;200,00\n";
    firm.import_text("erp_tilaukset.csv", "orders", erp);
    let shop = "order_id,order_date,customer_name,net_amount\n\
                1001,2026-03-01,Beeta Oy,7.50\n1002,2026-03-02,Beeta Oy,9.99\n";
    assert_eq!(rows(&firm.import_text("webshop.csv", "orders", shop)), [2, 2, 0, 0, 0]);
    assert_eq!(firm.orders_of("Alfa Oy"), ["1001 2026-03-01 10000 1"]);
    let of_beeta = ["1002 2026-03-02 999 1", "1002 2026-03-02 20000 1", "1001 2026-03-01 750 1"];
    assert_eq!(firm.orders_of("Beeta Oy"), of_beeta);
    assert_eq!(rows(&firm.import_text("webshop.csv", "orders", shop)), [2, 0, 0, 2, 0]);
    assert_eq!(rows(&firm.import_text("erp_tilaukset.csv", "orders", erp)), [2, 0, 0, 2, 0]);
}

const HEADER: &str = "order_id,order_date,customer_id,net_amount\n";

/// Thirty orders from number 1001 on, of ten customers whose numbers begin so.
fn orders(customer: &str) -> String {
    let line = |order: u32| {
        format!("{},2026-03-{:02},{customer}{},5.00\n", 1001 + order, order % 20 + 1, order % 10)
    };
    HEADER.to_owned() + &(0..30).map(line).collect::<String>()
}

#[test]
fn another_layout_of_the_same_orders_shares_their_source() {
    let firm = Firm::new();
    firm.import_text("orders.csv", "orders", &orders("A"));
    let other = orders("A").replace(HEADER, "Tilausnro,Tilauspvm,Asiakasnro,Nettosumma\n");
    let report = firm.import_text("raportti.csv", "orders", &other);
    assert_eq!((rows(&report), &report["moved_orders"]), ([30, 0, 0, 30, 0], &json!(0)));
}

#[test]
fn the_same_layout_with_other_customers_is_another_system() {
    let firm = Firm::new();
    firm.import_text("orders.csv", "orders", &orders("A"));
    assert_eq!(rows(&firm.import_text("kauppa2.csv", "orders", &orders("B"))), [30, 30, 0, 0, 0]);
    let again = firm.file("orders.csv", orders("C"));
    assert_eq!(firm.mapping(&again, "orders")["source_name"], "orders 2", "even under the same name");
    assert_eq!(firm.check()["orders"], 60);
}

#[test]
fn orders_that_change_their_customer_are_counted() {
    let firm = Firm::new();
    firm.import_text("orders.csv", "orders", &orders("A"));
    let corrected = orders("A").replace("1003,2026-03-03,A2", "1003,2026-03-03,A7");
    let report = firm.import_text("orders.csv", "orders", &corrected);
    assert_eq!((rows(&report), &report["moved_orders"]), ([30, 0, 1, 29, 0], &json!(1)));
    // Whoever says by hand that two systems are one sees what that does.
    let path = firm.file("kauppa.csv", orders("B"));
    let mut mapping = firm.mapping(&path, "orders");
    mapping["source_name"] = json!("orders");
    let tried = firm.call("dry_run_import", json!({ "path": path, "mapping": mapping }));
    assert_eq!(tried["moved_orders"], 30);
}
