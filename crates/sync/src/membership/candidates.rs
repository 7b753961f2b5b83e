//! Which records may count at all.
//!
//! Only owners change anything, so whatever is by a device that never can have been an owner's is put aside before it
//! costs more than a glance. Who can have been one is asked generously: no removal is looked at here.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_crypto::{DevicePublic, Hash};
use pelikirja_domain::{Id, Role};

use super::graph::{Graph, Node};
use super::record::{Action, Signer, device_id};
use super::refusal::Refusal;
use super::signed::SignedRecord;

/// Uses of one invitation that are looked at, those that an owner confirmed not counted. One of them wins anyway.
const MOST_JOINS: usize = 64;

/// Which signatures were found to fit, by record. Whose they must be follows from the record and the first one, so what
/// was found out once holds.
pub(super) type Checked = BTreeMap<Hash, bool>;

/// What the records before have brought.
struct Known<'r> {
    recovery: DevicePublic,
    keys: BTreeMap<Id, DevicePublic>,
    members: BTreeMap<Id, BTreeSet<Id>>,
    owners: BTreeSet<Id>,
    invites: BTreeMap<Hash, &'r Action>,
}

/// Judges each node of the graph at a glance: the refusals, and for the others that they may count.
pub(super) fn candidates(graph: &Graph<'_>, checked: &mut Checked) -> Vec<Result<(), Refusal>> {
    let Some(first) = graph.nodes.first() else { return Vec::new() };
    let Action::Genesis { recovery, .. } = &first.record.record().action else {
        return graph.nodes.iter().map(|_| Err(Refusal::OtherBeginning)).collect();
    };
    let mut known = Known {
        recovery: *recovery,
        keys: BTreeMap::new(),
        members: BTreeMap::new(),
        owners: BTreeSet::new(),
        invites: BTreeMap::new(),
    };
    let mut found = Vec::with_capacity(graph.nodes.len());
    for node in &graph.nodes {
        let verdict = known.judge(node.record, checked);
        if verdict.is_ok() {
            known.take(node.record);
        }
        found.push(verdict);
    }
    leave_out_surplus_joins(&graph.nodes, &mut found);
    found
}

impl<'r> Known<'r> {
    fn judge(&self, record: &SignedRecord, checked: &mut Checked) -> Result<(), Refusal> {
        let Signers { author, may_sign } = self.signers(record)?;
        if !may_sign {
            return Err(Refusal::NotOwner);
        }
        let fits = *checked.entry(record.hash()).or_insert_with(|| record.verify(&author).is_ok());
        if fits { Ok(()) } else { Err(Refusal::Signature) }
    }

    /// Whose signature the record must bear, and whether that can have been an owner's.
    fn signers(&self, record: &SignedRecord) -> Result<Signers, Refusal> {
        let yes = |author: &DevicePublic| Ok(Signers { author: *author, may_sign: true });
        match (&record.record().action, record.record().author) {
            (Action::Newer { .. }, _) => Err(Refusal::Newer),
            (Action::Genesis { keys, .. }, Signer::Device(device)) if device_id(keys) == device => yes(keys),
            (Action::Join { invite, .. }, Signer::Invitation) => match self.invites.get(invite) {
                Some(Action::Invite { keys, .. }) => yes(keys),
                _ => Err(Refusal::NotThere),
            },
            (Action::Recover { .. }, Signer::Recovery) => yes(&self.recovery),
            (Action::Genesis { .. } | Action::Join { .. } | Action::Recover { .. }, _) => {
                Err(Refusal::Signature)
            }
            (_, Signer::Device(device)) => {
                let keys = self.keys.get(&device).ok_or(Refusal::NotOwner)?;
                let mut members = self.members.get(&device).into_iter().flatten();
                let may_sign = members.any(|member| self.owners.contains(member));
                Ok(Signers { author: *keys, may_sign })
            }
            (_, Signer::Invitation | Signer::Recovery) => Err(Refusal::NotOwner),
        }
    }

    fn take(&mut self, record: &'r SignedRecord) {
        let action = &record.record().action;
        let arrived = match action {
            Action::Genesis { member, keys, .. } | Action::Recover { member, keys } => {
                Some((keys, *member, Role::Owner))
            }
            Action::Join { invite, keys } => match self.invites.get(invite) {
                Some(Action::Invite { member, role, .. }) => Some((keys, *member, *role)),
                _ => None,
            },
            _ => None,
        };
        if let Some((keys, member, role)) = arrived {
            let device = device_id(keys);
            self.keys.insert(device, *keys);
            self.members.entry(device).or_default().insert(member);
            if role == Role::Owner {
                self.owners.insert(member);
            }
        }
        match action {
            Action::Invite { .. } => {
                self.invites.insert(record.hash(), action);
            }
            Action::SetRole { member, role: Role::Owner, .. } => {
                self.owners.insert(*member);
            }
            _ => {}
        }
    }
}

struct Signers {
    author: DevicePublic,
    may_sign: bool,
}

/// Of the uses of one invitation, those that somebody confirmed stay, and the smallest hashes of the others: whoever has
/// a code can make as many as they like, and no more than one of them counts in the end.
fn leave_out_surplus_joins(nodes: &[Node<'_>], found: &mut [Result<(), Refusal>]) {
    let mut confirmed: BTreeSet<Id> = BTreeSet::new();
    let mut joins: BTreeMap<Hash, Vec<(Hash, usize, Id)>> = BTreeMap::new();
    for (place, node) in nodes.iter().enumerate() {
        if found.get(place) != Some(&Ok(())) {
            continue;
        }
        match &node.record.record().action {
            Action::Confirm { device } => {
                confirmed.insert(*device);
            }
            Action::Join { invite, keys } => {
                joins.entry(*invite).or_default().push((node.record.hash(), place, device_id(keys)));
            }
            _ => {}
        }
    }
    for mut uses in joins.into_values() {
        uses.retain(|(_, _, device)| !confirmed.contains(device));
        uses.sort_unstable();
        for (_, place, _) in uses.into_iter().skip(MOST_JOINS) {
            if let Some(verdict) = found.get_mut(place) {
                *verdict = Err(Refusal::Used);
            }
        }
    }
}
