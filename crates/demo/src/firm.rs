//! The demo firm as a whole.

use chrono::NaiveDate;

use crate::contacts::{self, DemoContact, DemoNextAction};
use crate::customers::{self, DemoCustomer};
use crate::meetings::{self, DemoMeeting, DemoSeries};
use crate::members::{self, DemoMember};
use crate::orders::{self, DemoOrder};
use crate::plan::Plan;
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

impl DemoSettings {
    /// Brings the settings into the ranges in which there is a firm to make.
    fn in_range(self) -> Self {
        let customers = self.customers.clamp(1, 1_000_000);
        let (earliest, latest) = (NaiveDate::from_yo_opt(1990, 1), NaiveDate::from_yo_opt(2200, 365));
        let today = self.today.max(earliest.unwrap_or(self.today)).min(latest.unwrap_or(self.today));
        Self { seed: self.seed, customers, lines: self.lines.clamp(8 * customers, 2_000 * customers), today }
    }
}

/// A demo firm. Only its plan is kept; customers, orders and contacts are made when asked for, always the
/// same.
#[derive(Debug)]
pub struct DemoFirm {
    plan: Plan,
}

impl DemoFirm {
    /// Plans the firm: who is in which tier, which stories are planted, how many orders there will be.
    ///
    /// Takes about a fifth of the time in which all orders are then made, and one byte a customer.
    pub fn new(settings: DemoSettings) -> Self {
        Self { plan: Plan::new(settings.in_range()) }
    }

    /// The settings, brought into their ranges.
    pub const fn settings(&self) -> &DemoSettings {
        &self.plan.settings
    }

    /// The firm's name.
    pub const fn name(&self) -> &'static str {
        members::FIRM_NAME
    }

    /// The nine members; the first is the owner.
    pub fn members(&self) -> Vec<DemoMember> {
        members::members()
    }

    /// All products, by number.
    pub fn products(&self) -> &[DemoProduct] {
        &self.plan.catalogue.products
    }

    /// How many customers there are.
    pub const fn customer_count(&self) -> usize {
        self.plan.settings.customers
    }

    /// One customer; `None` beyond [`Self::customer_count`].
    pub fn customer(&self, index: usize) -> Option<DemoCustomer> {
        self.has(index).then(|| customers::customer(&self.plan, index))
    }

    /// All customers, each made when asked for.
    pub fn customers(&self) -> impl Iterator<Item = DemoCustomer> + '_ {
        (0..self.customer_count()).map(|index| customers::customer(&self.plan, index))
    }

    /// The customer's orders and credit notes by date; empty beyond [`Self::customer_count`].
    pub fn orders(&self, customer: usize) -> Vec<DemoOrder> {
        if self.has(customer) { orders::of(&self.plan, customer) } else { Vec::new() }
    }

    /// Every order of every customer, customer by customer, without holding them.
    pub fn for_each_order(&self, mut visit: impl FnMut(usize, &DemoOrder)) {
        for customer in 0..self.customer_count() {
            orders::of(&self.plan, customer).iter().for_each(|order| visit(customer, order));
        }
    }

    /// The customer's past contacts by date; empty beyond [`Self::customer_count`].
    pub fn contacts(&self, customer: usize) -> Vec<DemoContact> {
        if self.has(customer) { contacts::of(&self.plan, customer) } else { Vec::new() }
    }

    /// The customer's open next action, if there is one.
    pub fn next_action(&self, customer: usize) -> Option<DemoNextAction> {
        if self.has(customer) { contacts::next_action(&self.plan, customer) } else { None }
    }

    /// All open next actions, by customer.
    pub fn next_actions(&self) -> impl Iterator<Item = DemoNextAction> + '_ {
        (0..self.customer_count()).filter_map(|customer| self.next_action(customer))
    }

    /// The customer's meetings of the last year and those to come, by day; empty beyond [`Self::customer_count`].
    pub fn meetings(&self, customer: usize) -> Vec<DemoMeeting> {
        if self.has(customer) { meetings::of(&self.plan, customer) } else { Vec::new() }
    }

    /// The customer's series of meetings, if there is one.
    pub fn meeting_series(&self, customer: usize) -> Option<DemoSeries> {
        if self.has(customer) { meetings::series(&self.plan, customer) } else { None }
    }

    /// The planted stories, by customer; fewer when there are too few customers for them.
    pub fn stories(&self) -> &[DemoStory] {
        &self.plan.stories.list
    }

    const fn has(&self, customer: usize) -> bool {
        customer < self.customer_count()
    }
}
