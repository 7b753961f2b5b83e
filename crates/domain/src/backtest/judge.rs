//! What each method says of each customer on one cut, and what then happened.

use chrono::{Days, NaiveDate};

use super::BacktestMethod;
use crate::{OrderDay, OrderModel, OrderStatistics, StatisticsBuilder};

/// Order days that a customer must have to be judged.
const SMALLEST_HISTORY: u32 = 3;
/// Days since the last order after which nobody needs to be told.
const LONGEST_SILENCE: u32 = 365;

/// One customer on one cut.
pub(super) struct Judged {
    pub order_days: u32,
    /// Net value of the 365 days before the cut in whole units, at least 0.
    pub value: f64,
    pub is_lost: bool,
    days_since_last: u32,
    median_interval_days: f64,
    /// Share of the judged customers that are silent for less.
    recency: f64,
    pub p_no_order: f64,
}

/// All judged customers of one cut.
pub(super) struct Judgement {
    pub customers: Vec<Judged>,
    /// Whether the chances come from fitted parameters.
    pub is_fitted: bool,
}

/// Judges every customer with what was known on `cut`.
pub(super) fn judge<H: AsRef<[OrderDay]>>(histories: &[H], cut: NaiveDate, horizon_days: u32) -> Judgement {
    let mut builder = StatisticsBuilder::new(cut);
    let statistics: Vec<_> = histories.iter().map(|history| builder.summarise(history.as_ref())).collect();
    let model = OrderModel::fit(&statistics);
    let scores = model.score_all(&statistics, horizon_days);
    let end = cut.checked_add_days(Days::new(u64::from(horizon_days))).unwrap_or(NaiveDate::MAX);
    let orders_again = |history: &[OrderDay]| {
        let after = history.partition_point(|entry| entry.day <= cut);
        history[after..].iter().take_while(|entry| entry.day <= end).any(|entry| entry.is_order())
    };
    let mut customers: Vec<_> = statistics
        .iter()
        .zip(&scores)
        .zip(histories)
        .filter_map(|((statistics, score), history)| {
            let mut judged = is_judged(statistics)?;
            judged.p_no_order = score.p_no_order;
            judged.is_lost = !orders_again(history.as_ref());
            Some(judged)
        })
        .collect();
    rank_by_recency(&mut customers);
    Judgement { customers, is_fitted: matches!(model, OrderModel::Fitted { .. }) }
}

fn is_judged(statistics: &OrderStatistics) -> Option<Judged> {
    let days_since_last = statistics.days_since_last()?;
    let median = statistics.interval_quartiles?.median;
    (statistics.order_days >= SMALLEST_HISTORY && days_since_last <= LONGEST_SILENCE).then(|| Judged {
        order_days: statistics.order_days,
        value: statistics.value_365.units().max(0.0),
        is_lost: false,
        days_since_last,
        median_interval_days: f64::from(median),
        recency: 0.0,
        p_no_order: 0.0,
    })
}

#[expect(clippy::cast_precision_loss, reason = "numbers of customers")]
fn rank_by_recency(customers: &mut [Judged]) {
    let mut days: Vec<u32> = customers.iter().map(|customer| customer.days_since_last).collect();
    days.sort_unstable();
    for customer in customers {
        let shorter = days.partition_point(|other| *other < customer.days_since_last);
        customer.recency = shorter as f64 / days.len() as f64;
    }
}

impl Judged {
    /// How sure the method is that the customer is lost; higher ranks first.
    pub(super) fn suspicion(&self, method: BacktestMethod) -> f64 {
        let flag = |is_flagged: bool| f64::from(u8::from(is_flagged));
        match method {
            BacktestMethod::Fixed90Days => flag(self.days_since_last > 90),
            BacktestMethod::TwiceMedianInterval => {
                flag(f64::from(self.days_since_last) > 2.0 * self.median_interval_days)
            }
            BacktestMethod::Recency => self.recency,
            BacktestMethod::OrderModel => self.p_no_order,
        }
    }

    /// The place in the method's queue; higher comes first. Flags come before the rest, each by value.
    pub(super) fn place(&self, method: BacktestMethod) -> f64 {
        let suspicion = self.suspicion(method);
        match method {
            BacktestMethod::Fixed90Days | BacktestMethod::TwiceMedianInterval => {
                // Value / (1 + value) keeps the order of the values within 0..1, below any flag.
                suspicion + self.value / (1.0 + self.value) * 0.5
            }
            BacktestMethod::Recency | BacktestMethod::OrderModel => suspicion * self.value,
        }
    }

    /// What was lost with the customer.
    pub(super) fn lost_value(&self) -> f64 {
        if self.is_lost { self.value } else { 0.0 }
    }
}
