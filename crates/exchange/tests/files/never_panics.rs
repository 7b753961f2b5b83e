//! Any bytes end in rows or in an error.

use std::path::Path;

use pelikirja_exchange::{
    DateOrder, DecimalMark, HeaderRow, Inspection, Kind, Mapping, Overrides, inspect, propose_mapping,
};
use proptest::prelude::*;

use crate::spreadsheets::{good_ods, good_workbook};
use crate::support::{TestFile, read_all};

/// Looks at a file and reads it as every kind, with the proposed mapping and with one of every column.
fn read_everything(path: &Path) {
    for header in [None, Some(HeaderRow::None), Some(HeaderRow::Row(2))] {
        let overrides = Overrides { header, ..Overrides::default() };
        let Ok(found) = inspect(path, &overrides) else { continue };
        for kind in Kind::ALL {
            let proposed = propose_mapping(kind, &found);
            for mut mapping in [proposed.mapping, every_column(kind, &found)] {
                mapping.overrides = overrides.clone();
                if let Ok((_, summary)) = read_all(path, &mapping) {
                    assert_eq!(summary.rows, summary.accepted + summary.rejected);
                }
            }
        }
    }
}

fn every_column(kind: Kind, found: &Inspection) -> Mapping {
    let mut mapping = Mapping::empty(kind, "x");
    let places = (0..found.headers.len()).cycle();
    mapping.columns =
        kind.fields().iter().zip(places).map(|(&field, index)| (field, found.column_ref(index))).collect();
    mapping.date_order = Some(DateOrder::DayFirst);
    mapping.decimal_mark = Some(DecimalMark::Comma);
    mapping
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn on_any_bytes(content in prop::collection::vec(any::<u8>(), 0..600)) {
        read_everything(&TestFile::new("x.csv", content).path());
    }

    #[test]
    fn on_what_looks_like_a_table(content in "([a-zäÅ0-9.,/€\" -]{0,8}[;,\t\n\r]){0,60}") {
        read_everything(&TestFile::new("x.csv", content).path());
    }

    #[test]
    fn on_what_looks_like_cards(content in "BEGIN:VCARD\n((FN|N|ORG|TEL|EMAIL|BDAY|PHOTO|item1\\.TEL|END:VCARD|BEGIN:VCARD|NOTE)(;ENCODING=QUOTED-PRINTABLE|;CHARSET=x|;TYPE=a)?:[a-zä0-9=;,\\\\ -]{0,9}\n ?){0,20}") {
        read_everything(&TestFile::new("x.vcf", content).path());
    }

    #[test]
    fn on_wide_text_cut_anywhere(text in "\\PC{0,60}", marked: bool, odd: bool) {
        let mut content: Vec<u8> = if marked { vec![0xFF, 0xFE] } else { vec![] };
        content.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        if odd {
            content.pop();
        }
        read_everything(&TestFile::new("x.csv", content).path());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn on_damaged_workbooks(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), is_ods: bool) {
        let mut content = if is_ods { good_ods() } else { good_workbook() };
        for (place, byte) in changes {
            let place = place.index(content.len());
            content[place] = byte;
        }
        read_everything(&TestFile::new("x.xlsx", content).path());
    }

    #[test]
    fn on_sheets_of_any_cells(cells in prop::collection::vec(("[A-Z]{0,9}[0-9]{0,12}", "(n|s|b|e|str|d|inlineStr|)", "[0-9eE.-]{0,30}|[a-z#/]{0,9}"), 0..20)) {
        let rows: String = cells.iter().map(|(place, kind, value)| format!(r#"<row><c r="{place}" s="1" t="{kind}"><v>{value}</v></c></row>"#)).collect();
        let content = crate::spreadsheets::workbook(&rows, "<sst><si><t>a</t></si></sst>", "<styleSheet><cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
        read_everything(&TestFile::new("x.xlsx", content).path());
    }
}
