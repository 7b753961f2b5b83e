//! The orders of all customers, summed up in one pass.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use pelikirja_domain::{OrderDay, OrderStatistics, Season, SeasonBuilder, StatisticsBuilder};
use pelikirja_store::Reader;
use pelikirja_store::table::care::Population;
use pelikirja_store::table::order_day::merge_days;

use crate::error::Result;

/// Order days between two looks at whether to go on.
const STRIDE: usize = 10_000;

/// What every record ordered on each day, by local key and then by day.
pub(super) struct OrderDays {
    days: Vec<(i64, OrderDay)>,
    /// Orders read.
    orders: u64,
}

impl OrderDays {
    /// Reads them all. `progress` gets orders done and in all; `None` when it answers false.
    pub fn read(reader: &Reader<'_>, progress: &dyn Fn(u64, u64) -> bool) -> Result<Option<Self>> {
        let total = reader.order_count()?;
        let mut days = Vec::new();
        let mut stopped = false;
        let orders = reader.each_order_day(&mut |customer, entry| {
            days.push((customer, entry));
            if days.len().is_multiple_of(STRIDE) {
                stopped = !progress(days.len() as u64, total);
            }
            !stopped
        })?;
        Ok((!stopped).then_some(Self { days, orders }))
    }
}

/// The histories of all customers, summed up.
pub(super) struct Histories {
    /// Customers with orders, by local key.
    pub customers: Vec<i64>,
    /// Their histories, in the same order.
    pub statistics: Vec<OrderStatistics>,
    /// The firm's seasons.
    pub season: Season,
    /// Orders read.
    pub orders: u64,
}

impl Histories {
    /// Sums up what was known on a day.
    pub fn new(order_days: &OrderDays, population: &Population, as_of: NaiveDate) -> Self {
        let mut pass = Pass::new(population, as_of);
        for (customer, entry) in &order_days.days {
            if pass.current != Some(*customer) {
                pass.turn_to(Some(*customer));
            }
            pass.add(*entry);
        }
        pass.turn_to(None);
        pass.add_joined();
        let Pass { customers, statistics, season, .. } = pass;
        Self { customers, statistics, season: season.finish(), orders: order_days.orders }
    }

    /// Customers with two order days or more.
    pub fn customers_with_repeats(&self) -> u32 {
        let count = self.statistics.iter().filter(|customer| customer.order_days >= 2).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}

struct Pass<'a> {
    population: &'a Population,
    alive: HashSet<i64>,
    /// Customers that others were merged into: their histories interleave and are gathered first.
    joined: HashMap<i64, Vec<OrderDay>>,
    current: Option<i64>,
    target: Target,
    builder: StatisticsBuilder,
    season: SeasonBuilder,
    customers: Vec<i64>,
    statistics: Vec<OrderStatistics>,
}

#[derive(Clone, Copy)]
enum Target {
    Own(i64),
    Joined(i64),
    Nobody,
}

impl<'a> Pass<'a> {
    fn new(population: &'a Population, as_of: NaiveDate) -> Self {
        let alive: HashSet<i64> = population.customers.iter().map(|customer| customer.key).collect();
        let joined = population.roots.values().map(|root| (*root, Vec::new())).collect();
        Self {
            population,
            joined,
            current: None,
            target: Target::Nobody,
            builder: StatisticsBuilder::new(as_of),
            season: SeasonBuilder::new(as_of),
            customers: Vec::with_capacity(alive.len()),
            statistics: Vec::with_capacity(alive.len()),
            alive,
        }
    }

    fn turn_to(&mut self, customer: Option<i64>) {
        if let Target::Own(customer) = self.target {
            self.customers.push(customer);
            self.statistics.push(self.builder.finish());
        }
        self.current = customer;
        self.target = match customer {
            None => Target::Nobody,
            Some(customer) => match self.population.roots.get(&customer) {
                Some(root) => Target::Joined(*root),
                None if self.joined.contains_key(&customer) => Target::Joined(customer),
                None if self.alive.contains(&customer) => Target::Own(customer),
                // Deleted, with or without the customer that it was merged into.
                None => Target::Nobody,
            },
        };
    }

    fn add(&mut self, entry: OrderDay) {
        match self.target {
            Target::Own(_) => self.count(entry),
            Target::Joined(root) => self.joined.entry(root).or_default().push(entry),
            Target::Nobody => {}
        }
    }

    fn count(&mut self, entry: OrderDay) {
        self.builder.push(entry);
        if entry.is_order() {
            self.season.push(entry.day);
        }
    }

    fn add_joined(&mut self) {
        let mut joined: Vec<_> = self.joined.drain().filter(|(_, days)| !days.is_empty()).collect();
        joined.sort_unstable_by_key(|(root, _)| *root);
        for (root, days) in joined {
            merge_days(days).into_iter().for_each(|entry| self.count(entry));
            self.customers.push(root);
            self.statistics.push(self.builder.finish());
        }
    }
}
