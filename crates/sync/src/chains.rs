//! Which entries of which chains are known here.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_crypto::{DevicePublic, Hash};
use pelikirja_domain::{Id, Instant, Role};

use crate::entry::{Entry, EntryError, Place, Position, Writing};
use crate::membership::{Head, Standing};
use crate::mutation::{self, Mutation};
use crate::wire::{Reader, WireError, Writer};

/// Hash before the first entry of a chain.
pub(crate) const NOTHING: [u8; 32] = [0; 32];

/// An entry that was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Known {
    /// Hash of the entry before.
    pub previous: Hash,
    /// When it was made, by its device's clock.
    pub at: Instant,
    /// As what it was applied.
    pub standing: Standing,
    /// Whether operations had been taken out of it when it was applied: a copy that has them is applied as well.
    pub redacted: bool,
}

/// One chain. Where a disk was copied it forks: two entries have one number, and both count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chain {
    pub writing: Writing,
    pub entries: BTreeMap<(u64, Hash), Known>,
    /// The first number that two entries have.
    first_fork: Option<u64>,
}

impl Chain {
    /// The entry with the highest number; of two, the one with the greater hash.
    pub fn head(&self) -> Option<(u64, Hash)> {
        self.entries.last_key_value().map(|(place, _)| *place)
    }

    /// The entries that none comes after: the head or, where the chain forks, one of each branch.
    pub fn tips(&self, chain: Id) -> Vec<Place> {
        let place = |(number, hash): (u64, Hash)| Place { chain, number, hash };
        if !self.is_forked() {
            return self.head().map(place).into_iter().collect();
        }
        let followed: BTreeSet<(u64, Hash)> = self
            .entries
            .iter()
            .map(|((number, _), known)| (number.saturating_sub(1), known.previous))
            .collect();
        self.entries.keys().filter(|entry| !followed.contains(entry)).copied().map(place).collect()
    }

    /// The tips, each with its rank: 0 for the furthest of each branch that leaves at the first fork, more for the others.
    pub fn ranked_tips(&self, chain: Id) -> Vec<(usize, Place)> {
        let mut tips = self.tips(chain);
        // Furthest first.
        tips.reverse();
        let Some(fork) = self.first_fork else { return tips.into_iter().map(|tip| (0, tip)).collect() };
        // From where each entry's branch leaves: ascending, so the entry before is there already.
        let mut roots: BTreeMap<(u64, Hash), Hash> = BTreeMap::new();
        for ((number, hash), known) in self.entries.range((fork, Hash(NOTHING))..) {
            let root =
                if *number == fork { Some(*hash) } else { roots.get(&(number - 1, known.previous)).copied() };
            roots.extend(root.map(|root| ((*number, *hash), root)));
        }
        let mut counts: BTreeMap<Option<Hash>, usize> = BTreeMap::new();
        let rank = |tip: Place| {
            let count = counts.entry(roots.get(&(tip.number, tip.hash)).copied()).or_default();
            *count += 1;
            (*count - 1, tip)
        };
        tips.into_iter().map(rank).collect()
    }

    /// Whether two entries have one number.
    pub fn is_forked(&self) -> bool {
        self.first_fork.is_some()
    }

    /// The first number that two entries have.
    pub fn first_fork(&self) -> Option<u64> {
        self.first_fork
    }

    /// Whether the chain forks at that number or before.
    fn is_forked_until(&self, number: u64) -> bool {
        self.first_fork.is_some_and(|fork| fork <= number)
    }

    fn insert(&mut self, place: Place, known: Known) {
        let is_other = self.at_number(place.number).any(|hash| hash != place.hash);
        if is_other && !self.is_forked_until(place.number) {
            self.first_fork = Some(place.number);
        }
        self.entries.insert((place.number, place.hash), known);
    }

    fn at_number(&self, number: u64) -> impl Iterator<Item = Hash> {
        let range = (number, Hash(NOTHING))..=(number, Hash([0xff; 32]));
        self.entries.range(range).map(|((_, hash), _)| *hash)
    }
}

/// What comes of an entry that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verified {
    /// It is known already.
    Known(Place),
    /// It is new and right.
    New(Place),
    /// It is not what its device signed.
    Wrong(EntryError),
}

/// All chains.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Chains(BTreeMap<Id, Chain>);

impl Chains {
    pub fn get(&self, chain: Id) -> Option<&Chain> {
        self.0.get(&chain)
    }

    pub fn iter(&self) -> impl Iterator<Item = (Id, &Chain)> {
        self.0.iter().map(|(chain, found)| (*chain, found))
    }

    pub fn has(&self, place: &Place) -> bool {
        self.0.get(&place.chain).is_some_and(|chain| chain.entries.contains_key(&(place.number, place.hash)))
    }

    pub fn known(&self, place: &Place) -> Option<&Known> {
        self.0.get(&place.chain)?.entries.get(&(place.number, place.hash))
    }

    /// Whether one entry is among those before another, or is that one.
    pub fn leads_to(&self, earlier: &Place, later: &Place) -> bool {
        let Some(chain) = self.0.get(&later.chain).filter(|_| earlier.chain == later.chain) else {
            return false;
        };
        let mut at = (later.number, later.hash);
        if !chain.is_forked_until(earlier.number) {
            return earlier.number <= later.number && self.has(earlier) && self.has(later);
        }
        while at.0 > earlier.number {
            let Some(known) = chain.entries.get(&at) else { return false };
            at = (at.0 - 1, known.previous);
        }
        at == (earlier.number, earlier.hash) && chain.entries.contains_key(&at)
    }

    /// Whether there is an entry for each of these numbers of a chain.
    pub fn has_all(&self, chain: Id, from: u64, to: u64) -> bool {
        let Some(chain) = self.0.get(&chain) else { return false };
        let numbers: BTreeSet<u64> = chain.entries.keys().map(|(number, _)| *number).collect();
        from <= to && numbers.range(from..=to).count() as u64 == (to - from).saturating_add(1)
    }

    /// Numbers before the last one that no entry has, as first and last of consecutive ones.
    pub fn gaps(&self, chain: Id) -> Vec<(u64, u64)> {
        let (mut gaps, mut next) = (Vec::new(), 1);
        for (number, _) in self.0.get(&chain).into_iter().flat_map(|chain| chain.entries.keys()) {
            if *number > next {
                gaps.push((next, number - 1));
            }
            next = number + 1;
        }
        gaps
    }

    /// Where a run of entries begins: after which entry. None while that one is not here.
    pub fn start(&self, writing: Writing, number: u64, previous: [u8; 4]) -> Option<Position> {
        let begins = |hash: &Hash| hash.as_bytes().starts_with(&previous);
        let previous = match number {
            1 => Some(Hash(NOTHING)).filter(begins),
            _ => self.0.get(&writing.chain())?.at_number(number - 1).find(begins),
        };
        Some(Position { writing, number, previous: previous? })
    }

    /// Checks an entry at its place. `is_checked`: this copy's signature was found right before.
    pub fn verify(
        &self,
        position: &Position,
        entry: &Entry,
        keys: &DevicePublic,
        is_checked: bool,
    ) -> Verified {
        let hash = match entry.hash(position) {
            Ok(hash) => hash,
            Err(error) => return Verified::Wrong(error),
        };
        let place = Place { chain: position.writing.chain(), number: position.number, hash };
        let is_known = self.has(&place);
        // Also of an entry that is known: its hash does not cover the signature, and a copy without a right one must not
        // make the right copies superfluous.
        let is_trusted = is_known && is_checked || mutation::is(Mutation::SkipSignature);
        let verified = if is_trusted { Ok(()) } else { entry.verify(position, keys) };
        match verified {
            Err(error) => Verified::Wrong(error),
            Ok(()) if is_known => Verified::Known(place),
            Ok(()) => Verified::New(place),
        }
    }

    /// Where the next entry of a chain goes.
    pub fn next(&self, writing: Writing) -> Position {
        let head = self.0.get(&writing.chain()).and_then(Chain::head);
        let (number, previous) = head.unwrap_or((0, Hash(NOTHING)));
        Position { writing, number: number + 1, previous }
    }

    pub fn insert(&mut self, writing: Writing, place: Place, known: Known) {
        let new = || Chain { writing, entries: BTreeMap::new(), first_fork: None };
        self.0.entry(place.chain).or_insert_with(new).insert(place, known);
    }

    /// Whether an entry that is not here yet comes before one of the pinned entries of its chain, or is one, as far as it can
    /// be said: whatever leads to an entry that is here is here as well.
    pub fn would_lead_to(&self, new: &Place, pins: &BTreeSet<Head>) -> bool {
        let chain = self.0.get(&new.chain);
        let is_forked = chain.is_some_and(|chain| chain.is_forked_until(new.number));
        let is_taken = |number| chain.is_some_and(|chain| chain.at_number(number).next().is_some());
        let may_lead = |pin: &Head| new.number < pin.number && !is_forked && !is_taken(pin.number);
        pins.contains(&new.head()) || pins.iter().any(may_lead)
    }

    /// Which entries of a chain come before pinned ones of it, as far as it can be said with what is here.
    pub fn lineage(&self, chain: Id, pins: &BTreeSet<Head>) -> Lineage {
        let mut lineage = Lineage::default();
        for pin in pins {
            lineage.add(self.0.get(&chain), pin);
        }
        lineage
    }
}

/// Which entries of one chain come before any of some pinned ones, or are one.
#[derive(Debug, Default)]
pub(crate) struct Lineage {
    /// All below that number: no other branch begins there.
    below: u64,
    /// Those from the first fork on.
    branches: BTreeSet<(u64, Hash)>,
}

impl Lineage {
    /// A number alone does not say what was accepted: whoever writes a chain can sign another entry under the same one.
    /// While the pinned entry has not come and no other has its number, what is below the first fork is taken for what
    /// leads to it; otherwise nothing of a member would count before all of it has come.
    fn add(&mut self, chain: Option<&Chain>, pin: &Head) {
        let is_here = chain.is_some_and(|chain| chain.entries.contains_key(&(pin.number, pin.hash)));
        if !is_here && chain.is_some_and(|chain| chain.at_number(pin.number).next().is_some()) {
            return;
        }
        let forked = chain.and_then(|chain| Some((chain, chain.first_fork?)));
        let Some((chain, fork)) = forked.filter(|(_, fork)| *fork <= pin.number) else {
            self.below = self.below.max(pin.number.saturating_add(1));
            return;
        };
        self.below = self.below.max(fork);
        let mut at = (pin.number, pin.hash);
        // What is in it already brought along what leads to it: however many are pinned, each entry is walked over once.
        while let Some(known) = chain.entries.get(&at).filter(|_| at.0 >= fork) {
            if !self.branches.insert(at) {
                return;
            }
            at = (at.0 - 1, known.previous);
        }
    }

    /// Whether an entry comes before one of the pinned ones, or is one.
    pub fn has(&self, number: u64, hash: &Hash) -> bool {
        number < self.below || self.branches.contains(&(number, *hash))
    }
}

/// Name and bytes under which the engine keeps that an entry is known.
pub(crate) fn keep(writing: Writing, place: &Place, known: &Known) -> (Vec<u8>, Vec<u8>) {
    let mut name = vec![b'e'];
    name.extend_from_slice(place.chain.as_bytes());
    name.extend_from_slice(&place.number.to_be_bytes());
    name.extend_from_slice(place.hash.as_bytes());
    let mut out = Writer::new();
    out.array(6).id(writing.device).id(writing.session).hash(&known.previous).signed(known.at);
    out.unsigned(standing_number(known.standing)).unsigned(known.redacted.into());
    (name, out.into_bytes())
}

/// Reads what [`keep`] wrote.
pub(crate) fn kept(name: &[u8], bytes: &[u8]) -> Result<(Writing, Place, Known), WireError> {
    let odd = || WireError("an entry's name".to_owned());
    let rest = name.strip_prefix(b"e").ok_or_else(odd)?;
    let (chain, rest) = rest.split_first_chunk::<16>().ok_or_else(odd)?;
    let (number, rest) = rest.split_first_chunk::<8>().ok_or_else(odd)?;
    let hash: [u8; 32] = rest.try_into().map_err(|_| odd())?;
    let place =
        Place { chain: Id::from_bytes(*chain), number: u64::from_be_bytes(*number), hash: Hash(hash) };
    let mut reader = Reader::new(bytes);
    let parts = reader.array()?;
    let writing = Writing { device: reader.id()?, session: reader.id()? };
    let (previous, at) = (reader.hash()?, reader.signed()?);
    let standing = standing_of(reader.unsigned()?)
        .ok_or_else(|| WireError("a standing that this program does not know".to_owned()))?;
    // Earlier programs took nothing out.
    let redacted = parts > 5 && reader.unsigned()? == 1;
    reader.end()?;
    Ok((writing, place, Known { previous, at, standing, redacted }))
}

const STANDINGS: [Standing; 6] = [
    Standing::Unknown,
    Standing::Quarantined,
    Standing::Member(Role::Owner),
    Standing::Member(Role::Manager),
    Standing::Member(Role::Assistant),
    Standing::Member(Role::Viewer),
];

fn standing_number(standing: Standing) -> u64 {
    STANDINGS.iter().position(|known| *known == standing).unwrap_or_default() as u64
}

fn standing_of(number: u64) -> Option<Standing> {
    STANDINGS.get(usize::try_from(number).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHAIN: Id = Id::from_bytes([7; 16]);

    fn hash(name: &str) -> Hash {
        Hash::of("test", &[name.as_bytes()])
    }

    fn place(number: u64, name: &str) -> Place {
        Place { chain: CHAIN, number, hash: hash(name) }
    }

    /// Chains with entries, each with its name and the name of the one before.
    fn chains(entries: &[(u64, &str, &str)]) -> Chains {
        let mut chains = Chains::default();
        let writing = Writing { device: Id::from_bytes([1; 16]), session: Id::from_bytes([2; 16]) };
        for (number, name, previous) in entries {
            let previous = if *number == 1 { Hash(NOTHING) } else { hash(previous) };
            let known = Known { previous, at: 0, standing: Standing::Unknown, redacted: false };
            chains.insert(writing, place(*number, name), known);
        }
        chains
    }

    /// Which of the entries come before pinned ones.
    fn before(chains: &Chains, pins: &[Place], entries: &[(u64, &str, &str)]) -> Vec<String> {
        let lineage = chains.lineage(CHAIN, &pins.iter().map(Place::head).collect());
        let is_before = |(number, name, _): &&(u64, &str, &str)| lineage.has(*number, &hash(name));
        entries.iter().filter(is_before).map(|(_, name, _)| (*name).to_owned()).collect()
    }

    fn would_lead(chains: &Chains, new: &Place, pin: &Place) -> bool {
        chains.would_lead_to(new, &[pin.head()].into())
    }

    #[test]
    fn of_a_forked_chain_only_the_pinned_branch_comes_before() {
        let entries =
            [(1, "a", ""), (2, "b", "a"), (2, "x", "a"), (3, "c", "b"), (3, "y", "x"), (4, "d", "c")];
        let chains = chains(&entries);
        assert_eq!(chains.get(CHAIN).and_then(Chain::first_fork), Some(2));
        assert_eq!(before(&chains, &[place(3, "c")], &entries), ["a", "b", "c"]);
        assert_eq!(before(&chains, &[place(3, "y")], &entries), ["a", "x", "y"]);
        assert_eq!(before(&chains, &[place(1, "a")], &entries), ["a"], "the fork comes after it");
        let both = [place(4, "d"), place(2, "x")];
        assert_eq!(before(&chains, &both, &entries), ["a", "b", "x", "c", "d"]);
        let tips = chains.get(CHAIN).map(|chain| chain.tips(CHAIN));
        let mut wanted = vec![place(3, "y"), place(4, "d")];
        wanted.sort();
        assert_eq!(tips, Some(wanted));
    }

    #[test]
    fn a_pinned_entry_that_has_not_come_vouches_for_what_is_below_it_and_not_for_another_in_its_place() {
        let entries = [(1, "a", ""), (2, "b", "a")];
        let known = chains(&entries);
        assert_eq!(before(&known, &[place(3, "c")], &entries), ["a", "b"]);
        assert!(would_lead(&known, &place(3, "c"), &place(3, "c")));
        assert!(!would_lead(&known, &place(3, "y"), &place(3, "c")));
        assert!(would_lead(&known, &place(2, "x"), &place(3, "c")), "it cannot be said yet");
        let forked = [(1, "a", ""), (2, "b", "a"), (2, "x", "a")];
        let known = chains(&forked);
        assert_eq!(before(&known, &[place(3, "c")], &forked), ["a"], "either branch may be another");
        assert!(!would_lead(&known, &place(2, "z"), &place(3, "c")));
        let other = [(1, "a", ""), (2, "x", "a"), (3, "y", "x")];
        let known = chains(&other);
        assert!(before(&known, &[place(3, "c")], &other).is_empty(), "where it left is not known");
    }

    #[test]
    fn who_has_the_pinned_entry_has_all_that_leads_to_it() {
        let known = chains(&[(1, "a", ""), (2, "b", "a")]);
        assert!(!would_lead(&known, &place(1, "x"), &place(2, "b")));
        assert!(!would_lead(&known, &place(3, "c"), &place(2, "b")));
    }
}
