//! Undoing an import as a whole.

use pelikirja_app::ErrorCode;
use serde_json::{Value, json};

use crate::support::{Firm, rows};

const ORDERS: &str = "order_id,order_date,customer_id,product_id,quantity,unit_price\n\
                      1,2026-03-01,A,P1,2,5.00\n2,2026-03-02,B,P1,2,5.00\n3,2026-03-03,C,P2,1,1.00\n";

fn kept(undone: &Value) -> Vec<String> {
    let text = |one: &Value| format!("{} {}", one["table"], one["name"]).replace('"', "");
    undone["kept"].as_array().unwrap().iter().map(text).collect()
}

#[test]
fn what_somebody_edited_or_uses_is_kept_and_named() {
    let firm = Firm::new();
    let report = firm.import_text("orders.csv", "orders", ORDERS);
    let (edited, called) = (firm.customer_named("A"), firm.customer_named("B"));
    firm.call("save_customer", json!({ "id": edited["id"], "city": "Turku" }));
    let contact = json!({ "customer": called["id"], "date": "2026-06-01", "kind": "call", "direction": "outgoing", "two_way": true });
    firm.call("log_contact", contact);
    let undone = firm.call("undo_import", json!({ "id": report["batch"] }));
    assert_eq!(undone["removed"], 3 + 1 + 2, "lines, customer C, both products: {undone}");
    let mut names = kept(&undone);
    names.sort();
    assert_eq!(
        (names, &undone["kept_total"]),
        (vec!["customer A".to_owned(), "customer B".to_owned()], &json!(2))
    );
    let left: Vec<Value> = firm.customers().iter().map(|row| row["name"].clone()).collect();
    assert_eq!(left, [json!("A"), json!("B")]);
    assert_eq!(firm.check()["orders"], 0);
    let batch = &firm.call("list_imports", json!({}))[0];
    assert!(batch["undone_at"].is_i64() && batch["file"] == "orders.csv", "{batch}");
    let error = firm.refused("undo_import", json!({ "id": report["batch"] }));
    assert_eq!(error.code, ErrorCode::AlreadyUndone);
    assert_eq!(rows(&firm.import_text("orders.csv", "orders", ORDERS)), [3, 3, 0, 0, 0], "it can come again");
    assert_eq!(firm.customers().len(), 3, "known customers are met again, the removed one comes back");
}

#[test]
fn changed_fields_go_back_unless_changed_again() {
    let firm = Firm::new();
    let first = "Asiakasnro;Nimi;Postitoimipaikka;Puhelin\n1;Alfa Oy;Espoo;1\n";
    firm.import_text("asiakkaat.csv", "customers", first);
    let second = "Asiakasnro;Nimi;Postitoimipaikka;Puhelin\n1;Alfa Oy;Turku;2\n2;Beeta Oy;;\n";
    let report = firm.import_text("asiakkaat.csv", "customers", second);
    let alfa = firm.customer_named("Alfa Oy");
    firm.call("save_customer", json!({ "id": alfa["id"], "phone": "3" }));
    let undone = firm.call("undo_import", json!({ "id": report["batch"] }));
    assert_eq!(
        (&undone["removed"], &undone["restored"]),
        (&json!(1), &json!(1)),
        "Beeta goes, Alfa goes back"
    );
    assert_eq!(kept(&undone), ["customer Alfa Oy"], "one of its fields was left alone");
    let fields = firm.customer_named("Alfa Oy")["fields"].clone();
    assert_eq!((&fields["city"], &fields["phone"]), (&json!("Espoo"), &json!("3")));
    firm.check();
}

#[test]
fn people_stay_with_a_customer_that_stays() {
    let firm = Firm::new();
    let file = "Asiakasnro;Nimi;Yhteyshenkilö;Tunnisteet\n1;Alfa Oy;Liisa Laine;uusi\n2;Beeta Oy;Pekka Pouta;uusi\n3;Gamma Oy;Olli Oja;\n";
    let report = firm.import_text("asiakkaat.csv", "customers", file);
    let alfa = firm.customer_named("Alfa Oy");
    firm.call("save_customer", json!({ "id": alfa["id"], "city": "Turku" }));
    let pekka = firm.customer_named("Beeta Oy")["people"][0].clone();
    let beeta = firm.customer_named("Beeta Oy")["id"].clone();
    firm.call("save_person", json!({ "id": pekka["id"], "customer": beeta, "phone": "040 1" }));
    let undone = firm.call("undo_import", json!({ "id": report["batch"] }));
    let mut names = kept(&undone);
    names.sort();
    assert_eq!(names, ["customer Alfa Oy", "customer Beeta Oy", "person Liisa Laine", "person Pekka Pouta"]);
    assert_eq!(firm.customers().len(), 2, "Gamma and its person are gone");
    let alfa = firm.customer_named("Alfa Oy");
    assert_eq!(
        (&alfa["people"][0]["name"], &alfa["fields"]["tags"]),
        (&json!("Liisa Laine"), &json!(["uusi"]))
    );
    assert_eq!(
        firm.customer_named("Beeta Oy")["people"][0]["name"],
        "Pekka Pouta",
        "who stays, stays where they are"
    );
}

#[test]
fn imports_can_be_undone_in_any_order() {
    let firm = Firm::new();
    let lines = |quantity: u32| {
        format!(
            "order_id,order_date,customer_id,product_id,quantity,unit_price\n\
             1,2026-03-01,A,P1,{quantity},5.00\n2,2026-03-01,B,P1,1,5.00\n"
        )
    };
    let batch = |quantity| firm.import_text("orders.csv", "orders", &lines(quantity))["batch"].clone();
    let (first, second, third) = (batch(1), batch(2), batch(3));
    let undo = |batch: &Value| firm.call("undo_import", json!({ "id": batch }));
    assert_eq!(undo(&second)["kept_total"], 1, "a later import has replaced its line");
    assert_eq!(firm.orders_of("A"), ["1 2026-03-01 1500 1"]);
    firm.check();
    undo(&third);
    assert_eq!(firm.orders_of("A"), ["1 2026-03-01 500 1"], "as before the second, which is undone");
    undo(&first);
    assert_eq!(firm.check()["order_lines"], 0);
}

#[test]
fn undoing_from_anywhere_undoes_the_whole_import() {
    let firm = Firm::new();
    firm.import_text("orders.csv", "orders", ORDERS);
    assert_eq!(firm.call("undo_state", json!({}))["undo"], "import");
    let undone = firm.call("undo", json!({}));
    assert_eq!(
        (&undone["kind"], &undone["records"], &undone["kept"]),
        (&json!("import"), &json!(8), &json!(0))
    );
    let check = firm.check();
    assert_eq!((&check["orders"], &check["customers"]), (&json!(0), &json!(0)));
    assert_eq!(
        firm.call("undo_state", json!({}))["redo"],
        Value::Null,
        "its lines are gone: the file is imported again"
    );
    assert_eq!(firm.refused("redo", json!({})).code, ErrorCode::ImportAgain);
    let error = firm.refused("undo", json!({ "transaction": undone["transaction"] }));
    assert_eq!(error.code, ErrorCode::ImportAgain);
    let again = firm.import_text("orders.csv", "orders", ORDERS);
    assert_eq!(
        again["updated"].as_u64().unwrap() + again["created"].as_u64().unwrap(),
        again["rows"].as_u64().unwrap(),
        "the same once more"
    );
}
