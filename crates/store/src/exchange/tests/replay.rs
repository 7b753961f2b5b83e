//! What a newer program wrote, before and after the upgrade.

use pelikirja_domain::Role;

use super::super::wire::{Header, LoggedChange};
use super::super::{EntryAuthor, ExchangeEntry, Refusal};
use super::{Device, record};
use crate::change::{CellChange, clock_at, encode_cells};
use crate::log::Transaction;
use crate::undo::Reversal;
use crate::{IntoValue, StoreError, schema};

fn transaction(counter: u64) -> Transaction {
    let (device, session) = (record(9), super::super::identity::session(record(9), [3; 8]));
    Transaction {
        id: super::super::identity::transaction(session, 1_795_334_400_000, counter),
        at: 1_795_334_400_000,
        member: Some(record(7)),
        device,
        session,
        counter,
        kind: "newer".to_owned(),
        unattended: false,
        reversal: None,
    }
}

/// A header, and a change of that table and of a column that no program knows beside the name.
fn entry(table: u16, column: u16) -> ExchangeEntry {
    let transaction = transaction(1);
    let header = Header::of(&transaction, None);
    let cell = |column, value| CellChange { column, value, previous: None, over: Vec::new() };
    let cells =
        [cell(0, false.into_value()), cell(1, "Uusi".into_value()), cell(column, "mikä lie".into_value())];
    let cells = encode_cells(&cells, &[]);
    let clock = clock_at(transaction.at);
    let change = LoggedChange { table, row: record(1), clock, cells: &cells };
    ExchangeEntry {
        chain: record(8),
        number: 1,
        hash: [1; 32],
        device: record(9),
        author: Some(EntryAuthor { member: record(7), role: Role::Owner }),
        operations: vec![header.encode(), change.encode(&header)],
    }
}

#[test]
fn a_column_of_a_newer_program_waits_and_the_rest_counts() {
    let device = Device::new();
    let entry = entry(schema::customer::TABLE.number, 9_999);
    for _ in 0..2 {
        let batch = super::ExchangeBatch { entries: vec![entry.clone()], ..super::ExchangeBatch::default() };
        let applied = device.store.apply_exchange(&batch).expect("applies");
        assert_eq!((applied.operations, applied.refused), (1, 1));
    }
    let name = device.store.read(|reader| reader.customer_name(record(1))).expect("reads");
    assert_eq!(name.as_deref(), Some("Uusi"));
    assert_eq!(device.quarantined()[0].reason, Refusal::Unknown);
    assert_eq!(device.problems(), Vec::<String>::new());
    let again = device.store.replay_quarantine().expect("looks again");
    assert_eq!((again.operations, again.refused), (0, 1), "this program has not become newer");
    assert_eq!(device.quarantined().len(), 1);
}

#[test]
fn a_table_of_a_newer_program_waits_until_this_one_knows_it() {
    let device = Device::new();
    let batch = |entry| super::ExchangeBatch { entries: vec![entry], ..super::ExchangeBatch::default() };
    let applied = device.store.apply_exchange(&batch(entry(9_999, 2))).expect("applies");
    assert_eq!((applied.operations, applied.refused), (1, 1));
    assert_eq!(device.store.check().expect("checks").transactions, 0, "nothing of it is in the log yet");
    // An older program would have put this aside in the same way.
    let known = entry(schema::customer::TABLE.number, 11);
    device
        .store
        .derive(|tables| {
            let sql = "UPDATE quarantine_op SET operation = ?1";
            Ok::<_, StoreError>(tables.sql.execute(sql, [&known.operations[1]])?)
        })
        .expect("writes");
    let again = device.store.replay_after_upgrade().expect("looks again");
    assert_eq!((again.operations, again.refused), (1, 0));
    assert!(again.touched.rows.contains(&(schema::customer::TABLE.number, record(1))));
    let stored = device.store.read(|reader| reader.customer(record(1))).expect("reads").expect("is there");
    assert_eq!((stored.name.as_str(), stored.phone.as_deref()), ("Uusi", Some("mikä lie")));
    assert_eq!(device.quarantined(), []);
    assert_eq!(device.problems(), Vec::<String>::new());
}

#[test]
fn what_was_refused_for_want_of_the_unknown_is_judged_again() {
    let device = Device::new();
    let author = EntryAuthor { member: record(7), role: Role::Assistant };
    let assistants = |entry: ExchangeEntry| ExchangeEntry { author: Some(author), ..entry };
    // An assistant writes into a table of a newer program, and takes it back.
    let unknown = assistants(entry(9_999, 2));
    let undone = transaction(1);
    let undo = Transaction {
        reversal: Some(Reversal {
            of: undone.id,
            first: undone.id,
            again: false,
            clock: clock_at(undone.at),
        }),
        kind: "undo".to_owned(),
        ..transaction(2)
    };
    let undo = ExchangeEntry {
        number: 2,
        hash: [2; 32],
        operations: vec![Header::of(&undo, None).encode()],
        ..unknown.clone()
    };
    let batch = super::ExchangeBatch { entries: vec![unknown, undo], ..super::ExchangeBatch::default() };
    let applied = device.store.apply_exchange(&batch).expect("applies");
    assert_eq!((applied.operations, applied.refused), (1, 2));
    let reasons: Vec<Refusal> = device.quarantined().iter().map(|kept| kept.reason).collect();
    assert_eq!(reasons, [Refusal::Role, Refusal::Unknown], "what is taken back is not known here");
    // After the upgrade the table is known.
    let known = entry(schema::person::TABLE.number, 3);
    device
        .store
        .derive(|tables| {
            let sql = "UPDATE quarantine_op SET operation = ?1 WHERE reason = 'unknown'";
            Ok::<_, StoreError>(tables.sql.execute(sql, [&known.operations[1]])?)
        })
        .expect("writes");
    let again = device.store.replay_after_upgrade().expect("looks again");
    assert_eq!((again.operations, again.refused), (2, 0));
    let counts = device.store.read(|reader| reader.counts(undone.id)).expect("reads");
    assert_eq!(counts, Some(false), "it was taken back");
    let once_more = device.store.replay_after_upgrade().expect("has nothing to do");
    assert_eq!((once_more.operations, once_more.refused), (0, 0));
}
