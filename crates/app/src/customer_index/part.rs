//! Customers made ready to be listed, sorted, searched and compared.

use std::num::NonZero;
use std::sync::Arc;
use std::thread;

use pelikirja_domain::{fold, phone_digits, sort_key};
use pelikirja_store::table::customer_list::{Addresses, ListedCustomer};

use super::signs::{self, Signs};
use super::texts::Texts;
use super::{Customers, Entry};

/// Some customers, and what is kept beside them in the same order.
#[derive(Default)]
pub(super) struct Part {
    pub entries: Vec<Arc<Entry>>,
    pub texts: Texts,
    /// Digits of their telephones.
    pub phones: Texts,
    pub signs: Vec<Signs>,
}

/// Customers below which another thread is not worth its start.
const FEW: usize = 5_000;

impl Part {
    pub fn with_capacity(customers: usize) -> Self {
        Self {
            entries: Vec::with_capacity(customers),
            texts: Texts::default(),
            phones: Texts::default(),
            signs: Vec::with_capacity(customers),
        }
    }

    /// Makes customers ready, on all processors when they are many.
    pub fn of_all(mut read: Vec<(ListedCustomer, Addresses)>) -> Self {
        let processors = thread::available_parallelism().map_or(1, NonZero::get);
        let share = read.len().div_ceil(processors).max(FEW);
        let mut shares = Vec::new();
        while read.len() > share {
            shares.push(read.split_off(read.len() - share));
        }
        thread::scope(|scope| {
            let others: Vec<_> =
                shares.into_iter().rev().map(|share| scope.spawn(|| Self::of(share))).collect();
            let mut whole = Self::of(read);
            for other in others {
                // A thread that panicked has said so; the panic goes on here.
                whole.append(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            whole
        })
    }

    fn of(read: Vec<(ListedCustomer, Addresses)>) -> Self {
        let mut part = Self::with_capacity(read.len());
        for one in read {
            part.push(one);
        }
        part
    }

    /// Adds a customer that was read.
    pub fn push(&mut self, (listed, addresses): (ListedCustomer, Addresses)) -> &Entry {
        let searched = [
            Some(listed.name.as_str()),
            listed.external_number.as_deref(),
            listed.business_id.as_deref(),
            listed.city.as_deref(),
        ];
        self.texts.push(searched.into_iter().flatten().map(fold));
        self.phones.push(addresses.phone.as_deref().and_then(phone_digits).into_iter());
        self.signs.push(signs::of(&listed, &addresses));
        let entry = Arc::new(Entry { name_key: sort_key(&listed.name).into(), listed });
        self.entries.push(entry);
        &self.entries[self.entries.len() - 1]
    }

    /// Adds a customer as it was.
    pub fn push_same(&mut self, customers: &Customers, index: usize) {
        if let (Some(entry), Some(signs)) = (customers.entries.get(index), customers.signs.get(index)) {
            self.entries.push(Arc::clone(entry));
            self.texts.push_same(&customers.texts, index);
            self.phones.push_same(&customers.phones, index);
            self.signs.push(*signs);
        }
    }

    fn append(&mut self, mut other: Self) {
        self.entries.append(&mut other.entries);
        self.texts.append(&other.texts);
        self.phones.append(&other.phones);
        self.signs.append(&mut other.signs);
    }
}
