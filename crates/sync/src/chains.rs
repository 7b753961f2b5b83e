//! Which entries of which chains are known here.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_crypto::{DevicePublic, Hash};
use pelikirja_domain::{Id, Instant, Role};

use crate::entry::{Entry, EntryError, Place, Position, Writing};
use crate::membership::Standing;
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
        let is_followed = |(number, hash): &(u64, Hash)| {
            self.entries.iter().any(|((next, _), known)| *next == number + 1 && known.previous == *hash)
        };
        self.entries.keys().filter(|entry| !is_followed(entry)).copied().map(place).collect()
    }

    /// Whether two entries have one number.
    pub fn is_forked(&self) -> bool {
        self.first_fork().is_some()
    }

    /// The first number that two entries have.
    pub fn first_fork(&self) -> Option<u64> {
        let mut pairs = self.entries.keys().zip(self.entries.keys().skip(1));
        pairs.find(|(one, next)| one.0 == next.0).map(|(one, _)| one.0)
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
        if !chain.is_forked() {
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
        let chain = self.0.entry(place.chain).or_insert_with(|| Chain { writing, entries: BTreeMap::new() });
        chain.entries.insert((place.number, place.hash), known);
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
