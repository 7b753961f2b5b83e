//! Scoring customers with a model.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fit::fit;
use super::{GammaEb, OrderStatistics};
use crate::Cents;

/// Customers with a repeat order below which no parameters are fitted.
pub const SMALLEST_FIT: u32 = 30;
/// The horizon that the program shows unless asked for another: half a year, in days.
pub const DEFAULT_HORIZON_DAYS: u32 = 182;
/// The interval assumed for a firm where nobody has ordered twice yet.
const INTERVAL_WITHOUT_DATA_DAYS: f64 = 90.0;
/// Customers each thread scores at the least.
const SMALLEST_BATCH: usize = 2_000;

/// What scores rest on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OrderModel {
    /// Parameters fitted to the firm's own customers.
    Fitted {
        /// The parameters; time in days.
        parameters: GammaEb,
        /// Sum over the sample of the logarithm of the likelihood, intervals in days.
        log_likelihood: f64,
        /// Customers in the sample, at most 5,000.
        customers: u32,
        /// Customers of the firm with two order days or more.
        customers_with_repeats: u32,
    },
    /// Too little data for parameters: the gap is compared with the usual interval. Then `p_no_order` only
    /// orders customers; it must not be shown as a probability.
    RhythmOnly {
        /// Customers of the firm with two order days or more, fewer than 30.
        customers_with_repeats: u32,
        /// Median of the customers' median intervals, used for those without one.
        median_interval_days: f64,
    },
}

/// What the model says of one customer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct OrderScore {
    /// The chance that the customer is still one, 0..=1; none without a fitted model or without orders.
    pub p_active: Option<f64>,
    /// The chance of no order within the horizon, 0..=1; the queue ranks by it. 1 for a customer that never
    /// ordered. From a model without parameters it is a rank, not a chance.
    pub p_no_order: f64,
    /// `p_no_order` x value of the last 365 days x horizon / 365, never below 0; none without a fitted model, as a
    /// rank times money is no money.
    pub value_at_stake: Option<Cents>,
    /// The horizon in days.
    pub horizon_days: u32,
}

impl OrderModel {
    /// Fits the model to all customers of a firm.
    ///
    /// Deterministic for the same customers in the same order. Customers that never ordered are left out.
    #[must_use]
    pub fn fit(customers: &[OrderStatistics]) -> Self {
        let repeats = customers.iter().filter(|customer| customer.order_days >= 2).count();
        let customers_with_repeats = u32::try_from(repeats).unwrap_or(u32::MAX);
        if customers_with_repeats < SMALLEST_FIT {
            return Self::RhythmOnly {
                customers_with_repeats,
                median_interval_days: median_interval(customers),
            };
        }
        let rhythms: Vec<_> = customers
            .iter()
            .filter(|customer| customer.order_days > 0)
            .map(|customer| customer.rhythm)
            .collect();
        let (parameters, log_likelihood) = fit(&rhythms);
        let sampled = rhythms.len().min(super::fit::LARGEST_SAMPLE);
        Self::Fitted {
            parameters,
            log_likelihood,
            customers: u32::try_from(sampled).unwrap_or(u32::MAX),
            customers_with_repeats,
        }
    }

    /// Scores one customer for the `horizon_days` after its `as_of`.
    #[must_use]
    pub fn score(&self, customer: &OrderStatistics, horizon_days: u32) -> OrderScore {
        let (p_active, p_no_order) = match self {
            _ if customer.order_days == 0 => (None, 1.0),
            Self::Fitted { parameters, .. } => {
                let (p_active, p_no_order) =
                    parameters.p_active_and_no_order(&customer.rhythm, f64::from(horizon_days));
                (Some(p_active), p_no_order)
            }
            Self::RhythmOnly { median_interval_days, .. } => {
                (None, overdue_rank(customer, *median_interval_days))
            }
        };
        let value = share_of_year(customer.value_365, p_no_order, horizon_days);
        let is_fitted = matches!(self, Self::Fitted { .. });
        OrderScore { p_active, p_no_order, value_at_stake: is_fitted.then_some(value), horizon_days }
    }

    /// Scores all customers, in their order, on the cores there are.
    #[must_use]
    pub fn score_all(&self, customers: &[OrderStatistics], horizon_days: u32) -> Vec<OrderScore> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let batch = customers.len().div_ceil(threads).max(SMALLEST_BATCH);
        let score_batch = |batch: &[OrderStatistics]| -> Vec<OrderScore> {
            batch.iter().map(|customer| self.score(customer, horizon_days)).collect()
        };
        if customers.len() <= batch {
            return score_batch(customers);
        }
        std::thread::scope(|scope| {
            let batches: Vec<_> = customers
                .chunks(batch)
                .map(|batch| (batch, scope.spawn(move || score_batch(batch))))
                .collect();
            let mut scores = Vec::with_capacity(customers.len());
            for (batch, handle) in batches {
                scores.extend(handle.join().unwrap_or_else(|_| score_batch(batch)));
            }
            scores
        })
    }
}

impl OrderScore {
    /// What the queue ranks the customer by: the value at stake, or without a fitted model the same product with the
    /// rank, which is no amount and must not be shown as one.
    #[must_use]
    pub fn priority(&self, customer: &OrderStatistics) -> Cents {
        share_of_year(customer.value_365, self.p_no_order, self.horizon_days)
    }
}

/// `value_365` x `share` x `horizon_days` / 365, never below 0.
pub(crate) fn share_of_year(value_365: Cents, share: f64, horizon_days: u32) -> Cents {
    let units = value_365.units() * share * f64::from(horizon_days) / 365.0;
    Cents::from_units(units.max(0.0)).unwrap_or(value_365).max(Cents::ZERO)
}

/// `o / (o + 2)` with `o` = gap / median interval: one half where common rules say "twice as long as usual".
fn overdue_rank(customer: &OrderStatistics, firm_interval_days: f64) -> f64 {
    let own = customer.interval_quartiles.map(|quartiles| f64::from(quartiles.median));
    let overdue = customer.rhythm.gap_days / own.unwrap_or(firm_interval_days).max(1.0);
    overdue / (overdue + 2.0)
}

fn median_interval(customers: &[OrderStatistics]) -> f64 {
    let mut medians: Vec<f32> =
        customers.iter().filter_map(|customer| Some(customer.interval_quartiles?.median)).collect();
    medians.sort_by(f32::total_cmp);
    medians.get(medians.len() / 2).map_or(INTERVAL_WITHOUT_DATA_DAYS, |median| f64::from(*median))
}
