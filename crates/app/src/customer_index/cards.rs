//! Customers with a card of the queue.

use std::cmp::Reverse;

use super::{Customers, Entry};

impl Customers {
    /// Customers with a card, the highest priority first; those where all is snoozed come last.
    pub fn with_cards(&self) -> impl Iterator<Item = &Entry> {
        self.cards.get_or_init(|| self.sorted_cards()).iter().filter_map(|index| self.entry(*index))
    }

    fn sorted_cards(&self) -> Vec<u32> {
        let mut cards: Vec<_> = (0..)
            .zip(self.iter())
            .filter_map(|(index, entry)| {
                let customer = &entry.listed;
                let most = customer.card.as_deref()?.signals.first().map(|signal| signal.priority);
                Some((Reverse((most, customer.value_365)), customer.id, index))
            })
            .collect();
        cards.sort_unstable();
        cards.into_iter().map(|(_, _, index)| index).collect()
    }
}
