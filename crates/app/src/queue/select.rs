//! Which cards are in the queue, and in which order.

use std::cmp::Reverse;

use pelikirja_domain::{Cents, Id, SignalKind};
use pelikirja_store::table::customer_list::ListedCustomer;

use crate::customer_index::{Customers, Entry};

/// A card of the queue.
pub(super) struct Found<'a> {
    /// The customer.
    pub customer: &'a ListedCustomer,
    /// To whom the card was handed.
    pub assigned_to: Option<Id>,
    /// The most that a signal asked for puts at stake; none where nobody knows.
    pub value_at_stake: Option<Cents>,
    /// The highest priority of a signal asked for.
    priority: Cents,
}

/// The cards that were asked for, the highest priority first.
pub(super) struct Selection<'a> {
    cards: Vec<Found<'a>>,
    /// Customers with a snoozed signal.
    pub snoozed: u32,
}

impl<'a> Selection<'a> {
    /// Cards of a member (their own customers' and those handed to them) or of all, with one of these signals or any.
    pub fn new(customers: &'a Customers, member: Option<Id>, kinds: &[SignalKind]) -> Self {
        let mut selection = Self { cards: Vec::new(), snoozed: 0 };
        for entry in customers.with_cards() {
            selection.consider(entry, member, kinds);
        }
        if !kinds.is_empty() {
            // Customers come by the highest priority that any of their signals has.
            selection.cards.sort_by_key(|found| {
                (Reverse(found.priority), Reverse(found.customer.value_365), found.customer.id)
            });
        }
        selection
    }

    fn consider(&mut self, entry: &'a Entry, member: Option<Id>, kinds: &[SignalKind]) {
        let customer = &entry.listed;
        let Some(card) = customer.card.as_deref() else { return };
        if member.is_some() && card.assigned_to.or(customer.owner) != member {
            return;
        }
        self.snoozed += u32::from(card.snoozed);
        let wanted = card.signals.iter().filter(|signal| kinds.is_empty() || kinds.contains(&signal.kind));
        if let Some(priority) = wanted.clone().map(|signal| signal.priority).max() {
            let value_at_stake = wanted.filter_map(|signal| signal.value_at_stake).max();
            self.cards.push(Found { customer, assigned_to: card.assigned_to, value_at_stake, priority });
        }
    }

    /// Some of the cards.
    pub fn window(&self, offset: u32, limit: u32) -> &[Found<'a>] {
        let rest = self.cards.get(offset as usize..).unwrap_or_default();
        rest.get(..limit as usize).unwrap_or(rest)
    }

    /// Cards in all.
    pub fn total(&self) -> u32 {
        u32::try_from(self.cards.len()).unwrap_or(u32::MAX)
    }

    /// What all of them put at stake, as far as it is known.
    pub fn value_at_stake(&self) -> Cents {
        self.cards.iter().filter_map(|found| found.value_at_stake).sum()
    }
}
