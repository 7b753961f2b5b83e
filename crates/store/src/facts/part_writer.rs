//! Writing a part of what a file said.

use std::collections::HashMap;
use std::hash::Hash;

use pelikirja_domain::Id;

use super::columns::{
    COLUMNS, LEVEL, column, quantity, thousandth, whole, write_signed, write_unsigned, zigzag,
};
use crate::{Result, StoreError};

/// Names things once, in the order in which they come.
struct Dictionary<K> {
    places: HashMap<K, usize>,
    named: Vec<K>,
}

impl<K: Clone + Eq + Hash> Dictionary<K> {
    fn new() -> Self {
        Self { places: HashMap::new(), named: Vec::new() }
    }

    fn place(&mut self, key: &K) -> usize {
        if let Some(place) = self.places.get(key) {
            return *place;
        }
        self.named.push(key.clone());
        self.places.insert(key.clone(), self.named.len() - 1);
        self.named.len() - 1
    }
}

/// Writes parts; customers, products and batches by their local keys until [`PartWriter::pack`].
pub(super) struct PartWriter {
    customers: Dictionary<i64>,
    products: Dictionary<i64>,
    batches: Dictionary<i64>,
    currencies: Dictionary<Box<str>>,
    columns: [Vec<u8>; COLUMNS],
    last_number: String,
    last_day: i32,
    last_line: i64,
    orders: usize,
}

impl PartWriter {
    pub fn new() -> Self {
        Self {
            customers: Dictionary::new(),
            products: Dictionary::new(),
            batches: Dictionary::new(),
            currencies: Dictionary::new(),
            columns: Default::default(),
            last_number: String::new(),
            last_day: 0,
            last_line: 0,
            orders: 0,
        }
    }

    /// Bytes so far, about.
    pub fn size(&self) -> usize {
        let names = self.customers.named.len() + self.products.named.len() + self.batches.named.len();
        16 * names + self.columns.iter().map(Vec::len).sum::<usize>()
    }

    /// An order of which [`Self::line`] adds `lines` lines.
    pub fn order(&mut self, number: &str, customer: i64, day: i32, currency: &str, lines: usize) {
        self.number(number);
        write_unsigned(&mut self.columns[column::COUNTS], lines as u64);
        let (customer, currency) = (self.customers.place(&customer), self.currencies.place(&currency.into()));
        let out = &mut self.columns[column::ORDERS];
        write_unsigned(out, customer as u64);
        write_signed(out, i64::from(day) - i64::from(self.last_day));
        write_unsigned(out, currency as u64);
        self.last_day = day;
        self.last_line = 0;
    }

    /// An order that is as a batch says it.
    pub fn same(&mut self, number: &str, batch: i64) {
        self.number(number);
        write_unsigned(&mut self.columns[column::COUNTS], 0);
        let batch = self.batches.place(&batch);
        write_unsigned(&mut self.columns[column::ORDERS], batch as u64);
    }

    pub fn line(&mut self, number: Option<u32>, product: Option<i64>, quantity: f64, net: i64) {
        let numbers = &mut self.columns[column::LINE_NUMBERS];
        match number.map(i64::from) {
            None => write_unsigned(numbers, 0),
            Some(number) => {
                write_unsigned(numbers, zigzag(number - self.last_line) + 1);
                self.last_line = number;
            }
        }
        let product = product.map_or(0, |product| self.products.place(&product) as u64 + 1);
        write_unsigned(&mut self.columns[column::LINE_PRODUCTS], product);
        let quantities = &mut self.columns[column::QUANTITIES];
        if let Some(whole) = whole(quantity) {
            write_unsigned(quantities, (zigzag(whole) << 2) | quantity::WHOLE);
        } else if let Some(thousandths) =
            whole(quantity * 1000.0).filter(|found| thousandth(*found) == quantity)
        {
            write_unsigned(quantities, (zigzag(thousandths) << 2) | quantity::THOUSANDTHS);
        } else {
            write_unsigned(quantities, quantity::OTHER);
            self.columns[column::FRACTIONS].extend_from_slice(&quantity.to_be_bytes());
        }
        write_signed(&mut self.columns[column::NETS], net);
    }

    fn number(&mut self, number: &str) {
        let shared = number.bytes().zip(self.last_number.bytes()).take_while(|(one, other)| one == other);
        let mut shared = shared.count();
        while !number.is_char_boundary(shared) {
            shared -= 1;
        }
        let out = &mut self.columns[column::NUMBERS];
        write_unsigned(out, shared as u64);
        write_unsigned(out, (number.len() - shared) as u64);
        out.extend_from_slice(&number.as_bytes()[shared..]);
        number.clone_into(&mut self.last_number);
        self.orders += 1;
    }

    /// The part, packed, and its length before; `identity` says what is named by a local key.
    pub fn pack(mut self, mut identity: impl FnMut(Named, i64) -> Result<Id>) -> Result<(Vec<u8>, usize)> {
        for (named, keys, index) in [
            (Named::Customer, &self.customers.named, column::CUSTOMERS),
            (Named::Product, &self.products.named, column::PRODUCTS),
            (Named::Batch, &self.batches.named, column::BATCHES),
        ] {
            for key in keys {
                self.columns[index].extend_from_slice(identity(named, *key)?.as_bytes());
            }
        }
        for currency in &self.currencies.named {
            let out = &mut self.columns[column::CURRENCIES];
            write_unsigned(out, currency.len() as u64);
            out.extend_from_slice(currency.as_bytes());
        }
        let mut all = Vec::with_capacity(self.size() + 64);
        write_unsigned(&mut all, self.orders as u64);
        for column in &self.columns {
            write_unsigned(&mut all, column.len() as u64);
            all.extend_from_slice(column);
        }
        let packed = zstd::bulk::compress(&all, LEVEL).map_err(|error| StoreError::Other(error.into()))?;
        Ok((packed, all.len()))
    }
}

/// What a local key in a part is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Customer,
    Product,
    Batch,
}
