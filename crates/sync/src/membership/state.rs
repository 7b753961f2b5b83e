//! What the log comes to.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_crypto::{DevicePublic, Hash};
use pelikirja_domain::{Id, Instant, Role};

use super::bits::Bits;
use super::candidates::{Checked, candidates};
use super::decide::{Decision, decide};
use super::graph::Graph;
use super::log::Log;
use super::record::{Action, device_id};
use super::redaction::{Redacted, Redactions};
use super::refusal::Refusal;
use super::signed::SignedRecord;
use super::standing::Standings;
use super::view::View;
use crate::mutation::{self, Mutation};

/// A device that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceState {
    /// Whose it is.
    pub member: Id,
    /// Its keys.
    pub keys: DevicePublic,
    /// Whether an owner vouched for it, or nobody needs to. Before that it reads and writes, but may do nothing that only
    /// an owner's device may.
    pub confirmed: bool,
    /// Whether it was removed, by itself or with its member.
    pub removed: bool,
    /// When it came, milliseconds since 1970 UTC by its own clock.
    pub joined_at: Instant,
    /// The record that brought it in.
    pub arrival: Hash,
}

/// A member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberState {
    /// The role; of a removed member, the last one.
    pub role: Role,
    /// Whether they were removed.
    pub removed: bool,
}

/// What became of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationUse {
    /// Nobody has used it. It may have expired.
    Open,
    /// This device did.
    Used(Id),
    /// It was taken back.
    TakenBack,
}

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationState {
    /// The keys that follow from its code.
    pub keys: DevicePublic,
    /// As what a new member comes.
    pub role: Role,
    /// Whose device it is for.
    pub member: Id,
    /// Until when, milliseconds since 1970 UTC.
    pub expires_at: Instant,
    /// What became of it.
    pub used: InvitationUse,
}

/// Who belongs to the firm: what a set of records comes to, in whichever order they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    genesis: Hash,
    pub(super) workspace: Option<Id>,
    pub(super) recovery: Option<DevicePublic>,
    pub(super) first_owner: Option<Id>,
    pub(super) devices: BTreeMap<Id, DeviceState>,
    pub(super) members: BTreeMap<Id, MemberState>,
    pub(super) invitations: BTreeMap<Hash, InvitationState>,
    pub(super) standings: Standings,
    pub(super) heads: Vec<Hash>,
    pub(super) epoch: u32,
    pub(super) commitments: BTreeMap<u32, BTreeSet<Hash>>,
    pub(super) needs_rotation: bool,
    pub(super) has_erased_in_epoch: bool,
    pub(super) minimum_writer: u32,
    pub(super) redactions: Redactions,
    pub(super) known: BTreeSet<Hash>,
    pub(super) waiting: BTreeSet<Hash>,
    pub(super) refused: BTreeMap<Hash, Refusal>,
    checked: Checked,
}

impl Membership {
    /// What records come to. `genesis` is the hash of the first one, which whoever asks has to know: the creator made it,
    /// others got it with the invitation.
    pub fn evaluate(genesis: &Hash, records: &[SignedRecord]) -> Self {
        Self::evaluate_with(genesis, records, Checked::new())
    }

    /// The same, once more records are there; signatures that were checked are not checked again.
    #[must_use]
    pub fn evaluate_again(&self, records: &[SignedRecord]) -> Self {
        Self::evaluate_with(&self.genesis, records, self.checked.clone())
    }

    fn evaluate_with(genesis: &Hash, records: &[SignedRecord], mut checked: Checked) -> Self {
        let graph = Graph::new(genesis, records);
        let found = candidates(&graph, &mut checked);
        let log = Log::new(&graph, &found);
        let decision = decide(&log);
        let mut membership = Self::empty(*genesis, checked);
        let hashes = graph.nodes.iter().map(|node| node.record.hash());
        membership.known = hashes.clone().collect();
        membership.refused =
            hashes.zip(&found).filter_map(|(hash, found)| Some((hash, found.err()?))).collect();
        let verdicts = log.records.iter().zip(&decision.verdicts);
        membership.refused.extend(verdicts.filter_map(|(record, found)| Some((record.hash(), found.err()?))));
        membership.waiting = graph.waiting;
        for record in records.iter().filter(|record| record.record().parents.is_empty()) {
            // Nothing can come that it would wait for.
            if membership.waiting.remove(&record.hash()) {
                membership.refused.insert(record.hash(), Refusal::OtherBeginning);
            }
        }
        membership.tell(&log, &decision);
        if mutation::is(Mutation::AnybodyRedacts) {
            for record in records {
                if let Action::Redact { entries } = &record.record().action {
                    membership.redact(entries);
                }
            }
        }
        membership
    }

    fn empty(genesis: Hash, checked: Checked) -> Self {
        Self {
            genesis,
            workspace: None,
            recovery: None,
            first_owner: None,
            devices: BTreeMap::new(),
            members: BTreeMap::new(),
            invitations: BTreeMap::new(),
            standings: Standings::default(),
            heads: Vec::new(),
            epoch: 0,
            commitments: BTreeMap::new(),
            needs_rotation: false,
            has_erased_in_epoch: false,
            minimum_writer: 0,
            redactions: Redactions::default(),
            known: BTreeSet::new(),
            waiting: BTreeSet::new(),
            refused: BTreeMap::new(),
            checked,
        }
    }

    fn tell(&mut self, log: &Log<'_>, decision: &Decision) {
        let Decision { counting, admitting, .. } = decision;
        let now = View { log, counting, admitting, past: None };
        for device in log.devices() {
            if let Some(state) = device_state(device, &now) {
                self.devices.insert(device, state);
            }
        }
        for member in log.members() {
            if let Some(role) = now.role(member) {
                self.members.insert(member, MemberState { role, removed: now.is_member_removed(member) });
            }
        }
        self.first_owner = self.owner_who_came_first(&now);
        self.standings = Standings::new(&now, &self.devices);
        self.heads = heads(log, counting);
        for place in counting.iter() {
            let Some(action) = log.action(place) else { continue };
            match action {
                Action::Genesis { workspace, recovery, .. } => {
                    self.workspace = Some(*workspace);
                    self.recovery = Some(*recovery);
                }
                Action::Invite { keys, role, member, expires_at } => {
                    let (keys, role, member, expires_at) = (*keys, *role, *member, *expires_at);
                    let used = invitation_use(place, &now);
                    let state = InvitationState { keys, role, member, expires_at, used };
                    self.invitations.extend(log.records.get(place).map(|record| (record.hash(), state)));
                }
                Action::MinimumWriter { schema } => self.minimum_writer = self.minimum_writer.max(*schema),
                Action::Redact { entries } => self.redact(entries),
                _ => {}
            }
            self.epoch = self.epoch.max(action.epoch().unwrap_or_default());
            if let (Some(epoch), Some(commitment)) = (action.epoch(), action.commitment()) {
                self.commitments.entry(epoch).or_default().insert(commitment);
            }
        }
        let begins = |place: &usize| log.action(*place).and_then(Action::epoch) == Some(self.epoch);
        let beginnings: Vec<usize> = counting.iter().filter(begins).collect();
        let is_unknown =
            |place: usize| beginnings.iter().any(|begun| place != *begun && !log.is_before(place, *begun));
        self.needs_rotation = counting.iter().any(|place| shuts_out(log, place) && is_unknown(place));
        self.has_erased_in_epoch = counting.iter().any(|place| erases(log, place) && is_unknown(place));
    }
}

impl Membership {
    fn redact(&mut self, entries: &[Redacted]) {
        for Redacted { entry, operations } in entries {
            self.redactions.add(*entry, operations.iter().copied());
        }
    }

    /// The owner who came first of those that there are; without any, the one who began.
    fn owner_who_came_first(&self, now: &View<'_>) -> Option<Id> {
        let came = || {
            (0..now.log.len()).filter_map(|place| now.log.member_of_arrival(place).filter(|_| now.has(place)))
        };
        let is_owner = |state: &MemberState| state.role == Role::Owner && !state.removed;
        came().find(|member| self.members.get(member).is_some_and(is_owner)).or_else(|| came().next())
    }
}

fn device_state(device: Id, now: &View<'_>) -> Option<DeviceState> {
    let log = now.log;
    let arrival = now.arrival(device)?;
    let record = log.records.get(arrival)?;
    let keys = record.record().action.new_device().filter(|keys| device_id(keys) == device)?;
    Some(DeviceState {
        member: log.member_of_arrival(arrival)?,
        keys: *keys,
        confirmed: now.is_confirmed(device, arrival),
        removed: now.is_removed(device, arrival),
        joined_at: record.record().at,
        arrival: record.hash(),
    })
}

fn invitation_use(invite: usize, now: &View<'_>) -> InvitationUse {
    let log = now.log;
    let used = log.joins(invite).iter().find(|place| now.has(**place));
    let device = used.and_then(|place| log.action(*place)).and_then(Action::new_device).map(device_id);
    match device {
        Some(device) => InvitationUse::Used(device),
        None if log.cancellations(invite).iter().any(|place| now.has(*place)) => InvitationUse::TakenBack,
        None => InvitationUse::Open,
    }
}

/// Whether somebody who has the key of an epoch shall not have the next one: also who has the code of an invitation that
/// was taken back could read all along.
fn shuts_out(log: &Log<'_>, place: usize) -> bool {
    matches!(
        log.action(place),
        Some(Action::RemoveDevice { .. } | Action::RemoveMember { .. } | Action::CancelInvitation { .. })
    )
}

/// Whether copies that hold what was erased may lie somewhere, and the keys until then open them.
fn erases(log: &Log<'_>, place: usize) -> bool {
    matches!(log.action(place), Some(Action::Redact { .. }))
}

/// Those that count and that no other one that counts came after.
fn heads(log: &Log<'_>, counting: &Bits) -> Vec<Hash> {
    let mut covered = Bits::empty(log.len());
    for place in counting.iter() {
        log.ancestors(place).iter().for_each(|ancestors| covered.join(ancestors));
    }
    let tips = counting.iter().filter(|place| !covered.has(*place));
    let mut heads: Vec<Hash> =
        tips.filter_map(|place| log.records.get(place)).map(|found| found.hash()).collect();
    heads.sort_unstable();
    heads
}
