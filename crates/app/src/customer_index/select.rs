//! Which customers a list shows, and in which order.

use std::sync::{Arc, PoisonError};

use chrono::NaiveDate;
use pelikirja_domain::{Cents, fold, phone_parts};

use super::filter::Matcher;
use super::{Customers, Entry, Ranks, order};
use crate::api::{CustomerFilter, ListCustomers};

/// What every list adds up or leaves out, close together in memory.
#[derive(Clone, Copy)]
pub(super) struct Sum {
    value_365: Cents,
    ended: bool,
}

/// A customer that a search found. Its value is beside it: to look into tens of thousands of entries, each somewhere else
/// in memory, takes longer than to find them.
#[derive(Clone, Copy)]
pub(crate) struct Candidate<'a> {
    pub value_365: Cents,
    pub entry: &'a Entry,
}

/// The customers that a list shows, in its order.
pub(crate) struct Selection<'a> {
    customers: &'a Customers,
    indices: Vec<u32>,
}

impl<'a> Selection<'a> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.indices.len()
    }

    /// What they bought within 365 days.
    pub fn value_365(&self) -> Cents {
        let sums = self.customers.sums();
        self.indices.iter().filter_map(|index| sums.get(*index as usize)).map(|sum| sum.value_365).sum()
    }

    /// The customers from one on.
    pub fn from(&self, offset: usize) -> impl Iterator<Item = &'a Entry> {
        let customers = self.customers;
        self.indices.iter().skip(offset).filter_map(|index| customers.entry(*index))
    }
}

impl Customers {
    /// The customers that match, in the order asked for.
    pub fn select(&self, request: &ListCustomers, ranks: &Ranks, today: NaiveDate) -> Selection<'_> {
        let order = self.order(request, ranks);
        let matching = self.matching_mask(&request.search, &request.filter, today);
        let is_in = |index: &u32| matching.get(*index as usize).is_some_and(|matches| *matches);
        Selection { customers: self, indices: order.iter().copied().filter(is_in).collect() }
    }

    /// The customers that match, in no particular order.
    pub fn matching(&self, search: &str, filter: &CustomerFilter, today: NaiveDate) -> Vec<&Entry> {
        let matching = self.matching_mask(search, filter, today);
        self.iter().zip(matching).filter(|(_, matches)| *matches).map(|(entry, _)| entry).collect()
    }

    /// The customers that have all words of a search somewhere, with the text they are in.
    pub fn having(&self, words: &[&str]) -> impl Iterator<Item = (Candidate<'_>, &str)> {
        let found = self.texts.having(words).into_iter();
        found.filter_map(|index| Some((self.candidate(index)?, self.texts.get(index as usize))))
    }

    /// The customers whose telephone number has what is typed somewhere, however either is written. At least four digits.
    pub fn called_at(&self, typed: &str) -> impl Iterator<Item = Candidate<'_>> {
        self.called(typed).into_iter().filter_map(|index| self.candidate(index))
    }

    /// As [`Self::called_at`]; ascending, each once.
    fn called(&self, typed: &str) -> Vec<u32> {
        let parts = phone_parts(typed);
        let mut found: Vec<u32> = parts.iter().flat_map(|part| self.phones.having(&[part])).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The customers whose name begins so, folded as it is.
    pub fn beginning_with(&self, folded: &str) -> impl Iterator<Item = Candidate<'_>> {
        self.texts.beginning_with(folded).filter_map(|index| self.candidate(index))
    }

    fn candidate(&self, index: u32) -> Option<Candidate<'_>> {
        Some(Candidate { value_365: self.sums().get(index as usize)?.value_365, entry: self.entry(index)? })
    }

    fn matching_mask(&self, search: &str, filter: &CustomerFilter, today: NaiveDate) -> Vec<bool> {
        let folded = fold(search);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let matcher = Matcher::new(filter, today);
        let sums = self.sums();
        let mut mask = vec![false; self.len()];
        for index in self.texts.having(&words).into_iter().chain(self.called(search)) {
            let place = index as usize;
            let shown = sums.get(place).is_some_and(|sum| filter.ended || !sum.ended);
            if let Some(matches) = mask.get_mut(place) {
                *matches = shown
                    && (matcher.lets_all_pass()
                        || self.entry(index).is_some_and(|entry| matcher.matches(entry)));
            }
        }
        mask
    }

    fn sums(&self) -> &[Sum] {
        let sum = |entry: &Entry| Sum { value_365: entry.listed.value_365, ended: entry.listed.ended };
        self.sums.get_or_init(|| self.iter().map(sum).collect())
    }

    fn order(&self, request: &ListCustomers, ranks: &Ranks) -> Arc<Vec<u32>> {
        let key =
            order::OrderKey { column: request.sort, descending: request.descending, ranks: ranks.version() };
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(order) = orders.get(&key) {
            return Arc::clone(order);
        }
        let order =
            Arc::new(order::sort(&self.entries, self.names(), request.sort, request.descending, ranks));
        orders.insert(key, Arc::clone(&order));
        order
    }
}
