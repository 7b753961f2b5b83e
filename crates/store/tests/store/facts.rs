//! Batches of order lines: the same again changes nothing, and each can be taken back, in any order.

use chrono::NaiveDate;
use pelikirja_domain::Id;
use pelikirja_store::StoreError;
use pelikirja_store::facts::{FactBatch, FactsUndone, LineOutcome, NewLine, OrderCounts};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support::Workspace;

/// A line as a file has it.
#[derive(Debug, Clone)]
struct Line {
    order: u8,
    customer: usize,
    line: Option<u32>,
    product: i64,
    net: i64,
}

struct Firm {
    workspace: Workspace,
    customers: [i64; 2],
}

impl Firm {
    fn new() -> Self {
        let workspace = Workspace::new();
        let customers = ["A", "B"].map(|name| {
            let (id, _) = workspace.add_customer(name);
            workspace.store.read(|reader| reader.customer_key(id)).expect("reads").expect("is there")
        });
        Self { workspace, customers }
    }

    /// Adds a batch; lines that do not fit their order are left out.
    fn add(&self, lines: &[Line]) -> (Id, OrderCounts) {
        let written = self.workspace.store.write("import", |tx| {
            let id = tx.new_id()?;
            let mut batch = FactBatch::begin(tx, id, "test")?;
            for line in lines {
                let number = line.order.to_string();
                let taken = batch.add(
                    tx,
                    NewLine {
                        order_number: &number,
                        customer: self.customers[line.customer],
                        day: 20_000 + i32::from(line.order),
                        currency: "EUR",
                        line: line.line,
                        product: Some(line.product),
                        quantity: 1.0,
                        net: line.net,
                    },
                )?;
                assert_ne!(taken, LineOutcome::OtherCurrency, "all lines are in euros");
            }
            Ok::<_, StoreError>((id, batch.finish(tx)?))
        });
        written.expect("writes").value
    }

    fn undo(&self, batch: Id) -> FactsUndone {
        self.workspace.store.write("undo_import", |tx| tx.undo_facts(batch)).expect("writes").value
    }

    /// Every order with its customer and the cents of its lines, sorted.
    fn orders(&self) -> Vec<(String, i64, Vec<i64>)> {
        let read = |reader: &pelikirja_store::Reader<'_>| {
            let mut orders = Vec::new();
            for customer in self.customers {
                for order in reader.orders_until(customer, NaiveDate::MAX, 1_000)? {
                    let mut lines: Vec<i64> =
                        reader.order_lines(order.id)?.iter().map(|line| line.net.0).collect();
                    lines.sort_unstable();
                    assert_eq!(lines.iter().sum::<i64>(), order.net.0, "the total is that of the lines");
                    assert_eq!(lines.len(), order.lines as usize);
                    orders.push((order.number, customer, lines));
                }
            }
            orders.sort();
            Ok::<_, StoreError>(orders)
        };
        self.workspace.store.read(read).expect("reads")
    }
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let line = (0..4_u8, prop::option::of(1..4_u32), 0..3_i64, -5..5_i64, 0..8_usize);
    let line = line.prop_map(|(order, line, product, net, customer)| {
        // Now and then a file has an order moved to another customer.
        Line { order, customer: usize::from(customer == 0), line, product, net: net * 100 }
    });
    prop::collection::vec(line, 1..12)
}

#[test]
fn batches_come_and_go() {
    let mut runner = TestRunner::new(Config { cases: 48, failure_persistence: None, ..Config::default() });
    let batches = prop::collection::vec((lines(), any::<prop::sample::Index>()), 1..5);
    let ran = runner.run(&batches, |batches| {
        let firm = Firm::new();
        let mut added: Vec<Id> = Vec::new();
        for (lines, _) in &batches {
            let before = firm.orders();
            let (id, _) = firm.add(lines);
            let after = firm.orders();
            let (again, counts) = firm.add(lines);
            prop_assert_eq!(&firm.orders(), &after, "the same batch again changes nothing");
            prop_assert_eq!((counts.created, counts.lines_created), (0, 0));
            prop_assert_eq!((counts.updated, counts.lines_updated), (0, 0));
            firm.undo(again);
            prop_assert_eq!(&firm.orders(), &after, "nor does taking back what changed nothing");
            firm.undo(id);
            prop_assert_eq!(&firm.orders(), &before, "taking back the last batch brings the state before it");
            added.push(firm.add(lines).0);
            prop_assert_eq!(&firm.orders(), &after);
        }
        for (_, index) in &batches {
            firm.undo(added.swap_remove(index.index(added.len())));
            firm.orders();
        }
        prop_assert_eq!(firm.orders(), Vec::new(), "nothing is left, in whatever order batches go");
        prop_assert_eq!(firm.workspace.store.check().expect("checks").problems, Vec::<String>::new());
        Ok(())
    });
    ran.expect("holds for every sequence of batches");
}

#[test]
fn a_line_of_another_customer_is_not_taken() {
    let firm = Firm::new();
    let line = |customer| Line { order: 1, customer, line: None, product: 1, net: 500 };
    let (_, counts) = firm.add(&[line(0), line(1), line(0)]);
    assert_eq!((counts.lines_created, counts.repeated_lines), (2, 1));
    assert_eq!(firm.orders(), [("1".to_owned(), firm.customers[0], vec![500, 500])]);
}

#[test]
fn an_unknown_batch_is_not_found() {
    let firm = Firm::new();
    let undone =
        firm.workspace.store.write("undo_import", |tx| tx.undo_facts(Id::from_bytes([7; 16])).map(|_| ()));
    assert!(matches!(undone, Err(StoreError::NotFound)), "{undone:?}");
}
