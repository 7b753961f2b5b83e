//! Two programs of different schemas in one firm: this one, and one built with a column and a table more.
#![expect(clippy::expect_used, reason = "a test whose machine fails cannot go on")]

mod machine;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pelikirja_app::LockReason;
use pelikirja_store::SCHEMA_VERSION;
use pelikirja_tests::program::text;
use serde_json::{Value, json};

use machine::{AheadClock, Machine, Version, id_of};

/// Every file below a folder.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("lists") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let bytes = fs::read(&path).expect("reads");
            found.insert(path, bytes);
        }
    }
    found
}

/// What the newer program knows of one customer.
fn of<'n>(next: &'n Value, customer: &str) -> &'n Value {
    let all = next["customers"].as_array().expect("customers");
    all.iter().find(|found| found["customer"] == customer).expect("the customer is there")
}

#[test]
fn an_older_program_works_beside_a_newer_one_and_has_everything_after_its_upgrade() {
    let shared = tempfile::tempdir().expect("a temporary folder");
    let folder = shared.path().to_str().expect("utf-8");
    let mut owner = Machine::new(Version::Older);
    owner.answer(&["create", "--name", "Kahden Version Oy", "--member", "Aino", "--json"]);
    owner.answer(&["share", "--folder", folder, "--device-name", "MAC", "--json"]);
    let invite = |role: &str, name: &str| owner.answer(&["invite", "--role", role, "--name", name, "--json"]);
    let (manager, assistant) = (Machine::new(Version::Newer), Machine::new(Version::Newer));
    manager.join(shared.path(), &invite("manager", "Matti"));
    assistant.join(shared.path(), &invite("assistant", "Aila"));
    let made =
        |machine: &Machine, name: &str| id_of(&machine.call("save_customer", &json!({ "name": name })));
    let of_owner = made(&owner, "Vanhan Oy");
    let of_manager = made(&manager, "Uuden Oy");
    let sync_all = |owner: &Machine| {
        for _ in 0..2 {
            for machine in [owner, &manager, &assistant] {
                machine.sync();
            }
        }
    };
    sync_all(&owner);

    // The newer ones write into the column and the table that the older one does not know.
    let write =
        |machine: &Machine, request: Value| text(&machine.call("write_next", &request), "/transaction");
    write(&manager, json!({ "customer": of_manager, "nickname": "Uusi", "errand": "Vie näytteet" }));
    write(&assistant, json!({ "customer": of_owner, "nickname": "Vanha", "errand": "Hae palautukset" }));
    let mistaken = write(&manager, json!({ "customer": of_owner, "nickname": "Väärä" }));
    write(&assistant, json!({ "customer": of_manager, "errand": "Erehdys" }));
    // In entries of their own: the older one forgets what it knows nothing of, and then does not know what is taken back.
    assistant.sync();
    assistant.call("undo", &json!({}));
    let both = json!({ "id": of_manager, "phone": "09 1", "notes": "Avaimet vastaanotosta." });
    manager.call("save_customer", &both);
    sync_all(&owner);
    // Meanwhile the older one edits the same records, also the one that a newer one made, and takes back what it does not
    // know.
    owner.call("save_customer", &json!({ "id": of_manager, "phone": "09 2", "city": "Pori" }));
    owner.call("save_customer", &json!({ "id": of_owner, "name": "Vanhan Oyj" }));
    owner.call("save_person", &json!({ "customer": of_manager, "name": "Kaisa" }));
    owner.call("undo", &json!({ "transaction": mistaken }));
    write(&manager, json!({ "customer": of_manager, "nickname": "Uudempi" }));
    sync_all(&owner);
    assert_eq!(owner.customers(), manager.customers(), "what both know is the same");
    assert_eq!(manager.customers(), assistant.customers());
    let next = manager.next();
    assert_eq!(next, assistant.next());
    assert_eq!((&next["schema"], &next["put_aside"]), (&json!(SCHEMA_VERSION + 1), &json!(0)));
    assert_eq!(of(&next, &of_manager)["nickname"], "Uudempi");
    assert_eq!(of(&next, &of_manager)["errands"], json!(["Vie näytteet"]), "the other was taken back");
    assert_eq!(of(&next, &of_owner)["nickname"], "Vanha", "the older program put back what it does not know");
    assert_eq!(of(&next, &of_owner)["errands"], json!(["Hae palautukset"]));
    for machine in [&owner, &manager, &assistant] {
        machine.assert_sound();
    }

    // The older one is upgraded.
    owner.version = Version::Newer;
    assert_eq!(owner.next(), next, "what it had put aside counts now");
    assert_eq!(owner.customers(), manager.customers());
    owner.assert_sound();
    write(&owner, json!({ "customer": of_owner, "nickname": "Vanhin" }));
    sync_all(&owner);
    for machine in [&owner, &manager, &assistant] {
        let next = machine.next();
        assert_eq!((&of(&next, &of_owner)["nickname"], &next["put_aside"]), (&json!("Vanhin"), &json!(0)));
    }

    // The way back is closed, and says so.
    owner.version = Version::Older;
    let refused = owner.run(&["call", "list_customers", r#"{"offset":0,"limit":1}"#]);
    let words = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1), "{words}");
    let (newer, known) = (SCHEMA_VERSION + 1, SCHEMA_VERSION);
    let refusal = format!("newer_schema: the database has schema {newer}, this program knows {known}");
    assert!(words.starts_with(&refusal), "{words}");
    assert!(words.trim_end().ends_with("install the newer version"), "{words}");
    owner.version = Version::Newer;
    owner.assert_sound();
}

#[test]
fn an_older_program_writes_vanished_files_of_a_newer_one_again_as_they_were() {
    let shared = tempfile::tempdir().expect("a temporary folder");
    let folder = shared.path().to_str().expect("utf-8");
    let owner = Machine::new(Version::Older);
    owner.answer(&["create", "--name", "Kahden Version Oy", "--member", "Aino", "--json"]);
    owner.answer(&["share", "--folder", folder, "--device-name", "MAC", "--json"]);
    let invite = |name: &str| owner.answer(&["invite", "--role", "manager", "--name", name, "--json"]);
    let (manager, late) = (Machine::new(Version::Newer), Machine::new(Version::Newer));
    let (for_manager, for_late) = (invite("Matti"), invite("Myöhäinen"));
    manager.join(shared.path(), &for_manager);
    let before = files(shared.path());
    let customer = id_of(&manager.call("save_customer", &json!({ "name": "Uuden Oy" })));
    let next = json!({ "customer": customer, "nickname": "Uusi", "errand": "Vie näytteet" });
    manager.call("write_next", &next);
    manager.sync();
    let written: BTreeMap<PathBuf, Vec<u8>> =
        files(shared.path()).into_iter().filter(|(path, _)| !before.contains_key(path)).collect();
    assert!(!written.is_empty(), "the newer program has written");
    owner.sync();

    // The carrier loses them, and the newer machine is away.
    for path in written.keys() {
        fs::remove_file(path).expect("removes");
    }
    let clock = Arc::new(AheadClock::default());
    let older = owner.older_with(Arc::clone(&clock));
    older.dispatch("sync_now", json!({})).expect("exchanges");
    assert!(written.keys().all(|path| !path.exists()), "a carrier may be slow: at first it waits");
    clock.advance_minutes(30);
    older.dispatch("sync_now", json!({})).expect("exchanges");
    older.lock(LockReason::Asked);
    drop(older);
    for (path, bytes) in &written {
        let found = fs::read(path);
        assert!(found.is_ok_and(|found| found == *bytes), "{} is not as it was", path.display());
    }
    // Whoever comes now reads what the older program knows nothing of.
    late.join(shared.path(), &for_late);
    late.sync();
    assert_eq!(late.next(), manager.next());
    assert_eq!(of(&late.next(), &customer)["errands"], json!(["Vie näytteet"]));
    late.assert_sound();
}
