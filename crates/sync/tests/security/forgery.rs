//! An assistant's device, which has the firm's keys, forges what only others may write.

use pelikirja_crypto::{DeviceKeys, Hash, seal_to};
use pelikirja_domain::{Id, Role};
use pelikirja_sync::membership::Standing;

use crate::cbor::{self, At, ENTRIES, Item, KEYS, MEMBERSHIP, entry, entry_hash, named, sealed, signed};
use crate::firm::{ASSISTANT, DAY, Device, Firm, counting, has_kept, picture, session, signing_keys, write};

/// A record of membership with an action, in the name of a device, signed by whoever has the keys.
fn record(parents: &[Hash], author: Item, action: (i64, Item), keys: &DeviceKeys) -> Item {
    let (number, action) = action;
    let content = Item::List(vec![
        Item::List(parents.iter().map(Item::hash).collect()),
        author,
        Item::Number(1_795_000_000_000),
        Item::List(vec![Item::Number(number), Item::Bytes(action.write())]),
    ])
    .write();
    let hash = Hash::of("pelikirja 2026-11 membership content", &[&content]);
    let signature = keys.sign("pelikirja 2026-11 membership author", hash.as_bytes());
    let record = Item::List(vec![Item::Bytes(content), Item::Bytes(signature.to_vec())]);
    Item::List(vec![Item::List(vec![Item::Bytes(record.write())]), Item::Null])
}

fn device(id: Id) -> Item {
    Item::List(vec![Item::Number(0), Item::id(id)])
}

/// All that an owner may do, as the format numbers it.
fn owners_actions(firm: &mut Firm, owner: &Device, assistant: &Device) -> Vec<(i64, Item)> {
    let none = || Item::List(Vec::new());
    let commitment = || Item::Bytes(vec![5; 32]);
    let keys = DeviceKeys::from_seed(&firm.random.secret()).public();
    let keys = Item::Bytes([keys.verify.to_vec(), keys.seal.to_vec()].concat());
    let (owners, own) = (owner.device(), assistant.device());
    let owner = owner.membership().device(owners).expect("the owner").member;
    let later = Item::Number(1_900_000_000_000);
    vec![
        (1, Item::List(vec![keys, Item::Number(0), Item::id(ASSISTANT), later])),
        (3, Item::List(vec![Item::id(own)])),
        (4, Item::List(vec![Item::id(ASSISTANT), Item::Number(0), none()])),
        (5, Item::List(vec![Item::id(owners), Item::Number(2), commitment(), none()])),
        (6, Item::List(vec![Item::id(owner), Item::Number(2), commitment(), none()])),
        (8, Item::List(vec![Item::Number(2), commitment()])),
        (11, Item::List(vec![Item::Number(99)])),
    ]
}

#[test]
fn what_an_assistant_signs_in_the_owners_name_or_as_an_owner_counts_for_nothing() {
    let (mut firm, mut owner, mut assistant) = Firm::two(20);
    let before = (picture(&mut owner), owner.membership().heads());
    let (keys, key) = (signing_keys(&mut assistant), firm.key_of(&mut assistant));
    let parents = assistant.membership().heads();
    let authors = [device(owner.device()), device(assistant.device()), Item::List(vec![Item::Number(2)])];
    let mut salt = 0;
    for author in authors {
        for action in owners_actions(&mut firm, &owner, &assistant) {
            salt += 1;
            let content = record(&parents, author.clone(), action, &keys);
            firm.folder.put(sealed(MEMBERSHIP, &key, salt, &content));
        }
    }
    firm.settle(&mut [&mut owner, &mut assistant]);
    assert_eq!((picture(&mut owner), owner.membership().heads()), before);
    assert_eq!(owner.membership().refused().len(), 21, "all were read, none counts");
    assert_eq!(owner.membership().minimum_writer(), 0);
    assert_eq!(picture(&mut assistant), before.0, "not even where they were made");
    let mut newcomer = firm.newcomer();
    assert_eq!(newcomer.membership().role(assistant.device()), Some(Role::Assistant));
    assert_eq!(counting(&mut newcomer), before.0.0);
}

#[test]
fn an_entry_in_the_owners_chain_takes_the_owners_signature() {
    let (mut firm, mut owner, mut assistant) = Firm::two(21);
    let known = picture(&mut owner);
    let (keys, key) = (signing_keys(&mut assistant), firm.key_of(&mut assistant));
    let (_, mut batch) = firm.first_batch(&mut owner);
    let device = owner.device();
    let (mine, zeros) = (session(&mut owner), Hash([0; 32]));
    let first = At { device, session: mine, number: 1, previous: zeros };
    let entry = batch.at(0).at(3).at(0).clone();
    let second = At { number: 2, previous: entry_hash(&first, &entry), ..first };
    // The next entry, another first entry, and a chain of the owner's that never was.
    let other = At { session: Id::from_bytes([66; 16]), ..first };
    for (salt, at) in [second, first, other].into_iter().enumerate() {
        let forged = signed(&at, &keys, &[b"forged"]);
        let content = Item::List(vec![at.run(vec![forged])]);
        firm.folder.put(sealed(ENTRIES, &key, salt as u8, &content));
    }
    // The owner's own signature, under another operation, another time and at another place.
    let mut changed = entry.clone();
    *changed.at(entry::OPERATIONS) = Item::List(vec![Item::Bytes(b"forged".to_vec())]);
    firm.folder.put(sealed(ENTRIES, &key, 10, &Item::List(vec![first.run(vec![changed])])));
    let mut changed = entry.clone();
    *changed.at(entry::AT) = Item::Number(1);
    firm.folder.put(sealed(ENTRIES, &key, 11, &Item::List(vec![first.run(vec![changed])])));
    firm.folder.put(sealed(ENTRIES, &key, 12, &Item::List(vec![second.run(vec![entry.clone()])])));
    let own = At { device: assistant.device(), session: Id::from_bytes([67; 16]), ..first };
    firm.folder.put(sealed(ENTRIES, &key, 13, &Item::List(vec![own.run(vec![entry])])));
    firm.settle(&mut [&mut owner, &mut assistant]);
    assert_eq!(picture(&mut owner), known);
    assert_eq!(picture(&mut firm.newcomer()).0, known.0);
    let check = firm.check(&mut owner);
    let forged = |finding: &&pelikirja_sync::Finding| {
        matches!(finding.problem, pelikirja_sync::Problem::ForgedEntry { .. })
    };
    assert_eq!(check.findings.iter().filter(forged).count(), 7, "{:?}", check.findings);
}

#[test]
fn what_an_assistant_writes_says_so_whatever_it_is() {
    let (mut firm, mut owner, mut assistant) = Firm::two(22);
    write(&mut assistant, "what only an owner's program would write");
    firm.settle(&mut [&mut assistant, &mut owner]);
    let entries = owner.replica().entries.values();
    let written =
        entries.filter(|entry| entry.operations.iter().any(|bytes| bytes.starts_with(b"what only")));
    let standings: Vec<Standing> = written.map(|entry| entry.standing).collect();
    assert_eq!(standings, [Standing::Member(Role::Assistant)], "it is for the store to refuse it");
}

/// A file of keys: in whose name, for which epoch, which key, and whose signature.
fn envelope(
    author: Id,
    epoch: i64,
    for_whom: &Device,
    keys: &DeviceKeys,
    firm: &mut Firm,
) -> (String, Vec<u8>) {
    let secret = [13; 32];
    let commitment = Hash::of("pelikirja 2026-11 epoch commitment", &[&secret]);
    let key = Item::List(vec![Item::List(vec![Item::Number(epoch), Item::Bytes(secret.to_vec())])]);
    let recipient = for_whom.device();
    let public = for_whom.membership().device(recipient).expect("a device").keys;
    let boxed = seal_to(&public, "pelikirja 2026-11 epoch key", &key.write(), &mut firm.random)
        .expect("it is sealed");
    let body = Item::List(vec![
        Item::Number(epoch),
        Item::id(author),
        Item::List(vec![Item::hash(&commitment)]),
        Item::List(vec![Item::List(vec![Item::id(recipient), Item::Bytes(boxed)])]),
    ])
    .write();
    let signature = keys.sign("pelikirja 2026-11 epoch keys", &body);
    let content = Item::List(vec![Item::Bytes(body), Item::Bytes(signature.to_vec())]).write();
    named("k/0099-", [b"PLK\x01".as_slice(), &[KEYS], &content].concat())
}

#[test]
fn a_key_that_nobody_committed_to_seals_nothing() {
    let (mut firm, mut owner, mut assistant) = Firm::two(23);
    let keys = signing_keys(&mut assistant);
    let stranger = DeviceKeys::from_seed(&firm.random.secret());
    let own = envelope(assistant.device(), 99, &owner, &keys, &mut firm);
    let in_the_owners_name = envelope(owner.device(), 98, &owner, &keys, &mut firm);
    let by_nobody = envelope(Id::from_bytes([99; 16]), 97, &owner, &stranger, &mut firm);
    for file in [&own, &in_the_owners_name, &by_nobody] {
        firm.folder.put(file.clone());
    }
    let before = firm.folder.paths("o/");
    write(&mut owner, "salaisuus");
    firm.settle(&mut [&mut owner, &mut assistant]);
    assert!(firm.keys_of(&mut owner).iter().any(|(epoch, _)| *epoch == 99), "a member may hand out a key");
    assert!(!firm.keys_of(&mut owner).iter().any(|(epoch, _)| *epoch == 98), "not in another's name");
    assert!(!has_kept(&mut owner, &in_the_owners_name.1) && !has_kept(&mut owner, &by_nobody.1));
    for path in firm.folder.paths("o/").iter().filter(|path| !before.contains(path)) {
        let file = pelikirja_crypto::SealedFile::parse(firm.folder.bytes(path)).expect("a sealed file");
        assert_eq!(file.epoch(), 1, "{path} is sealed with the firm's key");
    }
    let check = firm.check(&mut owner);
    assert_eq!(
        crate::firm::problems_at(&check, &in_the_owners_name.0),
        [&pelikirja_sync::Problem::ForgedKeys { device: owner.device() }]
    );
    let nobody = Id::from_bytes([99; 16]);
    assert_eq!(
        crate::firm::problems_at(&check, &by_nobody.0),
        [&pelikirja_sync::Problem::UnknownAuthor { device: nobody }]
    );
    assert!(cbor::open(firm.folder.bytes(&firm.folder.path("o/")), &firm.keys_of(&mut assistant)).is_some());
}

#[test]
fn keys_by_a_device_whose_arrival_does_not_count_open_what_it_sealed_and_are_not_waited_for() {
    let (mut firm, mut owner) = Firm::begin(25);
    let invitation = owner
        .invite(ASSISTANT, Role::Assistant, firm.now + DAY, firm.now, &mut firm.random)
        .expect("invited");
    firm.round(&mut owner);
    // Two use the words, and neither knows of the other: one of them never came in.
    let (mut one, mut other) = (firm.come(&invitation), firm.come(&invitation));
    firm.settle(&mut [&mut one, &mut other, &mut owner]);
    let came_in = |device: &Device| owner.membership().device(device.device()).is_some();
    assert!(came_in(&one) != came_in(&other), "one invitation is good for one device");
    let (insider, outsider) = if came_in(&one) { (&one, &mut other) } else { (&other, &mut one) };
    assert!(firm.round(&mut owner).is_in_step());
    let keys = signing_keys(outsider);
    let for_another = envelope(outsider.device(), 1, insider, &keys, &mut firm);
    let for_the_owner = envelope(outsider.device(), 99, &owner, &keys, &mut firm);
    let session = Id::from_bytes([68; 16]);
    let at = At { device: outsider.device(), session, number: 1, previous: Hash([0; 32]) };
    let content = Item::List(vec![at.run(vec![signed(&at, &keys, &[b"by nobody"])])]);
    let key = pelikirja_crypto::SecretKey::from_slice(&[13; 32]).expect("32 bytes");
    let entries = sealed(ENTRIES, &(99, key), 14, &content);
    for file in [&for_another, &for_the_owner, &entries] {
        firm.folder.put(file.clone());
    }
    let known = counting(&mut owner);
    firm.settle(&mut [&mut owner]);
    let report = firm.round(&mut owner);
    assert!(report.is_in_step(), "{report:?}");
    assert!([&for_another, &for_the_owner, &entries].iter().all(|file| has_kept(&mut owner, &file.1)));
    assert_eq!(counting(&mut owner), known, "what it sealed counts for nothing");
    let before = firm.folder.paths("o/");
    write(&mut owner, "salaisuus");
    firm.round(&mut owner);
    for path in firm.folder.paths("o/").iter().filter(|path| !before.contains(path)) {
        let file = pelikirja_crypto::SealedFile::parse(firm.folder.bytes(path)).expect("a sealed file");
        assert_eq!(file.epoch(), 1, "its keys seal nothing");
    }
}

#[test]
fn the_printed_words_open_only_the_firm_that_was_begun_with_them() {
    let (mut firm, mut owner, mut assistant) = Firm::two(24);
    let known = picture(&mut owner).0;
    let path = firm.folder.path("g-");
    let genesis = Item::read(&firm.folder.bytes(&path)[5..]);
    let mut content = Item::read(genesis.clone().at(0).bytes());
    let recovery = Item::read(content.at(3).at(1).bytes()).at(3).clone();
    // Another firm, by a device of the host's, whose recovery key is ours: it lies in the folder for all to see.
    let keys = signing_keys(&mut assistant);
    let public = keys.public();
    let mut action = Item::read(content.at(3).at(1).bytes());
    *action.at(2) = Item::Bytes([public.verify, public.seal].concat());
    *action.at(3) = recovery;
    *content.at(1) = device(assistant.device());
    *content.at(3).at(1) = Item::Bytes(action.write());
    let content = content.write();
    let hash = Hash::of("pelikirja 2026-11 membership content", &[&content]);
    let signature = keys.sign("pelikirja 2026-11 membership author", hash.as_bytes());
    let record = Item::List(vec![Item::Bytes(content), Item::Bytes(signature.to_vec())]).write();
    let other = named("g-", [b"PLK\x01".as_slice(), &[cbor::GENESIS], &record].concat());
    firm.folder.put(other.clone());
    assert_eq!(counting(&mut firm.newcomer()), known);
    // Alone it is none at all.
    firm.folder.0.remove(&path);
    let mut world =
        pelikirja_sync::World { folder: &mut firm.folder, now: firm.now, randomness: &mut firm.random };
    let seed = pelikirja_crypto::SecretKey::from_slice(&[1; 32]).expect("32 bytes");
    let memory = crate::memory::Memory::default();
    let refused = pelikirja_sync::Engine::recover(memory, &seed, b"new", &firm.recovery, &mut world).err();
    assert!(matches!(refused, Some(pelikirja_sync::JoinError::WrongRecovery)), "{refused:?}");
}
