//! What colleagues wrote about a card when they handed it over or snoozed it.

use pelikirja_store::Reader;
use pelikirja_store::table::signal_handling::{Handled, HandlingState, Standing, StandingSignal};

use crate::api::CardNote;
use crate::error::Result;

/// The notes that still say something of the open signals, the oldest first. A hand-over counts without words too: one
/// wants to know who asked for it.
pub(super) fn notes(reader: &Reader<'_>, signals: &[StandingSignal]) -> Result<Vec<CardNote>> {
    let mut notes: Vec<CardNote> = Vec::new();
    for StandingSignal { stored, standing, handled } in signals {
        let (Standing::Open { assigned_to, .. }, Some(handled)) = (standing, handled) else { continue };
        let hand_over = match (assigned_to, handled.handling.state) {
            (None, _) => None,
            (Some(_), HandlingState::Open) => Some(handled.clone()),
            // What was snoozed since says no longer who handed it over.
            (Some(_), _) => reader.last_hand_over(handled.record)?,
        };
        // A signal that went and came again before its day is still the one that the note is about.
        let snooze = handled.handling.until.is_some_and(|until| stored.since <= until).then_some(handled);
        for note in [hand_over.as_ref().and_then(handed_over), snooze.and_then(snoozed)].into_iter().flatten()
        {
            // All signals of a card are handled at once.
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
    notes.sort_by_key(CardNote::on);
    Ok(notes)
}

fn handed_over(handled: &Handled) -> Option<CardNote> {
    let handling = &handled.handling;
    Some(CardNote::HandedOver {
        by: handled.member,
        on: handling.handled_on,
        to: handling.assigned_to?,
        note: handling.note.clone(),
    })
}

fn snoozed(handled: &Handled) -> Option<CardNote> {
    let handling = &handled.handling;
    if handling.state != HandlingState::Snoozed {
        return None;
    }
    let (until, note) = (handling.until?, handling.note.clone()?);
    Some(CardNote::Snoozed { by: handled.member, on: handling.handled_on, until, note })
}
