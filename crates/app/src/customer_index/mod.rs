//! All customers in memory, as the list shows them.
//!
//! A hundred thousand customers take some forty megabytes, and every filter, every order and every part of a word
//! is then answered in milliseconds, which no set of SQL indices gives for all combinations. The interface still
//! holds only the window that it shows. See ADR 0006.

mod cards;
mod figures;
mod filter;
mod order;
mod signs;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use chrono::NaiveDate;
use pelikirja_domain::{Id, fold, sort_key};
use pelikirja_store::table::customer_list::ListedCustomer;
use pelikirja_store::{Store, Touched, schema};

use crate::api::{CustomerFilter, DuplicateReason, ListCustomers};
use crate::error::Result;

pub(crate) use order::Ranks;

/// A customer in memory.
#[derive(Clone)]
pub(crate) struct Entry {
    /// What the list shows.
    pub listed: ListedCustomer,
    /// By which the name sorts.
    pub name_key: Box<str>,
    /// All that can be searched, folded.
    pub haystack: Box<str>,
    signs: OnceLock<signs::Signs>,
}

impl Entry {
    fn new(listed: ListedCustomer) -> Self {
        let parts = [
            Some(listed.name.as_str()),
            listed.external_number.as_deref(),
            listed.business_id.as_deref(),
            listed.city.as_deref(),
        ];
        let words: Vec<String> = parts.into_iter().flatten().map(fold).collect();
        Self {
            name_key: sort_key(&listed.name).into(),
            haystack: words.join("\n").into(),
            signs: OnceLock::new(),
            listed,
        }
    }

    /// By what the record may turn out to be the same firm as another.
    pub fn signs(&self) -> impl Iterator<Item = (DuplicateReason, u64)> + use<> {
        signs::named(self.signs.get_or_init(|| signs::of(&self.listed)))
    }
}

/// The customers at one moment, with the orders in which they were last asked for.
pub(crate) struct Customers {
    entries: Vec<Arc<Entry>>,
    places: Arc<Places>,
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
        let listed = store.read(|reader| reader.listed_customers())?;
        let customers =
            Arc::new(Customers::new(listed.into_iter().map(|one| Arc::new(Entry::new(one))).collect()));
        *slot = Some(Arc::clone(&customers));
        Ok(customers)
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
    fn new(entries: Vec<Arc<Entry>>) -> Self {
        let places = Arc::new(Places::new(&entries));
        Self::placed(entries, places)
    }

    fn placed(entries: Vec<Arc<Entry>>, places: Arc<Places>) -> Self {
        Self { entries, places, cards: OnceLock::new(), orders: Mutex::default() }
    }

    /// The same customers with some read again; those of `ids` that are not in `fresh` are gone.
    fn with(&self, ids: &[Id], fresh: Vec<ListedCustomer>) -> Self {
        let mut replaced: HashMap<Id, Arc<Entry>> =
            fresh.into_iter().map(|one| (one.id, Arc::new(Entry::new(one)))).collect();
        let mut entries: Vec<Arc<Entry>> = Vec::with_capacity(self.entries.len() + replaced.len());
        let mut same_places = true;
        let mut same_records = true;
        let mut columns = order::Changed::default();
        for entry in &self.entries {
            if ids.binary_search(&entry.listed.id).is_err() {
                entries.push(Arc::clone(entry));
            } else if let Some(new) = replaced.remove(&entry.listed.id) {
                columns.compare(entry, &new);
                same_records &= entry.listed.merged == new.listed.merged;
                entries.push(new);
            } else {
                same_places = false;
            }
        }
        same_places &= replaced.is_empty();
        entries.extend(replaced.into_values());
        let customers = if same_places && same_records {
            Self::placed(entries, Arc::clone(&self.places))
        } else {
            Self::new(entries)
        };
        if same_places {
            // Orders by columns that did not change stay valid.
            let kept = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
            let still = kept.iter().filter(|(key, _)| columns.leaves(**key));
            let orders = still.map(|(key, order)| (*key, Arc::clone(order))).collect();
            *customers.orders.lock().unwrap_or_else(PoisonError::into_inner) = orders;
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

    /// The customers that match, in the order asked for.
    pub fn select(&self, request: &ListCustomers, ranks: &Ranks, today: NaiveDate) -> Vec<&Entry> {
        let matcher = filter::Matcher::new(&request.search, &request.filter, today);
        let order = self.order(request, ranks);
        let entry = |index: &u32| self.entries.get(*index as usize).map(Arc::as_ref);
        order.iter().filter_map(entry).filter(|entry| matcher.matches(entry)).collect()
    }

    /// The customers that match, in no particular order.
    pub fn matching(&self, search: &str, filter: &CustomerFilter, today: NaiveDate) -> Vec<&Entry> {
        let matcher = filter::Matcher::new(search, filter, today);
        self.iter().filter(|entry| matcher.matches(entry)).collect()
    }

    fn order(&self, request: &ListCustomers, ranks: &Ranks) -> Arc<Vec<u32>> {
        let key =
            order::OrderKey { column: request.sort, descending: request.descending, ranks: ranks.version() };
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(order) = orders.get(&key) {
            return Arc::clone(order);
        }
        let order = Arc::new(order::sort(&self.entries, request.sort, request.descending, ranks));
        orders.insert(key, Arc::clone(&order));
        order
    }
}
