//! Kept files in crates/sync/vectors/files, right ones and broken ones: what one version makes of them, every later one
//! makes of them, and so does another program.
//!
//! Written with `UPDATE_EXPECT=1`, and not compared with what is made today: another release of the compressor may make
//! other bytes that mean the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use pelikirja_crypto::{DevicePublic, Hash, InvitationCode, SecretKey};
use pelikirja_domain::{Id, Role};
use pelikirja_sync::membership::Standing;
use pelikirja_sync::{Engine, FileHash, World};
use serde_json::{Value, json};

use crate::cbor::{self, At, ENTRIES, GENESIS, INVITATION, Item, KEYS, MEMBERSHIP, entry};
use crate::firm::{ASSISTANT, DAY, Device, Firm, Seeded, Shelf, counting};
use crate::memory::Memory;

/// What makes the kept firm.
const SEED: u8 = 100;

pub fn kept(file: &str, make: impl FnOnce() -> Value) -> Value {
    // Tests run in the folder of their package; what the compiler knew may be another clone that shares the build folder.
    let path = PathBuf::from("vectors/files").join(file);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let text = serde_json::to_string_pretty(&make()).expect("it is JSON") + "\n";
        std::fs::create_dir_all(path.parent().expect("a directory")).expect("it is made");
        std::fs::write(&path, text).expect("it is written");
    }
    serde_json::from_str(&std::fs::read_to_string(path).expect("the file is kept")).expect("it is JSON")
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn bytes(value: &Value) -> Vec<u8> {
    let text = value.as_str().expect("a text");
    let pair = |at| u8::from_str_radix(&text[at..at + 2], 16).expect("two digits");
    (0..text.len()).step_by(2).map(pair).collect()
}

pub fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

fn secret(value: &Value) -> SecretKey {
    SecretKey::from_slice(&bytes(value)).expect("32 bytes")
}

/// The firm that is kept, made anew, and the code of an invitation that nobody has used.
pub fn made() -> (Firm, Device, Device, InvitationCode) {
    let (mut firm, mut owner, assistant) = Firm::of_all_kinds(SEED);
    let until = firm.now + DAY;
    let invitation =
        owner.invite(ASSISTANT, Role::Viewer, until, firm.now, &mut firm.random).expect("invited");
    firm.round(&mut owner);
    (firm, owner, assistant, invitation.code)
}

pub fn make_firm() -> Value {
    let (firm, mut owner, mut assistant, code) = made();
    tell(&firm, &mut owner, &mut assistant, Some(&code))
}

/// A firm as it is kept.
pub fn tell(firm: &Firm, owner: &mut Device, assistant: &mut Device, code: Option<&InvitationCode>) -> Value {
    let keys = firm.keys_of(owner);
    let mut of_invitation = keys.clone();
    of_invitation.extend(code.map(|code| (0, code.seed().derive("pelikirja 2026-11 invitation file"))));
    let files = firm.folder.0.iter().map(|(path, bytes)| {
        let content = cbor::open(bytes, &of_invitation).map(|content| hex(&content.write()));
        json!({ "path": path, "kind": bytes[4], "bytes": hex(bytes), "content": content })
    });
    let files: Vec<Value> = files.collect();
    let seed = |device: &mut Device| {
        let mut identity = Item::read(device.replica().state.get(b"i".as_slice()).expect("an identity"));
        hex(identity.at(0).bytes())
    };
    json!({
        "recovery_words": hex(firm.recovery.expose()),
        "invitation_code": code.map(|code| hex(code.expose())),
        "owner_seed": seed(owner),
        "assistant_seed": seed(assistant),
        "now": firm.now,
        "keys": keys.iter().map(|(epoch, key)| json!({ "epoch": epoch, "key": hex(key.expose()) })).collect::<Vec<_>>(),
        "files": files,
        "entries": told_entries(&mut firm.newcomer()),
    })
}

/// What a device has applied of what others wrote.
pub fn told_entries(device: &mut Device) -> Value {
    let own = device.device();
    let others = device.replica().entries.values().filter(|entry| entry.writing.device != own);
    let entries = others.map(|entry| {
        let standing = match entry.standing {
            Standing::Member(role) => format!("{role:?}"),
            other => format!("{other:?}"),
        };
        json!({
            "chain": entry.place.chain.to_string(), "number": entry.place.number, "hash": hex(&entry.place.hash.0),
            "device": entry.writing.device.to_string(), "at": entry.at, "standing": standing,
            "operations": entry.operations.iter().map(|bytes| hex(bytes)).collect::<Vec<_>>(),
        })
    });
    entries.collect()
}

/// The kept firm with its folder.
pub fn firm(kept: &Value) -> Firm {
    let file = |file: &Value| (file["path"].as_str().expect("a path").to_owned(), bytes(&file["bytes"]));
    Firm {
        folder: Shelf(list(&kept["files"]).iter().map(file).collect()),
        now: kept["now"].as_i64().expect("a time"),
        random: Seeded::new(201),
        recovery: secret(&kept["recovery_words"]),
    }
}

fn keys(kept: &Value) -> Vec<(u32, SecretKey)> {
    let key = |key: &Value| (key["epoch"].as_u64().expect("a number") as u32, secret(&key["key"]));
    list(&kept["keys"]).iter().map(key).collect()
}

fn code(kept: &Value) -> InvitationCode {
    InvitationCode::from_slice(&bytes(&kept["invitation_code"])).expect("16 bytes")
}

#[test]
fn a_kept_folder_is_read_as_it_was() {
    let kept = kept("firm.json", make_firm);
    let firm = firm(&kept);
    assert_eq!(told_entries(&mut firm.newcomer()), kept["entries"]);
    let kinds: BTreeSet<u8> = firm.folder.0.values().map(|bytes| bytes[4]).collect();
    assert_eq!(kinds, [GENESIS, MEMBERSHIP, KEYS, ENTRIES, INVITATION].into(), "one of each");
    assert!(!firm.folder.paths("p/").is_empty() && !firm.folder.paths("o/").is_empty());
}

#[test]
fn the_code_of_a_kept_invitation_lets_one_in() {
    let kept = kept("firm.json", make_firm);
    let mut firm = firm(&kept);
    let code = code(&kept);
    let mut world = World { folder: &mut firm.folder, now: firm.now, randomness: &mut firm.random };
    let seed = SecretKey::from_slice(&[3; 32]).expect("32 bytes");
    let mut device =
        Engine::join(Memory::default(), &seed, b"pc", &code, &mut world).expect("it lets one in");
    device.round(&mut world).expect("a round");
    assert_eq!(counting(&mut device).len(), 44);
}

/// The folder of a firm in which something was erased: entries without operations, and the record that took them out.
#[test]
fn a_kept_folder_in_which_something_was_erased_is_read_as_it_was() {
    let kept = kept("redacted.json", crate::erasure::make_redacted);
    let firm = firm(&kept);
    let mut newcomer = firm.newcomer();
    assert_eq!(told_entries(&mut newcomer), kept["entries"]);
    assert_eq!(newcomer.membership().redactions().operations(), 2);
    assert_follows(&kept, &keys(&kept));
}

/// What the description of the format says, followed by other code than the program's.
#[test]
fn kept_files_are_what_the_description_says() {
    let kept = kept("firm.json", make_firm);
    let mut keys = keys(&kept);
    keys.push((0, code(&kept).seed().derive("pelikirja 2026-11 invitation file")));
    assert_follows(&kept, &keys);
}

/// Follows every entry of a kept folder, without the program's own code.
fn assert_follows(kept: &Value, keys: &[(u32, SecretKey)]) {
    let firm = firm(kept);
    let mut runs: Vec<Item> = Vec::new();
    for file in list(&kept["files"]) {
        let (path, bytes) = (file["path"].as_str().expect("a path"), bytes(&file["bytes"]));
        assert!(path.contains(FileHash::of(&bytes).as_str()), "{path}");
        assert_eq!(bytes.first_chunk(), Some(b"PLK\x01"), "{path}");
        let content = cbor::open(&bytes, keys);
        let told = content.as_ref().map(|content| json!(hex(&content.write())));
        assert_eq!(told.unwrap_or_default(), file["content"]);
        runs.extend(
            content.filter(|_| bytes[4] == ENTRIES).iter_mut().flat_map(|content| content.list().clone()),
        );
    }
    let number = |run: &mut Item| match run.at(1) {
        Item::Number(number) => *number,
        other => panic!("no number: {other:?}"),
    };
    runs.sort_by_cached_key(|run| number(&mut run.clone()));
    let (device, mut next) = (firm.newcomer(), BTreeMap::new());
    let followed: usize = runs.iter_mut().map(|run| follow(run, &mut next, &device, &kept["entries"])).sum();
    assert_eq!(followed, list(&kept["entries"]).len());
}

/// Follows the entries of a run: each hash, each signature. Returns how many there are.
fn follow(run: &mut Item, next: &mut BTreeMap<Id, At>, device: &Device, known: &Value) -> usize {
    let id = |item: &Item| Id::from_slice(item.bytes()).expect("16 bytes");
    let mut at = match run.at(0) {
        Item::Bytes(chain) => next[&Id::from_slice(chain).expect("16 bytes")],
        writing => {
            At { device: id(writing.at(0)), session: id(writing.at(1)), number: 1, previous: Hash([0; 32]) }
        }
    };
    assert_eq!(run.at(2).bytes(), &at.previous.0[..4], "the run says after which entry it begins");
    let keys: DevicePublic = device.membership().device(at.device).expect("a device").keys;
    for made in run.at(3).list().iter() {
        let hash = cbor::entry_hash(&at, made);
        let signature: [u8; 64] = made.clone().at(entry::SIGNATURE).bytes().try_into().expect("64 bytes");
        keys.verify("pelikirja 2026-11 entry", &cbor::header(&at, made), &signature).expect("it is signed");
        assert!(list(known).iter().any(|entry| entry["hash"] == hex(&hash.0)), "entry {}", at.number);
        at = At { number: at.number + 1, previous: hash, ..at };
    }
    next.insert(at.chain(), at);
    run.at(3).list().len()
}
