//! Finding the signals of a customer.

use chrono::NaiveDate;

use super::season::{Exposure, Season};
use super::{BrokenPromise, CareState, Evidence, FrequencyChange, Signal, SignalRules, SizeChange};
use crate::order_model::{BASE_WINDOW_DAYS, RECENT_WINDOW_DAYS, days_between, share_of_year};
use crate::special::incomplete_beta;
use crate::{BROKEN_PROMISE_DAYS, Cents, OrderScore, OrderStatistics, OrderWindow};

/// The rank that a gap of two median intervals has without a fitted model.
const TWICE_THE_MEDIAN: f64 = 0.5;
/// Strength of the prior of order rates, as days with one order in them.
const PRIOR_DAYS: f64 = 28.0;
/// Adjusted days of base window below which rates are not compared.
const SMALLEST_BASE_DAYS: f64 = 120.0;
/// Order days needed in the recent and in the base window to compare order sizes.
const SMALLEST_SIZE_SAMPLE: (u32, u32) = (3, 4);
/// Prior of the spread of log order size: this standard deviation, worth so many order days. Four orders that
/// happen to be alike must not make a fifth a sensation.
const PRIOR_LOG_SPREAD: f64 = 0.5;
const PRIOR_LOG_SPREAD_WEIGHT: f64 = 4.0;
/// Order days in the recent window that growth needs.
const SMALLEST_GROWTH: u32 = 3;

/// Finds signals as of one day; made once per run and used for all customers.
#[derive(Debug, Clone)]
pub struct SignalDetector {
    rules: SignalRules,
    exposure: Exposure,
    as_of: NaiveDate,
}

impl SignalDetector {
    /// A detector for statistics of the same `as_of`.
    #[must_use]
    pub fn new(rules: SignalRules, season: &Season, as_of: NaiveDate) -> Self {
        Self { rules, exposure: Exposure::new(season, as_of), as_of }
    }

    /// Adds the signals of one customer to `found`, at most one of each kind.
    ///
    /// A customer that has stopped is not also said to order less often: one thing is said once.
    pub fn detect(
        &self,
        customer: &OrderStatistics,
        score: &OrderScore,
        care: &CareState,
        found: &mut Vec<Signal>,
    ) {
        let counted =
            |(evidence, value_at_stake): (Evidence, Cents)| Signal::new(evidence, value_at_stake, self.as_of);
        // What these put at stake is the score's, which without a fitted model is a mere rank.
        let scored = |evidence: Evidence| match score.value_at_stake {
            Some(value_at_stake) => Signal::new(evidence, value_at_stake, self.as_of),
            None => Signal::without_value(evidence, score.priority(customer), self.as_of),
        };
        let stopped = self.stopped_ordering(customer, score);
        let is_silent = stopped.is_some();
        // Whoever has been gone for so long no longer orders less often.
        let is_gone = customer.days_since_last().is_some_and(|days| days > self.rules.silent_at_most_days);
        found.extend(stopped.map(scored));
        if !is_silent && !is_gone {
            found.extend(self.order_frequency_falling(customer, score).map(counted));
        }
        found.extend(self.order_size_falling(customer, score).map(counted));
        if !is_silent {
            found.extend(self.growing(customer, score).map(counted));
        }
        found.extend(self.bought_once(customer, score).map(scored));
        found.extend(self.no_contact(customer, care).map(scored));
        found.extend(self.broken_promise(care).map(scored));
    }

    /// Silent for longer than three quarters of its intervals, and probably without an order for the whole
    /// horizon to come.
    fn stopped_ordering(&self, customer: &OrderStatistics, score: &OrderScore) -> Option<Evidence> {
        let rules = &self.rules;
        let days_since_last = customer.days_since_last()?;
        let quartiles = customer.interval_quartiles?;
        // Without fitted parameters there is only the rank of the gap.
        let from_p_no_order = score.p_active.map_or(TWICE_THE_MEDIAN, |_| rules.stopped_from_p_no_order);
        let is_stopped = customer.order_days >= rules.stopped_order_days
            && score.p_no_order >= from_p_no_order
            && f64::from(days_since_last) > f64::from(quartiles.high)
            && f64::from(days_since_last)
                >= rules.stopped_from_median_intervals * f64::from(quartiles.median)
            && days_since_last <= rules.silent_at_most_days;
        let evidence = Evidence::StoppedOrdering {
            order_days: customer.order_days,
            last_order: customer.last_order?,
            days_since_last,
            median_interval_days: quartiles.median,
            quartile_low_days: quartiles.low,
            quartile_high_days: quartiles.high,
            p_active: score.p_active,
            p_no_order: score.p_no_order,
            horizon_days: score.horizon_days,
        };
        is_stopped.then_some(evidence)
    }

    fn order_frequency_falling(
        &self,
        customer: &OrderStatistics,
        score: &OrderScore,
    ) -> Option<(Evidence, Cents)> {
        let (mut frequency, below) = self.frequency(customer, self.rules.falling_rate)?;
        frequency.probability = below;
        let is_falling = below >= self.rules.frequency_probability
            && f64::from(frequency.recent_orders) < self.rules.falling_rate * frequency.expected_orders;
        let lost_share = 1.0 - f64::from(frequency.recent_orders) / frequency.expected_orders.max(1e-9);
        let stake = share_of_year(self.base_value_of_year(customer), lost_share, score.horizon_days);
        is_falling.then_some((Evidence::OrderFrequencyFalling { frequency }, stake))
    }

    fn order_size_falling(
        &self,
        customer: &OrderStatistics,
        score: &OrderScore,
    ) -> Option<(Evidence, Cents)> {
        let size = size_change(customer)?;
        let is_falling = size.z <= -self.rules.size_z && size.ratio <= self.rules.falling_size;
        let stake = share_of_year(self.base_value_of_year(customer), 1.0 - size.ratio, score.horizon_days);
        is_falling.then_some((Evidence::OrderSizeFalling { size }, stake))
    }

    fn growing(&self, customer: &OrderStatistics, score: &OrderScore) -> Option<(Evidence, Cents)> {
        let rules = &self.rules;
        if customer.recent.order_days < SMALLEST_GROWTH {
            return None;
        }
        let frequency = self.frequency(customer, rules.growing_rate).map(|(mut frequency, below)| {
            frequency.probability = 1.0 - below;
            frequency
        });
        let frequency = frequency.filter(|change| change.probability >= rules.frequency_probability);
        let size = size_change(customer)
            .filter(|size| size.z >= rules.size_z && size.ratio >= 1.0 / rules.falling_size);
        // Three months of a high season are more than a quarter of a year.
        let recent_year = customer.recent.value.units() / self.share_of_seasons(0, RECENT_WINDOW_DAYS)?;
        let gain = Cents::from_units(recent_year - self.base_value_of_year(customer).units()).ok()?;
        // Many small orders in the place of a few large ones are a new habit, not growth.
        let grows = (frequency.is_some() || size.is_some()) && gain > Cents::ZERO;
        let stake = share_of_year(gain, 1.0, score.horizon_days);
        grows.then_some((Evidence::Growing { frequency, size }, stake))
    }

    fn bought_once(&self, customer: &OrderStatistics, score: &OrderScore) -> Option<Evidence> {
        let days_since = customer.days_since_last()?;
        let is_once = customer.order_days == 1
            && days_since >= self.rules.bought_once_after_days
            && days_since <= self.rules.silent_at_most_days;
        let evidence = Evidence::BoughtOnce {
            only_order: customer.last_order?,
            days_since,
            value: customer.last_order_value,
            p_no_order: score.p_active.map(|_| score.p_no_order),
            horizon_days: score.horizon_days,
        };
        is_once.then_some(evidence)
    }

    /// Only customers that ordered within the last [`SignalRules::silent_at_most_days`]: after that it is no
    /// lack of care that keeps the customer away.
    fn no_contact(&self, customer: &OrderStatistics, care: &CareState) -> Option<Evidence> {
        let maximum_days = care.maximum_days?;
        let since = care.last_two_way_contact.or(care.recorded_since)?;
        let is_customer = customer.days_since_last()? <= self.rules.silent_at_most_days;
        let evidence = Evidence::NoContact {
            last_contact: care.last_two_way_contact,
            days_since: care.last_two_way_contact.map(|contact| days_between(contact, self.as_of)),
            maximum_days,
        };
        let is_overdue = days_between(since, self.as_of) > maximum_days;
        (is_customer && is_overdue).then_some(evidence)
    }

    /// What we promised and did not keep, whether or not the customer orders.
    fn broken_promise(&self, care: &CareState) -> Option<Evidence> {
        let BrokenPromise { promise, due, broken_on, broken } = care.broken_promise?;
        let days_since = days_between(broken_on, self.as_of);
        let is_recent = broken_on <= self.as_of && days_since <= BROKEN_PROMISE_DAYS;
        is_recent.then_some(Evidence::BrokenPromise { promise, due, broken_on, days_since, broken })
    }

    /// The counts of both windows, and P(rate now < `factor` x rate before).
    ///
    /// Both rates have the prior Gamma(1, 28 days), so that the ratio of the posteriors is a beta prime:
    /// `I_{w/(1+w)}(n1 + 1, n0 + 1)` with `w = factor (E1 + 28) / (E0 + 28)`, E in season-adjusted days. The base starts at the
    /// first order, which is not counted as it is what made the customer one.
    fn frequency(&self, customer: &OrderStatistics, factor: f64) -> Option<(FrequencyChange, f64)> {
        let both = RECENT_WINDOW_DAYS + BASE_WINDOW_DAYS;
        let first_age = days_between(customer.first_order?, self.as_of);
        let base_orders =
            customer.base.order_days - u32::from(first_age < both && first_age >= RECENT_WINDOW_DAYS);
        let recent_days = self.exposure.between(0, RECENT_WINDOW_DAYS);
        let base_days = self.exposure.between(RECENT_WINDOW_DAYS, first_age.min(both));
        if base_days < SMALLEST_BASE_DAYS {
            return None;
        }
        let weight = factor * (recent_days + PRIOR_DAYS) / (base_days + PRIOR_DAYS);
        let recent_orders = customer.recent.order_days;
        let below = incomplete_beta(
            f64::from(recent_orders) + 1.0,
            f64::from(base_orders) + 1.0,
            weight / (1.0 + weight),
        );
        let change = FrequencyChange {
            recent_orders,
            recent_days: RECENT_WINDOW_DAYS,
            expected_orders: f64::from(base_orders) * recent_days / base_days,
            base_orders,
            base_days: first_age.min(both) - RECENT_WINDOW_DAYS,
            probability: 0.0,
        };
        Some((change, below))
    }

    /// The value of the base window, as of a year.
    fn base_value_of_year(&self, customer: &OrderStatistics) -> Cents {
        let first_age = customer.first_order.map_or(0, |first| days_between(first, self.as_of));
        let days = first_age.min(RECENT_WINDOW_DAYS + BASE_WINDOW_DAYS).saturating_sub(RECENT_WINDOW_DAYS);
        // A base of a few weeks would blow up a single order to a year of them.
        let years =
            self.share_of_seasons(RECENT_WINDOW_DAYS, RECENT_WINDOW_DAYS + days.max(90)).unwrap_or(1.0);
        Cents::from_units(customer.base.value.units() / years).unwrap_or(customer.base.value)
    }

    /// The part of a year's orders that the ages `from..to` in days have by the firm's seasons; none where they have
    /// none.
    fn share_of_seasons(&self, from: u32, to: u32) -> Option<f64> {
        let share = self.exposure.between(from, to) / self.exposure.between(0, 365);
        (share.is_finite() && share > 0.0).then_some(share)
    }
}

/// Compares the mean logarithms of order size, with the spread of both windows shrunk towards a prior.
fn size_change(customer: &OrderStatistics) -> Option<SizeChange> {
    let (recent, base) = (&customer.recent, &customer.base);
    if recent.order_days < SMALLEST_SIZE_SAMPLE.0 || base.order_days < SMALLEST_SIZE_SAMPLE.1 {
        return None;
    }
    let (recent_count, base_count) = (f64::from(recent.order_days), f64::from(base.order_days));
    let squares = |window: &OrderWindow| {
        (window.log_square_sum - window.log_sum * window.log_sum / f64::from(window.order_days)).max(0.0)
    };
    let variance = (squares(recent) + squares(base) + PRIOR_LOG_SPREAD_WEIGHT * PRIOR_LOG_SPREAD.powi(2))
        / (recent_count + base_count - 2.0 + PRIOR_LOG_SPREAD_WEIGHT);
    let difference = recent.log_sum / recent_count - base.log_sum / base_count;
    Some(SizeChange {
        recent_average: recent.average()?,
        recent_orders: recent.order_days,
        recent_days: RECENT_WINDOW_DAYS,
        base_average: base.average()?,
        base_orders: base.order_days,
        base_days: BASE_WINDOW_DAYS,
        ratio: difference.exp(),
        z: difference / (variance * (1.0 / recent_count + 1.0 / base_count)).sqrt(),
    })
}
