//! In which order customers come.

use std::collections::HashMap;
use std::sync::Arc;

use pelikirja_domain::{Id, Segment, sort_key};
use pelikirja_store::table::member::MemberRow;
use pelikirja_store::table::tier::TierRow;

use super::Entry;
use crate::api::CustomerColumn;

/// The place of every tier and member among its own, for sorting by them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ranks {
    tiers: HashMap<Id, u32>,
    owners: HashMap<Id, u32>,
    version: u64,
}

impl Ranks {
    pub fn new(tiers: &[TierRow], members: &[MemberRow]) -> Self {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut by_name: Vec<&MemberRow> = members.iter().collect();
        by_name.sort_by_key(|member| sort_key(&member.name));
        let tier_ids: Vec<Id> = tiers.iter().map(|tier| tier.id).collect();
        let member_ids: Vec<Id> = by_name.iter().map(|member| member.id).collect();
        let mut hasher = DefaultHasher::new();
        (&tier_ids, &member_ids).hash(&mut hasher);
        Self { tiers: numbered(&tier_ids), owners: numbered(&member_ids), version: hasher.finish() }
    }

    /// Differs whenever the ranks differ.
    pub fn version(&self) -> u64 {
        self.version
    }
}

fn numbered(ids: &[Id]) -> HashMap<Id, u32> {
    ids.iter().copied().zip(0..).collect()
}

/// An order that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct OrderKey {
    pub column: CustomerColumn,
    pub descending: bool,
    pub ranks: u64,
}

/// The place of every entry by name.
pub(super) fn places_by_name(entries: &[Arc<Entry>]) -> Vec<u32> {
    // Most names differ in their first sixteen letters, which compare as one number.
    let beginning = |key: &str| {
        let mut bytes = [0; 16];
        let length = key.len().min(bytes.len());
        bytes[..length].copy_from_slice(&key.as_bytes()[..length]);
        u128::from_be_bytes(bytes)
    };
    let mut keyed: Vec<(u128, u32, &str)> = (0..)
        .zip(entries)
        .map(|(index, entry)| (beginning(&entry.name_key), index, &*entry.name_key))
        .collect();
    keyed.sort_unstable_by(|left, right| {
        left.0.cmp(&right.0).then_with(|| left.2.cmp(right.2)).then(left.1.cmp(&right.1))
    });
    let mut places = vec![0; entries.len()];
    for (place, (_, index, _)) in (0..).zip(keyed) {
        places[index as usize] = place;
    }
    places
}

/// The indices of the entries in that order. Empty values come last either way; equal ones by name, given the place of
/// every entry by name.
pub(super) fn sort(
    entries: &[Arc<Entry>],
    names: &[u32],
    column: CustomerColumn,
    descending: bool,
    ranks: &Ranks,
) -> Vec<u32> {
    let by = Sorting { entries, names, descending };
    match column {
        CustomerColumn::Name => by.places(|index, _| names.get(index).copied()),
        CustomerColumn::ExternalNumber => by.numbers(|entry| entry.listed.external_number.as_deref()),
        CustomerColumn::City => by.words(|entry| entry.listed.city.as_deref()),
        CustomerColumn::Tier => {
            by.key(|entry| entry.listed.tier.and_then(|tier| ranks.tiers.get(&tier).copied()))
        }
        CustomerColumn::Owner => {
            by.key(|entry| entry.listed.owner.and_then(|owner| ranks.owners.get(&owner).copied()))
        }
        CustomerColumn::Segment => by.key(|entry| entry.listed.segment.map(segment_rank)),
        CustomerColumn::LastContact => by.key(|entry| entry.listed.last_contact),
        CustomerColumn::LastOrder => by.key(|entry| entry.listed.last_order),
        CustomerColumn::OrderDays => by.key(|entry| Some(entry.listed.order_days)),
        CustomerColumn::Value365 => by.key(|entry| Some(entry.listed.value_365)),
        CustomerColumn::ValueAtStake => by.key(|entry| entry.listed.value_at_stake),
        CustomerColumn::NextAction => by.key(|entry| entry.listed.next_action),
        CustomerColumn::Signals => {
            by.key(|entry| Some(entry.listed.signals.len()).filter(|number| *number > 0))
        }
        CustomerColumn::Tags => by.words(|entry| entry.listed.tags.first().map(|tag| &**tag)),
    }
}

struct Sorting<'a> {
    entries: &'a [Arc<Entry>],
    names: &'a [u32],
    descending: bool,
}

impl<'a> Sorting<'a> {
    fn key<T: Ord + Copy>(&self, key: impl Fn(&Entry) -> Option<T>) -> Vec<u32> {
        self.places(|_, entry| key(entry))
    }

    /// By words: each word is made a key once, however many customers have it.
    fn words(&self, word: impl Fn(&'a Entry) -> Option<&'a str>) -> Vec<u32> {
        let places = places_of(self.entries.iter().filter_map(|entry| word(entry)));
        self.places(|_, entry| word(entry).and_then(|word| places.get(word).copied()))
    }

    /// By numbers as numbers: 9 before 10, and both before what is none.
    fn numbers(&self, number: impl Fn(&'a Entry) -> Option<&'a str>) -> Vec<u32> {
        let parsed = |text: &str| text.parse::<u64>().ok();
        let texts = self.entries.iter().filter_map(|entry| number(entry));
        let places = places_of(texts.filter(|text| parsed(text).is_none()));
        self.places(|_, entry| {
            let text = number(entry)?;
            let place = || places.get(text).map(|place| (1_u8, u64::from(*place)));
            parsed(text).map(|value| (0, value)).or_else(place)
        })
    }

    fn places<T: Ord + Copy>(&self, key: impl Fn(usize, &'a Entry) -> Option<T>) -> Vec<u32> {
        let (mut keyed, mut empty) = (Vec::with_capacity(self.entries.len()), Vec::new());
        for (index, (entry, name)) in self.entries.iter().zip(self.names).enumerate() {
            let place = u32::try_from(index).unwrap_or(u32::MAX);
            match key(index, entry) {
                Some(key) => keyed.push((key, *name, place)),
                None => empty.push((*name, place)),
            }
        }
        if self.descending {
            keyed.sort_unstable_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
        } else {
            keyed.sort_unstable_by_key(|(key, name, _)| (*key, *name));
        }
        empty.sort_unstable();
        keyed
            .into_iter()
            .map(|(_, _, place)| place)
            .chain(empty.into_iter().map(|(_, place)| place))
            .collect()
    }
}

/// The place of each word in the alphabet; words that count as the same share one.
fn places_of<'a>(words: impl Iterator<Item = &'a str>) -> HashMap<&'a str, u32> {
    let mut places: HashMap<&str, u32> = words.map(|word| (word, 0)).collect();
    let mut keyed: Vec<(String, &str)> = places.keys().map(|word| (sort_key(word), *word)).collect();
    keyed.sort_unstable();
    let same = keyed.chunk_by(|left, right| left.0 == right.0);
    for (place, words) in (0..).zip(same) {
        places.extend(words.iter().map(|(_, word)| (*word, place)));
    }
    places
}

const fn segment_rank(segment: Segment) -> u8 {
    match segment {
        Segment::Loyal => 0,
        Segment::Frequent => 1,
        Segment::Occasional => 2,
        Segment::Once => 3,
        Segment::Lapsed => 4,
    }
}

/// Which columns differ between the old and the new entries of the customers read again.
#[derive(Default)]
pub(super) struct Changed(Vec<CustomerColumn>);

impl Changed {
    /// The columns that follow from orders and signals.
    pub fn figures() -> Self {
        Self(vec![
            CustomerColumn::Segment,
            CustomerColumn::LastOrder,
            CustomerColumn::OrderDays,
            CustomerColumn::Value365,
            CustomerColumn::ValueAtStake,
            CustomerColumn::Signals,
        ])
    }

    pub fn compare(&mut self, old: &Entry, new: &Entry) {
        let (before, after) = (&old.listed, &new.listed);
        let differences = [
            (CustomerColumn::Name, old.name_key != new.name_key),
            (CustomerColumn::ExternalNumber, before.external_number != after.external_number),
            (CustomerColumn::City, before.city != after.city),
            (CustomerColumn::Tier, before.tier != after.tier),
            (CustomerColumn::Owner, before.owner != after.owner),
            (CustomerColumn::Segment, before.segment != after.segment),
            (CustomerColumn::LastContact, before.last_contact != after.last_contact),
            (CustomerColumn::LastOrder, before.last_order != after.last_order),
            (CustomerColumn::OrderDays, before.order_days != after.order_days),
            (CustomerColumn::Value365, before.value_365 != after.value_365),
            (CustomerColumn::ValueAtStake, before.value_at_stake != after.value_at_stake),
            (CustomerColumn::NextAction, before.next_action != after.next_action),
            (CustomerColumn::Signals, before.signals != after.signals),
            (CustomerColumn::Tags, before.tags != after.tags),
        ];
        self.0.extend(differences.into_iter().filter(|(_, differs)| *differs).map(|(column, _)| column));
    }

    /// Whether a name changed.
    pub fn has_names(&self) -> bool {
        self.0.contains(&CustomerColumn::Name)
    }

    /// Whether an order is still right. A changed name changes every order, because names part equals.
    pub fn leaves(&self, key: OrderKey) -> bool {
        !self.has_names() && !self.0.contains(&key.column)
    }
}
