//! Kept logs in crates/sync/vectors/membership: what one version made of them, every later one makes of them.
//!
//! Written with `UPDATE_EXPECT=1`. A change of one that is in use is a change of the format or of the rules.

use expect_test::{ExpectFile, expect_file};
use pelikirja_crypto::Hash;
use pelikirja_domain::Role;
use pelikirja_sync::membership::{
    Action, DeviceState, InvitationUse, Membership, Record, RecordError, SignedRecord, Signer, Standing,
};
use serde_json::{Value, json};

use super::support::*;

/// A firm in which something of every kind happens, good and bad.
fn eventful() -> Firm {
    let mut firm = Firm::with_staff();
    let open = firm.invite(FOUNDER, 106, 6, Role::Manager);
    let taken_back = firm.invite(2, 107, 7, Role::Viewer);
    let heads = firm.heads();
    firm.act_knowing(heads.clone(), FOUNDER, Action::CancelInvitation { invite: taken_back });
    firm.join_knowing(heads.clone(), taken_back, 107, 7, NOW);
    firm.join_knowing(heads.clone(), open, 106, 6, NOW + 1);
    firm.join_knowing(heads.clone(), open, 106, 61, LATER + 1);
    let heads_of_3 = vec![head(50, 10), head(51, 3)];
    let removal =
        Action::RemoveDevice { device: device(3), heads: heads_of_3, epoch: 2, commitment: Hash([2; 32]) };
    firm.act_knowing(heads.clone(), FOUNDER, removal);
    firm.act_knowing(heads.clone(), 2, remove_device(5, 2));
    firm.act_knowing(heads.clone(), FOUNDER, remove_member(2, 2));
    firm.act_knowing(heads.clone(), 2, remove_member(1, 2));
    firm.act_knowing(heads, 2, Action::MinimumWriter { schema: 9 });
    firm.act(FOUNDER, Action::Rotate { epoch: 3, commitment: Hash([3; 32]) });
    firm.act(FOUNDER, Action::Adopt { device: device(3), heads: vec![head(50, 12)] });
    let changed = Action::SetRole { member: id(4), role: Role::Manager, heads: vec![head(52, 7)] };
    firm.act(FOUNDER, changed);
    firm.act(4, Action::MinimumWriter { schema: 8 });
    firm.act(FOUNDER, Action::MinimumWriter { schema: 2 });
    firm.recover_knowing(firm.heads(), 1, 11);
    // The manager's record counts for nothing; of the founder's two, both.
    firm.act(4, redact(53, 1, &[0]));
    firm.act(FOUNDER, redact(52, 7, &[2, 0, 2]));
    firm.act(FOUNDER, redact(52, 7, &[1]));
    firm.act(FOUNDER, Action::Newer { number: 40, content: vec![0xf6] });
    firm
}

#[test]
fn a_kept_log_comes_to_the_same() {
    let firm = eventful();
    let made = json!({
        "genesis": hex(&firm.genesis.0),
        "records": firm.records.iter().map(|record| told_record(&firm, record)).collect::<Vec<_>>(),
        "comes_to": told(&firm.membership()),
    });
    let kept = kept(&expect_file!["../../vectors/membership/log.json"], &made);
    let records: Vec<SignedRecord> = list(&kept, "records")
        .iter()
        .map(|record| SignedRecord::from_bytes(&bytes(record, "bytes")).expect("a kept record is read"))
        .collect();
    for (record, kept) in records.iter().zip(list(&kept, "records")) {
        assert_eq!(hex(&record.hash().0), kept["hash"]);
    }
    let genesis = Hash::from_slice(&bytes(&kept, "genesis")).expect("32 bytes");
    assert_eq!(told(&Membership::evaluate(&genesis, &records)), kept["comes_to"]);
}

#[test]
fn broken_records_are_refused_as_they_were() {
    let good = eventful().records;
    let bytes_of = |place: usize| good.get(place).map(SignedRecord::to_bytes).expect("it is there");
    let edited = |place: usize, edit: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = bytes_of(place);
        edit(&mut bytes);
        bytes
    };
    // Each parent is 58 20 and its bytes.
    let two = good.iter().position(|record| record.record().parents.len() > 1).expect("there is one");
    let first_parent = bytes_of(two).windows(2).position(|pair| pair == [0x58, 0x20]).expect("a parent") + 2;
    let swapped = edited(two, &|bytes| {
        let (one, other) = (first_parent, first_parent + 34);
        (0..32).for_each(|at| bytes.swap(one + at, other + at));
    });
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("nothing", Vec::new()),
        ("no list", vec![0xf6]),
        ("a list of open length", edited(1, &|bytes| bytes[0] = 0x9f)),
        ("four parts", edited(1, &|bytes| bytes[0] = 0x84)),
        ("the last byte is missing", edited(1, &|bytes| bytes.truncate(bytes.len() - 1))),
        ("a byte too many", edited(1, &|bytes| bytes.push(0))),
        ("parents out of order", swapped),
        ("a length in more bytes than it takes", {
            // 58 xx becomes 59 00 xx.
            edited(1, &|bytes| {
                bytes[1] = 0x59;
                bytes.insert(2, 0);
            })
        }),
        ("a joining without the device's signature", {
            edited(2, &|bytes| {
                bytes[0] = 0x82;
                bytes.truncate(bytes.len() - 66);
            })
        }),
        ("a second signature where there is none", {
            edited(1, &|bytes| {
                bytes[0] = 0x83;
                bytes.extend([0x58, 0x40]);
                bytes.extend([0; 64]);
            })
        }),
        ("a list longer than all memory", vec![0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    ];
    let broken: Vec<Value> = cases
        .iter()
        .map(|(what, bytes)| {
            let error = SignedRecord::from_bytes(bytes).expect_err(what);
            json!({ "what": what, "error": kind(&error), "bytes": hex(bytes) })
        })
        .collect();
    let kept = kept(&expect_file!["../../vectors/membership/broken.json"], &Value::Array(broken));
    for case in kept.as_array().expect("a list") {
        let error = SignedRecord::from_bytes(&bytes(case, "bytes")).expect_err("a broken record");
        assert_eq!(kind(&error), case["error"], "{}", case["what"]);
    }
}

#[test]
fn signatures_are_those_that_were_kept() {
    // The smallest log, with what is signed beside it, for whoever writes another program.
    let firm = Firm::new();
    let record = firm.records.first().expect("the beginning");
    let public = keys(FOUNDER).public();
    let made = json!({
        "seed_of_device": hex(&[FOUNDER; 32]),
        "seed_of_recovery": hex(&[RECOVERY; 32]),
        "device": device(FOUNDER).to_string(),
        "keys": hex(&public.to_bytes()),
        "record": hex(&record.to_bytes()),
        "hash": hex(&record.hash().0),
    });
    let kept = kept(&expect_file!["../../vectors/membership/genesis.json"], &made);
    let read = SignedRecord::from_bytes(&bytes(&kept, "record")).expect("it is read");
    read.verify(&public).expect("it is signed");
    assert!(read.verify(&keys(2).public()).is_err());
}

/// Compares what is made now with what is kept, and gives what is kept.
fn kept(file: &ExpectFile, made: &Value) -> Value {
    let text = serde_json::to_string_pretty(made).expect("it is JSON") + "\n";
    file.assert_eq(&text);
    // Tests run in the folder of their package; what the compiler knew may be another clone that shares the build folder.
    let path = std::path::Path::new("tests/membership").join(&file.path);
    serde_json::from_str(&std::fs::read_to_string(path).expect("the file is kept")).expect("it is JSON")
}

fn told_record(firm: &Firm, record: &SignedRecord) -> Value {
    let Record { author, action, .. } = record.record();
    let membership = firm.membership();
    let author = match author {
        Signer::Device(device) => device.to_string(),
        Signer::Invitation => "invitation".to_owned(),
        Signer::Recovery => "recovery".to_owned(),
    };
    let action = format!("{action:?}");
    json!({
        "action": action.split([' ', '{']).next(),
        "author": author,
        "refused": membership.refused().get(&record.hash()).map(|refusal| format!("{refusal:?}")),
        "hash": hex(&record.hash().0),
        "bytes": hex(&record.to_bytes()),
    })
}

fn told(membership: &Membership) -> Value {
    let devices = membership.devices().iter().map(|(device, state)| {
        let DeviceState { member, confirmed, removed, joined_at, .. } = state;
        json!({
            "device": device.to_string(), "member": member.to_string(), "confirmed": confirmed,
            "removed": removed, "joined_at": joined_at, "entries": told_entries(membership, *device),
        })
    });
    let members = membership.members().iter().map(|(member, state)| {
        json!({ "member": member.to_string(), "role": format!("{:?}", state.role), "removed": state.removed })
    });
    let invitations = membership.invitations().iter().map(|(invite, state)| {
        let used = match state.used {
            InvitationUse::Open => json!("open"),
            InvitationUse::Used(device) => json!(device.to_string()),
            InvitationUse::TakenBack => json!("taken back"),
        };
        json!({ "invite": hex(&invite.0), "used": used })
    });
    json!({
        "workspace": membership.workspace().map(|workspace| workspace.to_string()),
        "devices": devices.collect::<Vec<_>>(),
        "members": members.collect::<Vec<_>>(),
        "invitations": invitations.collect::<Vec<_>>(),
        "heads": membership.heads().iter().map(|head| hex(&head.0)).collect::<Vec<_>>(),
        "epoch": membership.epoch(),
        "needs_rotation": membership.needs_rotation(),
        "minimum_writer": membership.minimum_writer(),
        "redactions": membership.redactions().iter().map(|(entry, operations)| {
            json!([entry.chain.to_string(), entry.number, hex(&entry.hash.0), operations])
        }).collect::<Vec<_>>(),
        "first_owner": membership.first_owner().map(|member| member.to_string()),
    })
}

/// The standing of entries around the places where it changes.
fn told_entries(membership: &Membership, device: pelikirja_domain::Id) -> Value {
    let told = |chain: u8, number: u64| match standing(membership, device, chain, number) {
        Standing::Member(role) => format!("{role:?}"),
        other => format!("{other:?}"),
    };
    let places = [(50, 10), (50, 12), (50, 13), (51, 3), (51, 4), (52, 7), (52, 8), (53, 1)];
    places.iter().map(|(chain, number)| json!([chain, number, told(*chain, *number)])).collect()
}

fn kind(error: &RecordError) -> &'static str {
    match error {
        RecordError::TooLong(_) => "too long",
        RecordError::Malformed(_) => "malformed",
        RecordError::NotCanonical => "not canonical",
        RecordError::Signatures => "signatures",
        RecordError::Parents => "parents",
    }
}

fn list<'v>(value: &'v Value, field: &str) -> &'v Vec<Value> {
    value[field].as_array().expect("a list")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(value: &Value, field: &str) -> Vec<u8> {
    let text = value[field].as_str().expect("a text");
    let digits: Vec<u8> = text
        .bytes()
        .map(|digit| u8::from_str_radix(char::from(digit).encode_utf8(&mut [0; 4]), 16).expect("a digit"))
        .collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}
