//! What an owner erases is gone from every file, and only an owner can make it so.

use pelikirja_crypto::Hash;
use pelikirja_domain::{Id, Role};
use pelikirja_sync::membership::{Action, Head, Record, Redacted, SignedRecord, Signer};
use pelikirja_sync::{Act, FileHash, Problem, Severity};
use serde_json::Value;

use crate::cbor::{self, ENTRIES, Item, MEMBERSHIP, named, sealed};
use crate::firm::{DAY, Device, Firm, MANAGER, counting, signing_keys, write};
use crate::vectors::tell;

/// Whom an owner erases.
const PERSON: &str = "Kaisa Kadotettu";

/// A firm of two that knows the person: one entry of each tells of her, among other things.
fn firm(seed: u8) -> (Firm, Device, Device) {
    let (mut firm, mut owner, mut assistant) = Firm::two(seed);
    for (device, words) in [(&mut owner, "Kallio"), (&mut assistant, "Sörnäinen")] {
        write(device, &format!("{words} ennen"));
        write(device, &format!("{words}: {PERSON}"));
        write(device, &format!("{words} jälkeen"));
    }
    firm.settle(&mut [&mut owner, &mut assistant]);
    (firm, owner, assistant)
}

fn erase(firm: &mut Firm, owner: &mut Device) {
    owner.replica().erased.push(PERSON.to_owned());
    owner.redact(firm.now, &mut firm.random).expect("it is erased");
}

fn tells(bytes: &[u8], keys: &[(u32, pelikirja_crypto::SecretKey)]) -> bool {
    let content = cbor::open(bytes, keys).map(|content| content.write()).unwrap_or_default();
    content.windows(PERSON.len()).any(|found| found == PERSON.as_bytes())
}

/// Files of the folder that tell of the person to whoever has all keys.
fn telling(firm: &Firm, device: &mut Device) -> Vec<String> {
    let keys = firm.keys_of(device);
    let files = firm.folder.0.iter().filter(|(_, bytes)| tells(bytes, &keys));
    files.map(|(path, _)| path.clone()).collect()
}

fn keeps(firm: &Firm, device: &mut Device) -> bool {
    let keys = firm.keys_of(device);
    device.replica().kept.values().any(|bytes| tells(bytes, &keys))
}

fn without_person(mut known: Vec<String>) -> Vec<String> {
    known.retain(|known| !known.contains(PERSON));
    known
}

/// The newest entry of a device that tells of the person.
fn entry_about(device: &mut Device, author: Id) -> Head {
    let about = device.replica().entries.values().rfind(|entry| {
        let tells = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains(PERSON);
        entry.writing.device == author && entry.operations.iter().any(tells)
    });
    let place = about.expect("it wrote of her").place;
    Head { chain: place.chain, number: place.number, hash: place.hash }
}

/// A file with a record of a device, signed by it, whatever the others think of that.
fn record_by(firm: &Firm, device: &mut Device, action: Action) -> (String, Vec<u8>) {
    let parents = device.membership().heads();
    let author = Signer::Device(device.device());
    let record = Record { parents, author, at: firm.now, action };
    let record: SignedRecord = record.sign(&signing_keys(device)).expect("it is signed");
    let content = Item::List(vec![Item::List(vec![Item::Bytes(record.to_bytes())]), Item::Null]);
    sealed(MEMBERSHIP, &firm.key_of(device), 77, &content)
}

#[test]
fn what_is_erased_is_in_no_file_any_more_and_everything_else_is() {
    let (mut firm, mut owner, mut assistant) = firm(120);
    let all = without_person(counting(&mut owner));
    let epoch = owner.membership().epoch();
    assert_eq!(telling(&firm, &mut owner).len(), 2, "one file of each");
    erase(&mut firm, &mut owner);
    assert!(!keeps(&firm, &mut owner), "here it is gone at once");
    firm.settle(&mut [&mut owner, &mut assistant]);
    assert_eq!(telling(&firm, &mut owner), Vec::<String>::new());
    assert!(!keeps(&firm, &mut owner) && !keeps(&firm, &mut assistant));
    assert_eq!(owner.membership().epoch(), epoch + 1, "a new epoch has begun");
    assert_eq!(counting(&mut firm.newcomer()), all, "and whoever comes gets the rest, signed as before");
    let check = firm.check(&mut owner);
    let worst = check.findings.iter().map(|finding| finding.problem.severity()).max();
    assert!(worst <= Some(Severity::Harmless), "{:?}", check.findings);
    let progress = owner.erasure_progress();
    assert_eq!((progress.entries, progress.operations, progress.exposed_files), (2, 2, 0));
    assert_eq!(progress.behind, [], "the assistant has said to know of it");
}

#[test]
fn who_has_not_heard_of_it_is_told_of() {
    let (mut firm, mut owner, mut assistant) = firm(121);
    erase(&mut firm, &mut owner);
    firm.round(&mut owner);
    firm.round(&mut owner);
    let progress = owner.erasure_progress();
    assert_eq!(progress.behind, [assistant.device()]);
    assert_eq!(progress.exposed_files, 1, "the assistant's file still has it");
    let check = firm.check(&mut owner);
    let held: Vec<_> =
        check.findings.iter().filter(|finding| finding.problem == Problem::HoldsErased).collect();
    assert_eq!(held.len(), 1, "{:?}", check.findings);
    firm.settle(&mut [&mut assistant, &mut owner]);
    assert_eq!(owner.erasure_progress().behind, []);
}

#[test]
fn what_is_written_of_the_person_later_goes_as_well() {
    let (mut firm, mut owner, mut assistant) = firm(122);
    erase(&mut firm, &mut owner);
    write(&mut assistant, &format!("tietämättä: {PERSON}"));
    firm.round(&mut assistant);
    firm.settle(&mut [&mut owner, &mut assistant]);
    assert_eq!(telling(&firm, &mut owner), Vec::<String>::new());
    assert_eq!(owner.erasure_progress().operations, 3);
}

#[test]
fn an_assistant_takes_nothing_out_of_anything() {
    let (mut firm, mut owner, mut assistant) = firm(123);
    let known = counting(&mut owner);
    let (of_owner, of_assistant) = (owner.device(), assistant.device());
    let entries = [of_owner, of_assistant]
        .map(|author| Redacted { entry: entry_about(&mut assistant, author), operations: vec![0, 1, 2] });
    let (path, bytes) = record_by(&firm, &mut assistant, Action::Redact { entries: entries.to_vec() });
    firm.folder.put((path, bytes));
    let before = telling(&firm, &mut owner);
    firm.settle(&mut [&mut owner, &mut assistant]);
    assert_eq!(telling(&firm, &mut owner), before, "the files stay");
    for device in [&mut owner, &mut assistant] {
        assert!(device.membership().redactions().is_empty());
        assert!(keeps(&firm, device));
    }
    assert_eq!(counting(&mut firm.newcomer()), known);
    let check = firm.check(&mut owner);
    let refused =
        |finding: &pelikirja_sync::Finding| matches!(finding.problem, Problem::RefusedRecord { .. });
    assert!(check.findings.iter().any(refused), "and it is told of: {:?}", check.findings);
}

#[test]
fn files_from_before_that_come_back_are_neither_kept_nor_left() {
    let (mut firm, mut owner, mut assistant) = firm(124);
    let before = firm.folder.clone();
    erase(&mut firm, &mut owner);
    firm.settle(&mut [&mut owner, &mut assistant]);
    let known = (counting(&mut owner), counting(&mut assistant));
    for (path, bytes) in before.0.clone() {
        firm.folder.put((path, bytes));
    }
    assert_eq!(telling(&firm, &mut owner).len(), 2, "the host put them back");
    // Also whoever comes now does not get it.
    let newcomer = &mut firm.newcomer();
    assert!(!counting(newcomer).iter().any(|known| known.contains(PERSON)));
    assert!(!keeps(&firm, newcomer));
    firm.settle(&mut [&mut owner, &mut assistant]);
    assert_eq!(telling(&firm, &mut owner), Vec::<String>::new());
    assert_eq!((counting(&mut owner), counting(&mut assistant)), known);
    // A year later nobody remembers the names of those files.
    firm.now += 400 * DAY;
    firm.settle(&mut [&mut owner, &mut assistant]);
    firm.folder.0.extend(before.0);
    firm.settle(&mut [&mut owner, &mut assistant]);
    assert_eq!(telling(&firm, &mut owner), Vec::<String>::new());
    assert!(!keeps(&firm, &mut owner) && !keeps(&firm, &mut assistant));
}

#[test]
fn a_member_who_writes_it_again_under_another_name_brings_nothing_back() {
    let (mut firm, mut owner, mut assistant) = firm(125);
    let path = telling(&firm, &mut owner).into_iter().next().expect("a file");
    let keys = firm.keys_of(&mut owner);
    let content = cbor::open(firm.folder.bytes(&path), &keys).expect("it opens");
    erase(&mut firm, &mut owner);
    firm.settle(&mut [&mut owner, &mut assistant]);
    let (again, bytes) = sealed(ENTRIES, &firm.key_of(&mut assistant), 5, &content);
    firm.folder.put((again.clone(), bytes.clone()));
    firm.settle(&mut [&mut owner, &mut assistant]);
    assert!(!firm.folder.0.contains_key(&again), "who wrote the entries removes it");
    let name = FileHash::of(&bytes);
    for device in [&mut owner, &mut assistant] {
        assert!(!device.replica().kept.contains_key(name.as_str()));
    }
}

#[test]
fn an_owner_looks_after_what_nobody_writes_any_more() {
    let (mut firm, mut owner, assistant) = firm(126);
    let act = Act::RemoveDevice { device: assistant.device() };
    owner.act(act, firm.now, &mut firm.random).expect("an owner removes");
    firm.settle(&mut [&mut owner]);
    let all = without_person(counting(&mut owner));
    erase(&mut firm, &mut owner);
    firm.settle(&mut [&mut owner]);
    assert_eq!(telling(&firm, &mut owner), Vec::<String>::new());
    assert_eq!(counting(&mut firm.newcomer()), all);
}

#[test]
fn an_owner_waits_two_weeks_for_who_writes_them() {
    let (mut firm, mut owner, mut assistant) = firm(127);
    let all = without_person(counting(&mut owner));
    erase(&mut firm, &mut owner);
    for _ in 0..4 {
        firm.settle(&mut [&mut owner]);
    }
    assert_eq!(telling(&firm, &mut owner).len(), 1, "the assistant's file is the assistant's");
    firm.settle(&mut [&mut owner]);
    firm.settle(&mut [&mut owner]);
    assert_eq!(telling(&firm, &mut owner), Vec::<String>::new());
    assert_eq!(counting(&mut firm.newcomer()), all);
    // Who comes back after that finds it done.
    firm.settle(&mut [&mut assistant, &mut owner]);
    assert_eq!(telling(&firm, &mut owner), Vec::<String>::new());
    assert!(!keeps(&firm, &mut assistant));
}

#[test]
fn a_file_that_vanishes_before_its_writer_comes_is_written_again_without_what_was_erased() {
    let (mut firm, mut owner, mut assistant) = firm(128);
    let mut manager = firm.join(&mut owner, MANAGER, Role::Manager);
    firm.settle(&mut [&mut owner, &mut assistant, &mut manager]);
    let all = without_person(counting(&mut owner));
    erase(&mut firm, &mut owner);
    firm.round(&mut owner);
    firm.round(&mut manager);
    for path in telling(&firm, &mut owner) {
        firm.folder.0.remove(&path);
    }
    firm.settle(&mut [&mut owner, &mut manager]);
    assert_eq!(telling(&firm, &mut owner), Vec::<String>::new());
    assert_eq!(counting(&mut firm.newcomer()), all, "nothing else is lost");
}

#[test]
fn operations_that_an_entry_does_not_have_change_nothing() {
    let (mut firm, mut owner, mut assistant) = firm(129);
    let (id, known) = (owner.device(), counting(&mut owner));
    let entry = entry_about(&mut owner, id);
    let elsewhere = Head { hash: Hash([3; 32]), ..entry };
    let entries =
        vec![Redacted { entry, operations: vec![99] }, Redacted { entry: elsewhere, operations: vec![0] }];
    let record = record_by(&firm, &mut owner, Action::Redact { entries });
    firm.folder.put(record);
    firm.settle(&mut [&mut owner, &mut assistant]);
    let folder = firm.folder.clone();
    let sent: u64 =
        (0..5).map(|_| firm.round(&mut owner).sent_files + firm.round(&mut assistant).sent_files).sum();
    assert_eq!((sent, firm.folder.0.len()), (0, folder.0.len()), "nobody writes anything anew");
    assert_eq!(counting(&mut firm.newcomer()), known);
}

#[test]
fn an_operation_that_is_not_there_beside_one_that_is_does_not_make_anybody_write_without_end() {
    let (mut firm, mut owner, mut assistant) = firm(133);
    let mut manager = firm.join(&mut owner, MANAGER, Role::Manager);
    firm.settle(&mut [&mut owner, &mut assistant, &mut manager]);
    let id = assistant.device();
    let entry = entry_about(&mut owner, id);
    let entries = vec![Redacted { entry, operations: vec![0, 99] }];
    let record = record_by(&firm, &mut owner, Action::Redact { entries });
    firm.folder.put(record);
    firm.settle(&mut [&mut owner, &mut assistant, &mut manager]);
    let sent: u64 = (0..5)
        .map(|_| {
            let devices = [&mut owner, &mut assistant, &mut manager];
            devices.into_iter().map(|device| firm.round(device).sent_files).sum::<u64>()
        })
        .sum();
    assert_eq!(sent, 0);
    // The database that erased it would not have the operation any more either; here nobody asked it.
    let gone: Vec<String> = counting(&mut owner);
    let left = counting(&mut firm.newcomer());
    assert_eq!((gone.len() - left.len(), left.iter().all(|known| gone.contains(known))), (1, true));
}

#[test]
fn the_keys_change_also_when_a_round_has_named_what_was_erased_before() {
    let (mut firm, mut owner, mut assistant) = firm(134);
    let before = owner.membership().epoch();
    // The round comes between the erasure in the database and the naming of it.
    owner.replica().erased.push(PERSON.to_owned());
    firm.round(&mut owner);
    assert!(!owner.membership().redactions().is_empty());
    owner.redact(firm.now, &mut firm.random).expect("it is named already");
    assert_eq!(owner.membership().epoch(), before + 1);
    firm.settle(&mut [&mut owner, &mut assistant]);
    assert_eq!(owner.membership().epoch(), before + 1, "once");
    assert_eq!(assistant.membership().epoch(), before + 1);
}

#[test]
fn what_an_owner_took_out_who_was_shut_out_meanwhile_comes_back_where_it_still_is() {
    let (mut firm, mut owner, mut assistant) = firm(130);
    let mut other = firm.join(&mut owner, MANAGER, Role::Owner);
    firm.settle(&mut [&mut owner, &mut assistant, &mut other]);
    let confirm = Act::Confirm { device: other.device() };
    owner.act(confirm, firm.now, &mut firm.random).expect("an owner confirms");
    firm.settle(&mut [&mut owner, &mut assistant, &mut other]);
    let known = counting(&mut owner);
    // The first owner shuts the other one out, who erases at the same time; the assistant hears of the erasure first.
    let removal = Act::RemoveDevice { device: other.device() };
    owner.act(removal, firm.now, &mut firm.random).expect("an owner removes");
    erase(&mut firm, &mut other);
    firm.round(&mut other);
    firm.round(&mut assistant);
    assert!(!keeps(&firm, &mut assistant));
    firm.round(&mut owner);
    firm.settle(&mut [&mut owner, &mut assistant]);
    for device in [&mut owner, &mut assistant] {
        assert!(device.membership().redactions().is_empty());
        assert_eq!(counting(device), known);
    }
    assert_eq!(counting(&mut firm.newcomer()), known, "the owner had it still");
}

#[test]
fn a_crash_in_between_leaves_nothing_behind() {
    let (mut firm, mut owner, mut assistant) = firm(131);
    let before = owner.replica().kept.clone();
    erase(&mut firm, &mut owner);
    // The files from before are there again, as if the machine had stopped before it removed them, and so is one that no
    // record tells of.
    let mut memory = owner.into_replica();
    memory.kept.extend(before);
    let stray = telling(&firm, &mut assistant).first().map(|path| firm.folder.bytes(path).to_vec());
    let (_, stray) = named("x", stray.expect("a file"));
    memory.kept.insert("stray".to_owned(), stray);
    let opened = pelikirja_sync::Engine::open(memory, b"mac", &mut firm.random).expect("it opens");
    let mut owner = opened.expect("it belongs to a firm");
    write(&mut owner, &format!("ja vielä {PERSON}"));
    firm.settle(&mut [&mut owner, &mut assistant]);
    assert!(!keeps(&firm, &mut owner));
    assert_eq!(telling(&firm, &mut owner), Vec::<String>::new());
}

/// A firm in which something was erased, for whoever writes another program.
pub fn make_redacted() -> Value {
    let (mut firm, mut owner, mut assistant) = firm(132);
    erase(&mut firm, &mut owner);
    firm.settle(&mut [&mut owner, &mut assistant]);
    tell(&firm, &mut owner, &mut assistant, None)
}
