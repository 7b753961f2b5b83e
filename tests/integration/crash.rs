//! The real program killed in the middle of writing: what it confirmed is there, and nothing is half-written.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::Duration;

use pelikirja_tests::command_line::{answer, command, orders_csv};
use serde_json::Value;

const ROUNDS: usize = 8;

#[test]
fn confirmed_writes_survive_a_kill() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    answer(folder.path(), &["create", "--name", "Kaatuva Oy", "--json"]);
    let mut confirmed = Vec::new();
    for round in 0..ROUNDS {
        let mut writer = command(folder.path(), &["serve"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the command line runs");
        let mut input = writer.stdin.take().expect("a pipe");
        let feeder = std::thread::spawn(move || {
            use std::io::Write;
            for number in 0_u32.. {
                let line = format!(
                    "{{\"name\":\"save_customer\",\"request\":{{\"name\":\"Asiakas {round}-{number}\"}}}}\n"
                );
                if input.write_all(line.as_bytes()).is_err() {
                    break;
                }
            }
        });
        let output = BufReader::new(writer.stdout.take().expect("a pipe"));
        let mut answers = output.lines();
        // A different place in every round.
        for _ in 0..=round * 3 {
            let line = answers.next().expect("an answer").expect("reads");
            let answer: Value = serde_json::from_str(&line).expect("prints JSON");
            confirmed.push(answer.pointer("/ok/id").and_then(Value::as_str).expect("an identity").to_owned());
        }
        std::thread::sleep(Duration::from_millis(round as u64));
        writer.kill().expect("is killed");
        writer.wait().expect("is gone");
        // What was confirmed between the last look and the kill counts too.
        for line in answers.map_while(Result::ok) {
            if let Ok(answer) = serde_json::from_str::<Value>(&line) {
                confirmed.extend(answer.pointer("/ok/id").and_then(Value::as_str).map(str::to_owned));
            }
        }
        feeder.join().expect("the feeder ends with the pipe");
        assert_eq!(answer(folder.path(), &["check", "--json"])["ok"], true, "round {round}");
    }
    assert!(confirmed.len() > ROUNDS * 3, "enough was written to lose something: {}", confirmed.len());
    let listed = answer(folder.path(), &["call", "list_customers", "{\"limit\":1}"]);
    assert!(listed["total"].as_u64() >= Some(confirmed.len() as u64), "{listed}");
    for id in confirmed.iter().rev().take(5).chain(confirmed.iter().take(5)) {
        answer(folder.path(), &["call", "get_customer", &format!("{{\"id\":\"{id}\"}}")]);
    }
}

#[test]
fn a_workspace_that_was_being_made_can_be_made_again() {
    let create = ["create", "--name", "Kaatuva Oy", "--json"];
    let (mut unfinished, mut made) = (0, 0);
    for round in 0..ROUNDS * 2 {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let firm = folder.path().join("firm");
        let mut maker = command(folder.path(), &create).stdout(Stdio::null()).spawn().expect("runs");
        // Each round waits for another file, and some time more.
        let file = ["unfinished", "key.json", "pelikirja.db", "pelikirja.db-wal"][round % 4];
        while maker.try_wait().expect("is there").is_none() && !firm.join(file).exists() {
            std::thread::sleep(Duration::from_micros(200));
        }
        std::thread::sleep(Duration::from_millis(round as u64 / 4 * 3));
        maker.kill().expect("is killed or gone");
        maker.wait().expect("is gone");
        if firm.join("unfinished").exists() {
            unfinished += 1;
            answer(folder.path(), &create);
        } else if firm.join("pelikirja.db").exists() {
            made += 1;
        } else {
            answer(folder.path(), &create);
        }
        let members = answer(folder.path(), &["call", "list_members", "{}"]);
        assert_eq!(members.as_array().map(Vec::len), Some(1), "round {round}: {members}");
        assert_eq!(answer(folder.path(), &["check", "--json"])["ok"], true, "round {round}");
    }
    assert!(unfinished > 0, "no kill has hit a workspace in the making ({made} were made)");
}

#[test]
fn an_import_that_is_killed_leaves_nothing_or_everything() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    answer(folder.path(), &["create", "--name", "Kaatuva Oy", "--json"]);
    let exports = folder.path().join("exports");
    let file = exports.join("orders.csv");
    let lines = 40_000_u64;
    // The first row is rejected: the file of rejected rows shows that the transaction has begun.
    let text = orders_csv(lines).replacen('\n', "\nx,2026-01-10,,P1,1,1.00\n", 1);
    let log = folder.path().join("firm/pelikirja.db-wal");
    let log_length = || std::fs::metadata(&log).map_or(0, |log| log.len());
    let mut in_the_middle = 0;
    for round in 0..ROUNDS {
        // What a killed import has left of its rejected rows shall not be taken for that of the next one.
        let _ = std::fs::remove_dir_all(&exports);
        std::fs::create_dir(&exports).expect("makes");
        std::fs::write(&file, &text).expect("writes");
        let path = file.to_str().expect("utf-8");
        let mut import = command(folder.path(), &["import", path, "--kind", "orders", "--json"])
            .stdout(Stdio::null())
            .spawn()
            .expect("runs");
        let has_begun = || std::fs::read_dir(&exports).expect("reads").count() > 1;
        let is_writing = || log_length() > 100_000;
        // Half of the rounds wait until the database writes, the others end somewhere in the reading.
        let in_writing = round % 2 == 1;
        while import.try_wait().expect("is there").is_none()
            && !(has_begun() && (!in_writing || is_writing()))
        {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(40 * (round as u64 / 2)));
        // It may have finished by now; then everything is there.
        import.kill().expect("is killed or gone");
        let finished = import.wait().expect("is gone").success();
        let check = answer(folder.path(), &["check", "--json"]);
        assert_eq!(check["ok"], true, "round {round}: {check}");
        let found = check["order_lines"].as_u64().expect("a number");
        assert!(found == 0 || found == lines, "round {round}: {found} of {lines} lines");
        assert!(!finished || found == lines, "round {round}: a finished import is kept");
        if found == lines {
            break;
        }
        in_the_middle += 1;
    }
    assert!(in_the_middle > 0, "no kill has hit an import that had begun");
    let path = file.to_str().expect("utf-8");
    let report = answer(folder.path(), &["import", path, "--kind", "orders", "--json"]);
    let kept = report["created"].as_u64().zip(report["unchanged"].as_u64());
    assert_eq!(kept.map(|(created, unchanged)| created + unchanged), Some(lines), "as the first time");
}
