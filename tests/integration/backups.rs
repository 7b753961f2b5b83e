//! Where backups go, and which of them are replaced.

use std::fs;
use std::path::PathBuf;

use pelikirja_app::{AppEvent, ErrorCode, JobKind};
use pelikirja_tests::program::{PASSPHRASE, Program, next_event, text, texts};
use serde_json::json;

fn workspace(program: &Program) -> PathBuf {
    text(&program.call("status", json!({})), "/folder").into()
}

#[test]
fn a_backup_never_replaces_what_is_no_backup() {
    let program = Program::with_workspace();
    program.add_customer(json!({ "name": "Tallessa Oy" }));
    let folder = workspace(&program);
    for inside in ["pelikirja.db", "pelikirja.db-wal", "key.json", "lock", "new.pelikirja-backup", "backups"]
    {
        let error = program.refused("make_backup", json!({ "path": folder.join(inside) }));
        assert_eq!(error.code, ErrorCode::InvalidField, "{inside}: {error}");
        assert_eq!(error.fields["path"], "taken", "{inside}");
    }
    let roundabout = folder.join("..").join(folder.file_name().expect("has a name")).join("key.json");
    assert_eq!(program.refusal("make_backup", json!({ "path": roundabout })), ErrorCode::InvalidField);
    let important = program.folder().join("important.txt");
    fs::write(&important, "the only copy").expect("writes");
    assert_eq!(program.refusal("make_backup", json!({ "path": important })), ErrorCode::FileExists);
    assert_eq!(fs::read_to_string(&important).expect("reads"), "the only copy");
    assert_eq!(program.refusal("make_backup", json!({ "path": program.folder() })), ErrorCode::FileExists);
    let nowhere = program.folder().join("no").join("where");
    assert_eq!(program.refusal("make_backup", json!({ "path": nowhere })), ErrorCode::FileNotFound);

    let path = program.folder().join("copy.pelikirja-backup");
    program.call("make_backup", json!({ "path": path }));
    program.call("make_backup", json!({ "path": path }));
    let program = program.restarted();
    program.call("unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(program.call("check", json!({}))["customers"], 1, "the workspace is as it was");
}

#[test]
fn a_day_brings_one_backup_and_only_own_ones_are_rotated() {
    let program = Program::in_background();
    let events = program.events();
    let made = || {
        let error = next_event(&events, |event| match event {
            AppEvent::JobFinished { job_kind: JobKind::Backup, error, .. } => Some(error),
            _ => None,
        });
        assert_eq!(error, None);
    };
    program.create_workspace();
    made();
    let folder = workspace(&program).join("backups");
    let listed = || texts(&program.call("list_backups", json!({})), "/path");
    let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let first = name(&listed()[0]);
    let prefix = first.strip_suffix("2026-11-22.pelikirja-backup").expect("names the day").to_owned();

    let own = (1..=8).map(|day| format!("{prefix}2026-11-{day:02}.pelikirja-backup"));
    let others = [
        "pelikirja-2026-11-01.pelikirja-backup".to_owned(),
        "pelikirja-ennen-yhdistamista.pelikirja-backup".to_owned(),
        "pelikirja-daily-000000000000-2026-11-01.pelikirja-backup".to_owned(),
        format!("{prefix}muistoksi.pelikirja-backup"),
    ];
    for name in own.chain(others.clone()) {
        fs::write(folder.join(name), "as if").expect("writes");
    }
    program.clock.advance_days(1);
    made();
    // The one that is too many goes after the job of the backup has ended.
    while listed().len() > 7 {
        std::thread::yield_now();
    }
    let kept: Vec<String> = listed().iter().map(|path| name(path)).collect();
    let days = ["23", "22", "08", "07", "06", "05", "04"];
    assert_eq!(kept, days.map(|day| format!("{prefix}2026-11-{day}.pelikirja-backup")));
    for other in others {
        assert!(folder.join(&other).exists(), "{other} is somebody else's");
    }
}
