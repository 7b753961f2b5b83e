//! Files that cannot be used: a clear answer each, and nothing changed.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use pelikirja_app::ErrorCode;
use serde_json::json;

use crate::support::{Firm, codes, rows};

const ORDERS: &str = "Tilausnro;Tilauspvm;Asiakasnro;Tuotenro;Määrä;Rivin nettosumma\n";

#[test]
fn every_unusable_file_has_its_code() {
    let firm = Firm::new();
    let folder = firm.path().join("kansio.csv");
    fs::create_dir(&folder).unwrap();
    let binary: Vec<u8> =
        (0..40_000_u32).map(|byte| (byte.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let cases = [
        (firm.path().join("ei ole.csv"), ErrorCode::FileNotFound, "not_found"),
        (folder, ErrorCode::BadFile, "not_a_file"),
        (firm.file("tyhja.csv", ""), ErrorCode::BadFile, "empty"),
        (firm.file("kuva.csv", binary), ErrorCode::BadFile, "binary"),
        (firm.file("raportti.csv", "%PDF-1.7\n%âãÏÓ\n1 0 obj\n"), ErrorCode::BadFile, "unsupported_format"),
        (
            firm.file("katkennut.xlsx", b"PK\x03\x04\x14\0\x06\0"),
            ErrorCode::BadFile,
            "unreadable_spreadsheet",
        ),
    ];
    for (path, code, problem) in cases {
        let error = firm.refused("inspect_file", json!({ "path": path }));
        assert_eq!((error.code, error.fields["problem"].as_str()), (code, problem), "{path:?}: {error:?}");
        assert_eq!(error.fields["path"], path.display().to_string());
    }
    assert_eq!(firm.check()["orders"], 0);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let firm = Firm::new();
    let path = firm.file("suljettu.csv", ORDERS);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if File::open(&path).is_ok() {
        eprintln!("SKIPPED: this user may read everything");
        return;
    }
    let error = firm.refused("inspect_file", json!({ "path": path }));
    assert_eq!(error.code, ErrorCode::FileUnreadable);
}

#[test]
fn a_file_cut_inside_a_quote_imports_nothing() {
    let firm = Firm::new();
    let good = firm.file("ehja.csv", format!("{ORDERS}1;1.3.2026;A;P;1;5,00\n"));
    let mapping = firm.mapping(&good, "orders");
    // Beyond the rows that are looked at first, so that only the import meets it.
    let mut text = String::from(ORDERS);
    for order in 0..6_000 {
        text.push_str(&format!("{order};1.3.2026;A;P;1;5,00\n"));
    }
    text.push_str("6001;1.3.2026;A;\"P");
    let cut = firm.file("katkennut.csv", text);
    for command in ["dry_run_import", "run_import"] {
        let error = firm.refused(command, json!({ "path": cut, "mapping": mapping }));
        assert_eq!(
            (error.code, error.fields["problem"].as_str()),
            (ErrorCode::BadFile, "unterminated_quote")
        );
        assert_eq!(error.fields["row"], "6002", "{error:?}");
    }
    let check = firm.check();
    assert_eq!(
        (check["orders"].as_u64(), check["customers"].as_u64()),
        (Some(0), Some(0)),
        "not half an import"
    );
    assert_eq!(firm.call("list_imports", json!({})), json!([]));
}

#[test]
fn two_gigabytes_of_nothing_are_refused_without_reading_them_into_memory() {
    let firm = Firm::new();
    let path = firm.path().join("valtava.csv");
    let mut file = File::create(&path).unwrap();
    file.write_all(ORDERS.as_bytes()).unwrap();
    // Sparse: it takes no room on the disk.
    file.set_len(2 << 30).unwrap();
    drop(file);
    let error = firm.refused("inspect_file", json!({ "path": path }));
    assert_eq!(error.code, ErrorCode::BadFile, "{error:?}");
}

#[test]
fn a_mapping_without_a_needed_column_names_it() {
    let firm = Firm::new();
    let path = firm.file("a.csv", format!("{ORDERS}1;1.3.2026;A;P;1;5,00\n"));
    let mut mapping = firm.mapping(&path, "orders");
    mapping["columns"].as_object_mut().unwrap().remove("ordered_on");
    let error = firm.refused("run_import", json!({ "path": path, "mapping": mapping }));
    assert_eq!((error.code, error.fields["field"].as_str()), (ErrorCode::IncompleteMapping, "ordered_on"));
    let mut mapping = firm.mapping(&path, "orders");
    mapping["columns"].as_object_mut().unwrap().remove("customer_number");
    let error = firm.refused("dry_run_import", json!({ "path": path, "mapping": mapping }));
    assert_eq!(error.fields["field"], "customer_number,customer_name,business_id", "any of them would do");
    let mut mapping = firm.mapping(&path, "orders");
    mapping["columns"]["quantity"] = json!({ "index": 9, "header": "Kpl" });
    let error = firm.refused("run_import", json!({ "path": path, "mapping": mapping }));
    assert_eq!((error.code, error.fields["problem"].as_str()), (ErrorCode::BadFile, "column_missing"));
    assert_eq!(error.fields["column"], "Kpl");
}

#[test]
fn a_file_cut_inside_its_last_cell_is_told() {
    let firm = Firm::new();
    let text = format!("{ORDERS}1;1.3.2026;A;P;1;5,00\n2;1.3.2026;A;P;1;12");
    let report = firm.import_text("tilaukset.csv", "orders", &text);
    assert_eq!((rows(&report), codes(&report["warnings"])), ([2, 2, 0, 0, 0], vec!["open_end 1".to_owned()]));
    let again = firm.import_text("tilaukset.csv", "orders", &text);
    assert_eq!(
        again["warnings"],
        json!([]),
        "whoever imported it so knows that the source writes no last line end"
    );
}

#[test]
fn where_nobody_can_be_asked_an_open_question_is_an_error() {
    let firm = Firm::new();
    let text = "Tilausnro;Tilauspvm;Asiakasnro;Määrä;À-hinta;Alennus\n\
                11;1.3.2026;A;1;100,00;0,5\n12;1.3.2026;A;1;100,00;15\n";
    let path = firm.file("tilaukset.csv", text);
    let request = json!({ "path": path, "kind": "orders", "unattended": true });
    let error = firm.refused("inspect_file", request);
    assert_eq!((error.code, error.fields["field"].as_str()), (ErrorCode::IncompleteMapping, "discount"));
}

#[test]
fn wrong_rows_are_left_out_with_reasons_and_can_be_mended() {
    let firm = Firm::new();
    let text = format!(
        "{ORDERS}1;1.3.2026;A;P;1;5,00\n2;eilen;A;P;1;5,00\n3;1.3.2026;;P;1;5,00\n4;1.3.2027;A;P;x;5,00\n5;1.3.2026;A;P;0;0\n"
    );
    let path = firm.file("tilaukset.csv", text);
    let tried = firm.dry_run(&path, "orders");
    let rejected_file = firm.path().join("tilaukset.hylatyt.csv");
    assert!(!rejected_file.exists(), "a dry run writes nothing");
    assert_eq!((tried["batch"].is_null(), tried["rejected_file"].is_null()), (true, true));
    let report = firm.import(&path, "orders");
    assert_eq!(rows(&report), [5, 1, 0, 0, 4]);
    assert_eq!(rows(&tried), rows(&report), "the dry run is the import");
    assert_eq!(
        codes(&report["problems"]),
        ["missing_customer 1", "bad_date 1", "future_date 1", "bad_number 1", "zero_quantity 1"]
    );
    assert_eq!(report["problems"][1]["lines"], json!([3]));
    assert_eq!(report["rejected_file"], json!(rejected_file));
    let locate = |path: &Path| firm.app.dispatch("locate_rejected_file", json!({ "path": path }));
    assert!(locate(&rejected_file).is_ok(), "the window may show it in its folder");
    let code = |path: &Path| locate(path).unwrap_err().code;
    assert_eq!(code(&firm.path().join("muut.hylatyt.csv")), ErrorCode::FileNotFound);
    assert_eq!(
        code(&firm.file("oma.hylatyt.csv", "salainen;tieto\n")),
        ErrorCode::FileUnreadable,
        "another's file"
    );
    assert_eq!(code(Path::new("/etc/passwd")), ErrorCode::FileUnreadable);
    let written = fs::read_to_string(&rejected_file).unwrap();
    expect_test::expect![[r#"
        Tilausnro;Tilauspvm;Asiakasnro;Tuotenro;Määrä;Rivin nettosumma;Hylkäyksen syy
        2;eilen;A;P;1;5,00;Tilauspvm: ei ole päivämäärä (eilen)
        3;1.3.2026;;P;1;5,00;Asiakasnro: asiakas puuttuu
        4;1.3.2027;A;P;x;5,00;"Tilauspvm: päivämäärä on tulevaisuudessa (2027-03-01); Määrä: ei ole luku (x)"
        5;1.3.2026;A;P;0;0;Määrä: määrä ja summa ovat nolla (0)
    "#]]
    .assert_eq(&written.replace("\r\n", "\n").replace('\u{feff}', ""));
    // Mended and imported under its own name, with the same mapping and so into the same source.
    let mut mapping = firm.mapping(&path, "orders");
    mapping["columns"].as_object_mut().unwrap().retain(|_, column| column["header"] != "Hylkäyksen syy");
    fs::write(&rejected_file, written.replace("eilen;", "2.3.2026;")).unwrap();
    let report = firm.call("run_import", json!({ "path": rejected_file, "mapping": mapping }));
    assert_eq!(rows(&report), [4, 1, 0, 0, 3]);
    let expected = firm.path().join("tilaukset.hylatyt-2.csv");
    assert_eq!(report["rejected_file"], json!(expected), "no file is written over");
}
