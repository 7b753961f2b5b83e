//! Computing everybody.

use std::collections::HashMap;

use pelikirja_domain::Signal;
use pelikirja_store::table::care::CareRow;
use pelikirja_store::table::figures::FiguresRow;

use super::basis::{Basis, Fit, Terms};
use super::histories::{Histories, OrderDays};
use super::judge::Judge;
use super::turn::Work;
use crate::error::{AppError, ErrorCode, Result};
use crate::jobs::Job;
use crate::session::Session;

/// Computes all figures and signals and replaces the stored ones, or changes nothing. Returns the figures.
pub(super) fn recompute(session: &Session, work: &Work, job: &Job) -> Result<Vec<FiguresRow>> {
    let as_of = session.today();
    let kept = session.signals().basis(session.store())?;
    let stopped = || AppError::new(ErrorCode::Stopped, "computing signals was stopped");
    // Asked first: what is written from here on is computed again.
    let seen = session.read(|reader| Ok(reader.last_transaction()?))?;
    let ((terms, population), order_days) = session.read_both(
        |reader| Ok((Terms::read(reader)?, reader.population(as_of)?)),
        |reader| OrderDays::read(reader, &|done, total| job.progress(done, total)),
    )?;
    let histories = Histories::new(&order_days.ok_or_else(stopped)?, &population, as_of);
    let repeats = histories.customers_with_repeats();
    let kept_fit = kept.as_deref().filter(|basis| !work.refit && basis.fit.holds(as_of, repeats));
    let fit = match kept_fit {
        Some(basis) => basis.fit.clone(),
        None => Fit::new(&histories.statistics, histories.season, as_of),
    };
    if job.is_stopped() {
        return Err(stopped());
    }
    let scores = fit.model.score_all(&histories.statistics, terms.horizon_days);
    let judge = Judge::new(&terms, &fit, as_of, session.store().clock());
    let care: HashMap<i64, &CareRow> = population.customers.iter().map(|row| (row.key, row)).collect();
    let mut figures: Vec<FiguresRow> = Vec::with_capacity(scores.len());
    let mut signals: Vec<(i64, Signal)> = Vec::new();
    let mut found = Vec::new();
    for ((customer, statistics), score) in histories.customers.iter().zip(&histories.statistics).zip(&scores)
    {
        figures.push(judge.figures(*customer, statistics, score));
        if let Some(care) = care.get(customer) {
            judge.signals(care, statistics, score, &mut found);
            signals.extend(found.drain(..).map(|signal| (*customer, signal)));
        }
    }
    if job.is_stopped() {
        return Err(stopped());
    }
    let orders_seen = match &kept {
        Some(basis) if !work.orders => basis.orders_seen,
        _ => seen,
    };
    let basis = Basis {
        as_of,
        computed_at: session.store().now(),
        seen,
        orders_seen,
        orders: histories.orders,
        repeats,
        horizon_days: terms.horizon_days,
        terms: terms.text()?,
        fit,
    };
    session.store().derive(|tables| {
        tables.replace_all_figures(&figures)?;
        tables.replace_all_signals(signals.iter().map(|(customer, signal)| (*customer, signal)))?;
        basis.write(tables)
    })?;
    session.signals().set_basis(basis);
    Ok(figures)
}
