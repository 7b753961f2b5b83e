//! As what an entry of a chain counts.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_domain::{Id, Role};

use super::record::{Action, Head};
use super::state::DeviceState;
use super::view::View;

/// As what an entry counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// As one of a member in this role.
    Member(Role),
    /// Its device had been removed: it counts for nothing unless an owner takes it over.
    Quarantined,
    /// Nobody knows the device.
    Unknown,
}

/// Roles along a chain: each from the entry after that number on.
type Roles = Vec<(u64, Role)>;

/// As what each entry counts. Worked out once, because it is asked for every entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Standings {
    members: BTreeMap<Id, MemberRoles>,
    /// How far the chains of a removed device count.
    removed: BTreeMap<Id, BTreeMap<Id, u64>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct MemberRoles {
    now: Role,
    /// Chains that a change of role pinned.
    chains: BTreeMap<Id, Roles>,
}

impl Standings {
    pub fn new(now: &View<'_>, devices: &BTreeMap<Id, DeviceState>) -> Self {
        let members = now.log.members().filter_map(|member| Some((member, roles(member, now)?))).collect();
        let removed = devices.iter().filter(|(_, state)| state.removed);
        Self {
            members,
            removed: removed.map(|(device, _)| (*device, pins_of_device(*device, now))).collect(),
        }
    }

    /// As what an entry counts whose device is known.
    pub fn of(&self, device: Id, state: &DeviceState, chain: Id, number: u64) -> Standing {
        let pinned = |pins: &BTreeMap<Id, u64>| pins.get(&chain).copied().unwrap_or_default();
        if self.removed.get(&device).is_some_and(|pins| number > pinned(pins)) {
            return Standing::Quarantined;
        }
        let Some(roles) = self.members.get(&state.member) else { return Standing::Quarantined };
        let along = roles.chains.get(&chain).map(Vec::as_slice).unwrap_or_default();
        let then = along.iter().rev().find(|(after, _)| number > *after);
        Standing::Member(then.map_or(roles.now, |(_, role)| *role))
    }
}

/// How far the chains of a removed device count: as far as any owner who removed it had accepted, or who took over.
fn pins_of_device(device: Id, now: &View<'_>) -> BTreeMap<Id, u64> {
    let mut pins = BTreeMap::new();
    let Some(arrival) = now.arrival(device) else { return pins };
    let adoptions = now.log.adoptions(device).iter().copied().filter(|place| now.has(*place));
    for place in now.removals(device, arrival).chain(adoptions) {
        for head in heads(now, place) {
            let pin = pins.entry(head.chain).or_insert(head.number);
            *pin = (*pin).max(head.number);
        }
    }
    pins
}

/// A member's roles: an entry stands under a change of role if it came after the pinned head of its chain.
fn roles(member: Id, now: &View<'_>) -> Option<MemberRoles> {
    let role = now.role(member)?;
    let changes: Vec<usize> = now.log.roles(member).iter().copied().filter(|place| now.has(*place)).collect();
    let mut pins: BTreeMap<Id, BTreeMap<usize, u64>> = BTreeMap::new();
    for place in &changes {
        for head in heads(now, *place) {
            pins.entry(head.chain).or_default().insert(*place, head.number);
        }
    }
    let along = |pinned: &BTreeMap<usize, u64>| -> Roles {
        let mut steps: BTreeSet<u64> = pinned.values().copied().collect();
        steps.insert(0);
        let role_after = |after: u64| {
            let reached = |place: usize| pinned.get(&place).copied().unwrap_or_default() <= after;
            now.role_among(member, reached).map(|(role, _)| (after, role))
        };
        steps.into_iter().filter_map(role_after).collect()
    };
    let chains = pins.iter().map(|(chain, pinned)| (*chain, along(pinned))).collect();
    Some(MemberRoles { now: role, chains })
}

fn heads<'v>(now: &View<'v>, place: usize) -> &'v [Head] {
    match now.log.action(place) {
        Some(
            Action::SetRole { heads, .. }
            | Action::RemoveDevice { heads, .. }
            | Action::RemoveMember { heads, .. }
            | Action::Adopt { heads, .. },
        ) => heads,
        _ => &[],
    }
}
