//! The list of rejected rows.

use std::ops::ControlFlow;

use expect_test::expect;
use pelikirja_exchange::{
    ColumnRef, Delimiter, Field, FileErrorCode, HeaderRow, Kind, Mapping, Overrides, RejectedCsv,
    TextEncoding, inspect, read_products,
};

use crate::support::{TestFile, read_all, today};

#[test]
fn rejected_rows_can_be_mended_and_read_again() {
    let file = TestFile::new(
        "products.csv",
        "Tuotenro;Nimi;Hinta\n1;Saha;1,50\n2;=HYPERLINK(1);x\n3;+358 40 123;y\n4;-1\n5;a;1;extra\n",
    );
    let mapping = file.proposed(Kind::Products);
    let target = file.beside("rejected.csv");
    let mut rejected =
        RejectedCsv::create(&target, Delimiter::Semicolon, &file.inspect().headers, "Miksi").unwrap();
    read_products(&file.path(), &mapping, today(), &mut |row| {
        if let Err(found) = row.result {
            let reasons: Vec<String> = found.iter().map(|found| format!("{:?}", found.problem)).collect();
            rejected.write(row.raw, &reasons.join(", ")).unwrap();
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(rejected.finish().unwrap(), 4);
    let text = std::fs::read_to_string(&target).unwrap();
    expect![[r#"
        ﻿Tuotenro;Nimi;Hinta;Miksi
        2;'=HYPERLINK(1);x;BadNumber
        3;+358 40 123;y;BadNumber
        4;-1;;TooFewFields
        5;a;1;TooManyFields;extra
    "#]]
    .assert_eq(&text.replace("\r\n", "\n"));
    let mended = TestFile::new("mended.csv", text.replace(";x;", ";2,50;").replace(";y;", ";3,50;"));
    let (again, _) = read_all(&mended.path(), &mapping).unwrap();
    assert!(again.contains("(\"=HYPERLINK(1)\")"), "the apostrophe is gone again: {again}");
}

/// Rejects every row of a file and reads what was written with the same mapping.
fn again(file: &TestFile, mapping: &Mapping) -> String {
    let target = file.beside("rejected.csv");
    let headers = inspect(&file.path(), &mapping.overrides).unwrap().headers;
    let mut rejected = RejectedCsv::create(&target, Delimiter::Semicolon, &headers, "Miksi").unwrap();
    read_products(&file.path(), mapping, today(), &mut |row| {
        rejected.write(row.raw, "?").unwrap();
        ControlFlow::Continue(())
    })
    .unwrap();
    rejected.finish().unwrap();
    read_all(&target, mapping).unwrap().0
}

#[test]
fn corrections_of_the_first_file_do_not_stand_in_the_way_of_the_mended_one() {
    let encoding = Overrides { encoding: Some(TextEncoding::Windows1252), ..Overrides::default() };
    let file = TestFile::new("products.csv", b"Tuotenro;Nimi;Hinta\n1;V\xE4\xE4r\xE4;2\n");
    let mapping = Mapping { overrides: encoding, ..file.proposed(Kind::Products) };
    assert!(again(&file, &mapping).contains("(\"Väärä\")"), "its byte order mark says what it is");

    let titled = TestFile::new("products.csv", "Hinnasto\n1.6.2024\nTuotenro;Nimi;Hinta\n1;Saha;2\n");
    let mut mapping = titled.proposed(Kind::Products);
    mapping.overrides.header = Some(HeaderRow::Row(3));
    assert!(again(&titled, &mapping).starts_with("2: number: (\"1\"), name: (\"Saha\")"), "no title there");

    let bare = TestFile::new("products.csv", "1;Saha;2\n2;Vasara;3\n");
    let mut mapping = Mapping::empty(Kind::Products, "products");
    mapping.overrides.header = Some(HeaderRow::None);
    for (field, index, header) in [(Field::ProductNumber, 0, "A"), (Field::ProductName, 1, "B")] {
        mapping.columns.insert(field, ColumnRef { index, header: header.to_owned() });
    }
    let text = again(&bare, &mapping);
    assert!(text.starts_with("2: number: (\"1\")"), "letters are names there: {text}");
}

#[test]
fn what_was_guarded_against_spreadsheets_is_read_as_it_was() {
    let text = "Tuotenro;Nimi;Hinta\n1; =Outo Oy;-45,60 €\n2;＝Toinen;-5\n3;'lainattu;-1,50 EUR\n";
    let file = TestFile::new("products.csv", text);
    let text = again(&file, &file.proposed(Kind::Products));
    expect![[r#"
        2: number: ("1"), name: ("=Outo Oy"), list_price: (-45.6)
        3: number: ("2"), name: ("＝Toinen"), list_price: (-5)
        4: number: ("3"), name: ("'lainattu"), list_price: (-1.5)
    "#]]
    .assert_eq(&text);
}

#[test]
fn a_file_that_cannot_be_written_says_so() {
    let file = TestFile::new("x.csv", "a");
    let error =
        RejectedCsv::create(&file.beside("no/such/folder.csv"), Delimiter::Comma, &[], "x").err().unwrap();
    assert_eq!(error.code, FileErrorCode::NotFound);
}
