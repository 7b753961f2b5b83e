//! What is done about signals: snoozed, handed over, called a false alarm, dealt with.

use chrono::NaiveDate;
use pelikirja_domain::{Id, SignalKind};
use pelikirja_store::table::signal_handling::{Handling, HandlingState, Standing, StandingSignal};
use pelikirja_store::{Reader, WriteTransaction, to_word};

use crate::api::{Changed, DismissSignals, HandOverSignals, SnoozeSignals, TransactionKind};
use crate::error::{AppError, FieldProblem, Result};
use crate::session::Session;

/// Days that a customer may be snoozed for.
const LONGEST_SNOOZE: i64 = 3_650;
/// The longest note, characters.
const LONGEST_NOTE: usize = 4_000;

pub(crate) fn snooze(session: &Session, request: SnoozeSignals) -> Result<Changed> {
    let today = session.today();
    let days = request.until.signed_duration_since(today).num_days();
    if !(1..=LONGEST_SNOOZE).contains(&days) {
        return Err(AppError::field("until", FieldProblem::Range));
    }
    let note = note(request.note)?;
    session.change(TransactionKind::Snooze, |tx| {
        handle(
            tx,
            request.customer,
            today,
            |_| true,
            |assigned_to| Handling {
                state: HandlingState::Snoozed,
                until: Some(request.until),
                assigned_to,
                note: note.clone(),
                ..nothing(today)
            },
        )
    })
}

pub(crate) fn hand_over(session: &Session, request: HandOverSignals) -> Result<Changed> {
    let today = session.today();
    let note = note(request.note)?;
    session.change(TransactionKind::HandOver, |tx| {
        if !tx.reader().members()?.iter().any(|member| member.id == request.to && member.active) {
            return Err(AppError::field("to", FieldProblem::Unknown));
        }
        handle(
            tx,
            request.customer,
            today,
            |_| true,
            |_| Handling { assigned_to: Some(request.to), note: note.clone(), ..nothing(today) },
        )
    })
}

pub(crate) fn dismiss(session: &Session, request: DismissSignals) -> Result<Changed> {
    let today = session.today();
    let note = note(request.note)?;
    let wanted = |kind| request.kinds.is_empty() || request.kinds.contains(&kind);
    session.change(TransactionKind::Dismiss, |tx| {
        handle(tx, request.customer, today, wanted, |assigned_to| Handling {
            state: HandlingState::Dismissed,
            assigned_to,
            reason: Some(to_word(&request.reason)),
            note: note.clone(),
            ..nothing(today)
        })
    })
}

/// Notes that the open signals of a customer were dealt with.
pub(crate) fn mark_done(
    _: &Session,
    tx: &mut WriteTransaction<'_>,
    customer: Id,
    today: NaiveDate,
) -> Result<()> {
    let done = |assigned_to| Handling { state: HandlingState::Done, assigned_to, ..nothing(today) };
    handle(tx, customer, today, |_| true, done).map(drop)
}

/// Handles the open signals of the wanted kinds; `how` gets the member that a signal was handed to.
fn handle(
    tx: &mut WriteTransaction<'_>,
    customer: Id,
    today: NaiveDate,
    wanted: impl Fn(SignalKind) -> bool,
    how: impl Fn(Option<Id>) -> Handling,
) -> Result<u32> {
    let (customer, key) = present(&tx.reader(), customer)?;
    let mut handled = 0;
    for StandingSignal { stored, standing, .. } in tx.reader().standing_signals(customer, key, today)? {
        let Standing::Open { assigned_to, .. } = standing else { continue };
        if wanted(stored.signal.kind) {
            handled += u32::from(tx.handle_signal(customer, &how(assigned_to), &stored.signal)?);
        }
    }
    Ok(handled)
}

/// The customer, or the one that it was merged into, with its local key.
fn present(reader: &Reader<'_>, customer: Id) -> Result<(Id, i64)> {
    let root = reader.merge_root(customer)?;
    let stored = reader.customer(root)?.ok_or_else(|| AppError::not_found("customer"))?;
    Ok((root, stored.key))
}

fn nothing(today: NaiveDate) -> Handling {
    Handling {
        state: HandlingState::Open,
        until: None,
        assigned_to: None,
        reason: None,
        note: None,
        evidence: None,
        handled_on: today,
    }
}

fn note(note: Option<String>) -> Result<Option<String>> {
    let note = note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
    if note.as_ref().is_some_and(|note| note.chars().count() > LONGEST_NOTE) {
        return Err(AppError::field("note", FieldProblem::TooLong));
    }
    Ok(note)
}
