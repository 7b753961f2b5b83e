//! Which customer a row means.

use serde_json::json;

use crate::support::{Firm, codes, records, rows};

const HEADER: &str = "Asiakasnro;Nimi;Y-tunnus;Postitoimipaikka;Puhelin\n";
const NOKIA: &str = "0112038-9";
const KONE: &str = "1927400-1";

fn customers(lines: &[&str]) -> String {
    format!("{HEADER}{}\n", lines.join("\n"))
}

#[test]
fn customer_files_go_by_business_id_then_number_then_name() {
    let firm = Firm::new();
    for (name, number, id) in
        [("Alfa Oy", Some("1"), Some(NOKIA)), ("Beeta Oy", Some("2"), None), ("Gamma Oy", None, None)]
    {
        firm.call("save_customer", json!({ "name": name, "external_number": number, "business_id": id }));
    }
    let file = customers(&[
        &format!("7;Alfa Uusi Oy;{NOKIA};Espoo;"),
        &format!("2;Beeta Uusi Oy;{KONE};Turku;"),
        "3;GAMMA OY;;Vaasa;",
        "4;Delta Oy;;Oulu;",
    ]);
    let report = firm.import_text("asiakkaat.csv", "customers", &file);
    assert_eq!(rows(&report), [4, 1, 3, 0, 0]);
    assert_eq!(records(&report, "customers"), [1, 3, 0]);
    let names: Vec<String> = firm
        .customers()
        .iter()
        .map(|row| format!("{} {} {}", row["external_number"], row["name"], row["city"]).replace('"', ""))
        .collect();
    assert_eq!(
        names,
        ["2 Beeta Uusi Oy Turku", "3 GAMMA OY Vaasa", "4 Delta Oy Oulu", "7 Alfa Uusi Oy Espoo"]
    );
    let again = firm.import_text("asiakkaat.csv", "customers", &file);
    assert_eq!(rows(&again), [4, 0, 0, 4, 0]);
}

#[test]
fn empty_cells_take_nothing_away() {
    let firm = Firm::new();
    firm.import_text("asiakkaat.csv", "customers", &customers(&[&format!("1;Alfa Oy;{NOKIA};Espoo;09 123")]));
    let report = firm.import_text("asiakkaat.csv", "customers", &customers(&["1;Alfa Oy;;;09 456"]));
    assert_eq!(rows(&report), [1, 0, 1, 0, 0]);
    let fields = firm.customer_named("Alfa Oy")["fields"].clone();
    assert_eq!((&fields["business_id"], &fields["city"]), (&json!(NOKIA), &json!("Espoo")));
    assert_eq!(fields["phone"], "09 456");
}

#[test]
fn branches_with_one_business_id_stay_apart() {
    let firm = Firm::new();
    let file = customers(&[
        &format!("100;Kone Oy;{KONE};Helsinki;"),
        &format!("101;Kone Oy;{KONE};Hyvinkää;"),
        &format!("102;Kone Oy;{KONE};Turku;"),
    ]);
    assert_eq!(rows(&firm.import_text("asiakkaat.csv", "customers", &file)), [3, 3, 0, 0, 0]);
    assert_eq!(rows(&firm.import_text("asiakkaat.csv", "customers", &file)), [3, 0, 0, 3, 0]);
}

#[test]
fn namesakes_without_numbers_stay_two_customers() {
    let firm = Firm::new();
    let file = "Nimi;Postitoimipaikka\nMatti Virtanen;Espoo\nMatti Virtanen;Turku\nMatti Virtanen;Turku\n";
    assert_eq!(rows(&firm.import_text("asiakkaat.csv", "customers", file)), [3, 2, 0, 1, 0]);
    assert_eq!(rows(&firm.import_text("asiakkaat.csv", "customers", file)), [3, 0, 0, 3, 0]);
    let third = "Nimi;Postitoimipaikka\nMatti Virtanen;Oulu\n";
    let report = firm.import_text("asiakkaat.csv", "customers", third);
    assert_eq!(rows(&report), [1, 1, 0, 0, 0], "which of the two has moved is not guessed");
    let orders = "Tilausnro;Tilauspvm;Asiakas;Rivin nettosumma\n1;1.3.2026;Matti Virtanen;5,00\n";
    let report = firm.import_text("tilaukset.csv", "orders", orders);
    assert_eq!(
        (rows(&report), codes(&report["problems"])),
        ([1, 0, 0, 0, 1], vec!["ambiguous_customer 1".to_owned()])
    );
}

#[test]
fn a_number_that_another_has_is_not_given_twice() {
    let firm = Firm::new();
    firm.import_text(
        "asiakkaat.csv",
        "customers",
        &customers(&[&format!("1;Alfa Oy;{NOKIA};;"), "2;Beeta Oy;;;"]),
    );
    let wrong = customers(&[&format!("2;Alfa Oy;{NOKIA};Espoo;")]);
    let report = firm.import_text("asiakkaat.csv", "customers", &wrong);
    assert_eq!(codes(&report["warnings"]), ["number_taken 1"]);
    let alfa = firm.customer_named("Alfa Oy");
    assert_eq!((&alfa["fields"]["external_number"], &alfa["fields"]["city"]), (&json!("1"), &json!("Espoo")));
}

#[test]
fn order_lines_go_by_number_first_and_make_what_is_missing() {
    let firm = Firm::new();
    firm.import_text("a.csv", "customers", &customers(&[&format!("1;Alfa Oy;{NOKIA};;"), "2;Beeta Oy;;;"]));
    firm.call("save_customer", json!({ "name": "Gamma Oy" }));
    let orders = format!(
        "Tilausnro;Tilauspvm;Asiakasnro;Asiakas;Y-tunnus;Tuotenro;Rivin nettosumma\n\
         1;1.3.2026;2;;{NOKIA};P;5,00\n2;1.3.2026;;;{NOKIA};P;5,00\n3;1.3.2026;30;Gamma;;P;5,00\n4;1.3.2026;40;;;P;5,00\n"
    );
    let report = firm.import_text("tilaukset.csv", "orders", &orders);
    assert_eq!(rows(&report), [4, 4, 0, 0, 0], "{report}");
    assert_eq!(records(&report, "customers"), [1, 1, 2], "Gamma gets its number");
    assert_eq!(records(&report, "products"), [1, 0, 0]);
    let numbers =
        ["Alfa Oy", "Beeta Oy", "Gamma Oy", "40"].map(|name| firm.orders_of(name)[0][..1].to_owned());
    assert_eq!(numbers, ["2", "1", "3", "4"]);
    // Once known by its number, the customer is found under any name.
    let gamma = firm.customer_named("Gamma Oy");
    firm.call("save_customer", json!({ "id": gamma["id"], "name": "Aivan toinen Oy" }));
    let report = firm.import_text("tilaukset.csv", "orders", &orders);
    assert_eq!(rows(&report), [4, 0, 0, 4, 0]);
}

#[test]
fn orders_of_a_merged_customer_stay_with_its_record() {
    let firm = Firm::new();
    let orders = "order_id,order_date,customer_id,product_id,quantity,unit_price\n\
                  1,2026-03-01,A,P1,2,5.00\n2,2026-03-02,B,P1,2,5.00\n";
    firm.import_text("orders.csv", "orders", orders);
    let (kept, gone) = (firm.customer_named("A")["id"].clone(), firm.customer_named("B")["id"].clone());
    firm.call("merge_customers", json!({ "keep": kept, "merge": gone, "changes": {} }));
    assert_eq!(firm.orders_of("A").len(), 2);
    let again = firm.import_text("orders.csv", "orders", orders);
    assert_eq!(rows(&again), [2, 0, 0, 2, 0], "merging changes nothing of the file");
    let more = "order_id,order_date,customer_id,product_id,quantity,unit_price\n3,2026-03-03,B,P1,2,5.00\n";
    assert_eq!(rows(&firm.import_text("orders.csv", "orders", more)), [1, 1, 0, 0, 0]);
    assert_eq!(firm.orders_of("A").len(), 3);
    let list = "customer_id,company,city\nA,A,Turku\nB,B Oy,Oulu\n";
    assert_eq!(rows(&firm.import_text("customers.csv", "customers", list)), [2, 0, 1, 1, 0]);
    assert_eq!(rows(&firm.import_text("customers.csv", "customers", list)), [2, 0, 0, 2, 0]);
    assert_eq!(
        firm.customer_named("A")["fields"]["city"],
        "Turku",
        "the record that was merged away only fills in"
    );
}

#[test]
fn tiers_owners_groups_and_tags_are_known_by_name() {
    let firm = Firm::new();
    let file = "Asiakasnro;Nimi;Konserni;Asiakasluokka;Asiakasvastaava;Tunnisteet\n\
                1;Tytär Oy;2;avain;MAIJA MAKI;messut, uusi\n2;Emo Oy;;ei mikään;Joku Muu;\n3;Irti Oy;99;;;\n";
    let report = firm.import_text("asiakkaat.csv", "customers", file);
    assert_eq!(rows(&report), [3, 3, 0, 0, 0]);
    let mut warnings = codes(&report["warnings"]);
    warnings.sort();
    assert_eq!(
        warnings,
        ["unknown_owner 1", "unknown_parent 1", "unknown_tier 1"],
        "nothing is dropped silently"
    );
    let child = firm.customer_named("Tytär Oy");
    assert_eq!(child["parent"]["name"], "Emo Oy");
    assert_eq!(child["fields"]["tags"], json!(["messut", "uusi"]));
    assert!(child["fields"]["tier"].is_string() && child["fields"]["owner"].is_string(), "{child}");
    assert_eq!(rows(&firm.import_text("asiakkaat.csv", "customers", file)), [3, 0, 0, 3, 0]);
}
