//! A member's device carries entries of others, and tries to make them vanish or to stop everybody.

use pelikirja_crypto::{Hash, seal};
use pelikirja_sync::{FileHash, Problem};

use crate::cbor::{ENTRIES, Item, KEYS, MEMBERSHIP, entry, named, redact, sealed};
use crate::firm::{Firm, counting, picture, problems_at, write};

/// The owner's entries as the assistant carries them further, changed by `change`; then the owner's own file must stay.
fn carried(seed: u8, change: impl Fn(&mut Item)) -> (Firm, Vec<String>, String) {
    let (mut firm, mut owner, mut assistant) = Firm::two(seed);
    let (path, mut content) = firm.first_batch(&mut owner);
    change(content.at(0).at(3).at(0));
    let key = firm.key_of(&mut assistant);
    firm.folder.put(sealed(ENTRIES, &key, 1, &content));
    let known = counting(&mut owner);
    for number in 0..4 {
        write(&mut assistant, &format!("luettu {number}"));
        firm.settle(&mut [&mut owner, &mut assistant]);
    }
    (firm, known, path)
}

#[test]
fn a_copy_whose_signature_does_not_fit_makes_no_file_superfluous() {
    let (mut firm, known, path) = carried(30, |made| *made.at(entry::SIGNATURE) = Item::Bytes(vec![9; 64]));
    assert!(firm.folder.0.contains_key(&path), "the owner's file stays");
    let read = counting(&mut firm.newcomer());
    assert!(known.iter().all(|known| read.contains(known)), "{read:?}");
    let mut newcomer = firm.newcomer();
    let check = firm.check(&mut newcomer);
    assert!(check.findings.iter().any(|finding| matches!(finding.problem, Problem::ForgedEntry { .. })));
}

#[test]
fn a_copy_without_its_operations_makes_no_file_superfluous() {
    let (firm, known, path) = carried(31, redact);
    assert!(firm.folder.0.contains_key(&path), "the owner's file stays");
    // Who gets it first takes the whole one all the same.
    let mut newcomer = firm.newcomer();
    let read = counting(&mut newcomer);
    assert!(known.iter().all(|known| read.contains(known)), "{read:?}");
}

#[test]
fn what_was_taken_out_on_the_way_is_taken_from_a_whole_copy_once_it_comes() {
    let (mut firm, mut owner, mut assistant) = Firm::two(35);
    let known = counting(&mut owner);
    let (path, mut content) = firm.first_batch(&mut owner);
    redact(content.at(0).at(3).at(0));
    let key = firm.key_of(&mut assistant);
    let redacted = sealed(ENTRIES, &key, 1, &content);
    firm.folder.put(redacted.clone());
    let bytes = firm.folder.0.remove(&path).expect("it is there");
    let mut newcomer = firm.newcomer();
    assert!(counting(&mut newcomer).len() < known.len(), "the host shows only the redacted copy");
    let check = firm.check(&mut newcomer);
    assert!(problems_at(&check, &redacted.0).contains(&&Problem::Redacted), "{:?}", check.findings);
    firm.folder.put((path, bytes));
    firm.round(&mut newcomer);
    assert_eq!(counting(&mut newcomer), known);
}

#[test]
fn a_right_copy_by_another_member_is_as_good_as_the_first() {
    let (firm, known, _) = carried(32, |_| {});
    let read = counting(&mut firm.newcomer());
    assert!(known.iter().all(|known| read.contains(known)), "{read:?}");
}

#[test]
fn what_does_not_belong_into_a_file_holds_nobody_up() {
    let (mut firm, mut owner, mut assistant) = Firm::two(33);
    let known = (picture(&mut owner), picture(&mut assistant));
    let key = firm.key_of(&mut assistant);
    let hash = Item::hash(&Hash([1; 32]));
    let odd = [
        Item::Null,
        Item::List(Vec::new()),
        Item::List(vec![Item::List(vec![hash]), Item::Null]),
        Item::Number(-1),
    ];
    let mut paths = Vec::new();
    for (salt, content) in odd.iter().enumerate() {
        for kind in [MEMBERSHIP, ENTRIES] {
            let (path, bytes) = sealed(kind, &key, 10 * kind + salt as u8, content);
            paths.push(path.clone());
            firm.folder.put((path, bytes));
        }
    }
    // Sealed with the firm's key, and damaged before it got its name.
    let mut damaged = seal(ENTRIES, key.0, &key.1, [77; 16], b"content").expect("it is sealed");
    damaged[70] ^= 1;
    let (path, bytes) = named("o/", damaged);
    paths.push(path.clone());
    firm.folder.put((path, bytes));
    for bytes in
        [b"PLK\x01".to_vec(), [b"PLK\x01".as_slice(), &[KEYS], b"x"].concat(), b"PLK\x01\x05".to_vec()]
    {
        firm.folder.put(named("k/", bytes));
    }
    firm.settle(&mut [&mut owner, &mut assistant]);
    assert_eq!((picture(&mut owner), picture(&mut assistant)), known);
    let report = firm.round(&mut owner);
    assert!(report.is_in_step(), "{report:?}");
    let check = firm.check(&mut owner);
    let is_malformed = |path: &&String| {
        problems_at(&check, path).iter().any(|problem| matches!(problem, Problem::Malformed { .. }))
    };
    // An empty list of entries is nothing, and right.
    assert_eq!(paths.iter().filter(is_malformed).count(), 8, "{:?}", check.findings);
}

#[test]
fn an_entry_that_tells_of_what_never_was_is_told_of_and_holds_nobody_else_up() {
    let (mut firm, mut owner, mut assistant) = Firm::two(34);
    let keys = crate::firm::signing_keys(&mut assistant);
    let session = pelikirja_domain::Id::from_bytes([5; 16]);
    let at = crate::cbor::At { device: assistant.device(), session, number: 1, previous: Hash([0; 32]) };
    let mut made = crate::cbor::signed(&at, &keys, &[b"rests on nothing"]);
    let chain = Item::id(pelikirja_domain::Id::from_bytes([6; 16]));
    let seen = Item::List(vec![chain, Item::Number(i64::MAX), Item::hash(&Hash([6; 32]))]);
    *made.at(entry::SEEN) = Item::List(vec![seen]);
    let signature = keys.sign("pelikirja 2026-11 entry", &crate::cbor::header(&at, &made));
    *made.at(entry::SIGNATURE) = Item::Bytes(signature.to_vec());
    let key = firm.key_of(&mut assistant);
    let (path, bytes) = sealed(ENTRIES, &key, 3, &Item::List(vec![at.run(vec![made])]));
    let file = FileHash::of(&bytes);
    firm.folder.put((path, bytes));
    write(&mut owner, "jatkuu");
    firm.settle(&mut [&mut owner, &mut assistant]);
    assert!(counting(&mut assistant).contains(&"jatkuu".to_owned()));
    assert!(!counting(&mut owner).contains(&"rests on nothing".to_owned()));
    assert!(!firm.round(&mut owner).is_in_step(), "people are told that something is held back");
    let check = firm.check(&mut owner);
    let told = check.findings.iter().any(|finding| matches!(finding.problem, Problem::HeldBack { .. }));
    assert!(told && owner.replica().kept.contains_key(file.as_str()), "{:?}", check.findings);
}
