//! As what an entry of a chain counts.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_domain::{Id, Role};

use super::record::{Action, Head};
use super::state::DeviceState;
use super::view::{Said, View};

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

/// As what each entry counts. Worked out once, because it is asked for every entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Standings {
    members: BTreeMap<Id, MemberRoles>,
    /// Up to which entries the chains of a removed device count.
    removed: BTreeMap<Id, Pins>,
}

/// Pinned entries, by chain. Of a chain that forks there is one of each branch.
type Pins = BTreeMap<Id, BTreeSet<Head>>;

#[derive(Debug, Clone, PartialEq, Eq)]
struct MemberRoles {
    now: Role,
    /// What gave the member a role, earliest first.
    words: Vec<Word>,
    /// Chains that a change of role pinned.
    pinned: BTreeSet<Id>,
}

/// A record that gives a role.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    /// What it says, and how much that counts.
    said: Said,
    /// Which words before it its author knew.
    knew: BTreeSet<usize>,
    /// The entries that count as from before it.
    pins: Pins,
}

impl Standings {
    pub fn new(now: &View<'_>, devices: &BTreeMap<Id, DeviceState>) -> Self {
        let members =
            now.log.members().filter_map(|member| Some((member, MemberRoles::new(member, now)?))).collect();
        let removed = devices.iter().filter(|(_, state)| state.removed);
        Self {
            members,
            removed: removed.map(|(device, _)| (*device, pins_of_device(*device, now))).collect(),
        }
    }

    /// As what an entry counts whose device is known. `is_before`: whether the entry comes before one of those pinned, or is
    /// one.
    pub fn of(
        &self,
        device: Id,
        state: &DeviceState,
        chain: Id,
        is_before: impl Fn(&BTreeSet<Head>) -> bool,
    ) -> Standing {
        let is_any = |pins: &Pins| pins.get(&chain).is_some_and(&is_before);
        if self.removed.get(&device).is_some_and(|pins| !is_any(pins)) {
            return Standing::Quarantined;
        }
        let Some(roles) = self.members.get(&state.member) else { return Standing::Quarantined };
        if !roles.pinned.contains(&chain) {
            return Standing::Member(roles.now);
        }
        Standing::Member(roles.among(|word| !is_any(&word.pins)).unwrap_or(roles.now))
    }

    /// The pinned entries of a chain, by record or of a removed device together: where what it counts as may change.
    pub fn pins(&self, device: Id, state: &DeviceState, chain: Id) -> impl Iterator<Item = &BTreeSet<Head>> {
        let roles = self.members.get(&state.member).filter(|roles| roles.pinned.contains(&chain));
        let of_roles = roles.into_iter().flat_map(|roles| &roles.words).map(|word| &word.pins);
        let of_removals = self.removed.get(&device).into_iter();
        of_roles.chain(of_removals).filter_map(move |pins| pins.get(&chain))
    }
}

impl MemberRoles {
    fn new(member: Id, now: &View<'_>) -> Option<Self> {
        let now_role = now.role(member)?;
        let places: Vec<usize> = now.decisive(member).collect();
        let word = |place: &usize| {
            let before = |other: &usize| now.log.is_before(*other, *place);
            let knew =
                places.iter().enumerate().filter(|(_, other)| before(other)).map(|(nth, _)| nth).collect();
            Some(Word { said: now.word(*place)?, knew, pins: by_chain(heads(now, *place)) })
        };
        let words: Vec<Word> = places.iter().filter_map(word).collect();
        let pinned = words.iter().flat_map(|word| word.pins.keys().copied()).collect();
        Some(Self { now: now_role, words, pinned })
    }

    /// The role by the words that are reached, as [`View::decided_role`] takes it from all.
    fn among(&self, is_reached: impl Fn(&Word) -> bool) -> Option<Role> {
        let mut known: BTreeSet<usize> = BTreeSet::new();
        let mut last: Option<Said> = None;
        for (nth, word) in self.words.iter().enumerate().rev().filter(|(_, word)| is_reached(word)) {
            if !known.contains(&nth) {
                last = last.max(Some(word.said));
                known.extend(&word.knew);
            }
        }
        last.map(|(_, role)| role)
    }
}

/// Up to which entries the chains of a removed device count: whatever any owner who removed it had accepted, or who took
/// over.
fn pins_of_device(device: Id, now: &View<'_>) -> Pins {
    let mut pins = Pins::new();
    let Some(arrival) = now.arrival(device) else { return pins };
    let adoptions = now.log.adoptions(device).iter().copied().filter(|place| now.has(*place));
    for place in now.removals(device, arrival).chain(adoptions) {
        for (chain, heads) in by_chain(heads(now, place)) {
            pins.entry(chain).or_default().extend(heads);
        }
    }
    pins
}

fn by_chain(heads: &[Head]) -> Pins {
    let mut pins = Pins::new();
    for head in heads {
        pins.entry(head.chain).or_default().insert(*head);
    }
    pins
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
