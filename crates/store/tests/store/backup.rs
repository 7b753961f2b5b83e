//! Backup and restore.

use std::fs;

use pelikirja_store::{IntoValue, StoreError, WorkspaceFolder, restore_backup};

use crate::support::{PASSPHRASE, Workspace, open};

#[test]
fn a_backup_comes_back_whole() {
    let workspace = Workspace::new();
    let (customer, _) = workspace.add_customer("Varmuus Oy");
    let file = workspace.folder.path().join("copy.pelikirja-backup");
    let finished = workspace.store.back_up(&file, &mut |_, _| true).expect("backs up");
    assert!(finished);
    let target = WorkspaceFolder::new(workspace.folder.path().join("restored"));
    restore_backup(&file, &target, PASSPHRASE).expect("restores");
    let restored = open(&target).expect("opens");
    let name = restored.read(|reader| reader.customer_name(customer)).expect("reads");
    assert_eq!(name.as_deref(), Some("Varmuus Oy"));
    let again = restore_backup(&file, &target, PASSPHRASE);
    assert!(matches!(again, Err(StoreError::Exists { .. })), "never over a workspace");
}

#[test]
fn a_stopped_backup_leaves_no_file() {
    let workspace = Workspace::new();
    // More than one step's worth of pages.
    workspace
        .store
        .write("fill", |tx| {
            let note = "täytettä ".repeat(1_000);
            for number in 0..2_000 {
                let id = tx.new_id()?;
                let cells = [
                    (
                        pelikirja_store::schema::customer::NAME,
                        pelikirja_store::IntoValue::into_value(format!("{number}")),
                    ),
                    (
                        pelikirja_store::schema::customer::NOTES,
                        pelikirja_store::IntoValue::into_value(note.as_str()),
                    ),
                ];
                tx.create(id, cells)?;
            }
            Ok::<_, StoreError>(())
        })
        .expect("fills");
    let file = workspace.folder.path().join("stopped.pelikirja-backup");
    let finished = workspace.store.back_up(&file, &mut |_, _| false).expect("stops");
    assert!(!finished);
    let left: Vec<_> = fs::read_dir(workspace.folder.path())
        .expect("lists")
        .map(|entry| entry.expect("reads").file_name().into_string().expect("utf-8"))
        .filter(|name| name.starts_with("stopped"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn damaged_backups_and_wrong_passphrases_restore_nothing() {
    let workspace = Workspace::new();
    workspace.add_customer("Varmuus Oy");
    let file = workspace.folder.path().join("good.pelikirja-backup");
    workspace.store.back_up(&file, &mut |_, _| true).expect("backs up");
    let whole = fs::read(&file).expect("reads");
    let target = WorkspaceFolder::new(workspace.folder.path().join("target"));
    let mut broken: Vec<(String, Vec<u8>)> =
        [0, 5, 19, 30, 60].map(|at| (format!("flipped at {at}"), flip(&whole, at))).into();
    broken.push(("flipped in the middle".to_owned(), flip(&whole, whole.len() / 2)));
    broken.push(("flipped at the end".to_owned(), flip(&whole, whole.len() - 1)));
    broken.push(("empty".to_owned(), Vec::new()));
    broken.push(("cut".to_owned(), whole[..whole.len() / 2].to_vec()));
    broken.push(("longer".to_owned(), [whole.as_slice(), b"x"].concat()));
    for (what, bytes) in broken {
        let path = workspace.folder.path().join("broken.pelikirja-backup");
        fs::write(&path, bytes).expect("writes");
        let refused = restore_backup(&path, &target, PASSPHRASE);
        assert!(matches!(refused, Err(StoreError::BadBackup { .. })), "{what}: {refused:?}");
        assert!(!target.exists(), "{what}: nothing stays behind");
    }
    let refused = restore_backup(&file, &target, "väärä salasana");
    assert!(matches!(refused, Err(StoreError::WrongPassphrase)));
    assert!(!target.exists());
}

fn flip(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 0x55;
    bytes
}

#[test]
fn writing_meanwhile_does_not_make_a_backup_begin_again() {
    let workspace = Workspace::new();
    let fill = |count: usize| {
        let note = "täytettä ".repeat(1_000);
        let written = workspace.store.write("fill", |tx| {
            for _ in 0..count {
                let id = tx.new_id()?;
                tx.create(id, [(pelikirja_store::schema::customer::NOTES, note.as_str().into_value())])?;
            }
            Ok::<_, StoreError>(())
        });
        written.expect("fills");
    };
    fill(2_000);
    workspace.store.checkpoint().expect("checkpoints");
    let pages = fs::metadata(workspace.folder.database()).expect("is there").len() / 4_096;
    let file = workspace.folder.path().join("meanwhile.pelikirja-backup");
    let mut steps = Vec::new();
    let finished = workspace.store.back_up(&file, &mut |done, _| {
        fill(1);
        steps.push(done);
        steps.len() < 1_000
    });
    assert!(finished.expect("backs up"), "it ended by itself");
    assert!(steps.is_sorted() && steps.len() as u64 <= pages / 2_000 + 1, "{steps:?} of {pages} pages");
    let target = WorkspaceFolder::new(workspace.folder.path().join("restored"));
    restore_backup(&file, &target, PASSPHRASE).expect("restores");
    let check = open(&target).expect("opens").check().expect("checks");
    assert_eq!((check.customers, check.problems), (2_000, Vec::new()), "as it was when the backup began");
}

#[test]
fn a_backup_is_written_over_backups_only() {
    let workspace = Workspace::new();
    workspace.add_customer("Varmuus Oy");
    let other = workspace.folder.path().join("other.txt");
    fs::write(&other, "the user's own").expect("writes");
    for path in
        [workspace.folder.database(), workspace.folder.key_file(), workspace.folder.lock_file(), other]
    {
        let before = fs::read(&path).expect("reads");
        workspace.store.back_up(&path, &mut |_, _| true).expect_err("refuses");
        assert!(fs::read(&path).expect("reads") == before, "{} is as it was", path.display());
    }
    let file = workspace.folder.path().join("copy");
    let neighbours = ["copy.copying", "copy.packing"].map(|name| workspace.folder.path().join(name));
    neighbours.iter().for_each(|path| fs::write(path, "the user's own").expect("writes"));
    for _ in 0..2 {
        assert!(workspace.store.back_up(&file, &mut |_, _| true).expect("backs up, also over a backup"));
    }
    for path in &neighbours {
        assert_eq!(fs::read(path).expect("is still there"), b"the user's own");
    }
    let hidden = fs::read_dir(workspace.folder.path()).expect("lists").flatten();
    let left: Vec<_> = hidden.filter(|entry| entry.file_name().to_string_lossy().starts_with('.')).collect();
    assert!(left.is_empty(), "{left:?}");
}
