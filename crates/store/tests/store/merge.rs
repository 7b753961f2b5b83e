//! Changes of several devices, applied in any order and any number of times.

use pelikirja_domain::Id;
use pelikirja_store::exchange::ExchangeEntry;
use pelikirja_store::{Base, Column, IntoValue, StoreError, Value, schema};
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
    /// Saves a form that began from another value, or from the one that is there.
    Save {
        column: usize,
        value: u8,
        base: u8,
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
    let save =
        (0..3_usize, 0..4_u8, 0..4_u8).prop_map(|(column, value, base)| Act::Save { column, value, base });
    let other =
        prop::sample::select(vec![Act::Delete, Act::Bring, Act::Undo, Act::Undo, Act::Redo, Act::Send]);
    prop_oneof![edit, save, other]
}

/// What a device does; the transaction if it wrote one.
fn perform(device: &Workspace, customer: Id, act: &Act) -> Option<Id> {
    let store = &device.store;
    let own = store.device();
    let take_back = |last: Option<pelikirja_store::Undoable>| {
        last.and_then(|last| store.write("undo", |tx| tx.undo(last.transaction)).expect("undoes").transaction)
    };
    let valued = |value: u8| if value == 0 { Value::Null } else { format!("arvo {value}").into_value() };
    match act {
        Act::Save { column, value, base } => {
            let (column, base) = (COLUMNS[*column], valued(*base));
            let saved = store.write("save", |tx| {
                tx.set_from(
                    customer,
                    [(column, valued(*value))],
                    &Base { cells: vec![(column, base)], log_place: None },
                )
            });
            match saved {
                Ok(saved) => saved.transaction,
                Err(StoreError::NotFound) => None,
                Err(error) => panic!("saves, unless it is deleted: {error:?}"),
            }
        }
        Act::Edit { column, value } => {
            let value = valued(*value);
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
        let mut transactions = vec![made];
        let mut entries: Vec<(bool, ExchangeEntry)> = Vec::new();
        for (on_left, act, pause) in acts {
            let device = if on_left { &left } else { &right };
            device.clock.advance(pause);
            transactions.extend(perform(device, customer, &act));
            entries.extend(device.publish().map(|entry| (on_left, entry)));
            if matches!(act, Act::Send) {
                let target = if on_left { &right } else { &left };
                for (_, entry) in entries.iter().filter(|(from_left, _)| *from_left == on_left) {
                    target.receive(entry);
                }
            }
        }
        entries.extend(left.publish().map(|entry| (true, entry)));
        // Each side gets the other's entries in an order of its own, some of them twice.
        for pick in order {
            let (from_left, entry) = &entries[pick.index(entries.len())];
            let target = if *from_left { &right } else { &left };
            target.receive(entry);
        }
        for (from_left, entry) in &entries {
            let target = if *from_left { &right } else { &left };
            target.receive(entry);
        }
        prop_assert_eq!(state(&left, customer), state(&right, customer));
        let created = |device: &Workspace| {
            device.store.read(|reader| reader.customer(customer)).expect("reads").map(|found| found.created_at)
        };
        prop_assert_eq!(created(&left), created(&right));
        for transaction in &transactions {
            let counts = |device: &Workspace| device.store.read(|reader| reader.counts(*transaction)).expect("reads");
            prop_assert_eq!(counts(&left), counts(&right), "both say whether it was undone");
        }
        for device in [&left, &right] {
            prop_assert_eq!(device.store.check().expect("checks").problems, Vec::<String>::new());
        }
    }
}

/// Both devices know the customer of the first.
fn share(left: &Workspace, others: &[&Workspace]) -> Id {
    let (customer, _) = left.add_customer("Alku");
    let made = left.publish().expect("something was written");
    for other in others {
        other.receive(&made);
    }
    customer
}

/// Writes one cell and returns it as others receive it.
fn edit(device: &Workspace, customer: Id, column: Column, text: &str) -> (Id, ExchangeEntry) {
    let written = device.store.write("edit", |tx| tx.set(customer, [(column, text.into_value())]));
    let transaction = written.expect("writes").transaction.expect("something was written");
    (transaction, device.publish().expect("something was written"))
}

#[test]
fn undo_leaves_the_winner_of_two_equal_clocks_alone() {
    let (left, right) = (Workspace::new(), Workspace::new());
    let customer = share(&left, &[&right]);
    let (of_left, from_left) = edit(&left, customer, schema::customer::NAME, "Vasen");
    let (of_right, from_right) = edit(&right, customer, schema::customer::NAME, "Oikea");
    left.receive(&from_right);
    right.receive(&from_left);
    let winner = left.name_of(customer).expect("is there");
    assert_eq!(right.name_of(customer).as_ref(), Some(&winner), "both clocks stand still");
    let (loser, losing) = if winner == "Vasen" { (&right, of_right) } else { (&left, of_left) };
    let history =
        loser.store.read(|reader| reader.record_history(&schema::customer::TABLE, customer)).expect("reads");
    let to: Vec<&Value> = history.iter().flat_map(|change| &change.fields).map(|field| &field.to).collect();
    assert_eq!(to[0], &winner.as_str().into_value(), "the winner is the newest");
    let undone = loser.store.write("undo", |tx| tx.undo(losing)).expect("undoes").value;
    assert_eq!((undone.records, undone.kept_cells), (0, 1));
    assert_eq!(loser.name_of(customer), Some(winner), "somebody else's value stays");
}

#[test]
fn a_clock_far_ahead_in_one_field_does_not_lend_itself_to_others() {
    let (left, right, future) = (Workspace::new(), Workspace::new(), Workspace::new());
    let customer = share(&left, &[&right, &future]);
    future.clock.advance(25 * 365 * 86_400_000);
    left.receive(&edit(&future, customer, schema::customer::NAME, "Tulevaisuudesta").1);
    let (_, monday) = edit(&left, customer, schema::customer::PHONE, "Maanantai");
    right.clock.advance(86_400_000);
    right.receive(&monday);
    let (_, tuesday) = edit(&right, customer, schema::customer::PHONE, "Tiistai");
    // Written without knowledge of each other, the later one counts.
    left.clock.advance(3 * 86_400_000);
    let (_, thursday) = edit(&left, customer, schema::customer::PHONE, "Torstai");
    left.receive(&tuesday);
    right.receive(&thursday);
    for device in [&left, &right] {
        let stored = device.store.read(|reader| reader.customer(customer)).expect("reads").expect("is there");
        assert_eq!(stored.phone.as_deref(), Some("Torstai"));
    }
}

#[test]
fn a_later_edit_wins_even_over_a_clock_far_ahead() {
    let (left, right) = (Workspace::new(), Workspace::new());
    let customer = share(&left, &[&right]);
    right.clock.advance(25 * 365 * 86_400_000);
    left.receive(&edit(&right, customer, schema::customer::NAME, "Tulevaisuudesta").1);
    right.receive(&edit(&left, customer, schema::customer::NAME, "Myöhemmin kirjoitettu").1);
    for device in [&left, &right] {
        assert_eq!(device.name_of(customer).as_deref(), Some("Myöhemmin kirjoitettu"));
    }
}
