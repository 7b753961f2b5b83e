//! Computing a few customers again.

use std::collections::HashSet;

use pelikirja_domain::{OrderStatistics, Signal};
use pelikirja_store::Derived;
use pelikirja_store::table::figures::FiguresRow;

use super::basis::{Basis, Terms};
use super::judge::Judge;
use super::turn::Work;
use crate::error::Result;
use crate::session::Session;

/// Computes some customers with the kept parameters. Returns those whose figures may have changed; `None` when
/// everybody has to be computed, because there are no parameters or they no longer serve.
pub(super) fn recompute(session: &Session, work: &Work) -> Result<Option<HashSet<i64>>> {
    let kept = session.signals().basis(session.store())?;
    let Some(kept) = kept.filter(|basis| basis.as_of == session.today()) else { return Ok(None) };
    let mut basis = Basis::clone(&kept);
    let done = session.store().derive(|tables| {
        let reader = tables.reader();
        let terms = Terms::read(&reader)?;
        if terms.text()? != basis.terms {
            return Ok::<_, crate::AppError>(None);
        }
        let judge = Judge::new(&terms, &basis.fit, basis.as_of, session.store().clock());
        let scope = reader.figures_scope(&work.customers)?;
        for customer in &scope {
            let repeated = repeats(reader.figures_of(*customer)?.as_ref());
            let figures = recompute_one(tables, *customer, &judge, &basis)?;
            basis.repeats = (basis.repeats + repeats(figures.as_ref())).saturating_sub(repeated);
        }
        if !basis.fit.holds(basis.as_of, basis.repeats) {
            return Ok(None);
        }
        let seen = reader.last_transaction()?;
        if work.orders {
            basis.orders = reader.order_count()?;
            basis.orders_seen = seen;
        }
        basis.seen = seen;
        basis.computed_at = session.store().now();
        basis.write(tables)?;
        Ok(Some(scope.into_iter().collect()))
    })?;
    if done.is_some() {
        session.signals().set_basis(basis);
    }
    Ok(done)
}

/// 1 for a customer with a repeat, else 0.
fn repeats(figures: Option<&FiguresRow>) -> u32 {
    u32::from(figures.is_some_and(|figures| figures.order_days >= 2))
}

fn recompute_one(
    tables: &Derived<'_>,
    customer: i64,
    judge: &Judge,
    basis: &Basis,
) -> Result<Option<FiguresRow>> {
    let reader = tables.reader();
    let mut signals: Vec<Signal> = Vec::new();
    let mut figures = None;
    if let Some((care, family)) = reader.care_of(customer, basis.as_of)? {
        let history = reader.order_days_of(&family)?;
        if !history.is_empty() {
            let statistics = OrderStatistics::from_history(&history, basis.as_of);
            let score = basis.fit.model.score(&statistics, basis.horizon_days);
            figures = Some(judge.figures(customer, &statistics, &score));
            judge.signals(&care, &statistics, &score, &mut signals);
        } else if care.broken_promise.is_some() {
            let statistics = OrderStatistics::from_history(&[], basis.as_of);
            let score = basis.fit.model.score(&statistics, basis.horizon_days);
            judge.signals(&care, &statistics, &score, &mut signals);
        }
    }
    tables.set_figures(customer, figures.as_ref())?;
    tables.set_signals(customer, &signals)?;
    Ok(figures)
}
