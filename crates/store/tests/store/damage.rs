//! Wrong passphrases, damaged files, and what may be read without the key.

use std::fs;

use pelikirja_crypto::KdfParameters;
use pelikirja_domain::Id;
use pelikirja_store::{Secret, Store, StoreError, WorkspaceFolder, restore_backup};

use crate::support::{PASSPHRASE, StillClock, Workspace, open};

#[test]
fn a_wrong_passphrase_leaves_the_files_as_they_are() {
    let workspace = Workspace::new();
    workspace.add_customer("Salainen Oy");
    let (folder, _temporary) = workspace.close();
    let before = (fs::read(folder.database()).expect("reads"), fs::read(folder.key_file()).expect("reads"));
    let refused = Store::open(&folder, &Secret::Passphrase("arvaus"), StillClock::new());
    assert!(matches!(refused, Err(StoreError::WrongPassphrase)));
    let after = (fs::read(folder.database()).expect("reads"), fs::read(folder.key_file()).expect("reads"));
    assert!(before == after, "not a byte differs");
}

#[test]
fn a_new_passphrase_opens_the_same_data_and_the_old_one_nothing() {
    let workspace = Workspace::new();
    let (customer, _) = workspace.add_customer("Pysyvä Oy");
    let wrong = workspace.store.change_passphrase("arvaus", "uusi salasana");
    assert!(matches!(wrong, Err(StoreError::WrongPassphrase)));
    workspace.store.checkpoint().expect("checkpoints");
    let database = fs::read(workspace.folder.database()).expect("reads");
    workspace.store.change_passphrase(PASSPHRASE, "uusi salasana").expect("changes");
    assert!(database == fs::read(workspace.folder.database()).expect("reads"), "no data is rewritten");
    let (folder, _temporary) = workspace.close();
    assert!(matches!(open(&folder), Err(StoreError::WrongPassphrase)));
    let store = Store::open(&folder, &Secret::Passphrase("uusi salasana"), StillClock::new()).expect("opens");
    assert!(store.read(|reader| reader.customer(customer)).expect("reads").is_some());
}

#[test]
fn only_one_program_has_it_open() {
    let workspace = Workspace::new();
    assert!(matches!(open(&workspace.folder), Err(StoreError::InUse { .. })));
    let (folder, _temporary) = workspace.close();
    open(&folder).expect("opens once the other has closed");
}

#[test]
fn a_workspace_is_never_made_over_another() {
    let workspace = Workspace::new();
    workspace.store.set_member(Id::from_bytes([1; 16])).expect("sets");
    let (folder, _temporary) = workspace.close();
    let refused = Store::create(&folder, PASSPHRASE, KdfParameters::FLOOR, StillClock::new());
    assert!(matches!(refused, Err(StoreError::Exists { .. })));
    open(&folder).expect("the first is still there");
}

#[test]
fn nothing_readable_is_on_the_disk() {
    let workspace = Workspace::new();
    workspace.add_customer("Kanarialintu Tunniste Oy");
    for entry in fs::read_dir(workspace.folder.path()).expect("lists") {
        let path = entry.expect("reads").path();
        if path.is_file() {
            let bytes = fs::read(&path).expect("reads");
            for word in [&b"Kanarialintu"[..], b"customer", b"SQLite format"] {
                assert!(
                    !bytes.windows(word.len()).any(|part| part == word),
                    "{} shows {word:?}",
                    path.display()
                );
            }
        }
    }
}

/// Opening and reading damaged files may fail, but only with an error that says so; the file stays as it was.
fn opens_or_says_damaged(folder: &WorkspaceFolder, what: &str) {
    let before = fs::read(folder.database()).expect("reads");
    noticed(folder, what);
    assert!(fs::read(folder.database()).expect("reads") == before, "{what}: the file was written to");
}

fn noticed(folder: &WorkspaceFolder, what: &str) {
    let opened = Store::open(folder, &Secret::Passphrase(PASSPHRASE), StillClock::new());
    let checked = opened.and_then(|store| store.check());
    match checked {
        Ok(check) => assert!(!check.problems.is_empty(), "{what}: the check noticed nothing"),
        Err(StoreError::Damaged(_)) => {}
        Err(other) => panic!("{what}: {other:?}"),
    }
}

#[test]
fn every_flipped_byte_of_the_header_is_noticed() {
    let workspace = Workspace::new();
    workspace.add_customer("Ehjä Oy");
    workspace.store.checkpoint().expect("checkpoints");
    let key = workspace.store.key().clone();
    let (folder, _temporary) = workspace.close();
    let whole = fs::read(folder.database()).expect("reads");
    // The key is handed in, because Argon2 a hundred times over would only test Argon2.
    for at in 0..100 {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        fs::write(folder.database(), &bytes).expect("writes");
        let opened = Store::open(&folder, &Secret::Key(&key), StillClock::new());
        assert!(matches!(opened, Err(StoreError::Damaged(_))), "byte {at}: {:?}", opened.err());
        assert!(fs::read(folder.database()).expect("reads") == bytes, "byte {at}: the file was written to");
    }
}

#[test]
fn a_file_cut_at_any_page_is_noticed() {
    let workspace = Workspace::new();
    workspace.add_customer("Ehjä Oy");
    workspace.store.checkpoint().expect("checkpoints");
    let (folder, _temporary) = workspace.close();
    let whole = fs::read(folder.database()).expect("reads");
    let pages = whole.len() / 4096;
    assert!(pages > 20, "the file has enough pages to cut: {pages}");
    for page in (0..pages).step_by(pages / 12) {
        fs::write(folder.database(), &whole[..page * 4096]).expect("writes");
        opens_or_says_damaged(&folder, &format!("cut after page {page}"));
    }
    fs::write(folder.database(), &whole[..whole.len() - 100]).expect("writes");
    opens_or_says_damaged(&folder, "cut within the last page");
}

#[test]
fn missing_parts_are_named() {
    let workspace = Workspace::new();
    let (folder, temporary) = workspace.close();
    let key_file = fs::read(folder.key_file()).expect("reads");
    fs::remove_file(folder.key_file()).expect("removes");
    assert!(matches!(open(&folder), Err(StoreError::KeyFile(_))), "the key file is missing");
    fs::write(folder.key_file(), b"{}").expect("writes");
    assert!(matches!(open(&folder), Err(StoreError::KeyFile(_))), "the key file is damaged");
    fs::write(folder.key_file(), key_file).expect("writes");
    fs::remove_file(folder.database()).expect("removes");
    assert!(matches!(open(&folder), Err(StoreError::Damaged(_))), "the database is missing");
    let nowhere = WorkspaceFolder::new(temporary.path().join("nowhere"));
    assert!(matches!(open(&nowhere), Err(StoreError::NotAWorkspace { .. })));
}

#[test]
fn a_key_of_another_workspace_asks_for_the_passphrase() {
    let (first, second) = (Workspace::new(), Workspace::new());
    let key = first.store.key().clone();
    let own = second.store.key().clone();
    let (folder, _temporary) = second.close();
    let opened = Store::open(&folder, &Secret::Key(&key), StillClock::new());
    assert!(matches!(opened, Err(StoreError::WrongPassphrase)), "{:?}", opened.err());
    Store::open(&folder, &Secret::Key(&own), StillClock::new()).expect("its own key opens it");
}

#[test]
fn a_key_without_a_database_is_in_nobodys_way_and_not_lost() {
    let workspace = Workspace::new();
    workspace.add_customer("Varmuus Oy");
    let (folder, temporary) = workspace.close();
    let backup = temporary.path().join("backup");
    open(&folder).expect("opens").back_up(&backup, &mut |_, _| true).expect("backs up");
    // As after a kill between the two files, and with the file that SQLite begins with.
    for empty in [false, true] {
        fs::remove_file(folder.database()).expect("removes");
        if empty {
            fs::write(folder.database(), b"").expect("writes");
        }
        assert!(matches!(open(&folder), Err(StoreError::Damaged(_))));
        let key_file = fs::read(folder.key_file()).expect("reads");
        let wrong = restore_backup(&backup, &folder, "arvaus");
        assert!(matches!(wrong, Err(StoreError::WrongPassphrase)));
        assert!(fs::read(folder.key_file()).expect("is back") == key_file);
        if empty {
            restore_backup(&backup, &folder, PASSPHRASE).expect("restores");
            assert_eq!(open(&folder).expect("opens").check().expect("checks").customers, 1);
        } else {
            Store::create(&folder, PASSPHRASE, KdfParameters::FLOOR, StillClock::new()).expect("creates");
        }
        let kept = fs::read_dir(folder.path()).expect("lists").flatten().map(|entry| entry.path());
        let kept = kept
            .filter(|path| path.is_file() && *path != folder.key_file())
            .map(|path| fs::read(path).expect("reads"));
        assert!(kept.into_iter().any(|bytes| bytes == key_file), "the key that was there is kept");
    }
}

#[test]
fn a_damaged_write_ahead_log_costs_at_most_what_it_held() {
    let workspace = Workspace::new();
    workspace.add_customer("Vanha Oy");
    workspace.store.checkpoint().expect("checkpoints");
    workspace.add_customer("Uusi Oy");
    let wal = workspace.folder.database().with_extension("db-wal");
    let (database, log) =
        (fs::read(workspace.folder.database()).expect("reads"), fs::read(&wal).expect("reads"));
    assert!(log.len() > 4_096, "the second customer is in the log only");
    let key = workspace.store.key().clone();
    let copy = WorkspaceFolder::new(workspace.folder.path().join("copy"));
    fs::create_dir(copy.path()).expect("makes");
    fs::copy(workspace.folder.key_file(), copy.key_file()).expect("copies");
    let mut damaged: Vec<Vec<u8>> = [0, 10, 30, 60, log.len() / 2, log.len() - 1]
        .map(|at| {
            let mut bytes = log.clone();
            bytes[at] ^= 0xff;
            bytes
        })
        .into();
    damaged.extend([0, 20, 100, log.len() / 3, log.len() - 1].map(|length| log[..length].to_vec()));
    for (number, bytes) in damaged.into_iter().enumerate() {
        fs::write(copy.database(), &database).expect("writes");
        fs::write(copy.database().with_extension("db-wal"), bytes).expect("writes");
        let store = Store::open(&copy, &Secret::Key(&key), StillClock::new());
        let check = store.expect("opens without what was damaged").check().expect("checks");
        assert_eq!(check.problems, Vec::<String>::new(), "case {number}");
        assert!((1..=2).contains(&check.customers), "case {number}: {}", check.customers);
    }
}

#[test]
fn a_workspace_that_nobody_has_finished_gives_way_to_another() {
    let workspace = Workspace::new();
    workspace.add_customer("Kesken");
    let (folder, _temporary) = workspace.close();
    assert!(folder.exists() && !folder.is_made(), "as the program left it when it was killed");
    let make = || Store::create(&folder, "toinen salalause", KdfParameters::FLOOR, StillClock::new());
    let store = make().expect("is made anew, with another passphrase");
    assert_eq!(store.check().expect("checks").customers, 0);
    let member = Id::from_bytes([1; 16]);
    store.set_member(member).expect("sets");
    assert!(folder.is_made());
    drop(store);
    assert!(matches!(make(), Err(StoreError::Exists { .. })), "a whole one stays");
    // Killed after the last write, before the mark was gone.
    std::fs::write(folder.unfinished_mark(), b"").expect("writes");
    let store = Store::open(&folder, &Secret::Passphrase("toinen salalause"), StillClock::new());
    assert_eq!(store.expect("opens").member(), Some(member));
    assert!(folder.is_made());
}
