//! A device that was shut out goes on writing, with all the keys that it had.

use pelikirja_crypto::{Hash, SealedFile};
use pelikirja_domain::{Id, Role};
use pelikirja_sync::{Act, ActError, Problem, Trouble};

use crate::cbor::{At, ENTRIES, Item, entry, entry_hash, header, open, sealed, signed};
use crate::firm::{ASSISTANT, Device, Firm, MANAGER, counting, session, signing_keys, write};

/// A firm of three, whose assistant is shut out; what counted with the owner then; and the key that the assistant had.
fn without_assistant(seed: u8) -> (Firm, Device, Device, Vec<String>) {
    let (mut firm, mut owner, assistant) = Firm::two(seed);
    let act = Act::RemoveDevice { device: assistant.device() };
    owner.act(act, firm.now, &mut firm.random).expect("an owner removes");
    firm.round(&mut owner);
    let known = counting(&mut owner);
    (firm, owner, assistant, known)
}

#[test]
fn it_opens_nothing_that_is_written_from_then_on() {
    let (mut firm, mut owner, mut assistant, _) = without_assistant(50);
    let before = firm.folder.clone();
    write(&mut owner, "salaisuus");
    firm.settle(&mut [&mut owner]);
    for _ in 0..3 {
        firm.round(&mut assistant);
    }
    let keys = firm.keys_of(&mut assistant);
    let new: Vec<String> =
        firm.folder.paths("o/").into_iter().filter(|path| !before.0.contains_key(path)).collect();
    let by_owner = new.iter().filter(|path| {
        let bytes = firm.folder.bytes(path);
        SealedFile::parse(bytes).expect("a sealed file").epoch() == 2
    });
    let by_owner: Vec<&String> = by_owner.collect();
    assert!(!by_owner.is_empty());
    assert!(by_owner.iter().all(|path| open(firm.folder.bytes(path), &keys).is_none()));
    assert!(!counting(&mut assistant).contains(&"salaisuus".to_owned()));
}

#[test]
fn what_it_writes_with_the_old_key_is_set_aside_wherever_it_stands() {
    let (mut firm, mut owner, mut assistant, known) = without_assistant(51);
    write(&mut assistant, "jälkeen");
    for _ in 0..3 {
        firm.round(&mut assistant);
    }
    // Its program would not do this: a new session, and an entry that says to be years old.
    let keys = signing_keys(&mut assistant);
    let key = firm.keys_of(&mut assistant).into_iter().find(|(epoch, _)| *epoch == 1).expect("the old key");
    let at = At {
        device: assistant.device(),
        session: Id::from_bytes([4; 16]),
        number: 1,
        previous: Hash([0; 32]),
    };
    let entry = signed(&at, &keys, &[b"takautuva"]);
    firm.folder.put(sealed(ENTRIES, &key, 9, &Item::List(vec![at.run(vec![entry])])));
    // And one more in the chain that it had.
    assert_ne!(session(&mut assistant), at.session);
    firm.settle(&mut [&mut owner]);
    assert_eq!(counting(&mut owner), known);
    let report = firm.round(&mut owner);
    let device = assistant.device();
    let aside =
        |trouble: &&Trouble| matches!(trouble, Trouble::SetAside { device: who, .. } if *who == device);
    assert!(report.troubles.iter().any(|trouble| aside(&trouble)), "{:?}", report.troubles);
    let check = firm.check(&mut owner);
    let told = check.findings.iter().any(
        |finding| matches!(finding.problem, Problem::SetAside { device: who, entries: 2.. } if who == device),
    );
    assert!(told, "{:?}", check.findings);
    assert_eq!(counting(&mut firm.newcomer()), known, "also with somebody who comes later");
}

#[test]
fn another_history_of_the_chain_that_it_had_is_set_aside_though_its_numbers_were_accepted() {
    let (mut firm, mut owner, mut assistant, known) = without_assistant(53);
    let keys = signing_keys(&mut assistant);
    let key = firm.keys_of(&mut assistant).into_iter().find(|(epoch, _)| *epoch == 1).expect("the old key");
    // The owner had accepted entry 1 of this chain when shutting the device out; this is another entry 1.
    let at = At {
        device: assistant.device(),
        session: session(&mut assistant),
        number: 1,
        previous: Hash([0; 32]),
    };
    let entry = signed(&at, &keys, &[b"takautuva"]);
    firm.folder.put(sealed(ENTRIES, &key, 9, &Item::List(vec![at.run(vec![entry])])));
    firm.settle(&mut [&mut owner]);
    let forked = Trouble::Forked { device: assistant.device() };
    let report = firm.round(&mut owner);
    assert!(report.troubles.contains(&forked), "it was read: {:?}", report.troubles);
    assert_eq!(counting(&mut owner), known);
    assert_eq!(counting(&mut firm.newcomer()), known, "also with somebody who comes later");
}

/// A firm of two whose assistant's disk was copied: both copies wrote on in one chain, and everybody has accepted both.
fn with_forked_assistant(seed: u8) -> (Firm, Device, Device) {
    let (mut firm, mut owner, mut assistant) = Firm::two(seed);
    write(&mut assistant, "yhteinen");
    firm.settle(&mut [&mut owner, &mut assistant]);
    let disk = assistant.replica().clone();
    let mut other = pelikirja_sync::Engine::open(disk, b"mac", &mut firm.random)
        .expect("it opens")
        .expect("it belongs to a firm");
    let before = firm.folder.clone();
    write(&mut assistant, "yhdelle");
    firm.round(&mut assistant);
    write(&mut assistant, "yhdelle myös");
    firm.round(&mut assistant);
    let one = std::mem::replace(&mut firm.folder, before);
    write(&mut other, "toiselle");
    firm.round(&mut other);
    for file in one.0 {
        firm.folder.put(file);
    }
    firm.settle(&mut [&mut owner]);
    (firm, owner, assistant)
}

#[test]
fn of_a_forked_chain_all_counts_that_was_accepted() {
    let (mut firm, mut owner, assistant) = with_forked_assistant(54);
    let accepted = counting(&mut owner);
    for what in ["yhteinen", "yhdelle", "yhdelle myös", "toiselle"] {
        assert!(accepted.contains(&what.to_owned()), "{accepted:?}");
    }
    let act = Act::RemoveDevice { device: assistant.device() };
    owner.act(act, firm.now, &mut firm.random).expect("an owner removes");
    firm.settle(&mut [&mut owner]);
    assert_eq!(counting(&mut owner), accepted);
    assert_eq!(counting(&mut firm.newcomer()), accepted, "also with somebody who comes later");
}

#[test]
fn what_was_applied_of_a_file_that_still_waits_is_set_aside_as_well() {
    let (mut firm, mut owner, mut assistant) = Firm::two(55);
    let mut manager = firm.join(&mut owner, MANAGER, Role::Manager);
    firm.settle(&mut [&mut owner, &mut assistant, &mut manager]);
    // Two entries in one file: the first can be applied, the second rests on what never was.
    let keys = signing_keys(&mut assistant);
    let session = Id::from_bytes([4; 16]);
    let at = At { device: assistant.device(), session, number: 1, previous: Hash([0; 32]) };
    let first = signed(&at, &keys, &[b"ehti"]);
    let next = At { number: 2, previous: entry_hash(&at, &first), ..at };
    let mut second = signed(&next, &keys, &[b"odottaa"]);
    let chain = Item::id(Id::from_bytes([6; 16]));
    let seen = Item::List(vec![chain, Item::Number(9), Item::hash(&Hash([6; 32]))]);
    *second.at(entry::SEEN) = Item::List(vec![seen]);
    let signature = keys.sign("pelikirja 2026-11 entry", &header(&next, &second));
    *second.at(entry::SIGNATURE) = Item::Bytes(signature.to_vec());
    let key = firm.key_of(&mut assistant);
    let run = at.run(vec![first, second]);
    let file = sealed(ENTRIES, &key, 3, &Item::List(vec![run]));
    firm.folder.put(file.clone());
    firm.round(&mut manager);
    assert!(counting(&mut manager).contains(&"ehti".to_owned()));
    // The owner shuts the assistant out without having seen it.
    firm.folder.0.remove(&file.0);
    let act = Act::RemoveDevice { device: assistant.device() };
    owner.act(act, firm.now, &mut firm.random).expect("an owner removes");
    firm.round(&mut owner);
    firm.folder.put(file);
    firm.settle(&mut [&mut owner, &mut manager]);
    assert!(!counting(&mut manager).contains(&"ehti".to_owned()));
    assert_eq!(counting(&mut manager), counting(&mut owner));
}

#[test]
fn it_lets_nobody_in_and_takes_nobody_out() {
    let (mut firm, mut owner, _, _) = without_assistant(52);
    // A second owner is shut out, and does what owners do before hearing of it.
    let second = Id::from_bytes([8; 16]);
    let mut other = firm.join(&mut owner, second, Role::Owner);
    firm.settle(&mut [&mut other, &mut owner]);
    let act = Act::Confirm { device: other.device() };
    owner.act(act, firm.now, &mut firm.random).expect("an owner confirms");
    firm.settle(&mut [&mut owner, &mut other]);
    let act = Act::RemoveDevice { device: other.device() };
    owner.act(act, firm.now, &mut firm.random).expect("an owner removes");
    // The host holds the removal back from it for a while.
    let mut elsewhere = Firm {
        folder: firm.folder.clone(),
        now: firm.now,
        random: crate::firm::Seeded::new(99),
        recovery: firm.recovery.clone(),
    };
    let until = firm.now + crate::firm::DAY;
    other.invite(ASSISTANT, Role::Owner, until, firm.now, &mut elsewhere.random).expect("it knows no better");
    let act = Act::RemoveDevice { device: owner.device() };
    other.act(act, firm.now, &mut elsewhere.random).expect("it knows no better");
    elsewhere.round(&mut other);
    firm.folder.0.extend(elsewhere.folder.0);
    firm.settle(&mut [&mut owner, &mut other]);
    let active: Vec<Id> = owner.membership().active_devices().collect();
    assert_eq!(active, [owner.device()]);
    let refused = other.act(Act::Rotate, firm.now, &mut firm.random);
    assert!(matches!(refused, Err(ActError::NotAllowed)), "{refused:?}");
    let open = owner.membership().invitations().values();
    assert!(!open.into_iter().any(|state| state.role == Role::Owner && state.member == ASSISTANT));
}
