//! The command line as other programs call it: answers, exit statuses and errors of every command.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Output, Stdio};

use pelikirja_app::commands;
use pelikirja_tests::command_line::{answer, command, orders_csv};
use pelikirja_tests::program::{PASSPHRASE, text};
use serde_json::{Value, json};
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn with_workspace() -> TempDir {
    let folder = folder();
    answer(folder.path(), &["create", "--name", "Komento Oy", "--json"]);
    folder
}

fn with_demo() -> TempDir {
    let folder = folder();
    answer(folder.path(), &["demo", "--customers", "60", "--lines", "3000", "--seed", "7", "--json"]);
    folder
}

/// The exit status of a call that fails, and what it says on standard error.
fn failure(folder: &Path, arguments: &[&str]) -> (i32, String) {
    told(&command(folder, arguments).output().expect("the command line runs"))
}

fn told(output: &Output) -> (i32, String) {
    let status = output.status.code().expect("ends by itself");
    assert!(
        output.stdout.is_empty(),
        "a failure answers nothing: {}",
        String::from_utf8_lossy(&output.stdout)
    );
    (status, String::from_utf8_lossy(&output.stderr).into_owned())
}

fn assert_fails(folder: &Path, arguments: &[&str], status: i32, beginning: &str) {
    let (found, words) = failure(folder, arguments);
    assert_eq!(found, status, "{arguments:?}: {words}");
    assert!(words.starts_with(beginning), "{arguments:?}: {words}");
}

fn lines_of(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let output = command(folder, arguments).output().expect("the command line runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

fn assert_fields(answer: &Value, fields: &[&str]) {
    let object = answer.as_object().expect("an object");
    for field in fields {
        assert!(object.contains_key(*field), "no {field} in {answer}");
    }
}

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_str().expect("utf-8").to_owned()
}

#[test]
fn a_workspace_is_made_checked_and_asked() {
    let folder = folder();
    let created = answer(folder.path(), &["create", "--name", "Komento Oy", "--member", "Aino", "--json"]);
    assert_eq!((text(&created, "/state"), text(&created, "/firm")), ("unlocked".into(), "Komento Oy".into()));
    let check = answer(folder.path(), &["check", "--json"]);
    assert_eq!(check["ok"], true);
    assert_fields(&check, &["problems", "transactions", "changes", "customers", "orders", "order_lines"]);
    let members = answer(folder.path(), &["call", "list_members"]);
    assert_eq!(text(&members, "/0/name"), "Aino");
    assert!(lines_of(folder.path(), &["check"]).contains(&"ok: true".to_owned()), "words without --json");
}

#[test]
fn every_command_of_the_program_is_listed_with_its_types() {
    let folder = folder();
    let listed = answer(folder.path(), &["commands", "--json"]);
    assert_eq!(listed.as_array().map(Vec::len), Some(commands().len()));
    assert_fields(&listed[0], &["name", "about", "request", "response", "while_locked"]);
}

#[test]
fn the_demo_firm_has_a_queue_scores_and_a_backtest() {
    let folder = with_demo();
    let queue = answer(folder.path(), &["queue", "--limit", "3", "--json"]);
    assert_eq!(queue.as_array().map(Vec::len), Some(3), "{queue}");
    let mut fields: Vec<&String> = queue[0].as_object().expect("an object").keys().collect();
    fields.sort();
    let expected =
        ["customer_id", "external_number", "name", "p_no_order", "signals", "value_at_stake_cents"];
    assert_eq!(fields, expected);
    assert_fields(&queue[0]["signals"][0], &["kind", "evidence"]);
    let past = answer(folder.path(), &["queue", "--as-of", "2025-01-31", "--json"]);
    assert_ne!(past, queue, "another day, another queue");
    assert_eq!(lines_of(folder.path(), &["queue", "--limit", "2"]).len(), 2);

    let scores = lines_of(folder.path(), &["scores"]);
    let columns = "external_number,order_days,first_order,last_order,p_active,p_no_order,value_365_cents,\
                   value_at_stake_cents,segment";
    assert_eq!(scores[0], columns);
    assert!(
        (30..=61).contains(&scores.len()),
        "one line for each customer that has ordered: {}",
        scores.len()
    );
    let past = lines_of(folder.path(), &["scores", "--as-of", "2025-01-31", "--horizon", "90"]);
    assert_eq!(past[0], columns);
    for line in &past[1..] {
        let last_order = line.split(',').nth(3).expect("has columns");
        assert!(last_order <= "2025-01-31", "nothing of later days: {line}");
    }
    assert!(answer(folder.path(), &["backtest", "--json"])["kind"].is_string());
    assert_eq!(answer(folder.path(), &["watch", "--json"]), json!([]));
}

#[test]
fn whoever_reads_may_stop_reading() {
    let folder = with_demo();
    for arguments in [&["scores"][..], &["queue", "--limit", "60"], &["commands"]] {
        let mut reading = command(folder.path(), arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("runs");
        drop(reading.stdout.take());
        let mut words = String::new();
        reading.stderr.take().expect("a pipe").read_to_string(&mut words).expect("reads");
        assert!(reading.wait().expect("ends").success(), "{arguments:?}: {words}");
        assert_eq!(words, "", "{arguments:?}");
    }
}

#[test]
fn a_file_is_tried_imported_and_taken_back() {
    let folder = with_workspace();
    let file = path(&folder, "orders.csv");
    let row_without_customer = "900,2026-01-10,,P1,1,1.00\n";
    fs::write(&file, orders_csv(40) + row_without_customer).expect("writes");
    let import = |more: &[&str]| {
        let arguments = [&["import", &file, "--kind", "orders", "--json"][..], more].concat();
        answer(folder.path(), &arguments)
    };
    let counts = |report: &Value| {
        ["rows", "created", "updated", "unchanged", "rejected"].map(|field| report[field].as_u64())
    };
    let tried = import(&["--dry-run"]);
    assert_eq!(counts(&tried), [41, 40, 0, 0, 1].map(Some));
    assert_eq!((&tried["batch"], &tried["rejected_file"]), (&Value::Null, &Value::Null));
    assert_eq!(answer(folder.path(), &["check", "--json"])["orders"], 0, "a trial changes nothing");
    let report = import(&[]);
    assert_eq!(counts(&report), [41, 40, 0, 0, 1].map(Some));
    let rejected = fs::read_to_string(text(&report, "/rejected_file")).expect("is there");
    assert!(rejected.contains("900"), "{rejected}");
    assert_eq!(counts(&import(&[])), [41, 0, 0, 40, 1].map(Some), "again changes nothing");
    let undone = answer(folder.path(), &["import", "--undo", &text(&report, "/batch"), "--json"]);
    assert_fields(&undone, &["transaction", "removed", "restored", "kept", "kept_total"]);
    assert_eq!(answer(folder.path(), &["check", "--json"])["orders"], 0);

    let mapping = path(&folder, "mapping.json");
    let inspect = json!({ "path": file, "kind": "orders" }).to_string();
    let proposal = answer(folder.path(), &["call", "inspect_file", &inspect]);
    fs::write(&mapping, proposal["proposal"]["mapping"].to_string()).expect("writes");
    assert_eq!(counts(&import(&["--mapping", &mapping, "--dry-run"])), [41, 40, 0, 0, 1].map(Some));
}

#[test]
fn a_backup_is_made_and_restored_elsewhere() {
    let folder = with_workspace();
    answer(folder.path(), &["call", "save_customer", "{\"name\":\"Tallessa Oy\"}"]);
    let file = path(&folder, "firm.pelikirja-backup");
    let backup = answer(folder.path(), &["backup", &file, "--json"]);
    assert_eq!(text(&backup, "/path"), file);
    assert_fields(&backup, &["at", "bytes"]);
    for damaging in ["firm/pelikirja.db", "firm/key.json"] {
        assert_fails(folder.path(), &["backup", &path(&folder, damaging)], 1, "invalid_field: ");
    }
    let important = path(&folder, "important.txt");
    fs::write(&important, "the only copy").expect("writes");
    assert_fails(folder.path(), &["backup", &important], 1, "file_exists: ");
    assert_eq!(fs::read_to_string(&important).expect("reads"), "the only copy");

    assert_fails(folder.path(), &["restore", &file], 1, "workspace_exists: ");
    let elsewhere = self::folder();
    let restored = answer(elsewhere.path(), &["restore", &file, "--json"]);
    assert_eq!(text(&restored, "/state"), "unlocked");
    assert_eq!(answer(elsewhere.path(), &["check", "--json"])["customers"], 1);
    assert_fails(self::folder().path(), &["restore", &important], 1, "bad_backup: ");
    assert_fails(self::folder().path(), &["restore", &path(&folder, "none")], 1, "file_not_found: ");
}

#[test]
fn a_wrong_call_exits_with_2_and_a_failure_with_1() {
    let folder = with_workspace();
    for arguments in [
        &["import"][..],
        &["import", "a.csv", "--kind", "cats"],
        &["queue", "--as-of", "tomorrow"],
        &["no-such-command"],
        &["call", "status", "{"],
        &["call", "get_customer", "{}"],
        &["import", "--undo", "zz"],
    ] {
        assert_fails(folder.path(), arguments, 2, "bad_request: ");
    }
    assert_fails(folder.path(), &["call", "no_such_command"], 2, "unknown_command: ");
    let gone = path(&folder, "gone");
    let file = path(&folder, "orders.csv");
    fs::write(&file, orders_csv(4)).expect("writes");
    let binary = path(&folder, "binary.csv");
    fs::write(&binary, [0x7f, b'E', b'L', b'F', 0, 0, 0, 0]).expect("writes");
    for (arguments, beginning) in [
        (&["import", &gone][..], "file_not_found: "),
        (&["import", &file, "--mapping", &gone], "file_not_found: "),
        (&["import", &file, "--mapping", &file], "file_unreadable: "),
        (&["import", &binary, "--kind", "orders"], "bad_file: "),
        (&["check", "--passphrase-file", &gone], "file_not_found: "),
        (&["create", "--name", "Toinen Oy"], "workspace_exists: "),
        (&["import", "--undo", "00000000000000000000000000000000"], "not_found: "),
        (&["scores", "--horizon", "0"], "invalid_field: "),
        (&["demo", "--customers", "20", "--lines", "40"], "invalid_field: "),
    ] {
        assert_fails(folder.path(), arguments, 1, beginning);
    }
    assert_fails(self::folder().path(), &["check"], 1, "not_a_workspace: ");
    let help = command(folder.path(), &["--help"]).output().expect("runs");
    assert!(help.status.success() && !help.stdout.is_empty(), "help is an answer");
}

#[test]
fn the_passphrase_comes_from_a_file_whatever_editor_wrote_it() {
    let folder = with_workspace();
    let file = path(&folder, "passphrase.txt");
    let check = |content: &str| {
        fs::write(&file, content).expect("writes");
        let mut check = command(folder.path(), &["check", "--json", "--passphrase-file", &file]);
        check.env_remove("PELIKIRJA_PASSPHRASE").output().expect("runs")
    };
    for content in [PASSPHRASE.to_owned(), format!("\u{feff}{PASSPHRASE}\r\nsecond line")] {
        let output = check(&content);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let (status, words) = told(&check("arvaus"));
    assert!(status == 1 && words.starts_with("wrong_passphrase: "), "{words}");
    let mut without = command(folder.path(), &["check"]);
    let (status, words) = told(&without.env_remove("PELIKIRJA_PASSPHRASE").output().expect("runs"));
    assert!(status == 1 && words.starts_with("wrong_passphrase: "), "{words}");
}

#[test]
fn commands_are_served_line_by_line_and_lock_others_out() {
    let folder = with_workspace();
    let mut serving = command(folder.path(), &["serve"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("runs");
    let mut input = serving.stdin.take().expect("a pipe");
    let mut answers = BufReader::new(serving.stdout.take().expect("a pipe")).lines();
    let mut ask = |line: &str| -> Value {
        writeln!(input, "{line}").expect("writes");
        serde_json::from_str(&answers.next().expect("an answer").expect("reads")).expect("prints JSON")
    };
    assert_eq!(text(&ask("{\"name\":\"status\"}"), "/ok/state"), "unlocked");
    assert_eq!(text(&ask("{\"name\":\"nothing\"}"), "/error/code"), "unknown_command");
    assert_eq!(text(&ask("not json"), "/error/code"), "bad_request");
    assert_eq!(text(&ask("{\"name\":\"get_customer\"}"), "/error/code"), "bad_request");
    assert_fails(folder.path(), &["check"], 1, "workspace_in_use: ");
    drop(input);
    assert!(serving.wait().expect("ends").success());
    answer(folder.path(), &["check", "--json"]);
}

#[test]
fn a_demo_firm_beside_ones_own_leaves_the_program_with_its_own() {
    let folder = folder();
    let run = |arguments: &[&str]| -> Value {
        let mut call = std::process::Command::new(pelikirja_tests::command_line::program());
        call.env("PELIKIRJA_PASSPHRASE", PASSPHRASE).env("PELIKIRJA_DATA_DIR", folder.path());
        let output = call.args(arguments).stdin(Stdio::null()).output().expect("runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("prints JSON")
    };
    let own = text(&run(&["create", "--name", "Oma", "--json"]), "/folder");
    let demo = text(&run(&["demo", "--customers", "20", "--lines", "400", "--json"]), "/folder");
    assert_ne!(own, demo);
    assert_eq!(text(&run(&["call", "status"]), "/folder"), own);
}
