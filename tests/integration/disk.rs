//! A disk that takes no more and a folder that may not be written: a clear error, and everything as it was.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output};

use pelikirja_tests::command_line::{answer, command, command_of, orders_csv, program};

/// The user *nobody*: for root, no folder is read-only.
const NOBODY: u32 = 65_534;

/// Runs a command that may write files up to so many kibibytes each: the system refuses what goes beyond, as it
/// does on a full disk.
fn run_with_room(kibibytes: u64, command: &Command) -> Output {
    let mut limited = Command::new("sh");
    // The shell counts blocks of 512 bytes, and without the trap the first refusal would be a signal that kills.
    limited.arg("-c").arg(format!("trap '' XFSZ; ulimit -f {}; exec \"$@\"", kibibytes * 2)).arg("sh");
    limited.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            limited.env(name, value);
        }
    }
    limited.output().expect("the shell runs")
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn an_import_that_meets_a_full_disk_changes_nothing_and_works_once_there_is_room() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    answer(folder.path(), &["create", "--name", "Ahdas Oy", "--json"]);
    answer(folder.path(), &["call", "save_customer", "{\"name\":\"Entinen Asiakas Oy\"}"]);
    let file = folder.path().join("orders.csv");
    fs::write(&file, orders_csv(40_000)).expect("writes");
    let import = ["import", file.to_str().expect("utf-8"), "--kind", "orders", "--json"];

    let size = fs::metadata(folder.path().join("firm/pelikirja.db")).expect("is there").len();
    let failed = run_with_room(size / 1024 + 512, &command(folder.path(), &import));
    assert_eq!(failed.status.code(), Some(1), "{}", words(&failed));
    assert!(words(&failed).starts_with("disk_full: "), "{}", words(&failed));
    let check = answer(folder.path(), &["check", "--json"]);
    assert_eq!((&check["ok"], &check["order_lines"]), (&true.into(), &0.into()), "{check}");
    assert_eq!(check["customers"], 1, "what was there before is there still");

    assert_eq!(answer(folder.path(), &import)["created"], 40_000);
}

#[test]
fn a_backup_that_meets_a_full_disk_leaves_the_one_before_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    answer(folder.path(), &["create", "--name", "Ahdas Oy", "--json"]);
    let path = folder.path().join("copy.pelikirja");
    let backup = ["backup", path.to_str().expect("utf-8"), "--json"];
    answer(folder.path(), &backup);
    let before = fs::read(&path).expect("is there");

    let file = folder.path().join("orders.csv");
    fs::write(&file, orders_csv(20_000)).expect("writes");
    answer(folder.path(), &["import", file.to_str().expect("utf-8"), "--kind", "orders", "--json"]);
    let failed = run_with_room(256, &command(folder.path(), &backup));
    assert_eq!(failed.status.code(), Some(1), "{}", words(&failed));
    assert!(words(&failed).starts_with("disk_full: "), "{}", words(&failed));
    assert!(fs::read(&path).expect("is there") == before, "the backup of before is untouched");
    let files: Vec<_> =
        fs::read_dir(folder.path()).expect("reads").flatten().map(|one| one.file_name()).collect();
    assert!(
        files.iter().all(|name| !name.to_string_lossy().contains("tmp")),
        "nothing half-written: {files:?}"
    );
}

#[test]
fn a_workspace_that_may_not_be_written_says_so() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    answer(folder.path(), &["create", "--name", "Lukittu Oy", "--json"]);
    // Everyone may read and nobody may write; the program is where everyone may start it.
    let copy = folder.path().join("pelikirja");
    fs::copy(program(), &copy).expect("copies");
    for (path, mode) in [
        ("", 0o755),
        ("firm", 0o555),
        ("firm/pelikirja.db", 0o444),
        ("firm/key.json", 0o444),
        ("firm/lock", 0o444),
    ] {
        fs::set_permissions(folder.path().join(path), fs::Permissions::from_mode(mode)).expect("sets");
    }
    let before = fs::read(folder.path().join("firm/pelikirja.db")).expect("reads");
    for arguments in [
        &["call", "save_customer", "{\"name\":\"Uusi Oy\"}"][..],
        &["queue", "--json"][..],
        &["create", "--name", "Toinen Oy"][..],
    ] {
        let output = unprivileged(&mut command_of(&copy, folder.path(), arguments)).output().expect("runs");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", words(&output));
        assert!(words(&output).starts_with("read_only: "), "{arguments:?}: {}", words(&output));
        assert!(words(&output).contains("firm"), "names the folder: {}", words(&output));
    }
    let elsewhere = folder.path().join("denied");
    fs::create_dir(&elsewhere).expect("makes");
    fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o555)).expect("sets");
    let created = unprivileged(&mut command_of(&copy, &elsewhere, &["create", "--name", "Kolmas Oy"]))
        .output()
        .expect("runs");
    assert_eq!(created.status.code(), Some(1), "{}", words(&created));
    assert!(words(&created).starts_with("read_only: "), "{}", words(&created));
    assert!(
        fs::read(folder.path().join("firm/pelikirja.db")).expect("reads") == before,
        "nothing was changed"
    );
}

/// Without the rights of root, which nothing is read-only for.
fn unprivileged(command: &mut Command) -> &mut Command {
    if is_root(Path::new("/proc/self")) { command.uid(NOBODY).gid(NOBODY) } else { command }
}

fn is_root(process: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(process).is_ok_and(|metadata| metadata.uid() == 0)
}
