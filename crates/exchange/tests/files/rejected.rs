//! The list of rejected rows.

use std::ops::ControlFlow;

use expect_test::expect;
use pelikirja_exchange::{Delimiter, FileErrorCode, Kind, RejectedCsv, read_products};

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

#[test]
fn a_file_that_cannot_be_written_says_so() {
    let file = TestFile::new("x.csv", "a");
    let error =
        RejectedCsv::create(&file.beside("no/such/folder.csv"), Delimiter::Comma, &[], "x").err().unwrap();
    assert_eq!(error.code, FileErrorCode::NotFound);
}
