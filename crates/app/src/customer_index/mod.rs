//! All customers in memory, as the list shows them.
//!
//! A hundred thousand customers take some forty megabytes, and every filter, every order and every part of a word
//! is then answered in milliseconds, which no set of SQL indices gives for all combinations. The interface still
//! holds only the window that it shows. See ADR 0006.

mod cards;
mod figures;
mod filter;
mod order;
mod part;
mod select;
mod signs;
mod texts;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use pelikirja_domain::Id;
use pelikirja_store::table::customer_list::{Addresses, ListedCustomer};
use pelikirja_store::{Store, Touched, schema};

use crate::api::DuplicateReason;
use crate::error::Result;
use part::Part;
use texts::Texts;

pub(crate) use order::Ranks;
pub(crate) use select::Candidate;
pub(crate) use signs::Sign;

/// A customer in memory.
#[derive(Clone)]
pub(crate) struct Entry {
    /// What the list shows.
    pub listed: ListedCustomer,
    /// By which the name sorts.
    pub name_key: Box<str>,
}

/// The customers at one moment, with the orders in which they were last asked for.
pub(crate) struct Customers {
    entries: Vec<Arc<Entry>>,
    texts: Arc<Texts>,
    /// Digits of their telephones, in the same order.
    phones: Arc<Texts>,
    signs: Arc<Vec<signs::Signs>>,
    places: Arc<Places>,
    names: OnceLock<Arc<Vec<u32>>>,
    sums: OnceLock<Vec<select::Sum>>,
    cards: OnceLock<Vec<u32>>,
    orders: Mutex<HashMap<order::OrderKey, Arc<Vec<u32>>>>,
}

/// Where each customer is among the entries.
struct Places {
    by_id: HashMap<Id, u32>,
    by_key: HashMap<i64, u32>,
}

/// Keeps [`Customers`] in step with the store; read on first use.
#[derive(Default)]
pub(crate) struct CustomerIndex(RwLock<Option<Arc<Customers>>>);

impl CustomerIndex {
    /// The customers now.
    pub fn get(&self, store: &Store) -> Result<Arc<Customers>> {
        if let Some(customers) = &*self.0.read().unwrap_or_else(PoisonError::into_inner) {
            return Ok(Arc::clone(customers));
        }
        let mut slot = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(customers) = &*slot {
            return Ok(Arc::clone(customers));
        }
        // Whatever is written meanwhile waits for this lock in `refresh`, and is read again then.
        let customers = Arc::new(Customers::new(Part::of_all(store.listed_customers()?)));
        *slot = Some(Arc::clone(&customers));
        Ok(customers)
    }

    /// Has the customers read anew on next use.
    pub fn forget(&self) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Reads again what a write touched.
    pub fn refresh(&self, store: &Store, touched: &Touched) -> Result<()> {
        let mut slot = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let Some(customers) = slot.as_ref() else { return Ok(()) };
        let Some(ids) = touched_customers(store, touched)? else {
            *slot = None;
            return Ok(());
        };
        if ids.is_empty() {
            return Ok(());
        }
        let fresh = store.read(|reader| reader.listed_customers_of(&ids))?;
        *slot = Some(Arc::new(customers.with(&ids, fresh)));
        Ok(())
    }
}

/// The customers whose row in the list a write may have changed; `None` when reading all again is cheaper.
fn touched_customers(store: &Store, touched: &Touched) -> Result<Option<Vec<Id>>> {
    const MANY: usize = 2_000;
    if touched.rows.len() > MANY || touched.order_customers.len() > MANY {
        return Ok(None);
    }
    let mut ids: Vec<Id> = touched.of(&schema::customer::TABLE).collect();
    let links = [
        (&schema::customer_tag::TABLE, schema::customer_tag::CUSTOMER),
        (&schema::contact::TABLE, schema::contact::CUSTOMER),
        (&schema::next_action::TABLE, schema::next_action::CUSTOMER),
        (&schema::signal_handling::TABLE, schema::signal_handling::CUSTOMER),
        (&schema::promise::TABLE, schema::promise::CUSTOMER),
    ];
    store.read(|reader| {
        for (table, column) in links {
            for row in touched.of(table) {
                ids.extend(reader.linked_id(row, column)?);
            }
        }
        ids.extend(reader.customer_ids(touched.order_customers.iter().copied())?);
        // A record that was merged, or released again, changes the record it belongs to.
        let mut roots = Vec::new();
        for id in &ids {
            roots.extend(reader.merge_path(*id)?);
        }
        ids.extend(roots);
        Ok::<(), pelikirja_store::StoreError>(())
    })?;
    ids.sort_unstable();
    ids.dedup();
    Ok(Some(ids))
}

impl Places {
    fn new(entries: &[Arc<Entry>]) -> Self {
        let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        let by_id =
            entries.iter().enumerate().map(|(index, entry)| (entry.listed.id, number(index))).collect();
        let by_key = entries
            .iter()
            .enumerate()
            .flat_map(|(index, entry)| {
                let keys = std::iter::once(entry.listed.key).chain(entry.listed.merged.iter().copied());
                keys.map(move |key| (key, number(index)))
            })
            .collect();
        Self { by_id, by_key }
    }
}

impl Customers {
    fn new(part: Part) -> Self {
        let places = Arc::new(Places::new(&part.entries));
        Self::placed(part, places)
    }

    fn placed(part: Part, places: Arc<Places>) -> Self {
        Self {
            entries: part.entries,
            texts: Arc::new(part.texts),
            phones: Arc::new(part.phones),
            signs: Arc::new(part.signs),
            places,
            names: OnceLock::new(),
            sums: OnceLock::new(),
            cards: OnceLock::new(),
            orders: Mutex::default(),
        }
    }

    /// The same customers with some read again; those of `ids` that are not in `fresh` are gone.
    fn with(&self, ids: &[Id], fresh: Vec<(ListedCustomer, Addresses)>) -> Self {
        let mut replaced: HashMap<Id, (ListedCustomer, Addresses)> =
            fresh.into_iter().map(|one| (one.0.id, one)).collect();
        let mut part = Part::with_capacity(self.entries.len() + replaced.len());
        let mut same_places = true;
        let mut same_records = true;
        let mut columns = order::Changed::default();
        for (index, entry) in self.entries.iter().enumerate() {
            if ids.binary_search(&entry.listed.id).is_err() {
                part.push_same(self, index);
            } else if let Some(new) = replaced.remove(&entry.listed.id) {
                let new = part.push(new);
                columns.compare(entry, new);
                same_records &= entry.listed.merged == new.listed.merged;
            } else {
                same_places = false;
            }
        }
        same_places &= replaced.is_empty();
        for new in replaced.into_values() {
            part.push(new);
        }
        let customers = if same_places && same_records {
            Self::placed(part, Arc::clone(&self.places))
        } else {
            Self::new(part)
        };
        if same_places {
            // Orders by columns that did not change stay valid.
            let kept = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
            let still = kept.iter().filter(|(key, _)| columns.leaves(**key));
            let orders = still.map(|(key, order)| (*key, Arc::clone(order))).collect();
            *customers.orders.lock().unwrap_or_else(PoisonError::into_inner) = orders;
            if let Some(names) = self.names.get().filter(|_| !columns.has_names()) {
                let _ = customers.names.set(Arc::clone(names));
            }
        }
        customers
    }

    /// How many customers there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Every customer, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().map(Arc::as_ref)
    }

    /// A customer by identity.
    pub fn get(&self, id: Id) -> Option<&Entry> {
        self.places.by_id.get(&id).and_then(|index| self.entries.get(*index as usize)).map(Arc::as_ref)
    }

    /// A customer by its local key, or by that of a record merged into it.
    pub fn by_key(&self, key: i64) -> Option<&Entry> {
        self.places.by_key.get(&key).and_then(|index| self.entries.get(*index as usize)).map(Arc::as_ref)
    }

    fn entry(&self, index: u32) -> Option<&Entry> {
        self.entries.get(index as usize).map(Arc::as_ref)
    }

    /// Every customer with what it shares with the one that is named, itself among them: signs of the same firm.
    pub fn sharing(&self, id: Id) -> impl Iterator<Item = (&Entry, DuplicateReason, Sign)> {
        let index = self.places.by_id.get(&id);
        let own = index.and_then(|index| self.signs.get(*index as usize)).copied().unwrap_or_default();
        self.shared(move |signs| signs::common(&own, signs))
    }

    /// The signs of every customer, by which it may turn out to be the same firm as another.
    pub fn signs(&self) -> impl Iterator<Item = (&Entry, DuplicateReason, Sign)> {
        self.shared(|signs| *signs)
    }

    fn shared(
        &self,
        share: impl Fn(&signs::Signs) -> signs::Signs,
    ) -> impl Iterator<Item = (&Entry, DuplicateReason, Sign)> {
        let all = (0..).zip(self.signs.iter());
        all.flat_map(move |(index, signs)| signs::named(&share(signs)).map(move |named| (index, named)))
            .filter_map(|(index, (reason, sign))| Some((self.entry(index)?, reason, sign)))
    }

    /// The place of every customer by name.
    fn names(&self) -> &[u32] {
        self.names.get_or_init(|| Arc::new(order::places_by_name(&self.entries)))
    }
}
