//! What the list of customers shows, read for all customers at once or for a few.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use pelikirja_domain::{Cents, Id, Segment, SignalKind, sort_key};
use rusqlite::Row;

use super::figures::FiguresRow;
use super::merging::Merges;
use super::signal_handling::Card;
use super::{date, id, optional_id, word};
use crate::{Reader, Result, Store, day_number};

/// A customer as the list shows it.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct ListedCustomer {
    pub id: Id,
    pub key: i64,
    pub name: String,
    pub external_number: Option<String>,
    pub business_id: Option<String>,
    pub city: Option<Arc<str>>,
    pub tier: Option<Id>,
    pub owner: Option<Id>,
    pub ended: bool,
    pub segment: Option<Segment>,
    /// Net value of the last 365 days.
    pub value_365: Cents,
    pub value_at_stake: Option<Cents>,
    /// Days since 1970-01-01.
    pub last_order: Option<i32>,
    pub order_days: u32,
    pub median_interval: Option<f32>,
    pub p_no_order: Option<f64>,
    /// Records merged into this one, by local key.
    pub merged: Vec<i64>,
    pub tags: Vec<Arc<str>>,
    pub last_contact: Option<NaiveDate>,
    pub next_action: Option<NaiveDate>,
    /// Open signals, those that were dealt with left out.
    pub signals: Vec<SignalKind>,
    /// The card of the queue, when there is one.
    pub card: Option<Box<Card>>,
}

impl ListedCustomer {
    /// Takes over figures computed anew; none for a customer without orders.
    pub fn set_figures(&mut self, figures: Option<&FiguresRow>) {
        self.segment = figures.and_then(|figures| figures.segment);
        self.value_365 = figures.map_or(Cents::ZERO, |figures| figures.value_365);
        self.value_at_stake = figures.and_then(|figures| figures.value_at_stake);
        self.last_order = figures.and_then(|figures| figures.last_order).map(day_number);
        self.order_days = figures.map_or(0, |figures| figures.order_days);
        self.median_interval =
            figures.and_then(|figures| figures.quartiles).map(|quartiles| quartiles.median);
        self.p_no_order = figures.and_then(|figures| figures.p_no_order);
    }

    /// Takes over the open signals; there are none once the relation has ended.
    pub fn set_card(&mut self, card: Option<Card>) {
        let card = card.filter(|card| !card.is_empty() && !self.ended);
        self.signals = card.iter().flat_map(|card| &card.signals).map(|signal| signal.kind).collect();
        self.card = card.map(Box::new);
    }
}

/// How a customer is reached: read along for those who look for duplicates, and not kept with the list.
#[derive(Debug, Clone, Default)]
pub struct Addresses {
    /// E-mail.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
}

/// The same words, kept once: a firm's customers live in few towns and bear few tags.
#[derive(Default)]
struct Words(HashSet<Arc<str>>);

impl Words {
    fn keep(&mut self, word: &str) -> Arc<str> {
        if let Some(known) = self.0.get(word) {
            return Arc::clone(known);
        }
        let word: Arc<str> = word.into();
        self.0.insert(Arc::clone(&word));
        word
    }

    /// A word in a column; none for NULL.
    fn read(&mut self, row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Arc<str>>> {
        Ok(row.get_ref(index)?.as_str_or_null()?.map(|word| self.keep(word)))
    }
}

/// Which customers to read.
enum Scope<'a> {
    All,
    Some(&'a [Id]),
}

const COLUMNS: &str =
    "customer.id, customer.key, coalesce(name, ''), external_number, business_id, city, tier, owner,
    ended_on IS NOT NULL, segment, coalesce(value_365, 0), value_at_stake, last_day, coalesce(order_days, 0),
    median_interval, email, phone, p_no_order";

fn read(row: &Row<'_>, words: &mut Words) -> rusqlite::Result<(ListedCustomer, Addresses)> {
    let addresses = Addresses { email: row.get(15)?, phone: row.get(16)? };
    let listed = ListedCustomer {
        id: id(row, 0)?,
        key: row.get(1)?,
        name: row.get(2)?,
        external_number: row.get(3)?,
        business_id: row.get(4)?,
        city: words.read(row, 5)?,
        tier: optional_id(row, 6)?,
        owner: optional_id(row, 7)?,
        ended: row.get(8)?,
        segment: word(row, 9)?,
        value_365: Cents(row.get(10)?),
        value_at_stake: row.get::<_, Option<i64>>(11)?.map(Cents),
        last_order: row.get(12)?,
        order_days: row.get(13)?,
        median_interval: row.get(14)?,
        p_no_order: row.get(17)?,
        merged: Vec::new(),
        tags: Vec::new(),
        last_contact: None,
        next_action: None,
        signals: Vec::new(),
        card: None,
    };
    Ok((listed, addresses))
}

impl Reader<'_> {
    /// Some customers; those that were deleted or merged into another are missing from the answer.
    ///
    /// # Errors
    /// Those of the database.
    pub fn listed_customers_of(&self, customers: &[Id]) -> Result<Vec<(ListedCustomer, Addresses)>> {
        if customers.is_empty() {
            return Ok(Vec::new());
        }
        let scope = Scope::Some(customers);
        let mut listed = self.listed(&scope)?;
        Attributes::read(self, &scope)?.distribute(&mut listed);
        Ok(listed)
    }

    /// The record that a column of another table names.
    ///
    /// # Errors
    /// Those of the database.
    pub fn linked_id(&self, row: Id, column: crate::Column) -> Result<Option<Id>> {
        let sql = format!("SELECT {} FROM {} WHERE id = ?1", column.name, column.table.name);
        Ok(self.first(&sql, [row.as_bytes()], |row| optional_id(row, 0))?.flatten())
    }

    /// Identities of the customers with these local keys.
    ///
    /// # Errors
    /// Those of the database.
    pub fn customer_ids(&self, keys: impl IntoIterator<Item = i64>) -> Result<Vec<Id>> {
        let mut ids = Vec::new();
        for key in keys {
            ids.extend(self.first("SELECT id FROM customer WHERE key = ?1", [key], |row| id(row, 0))?);
        }
        Ok(ids)
    }

    fn listed(&self, scope: &Scope<'_>) -> Result<Vec<(ListedCustomer, Addresses)>> {
        let from = "FROM customer LEFT JOIN customer_figures AS figures ON figures.customer = customer.key
                    WHERE customer.deleted = 0";
        let mut words = Words::default();
        let (mut found, ids) = match scope {
            Scope::All => {
                let sql = format!("SELECT {COLUMNS} {from} AND merged_into IS NULL");
                let found = self.rows(&sql, [], |row| read(row, &mut words))?;
                (found, Merges::read(self.sql)?.circle_roots().collect())
            }
            Scope::Some(ids) => (Vec::with_capacity(ids.len()), ids.to_vec()),
        };
        let sql = format!("SELECT {COLUMNS} {from} AND customer.id = ?1");
        for customer in ids {
            if self.merge_root(customer)? == customer {
                found.extend(self.first(&sql, [customer.as_bytes()], |row| read(row, &mut words))?);
            }
        }
        Ok(found)
    }
}

impl Store {
    /// Every customer that was neither deleted nor merged into another.
    ///
    /// What hangs on customers is read beside them, as [`Store::read_both`] does: whoever keeps the answer has to read
    /// again what a write meanwhile has touched, as it has to after every write.
    ///
    /// # Errors
    /// Those of the database.
    pub fn listed_customers(&self) -> Result<Vec<(ListedCustomer, Addresses)>> {
        let (attributes, mut listed) = self
            .read_both(|reader| Attributes::read(reader, &Scope::All), |reader| reader.listed(&Scope::All))?;
        attributes.distribute(&mut listed);
        Ok(listed)
    }
}

/// What hangs on customers, by the customer that it hangs on after merges.
#[derive(Default)]
struct Attributes {
    merged: HashMap<Id, Vec<i64>>,
    tags: HashMap<Id, Vec<Arc<str>>>,
    contacts: HashMap<Id, NaiveDate>,
    actions: HashMap<Id, NaiveDate>,
    cards: HashMap<i64, Card>,
}

impl Attributes {
    fn read(reader: &Reader<'_>, scope: &Scope<'_>) -> Result<Self> {
        let mut attributes = Self::default();
        let mut roots: HashMap<Id, Id> = HashMap::new();
        for (record, key, root) in Merges::read(reader.sql)?.merged() {
            roots.insert(record, root);
            attributes.merged.entry(root).or_default().push(key);
        }
        // Records merged into a wanted customer bring their contacts and tags along.
        let wanted: Option<Vec<Id>> = match scope {
            Scope::All => None,
            Scope::Some(ids) => {
                let asked: HashSet<Id> = ids.iter().copied().collect();
                let joined = roots.iter().filter(|(_, root)| asked.contains(root)).map(|(record, _)| *record);
                Some(ids.iter().copied().chain(joined).collect())
            }
        };
        let root = |customer: Id| roots.get(&customer).copied().unwrap_or(customer);
        attributes.read_tags(reader, wanted.as_deref(), &root)?;
        attributes.read_dates(reader, wanted.as_deref(), &root)?;
        attributes.read_cards(reader, wanted.as_deref())?;
        Ok(attributes)
    }

    fn read_tags(
        &mut self,
        reader: &Reader<'_>,
        wanted: Option<&[Id]>,
        root: &dyn Fn(Id) -> Id,
    ) -> Result<()> {
        let sql = "SELECT customer, tag FROM customer_tag WHERE deleted = 0 AND customer IS NOT NULL";
        let mut words = Words::default();
        each(reader, sql, "", wanted, &mut |row| {
            if let Some(tag) = words.read(row, 1)? {
                self.tags.entry(root(id(row, 0)?)).or_default().push(tag);
            }
            Ok(())
        })
    }

    fn read_dates(
        &mut self,
        reader: &Reader<'_>,
        wanted: Option<&[Id]>,
        root: &dyn Fn(Id) -> Id,
    ) -> Result<()> {
        let contacts = "SELECT customer, max(date) FROM contact WHERE two_way = 1 AND deleted = 0 AND customer IS NOT NULL";
        each(reader, contacts, "GROUP BY customer", wanted, &mut |row| {
            if row.get_ref(1)? != rusqlite::types::ValueRef::Null {
                let found = date(row, 1)?;
                let latest = self.contacts.entry(root(id(row, 0)?)).or_insert(found);
                *latest = found.max(*latest);
            }
            Ok(())
        })?;
        let actions = "SELECT customer, min(due) FROM next_action
                       WHERE done_on IS NULL AND deleted = 0 AND customer IS NOT NULL";
        each(reader, actions, "GROUP BY customer", wanted, &mut |row| {
            if row.get_ref(1)? != rusqlite::types::ValueRef::Null {
                let found = date(row, 1)?;
                let nearest = self.actions.entry(root(id(row, 0)?)).or_insert(found);
                *nearest = found.min(*nearest);
            }
            Ok(())
        })
    }

    fn read_cards(&mut self, reader: &Reader<'_>, wanted: Option<&[Id]>) -> Result<()> {
        let Some(ids) = wanted else {
            self.cards = reader.cards()?;
            return Ok(());
        };
        for customer in ids {
            if let Some(key) = reader.customer_key(*customer)? {
                self.cards.insert(key, reader.card(*customer, key)?);
            }
        }
        Ok(())
    }

    fn distribute(mut self, listed: &mut [(ListedCustomer, Addresses)]) {
        for (customer, _) in listed {
            customer.merged = self.merged.remove(&customer.id).unwrap_or_default();
            let mut tags = self.tags.remove(&customer.id).unwrap_or_default();
            tags.sort_by_cached_key(|tag| (sort_key(tag), Arc::clone(tag)));
            tags.dedup();
            customer.tags = tags;
            customer.last_contact = self.contacts.remove(&customer.id);
            customer.next_action = self.actions.remove(&customer.id);
            customer.set_card(self.cards.remove(&customer.key));
        }
    }
}

/// Rows of a table with a column `customer`: of all customers, or of some through the table's index.
fn each(
    reader: &Reader<'_>,
    sql: &str,
    grouping: &str,
    wanted: Option<&[Id]>,
    take: &mut dyn FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> Result<()> {
    match wanted {
        None => reader.rows(&format!("{sql} {grouping}"), [], take).map(drop),
        Some(ids) => {
            let sql = format!("{sql} AND customer = ?1 {grouping}");
            ids.iter().try_for_each(|customer| reader.rows(&sql, [customer.as_bytes()], &mut *take).map(drop))
        }
    }
}
