//! In which order customers come.

use std::cmp::Ordering;
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

/// The indices of the entries in that order. Empty values come last either way; equal ones by name.
pub(super) fn sort(
    entries: &[Arc<Entry>],
    column: CustomerColumn,
    descending: bool,
    ranks: &Ranks,
) -> Vec<u32> {
    let by = Sorting { entries, descending };
    match column {
        CustomerColumn::Name => by.key(|entry| Some(entry.name_key.clone())),
        CustomerColumn::ExternalNumber => {
            by.key(|entry| entry.listed.external_number.as_deref().map(natural))
        }
        CustomerColumn::City => by.key(|entry| entry.listed.city.as_deref().map(sort_key)),
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
        CustomerColumn::Tags => by.key(|entry| entry.listed.tags.first().map(|tag| sort_key(tag))),
    }
}

struct Sorting<'a> {
    entries: &'a [Arc<Entry>],
    descending: bool,
}

impl Sorting<'_> {
    /// Computes each key once, then sorts.
    fn key<T: Ord>(&self, key: impl Fn(&Entry) -> Option<T>) -> Vec<u32> {
        let mut keyed: Vec<(u32, Option<T>, &str)> =
            (0..).zip(self.entries).map(|(index, entry)| (index, key(entry), &*entry.name_key)).collect();
        keyed.sort_unstable_by(|left, right| {
            let by_value = empty_last(left.1.as_ref(), right.1.as_ref(), self.descending);
            by_value.then_with(|| left.2.cmp(right.2)).then(left.0.cmp(&right.0))
        });
        keyed.into_iter().map(|(index, _, _)| index).collect()
    }
}

fn empty_last<T: Ord>(left: Option<T>, right: Option<T>, descending: bool) -> Ordering {
    match (left, right) {
        (Some(left), Some(right)) if descending => right.cmp(&left),
        (Some(left), Some(right)) => left.cmp(&right),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// Numbers sort as numbers: 9 before 10, and both before names.
fn natural(number: &str) -> (u8, u64, String) {
    match number.parse::<u64>() {
        Ok(value) => (0, value, String::new()),
        Err(_) => (1, 0, sort_key(number)),
    }
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

    /// Whether an order is still right. A changed name changes every order, because names part equals.
    pub fn leaves(&self, key: OrderKey) -> bool {
        !self.0.contains(&CustomerColumn::Name) && !self.0.contains(&key.column)
    }
}
