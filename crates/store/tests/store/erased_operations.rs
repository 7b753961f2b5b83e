//! Which operations tell of what was erased: those have to go from the sealed files as well.

use pelikirja_domain::Id;
use pelikirja_store::{IntoValue, StoreError, schema};

use crate::support::Workspace;

fn name(workspace: &Workspace, person: Id, name: &str) {
    let cells = [(schema::person::NAME, name.into_value())];
    workspace.store.write("edit_person", |tx| tx.set(person, cells)).expect("writes");
}

fn employ(workspace: &Workspace, person: Id) -> Id {
    let employment = workspace.store.write("edit_person", |tx| {
        let employment = tx.new_id()?;
        let customer = Id::from_bytes([1; 16]).into_value();
        let cells =
            [(schema::employment::PERSON, person.into_value()), (schema::employment::CUSTOMER, customer)];
        tx.create(employment, cells)?;
        Ok::<_, StoreError>(employment)
    });
    employment.expect("writes").value
}

#[test]
fn only_those_that_change_an_erased_record_do() {
    let owner = Workspace::new();
    owner.store.set_member(owner.store.device()).expect("writes");
    let people = owner.store.write("edit_person", |tx| {
        let (one, other) = (tx.new_id()?, tx.new_id()?);
        for person in [one, other] {
            tx.create(person, [(schema::person::NAME, "Kaisa".into_value())])?;
        }
        Ok::<_, StoreError>((one, other))
    });
    let (one, other) = people.expect("writes").value;
    let made = owner.publish().expect("something was written").operations;
    name(&owner, one, "Kaisa K.");
    let lone = owner.publish().expect("something was written").operations;
    name(&owner, other, "Kalle");
    let of_other = owner.publish().expect("something was written").operations;
    let all: Vec<&[u8]> = made.iter().chain(&lone).chain(&of_other).map(Vec::as_slice).collect();
    assert!(owner.store.erased_among(&all).expect("reads").is_empty(), "nothing is erased yet");
    owner.store.write("erase_person", |tx| tx.erase_person(one)).expect("writes");
    assert_eq!(owner.store.erasures().expect("reads"), 1);
    // The key of keyed identities, a header, two changes; then an edit that is the whole of its transaction.
    assert_eq!(owner.store.erased_among(&all).expect("reads"), [2, 4]);
    assert!(owner.store.erased_among(&[b"", &[0xff, 1]]).expect("reads").is_empty());
}

#[test]
fn what_others_wrote_of_an_erased_person_without_knowing_is_erased_as_well() {
    let (owner, other) = (Workspace::new(), Workspace::new());
    for workspace in [&owner, &other] {
        workspace.store.set_member(workspace.store.device()).expect("writes");
    }
    let made = owner.store.write("edit_person", |tx| {
        let person = tx.new_id()?;
        tx.create(person, [(schema::person::NAME, "Kaisa".into_value())])?;
        Ok::<_, StoreError>(person)
    });
    let person = made.expect("writes").value;
    other.receive(&owner.publish().expect("something was written"));
    owner.store.write("erase_person", |tx| tx.erase_person(person)).expect("writes");
    assert!(!owner.store.has_erasure_stragglers().expect("reads"));
    let employment = employ(&other, person);
    // Somebody else's place is turned into one of hers: that is no reason to erase it.
    let moved = employ(&other, Id::from_bytes([9; 16]));
    let cells = [(schema::employment::PERSON, person.into_value())];
    other.store.write("edit_person", |tx| tx.set(moved, cells)).expect("writes");
    let came = other.publish().expect("something was written");
    owner.receive(&came);
    assert!(owner.store.has_erasure_stragglers().expect("reads"));
    let erased = owner.store.write("erase_person", |tx| tx.erase_stragglers()).expect("writes").value;
    assert_eq!(erased.records, 1);
    assert!(!owner.store.has_erasure_stragglers().expect("reads"), "once is enough");
    other.receive(&owner.publish().expect("an erasure travels"));
    for workspace in [&owner, &other] {
        let is_there = |row: Id| {
            let label = workspace.store.read(|reader| reader.record_history(&schema::employment::TABLE, row));
            !label.expect("reads").is_empty()
        };
        assert!(!is_there(employment) && is_there(moved));
    }
}
