//! What one device hands to another, and what that one makes of it.

use pelikirja_domain::{Id, Role};
use pelikirja_store::exchange::{Conflict, ConflictKind, EntryAuthor, ExchangeBatch, ExchangeEntry, Refusal};
use pelikirja_store::{Column, IntoValue, WriteTransaction, schema};

use crate::support::{Workspace, new_customer};

const NAME: Column = schema::customer::NAME;
const PHONE: Column = schema::customer::PHONE;

fn pair() -> (Workspace, Workspace, Id) {
    let (one, other) = (Workspace::new(), Workspace::new());
    let (customer, _) = one.add_customer("Alku");
    other.receive(&one.publish().expect("something was written"));
    (one, other, customer)
}

fn write(device: &Workspace, write: impl FnOnce(&mut WriteTransaction<'_>) -> pelikirja_store::Result<bool>) {
    assert!(device.store.write("edit", write).expect("writes").value, "something was written");
}

/// Each gets what the other has written.
fn meet(one: &Workspace, other: &Workspace) {
    let (from_one, from_other) = (one.publish(), other.publish());
    from_one.iter().for_each(|entry| drop(other.receive(entry)));
    from_other.iter().for_each(|entry| drop(one.receive(entry)));
}

fn conflicts(device: &Workspace) -> Vec<Conflict> {
    device.store.read(|reader| reader.conflicts(100)).expect("reads")
}

fn is_sound(device: &Workspace) {
    assert_eq!(device.store.check().expect("checks").problems, Vec::<String>::new());
}

#[test]
fn everything_written_is_handed_over_once_and_what_came_is_not() {
    let (one, other, customer) = pair();
    assert_eq!(other.name_of(customer).as_deref(), Some("Alku"));
    assert_eq!(one.publish(), None, "nothing is left");
    assert_eq!(other.publish(), None, "what came from another is not published again");
    write(&other, |tx| tx.set(customer, [(NAME, "Toinen".into_value())]));
    let entry = other.publish().expect("something was written");
    let applied = one.receive(&entry);
    assert_eq!((applied.operations, applied.refused), (entry.operations.len() as u64, 0));
    assert!(applied.touched.rows.contains(&(schema::customer::TABLE.number, customer)));
    assert_eq!(one.name_of(customer).as_deref(), Some("Toinen"));
    is_sound(&one);
}

#[test]
fn a_large_transaction_goes_in_parts_that_are_understood_by_themselves() {
    let (one, other) = (Workspace::new(), Workspace::new());
    one.store
        .write("import", |tx| {
            (0..100).try_for_each(|number| new_customer(tx, &format!("Asiakas {number}")).map(|_| ()))
        })
        .expect("writes");
    let mut parts = Vec::new();
    loop {
        let part = one.store.unpublished(1_000).expect("reads");
        if part.operations.is_empty() {
            break;
        }
        let size: usize = part.operations.iter().map(Vec::len).sum();
        assert!(size < 1_200, "{size} bytes");
        let batch = ExchangeBatch { published: Some(part.until), ..ExchangeBatch::default() };
        one.store.apply_exchange(&batch).expect("notes it");
        parts.push(part.operations);
    }
    assert!(parts.len() > 3, "{} parts", parts.len());
    parts.reverse();
    for (number, operations) in (1..).zip(parts) {
        let entry = entry_of(&one, number, Role::Owner, operations);
        assert_eq!(other.receive(&entry).refused, 0);
    }
    assert_eq!(other.store.check().expect("checks").customers, 100);
    let transactions = other.store.check().expect("checks").transactions;
    assert_eq!(transactions, 1, "the parts are one transaction");
}

fn entry_of(device: &Workspace, number: u64, role: Role, operations: Vec<Vec<u8>>) -> ExchangeEntry {
    let author = Some(EntryAuthor { member: device.store.device(), role });
    let (chain, device) = (device.store.device(), device.store.device());
    ExchangeEntry { chain, number: 1_000 + number, hash: [7; 32], device, author, operations }
}

#[test]
fn two_values_written_at_the_same_time_are_both_kept_until_somebody_settles_it() {
    let (one, other, customer) = pair();
    write(&one, |tx| tx.set(customer, [(PHONE, "111".into_value()), (NAME, "Sama".into_value())]));
    other.clock.advance(1_000);
    write(&other, |tx| tx.set(customer, [(PHONE, "222".into_value()), (NAME, "Sama".into_value())]));
    meet(&one, &other);
    for device in [&one, &other] {
        let found = conflicts(device);
        assert_eq!(found.len(), 1, "the same name twice is no conflict: {found:?}");
        let cell = &found[0].cells[0];
        assert_eq!(
            (cell.column, &cell.kept, &cell.other),
            ("phone", &"222".into_value(), &"111".into_value())
        );
        assert_eq!(found[0].other_by.device, one.store.device());
        is_sound(device);
    }
    let found = conflicts(&other);
    write(&other, |tx| tx.use_other(&found[0]));
    assert_eq!(conflicts(&other), []);
    meet(&one, &other);
    assert_eq!(conflicts(&one), [], "it is settled everywhere");
    let stored = one.store.read(|reader| reader.customer(customer)).expect("reads").expect("is there");
    assert_eq!(stored.phone.as_deref(), Some("111"));
}

#[test]
fn keeping_the_present_value_settles_a_conflict_everywhere() {
    let (one, other, customer) = pair();
    write(&one, |tx| tx.set(customer, [(PHONE, "111".into_value())]));
    write(&other, |tx| tx.set(customer, [(PHONE, "222".into_value())]));
    meet(&one, &other);
    let found = conflicts(&one);
    write(&one, |tx| tx.keep_current(&found[0]));
    let again = one.store.write("again", |tx| tx.keep_current(&found[0])).expect("writes");
    assert!(!again.value, "there is nothing left to settle");
    meet(&one, &other);
    assert_eq!((conflicts(&one), conflicts(&other)), (vec![], vec![]));
}

#[test]
fn who_writes_later_having_seen_both_settles_it() {
    let (one, other, customer) = pair();
    write(&one, |tx| tx.set(customer, [(PHONE, "111".into_value())]));
    write(&other, |tx| tx.set(customer, [(PHONE, "222".into_value())]));
    meet(&one, &other);
    write(&one, |tx| tx.set(customer, [(PHONE, "333".into_value())]));
    // Somebody who writes now without having seen that is in conflict with it alone.
    write(&other, |tx| tx.set(customer, [(PHONE, "444".into_value())]));
    meet(&one, &other);
    for device in [&one, &other] {
        let found = conflicts(device);
        assert_eq!(found.len(), 1);
        assert_ne!(found[0].cells[0].other, "111".into_value());
        assert_ne!(found[0].cells[0].other, "222".into_value());
    }
}

#[test]
fn an_address_is_one_or_the_other() {
    use schema::customer as column;
    let (one, other, customer) = pair();
    let address =
        |street: &str, city: &str| [(column::STREET, street.into_value()), (column::CITY, city.into_value())];
    write(&one, |tx| tx.set(customer, address("Katu 1", "Oulu")));
    meet(&one, &other);
    write(&one, |tx| tx.set(customer, [(column::STREET, "Tie 2".into_value())]));
    other.clock.advance(1_000);
    write(&other, |tx| tx.set(customer, [(column::CITY, "Kemi".into_value())]));
    meet(&one, &other);
    for device in [&one, &other] {
        let stored = device.store.read(|reader| reader.customer(customer)).expect("reads").expect("is there");
        assert_eq!((stored.street.as_deref(), stored.city.as_deref()), (Some("Katu 1"), Some("Kemi")));
    }
    let found = conflicts(&one);
    assert_eq!(found.len(), 1, "it is one conflict: {found:?}");
    let columns: Vec<&str> = found[0].cells.iter().map(|cell| cell.column).collect();
    assert_eq!(columns, ["street", "city"]);
    write(&one, |tx| tx.use_other(&found[0]));
    let stored = one.store.read(|reader| reader.customer(customer)).expect("reads").expect("is there");
    assert_eq!((stored.street.as_deref(), stored.city.as_deref()), (Some("Tie 2"), Some("Oulu")));
}

#[test]
fn an_edit_wins_over_a_deletion_and_somebody_is_told() {
    let (one, other, customer) = pair();
    write(&other, |tx| tx.set(customer, [(PHONE, "222".into_value())]));
    one.clock.advance(60_000);
    write(&one, |tx| tx.delete(&schema::customer::TABLE, customer));
    meet(&one, &other);
    for device in [&one, &other] {
        assert!(device.name_of(customer).is_some(), "it is back");
        let found = conflicts(device);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].kind, ConflictKind::Revived);
        assert_eq!(found[0].other_by.device, one.store.device(), "who deleted it");
        is_sound(device);
    }
    let found = conflicts(&one);
    write(&one, |tx| tx.use_other(&found[0]));
    meet(&one, &other);
    for device in [&one, &other] {
        assert_eq!(device.name_of(customer), None, "now it is gone");
        assert_eq!(conflicts(device), []);
    }
}

#[test]
fn what_a_role_may_not_do_counts_nowhere_and_is_kept() {
    let (owner, assistant, customer) = pair();
    write(&assistant, |tx| tx.set(customer, [(PHONE, "333".into_value())]));
    write(&assistant, |tx| tx.set(customer, [(schema::customer::STAGE, "lead".into_value())]));
    let waiting = assistant.store.unpublished(usize::MAX).expect("reads");
    let entry = entry_of(&assistant, 1, Role::Assistant, waiting.operations);
    let before = owner.store.check().expect("checks").changes;
    let applied = owner.receive(&entry);
    assert_eq!((applied.operations, applied.refused), (1, 1));
    let stored = |device: &Workspace| {
        device.store.read(|reader| reader.customer(customer)).expect("reads").expect("is there")
    };
    assert_eq!(stored(&owner).phone.as_deref(), Some("333"));
    let quarantined = owner.store.read(|reader| reader.quarantined(10)).expect("reads");
    assert_eq!(quarantined.len(), 1);
    assert_eq!((quarantined[0].reason, quarantined[0].kind.as_deref()), (Refusal::Role, Some("edit")));
    assert_eq!(owner.store.check().expect("checks").changes, before + 1);
    // The assistant's own device takes it back as well once the entry is published.
    let applied = assistant.receive(&entry);
    assert_eq!((applied.operations, applied.refused), (1, 1));
    let stages = |device: &Workspace| stored(device).stage;
    assert_eq!(stages(&assistant), stages(&owner));
    is_sound(&owner);
    is_sound(&assistant);
}

#[test]
fn an_assistant_deletes_only_what_is_their_own_and_signs_only_with_their_own_name() {
    let (owner, assistant, customer) = pair();
    assistant.store.set_member(assistant.store.device()).expect("writes");
    let contact = |device: &Workspace, member: Id| {
        let made = device.store.write("contact", |tx| {
            let id = tx.new_id()?;
            let cells = [
                (schema::contact::CUSTOMER, customer.into_value()),
                (schema::contact::MEMBER, member.into_value()),
            ];
            tx.create(id, cells)?;
            Ok::<_, pelikirja_store::StoreError>(id)
        });
        made.expect("writes").value
    };
    let owners = contact(&owner, owner.store.device());
    assistant.receive(&owner.publish().expect("something was written"));
    let own = contact(&assistant, assistant.store.device());
    let forged = contact(&assistant, owner.store.device());
    let delete = |id: Id| write(&assistant, |tx| tx.delete(&schema::contact::TABLE, id));
    // The assistant deletes their own, in vain that of the owner.
    delete(own);
    delete(owners);
    let operations = assistant.store.unpublished(usize::MAX).expect("reads").operations;
    let applied = owner.receive(&entry_of(&assistant, 1, Role::Assistant, operations));
    assert_eq!((applied.operations, applied.refused), (2, 2), "made and deleted their own");
    let is_there = |id: Id| {
        let known =
            owner.store.read(|reader| reader.known_record(&schema::contact::TABLE, id)).expect("reads");
        known.map(|(_, deleted)| !deleted)
    };
    assert_eq!((is_there(own), is_there(owners), is_there(forged)), (Some(false), Some(true), None));
}

#[test]
fn what_stands_differently_later_goes_and_comes_back() {
    let (one, other, customer) = pair();
    write(&one, |tx| tx.set(customer, [(PHONE, "111".into_value())]));
    meet(&one, &other);
    one.clock.advance(1_000);
    write(&one, |tx| tx.set(customer, [(PHONE, "222".into_value())]));
    let (added, _) = one.add_customer("Lisätty");
    let mut entry = one.publish().expect("something was written");
    other.receive(&entry);
    let phone = || {
        let stored = other.store.read(|reader| reader.customer(customer)).expect("reads").expect("is there");
        stored.phone
    };
    let before = other.store.check().expect("checks");
    assert_eq!(phone().as_deref(), Some("222"));
    let author = entry.author.take();
    for _ in 0..2 {
        let applied = other.receive(&entry);
        assert_eq!(applied.operations, 0);
        assert_eq!(phone().as_deref(), Some("111"), "the value before counts again");
        assert_eq!(other.name_of(added), None);
        let kept = other.store.read(|reader| reader.quarantined_count()).expect("reads");
        assert_eq!(kept, entry.operations.len() as u64);
        is_sound(&other);
    }
    entry.author = author;
    other.receive(&entry);
    assert_eq!(phone().as_deref(), Some("222"));
    assert_eq!(other.name_of(added).as_deref(), Some("Lisätty"));
    assert_eq!(other.store.read(|reader| reader.quarantined_count()).expect("reads"), 0);
    let after = other.store.check().expect("checks");
    assert_eq!((after.changes, after.transactions), (before.changes, before.transactions));
    assert_eq!(after.problems, Vec::<String>::new());
}

#[test]
fn an_undo_that_does_not_count_takes_nothing_back() {
    let (one, other, customer) = pair();
    write(&one, |tx| tx.set(customer, [(PHONE, "111".into_value())]));
    meet(&one, &other);
    let device = one.store.device();
    let last =
        one.store.read(|reader| reader.last_undoable(device, None, &[])).expect("reads").expect("is there");
    one.store.write("undo", |tx| tx.undo(last.transaction)).expect("undoes");
    let mut entry = one.publish().expect("something was written");
    other.receive(&entry);
    let counts = || other.store.read(|reader| reader.counts(last.transaction)).expect("reads");
    assert_eq!(counts(), Some(false));
    entry.author = None;
    other.receive(&entry);
    assert_eq!(counts(), Some(true));
}

#[test]
fn own_entries_that_a_restored_database_has_lost_come_back() {
    let (one, other, customer) = pair();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let backup = folder.path().join("varmuuskopio");
    write(&one, |tx| tx.set(customer, [(PHONE, "111".into_value())]));
    assert!(one.store.back_up(&backup, &mut |_, _| true).expect("backs up"));
    // What waited when the backup was made, and what was written after it.
    let early = one.publish().expect("something was written");
    write(&one, |tx| tx.set(customer, [(NAME, "Myöhempi".into_value())]));
    let late = one.publish().expect("something was written");
    other.receive(&early);
    other.receive(&late);
    let restored = pelikirja_store::WorkspaceFolder::new(folder.path().join("palautettu"));
    pelikirja_store::restore_backup(&backup, &restored, crate::support::PASSPHRASE).expect("restores");
    let store = crate::support::open(&restored).expect("opens");
    assert_eq!(store.device(), one.store.device());
    let again = store.unpublished(usize::MAX).expect("reads");
    let entries = vec![early, late];
    let applied =
        store.apply_exchange(&ExchangeBatch { entries, ..ExchangeBatch::default() }).expect("applies");
    assert_eq!(applied.refused, 0);
    let stored = store.read(|reader| reader.customer(customer)).expect("reads").expect("is there");
    assert_eq!((stored.name.as_str(), stored.phone.as_deref()), ("Myöhempi", Some("111")));
    assert_eq!(store.unpublished(usize::MAX).expect("reads"), again, "only what waited is published again");
    let before = other.store.check().expect("checks");
    other.receive(&entry_of(&one, 5, Role::Owner, again.operations));
    assert_eq!(other.store.check().expect("checks"), before, "and changes nothing");
}

#[test]
fn keyed_identities_are_the_same_once_devices_have_met() {
    let (one, other, _) = pair();
    let identity = |device: &Workspace| {
        device.store.rehearse(|tx| tx.keyed_id(&[b"tag", "vip".as_bytes()])).expect("makes it")
    };
    assert_eq!(identity(&one), identity(&other));
}

#[test]
fn values_of_the_exchange_are_kept_with_the_entries() {
    let workspace = Workspace::new();
    let state = |name: &[u8], value: Option<&[u8]>| (name.to_vec(), value.map(<[u8]>::to_vec));
    let keep = |state: Vec<(Vec<u8>, Option<Vec<u8>>)>| {
        workspace.store.apply_exchange(&ExchangeBatch { state, ..ExchangeBatch::default() }).expect("keeps");
    };
    keep(vec![state(b"b", Some(b"1")), state(b"a", Some(b"2"))]);
    keep(vec![state(b"b", None), state(b"a", Some(b"3")), state(b"missing", None)]);
    assert_eq!(workspace.store.sync_state().expect("reads"), [(b"a".to_vec(), b"3".to_vec())]);
}

#[test]
fn damaged_operations_are_put_aside_one_by_one() {
    let (one, other) = (Workspace::new(), Workspace::new());
    one.add_customer("Ehjä");
    one.add_customer("Toinen");
    let entry = one.publish().expect("something was written");
    for (place, operation) in entry.operations.iter().enumerate() {
        for cut in 0..operation.len() {
            let mut damaged = entry.clone();
            damaged.operations[place].truncate(cut);
            let applied = other.receive(&damaged);
            assert!(applied.refused >= 1, "operation {place} cut to {cut} bytes");
        }
    }
    let applied = other.receive(&entry);
    assert_eq!(applied.refused, 0, "the whole one counts");
    assert_eq!(other.store.check().expect("checks").customers, 2);
    is_sound(&other);
}

#[test]
fn what_one_entry_may_say_counts_though_its_copy_in_another_does_not() {
    let (one, other, customer) = pair();
    write(&one, |tx| tx.set(customer, [(schema::customer::NAME, "Uusi nimi".into_value())]));
    let operations = one.store.unpublished(usize::MAX).expect("reads").operations;
    let copy = other.receive(&entry_of(&one, 8, Role::Viewer, operations.clone()));
    assert!(copy.refused > 0, "a viewer may not");
    other.receive(&entry_of(&one, 9, Role::Owner, operations));
    assert_eq!(other.name_of(customer).as_deref(), Some("Uusi nimi"));
    // As after an upgrade: all that was put aside is looked at again.
    other.store.set_local_value("judged_by", "0").expect("keeps");
    let again = other.store.replay_after_upgrade().expect("judges again");
    assert_eq!(again.refused, copy.refused, "the copy counts as little as before");
    assert_eq!(other.name_of(customer).as_deref(), Some("Uusi nimi"), "and the other one as much");
    is_sound(&other);
}
