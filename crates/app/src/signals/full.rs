//! Computing everybody.

use std::collections::{HashMap, HashSet};

use pelikirja_domain::{OrderStatistics, Signal};
use pelikirja_store::Reader;
use pelikirja_store::table::care::CareRow;
use pelikirja_store::table::figures::FiguresRow;

use super::basis::{Basis, Fit, Terms};
use super::histories::Histories;
use super::judge::Judge;
use super::order_days::Reading;
use super::parallel;
use super::turn::Work;
use crate::error::{AppError, ErrorCode, Result};
use crate::jobs::Job;
use crate::session::Session;

/// Customers that a thread judges before it takes the next ones.
const BATCH: usize = 2_000;

/// Computes all figures and signals and replaces the stored ones, or changes nothing. Returns the figures.
pub(super) fn recompute(session: &Session, work: &Work, job: &Job) -> Result<Vec<FiguresRow>> {
    let as_of = session.today();
    let kept = session.signals().basis(session.store())?;
    let stopped = || AppError::new(ErrorCode::Stopped, "computing signals was stopped");
    // Asked first: what is written from here on is computed again.
    let (seen, reading) = session.read(|reader| Ok((reader.last_transaction()?, Reading::new(reader)?)))?;
    let take_part = |reader: &Reader<'_>| reading.take_part(reader, |done, total| job.progress(done, total));
    let ((terms, population), ()) = session.read_both(
        |reader| {
            let read = (Terms::read(reader)?, reader.population(as_of)?);
            take_part(reader)?;
            Ok(read)
        },
        take_part,
    )?;
    let parts = reading.finish().ok_or_else(stopped)?;
    let histories = Histories::new(&parts, &population, as_of);
    drop(parts);
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
    let scored = histories.statistics.chunks(BATCH).zip(scores.chunks(BATCH));
    let batches: Vec<_> = histories.customers.chunks(BATCH).zip(scored).collect();
    let judged = parallel::map(&batches, |(customers, (statistics, scores))| {
        let (mut figures, mut signals, mut found) = (Vec::new(), Vec::new(), Vec::new());
        for ((customer, statistics), score) in customers.iter().zip(*statistics).zip(*scores) {
            figures.push(judge.figures(*customer, statistics, score));
            if let Some(care) = care.get(customer) {
                judge.signals(care, statistics, score, &mut found);
                signals.extend(found.drain(..).map(|signal| (*customer, signal)));
            }
        }
        (figures, signals)
    });
    let mut figures: Vec<FiguresRow> = Vec::with_capacity(scores.len());
    let mut signals: Vec<(i64, Signal)> = Vec::new();
    for (some_figures, some_signals) in judged {
        figures.extend(some_figures);
        signals.extend(some_signals);
    }
    // Whoever has no orders has promises all the same.
    let ordered: HashSet<i64> = histories.customers.iter().copied().collect();
    let nothing = OrderStatistics::from_history(&[], as_of);
    let no_score = fit.model.score(&nothing, terms.horizon_days);
    let mut found = Vec::new();
    let others = population.customers.iter().filter(|row| !ordered.contains(&row.key));
    for care in others.filter(|row| row.broken_promise.is_some()) {
        judge.signals(care, &nothing, &no_score, &mut found);
        signals.extend(found.drain(..).map(|signal| (care.key, signal)));
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
