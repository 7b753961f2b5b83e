//! What the program would have said on another day, with nothing known from later.

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::NaiveDate;
use pelikirja_domain::{Cents, OrderModel, Signal, segment};
use pelikirja_store::Reader;
use pelikirja_store::table::care::CareRow;

use super::basis::{Fit, Terms};
use super::histories::Histories;
use super::judge::Judge;
use super::order_days::Reading;
use crate::api::{QueueRow, QueueRowSignal, ScoreRow};
use crate::error::Result;
use crate::session::Session;

/// The scores of all customers that had ordered by then; the model is fitted to those orders alone.
pub(crate) fn scores(session: &Session, as_of: NaiveDate, horizon_days: u32) -> Result<Vec<ScoreRow>> {
    let (terms, histories) = read(session, as_of).map(|(terms, _, histories)| (terms, histories))?;
    let model = OrderModel::fit(&histories.statistics);
    let scores = model.score_all(&histories.statistics, horizon_days);
    let customers = session.index().get(session.store())?;
    let mut rows = Vec::new();
    for ((key, statistics), score) in histories.customers.iter().zip(&histories.statistics).zip(scores) {
        let (Some(first_order), Some(last_order), Some(entry)) =
            (statistics.first_order, statistics.last_order, customers.by_key(*key))
        else {
            continue;
        };
        let Some(segment) = segment(statistics, score.p_active, &terms.segment_rule) else { continue };
        rows.push(ScoreRow {
            external_number: entry.listed.external_number.clone(),
            order_days: statistics.order_days,
            first_order,
            last_order,
            p_active: score.p_active,
            p_no_order: score.p_no_order,
            value_365_cents: statistics.value_365,
            value_at_stake_cents: score.value_at_stake,
            segment,
        });
    }
    Ok(rows)
}

/// The queue of that day, the highest priority first, whatever was done about its signals since.
pub(crate) fn cards_as_of(session: &Session, as_of: NaiveDate) -> Result<Vec<QueueRow>> {
    let (terms, care, histories) = read(session, as_of)?;
    let fit = Fit::new(&histories.statistics, histories.season, as_of);
    let scores = fit.model.score_all(&histories.statistics, terms.horizon_days);
    let judge = Judge::new(&terms, &fit, as_of, session.store().clock());
    let customers = session.index().get(session.store())?;
    let mut cards: Vec<((Cents, Cents), QueueRow)> = Vec::new();
    let mut found: Vec<Signal> = Vec::new();
    for ((key, statistics), score) in histories.customers.iter().zip(&histories.statistics).zip(&scores) {
        let (Some(care), Some(entry)) = (care.get(key), customers.by_key(*key)) else { continue };
        judge.signals(care, statistics, score, &mut found);
        found.sort_by_key(|signal| (Reverse(signal.priority), signal.kind));
        let Some(priority) = found.first().map(|signal| signal.priority) else { continue };
        let most = found.iter().filter_map(|signal| signal.value_at_stake).max();
        let signals =
            found.drain(..).map(|signal| QueueRowSignal { kind: signal.kind, evidence: signal.evidence });
        let row = QueueRow {
            customer_id: entry.listed.id,
            external_number: entry.listed.external_number.clone(),
            name: entry.listed.name.clone(),
            signals: signals.collect(),
            p_no_order: Some(score.p_no_order),
            value_at_stake_cents: most,
        };
        cards.push(((priority, statistics.value_365), row));
    }
    cards.sort_by_key(|(place, row)| (Reverse(*place), row.customer_id));
    Ok(cards.into_iter().map(|(_, row)| row).collect())
}

fn read(session: &Session, as_of: NaiveDate) -> Result<(Terms, HashMap<i64, CareRow>, Histories)> {
    let reading = session.read(Reading::new)?;
    let whole = |reader: &Reader<'_>| reading.take_part(reader, |_, _| true);
    let ((terms, population), ()) = session.read_both(
        |reader| {
            let read = (Terms::read(reader)?, reader.population(as_of)?);
            whole(reader)?;
            Ok(read)
        },
        whole,
    )?;
    let parts = reading.finish().ok_or_else(|| anyhow::anyhow!("a pass that nobody stops has stopped"))?;
    let histories = Histories::new(&parts, &population, as_of);
    let care = population.customers.into_iter().map(|row| (row.key, row)).collect();
    Ok((terms, care, histories))
}
