//! The orders of all customers, summed up in one pass.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use pelikirja_domain::{OrderDay, OrderStatistics, Season, SeasonBuilder, StatisticsBuilder};
use pelikirja_store::table::care::Population;
use pelikirja_store::table::order_day::merge_days;

use super::order_days::Part;
use super::parallel;

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
    pub fn new(parts: &[Part], population: &Population, as_of: NaiveDate) -> Self {
        let whose = Whose::new(population);
        let mut all = Pass::new(&whose, as_of);
        for part in parallel::map(parts, |part| Pass::new(&whose, as_of).through(part)) {
            all.add_pass(part);
        }
        all.add_joined();
        let Pass { customers, statistics, season, .. } = all;
        let orders = parts.iter().map(|part| part.orders).sum();
        Self { customers, statistics, season: season.finish(), orders }
    }

    /// Customers with two order days or more.
    pub fn customers_with_repeats(&self) -> u32 {
        let count = self.statistics.iter().filter(|customer| customer.order_days >= 2).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}

/// To which customer the orders of a record belong.
struct Whose<'a> {
    population: &'a Population,
    alive: HashSet<i64>,
    /// Customers that others were merged into.
    joined: HashSet<i64>,
}

impl<'a> Whose<'a> {
    fn new(population: &'a Population) -> Self {
        let alive = population.customers.iter().map(|customer| customer.key).collect();
        let joined = population.roots.values().copied().collect();
        Self { population, alive, joined }
    }

    fn target(&self, record: i64) -> Target {
        match self.population.roots.get(&record) {
            Some(root) => Target::Joined(*root),
            None if self.joined.contains(&record) => Target::Joined(record),
            None if self.alive.contains(&record) => Target::Own(record),
            // Deleted, with or without the customer that it was merged into.
            None => Target::Nobody,
        }
    }
}

#[derive(Clone, Copy)]
enum Target {
    Own(i64),
    Joined(i64),
    Nobody,
}

struct Pass<'a> {
    whose: &'a Whose<'a>,
    /// The histories of records that belong together: they interleave and are gathered first.
    joined: HashMap<i64, Vec<OrderDay>>,
    builder: StatisticsBuilder,
    season: SeasonBuilder,
    customers: Vec<i64>,
    statistics: Vec<OrderStatistics>,
}

impl<'a> Pass<'a> {
    fn new(whose: &'a Whose<'a>, as_of: NaiveDate) -> Self {
        Self {
            whose,
            joined: HashMap::new(),
            builder: StatisticsBuilder::new(as_of),
            season: SeasonBuilder::new(as_of),
            customers: Vec::new(),
            statistics: Vec::new(),
        }
    }

    fn through(mut self, part: &Part) -> Self {
        for record in part.days.chunk_by(|(one, _), (next, _)| one == next) {
            let Some((key, _)) = record.first() else { continue };
            let entries = record.iter().map(|(_, entry)| *entry);
            match self.whose.target(*key) {
                Target::Own(customer) => self.count(customer, entries),
                Target::Joined(root) => self.joined.entry(root).or_default().extend(entries),
                Target::Nobody => {}
            }
        }
        self
    }

    fn count(&mut self, customer: i64, entries: impl IntoIterator<Item = OrderDay>) {
        for entry in entries {
            self.builder.push(entry);
            if entry.is_order() {
                self.season.push(entry.day);
            }
        }
        self.customers.push(customer);
        self.statistics.push(self.builder.finish());
    }

    fn add_pass(&mut self, part: Self) {
        self.customers.extend(part.customers);
        self.statistics.extend(part.statistics);
        self.season.add(&part.season);
        for (root, days) in part.joined {
            self.joined.entry(root).or_default().extend(days);
        }
    }

    fn add_joined(&mut self) {
        let mut joined: Vec<_> = self.joined.drain().collect();
        joined.sort_unstable_by_key(|(root, _)| *root);
        for (root, days) in joined {
            self.count(root, merge_days(days));
        }
    }
}
