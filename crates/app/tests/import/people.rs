//! People and products.

use serde_json::json;

use crate::support::{Firm, codes, records, rows};

#[test]
fn contact_columns_of_customers_make_people() {
    let firm = Firm::new();
    let file = "Asiakasnro;Nimi;Yhteyshenkilö;Titteli;Yhteyshenkilön sähköposti\n\
                1;Alfa Oy;Liisa Laine;Ostaja;liisa@alfa.fi\n1;Alfa Oy;Pekka Pouta;Johtaja;pekka@alfa.fi\n";
    let report = firm.import_text("asiakkaat.csv", "customers", file);
    assert_eq!(rows(&report), [2, 1, 1, 0, 0], "a row for each person of one customer");
    assert_eq!((records(&report, "customers"), records(&report, "people")), ([1, 0, 0], [2, 0, 0]));
    let people = firm.customer_named("Alfa Oy")["people"].clone();
    assert_eq!((&people[0]["name"], &people[0]["primary"]), (&json!("Liisa Laine"), &json!(true)));
    assert_eq!((&people[1]["title"], &people[1]["primary"]), (&json!("Johtaja"), &json!(false)));
    assert_eq!(rows(&firm.import_text("asiakkaat.csv", "customers", file)), [2, 0, 0, 2, 0]);
}

#[test]
fn people_are_known_by_address_then_by_name_at_their_customer() {
    let firm = Firm::new();
    firm.import_text("asiakkaat.csv", "customers", "Asiakasnro;Nimi\n1;Alfa Oy\n2;Beeta Oy\n");
    let header = "Nimi;Sähköposti;Puhelin;Asiakasnro;Titteli\n";
    let first =
        format!("{header}Liisa Laine;liisa@alfa.fi;;1;Ostaja\nPekka Pouta;;;1;\nMuu Mies;;;77;\nIrti;;;;\n");
    let report = firm.import_text("henkilot.csv", "people", &first);
    assert_eq!(rows(&report), [4, 2, 0, 0, 2]);
    assert_eq!(codes(&report["problems"]), ["missing_customer 1", "unknown_customer 1"]);
    let second = format!("{header}Liisa Virta;LIISA@alfa.fi;040 1;2;Johtaja\nPEKKA POUTA;;040 2;1;\n");
    let report = firm.import_text("henkilot.csv", "people", &second);
    assert_eq!(rows(&report), [2, 0, 2, 0, 0]);
    let at = |name: &str| {
        let people = firm.customer_named(name)["people"].clone();
        let text =
            |person: &serde_json::Value| format!("{} {}", person["name"], person["title"]).replace('"', "");
        people.as_array().unwrap().iter().map(text).collect::<Vec<_>>()
    };
    assert_eq!(
        at("Alfa Oy"),
        ["Liisa Virta Ostaja", "PEKKA POUTA null"],
        "who works at two firms stays at both"
    );
    assert_eq!(at("Beeta Oy"), ["Liisa Virta Johtaja"]);
    assert_eq!(rows(&firm.import_text("henkilot.csv", "people", &second)), [2, 0, 0, 2, 0]);
}

#[test]
fn an_address_that_several_share_belongs_to_nobody() {
    let firm = Firm::new();
    firm.import_text("asiakkaat.csv", "customers", "Asiakasnro;Nimi\n1;Alfa Oy\n");
    let file = "Nimi;Sähköposti;Asiakasnro\nLiisa Laine;info@alfa.fi;1\nPekka Pouta;info@alfa.fi;1\n";
    assert_eq!(rows(&firm.import_text("henkilot.csv", "people", file)), [2, 2, 0, 0, 0]);
    assert_eq!(rows(&firm.import_text("henkilot.csv", "people", file)), [2, 0, 0, 2, 0]);
}

#[test]
fn a_shared_address_does_not_make_somebody_else_of_a_known_person() {
    let firm = Firm::new();
    let header = "Asiakasnro;Nimi;Yhteyshenkilö;Yhteyshenkilön sähköposti";
    let file = |name: &str| format!("{header}\n1;Alfa Oy;{name};info@alfa.fi\n");
    firm.import_text("asiakkaat.csv", "customers", &file("Liisa Laine"));
    let report = firm.import_text("asiakkaat.csv", "customers", &file("Pekka Pouta"));
    assert_eq!(records(&report, "people"), [1, 0, 0]);
    let people = firm.customer_named("Alfa Oy")["people"].clone();
    assert_eq!((&people[0]["name"], &people[1]["name"]), (&json!("Liisa Laine"), &json!("Pekka Pouta")));
}

#[test]
fn cards_bring_people_to_known_customers() {
    let firm = Firm::new();
    firm.import_text("asiakkaat.csv", "customers", "Asiakasnro;Nimi\n1;Alfa Oy\n");
    let card = |name: &str, firm: &str, birthday: &str| {
        format!("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{name}\r\nORG:{firm}\r\nBDAY:{birthday}\r\nEND:VCARD\r\n")
    };
    let cards = [
        card("Liisa Laine", "Alfa", "19700412"),
        card("Pekka Pouta", "ALFA OY", "--0412"),
        card("X", "Y Oy", ""),
    ];
    let report = firm.import(&firm.file("puhelin.vcf", cards.concat()), "people");
    assert_eq!(rows(&report), [3, 2, 0, 0, 1]);
    assert_eq!(codes(&report["problems"]), ["unknown_customer 1"]);
    assert_eq!(codes(&report["warnings"]), ["missing_year 1"]);
    assert_eq!(firm.customer_named("Alfa Oy")["people"][0]["birthday"], "1970-04-12");
}

#[test]
fn products_of_orders_and_of_the_catalogue_are_the_same() {
    let firm = Firm::new();
    let orders = "order_id,order_date,customer_id,product_id,quantity,unit_price\n1,2026-03-01,A,11,1,5.00\n";
    firm.import_text("order_lines.csv", "orders", orders);
    let catalogue =
        "product_id,name,group,unit,list_price\n11,Queso Cabrales,Dairy,1 kg,21\n12,Chang,Beverages,,19\n";
    let report = firm.import_text("products.csv", "products", catalogue);
    assert_eq!(rows(&report), [2, 1, 1, 0, 0]);
    assert_eq!(rows(&firm.import_text("products.csv", "products", catalogue)), [2, 0, 0, 2, 0]);
    let customer = firm.customer_named("A");
    let bought = firm.call("customer_orders", json!({ "id": customer["id"] }));
    assert_eq!(bought["products"][0]["name"], "Queso Cabrales");
    assert_eq!(rows(&firm.import_text("order_lines.csv", "orders", orders)), [1, 0, 0, 1, 0]);
}
