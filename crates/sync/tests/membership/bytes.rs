//! The one form of a record.

use pelikirja_crypto::{DevicePublic, Hash};
use pelikirja_domain::{Id, Role};
use pelikirja_sync::membership::{
    Action, Head, LONGEST_RECORD, Record, RecordError, Redacted, Refusal, SignedRecord, Signer, device_id,
};
use proptest::prelude::*;

use super::support::*;

fn some_id() -> impl Strategy<Value = Id> {
    any::<[u8; 16]>().prop_map(Id::from_bytes)
}

fn some_hash() -> impl Strategy<Value = Hash> {
    any::<[u8; 32]>().prop_map(Hash)
}

fn some_keys() -> impl Strategy<Value = DevicePublic> {
    (any::<[u8; 32]>(), any::<[u8; 32]>()).prop_map(|(verify, seal)| DevicePublic { verify, seal })
}

fn some_role() -> impl Strategy<Value = Role> {
    prop::sample::select(vec![Role::Owner, Role::Manager, Role::Assistant, Role::Viewer])
}

fn some_heads() -> impl Strategy<Value = Vec<Head>> {
    let head = (some_id(), any::<u64>(), some_hash());
    prop::collection::vec(head.prop_map(|(chain, number, hash)| Head { chain, number, hash }), 0..5)
}

fn some_redacted() -> impl Strategy<Value = Redacted> {
    let entry = (some_id(), any::<u64>(), some_hash());
    let entry = entry.prop_map(|(chain, number, hash)| Head { chain, number, hash });
    (entry, prop::collection::vec(any::<u32>(), 0..4))
        .prop_map(|(entry, operations)| Redacted { entry, operations })
}

fn some_action() -> impl Strategy<Value = Action> {
    prop_oneof![
        (some_keys(), some_role(), some_id(), any::<i64>())
            .prop_map(|(keys, role, member, expires_at)| Action::Invite { keys, role, member, expires_at }),
        some_id().prop_map(|device| Action::Confirm { device }),
        (some_id(), some_role(), some_heads()).prop_map(|(member, role, heads)| Action::SetRole {
            member,
            role,
            heads
        }),
        (some_id(), some_heads(), any::<u32>(), some_hash()).prop_map(
            |(device, heads, epoch, commitment)| {
                Action::RemoveDevice { device, heads, epoch, commitment }
            }
        ),
        (some_id(), some_heads(), any::<u32>(), some_hash()).prop_map(
            |(member, heads, epoch, commitment)| {
                Action::RemoveMember { member, heads, epoch, commitment }
            }
        ),
        some_hash().prop_map(|invite| Action::CancelInvitation { invite }),
        (any::<u32>(), some_hash()).prop_map(|(epoch, commitment)| Action::Rotate { epoch, commitment }),
        (some_id(), some_heads()).prop_map(|(device, heads)| Action::Adopt { device, heads }),
        any::<u32>().prop_map(|schema| Action::MinimumWriter { schema }),
        prop::collection::vec(some_redacted(), 0..4).prop_map(|entries| Action::Redact { entries }),
        (13_u64.., prop::collection::vec(any::<u8>(), 0..20))
            .prop_map(|(number, content)| Action::Newer { number, content }),
    ]
}

fn some_record() -> impl Strategy<Value = SignedRecord> {
    let arrivals = prop_oneof![
        (some_hash(), some_keys()).prop_map(|(invite, keys)| Action::Join { invite, keys }),
        (some_id(), some_keys()).prop_map(|(member, keys)| Action::Recover { member, keys }),
    ];
    let parents = prop::collection::vec(some_hash(), 1..4);
    let action = prop_oneof![some_action().prop_map(Ok), arrivals.prop_map(Err)];
    (parents, some_id(), any::<i64>(), action).prop_map(|(parents, author, at, action)| {
        match action {
            Ok(action) => Record { parents, author: Signer::Device(author), at, action }.sign(&keys(1)),
            Err(action) => {
                let author = if at % 2 == 0 { Signer::Recovery } else { Signer::Invitation };
                Record { parents, author, at, action }.sign_arrival(&keys(1), &keys(2))
            }
        }
        .expect("it is signed")
    })
}

proptest! {
    #[test]
    fn a_record_is_read_as_it_was_written(record in some_record()) {
        let read = SignedRecord::from_bytes(&record.to_bytes()).expect("it is read");
        prop_assert_eq!(&read, &record);
        prop_assert_eq!(read.hash(), record.hash());
    }

    #[test]
    fn a_changed_byte_is_another_record_or_none(
        record in some_record(),
        place in any::<prop::sample::Index>(),
        change in 1..=255_u8,
    ) {
        let mut bytes = record.to_bytes();
        let place = place.index(bytes.len());
        bytes[place] ^= change;
        if let Ok(read) = SignedRecord::from_bytes(&bytes) {
            prop_assert_ne!(read.hash(), record.hash());
            prop_assert_eq!(read.to_bytes(), bytes, "what is read has one form only");
            prop_assert!(read.verify(&keys(1).public()).is_err(), "and the signatures do not fit any more");
        }
    }

    #[test]
    fn a_shortened_or_lengthened_record_is_none(record in some_record(), cut in any::<prop::sample::Index>()) {
        let mut bytes = record.to_bytes();
        prop_assert!(SignedRecord::from_bytes(&bytes[..cut.index(bytes.len())]).is_err());
        bytes.push(0);
        prop_assert!(SignedRecord::from_bytes(&bytes).is_err());
    }

    #[test]
    fn no_bytes_whatever_make_the_reader_fail_otherwise(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = SignedRecord::from_bytes(&bytes);
    }
}

fn signed(parents: Vec<Hash>, action: Action) -> Result<SignedRecord, RecordError> {
    Record { parents, author: Signer::Device(id(1)), at: NOW, action }.sign(&keys(1))
}

#[test]
fn signing_puts_parents_and_heads_in_order() {
    let heads = vec![head(3, 1), head(2, 7), head(2, 5), head(2, 7)];
    let record =
        signed(vec![Hash([2; 32]), Hash([1; 32]), Hash([2; 32])], Action::Adopt { device: id(1), heads });
    let record = record.expect("signed");
    assert_eq!(record.record().parents, [Hash([1; 32]), Hash([2; 32])]);
    let Action::Adopt { heads, .. } = &record.record().action else { panic!("another action") };
    assert_eq!(heads, &[head(2, 5), head(2, 7), head(3, 1)], "each branch of a chain that forks has one");
}

#[test]
fn only_the_beginning_has_no_parents() {
    assert_eq!(signed(Vec::new(), Action::MinimumWriter { schema: 1 }), Err(RecordError::Parents));
    let (workspace, member, public) = (id(1), id(1), keys(1).public());
    let genesis =
        Action::Genesis { workspace, member, keys: public, recovery: public, commitment: Hash([1; 32]) };
    assert_eq!(signed(vec![Hash([1; 32])], genesis), Err(RecordError::Parents));
}

#[test]
fn only_an_arrival_is_signed_twice() {
    let join = Action::Join { invite: Hash([1; 32]), keys: keys(2).public() };
    assert_eq!(signed(vec![Hash([1; 32])], join), Err(RecordError::Signatures));
    let action = Action::MinimumWriter { schema: 1 };
    let record = Record { parents: vec![Hash([1; 32])], author: Signer::Recovery, at: NOW, action };
    assert_eq!(record.sign_arrival(&keys(1), &keys(2)), Err(RecordError::Signatures));
}

#[test]
fn a_record_does_not_grow_without_end() {
    let heads = (0_u32..20_000).map(|number| {
        let mut chain = [0; 16];
        chain[..4].copy_from_slice(&number.to_be_bytes());
        Head { chain: Id::from_bytes(chain), number: 1, hash: Hash([0; 32]) }
    });
    let action = Action::Adopt { device: id(1), heads: heads.collect() };
    assert!(
        matches!(signed(vec![Hash([1; 32])], action), Err(RecordError::TooLong(found)) if found > LONGEST_RECORD)
    );
}

#[test]
fn a_forged_copy_does_not_stand_in_the_way_of_the_right_record() {
    let mut firm = Firm::with_staff();
    let right = firm.act(FOUNDER, set_role(4, Role::Manager));
    let bytes = firm.records.last().map(SignedRecord::to_bytes).expect("it is there");
    let mut forged = bytes.clone();
    *forged.last_mut().expect("it has bytes") ^= 1;
    let forged = SignedRecord::from_bytes(&forged).expect("the form is right");
    assert_ne!(forged.hash(), right);
    let forged = firm.add(forged);
    let membership = firm.membership();
    assert!(membership.counts(&right));
    assert_eq!(membership.refused().get(&forged), Some(&Refusal::Signature));
}

#[test]
fn nobody_signs_for_another_device() {
    let mut firm = Firm::with_staff();
    let action = remove_member(3, 2);
    let record = Record { parents: firm.heads(), author: Signer::Device(device(FOUNDER)), at: NOW, action };
    let forged = firm.add(record.sign(&keys(4)).expect("the assistant signs"));
    assert_eq!(firm.membership().refused().get(&forged), Some(&Refusal::Signature));
}

#[test]
fn a_record_of_another_firm_waits_for_what_it_rests_on() {
    let mut other = Firm::new();
    // The same people and devices, another workspace.
    let action = Action::Genesis {
        workspace: id(201),
        member: id(1),
        keys: keys(FOUNDER).public(),
        recovery: keys(RECOVERY).public(),
        commitment: Hash([1; 32]),
    };
    let author = Signer::Device(device(FOUNDER));
    let begun = Record { parents: Vec::new(), author, at: NOW, action }.sign(&keys(FOUNDER)).expect("signed");
    other.genesis = begun.hash();
    other.records = vec![begun];
    let replayed = other.act(FOUNDER, Action::MinimumWriter { schema: 9 });
    let mut firm = Firm::with_staff();
    let members = firm.membership();
    firm.records.extend(other.records.iter().cloned());
    let membership = firm.membership();
    assert_eq!(membership.minimum_writer(), 0);
    assert_eq!(membership.refused().get(&other.genesis), Some(&Refusal::OtherBeginning));
    assert!(membership.waiting().contains(&replayed) && !membership.contains(&replayed));
    assert_eq!(membership.members(), members.members());
}

#[test]
fn the_first_device_is_the_one_of_its_keys() {
    let action = Action::Genesis {
        workspace: id(200),
        member: id(1),
        keys: keys(1).public(),
        recovery: keys(RECOVERY).public(),
        commitment: Hash([1; 32]),
    };
    let record = Record { parents: Vec::new(), author: Signer::Device(id(1)), at: NOW, action };
    let record = record.sign(&keys(1)).expect("signed");
    let firm = Firm { genesis: record.hash(), records: vec![record] };
    assert_eq!(firm.membership().refused().get(&firm.genesis), Some(&Refusal::Signature));
    assert_ne!(device_id(&keys(1).public()), device_id(&keys(2).public()));
}

#[test]
fn what_a_newer_program_says_holds_nothing_up() {
    let mut firm = Firm::with_staff();
    let newer = firm.act(FOUNDER, Action::Newer { number: 40, content: vec![1, 2, 3] });
    let after = firm.act_knowing(vec![newer], FOUNDER, Action::MinimumWriter { schema: 2 });
    let membership = firm.membership();
    assert_eq!(membership.refused().get(&newer), Some(&Refusal::Newer));
    assert!(membership.contains(&newer) && membership.counts(&after));
}
