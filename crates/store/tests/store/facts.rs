//! Batches of order lines: the same again changes nothing, and each can be taken back, in any order.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use pelikirja_domain::Id;
use pelikirja_store::facts::{FactBatch, FactsUndone, LineOutcome, NewLine, OrderCounts};
use pelikirja_store::{IntoValue, StoreError, schema};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support::Workspace;

/// A line as a file has it.
#[derive(Debug, Clone)]
struct Line {
    order: u8,
    customer: usize,
    line: Option<u32>,
    product: usize,
    net: i64,
}

/// Products of the firm.
const PRODUCTS: usize = 16;

struct Firm {
    workspace: Workspace,
    customers: [i64; 2],
    products: Vec<i64>,
    /// Batches that were not undone yet.
    batches: RefCell<Vec<Id>>,
}

impl Firm {
    fn new() -> Self {
        let workspace = Workspace::new();
        let customers = ["A", "B"].map(|name| {
            let (id, _) = workspace.add_customer(name);
            workspace.store.read(|reader| reader.customer_key(id)).expect("reads").expect("is there")
        });
        let products = workspace.store.write("products", |tx| {
            (0..PRODUCTS)
                .map(|_| {
                    let id = tx.new_id()?;
                    tx.create(id, [(schema::product::NAME, "Tuote".into_value())])?;
                    let known = tx.reader().known_record(&schema::product::TABLE, id)?;
                    Ok::<_, StoreError>(known.ok_or(StoreError::NotFound)?.0)
                })
                .collect()
        });
        let products = products.expect("writes").value;
        Self { workspace, customers, products, batches: RefCell::default() }
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
                        product: Some(self.products[line.product]),
                        quantity: 1.0,
                        net: line.net,
                    },
                )?;
                assert_ne!(taken, LineOutcome::OtherCurrency, "all lines are in euros");
                assert_ne!(taken, LineOutcome::OutOfRange, "no line is that large");
            }
            Ok::<_, StoreError>((id, batch.finish(tx)?))
        });
        let (id, counts) = written.expect("writes").value;
        self.batches.borrow_mut().push(id);
        (id, counts)
    }

    /// Undoes what a case that failed has left behind.
    fn clear(&self) {
        let left = self.batches.borrow().clone();
        for batch in left {
            self.undo(batch);
        }
        assert_eq!(self.orders(), Vec::new());
    }

    fn undo(&self, batch: Id) -> FactsUndone {
        self.batches.borrow_mut().retain(|left| *left != batch);
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
    let line = (0..4_u8, prop::option::of(1..4_u32), 0..3_usize, -5..5_i64, 0..8_usize);
    let line = line.prop_map(|(order, line, product, net, customer)| {
        // Now and then a file has an order moved to another customer.
        Line { order, customer: usize::from(customer == 0), line, product, net: net * 100 }
    });
    prop::collection::vec(line, 1..12)
}

#[test]
fn batches_come_and_go() {
    let config = Config { cases: 48, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let batches = prop::collection::vec((lines(), any::<prop::sample::Index>()), 1..5);
    let firm = Firm::new();
    let ran = runner.run(&batches, |batches| {
        firm.clear();
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

/// A file whose lines all say something else, so that none can be taken for another one.
fn distinct_lines() -> impl Strategy<Value = Vec<Line>> {
    let line = (0..4_u8, 0..3_usize).prop_map(|(order, product)| (order, product));
    prop::collection::vec(line, 1..16).prop_map(|lines| {
        let line = |(number, (order, product))| Line { order, customer: 0, line: None, product, net: number };
        (1..).zip(lines).map(line).collect()
    })
}

#[test]
fn a_file_cut_in_two_adds_up() {
    let mut runner = TestRunner::new(Config { cases: 48, failure_persistence: None, ..Config::default() });
    let files = (distinct_lines(), any::<prop::sample::Index>(), any::<bool>());
    let firm = Firm::new();
    let ran = runner.run(&files, |(lines, cut, again)| {
        firm.clear();
        let (first, second) = lines.split_at(cut.index(lines.len()));
        let (first, _) = firm.add(first);
        let (second, _) = firm.add(second);
        prop_assert_eq!(sums(&firm.orders()), expected(&lines));
        if again {
            let (_, counts) = firm.add(&lines);
            prop_assert_eq!((counts.created, counts.updated), (0, 0), "the whole file says nothing new");
        }
        firm.undo(first);
        firm.undo(second);
        prop_assert_eq!(firm.orders().is_empty(), !again, "what the whole file had as well is its own");
        prop_assert_eq!(firm.workspace.store.check().expect("checks").problems, Vec::<String>::new());
        Ok(())
    });
    ran.expect("holds for every file and cut");
}

/// Orders and the cents of their lines.
fn sums(orders: &[(String, i64, Vec<i64>)]) -> Vec<(String, Vec<i64>)> {
    orders.iter().map(|(number, _, lines)| (number.clone(), lines.clone())).collect()
}

/// What a file that nobody contradicts leaves behind.
fn expected(lines: &[Line]) -> Vec<(String, Vec<i64>)> {
    let mut orders: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for line in lines {
        orders.entry(line.order.to_string()).or_default().push(line.net);
    }
    orders.into_iter().collect()
}

#[test]
fn what_a_later_file_had_as_well_stays_when_an_import_is_undone() {
    let mut runner = TestRunner::new(Config { cases: 48, failure_persistence: None, ..Config::default() });
    let files = (distinct_lines(), prop::collection::vec(any::<(bool, bool)>(), 16));
    let firm = Firm::new();
    let ran = runner.run(&files, |(mut lines, picks)| {
        firm.clear();
        // A product each, so that no line can be another one corrected.
        for (product, line) in lines.iter_mut().enumerate() {
            line.product = product;
        }
        let pick = |wanted: &dyn Fn(&(bool, bool)) -> bool| -> Vec<Line> {
            lines.iter().zip(&picks).filter(|(_, pick)| wanted(pick)).map(|(line, _)| line.clone()).collect()
        };
        let (first, second) = (pick(&|pick| pick.0), pick(&|pick| pick.1));
        let both = pick(&|pick| pick.0 && pick.1);
        let (one, _) = firm.add(&first);
        let (two, _) = firm.add(&second);
        // A third file that says the same as the second, and goes first.
        let (three, _) = firm.add(&second);
        firm.undo(three);
        let undone = firm.undo(one);
        prop_assert_eq!(undone.kept, both.len() as u64);
        prop_assert_eq!(undone.removed, (first.len() - both.len()) as u64);
        prop_assert_eq!(sums(&firm.orders()), expected(&second));
        firm.undo(two);
        prop_assert_eq!(firm.orders(), Vec::new());
        prop_assert_eq!(firm.workspace.store.check().expect("checks").problems, Vec::<String>::new());
        Ok(())
    });
    ran.expect("holds for every two files");
}

#[test]
fn a_correction_that_a_later_file_confirms_stays() {
    let firm = Firm::new();
    let line = |line: u32, net| Line { order: 1, customer: 0, line: Some(line), product: 1, net };
    let more = Line { order: 2, ..line(1, 700) };
    let (first, _) = firm.add(&[line(1, 100), line(2, 200)]);
    let (second, _) = firm.add(&[line(1, 150), line(2, 200)]);
    let (third, _) = firm.add(&[line(1, 150), line(2, 200), more]);
    let lines = || firm.orders().into_iter().map(|(_, _, lines)| lines).collect::<Vec<_>>();
    assert_eq!(firm.undo(second), FactsUndone { removed: 0, restored: 0, kept: 1 });
    assert_eq!(lines(), [vec![150, 200], vec![700]]);
    assert_eq!(firm.undo(third).restored, 1, "now nobody says so any more");
    assert_eq!(lines(), [vec![100, 200]]);
    firm.undo(first);
    assert_eq!(lines(), Vec::<Vec<i64>>::new());
}

#[test]
fn amounts_beyond_all_bounds_are_not_taken_and_the_rest_can_be_undone() {
    let workspace = Workspace::new();
    let (id, _) = workspace.add_customer("A");
    let customer = workspace.store.read(|reader| reader.customer_key(id)).expect("reads").expect("is there");
    let largest = i64::try_from(pelikirja_store::facts::LARGEST_LINE).expect("fits");
    let written = workspace.store.write("import", |tx| {
        let id = tx.new_id()?;
        let mut batch = FactBatch::begin(tx, id, "test")?;
        let new = |net, quantity| NewLine {
            order_number: "1",
            customer,
            day: 20_000,
            currency: "EUR",
            line: None,
            product: None,
            quantity,
            net,
        };
        for (net, quantity) in
            [(largest + 1, 1.0), (i64::MIN, 1.0), (i64::MAX, 1.0), (1, f64::NAN), (1, f64::INFINITY)]
        {
            assert_eq!(batch.add(tx, new(net, quantity))?, LineOutcome::OutOfRange, "{net} {quantity}");
        }
        // An article number taken for the amount.
        for _ in 0..20_000 {
            assert_eq!(batch.add(tx, new(largest, 1.0))?, LineOutcome::Taken);
        }
        batch.finish(tx)?;
        Ok::<_, StoreError>(id)
    });
    let batch = written.expect("writes").value;
    let turnover = workspace.store.read(|reader| reader.turnover()).expect("adds up");
    assert_eq!(turnover.0, 20_000 * largest);
    let undone = workspace.store.write("undo_import", |tx| tx.undo_facts(batch)).expect("undoes").value;
    assert_eq!(undone.removed, 20_000);
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
