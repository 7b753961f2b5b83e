//! A person who is erased is gone from every device, with everything that was written of them, and stays gone.

use pelikirja_domain::permissions::Act;
use pelikirja_domain::{Id, Role};
use pelikirja_store::exchange::{Denied, EntryAuthor, ExchangeEntry};
use pelikirja_store::search::Indexed;
use pelikirja_store::{IntoValue, Result, StoreError, WriteTransaction, schema};

use crate::support::Workspace;

const NAME: &str = "Kaisa Kadotettu";

fn make_person(tx: &mut WriteTransaction<'_>) -> Result<Id> {
    let (person, employment) = (tx.new_id()?, tx.new_id()?);
    tx.create(
        person,
        [(schema::person::NAME, NAME.into_value()), (schema::person::NOTES, "kadonnut muisto".into_value())],
    )?;
    tx.create(
        employment,
        [
            (schema::employment::PERSON, person.into_value()),
            (schema::employment::CUSTOMER, Id::from_bytes([1; 16]).into_value()),
            (schema::employment::TITLE, "Ostaja Kadotettu".into_value()),
        ],
    )?;
    Ok(person)
}

fn rename(workspace: &Workspace, person: Id, name: &str) -> ExchangeEntry {
    let cells = [(schema::person::NAME, name.into_value())];
    workspace.store.write("edit_person", |tx| tx.set(person, cells)).expect("writes");
    workspace.publish().expect("something was written")
}

/// Nothing of the person can be read on a device: no record, no history, nothing put aside, nothing found.
fn assert_gone(workspace: &Workspace, person: Id) {
    let (history, found, quarantined) = workspace
        .store
        .read(|reader| {
            Ok::<_, StoreError>((
                reader.record_history(&schema::person::TABLE, person)?,
                reader.find_keys(Indexed::Person, "kadotettu", 10)?,
                reader.quarantined_count()?,
            ))
        })
        .expect("reads");
    assert!(history.is_empty() && found.is_empty(), "{history:?} {found:?}");
    assert_eq!(quarantined, 0);
    let label =
        workspace.store.read(|reader| reader.belonging(&schema::person::TABLE, person)).expect("reads");
    assert_eq!(label, (None, None));
    assert_eq!(workspace.store.check().expect("checks").problems, Vec::<String>::new());
}

#[test]
fn every_device_purges_what_it_has_and_what_still_comes() {
    let (owner, other, late) = (Workspace::new(), Workspace::new(), Workspace::new());
    for workspace in [&owner, &other, &late] {
        workspace.store.set_member(workspace.store.device()).expect("writes");
    }
    let person = owner.store.write("edit_person", make_person).expect("writes").value;
    let made = owner.publish().expect("something was written");
    other.receive(&made);
    // Somebody edits without knowing, and somebody who may not edits as well.
    let edited = rename(&other, person, "Kaisa Kadotettu-Virtanen");
    let mut refused = rename(&other, person, "Viekas Kadotettu");
    refused.author = Some(EntryAuthor { member: other.store.device(), role: Role::Viewer });
    owner.receive(&refused);
    assert_eq!(owner.store.read(|reader| reader.quarantined_count()).expect("reads"), 1);
    let written = owner.store.write("erase_person", |tx| tx.erase_person(person)).expect("writes");
    assert_eq!(written.value.records, 2, "the person and where they work");
    assert_eq!(written.value.quarantined, 1);
    let erased = owner.publish().expect("an erasure travels");
    assert_gone(&owner, person);
    owner.receive(&edited);
    assert_gone(&owner, person);
    other.receive(&erased);
    assert_gone(&other, person);
    // A device that hears of the erasure first never knows the person.
    for entry in [&erased, &edited, &made, &refused] {
        late.receive(entry);
    }
    assert_gone(&late, person);
    let missing = owner.store.write("erase_person", |tx| tx.erase_person(person));
    assert!(matches!(missing, Err(StoreError::NotFound)), "there is nobody left to erase");
}

#[test]
fn what_is_erased_is_overwritten_in_the_file() {
    let workspace = Workspace::new();
    let person = workspace.store.write("edit_person", make_person).expect("writes").value;
    workspace.store.write("erase_person", |tx| tx.erase_person(person)).expect("writes");
    let is_overwritten = workspace.store.overwrites_what_is_freed().expect("reads");
    assert!(is_overwritten, "freed pages are overwritten from the erasure on");
}

#[test]
fn only_an_owner_erases() {
    let (owner, other) = (Workspace::new(), Workspace::new());
    let member = owner.store.device();
    owner.store.set_member(member).expect("writes");
    let person = owner.store.write("edit_person", make_person).expect("writes").value;
    other.receive(&owner.publish().expect("something was written"));
    let author = EntryAuthor { member, role: Role::Manager };
    let tried: Result<_, StoreError> = owner.store.write("erase_person", |tx| {
        tx.erase_person(person)?;
        tx.denied(author)
    });
    assert_eq!(tried.expect("writes").value, Some(Denied::Act(Act::Erase)));
    let mut forged = owner.publish().expect("something was written");
    forged.author = Some(author);
    assert_eq!(other.receive(&forged).refused, 2, "nor by force");
    let label = other.store.read(|reader| reader.belonging(&schema::person::TABLE, person)).expect("reads");
    assert_eq!(label.0.as_deref(), Some(NAME));
}
