//! Whatever devices write, and in whatever order it reaches them: they hold the same in the end.

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};

use super::{Device, ExchangeEntry, record};
use crate::{Column, IntoValue, StoreError, Value, schema};

const COLUMNS: [Column; 6] = [
    schema::customer::NAME,
    schema::customer::PHONE,
    schema::customer::STREET,
    schema::customer::CITY,
    schema::customer::TIER_REASON,
    schema::customer::NOTES,
];

#[derive(Debug, Clone)]
enum Act {
    Edit {
        record: u8,
        column: usize,
        value: u8,
    },
    Tag {
        record: u8,
    },
    Untag {
        record: u8,
    },
    Delete {
        record: u8,
    },
    Bring {
        record: u8,
    },
    Undo,
    Redo,
    UseOther(Index),
    Keep(Index),
    /// Entries as small as that are made of what was written.
    Publish {
        most_bytes: usize,
    },
    /// One entry that is known to nobody knows whom comes.
    Receive(Index),
}

fn act() -> impl Strategy<Value = Act> {
    let any_record = 0..3_u8;
    prop_oneof![
        6 => (any_record.clone(), 0..COLUMNS.len(), 0..4_u8)
            .prop_map(|(record, column, value)| Act::Edit { record, column, value }),
        1 => any_record.clone().prop_map(|record| Act::Tag { record }),
        1 => any_record.clone().prop_map(|record| Act::Untag { record }),
        2 => any_record.clone().prop_map(|record| Act::Delete { record }),
        1 => any_record.prop_map(|record| Act::Bring { record }),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
        1 => any::<Index>().prop_map(Act::UseOther),
        1 => any::<Index>().prop_map(Act::Keep),
        3 => (1..400_usize).prop_map(|most_bytes| Act::Publish { most_bytes }),
        5 => any::<Index>().prop_map(Act::Receive),
    ]
}

fn perform(device: &mut Device, act: &Act, entries: &mut Vec<ExchangeEntry>) {
    let store = &device.store;
    let own = store.device();
    let done: Result<(), StoreError> = match act {
        Act::Edit { record: number, column, value } => {
            let value = if *value == 0 { Value::Null } else { format!("arvo {value}").into_value() };
            store.write("edit", |tx| tx.put(record(*number), [(COLUMNS[*column], value)])).map(drop)
        }
        Act::Tag { record: number } => store
            .write("tag", |tx| {
                let id = tx.keyed_id(&[b"tag", &[*number]])?;
                let cells = [
                    (schema::customer_tag::CUSTOMER, record(*number).into_value()),
                    (schema::customer_tag::TAG, "vip".into_value()),
                ];
                tx.put(id, cells)
            })
            .map(drop),
        Act::Untag { record: number } => store
            .write("untag", |tx| {
                let id = tx.keyed_id(&[b"tag", &[*number]])?;
                tx.delete(&schema::customer_tag::TABLE, id)
            })
            .map(drop),
        Act::Delete { record: number } => {
            store.write("delete", |tx| tx.delete(&schema::customer::TABLE, record(*number))).map(drop)
        }
        Act::Bring { record: number } => {
            store.write("bring", |tx| tx.restore(&schema::customer::TABLE, record(*number))).map(drop)
        }
        Act::Undo | Act::Redo => {
            let last = store.read(|reader| match act {
                Act::Undo => reader.last_undoable(own, Some(own), &[]),
                _ => reader.last_redoable(own, Some(own)),
            });
            match last.expect("reads") {
                Some(last) => store.write("undo", |tx| tx.undo(last.transaction).map(drop)).map(drop),
                None => Ok(()),
            }
        }
        Act::UseOther(pick) | Act::Keep(pick) => {
            let conflicts = store.read(|reader| reader.conflicts(100)).expect("reads");
            if conflicts.is_empty() {
                return;
            }
            let conflict = &conflicts[pick.index(conflicts.len())];
            let settle = |tx: &mut crate::WriteTransaction<'_>| match act {
                Act::Keep(_) => tx.keep_current(conflict),
                _ => tx.use_other(conflict),
            };
            let settled = store.write("settle", settle).expect("writes").value;
            assert!(settled, "an open conflict can be settled");
            Ok(())
        }
        Act::Publish { most_bytes } => {
            entries.extend(device.publish(*most_bytes));
            Ok(())
        }
        Act::Receive(pick) => {
            if !entries.is_empty() {
                device.receive(&entries[pick.index(entries.len())]);
            }
            Ok(())
        }
    };
    done.expect("writes");
}

#[test]
fn three_devices_converge_in_any_order() {
    let mut runner = TestRunner::new(Config { cases: 16, failure_persistence: None, ..Config::default() });
    let cases = (
        prop::collection::vec((0..3_usize, act(), 0..2_i64), 1..40),
        prop::collection::vec(any::<Index>(), 120),
        prop::collection::vec(any::<Index>(), 0..4),
    );
    let ran = runner.run(&cases, |(acts, order, gone)| {
        // Their clocks stand at the same moment, so that many changes have the same clock.
        let mut devices = [Device::new(), Device::new(), Device::new()];
        let mut entries = Vec::new();
        // They share the key of identities, as they do once they have met.
        devices[0]
            .store
            .write("begin", |tx| tx.put(record(0), [(COLUMNS[0], "Alku".into_value())]))
            .expect("writes");
        entries.extend(devices[0].publish(usize::MAX));
        devices[1].receive(&entries[0]);
        devices[2].receive(&entries[0]);
        for (device, act, pause) in &acts {
            devices[*device].advance(*pause);
            perform(&mut devices[*device], act, &mut entries);
        }
        for device in &mut devices {
            entries.extend(device.publish(200));
        }
        // Each gets everything in an order of its own, some of it twice.
        for (number, device) in devices.iter().enumerate() {
            let picks = order.iter().skip(number * 40).take(40);
            for pick in picks {
                device.receive(&entries[pick.index(entries.len())]);
            }
            let shifted = entries.iter().cycle().skip(number * 7).take(entries.len());
            shifted.for_each(|entry| device.receive(entry));
        }
        let expected = devices[0].state();
        for device in &devices {
            prop_assert_eq!(&device.state(), &expected);
            prop_assert_eq!(device.problems(), Vec::<String>::new());
        }
        // Entries that turn out not to count go from each in another order; to a device that hears of them only now
        // they never counted.
        let late = Device::new();
        let mut standing = entries.clone();
        for pick in &gone {
            standing[pick.index(entries.len())].author = None;
        }
        for (number, device) in devices.iter().enumerate() {
            let changed = standing.iter().filter(|entry| entry.author.is_none());
            let mut changed: Vec<&ExchangeEntry> = changed.collect();
            let shift = number.min(changed.len());
            changed.rotate_left(shift);
            changed.into_iter().for_each(|entry| device.receive(entry));
        }
        standing.iter().rev().for_each(|entry| late.receive(entry));
        let expected = late.state();
        for device in devices.iter().chain([&late]) {
            prop_assert_eq!(&device.state(), &expected, "after {:?}", &gone);
            prop_assert_eq!(device.problems(), Vec::<String>::new());
        }
        // And back again.
        entries.iter().for_each(|entry| late.receive(entry));
        devices.iter().for_each(|device| entries.iter().rev().for_each(|entry| device.receive(entry)));
        let expected = late.state();
        for device in &devices {
            prop_assert_eq!(&device.state(), &expected);
        }
        Ok(())
    });
    ran.expect("holds whatever was written");
}
