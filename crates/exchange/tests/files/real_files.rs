//! The real exports beside the repository.

use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use expect_test::{Expect, expect};
use pelikirja_exchange::{Kind, Overrides, detect_kind, inspect, propose_mapping, read_orders};

use crate::support::{TestFile, read_all, today};

/// A file of the shared data, or `None`, said aloud, where the data is not beside the repository.
fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new("../../../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("SKIPPED: {} is missing", path.display());
    None
}

/// What is seen in a file and proposed for it, as a person would read it.
fn proposal(path: &Path) -> String {
    let found = inspect(path, &Overrides::default()).unwrap();
    let kind = detect_kind(&found).unwrap();
    let proposed = propose_mapping(kind, &found);
    let mapping = &proposed.mapping;
    let mut text = format!(
        "{kind:?} from {:?}, {:?}, {:?}, header {:?}\ndates {:?}, decimals {:?}, amount {:?}, discount {:?}, credit {:?}\n",
        mapping.source_name,
        found.encoding.unwrap(),
        found.delimiter.unwrap(),
        found.header,
        mapping.date_order,
        mapping.decimal_mark,
        mapping.amount,
        mapping.discount,
        mapping.credit_prefix,
    );
    for field in &proposed.fields {
        text.push_str(&format!(
            "{:?} <- {} ({:.2} {:?})\n",
            field.field, field.column.header, field.confidence, field.reason
        ));
    }
    for column in &proposed.unused {
        text.push_str(&format!("unused {}\n", column.header));
    }
    text.push_str(&format!("missing {:?}, questions {:?}\n", proposed.missing, proposed.questions));
    text
}

fn check(name: &str, expected: &Expect) {
    if let Some(path) = shared(name) {
        expected.assert_eq(&proposal(&path));
    }
}

#[test]
fn northwind_in_english_is_mapped_right() {
    check(
        "northwind/customers.csv",
        &expect![[r#"
        Customers from "customers", Utf8, Comma, header Row(1)
        dates None, decimals None, amount Column, discount Fraction, credit None
        CustomerNumber <- customer_id (0.98 Header)
        CustomerName <- company (0.98 Header)
        Street <- address (0.98 Header)
        Postcode <- postal_code (0.98 Header)
        City <- city (0.98 Header)
        Country <- country (0.98 Header)
        Phone <- phone (0.98 Header)
        ContactName <- contact_name (0.98 Header)
        ContactTitle <- contact_title (0.98 Header)
        unused region
        unused fax
        missing [], questions []
    "#]],
    );
    check(
        "northwind/products.csv",
        &expect![[r#"
        Products from "products", Utf8, Comma, header Row(1)
        dates None, decimals Some(Point), amount Column, discount Fraction, credit None
        ProductNumber <- product_id (0.98 Header)
        ProductName <- name (0.98 Header)
        ProductGroup <- group (0.98 Header)
        Unit <- unit (0.98 Header)
        ListPrice <- list_price (0.98 Header)
        missing [], questions []
    "#]],
    );
    check(
        "northwind/order_lines.csv",
        &expect![[r#"
        Orders from "order_lines", Utf8, Comma, header Row(1)
        dates None, decimals Some(Point), amount QuantityTimesPrice, discount Fraction, credit None
        OrderNumber <- order_id (0.98 Header)
        OrderedOn <- order_date (0.98 Header)
        CustomerNumber <- customer_id (0.98 Header)
        ProductNumber <- product_id (0.98 Header)
        Quantity <- quantity (0.98 Header)
        UnitPrice <- unit_price (0.98 Header)
        Discount <- discount (0.98 Header)
        Salesperson <- salesperson (0.98 Header)
        missing [], questions []
    "#]],
    );
}

#[test]
fn northwind_in_finnish_is_mapped_right() {
    check(
        "northwind/asiakkaat_windows1252.csv",
        &expect![[r#"
            Customers from "asiakkaat_windows1252", Windows1252, Semicolon, header Row(1)
            dates None, decimals None, amount Column, discount Fraction, credit None
            CustomerNumber <- Asiakasnro (0.98 Header)
            CustomerName <- Nimi (0.98 Header)
            Street <- Katuosoite (0.98 Header)
            Postcode <- Postinumero (0.98 Header)
            City <- Postitoimipaikka (0.98 Header)
            Country <- Maa (0.98 Header)
            Phone <- Puhelin (0.98 Header)
            ContactName <- Yhteyshenkilö (0.98 Header)
            ContactTitle <- Titteli (0.98 Header)
            missing [], questions []
        "#]],
    );
    check(
        "northwind/tilausrivit_windows1252.csv",
        &expect![[r#"
            Orders from "tilausrivit_windows1252", Windows1252, Semicolon, header Row(1)
            dates None, decimals Some(Comma), amount Column, discount Fraction, credit None
            OrderNumber <- Tilausnro (0.98 Header)
            OrderedOn <- Tilauspvm (0.98 Header)
            CustomerNumber <- Asiakasnro (0.98 Header)
            ProductNumber <- Tuotenro (0.98 Header)
            ProductName <- Tuote (0.98 Header)
            Quantity <- Määrä (0.98 Header)
            UnitPrice <- á-hinta (0.98 Header)
            NetAmount <- Rivin nettosumma € (0.98 Header)
            Salesperson <- Myyjä (0.98 Header)
            missing [], questions []
        "#]],
    );
}

#[test]
fn every_row_of_northwind_is_read() {
    for (name, kind, rows) in [
        ("northwind/customers.csv", Kind::Customers, 91),
        ("northwind/products.csv", Kind::Products, 77),
        ("northwind/order_lines.csv", Kind::Orders, 2_155),
        ("northwind/asiakkaat_windows1252.csv", Kind::Customers, 91),
        ("northwind/tilausrivit_windows1252.csv", Kind::Orders, 2_155),
    ] {
        let Some(path) = shared(name) else { continue };
        let mapping = propose_mapping(kind, &inspect(&path, &Overrides::default()).unwrap()).mapping;
        let (text, summary) = read_all(&path, &mapping).unwrap();
        assert_eq!((summary.rows, summary.rejected), (rows, 0), "{name}: {text}");
        assert!(!text.contains('\u{fffd}'), "{name} is read in the wrong encoding");
    }
}

#[test]
fn online_retail_is_mapped_and_read_to_the_cent() {
    let Some(packed) = shared("online_retail_uci_2010_2011.csv.gz") else { return };
    let mut content = Vec::new();
    flate2::read::GzDecoder::new(std::fs::File::open(packed).unwrap()).read_to_end(&mut content).unwrap();
    let file = TestFile::new("online_retail_uci_2010_2011.csv", content);
    expect![[r#"
        Orders from "online_retail_uci", Utf8, Comma, header Row(1)
        dates None, decimals Some(Point), amount QuantityTimesPrice, discount Fraction, credit Some("C")
        OrderNumber <- invoice (0.98 Header)
        OrderedOn <- invoicedate (0.98 Header)
        CustomerNumber <- customer_id (0.98 Header)
        ProductNumber <- stockcode (0.98 Header)
        ProductName <- description (0.98 Header)
        Quantity <- quantity (0.98 Header)
        UnitPrice <- price (0.98 Header)
        Country <- country (0.98 Header)
        missing [], questions []
    "#]]
    .assert_eq(&proposal(&file.path()));
    let (mut cents, mut credit_notes, mut last) = (0, 0, 0);
    let summary = read_orders(&file.path(), &file.proposed(Kind::Orders), today(), &mut |row| {
        if let Ok(line) = &row.result {
            cents += line.net.0;
            credit_notes += u64::from(line.is_credit_note);
        }
        last = row.line;
        ControlFlow::Continue(())
    })
    .unwrap();
    // Counted apart with awk over the same file: 135,080 lines without a customer; the sum of the rest is the
    // 8,300,065.81 that is published for this data.
    assert_eq!((summary.rows, summary.accepted, summary.rejected), (541_909, 406_829, 135_080));
    assert_eq!((cents, credit_notes, last), (830_006_581, 8_905, 541_910));
}
