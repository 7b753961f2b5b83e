//! Which records count, where some did not know of each other.
//!
//! A removal also undoes what the removed device signed at the same time; otherwise whoever holds a stolen device could
//! go on by dating back. Where removals strike each other, seniority decides: they are taken one after the other, the
//! one whose author came first before the others, and one that stands protects what its author's right rests on.
//! Each step adds to what is decided, so there are never more steps than records.

use super::bits::Bits;
use super::log::Log;
use super::record::{Action, device_id};
use super::refusal::Refusal;
use super::rules;
use super::view::{View, outlives};

/// How early the author of a record came, the smaller the earlier: by the recovery words before all others (false),
/// then by place.
type Seniority = (bool, usize);

/// Which records count, and why the others do not.
pub(super) struct Decision {
    /// Those that count.
    pub counting: Bits,
    /// Of those that join, the ones by which a member came or came back.
    pub admitting: Bits,
    /// By place.
    pub verdicts: Vec<Result<(), Refusal>>,
}

struct Court<'c> {
    log: &'c Log<'c>,
    decision: Decision,
    /// By which arrival the author of a record, as an owner, came in; by place.
    arrivals: Vec<Option<usize>>,
    /// Removals and the like that stand.
    standing: Bits,
    /// Those, and what the right of their authors rests on.
    protected: Bits,
    /// Removals that would have left nobody to run the firm.
    impossible: Bits,
    /// Uses of an invitation that another use came before.
    beaten: Bits,
}

/// Decides which records count: a function of the log alone.
pub(super) fn decide(log: &Log<'_>) -> Decision {
    let none = || Bits::empty(log.len());
    let verdicts = vec![Err(Refusal::NotThere); log.len()];
    let mut court = Court {
        log,
        decision: Decision { counting: none(), admitting: none(), verdicts },
        arrivals: vec![None; log.len()],
        standing: none(),
        protected: none(),
        impossible: none(),
        beaten: none(),
    };
    court.hear();
    loop {
        if let Some(removal) = court.most_senior() {
            court.decide(removal);
        } else if !court.settle_contests() {
            return court.decision;
        }
    }
}

impl Court<'_> {
    fn view<'v>(&'v self, past: Option<&'v Bits>) -> View<'v> {
        let Decision { counting, admitting, .. } = &self.decision;
        View { log: self.log, counting, admitting, past }
    }

    fn past(&self, place: usize) -> View<'_> {
        self.view(self.log.ancestors(place))
    }

    /// Judges every record anew, ancestors first, but for those that are protected.
    fn hear(&mut self) {
        for place in 0..self.log.len() {
            if self.protected.has(place) {
                continue;
            }
            let past = self.past(place);
            let arrival = self.log.responsible(place).and_then(|device| past.owners_arrival(device));
            let verdict = rules::judge(place, &past);
            let admits = verdict.is_ok() && admits(place, &past);
            if let Some(found) = self.arrivals.get_mut(place) {
                *found = arrival;
            }
            let verdict = verdict.and_then(|()| self.judge_at_the_same_time(place));
            self.decision.counting.set(place, verdict.is_ok());
            self.decision.admitting.set(place, verdict.is_ok() && admits);
            if let Some(found) = self.decision.verdicts.get_mut(place) {
                *found = verdict;
            }
        }
    }

    /// Judges a record by what stands and its author did not know of.
    fn judge_at_the_same_time(&self, place: usize) -> Result<(), Refusal> {
        let log = self.log;
        if self.impossible.has(place) {
            return Err(Refusal::LastOwner);
        }
        if self.beaten.has(place) {
            return Err(Refusal::Used);
        }
        if let Some((invite, _)) = log.invitation_of(place)
            && log.cancellations(invite).iter().any(|cancelled| self.strikes(*cancelled, place))
        {
            return Err(Refusal::TakenBack);
        }
        let (Some(device), Some(arrival)) =
            (log.responsible(place), self.arrivals.get(place).copied().flatten())
        else {
            return Ok(());
        };
        let member = log.member_of_arrival(arrival);
        let of_member = member.map(|member| log.member_removals(member)).unwrap_or_default();
        let roles = member.map(|member| log.roles(member)).unwrap_or_default();
        let lost_role = roles.iter().filter(|place| log.action(**place).is_some_and(Action::is_revocation));
        let of_member = of_member.iter().chain(lost_role).filter(|place| !outlives(log, arrival, **place));
        let mut all = log.device_removals(device).iter().chain(of_member);
        if all.any(|removal| self.strikes(*removal, place)) { Err(Refusal::Revoked) } else { Ok(()) }
    }

    /// Whether a removal undoes a record of whomever it removes: neither knew of the other, and if the record removes
    /// somebody itself, its author came later.
    fn strikes(&self, removal: usize, place: usize) -> bool {
        let removes = self.log.action(place).is_some_and(Action::is_revocation);
        self.standing.has(removal)
            && self.log.is_concurrent(removal, place)
            && (!removes || self.seniority(removal) < self.seniority(place))
    }

    fn seniority(&self, place: usize) -> Seniority {
        let arrival = self.arrivals.get(place).copied().flatten().unwrap_or(usize::MAX);
        (!matches!(self.log.action(arrival), Some(Action::Recover { .. })), arrival)
    }

    /// Removals and the like that count so far and are not decided.
    fn undecided(&self) -> Bits {
        self.decision.counting.and(self.log.revocations()).without(&self.standing)
    }

    /// The removal that is to be decided next: by the author who came first.
    fn most_senior(&self) -> Option<usize> {
        self.undecided().iter().min_by_key(|place| (self.seniority(*place), *place))
    }

    /// Lets a removal stand, unless those that stand would leave no owner then: owners may all go at the same time.
    fn decide(&mut self, removal: usize) {
        let before = self.protected.clone();
        self.standing.add(removal);
        self.protect(removal);
        if self.strikes_any(removal) {
            self.hear();
        }
        if !self.is_owner_left() {
            self.standing.set(removal, false);
            self.protected = before;
            self.impossible.add(removal);
            self.hear();
        }
    }

    fn is_owner_left(&self) -> bool {
        let counting = self.decision.counting.without(&self.undecided());
        let view = View { counting: &counting, ..self.view(None) };
        self.log.devices().any(|device| view.owners_arrival(device).is_some())
    }

    /// Protects records and what they rest on from whatever is decided later: else a later decision could take the
    /// ground from under an earlier one that it depends on itself.
    fn protect(&mut self, removal: usize) {
        let mut places = vec![removal];
        while let Some(place) = places.pop() {
            if self.protected.has(place) {
                continue;
            }
            self.protected.add(place);
            let past = self.past(place);
            places.extend(self.log.invitation_of(place).map(|(invite, _)| invite));
            let (Some(device), Some(arrival)) =
                (self.log.responsible(place), self.arrivals.get(place).copied().flatten())
            else {
                continue;
            };
            let member = self.log.member_of_arrival(arrival);
            let role = member.and_then(|member| past.decided_role(member));
            places.push(arrival);
            places.extend(past.confirmation(device));
            places.extend(role.into_iter().flat_map(|(_, by)| by));
        }
    }

    /// Whether a record that counts would not any more because of a removal that stands now.
    fn strikes_any(&self, removal: usize) -> bool {
        let is_open = |place: &usize| self.decision.counting.has(*place) && !self.protected.has(*place);
        let touched = self.log.touched_by(removal);
        touched.into_iter().filter(is_open).any(|place| self.judge_at_the_same_time(place).is_err())
    }

    /// Of several devices that used one invitation without knowing of each other, the one that an owner confirmed
    /// counts, else the one whose record has the smaller hash. Returns whether that changed anything.
    fn settle_contests(&mut self) -> bool {
        let mut beaten = Vec::new();
        let now = self.view(None);
        for uses in self.log.contests() {
            let rank = |place: usize| {
                let device = self.log.action(place).and_then(Action::new_device).map(device_id);
                let confirmed = device.is_some_and(|device| now.confirmation(device).is_some());
                let hash = self.log.records.get(place).map(|record| record.hash());
                (!self.protected.has(place), !confirmed, hash)
            };
            let mut uses: Vec<usize> = uses.iter().copied().filter(|place| now.has(*place)).collect();
            uses.sort_unstable_by_key(|place| rank(*place));
            beaten.extend(uses.into_iter().skip(1).filter(|place| !self.protected.has(*place)));
        }
        if beaten.is_empty() {
            return false;
        }
        beaten.iter().for_each(|place| self.beaten.add(*place));
        self.hear();
        if !self.is_owner_left() {
            // The one that counts was removed since, and the other one is the last that could act.
            for place in beaten {
                self.beaten.set(place, false);
                self.protected.add(place);
                self.decision.counting.add(place);
            }
            self.hear();
        }
        true
    }
}

/// Whether a member comes, or comes back, by joining: one that is there gets another device.
fn admits(place: usize, past: &View<'_>) -> bool {
    matches!(past.log.action(place), Some(Action::Join { .. }))
        && past.log.member_of_arrival(place).is_some_and(|member| !past.is_member(member))
}
