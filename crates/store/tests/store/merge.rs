//! Changes of several devices, applied in any order and any number of times.

use pelikirja_domain::Id;
use pelikirja_store::{Column, ForeignTransaction, IntoValue, Value, schema};
use proptest::prelude::*;

use crate::support::Workspace;

const COLUMNS: [Column; 3] = [schema::customer::NAME, schema::customer::CITY, schema::customer::NOTES];

/// What is stored of the one customer that all devices edit.
fn state(workspace: &Workspace, customer: Id) -> Option<(String, Option<String>, Option<String>)> {
    let stored = workspace.store.read(|reader| reader.customer(customer)).expect("reads");
    stored.map(|found| (found.name, found.city, found.notes))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn two_devices_converge(
        edits in prop::collection::vec((any::<bool>(), 0..3_usize, 0..4_u8, 0..3_i64), 1..14),
        order in prop::collection::vec(any::<prop::sample::Index>(), 14),
    ) {
        let (left, right) = (Workspace::new(), Workspace::new());
        let (customer, made) = left.add_customer("Alku");
        let made = left.store.logged_transaction(made).expect("is logged");
        right.store.apply_foreign(&made).expect("applies");
        let mut transactions: Vec<(bool, ForeignTransaction)> = Vec::new();
        for (on_left, column, value, pause) in edits {
            let device = if on_left { &left } else { &right };
            device.clock.advance(pause);
            let value = if value == 0 { Value::Null } else { format!("arvo {value}").into_value() };
            let cell = [(COLUMNS[column], value)];
            let written = device.store.write("edit", |tx| tx.set(customer, cell)).expect("writes");
            if let Some(id) = written.transaction {
                transactions.push((on_left, device.store.logged_transaction(id).expect("is logged")));
            }
        }
        // Each side gets the other's transactions in an order of its own, some of them twice.
        for pick in order {
            if !transactions.is_empty() {
                let (from_left, transaction) = &transactions[pick.index(transactions.len())];
                let target = if *from_left { &right } else { &left };
                target.store.apply_foreign(transaction).expect("applies");
            }
        }
        for (from_left, transaction) in &transactions {
            let target = if *from_left { &right } else { &left };
            target.store.apply_foreign(transaction).expect("applies");
        }
        prop_assert_eq!(state(&left, customer), state(&right, customer));
        for device in [&left, &right] {
            prop_assert_eq!(device.store.check().expect("checks").problems, Vec::<String>::new());
        }
    }
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
