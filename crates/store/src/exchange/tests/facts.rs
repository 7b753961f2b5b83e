//! Files that several devices read, in any order: all hold the same orders.

use pelikirja_domain::Id;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};

use super::{Device, ExchangeEntry, record};
use crate::facts::{FactBatch, LineOutcome, NewLine, OrderCounts};
use crate::{IntoValue, StoreError, schema};

#[derive(Debug, Clone)]
struct Line {
    order: u8,
    customer: u8,
    line: Option<u32>,
    product: Option<u8>,
    quantity: f64,
    net: i64,
}

impl Device {
    /// A device of a firm with three customers and three products.
    fn with_customers(&mut self) -> Vec<ExchangeEntry> {
        let written = self.store.write("begin", |tx| {
            for number in 0..3 {
                tx.create(record(number), [(schema::customer::NAME, "Asiakas".into_value())])?;
                tx.create(record(10 + number), [(schema::product::NAME, "Tuote".into_value())])?;
            }
            Ok::<_, StoreError>(())
        });
        written.expect("writes");
        self.publish(usize::MAX)
    }

    fn import(&self, source: &str, lines: &[Line]) -> (Id, OrderCounts) {
        let written = self.store.write("import", |tx| {
            let id = tx.new_id()?;
            let mut batch = FactBatch::begin(tx, id, source)?;
            let key = |reader: &crate::Reader<'_>, table, id| {
                Ok::<_, StoreError>(reader.known_record(table, id)?.map(|(key, _)| key))
            };
            for line in lines {
                let customer = key(&tx.reader(), &schema::customer::TABLE, record(line.customer))?;
                let product = match line.product {
                    Some(number) => key(&tx.reader(), &schema::product::TABLE, record(10 + number))?,
                    None => None,
                };
                let new = NewLine {
                    order_number: &format!("T-{}", line.order),
                    customer: customer.ok_or(StoreError::NotFound)?,
                    day: 20_000 + i32::from(line.order),
                    currency: "EUR",
                    line: line.line,
                    product,
                    quantity: line.quantity,
                    net: line.net,
                };
                let taken = batch.add(tx, new)?;
                assert!(matches!(taken, LineOutcome::Taken | LineOutcome::OtherCustomer), "{taken:?}");
            }
            Ok::<_, StoreError>((id, batch.finish(tx)?))
        });
        written.expect("imports").value
    }

    fn undo_last(&self) {
        let own = self.store.device();
        let last = self.store.read(|reader| reader.last_undoable(own, Some(own), &[])).expect("reads");
        if let Some(last) = last {
            self.store.write("undo", |tx| tx.undo(last.transaction).map(drop)).expect("undoes");
        }
    }

    fn redo_last(&self) {
        let own = self.store.device();
        let last = self.store.read(|reader| reader.last_redoable(own, Some(own))).expect("reads");
        if let Some(last) = last {
            self.store.write("redo", |tx| tx.undo(last.transaction).map(drop)).expect("undoes");
        }
    }
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let quantity = prop_oneof![(1..4_i32).prop_map(f64::from), Just(0.25), Just(1.0 / 3.0)];
    let line = (0..4_u8, 0..6_u8, prop::option::of(1..4_u32), prop::option::of(0..3_u8), quantity, -5..5_i64);
    let line = line.prop_map(|(order, customer, line, product, quantity, net)| {
        // Now and then a file has an order moved to another customer.
        Line { order, customer: customer.saturating_sub(3), line, product, quantity, net: net * 100 }
    });
    prop::collection::vec(line, 1..10)
}

#[derive(Debug, Clone)]
enum Act {
    Import(Vec<Line>),
    /// A file that was read before, here or elsewhere.
    ImportAgain(Index),
    Undo,
    Redo,
    Publish,
    Receive(Index),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => lines().prop_map(Act::Import),
        4 => any::<Index>().prop_map(Act::ImportAgain),
        3 => Just(Act::Undo),
        1 => Just(Act::Redo),
        4 => Just(Act::Publish),
        6 => any::<Index>().prop_map(Act::Receive),
    ]
}

#[test]
fn any_order_of_arrival_gives_the_same_orders() {
    let mut runner = TestRunner::new(Config {
        cases: 24,
        failure_persistence: None,
        max_shrink_iters: 300,
        ..Config::default()
    });
    let cases = (
        prop::collection::vec((0..3_usize, act(), 0..2_i64), 1..24),
        prop::collection::vec(any::<Index>(), 60),
        prop::collection::vec(any::<Index>(), 0..4),
    );
    let ran = runner.run(&cases, |(acts, order, gone)| {
        let mut devices = [Device::new(), Device::new(), Device::new()];
        let begin = devices[0].with_customers();
        devices[1..].iter().for_each(|device| begin.iter().for_each(|entry| device.receive(entry)));
        let (mut entries, mut files) = (Vec::new(), Vec::new());
        for (number, act, pause) in &acts {
            let device = &mut devices[*number];
            device.advance(*pause);
            match act {
                Act::Import(lines) => {
                    device.import("erp", lines);
                    files.push(lines.clone());
                }
                Act::ImportAgain(pick) if !files.is_empty() => {
                    device.import("erp", &files[pick.index(files.len())]);
                }
                Act::Undo => device.undo_last(),
                Act::Redo => device.redo_last(),
                Act::Publish => entries.extend(device.publish(usize::MAX)),
                Act::Receive(pick) if !entries.is_empty() => {
                    device.receive(&entries[pick.index(entries.len())])
                }
                Act::ImportAgain(_) | Act::Receive(_) => {}
            }
        }
        for device in &mut devices {
            entries.extend(device.publish(1));
        }
        for (number, device) in devices.iter().enumerate() {
            for pick in order.iter().skip(number * 20).take(20).filter(|_| !entries.is_empty()) {
                device.receive(&entries[pick.index(entries.len())]);
            }
            entries
                .iter()
                .cycle()
                .skip(number * 3)
                .take(entries.len())
                .for_each(|entry| device.receive(entry));
        }
        // One that hears of everything at once, from the newest to the oldest.
        let late = Device::new();
        begin.iter().for_each(|entry| late.receive(entry));
        entries.iter().rev().for_each(|entry| late.receive(entry));
        let agree = |what: &str| {
            let expected = late.state();
            for device in devices.iter().chain([&late]) {
                prop_assert_eq!(&device.state(), &expected, "{}", what);
                prop_assert_eq!(device.problems(), Vec::<String>::new());
            }
            Ok(())
        };
        agree("in any order")?;
        let mut standing = entries.clone();
        for pick in gone.iter().filter(|_| !entries.is_empty()) {
            standing[pick.index(entries.len())].author = None;
        }
        let changed = || standing.iter().filter(|entry| entry.author.is_none());
        devices.iter().for_each(|device| changed().for_each(|entry| device.receive(entry)));
        changed().rev().for_each(|entry| late.receive(entry));
        agree("without what does not count")?;
        let newcomer = Device::new();
        begin.iter().chain(&standing).for_each(|entry| newcomer.receive(entry));
        prop_assert_eq!(newcomer.state(), late.state(), "to one who comes now it never counted");
        devices.iter().for_each(|device| entries.iter().rev().for_each(|entry| device.receive(entry)));
        entries.iter().for_each(|entry| late.receive(entry));
        agree("once it counts again")
    });
    ran.expect("holds for all files");
}

#[test]
fn two_who_read_the_same_file_hold_its_orders_once() {
    let (mut one, mut other) = (Device::new(), Device::new());
    one.with_customers().iter().for_each(|entry| other.receive(entry));
    let line = |order, net| Line { order, customer: 1, line: None, product: Some(1), quantity: 2.0, net };
    let file = [line(1, 100), line(1, 100), line(2, 300)];
    one.import("erp", &file);
    other.advance(5);
    other.import("erp", &file);
    let (from_one, from_other) = (one.publish(usize::MAX), other.publish(usize::MAX));
    from_one.iter().for_each(|entry| other.receive(entry));
    from_other.iter().for_each(|entry| one.receive(entry));
    assert_eq!(one.state(), other.state());
    let check = one.store.check().expect("checks");
    assert_eq!((check.orders, check.order_lines), (2, 3));
    // Undone by one, it is still what the other has read; undone by both, it is gone.
    one.undo_last();
    one.publish(usize::MAX).iter().for_each(|entry| other.receive(entry));
    assert_eq!(other.store.check().expect("checks").order_lines, 3);
    other.undo_last();
    other.publish(usize::MAX).iter().for_each(|entry| one.receive(entry));
    assert_eq!(one.store.check().expect("checks").order_lines, 0);
    assert_eq!(one.state(), other.state());
}

#[test]
fn a_file_that_repeats_another_names_it() {
    let mut device = Device::new();
    device.with_customers();
    let line = |order: u8| Line {
        order: order % 200,
        customer: 1,
        line: Some(u32::from(order)),
        product: Some(1),
        quantity: 2.0,
        net: i64::from(order) * 7_919,
    };
    let file: Vec<Line> = (0..200).map(line).collect();
    device.import("erp", &file);
    let bytes = |entries: Vec<ExchangeEntry>| -> usize {
        entries.iter().flat_map(|entry| &entry.operations).map(Vec::len).sum()
    };
    let whole = bytes(device.publish(usize::MAX));
    device.import("erp", &file);
    let again = bytes(device.publish(usize::MAX));
    assert!(again * 2 < whole, "{again} bytes after {whole}");
}
