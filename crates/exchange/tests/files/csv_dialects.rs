//! Encodings, delimiters, line ends and headers.

use expect_test::expect;
use pelikirja_exchange::{
    Delimiter, FileErrorCode, FileFormat, HeaderRow, Kind, Overrides, TextEncoding, inspect,
};
use proptest::prelude::*;

use crate::support::{TestFile, read_all};

const ORDERS: &str = "Tilausnro;Tilauspvm;Asiakas;Määrä;Rivin nettosumma €\r\n\
    10248;4.7.1996;Käpylän Äänilevy;12;168,00\r\n10249;13.7.1996;Åke Öhman Ab;-9;-1 098,50 €\r\n";

fn encodings() -> Vec<(&'static str, Vec<u8>, TextEncoding, bool)> {
    let wide = |to_bytes: fn(u16) -> [u8; 2]| ORDERS.encode_utf16().flat_map(to_bytes).collect::<Vec<u8>>();
    let with_mark = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    vec![
        ("UTF-8", ORDERS.into(), TextEncoding::Utf8, false),
        ("UTF-8 with a mark", with_mark(b"\xEF\xBB\xBF", ORDERS.into()), TextEncoding::Utf8, true),
        ("UTF-16 LE", wide(u16::to_le_bytes), TextEncoding::Utf16Le, false),
        (
            "UTF-16 LE with a mark",
            with_mark(b"\xFF\xFE", wide(u16::to_le_bytes)),
            TextEncoding::Utf16Le,
            true,
        ),
        ("UTF-16 BE", wide(u16::to_be_bytes), TextEncoding::Utf16Be, false),
        (
            "UTF-16 BE with a mark",
            with_mark(b"\xFE\xFF", wide(u16::to_be_bytes)),
            TextEncoding::Utf16Be,
            true,
        ),
        (
            "windows-1252",
            encoding_rs::WINDOWS_1252.encode(ORDERS).0.into_owned(),
            TextEncoding::Windows1252,
            false,
        ),
        (
            "ISO-8859-15",
            encoding_rs::ISO_8859_15.encode(ORDERS).0.into_owned(),
            TextEncoding::Iso8859_15,
            false,
        ),
    ]
}

#[test]
fn every_encoding_gives_the_same_rows() {
    let expected = TestFile::new("orders.csv", ORDERS).read(Kind::Orders);
    expect![[r#"
        2: order_number: "10248", ordered_on: 1996-07-04, customer_name: ("Käpylän Äänilevy"), quantity: (12), net: Cents(16800), currency: EUR, is_credit_note: false
        3: order_number: "10249", ordered_on: 1996-07-13, customer_name: ("Åke Öhman Ab"), quantity: (-9), net: Cents(-109850), currency: EUR, is_credit_note: false
    "#]].assert_eq(&expected);
    for (name, bytes, encoding, has_bom) in encodings() {
        let file = TestFile::new("orders.csv", bytes);
        let found = file.inspect();
        assert_eq!((found.encoding, found.has_bom), (Some(encoding), has_bom), "{name}");
        assert_eq!(file.read(Kind::Orders), expected, "{name}");
    }
}

#[test]
fn a_wrong_guess_can_be_corrected() {
    let file =
        TestFile::new("people.csv", encoding_rs::WINDOWS_1257.encode("name;email\nJānis Ķēniņš;j@k.lv\n").0);
    let overrides = Overrides { encoding: Some(TextEncoding::Windows1257), ..Overrides::default() };
    assert_eq!(inspect(&file.path(), &overrides).unwrap().rows[0].cells[0], "Jānis Ķēniņš");
    let overrides = Overrides { delimiter: Some(Delimiter::Comma), ..Overrides::default() };
    assert_eq!(inspect(&file.path(), &overrides).unwrap().headers, ["name;email"]);
}

#[test]
fn every_delimiter_and_line_end_gives_the_same_rows() {
    let expected = TestFile::new("orders.csv", ORDERS).read(Kind::Orders);
    for (delimiter, sign) in [(Delimiter::Tab, "\t"), (Delimiter::Pipe, "|"), (Delimiter::Semicolon, ";")] {
        for line_end in ["\n", "\r\n", "\r"] {
            let file = TestFile::new("orders.csv", ORDERS.replace(';', sign).replace("\r\n", line_end));
            assert_eq!(file.inspect().delimiter, Some(delimiter));
            assert_eq!(file.read(Kind::Orders), expected, "{delimiter:?} {line_end:?}");
        }
    }
    let quoted =
        ORDERS.replace("168,00", "\"168,00\"").replace("-1 098,50 €", "\"-1 098,50 €\"").replace(';', ",");
    assert_eq!(TestFile::new("orders.csv", quoted).read(Kind::Orders), expected, "commas with quotes");
    let named = TestFile::new("orders.csv", format!("sep=;\r\n{ORDERS}"));
    assert_eq!(named.inspect().rows[0].line, 3, "the line that names the delimiter counts");
    let wide =
        format!("\u{feff}sep=;\r\n{ORDERS}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    assert_eq!(TestFile::new("orders.csv", wide).inspect().headers[0], "Tilausnro");
}

#[test]
fn line_numbers_are_those_of_an_editor() {
    let text = "\n\ntuotenro;nimi\r\n\r\n1;\"kaksi\nriviä\"\n;;\n\n2;x\n";
    for (text, lines) in [
        (text.to_owned(), [5, 9]),
        (text.replace("\r\n", "\n"), [5, 9]),
        (text.replace("\r\n", "\n").replace('\n', "\r\n"), [5, 9]),
    ] {
        let rows = TestFile::new("products.csv", text).inspect().rows;
        assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), lines);
        assert_eq!(rows[0].cells[1], "kaksi riviä");
    }
}

#[test]
fn files_without_headers_get_letters() {
    let file = TestFile::new("orders.csv", "1001;4.7.1996;Oy;12,50\n1002;5.7.1996;Ab;3\n");
    let found = file.inspect();
    assert_eq!((found.header, found.headers.join("")), (HeaderRow::None, "ABCD".to_owned()));
    assert_eq!(found.rows.len(), 2);
    let overrides = Overrides { header: Some(HeaderRow::Row(1)), ..Overrides::default() };
    assert_eq!(inspect(&file.path(), &overrides).unwrap().headers[0], "1001");
    let overrides = Overrides { header: Some(HeaderRow::Row(9)), ..Overrides::default() };
    assert_eq!(inspect(&file.path(), &overrides).unwrap_err().code, FileErrorCode::Empty);
}

#[test]
fn titles_above_the_headers_are_left_out() {
    let file = TestFile::new(
        "report.csv",
        "Tilausraportti;;\n1.1.2024;;\n\nTilausnro;Tilauspvm;Asiakas;Summa\n7;4.7.1996;Oy;1,50\n",
    );
    let found = file.inspect();
    assert_eq!((found.header, found.rows[0].line), (HeaderRow::Row(3), 5));
    assert_eq!(found.format, FileFormat::Csv);
}

#[test]
fn a_column_that_moved_is_found_by_its_header() {
    let mapping = TestFile::new("orders.csv", ORDERS).proposed(Kind::Orders);
    let moved = TestFile::new(
        "orders.csv",
        "Asiakas;Rivin nettosumma €;Uusi;Määrä;Tilauspvm;Tilausnro\r\nOy;5,00;x;1;4.7.1996;1\r\n",
    );
    let (text, _) = read_all(&moved.path(), &mapping).unwrap();
    expect![[r#"
        2: order_number: "1", ordered_on: 1996-07-04, customer_name: ("Oy"), quantity: (1), net: Cents(500), currency: EUR, is_credit_note: false
    "#]].assert_eq(&text);
    let gone =
        TestFile::new("orders.csv", "Tilausnro;Tilauspvm;Asiakas;Määrä;Summa\r\n1;4.7.1996;Oy;1;5,00\r\n");
    let error = read_all(&gone.path(), &mapping).unwrap_err();
    assert_eq!(
        (error.code, error.column.as_deref()),
        (FileErrorCode::ColumnMissing, Some("Rivin nettosumma €"))
    );
}

#[test]
fn letters_far_into_the_file_decide_its_encoding() {
    let mut text = "Tuotenro;Nimi\r\n".to_owned();
    text.extend((0..70_000).map(|number| format!("{number};plain product\r\n")));
    text.push_str("99999;Käsisaha\r\n");
    let file = TestFile::new("products.csv", encoding_rs::WINDOWS_1252.encode(&text).0);
    assert_eq!(file.inspect().encoding, Some(TextEncoding::Windows1252));
    assert!(file.read(Kind::Products).contains("Käsisaha"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn what_a_csv_writer_wrote_is_read_back(
        cells in prop::collection::vec(prop::collection::vec("[a-z0-9äö;,\"\n.-]{0,12}|x{5000}", 3), 1..30),
        delimiter in prop::sample::select(&Delimiter::ALL[..]),
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter.byte()).from_writer(Vec::new());
        writer.write_record(["tuotenro", "nimi", "ryhmä"]).unwrap();
        for row in &cells {
            writer.write_record(row).unwrap();
        }
        let file = TestFile::new("x.csv", writer.into_inner().unwrap());
        let overrides = Overrides { delimiter: Some(delimiter), header: Some(HeaderRow::Row(1)), ..Overrides::default() };
        let found = inspect(&file.path(), &overrides).unwrap();
        let clean = |text: &String| text.replace('\n', " ").trim().split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let expected: Vec<Vec<String>> = cells
            .iter()
            .map(|row| row.iter().map(clean).collect::<Vec<_>>())
            .filter(|row| row.iter().any(|cell| !cell.is_empty()))
            .collect();
        let read: Vec<Vec<String>> = found.rows.iter().map(|row| row.cells.iter().map(clean).collect()).collect();
        prop_assert_eq!(read.len(), expected.len());
        for (read, expected) in read.iter().flatten().zip(expected.iter().flatten()) {
            prop_assert!(read == expected || expected.starts_with(read.trim_end_matches('…')), "{:?} {:?}", read, expected);
        }
    }
}
