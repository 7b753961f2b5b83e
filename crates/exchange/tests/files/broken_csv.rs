//! Files that are broken, hostile or nothing of the kind.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use expect_test::expect;
use pelikirja_exchange::{FileErrorCode, Kind, Mapping, Overrides, inspect, read_products};

use crate::support::{TestFile, read_all, today};

#[test]
fn what_is_no_table_is_refused_with_its_reason() {
    for (content, expected) in [
        (&b""[..], FileErrorCode::Empty),
        (b"\xEF\xBB\xBF", FileErrorCode::Empty),
        (b"\r\n  \r\n\t\r\n", FileErrorCode::Empty),
        (b";;;\n;;;\n", FileErrorCode::Empty),
        (b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3E\0\x01\0\0\0", FileErrorCode::Binary),
        (&[0; 4096], FileErrorCode::Binary),
        (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", FileErrorCode::UnsupportedFormat),
        (b"%PDF-1.7\n", FileErrorCode::UnsupportedFormat),
        (b"\x1F\x8B\x08\0", FileErrorCode::UnsupportedFormat),
        (b"<!DOCTYPE html><table><tr><td>1</td></tr></table>", FileErrorCode::UnsupportedFormat),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 an old workbook", FileErrorCode::UnsupportedFormat),
        (b"PK\x03\x04 and no more", FileErrorCode::UnreadableSpreadsheet),
    ] {
        let found = TestFile::new("orders.csv", content).error();
        assert_eq!(found, expected, "{:?}", String::from_utf8_lossy(&content[..content.len().min(20)]));
    }
    let missing = inspect(Path::new("/nowhere/orders.csv"), &Overrides::default()).unwrap_err();
    assert_eq!((missing.code, missing.file.as_str()), (FileErrorCode::NotFound, "orders.csv"));
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(inspect(folder.path(), &Overrides::default()).unwrap_err().code, FileErrorCode::NotAFile);
}

#[test]
fn bytes_that_are_random_are_binary() {
    let mut state = 1_u32;
    let bytes: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    })
    .take(10_000)
    .collect();
    assert_eq!(TestFile::new("orders.csv", bytes).error(), FileErrorCode::Binary);
}

const HEADER: &str = "Tuotenro;Nimi;Hinta\n";

#[test]
fn a_quote_that_never_closes_is_named_with_its_line() {
    for tail in ["2;\"avoin;3\n4;x;5\n", "2;\"", "2;x;\"3"] {
        let file = TestFile::new("products.csv", format!("{HEADER}1;x;2\n{tail}"));
        let error = inspect(&file.path(), &Overrides::default()).unwrap_err();
        assert_eq!((error.code, error.row), (FileErrorCode::UnterminatedQuote, Some(3)), "{tail:?}");
    }
}

#[test]
fn a_file_cut_within_a_quote_fails_at_its_last_row() {
    let rows: String = (0..10_000).map(|number| format!("{number};\"tuote {number}\";1\n")).collect();
    let whole = format!("{HEADER}{rows}");
    let cut = whole.rfind("tuote").unwrap() + 3;
    let file = TestFile::new("products.csv", &whole[..cut]);
    let mut accepted = 0;
    let error = read_products(&file.path(), &file.proposed(Kind::Products), today(), &mut |row| {
        accepted += u32::from(row.result.is_ok());
        ControlFlow::Continue(())
    })
    .unwrap_err();
    assert_eq!((error.code, error.row), (FileErrorCode::UnterminatedQuote, Some(10_001)));
    assert_eq!(accepted, 9_999, "what came before was handed over");
}

#[test]
fn rows_of_another_width_are_problems_of_their_own() {
    let file = TestFile::new("products.csv", format!("{HEADER}1;a;2\n2;b\n3;c;4;5\n4;d;6;\n5;e;7\n"));
    expect![[r#"
        2: number: ("1"), name: ("a"), list_price: (2)
        3: REJECTED TooFewFields None None ""
        4: REJECTED TooManyFields None None ""
        5: number: ("4"), name: ("d"), list_price: (6)
        6: number: ("5"), name: ("e"), list_price: (7)
    "#]]
    .assert_eq(&file.read(Kind::Products));
}

#[test]
fn a_last_line_without_its_end_is_told() {
    let file = TestFile::new("products.csv", format!("{HEADER}1;a;12,50\r\n2;b;12"));
    expect![[r#"
        2: number: ("1"), name: ("a"), list_price: (12.5)
        3: number: ("2"), name: ("b"), list_price: (12)
           warning OpenEnd ""
    "#]]
    .assert_eq(&file.read(Kind::Products));
    for whole in [format!("{HEADER}1;a;12,50\r\n2;b;12\r"), format!("{HEADER}1;a;12")] {
        let text = TestFile::new("products.csv", whole).read(Kind::Products);
        assert!(!text.contains("OpenEnd"), "nothing else ends differently: {text}");
    }
}

const LINES: &str = "Tilausnro;Tilauspvm;Asiakas;Tuote;Määrä;Rivin nettosumma\r\n";

#[test]
fn inch_marks_of_a_file_that_does_not_quote_are_text() {
    let text = format!(
        "{LINES}1;1.2.2024;Alfa Oy;Putki;1;10,00\r\n2;1.2.2024;Alfa Oy;\"5 tuuman putki;1;20,00\r\n\
         3;1.2.2024;Beeta Oy;\"6 tuuman putki;1;40,00\r\n4;1.2.2024;Beeta Oy;7\" putki;1;50,00\r\n"
    );
    let read = TestFile::new("tilaukset.csv", text).read(Kind::Orders);
    let short: Vec<&str> = read.lines().filter_map(|line| line.split("product_name: ").nth(1)).collect();
    expect![[r#"
        ("Putki"), quantity: (1), net: Cents(1000), currency: EUR, is_credit_note: false
        ("\"5 tuuman putki"), quantity: (1), net: Cents(2000), currency: EUR, is_credit_note: false
        ("\"6 tuuman putki"), quantity: (1), net: Cents(4000), currency: EUR, is_credit_note: false
        ("7\" putki"), quantity: (1), net: Cents(5000), currency: EUR, is_credit_note: false"#]]
    .assert_eq(&short.join("\n"));
}

#[test]
fn stray_quotes_in_a_file_that_quotes_are_told_with_their_lines() {
    let text = format!(
        "{LINES}1;1.2.2024;\"Alfa; Oy\";Putki;1;10,00\r\n2;1.2.2024;Alfa Oy;\"5 tuuman putki;1;20,00\r\n\
         3;1.2.2024;Beeta Oy;\"6 tuuman putki;1;40,00\r\n4;1.2.2024;Beeta Oy;\";1;50,00\n\
         5;1.2.2024;Beeta Oy;\";1;60,00\n6;1.2.2024;Gamma Oy;\"Putki,\npitkä; 2 m\";1;70,00\r\n"
    );
    let read = TestFile::new("tilaukset.csv", text).read(Kind::Orders);
    let rejected: Vec<&str> = read.lines().filter(|line| line.contains("REJECTED")).collect();
    assert_eq!(
        rejected,
        ["3: REJECTED StrayQuote None None \"3–4\"", "5: REJECTED StrayQuote None None \"5–6\""],
        "{read}"
    );
    assert!(read.contains("Putki, pitkä; 2 m"), "a text of several lines is one: {read}");
}

#[test]
fn more_than_a_gigabyte_of_text_is_refused_at_once() {
    let file = TestFile::new("products.csv", HEADER);
    let mut out = std::fs::OpenOptions::new().append(true).open(file.path()).unwrap();
    out.write_all("1;tuote;2,50\n".repeat(100_000).as_bytes()).unwrap();
    // Sparse: it takes no room on the disk.
    out.set_len((1 << 30) + 1).unwrap();
    assert_eq!(file.error(), FileErrorCode::TooLarge);
}

#[test]
fn zero_bytes_and_bad_letters_stay_in_their_rows() {
    let mut content = HEADER.as_bytes().to_vec();
    content.extend_from_slice("1;Höylä\0 \x01 iso;2\n2;".as_bytes());
    content.extend_from_slice(b"\xC3;2\n3;ok;\xFF\n");
    for number in 10..200 {
        content.extend_from_slice(format!("{number};täyte;1\n").as_bytes());
    }
    let file = TestFile::new("products.csv", content);
    let mapping = Mapping {
        overrides: Overrides {
            encoding: Some(pelikirja_exchange::TextEncoding::Utf8),
            ..Overrides::default()
        },
        ..file.proposed(Kind::Products)
    };
    let (text, _) = read_all(&file.path(), &mapping).unwrap();
    let start: Vec<&str> = text.lines().take(4).collect();
    expect![[r#"
        2: number: ("1"), name: ("Höylä iso"), list_price: (2)
        3: REJECTED BadEncoding Some("Nimi") Some(ProductName) "�"
        4: REJECTED BadEncoding Some("Hinta") Some(ListPrice) "�"
        5: number: ("10"), name: ("täyte"), list_price: (1)"#]]
    .assert_eq(&start.join("\n"));
}

#[test]
fn a_line_of_a_hundred_megabytes_is_passed_over() {
    let file = TestFile::new("products.csv", HEADER);
    let mut out = std::fs::OpenOptions::new().append(true).open(file.path()).unwrap();
    out.write_all(b"1;a;2\n2;").unwrap();
    for _ in 0..100 {
        out.write_all(&[b'x'; 1 << 20]).unwrap();
    }
    out.write_all(b";3\n3;c;4\n4;").unwrap();
    out.write_all(&b"y;".repeat(1 << 16)).unwrap();
    out.write_all(b"\n5;e;6\n").unwrap();
    drop(out);
    expect![[r#"
        2: number: ("1"), name: ("a"), list_price: (2)
        3: REJECTED TooLong None None ""
        4: number: ("3"), name: ("c"), list_price: (4)
        5: REJECTED TooLong None None ""
        6: number: ("5"), name: ("e"), list_price: (6)
    "#]]
    .assert_eq(&file.read(Kind::Products));
}

#[test]
fn values_that_are_too_long_are_refused() {
    let file = TestFile::new("products.csv", format!("{HEADER}1;{};2\n", "ä".repeat(501)));
    assert!(file.read(Kind::Products).contains("TooLong"));
    let file = TestFile::new("products.csv", format!("{HEADER}1;{};2\n", "ä".repeat(500)));
    assert!(!file.read(Kind::Products).contains("TooLong"));
}

#[test]
fn too_many_columns_are_refused() {
    let file = TestFile::new("products.csv", "nimi;".repeat(1_001) + "x\n");
    assert_eq!(file.error(), FileErrorCode::TooManyColumns);
}

#[test]
fn the_caller_can_stop_and_sees_how_far_it_is() {
    let rows: String = (0..100_000).map(|number| format!("{number};tuote;{number}\n")).collect();
    let file = TestFile::new("products.csv", format!("{HEADER}{rows}"));
    let mapping = file.proposed(Kind::Products);
    let mut progress = Vec::new();
    let summary = read_products(&file.path(), &mapping, today(), &mut |row| {
        progress.push(row.progress);
        if row.line == 50_000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
    .unwrap();
    assert!(summary.stopped && summary.rows == 49_999);
    assert!(progress.is_sorted_by_key(|progress| progress.read), "progress never goes back");
    let last = progress.last().unwrap();
    assert!(last.read < last.total, "half-way is not the end");
}

#[test]
fn a_mapping_without_what_its_kind_needs_is_refused() {
    let file = TestFile::new("products.csv", format!("{HEADER}1;a;2\n"));
    for kind in Kind::ALL {
        let error = read_all(&file.path(), &Mapping::empty(kind, "x")).unwrap_err();
        assert_eq!(error.code, FileErrorCode::FieldNotMapped);
    }
}
