//! Signals and figures of customers, kept in step with orders, contacts, settings and the calendar.
//!
//! Everything here is derived: [`full`] computes all of it from one pass over the orders, [`some`] computes a few
//! customers again with the parameters kept from the last fit, and [`turn`] sees to it that only one thread is at it.

mod as_of;
mod basis;
mod full;
mod histories;
mod judge;
mod order_days;
mod parallel;
mod rhythm;
mod some;
#[cfg(test)]
mod tests;
mod turn;

use std::collections::HashSet;

use pelikirja_store::{Touched, schema};

use crate::error::Result;
use crate::events::{AppEvent, Area, JobKind};
use crate::jobs::Job;
use crate::session::Session;
use basis::Terms;
use turn::{Turn, Work};

pub(crate) use as_of::{cards_as_of, scores};
pub(crate) use basis::Basis;
pub(crate) use rhythm::rhythm_of;
pub(crate) use turn::State;

/// Customers beyond which all are computed again, because that is hardly slower.
const MANY: u32 = 5_000;
/// Below this it is not worth asking how many customers the firm has.
const FEW: u32 = 100;

/// Brings signals in step with a finished write: a few customers at once, many of them in the background if there
/// is one.
pub(crate) fn follow(session: &Session, touched: &Touched) -> Result<()> {
    let work = noted(session, touched)?;
    if work.is_empty() {
        return Ok(());
    }
    let in_background = session.app().options().background && (work.all || work.orders);
    start(session, work, in_background)
}

/// Leaves what a finished write gives to compute to [`work_off_left`], or to whoever computes next.
pub(crate) fn put_off(session: &Session, touched: &Touched) -> Result<()> {
    let work = noted(session, touched)?;
    session.signals().leave(work);
    Ok(())
}

/// Computes what was put off.
pub(crate) fn work_off_left(session: &Session) -> Result<()> {
    let Some(is_much) = session.signals().left() else { return Ok(()) };
    start(session, Work::default(), session.app().options().background && is_much)
}

/// What has to be computed after a write; where that cannot be said, all is left to be computed.
fn noted(session: &Session, touched: &Touched) -> Result<Work> {
    if session.is_demo() && session.signals().basis(session.store())?.is_none() {
        // The demo firm is being filled; all is computed when it is complete.
        return Ok(Work::default());
    }
    let work = work_of(session, touched);
    if work.is_err() {
        session.signals().leave(Work { all: true, orders: true, ..Work::default() });
    }
    work
}

/// Computes what a new day, other settings or an interrupted program have left undone.
pub(crate) fn catch_up(session: &Session) -> Result<()> {
    // Whoever is at it now tells when it is done, and then this is asked again.
    if !session.signals().is_busy() && is_outdated(session)? {
        start(
            session,
            Work { all: true, orders: true, ..Work::default() },
            session.app().options().background,
        )?;
    }
    Ok(())
}

/// As [`catch_up`] the first time; later only a new day counts, so that asking often costs nothing.
pub(crate) fn catch_up_on_new_day(session: &Session) -> Result<()> {
    let looked = session.signals().has_looked();
    match session.signals().basis(session.store())? {
        Some(basis) if looked && basis.as_of == session.today() => Ok(()),
        _ => catch_up(session),
    }
}

/// Fits the model anew and computes everything, on this thread.
pub(crate) fn recompute_all(session: &Session) -> Result<()> {
    let turn = session.signals().wait(Work { all: true, refit: true, orders: true, ..Work::default() });
    work_off(session, turn, Thread::Own)
}

fn is_outdated(session: &Session) -> Result<bool> {
    let basis = session.signals().basis(session.store())?;
    session.read(|reader| match basis {
        None => Ok(reader.last_transaction()? > 0),
        Some(basis) => Ok(basis.as_of != session.today()
            || basis.terms != Terms::read(reader)?.text()?
            || reader.signals_outdated_since(basis.seen)?),
    })
}

/// What has to be computed after a write.
fn work_of(session: &Session, touched: &Touched) -> Result<Work> {
    let orders = !touched.order_customers.is_empty();
    let settings = touched.has(&schema::setting::TABLE) || touched.has(&schema::tier::TABLE);
    let basis = session.signals().basis(session.store())?;
    session.read(|reader| {
        let mut customers: HashSet<i64> = touched.order_customers.clone();
        let linked = touched.rows.iter().filter(|(table, _)| {
            [schema::customer::TABLE.number, schema::contact::TABLE.number, schema::promise::TABLE.number]
                .contains(table)
        });
        let terms = if settings { Some(Terms::read(reader)?.text()?) } else { None };
        let has_other_terms =
            terms.is_some_and(|terms| basis.as_ref().is_some_and(|basis| basis.terms != terms));
        // More than have bought twice are as good as all.
        let many = basis.as_ref().map_or(0, |basis| basis.repeats).clamp(FEW, MANY);
        if customers.len() + linked.count() > many as usize || has_other_terms {
            return Ok(Work { all: true, orders, ..Work::default() });
        }
        let mut moved = false;
        for customer in touched.of(&schema::customer::TABLE) {
            customers.extend(reader.customer_key(customer)?);
        }
        let contacts = touched.of(&schema::contact::TABLE).map(|row| (row, schema::contact::CUSTOMER));
        let promises = touched.of(&schema::promise::TABLE).map(|row| (row, schema::promise::CUSTOMER));
        for (record, column) in contacts.chain(promises) {
            let linked = reader.every_linked_id(record, column)?;
            moved |= linked.len() > 1;
            for customer in linked {
                customers.extend(reader.customer_key(customer)?);
            }
        }
        Ok(Work { customers, orders, moved, ..Work::default() })
    })
}

/// Which thread computes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Thread {
    /// That of the command, which waits for all of it.
    Own,
    /// That of the command, which waits for a few customers but not for everybody.
    OwnForFew,
    /// One in the background.
    Background,
}

fn start(session: &Session, work: Work, in_background: bool) -> Result<()> {
    let Some(turn) = session.signals().enter(work) else { return Ok(()) };
    if in_background {
        return hand_on(session, turn);
    }
    let has_background = session.app().options().background;
    work_off(session, turn, if has_background { Thread::OwnForFew } else { Thread::Own })
}

/// Has a thread in the background do what is to be done.
fn hand_on(session: &Session, turn: Turn) -> Result<()> {
    let own = session.clone();
    let spawned = std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        // What fails is told by the event that ends the job, and stays to be done.
        let _ = work_off(&own, turn, Thread::Background);
    });
    spawned.map(drop).map_err(|error| anyhow::Error::new(error).into())
}

/// Works off what is to be done, and what other threads have added meanwhile.
fn work_off(session: &Session, mut turn: Turn, thread: Thread) -> Result<()> {
    while let Some(work) = turn.next() {
        match if work.all { None } else { some::recompute(session, &work)? } {
            Some(customers) => {
                // After a write on this thread the list reads again what the write touched, and no more than that.
                if thread == Thread::Background || work.moved || customers != work.customers {
                    let mut touched = Touched::default();
                    touched.order_customers = customers;
                    session.index().refresh(session.store(), &touched)?;
                }
            }
            None if thread == Thread::OwnForFew => {
                turn.give_back(Work { all: true, ..work });
                return hand_on(session, turn);
            }
            None => {
                let run = |job: &Job| {
                    let figures = full::recompute(session, &work, job)?;
                    session.index().set_figures(session.store(), &figures)
                };
                session.app().run_job(JobKind::Signals, true, run)?;
            }
        }
        turn.finished();
        session.app().emit(&AppEvent::DataChanged { areas: vec![Area::Queue, Area::Customers] });
    }
    Ok(())
}
