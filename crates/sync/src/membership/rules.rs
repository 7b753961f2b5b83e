//! Whether a record counts, by what its author knew.

use pelikirja_domain::Id;

use super::FIRST_EPOCH;
use super::record::{Action, device_id};
use super::refusal::Refusal;
use super::view::View;

/// Judges a record by what its author knew; `past` is that view. What nobody knew then is judged in `decide`.
///
/// # Errors
/// The reason why it does not count.
pub(super) fn judge(place: usize, past: &View<'_>) -> Result<(), Refusal> {
    let log = past.log;
    let action = log.action(place).ok_or(Refusal::NotThere)?;
    // What begins, joins and recovers needs no right but its signature, which is known to fit.
    let needs_right =
        !matches!(action, Action::Genesis { .. } | Action::Join { .. } | Action::Recover { .. });
    if needs_right && log.responsible(place).and_then(|author| past.owners_arrival(author)).is_none() {
        return Err(Refusal::NotOwner);
    }
    if let Some(epoch) = action.epoch() {
        follows(epoch, place, past)?;
    }
    match action {
        Action::Genesis { .. }
        | Action::Invite { .. }
        | Action::Rotate { .. }
        | Action::MinimumWriter { .. }
        | Action::Redact { .. } => Ok(()),
        Action::Newer { .. } => Err(Refusal::Newer),
        Action::Recover { keys, .. } => is_new(device_id(keys), past),
        Action::Join { keys, .. } => {
            joins(place, past)?;
            is_new(device_id(keys), past)
        }
        Action::Confirm { device } => {
            let arrival = present(*device, past)?;
            if past.is_confirmed(*device, arrival) { Err(Refusal::AlreadySo) } else { Ok(()) }
        }
        Action::SetRole { member, .. } | Action::RemoveMember { member, .. } => is_member(*member, past),
        Action::RemoveDevice { device, .. } => present(*device, past).map(drop),
        Action::CancelInvitation { invite } => {
            let invite = log.place(invite).filter(|invite| past.has(*invite)).ok_or(Refusal::NotThere)?;
            let is_used = log.joins(invite).iter().any(|used| past.has(*used));
            if is_used { Err(Refusal::Used) } else { Ok(()) }
        }
        Action::Adopt { device, .. } => {
            let arrival = past.arrival(*device).ok_or(Refusal::NotThere)?;
            if past.is_removed(*device, arrival) { Ok(()) } else { Err(Refusal::AlreadySo) }
        }
    }
}

/// An epoch has at most the next number after as many as its author knew of, whether those count or not: what was right
/// when it was signed stays so.
fn follows(epoch: u32, place: usize, past: &View<'_>) -> Result<(), Refusal> {
    let known = past.log.ancestors(place).into_iter().flat_map(|ancestors| ancestors.iter());
    let epochs = known.filter(|place| past.log.action(*place).and_then(Action::epoch).is_some()).count();
    let is_first = epochs == 0 && epoch == FIRST_EPOCH;
    let is_next = epochs > 0 && epoch > FIRST_EPOCH && u64::from(epoch) <= 1 + epochs as u64;
    if is_first || is_next { Ok(()) } else { Err(Refusal::Epoch) }
}

/// Whether the invitation that a record uses is there, not expired, not taken back and not used.
fn joins(place: usize, past: &View<'_>) -> Result<(), Refusal> {
    let log = past.log;
    let (invite, expires_at) = log.invitation_of(place).ok_or(Refusal::NotThere)?;
    let at = log.records.get(place).map(|record| record.record().at);
    if !past.has(invite) {
        return Err(Refusal::NotThere);
    }
    if log.cancellations(invite).iter().any(|cancelled| past.has(*cancelled)) {
        return Err(Refusal::TakenBack);
    }
    if log.joins(invite).iter().any(|used| past.has(*used)) {
        return Err(Refusal::Used);
    }
    if at.is_none_or(|at| at > expires_at) { Err(Refusal::Expired) } else { Ok(()) }
}

/// The keys of a device come in once; a removed one makes itself new ones.
fn is_new(device: Id, past: &View<'_>) -> Result<(), Refusal> {
    if past.arrival(device).is_some() { Err(Refusal::AlreadySo) } else { Ok(()) }
}

/// The arrival of a device that was not removed.
fn present(device: Id, past: &View<'_>) -> Result<usize, Refusal> {
    let arrival = past.arrival(device).ok_or(Refusal::NotThere)?;
    if past.is_removed(device, arrival) { Err(Refusal::AlreadySo) } else { Ok(arrival) }
}

fn is_member(member: Id, past: &View<'_>) -> Result<(), Refusal> {
    if !past.was_member(member) {
        return Err(Refusal::NotThere);
    }
    if past.is_member_removed(member) { Err(Refusal::AlreadySo) } else { Ok(()) }
}
