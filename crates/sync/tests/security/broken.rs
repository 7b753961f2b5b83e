//! Kept files that are wrong, each in its own way, and what a check of the folder says of each.

use pelikirja_crypto::{Hash, SecretKey, seal};
use pelikirja_domain::Id;
use serde_json::{Value, json};

use crate::cbor::{At, ENTRIES, Item, MEMBERSHIP, entry, named, sealed, signed};
use crate::firm::{Firm, counting, problems_at, signing_keys};
use crate::vectors::{bytes, firm, hex, kept, list, made, make_firm};

/// Files that are wrong, each in its own way.
fn make_broken() -> Value {
    let (mut firm, mut owner, mut assistant, _) = made();
    let key = firm.key_of(&mut owner);
    let genesis = firm.folder.bytes(&firm.folder.path("g-")).to_vec();
    let envelope = firm.folder.bytes(&firm.folder.path("k/0")).to_vec();
    let invitation = firm.folder.bytes(&firm.folder.path("k/i-")).to_vec();
    let member = firm.folder.bytes(&firm.folder.path("m/")).to_vec();
    let flipped = |bytes: &[u8], back: usize| {
        let mut bytes = bytes.to_vec();
        let place = bytes.len() - back;
        bytes[place] ^= 1;
        bytes
    };
    let set = |bytes: &[u8], place: usize, to: u8| {
        let mut bytes = bytes.to_vec();
        bytes[place] = to;
        bytes
    };
    let strangers = Firm::two(101).0;
    let (own, foreign) = (signing_keys(&mut owner), signing_keys(&mut assistant));
    let at =
        At { device: owner.device(), session: Id::from_bytes([1; 16]), number: 1, previous: Hash([0; 32]) };
    let right = signed(&at, &own, &[b"one", b"two"]);
    let run = |made: Item| Item::List(vec![at.run(vec![made])]);
    let with = |change: &dyn Fn(&mut Item)| {
        let mut content = run(right.clone());
        change(&mut content);
        content
    };
    let salts = |count: usize| Item::List(vec![Item::Bytes(vec![2; 32]); count]);
    let contents: Vec<(&str, u8, Item)> = vec![
        ("entries: the content is null", ENTRIES, Item::Null),
        ("entries: a run of three parts", ENTRIES, with(&|content| drop(content.at(0).list().pop()))),
        ("entries: a run without entries", ENTRIES, with(&|content| content.at(0).at(3).list().clear())),
        ("entries: a run from number 0", ENTRIES, with(&|content| *content.at(0).at(1) = Item::Number(0))),
        (
            "entries: a signature of 63 bytes",
            ENTRIES,
            with(&|content| {
                *content.at(0).at(3).at(0).at(entry::SIGNATURE) = Item::Bytes(vec![0; 63]);
            }),
        ),
        ("entries: another's signature", ENTRIES, run(signed(&at, &foreign, &[b"one", b"two"]))),
        (
            "entries: a signature over another time",
            ENTRIES,
            with(&|content| {
                *content.at(0).at(3).at(0).at(entry::AT) = Item::Number(0);
            }),
        ),
        (
            "entries: the operations swapped",
            ENTRIES,
            with(&|content| {
                content.at(0).at(3).at(0).at(entry::OPERATIONS).list().swap(0, 1);
            }),
        ),
        (
            "entries: one salt for two operations",
            ENTRIES,
            with(&|content| {
                *content.at(0).at(3).at(0).at(entry::SALTS) = salts(1);
            }),
        ),
        (
            "entries: three salts for two operations",
            ENTRIES,
            with(&|content| {
                *content.at(0).at(3).at(0).at(entry::SALTS) = salts(3);
            }),
        ),
        ("entries: a device that nobody knows", ENTRIES, {
            let at = At { device: Id::from_bytes([77; 16]), ..at };
            Item::List(vec![at.run(vec![signed(&at, &own, &[b"one"])])])
        }),
        ("membership: the content is null", MEMBERSHIP, Item::Null),
        (
            "membership: a record of no form",
            MEMBERSHIP,
            Item::List(vec![Item::List(vec![Item::Bytes(vec![0xf6])]), Item::Null]),
        ),
        (
            "membership: keys of no form",
            MEMBERSHIP,
            Item::List(vec![Item::List(Vec::new()), Item::Bytes(vec![0xf6])]),
        ),
    ];
    let mut cases: Vec<(String, Vec<u8>)> = Vec::new();
    for (salt, (what, kind, content)) in contents.into_iter().enumerate() {
        cases.push((what.to_owned(), sealed(kind, &key, salt as u8, &content).1));
    }
    let mut trailing = with(&|_| {}).write();
    trailing.push(0);
    let trailing = seal(ENTRIES, key.0, &key.1, [60; 16], &trailing).expect("it is sealed");
    let plain: Vec<(&str, Vec<u8>)> = vec![
        ("entries: a byte after the content", trailing),
        (
            "entries: a key that nobody has",
            sealed(ENTRIES, &(2, SecretKey::from_slice(&[9; 32]).expect("32")), 1, &run(right.clone())).1,
        ),
        (
            "entries: sealed with the firm's key and damaged before it got its name",
            flipped(&sealed(ENTRIES, &key, 61, &run(right.clone())).1, 1),
        ),
        ("genesis: its signature changed", flipped(&genesis, 1)),
        ("genesis: another firm's", strangers.folder.bytes(&strangers.folder.path("g-")).to_vec()),
        ("genesis: cut short", genesis[..100].to_vec()),
        ("keys: their signature changed", flipped(&envelope, 1)),
        ("keys: cut short", envelope[..envelope.len() - 1].to_vec()),
        ("invitation: shorter than a sealed file", invitation[..82].to_vec()),
        ("membership: its salt changed", set(&member, 9, member[9] ^ 1)),
        ("a later format", set(&member, 3, 2)),
        ("a kind that is not known", set(&member, 4, 6)),
        ("other letters at the beginning", set(&member, 0, b'X')),
        ("four bytes", b"PLK\x01".to_vec()),
    ];
    cases.extend(plain.into_iter().map(|(what, bytes)| (what.to_owned(), bytes)));
    let told = |(what, bytes): (String, Vec<u8>)| {
        let says = said(&mut firm, &bytes);
        json!({ "what": what, "says": says, "bytes": hex(&bytes) })
    };
    cases.into_iter().map(told).collect()
}

/// What a check says of a file that lies in the firm's folder, in a word.
fn said(firm: &mut Firm, bytes: &[u8]) -> Value {
    let (path, bytes) = named("x/", bytes.to_vec());
    let mut device = firm.newcomer();
    let before = counting(&mut device);
    firm.folder.put((path.clone(), bytes));
    assert_eq!(counting(&mut firm.newcomer()), before, "nothing of it counts");
    let check = firm.check(&mut device);
    firm.folder.0.remove(&path);
    let word = |problem: &&pelikirja_sync::Problem| {
        format!("{problem:?}").split([' ', '{']).next().unwrap_or_default().to_owned()
    };
    problems_at(&check, &path).iter().map(word).collect()
}

#[test]
fn broken_files_are_told_as_they_were() {
    let mut firm = firm(&kept("firm.json", make_firm));
    let broken = kept("broken.json", make_broken);
    assert_eq!(list(&broken).len(), 28);
    for case in list(&broken) {
        let says = said(&mut firm, &bytes(&case["bytes"]));
        assert_eq!(says, case["says"], "{}", case["what"]);
        assert_ne!(says, json!([]), "{} is told", case["what"]);
    }
}
