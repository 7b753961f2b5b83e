//! A workspace of every released schema, kept as it was written, opens with this program and loses nothing.

use std::fs;
use std::path::Path;

use pelikirja_domain::{Id, MinutesState, PreparationState, PromiseState};
use pelikirja_store::{SCHEMA_VERSION, Secret, Store, StoreError, WorkspaceFolder};

use crate::support::StillClock;

const PASSPHRASE: &str = "kolme kivaa kissaa kivellä";

#[test]
fn every_released_schema_has_a_kept_workspace_that_opens() {
    for schema in 1..=SCHEMA_VERSION {
        let kept = Path::new("tests/store/released").join(format!("schema-{schema}"));
        let temporary = tempfile::tempdir().expect("a temporary folder");
        for file in ["key.json", "pelikirja.db"] {
            let copied = fs::copy(kept.join(file), temporary.path().join(file));
            assert!(copied.is_ok(), "schema {schema} lacks {file}: {copied:?}");
        }
        let folder = WorkspaceFolder::new(temporary.path());
        let store = Store::open(&folder, &Secret::Passphrase(PASSPHRASE), StillClock::new()).expect("opens");
        let check = store.check().expect("checks");
        assert_eq!(check.problems, Vec::<String>::new(), "schema {schema}");
        assert_eq!((check.orders, check.order_lines, check.customers), (14, 39, 15), "schema {schema}");
        let listed = store.listed_customers().expect("reads");
        let (customer, _) =
            listed.iter().find(|(one, _)| one.name == "Konepaja Äijälä Oy").expect("is there");
        assert_eq!(customer.business_id.as_deref(), Some("0112038-9"));
        assert_eq!(customer.tags, ["säilytetty".into()]);
        let history = store
            .read(|reader| reader.record_history(&pelikirja_store::schema::customer::TABLE, customer.id))
            .expect("reads");
        assert_eq!(history.len(), 2, "making and editing are in the log of schema {schema}");
        if schema >= 2 {
            has_meeting(&store, customer.id);
        }
    }
}

/// What the second schema brought: a meeting with its form, minutes and promise.
fn has_meeting(store: &Store, customer: Id) {
    let day = "2026-11-20".parse().expect("a day");
    let (meetings, promises) = store
        .read(|reader| {
            let meetings = reader.meetings_with(customer, day, day, 10)?;
            Ok::<_, StoreError>((meetings, reader.settled_promises_until(customer, day, 10)?))
        })
        .expect("reads");
    let found: Vec<_> = meetings.iter().map(|meeting| (&*meeting.purpose, meeting.preparation)).collect();
    assert_eq!(found, [("Säilytetty tapaaminen", Some(PreparationState::Completed))]);
    assert_eq!(meetings[0].minutes, Some(MinutesState::Closed));
    let promised: Vec<_> = promises.iter().map(|promise| (&*promise.text, promise.state)).collect();
    assert_eq!(promised, [("Säilytetty lupaus", PromiseState::Kept)]);
}
