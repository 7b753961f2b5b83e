//! Backup and restore.

use std::fs;

use pelikirja_store::{StoreError, WorkspaceFolder, restore_backup};

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
