//! Workbooks, good, hostile and locked.

use std::io::Write;

use expect_test::expect;
use pelikirja_exchange::{FileError, FileErrorCode, FileFormat, Kind, Overrides, inspect};
use zip::write::SimpleFileOptions;

use crate::support::{TestFile, read_all};

/// Packs parts into an archive.
pub fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        let method = if *name == "mimetype" {
            zip::CompressionMethod::Stored
        } else {
            zip::CompressionMethod::Deflated
        };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const TYPES: &str =
    r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const PACKAGE: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Kansi" sheetId="1" r:id="rId1"/><sheet name="Tilaukset" sheetId="2" r:id="rId2"/></sheets></workbook>"#;
const SHEETS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>"#;
const STRINGS: &str = r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="6" uniqueCount="6"><si><t>Tilausnro</t></si><si><t>Tilauspvm</t></si><si><t>Asiakas</t></si><si><t>Rivin nettosumma</t></si><si><r><t xml:space="preserve">Käpylän </t></r><r><t>Äänilevy &amp; Co</t></r></si><si><t>04.07.1996</t></si></sst>"#;
const BLANK: &str = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>"#;

pub fn sheet(rows: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:D4"/><sheetData>{rows}</sheetData></worksheet>"#
    )
}

const ROWS: &str = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>
<row r="3"><c r="A3"><v>10248</v></c><c r="B3" s="1"><v>35250</v></c><c r="C3" t="s"><v>4</v></c><c r="D3"><v>168.005</v></c></row>
<row r="4"><c r="A4" t="inlineStr"><is><t>10249</t></is></c><c r="B4" t="s"><v>5</v></c><c r="C4" t="str"><f>A1</f><v>Kaava Oy</v></c><c r="D4" t="inlineStr"><is><t>1.098,50</t></is></c></row>
<row r="5"><c r="A5"><v>10250</v></c><c r="B5"><v>35251</v></c><c r="C5" t="inlineStr"><is><t>X</t></is></c><c r="D5" t="e"><v>#N/A</v></c></row>
<row r="6"><c r="A6"><v>10251</v></c><c r="B6" s="1"><v>35252.5</v></c><c r="C6" t="inlineStr"><is><t>Y</t></is></c><c r="D6"><v>-1.5</v></c></row>"#;

/// A workbook with a blank first sheet and these parts.
pub fn workbook(rows: &str, strings: &str, styles: &str) -> Vec<u8> {
    packed(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", PACKAGE.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", SHEETS.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", BLANK.as_bytes()),
        ("xl/worksheets/sheet2.xml", sheet(rows).as_bytes()),
    ])
}

pub fn good_workbook() -> Vec<u8> {
    workbook(ROWS, STRINGS, STYLES)
}

fn failure(content: Vec<u8>) -> FileError {
    inspect(&TestFile::new("orders.xlsx", content).path(), &Overrides::default()).unwrap_err()
}

#[test]
fn a_workbook_is_read_by_the_types_of_its_cells() {
    let file = TestFile::new("tilaukset.xlsx", good_workbook());
    let found = file.inspect();
    assert_eq!(
        (found.format, found.sheet.as_deref()),
        (FileFormat::Xlsx, Some("Tilaukset")),
        "the blank sheet is passed over"
    );
    assert_eq!(found.sheets, ["Kansi", "Tilaukset"]);
    expect![[r##"
        3: order_number: "10248", ordered_on: 1996-07-04, customer_name: ("Käpylän Äänilevy & Co"), net: Cents(16801), currency: EUR, is_credit_note: false
        4: order_number: "10249", ordered_on: 1996-07-04, customer_name: ("Kaava Oy"), net: Cents(109850), currency: EUR, is_credit_note: false
        5: REJECTED BadNumber Some("Rivin nettosumma") Some(NetAmount) "#N/A"
        6: order_number: "10251", ordered_on: 1996-07-06, customer_name: ("Y"), net: Cents(-150), currency: EUR, is_credit_note: false
    "##]].assert_eq(&file.read(Kind::Orders));
    let overrides = Overrides { sheet: Some("Muu".into()), ..Overrides::default() };
    assert_eq!(inspect(&file.path(), &overrides).unwrap_err().code, FileErrorCode::SheetMissing);
    let overrides = Overrides { sheet: Some("Kansi".into()), ..Overrides::default() };
    assert_eq!(inspect(&file.path(), &overrides).unwrap_err().code, FileErrorCode::Empty);
}

const ODS_HEAD: &str = r#"<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Tuotteet">"#;
const ODS_TAIL: &str = "</table:table></office:spreadsheet></office:body></office:document-content>";
const ODS_ROWS: &str = r#"<table:table-column table:number-columns-repeated="1024"/>
<table:table-row><table:table-cell office:value-type="string"><text:p>Tuotenro</text:p></table:table-cell><table:table-cell><text:p>Nimi</text:p></table:table-cell><table:table-cell><text:p>Hinta</text:p></table:table-cell><table:table-cell table:number-columns-repeated="1021"/></table:table-row>
<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
<table:table-row><table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell><table:table-cell><office:annotation><text:p>huomautus</text:p></office:annotation><text:p>Saha<text:s text:c="2"/>&amp; <text:span>h&#xF6;ylä</text:span></text:p></table:table-cell><table:table-cell office:value-type="currency" office:value="1234.5"><text:p>1 234,50 €</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell><table:table-cell/></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>"#;

pub fn ods(rows: &str, manifest: &str) -> Vec<u8> {
    packed(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest.as_bytes()),
        ("content.xml", format!("{ODS_HEAD}{rows}{ODS_TAIL}").as_bytes()),
    ])
}

pub fn good_ods() -> Vec<u8> {
    ods(ODS_ROWS, "<manifest/>")
}

#[test]
fn an_opendocument_sheet_is_read_with_its_repeats() {
    let file = TestFile::new("tuotteet.ods", good_ods());
    let found = file.inspect();
    assert_eq!((found.format, found.sheets.as_slice()), (FileFormat::Ods, &["Tuotteet".to_owned()][..]));
    expect![[r#"
        5: number: ("1"), name: ("Saha  & höylä"), list_price: (1234.5)
        6: number: ("x"), name: ("x")
        7: number: ("x"), name: ("x")
    "#]]
    .assert_eq(&file.read(Kind::Products));
}

#[test]
fn locked_workbooks_ask_for_no_password_here() {
    let mut compound = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    compound.resize(70_000, 0);
    compound.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(failure(compound).code, FileErrorCode::PasswordProtected);
    let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    assert_eq!(failure(ods(ODS_ROWS, manifest)).code, FileErrorCode::PasswordProtected);
}

#[test]
fn archives_that_are_no_spreadsheets_are_refused() {
    assert_eq!(failure(packed(&[("word/document.xml", b"<w/>")])).code, FileErrorCode::UnsupportedFormat);
    assert_eq!(failure(packed(&[("photos/1.jpg", b"x")])).code, FileErrorCode::UnsupportedFormat);
    assert_eq!(failure(packed(&[])).code, FileErrorCode::UnsupportedFormat);
}

#[test]
fn damaged_workbooks_are_refused_wherever_they_are_cut() {
    for content in [good_workbook(), good_ods()] {
        for length in (4..content.len()).step_by(37) {
            let code = failure(content[..length].to_vec()).code;
            assert_eq!(code, FileErrorCode::UnreadableSpreadsheet, "cut at {length}");
        }
    }
}

#[test]
fn bombs_are_refused_before_they_burst() {
    let strings =
        |count: &str| format!(r#"<?xml version="1.0"?><sst uniqueCount="{count}"><si><t>a</t></si></sst>"#);
    let spaces = " ".repeat(20 << 20);
    for (name, content, expected) in [
        ("claimed strings", workbook(ROWS, &strings("99999999999999"), STYLES), FileErrorCode::ZipBomb),
        (
            "claimed strings beyond 64 bits",
            workbook(ROWS, &strings("99999999999999999999999"), STYLES),
            FileErrorCode::ZipBomb,
        ),
        (
            "formats",
            workbook(
                ROWS,
                STRINGS,
                &format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(200_000)),
            ),
            FileErrorCode::ZipBomb,
        ),
        (
            "large part",
            workbook(ROWS, STRINGS, &format!("<styleSheet>{}</styleSheet>", "<a> </a>".repeat(4 << 20))),
            FileErrorCode::TooLarge,
        ),
        (
            "long text",
            workbook(
                &format!(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>{spaces}</t></is></c></row>"#),
                STRINGS,
                STYLES,
            ),
            FileErrorCode::TooLarge,
        ),
        (
            "far column",
            workbook(r#"<row r="1"><c r="XFD1"><v>1</v></c></row>"#, STRINGS, STYLES),
            FileErrorCode::TooManyColumns,
        ),
        (
            "far row",
            workbook(r#"<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>"#, STRINGS, STYLES),
            FileErrorCode::TooLarge,
        ),
        (
            "far column, repeated",
            ods(
                r#"<table:table-row><table:table-cell table:number-columns-repeated="4000000000"><text:p>x</text:p></table:table-cell></table:table-row>"#,
                "<m/>",
            ),
            FileErrorCode::TooManyColumns,
        ),
        ("document type", ods("<!DOCTYPE x [<!ENTITY a 'aaaa'>]>", "<m/>"), FileErrorCode::TooLarge),
    ] {
        assert_eq!(failure(content).code, expected, "{name}");
    }
}

#[test]
fn a_row_repeated_without_end_stops_at_the_last_row_of_a_sheet() {
    let rows = r#"<table:table-row><table:table-cell><text:p>Tuotenro</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="4000000000"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"#;
    let file = TestFile::new("x.ods", ods(rows, "<m/>"));
    let error = read_all(&file.path(), &file.proposed(Kind::Products)).unwrap_err();
    assert_eq!((error.code, error.row), (FileErrorCode::TooLarge, Some(1_048_577)));
}

#[test]
fn sheets_far_larger_when_unpacked_are_a_bomb() {
    let rows = format!("<row><c><v>{}</v></c></row>", "1".repeat(2_000)).repeat(1 << 15);
    let part = packed(&[("xl/worksheets/sheet1.xml", rows.as_bytes())]);
    let mut part = zip::ZipArchive::new(std::io::Cursor::new(part)).unwrap();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in [("[Content_Types].xml", TYPES), ("xl/workbook.xml", WORKBOOK)] {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    for number in 0..=(1 << 30) / rows.len() {
        let sheet = part.by_index_raw(0).unwrap();
        writer.raw_copy_file_rename(sheet, format!("xl/worksheets/sheet{number}.xml")).unwrap();
    }
    let content = writer.finish().unwrap().into_inner();
    assert!(content.len() < 8 << 20, "a small file: {}", content.len());
    assert_eq!(failure(content).code, FileErrorCode::ZipBomb);
}

#[test]
fn sizes_that_an_archive_claims_are_not_believed() {
    let rows = format!("<!--{}-->", " ".repeat(8 << 20));
    let mut content = workbook(&rows, STRINGS, STYLES);
    let length = u32::try_from(sheet(&rows).len()).unwrap().to_le_bytes();
    let places: Vec<usize> =
        (0..content.len() - 4).filter(|&place| content[place..place + 4] == length).collect();
    assert!(!places.is_empty(), "the true size stands in the archive");
    for place in places {
        content[place..place + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    assert!(matches!(failure(content).code, FileErrorCode::TooLarge | FileErrorCode::UnreadableSpreadsheet));
}
