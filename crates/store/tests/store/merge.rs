//! Changes of several devices, applied in any order and any number of times.

use pelikirja_domain::Id;
use pelikirja_store::{Column, IntoValue, Value, schema};
use proptest::prelude::*;

use crate::support::Workspace;

const COLUMNS: [Column; 3] = [schema::customer::NAME, schema::customer::CITY, schema::customer::NOTES];

/// What is stored of the one customer that all devices edit.
fn state(workspace: &Workspace, customer: Id) -> Option<(String, Option<String>, Option<String>)> {
    let stored = workspace.store.read(|reader| reader.customer(customer)).expect("reads");
    stored.map(|found| (found.name, found.city, found.notes))
}

#[derive(Debug, Clone)]
enum Act {
    Edit {
        column: usize,
        value: u8,
    },
    Delete,
    Bring,
    Undo,
    Redo,
    /// The other device gets what this one has done so far.
    Send,
}

fn act() -> impl Strategy<Value = Act> {
    let edit = (0..3_usize, 0..4_u8).prop_map(|(column, value)| Act::Edit { column, value });
    let other =
        prop::sample::select(vec![Act::Delete, Act::Bring, Act::Undo, Act::Undo, Act::Redo, Act::Send]);
    prop_oneof![edit, other]
}

/// What a device does; the transaction if it wrote one.
fn perform(device: &Workspace, customer: Id, act: &Act) -> Option<Id> {
    let store = &device.store;
    let own = store.device();
    let take_back = |last: Option<pelikirja_store::Undoable>| {
        last.and_then(|last| store.write("undo", |tx| tx.undo(last.transaction)).expect("undoes").transaction)
    };
    match act {
        Act::Edit { column, value } => {
            let value = if *value == 0 { Value::Null } else { format!("arvo {value}").into_value() };
            let written = store.write("edit", |tx| tx.put(customer, [(COLUMNS[*column], value)]));
            written.expect("writes").transaction
        }
        Act::Delete => {
            store
                .write("delete", |tx| tx.delete(&schema::customer::TABLE, customer))
                .expect("writes")
                .transaction
        }
        Act::Bring => {
            store
                .write("bring", |tx| tx.restore(&schema::customer::TABLE, customer))
                .expect("writes")
                .transaction
        }
        Act::Undo => take_back(store.read(|reader| reader.last_undoable(own, None, &[])).expect("reads")),
        Act::Redo => take_back(store.read(|reader| reader.last_redoable(own, None)).expect("reads")),
        Act::Send => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn two_devices_converge(
        acts in prop::collection::vec((any::<bool>(), act(), 0..2_i64), 1..20),
        order in prop::collection::vec(any::<prop::sample::Index>(), 20),
    ) {
        // Their clocks stand at the same moment, so that many changes have the same clock.
        let (left, right) = (Workspace::new(), Workspace::new());
        let (customer, made) = left.add_customer("Alku");
        let mut transactions = vec![(true, left.store.logged_transaction(made).expect("is logged"))];
        for (on_left, act, pause) in acts {
            let device = if on_left { &left } else { &right };
            device.clock.advance(pause);
            if let Some(id) = perform(device, customer, &act) {
                transactions.push((on_left, device.store.logged_transaction(id).expect("is logged")));
            }
            if matches!(act, Act::Send) {
                let target = if on_left { &right } else { &left };
                for (_, transaction) in transactions.iter().filter(|(from_left, _)| *from_left == on_left) {
                    target.store.apply_foreign(transaction).expect("applies");
                }
            }
        }
        // Each side gets the other's transactions in an order of its own, some of them twice.
        for pick in order {
            let (from_left, transaction) = &transactions[pick.index(transactions.len())];
            let target = if *from_left { &right } else { &left };
            target.store.apply_foreign(transaction).expect("applies");
        }
        for (from_left, transaction) in &transactions {
            let target = if *from_left { &right } else { &left };
            target.store.apply_foreign(transaction).expect("applies");
        }
        prop_assert_eq!(state(&left, customer), state(&right, customer));
        let created = |device: &Workspace| {
            device.store.read(|reader| reader.customer(customer)).expect("reads").map(|found| found.created_at)
        };
        prop_assert_eq!(created(&left), created(&right));
        for (_, transaction) in &transactions {
            let counts = |device: &Workspace| device.store.read(|reader| reader.counts(transaction.id)).expect("reads");
            prop_assert_eq!(counts(&left), counts(&right), "both say whether it was undone");
        }
        for device in [&left, &right] {
            prop_assert_eq!(device.store.check().expect("checks").problems, Vec::<String>::new());
        }
    }
}

#[test]
fn undo_leaves_the_winner_of_two_equal_clocks_alone() {
    let (left, right) = (Workspace::new(), Workspace::new());
    let (customer, made) = left.add_customer("Alku");
    right.store.apply_foreign(&left.store.logged_transaction(made).expect("is logged")).expect("applies");
    let edit = |device: &Workspace, name: &str| {
        let cell = [(schema::customer::NAME, name.into_value())];
        let id = device.store.write("edit", |tx| tx.set(customer, cell)).expect("writes").transaction;
        device.store.logged_transaction(id.expect("written")).expect("is logged")
    };
    let (lefts, rights) = (edit(&left, "Vasen"), edit(&right, "Oikea"));
    assert_eq!(lefts.changes[0].clock, rights.changes[0].clock);
    left.store.apply_foreign(&rights).expect("applies");
    right.store.apply_foreign(&lefts).expect("applies");
    let (winner, (loser, losing)) = if lefts.session > rights.session {
        ("Vasen", (&right, rights.id))
    } else {
        ("Oikea", (&left, lefts.id))
    };
    assert_eq!(loser.name_of(customer).as_deref(), Some(winner));
    let history =
        loser.store.read(|reader| reader.record_history(&schema::customer::TABLE, customer)).expect("reads");
    let to: Vec<&Value> = history.iter().flat_map(|change| &change.fields).map(|field| &field.to).collect();
    assert_eq!(to[0], &winner.into_value(), "the winner is the newest");
    let undone = loser.store.write("undo", |tx| tx.undo(losing)).expect("undoes").value;
    assert_eq!((undone.records, undone.kept_cells), (0, 1));
    assert_eq!(loser.name_of(customer).as_deref(), Some(winner), "somebody else's value stays");
}

#[test]
fn a_clock_far_ahead_in_one_field_does_not_lend_itself_to_others() {
    let (left, right, future) = (Workspace::new(), Workspace::new(), Workspace::new());
    let (customer, made) = left.add_customer("Alku");
    let made = left.store.logged_transaction(made).expect("is logged");
    right.store.apply_foreign(&made).expect("applies");
    future.store.apply_foreign(&made).expect("applies");
    future.clock.advance(25 * 365 * 86_400_000);
    let edit = |device: &Workspace, column: Column, text: &str| {
        let id =
            device.store.write("edit", |tx| tx.set(customer, [(column, text.into_value())])).expect("writes");
        device.store.logged_transaction(id.transaction.expect("written")).expect("is logged")
    };
    left.store.apply_foreign(&edit(&future, schema::customer::NAME, "Tulevaisuudesta")).expect("applies");
    let monday = edit(&left, schema::customer::CITY, "Maanantai");
    right.clock.advance(86_400_000);
    right.store.apply_foreign(&monday).expect("applies");
    let tuesday = edit(&right, schema::customer::CITY, "Tiistai");
    // Written without knowledge of each other, the later one counts.
    left.clock.advance(3 * 86_400_000);
    let thursday = edit(&left, schema::customer::CITY, "Torstai");
    left.store.apply_foreign(&tuesday).expect("applies");
    right.store.apply_foreign(&thursday).expect("applies");
    for device in [&left, &right] {
        let stored = device.store.read(|reader| reader.customer(customer)).expect("reads").expect("is there");
        assert_eq!(stored.city.as_deref(), Some("Torstai"));
    }
    assert!(monday.changes[0].clock < thursday.changes[0].clock);
    assert!(monday.changes[0].clock < (1_795_334_400_000_i64 + 86_400_000) << 16, "it is Monday's own clock");
}

#[test]
fn a_later_edit_wins_even_over_a_clock_far_ahead() {
    let (left, right) = (Workspace::new(), Workspace::new());
    let (customer, made) = left.add_customer("Alku");
    right.store.apply_foreign(&left.store.logged_transaction(made).expect("is logged")).expect("applies");
    right.clock.advance(25 * 365 * 86_400_000);
    let edit = |device: &Workspace, name: &str| {
        let cell = [(schema::customer::NAME, name.into_value())];
        let id = device.store.write("edit", |tx| tx.set(customer, cell)).expect("writes").transaction;
        device.store.logged_transaction(id.expect("written")).expect("is logged")
    };
    left.store.apply_foreign(&edit(&right, "Tulevaisuudesta")).expect("applies");
    right.store.apply_foreign(&edit(&left, "Myöhemmin kirjoitettu")).expect("applies");
    for device in [&left, &right] {
        assert_eq!(device.name_of(customer).as_deref(), Some("Myöhemmin kirjoitettu"));
    }
}
