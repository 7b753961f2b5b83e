//! The queue and the scores as the command line prints them.

use crate::api::{QueueAt, QueueRow, QueueRowSignal, ScoreRow, ScoresAt};
use crate::error::{AppError, FieldProblem, Result};
use crate::session::Session;
use crate::signals;

use super::card::open_signals;
use super::select::Selection;

pub(crate) fn at(session: &Session, request: QueueAt) -> Result<Vec<QueueRow>> {
    let limit = request.limit.unwrap_or(u32::MAX);
    if let Some(as_of) = request.as_of {
        let mut cards = signals::cards_as_of(session, as_of)?;
        cards.truncate(limit as usize);
        return Ok(cards);
    }
    signals::catch_up_on_new_day(session)?;
    let today = session.today();
    let customers = session.index().get(session.store())?;
    let selection = Selection::new(&customers, None, &[]);
    session.read(|reader| {
        let rows = selection.window(0, limit).iter().map(|found| {
            let customer = found.customer;
            let signals = open_signals(reader, customer.id, customer.key, today)?.into_iter();
            Ok(QueueRow {
                customer_id: customer.id,
                external_number: customer.external_number.clone(),
                name: customer.name.clone(),
                signals: signals
                    .map(|signal| QueueRowSignal { kind: signal.evidence.kind(), evidence: signal.evidence })
                    .collect(),
                p_no_order: customer.p_no_order,
                value_at_stake_cents: found.value_at_stake,
            })
        });
        rows.collect()
    })
}

pub(crate) fn scores_at(session: &Session, request: ScoresAt) -> Result<Vec<ScoreRow>> {
    if !(1..=3_650).contains(&request.horizon_days) {
        return Err(AppError::field("horizon_days", FieldProblem::Range));
    }
    signals::scores(session, request.as_of.unwrap_or(session.today()), request.horizon_days)
}
