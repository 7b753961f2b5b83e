//! A few customers computed again must be what computing everybody gives.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Days, NaiveDate, NaiveDateTime};
use pelikirja_crypto::KdfParameters;
use pelikirja_domain::{Clock, Id, Instant};
use pelikirja_store::facts::{FactBatch, NewLine};
use pelikirja_store::table::figures::FiguresRow;
use pelikirja_store::table::signal::StoredSignal;
use pelikirja_store::{IntoValue, Store, WorkspaceFolder, day_number, schema, to_word};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::*;
use crate::api::TransactionKind;
use crate::{App, AppOptions, NoKeyStore};

struct StandingClock;

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 6, 15).unwrap();

impl Clock for StandingClock {
    fn now(&self) -> Instant {
        self.local_now().and_utc().timestamp_millis()
    }

    fn local_now(&self) -> NaiveDateTime {
        TODAY.and_hms_opt(12, 0, 0).unwrap()
    }
}

const CUSTOMERS: u32 = 45;

fn session(folder: &std::path::Path) -> (Session, Vec<(Id, i64)>) {
    let clock: Arc<dyn Clock> = Arc::new(StandingClock);
    let workspace = WorkspaceFolder::new(folder.join("firm"));
    let store = Store::create(&workspace, "open sesame", KdfParameters::FLOOR, Arc::clone(&clock)).unwrap();
    let app = App::new(AppOptions {
        data_folder: folder.to_owned(),
        workspace: None,
        clock,
        key_store: Arc::new(NoKeyStore),
        background: false,
    });
    let session = Session::new(app, store, false);
    let customers = session
        .write(TransactionKind::AddCustomer, |tx| {
            let tier = tx.new_id()?;
            tx.set(
                tier,
                [
                    (schema::tier::NAME, "Key".into_value()),
                    (schema::tier::CONTACT_MAXIMUM_DAYS, 30_u32.into_value()),
                ],
            )?;
            let mut customers = Vec::new();
            for number in 0..CUSTOMERS {
                let id = tx.new_id()?;
                tx.set(
                    id,
                    [
                        (schema::customer::NAME, format!("Customer {number}").into_value()),
                        (schema::customer::TIER, tier.into_value()),
                    ],
                )?;
                customers.push((id, tx.reader().customer_key(id)?.unwrap()));
            }
            Ok(customers)
        })
        .unwrap()
        .value;
    (session, customers)
}

/// One order: customer, days before today (negative: after), euros (negative: a credit note).
type Order = (usize, i64, i64);

fn add_orders(session: &Session, customers: &[(Id, i64)], batch: u32, orders: &[Order]) {
    session
        .write(TransactionKind::Import, |tx| {
            let id = tx.new_id()?;
            let mut facts = FactBatch::begin(tx, id, &format!("batch {batch}"))?;
            for (number, (customer, days_ago, euros)) in orders.iter().enumerate() {
                facts.add(
                    tx,
                    NewLine {
                        order_number: &number.to_string(),
                        customer: customers[*customer].1,
                        day: day_number(TODAY) - i32::try_from(*days_ago).unwrap(),
                        currency: "EUR",
                        line: None,
                        product: None,
                        quantity: 1.0,
                        net: euros * 100,
                    },
                )?;
            }
            facts.finish(tx)?;
            Ok(())
        })
        .unwrap();
}

/// Two years of regular buyers, every one at its own pace; every fifth stopped some months ago.
fn regular_orders() -> Vec<Order> {
    let mut orders = Vec::new();
    for customer in 0..CUSTOMERS as usize {
        let number = i64::try_from(customer).unwrap();
        let pace = 9 + 3 * (number % 11);
        let mut days_ago = 720 - number;
        let last = if customer % 5 == 0 { 100 } else { 0 };
        while days_ago > last {
            orders.push((customer, days_ago, 200 + days_ago % 70));
            days_ago -= 1 + (days_ago * 7_919 + number * 104_729) % (2 * pace);
        }
    }
    orders
}

type Derived = BTreeMap<i64, (Option<FiguresRow>, Vec<StoredSignal>)>;

fn derived(session: &Session, customers: &[(Id, i64)]) -> Derived {
    session
        .read(|reader| {
            let mut found = BTreeMap::new();
            for (_, key) in customers {
                found.insert(*key, (reader.figures_of(*key)?, reader.signals_of(*key)?));
            }
            Ok(found)
        })
        .unwrap()
}

#[derive(Debug, Clone)]
enum Step {
    Orders(Vec<Order>),
    Contact { customer: usize, days_ago: u64, two_way: bool },
    Merge { keep: usize, merge: usize },
    Release { customer: usize },
    Delete { customer: usize },
    End { customer: usize },
    Undo,
}

fn step() -> impl Strategy<Value = Step> {
    let customer = 0..CUSTOMERS as usize;
    let order = (customer.clone(), -20..700_i64, -300..2_000_i64);
    prop_oneof![
        4 => prop::collection::vec(order, 1..12).prop_map(Step::Orders),
        3 => (customer.clone(), 0..90_u64, any::<bool>())
            .prop_map(|(customer, days_ago, two_way)| Step::Contact { customer, days_ago, two_way }),
        2 => (customer.clone(), customer.clone()).prop_map(|(keep, merge)| Step::Merge { keep, merge }),
        1 => customer.clone().prop_map(|customer| Step::Release { customer }),
        1 => customer.clone().prop_map(|customer| Step::Delete { customer }),
        1 => customer.prop_map(|customer| Step::End { customer }),
        1 => Just(Step::Undo),
    ]
}

fn take(session: &Session, customers: &[(Id, i64)], number: u32, step: &Step) {
    let set = |customer: usize, column, value: pelikirja_store::Value| {
        session.change(TransactionKind::EditCustomer, |tx| {
            // A step may come upon a customer that an earlier one has deleted.
            match tx.set(customers[customer].0, [(column, value)]) {
                Err(pelikirja_store::StoreError::NotFound) => Ok(0),
                set => Ok(u32::from(set?)),
            }
        })
    };
    match step {
        Step::Orders(orders) => add_orders(session, customers, number, orders),
        Step::Contact { customer, days_ago, two_way } => {
            session
                .write(TransactionKind::LogContact, |tx| {
                    let id = tx.new_id()?;
                    let cells = [
                        (schema::contact::CUSTOMER, customers[*customer].0.into_value()),
                        (schema::contact::DATE, (TODAY - Days::new(*days_ago)).into_value()),
                        (schema::contact::TWO_WAY, (*two_way).into_value()),
                    ];
                    Ok(tx.set(id, cells)?)
                })
                .unwrap();
        }
        // A circle is possible when two devices merge at once, so it is not avoided here.
        Step::Merge { keep, merge } if keep != merge => {
            set(*merge, schema::customer::MERGED_INTO, customers[*keep].0.into_value()).unwrap();
        }
        Step::Merge { .. } => {}
        Step::Release { customer } => {
            set(*customer, schema::customer::MERGED_INTO, pelikirja_store::Value::Null).unwrap();
        }
        Step::Delete { customer } => {
            session
                .change(TransactionKind::DeleteCustomer, |tx| {
                    Ok(u32::from(tx.delete(&schema::customer::TABLE, customers[*customer].0)?))
                })
                .unwrap();
        }
        Step::End { customer } => {
            set(*customer, schema::customer::ENDED_ON, TODAY.into_value()).unwrap();
        }
        Step::Undo => {
            let never = to_word(&TransactionKind::Import);
            let device = session.store().device();
            let last = session
                .read(|reader| Ok(reader.last_undoable(device, session.me(), &[never.as_str()])?))
                .unwrap();
            if let Some(last) = last {
                session.write(TransactionKind::Undo, |tx| Ok(tx.undo(last.transaction)?)).unwrap();
            }
        }
    }
}

#[test]
fn a_few_computed_again_are_what_computing_everybody_gives() {
    let folder = tempfile::tempdir().unwrap();
    let (session, customers) = session(folder.path());
    add_orders(&session, &customers, 0, &regular_orders());
    let fitted = session.signals().basis(session.store()).unwrap().unwrap().fit.clone();
    assert!(
        matches!(fitted.model, pelikirja_domain::OrderModel::Fitted { .. }),
        "there is enough data for parameters, or the test would say nothing of them"
    );
    let seen: usize = derived(&session, &customers).values().map(|(_, signals)| signals.len()).sum();
    assert!(seen > 0, "there are signals to compare");

    let number = std::cell::Cell::new(0);
    let mut runner = TestRunner::new_with_rng(
        Config { cases: 40, failure_persistence: None, max_shrink_iters: 0, ..Config::default() },
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    runner
        .run(&prop::collection::vec(step(), 1..6), |steps| {
            for step in &steps {
                number.set(number.get() + 1);
                take(&session, &customers, number.get(), step);
            }
            let few = derived(&session, &customers);
            start(&session, Work { all: true, orders: true, ..Work::default() }, false).unwrap();
            let all = derived(&session, &customers);
            for (customer, derived) in &all {
                prop_assert_eq!(few.get(customer), Some(derived), "customer {} after {:?}", customer, steps);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn what_an_interrupted_program_left_undone_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let (session, customers) = session(folder.path());
    add_orders(&session, &customers, 0, &regular_orders());
    assert!(!is_outdated(&session).unwrap(), "every write is followed");
    let (id, key) = customers[0];
    // As if the program had ended between the write and what follows it.
    session
        .store()
        .write("edit_customer", |tx| tx.set(id, [(schema::customer::ENDED_ON, TODAY.into_value())]).map(drop))
        .unwrap();
    assert!(is_outdated(&session).unwrap());
    assert!(
        !session.read(|reader| Ok(reader.signals_of(key)?)).unwrap().is_empty(),
        "it has stopped ordering"
    );
    catch_up(&session).unwrap();
    assert!(!is_outdated(&session).unwrap());
    assert_eq!(session.read(|reader| Ok(reader.signals_of(key)?)).unwrap(), [], "the relation has ended");
}

#[test]
fn what_rests_on_the_basis_survives_a_restart_exactly() {
    let folder = tempfile::tempdir().unwrap();
    let (session, customers) = session(folder.path());
    add_orders(&session, &customers, 0, &regular_orders());
    let used = session.signals().basis(session.store()).unwrap().unwrap();
    let read = Basis::read(session.store()).unwrap().unwrap();
    assert_eq!(used.fit, read.fit, "parameters read back differ by not even one bit");
    assert_eq!(used.terms, read.terms);
}

#[test]
fn work_that_failed_stays_to_be_done() {
    let state = State::default();
    let mut turn = state.enter(Work { orders: true, customers: [1].into(), ..Work::default() }).unwrap();
    assert!(state.enter(Work { customers: [2].into(), ..Work::default() }).is_none(), "one at a time");
    let work = turn.next().unwrap();
    assert_eq!((work.customers.len(), work.orders), (2, true), "what came up meanwhile is in the same turn");
    drop(turn);
    let mut next = state.enter(Work::default()).unwrap();
    let again = next.next().unwrap();
    assert!(again.all && again.orders, "whatever failed, everything is computed");
    next.finished();
    assert!(next.next().is_none());
    assert!(!state.is_busy());
}
