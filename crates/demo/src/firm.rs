//! The demo firm as a whole.

use chrono::NaiveDate;

use crate::contacts::{DemoContact, DemoNextAction};
use crate::customers::DemoCustomer;
use crate::members::DemoMember;
use crate::orders::DemoOrder;
use crate::products::DemoProduct;
use crate::stories::DemoStory;

/// What decides a demo firm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoSettings {
    /// Seed of everything random.
    pub seed: u64,
    /// Number of customers, 1 to 1,000,000; brought into this range.
    pub customers: usize,
    /// Order lines in total, met within 2 %; brought to between 8 and 2,000 a customer.
    pub lines: usize,
    /// The last day of the three years of orders; brought to between 1990 and 2200.
    pub today: NaiveDate,
}

impl DemoSettings {
    /// The demo firm of the first run: 1,000 customers and 60,000 order lines.
    pub const fn new(today: NaiveDate) -> Self {
        Self { seed: 1, customers: 1_000, lines: 60_000, today }
    }
}

/// A demo firm; cheap to make, everything in it is made when asked for.
#[derive(Debug)]
pub struct DemoFirm {
    settings: DemoSettings,
}

impl DemoFirm {
    /// Plans the firm: who is in which tier, which stories are planted, how many orders there will be.
    pub fn new(settings: DemoSettings) -> Self {
        Self { settings }
    }

    /// The settings, brought into their ranges.
    pub const fn settings(&self) -> &DemoSettings {
        &self.settings
    }

    /// The firm's name.
    pub const fn name(&self) -> &'static str {
        "Teknotarvike Kallio Oy"
    }

    /// The nine members.
    pub fn members(&self) -> Vec<DemoMember> {
        Vec::new()
    }

    /// All products, by number.
    pub fn products(&self) -> &[DemoProduct] {
        &[]
    }

    /// How many customers there are.
    pub const fn customer_count(&self) -> usize {
        self.settings.customers
    }

    /// One customer; `None` beyond [`Self::customer_count`].
    pub fn customer(&self, index: usize) -> Option<DemoCustomer> {
        let _ = index;
        None
    }

    /// All customers, each made when asked for.
    pub fn customers(&self) -> impl Iterator<Item = DemoCustomer> + '_ {
        (0..self.customer_count()).filter_map(|index| self.customer(index))
    }

    /// The customer's orders and credit notes by date; empty beyond [`Self::customer_count`].
    pub fn orders(&self, customer: usize) -> Vec<DemoOrder> {
        let _ = customer;
        Vec::new()
    }

    /// Every order of every customer, customer by customer, without holding them.
    pub fn for_each_order(&self, mut visit: impl FnMut(usize, &DemoOrder)) {
        for customer in 0..self.customer_count() {
            for order in &self.orders(customer) {
                visit(customer, order);
            }
        }
    }

    /// The customer's past contacts by date.
    pub fn contacts(&self, customer: usize) -> Vec<DemoContact> {
        let _ = customer;
        Vec::new()
    }

    /// The customer's open next action, if there is one.
    pub fn next_action(&self, customer: usize) -> Option<DemoNextAction> {
        let _ = customer;
        None
    }

    /// All open next actions, by customer.
    pub fn next_actions(&self) -> impl Iterator<Item = DemoNextAction> + '_ {
        (0..self.customer_count()).filter_map(|customer| self.next_action(customer))
    }

    /// The planted stories, by customer; fewer when there are too few customers for them.
    pub fn stories(&self) -> &[DemoStory] {
        &[]
    }
}
