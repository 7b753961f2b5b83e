//! What is kept of a customer's orders for scores, segments and signals.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{IntervalWeighting, OrderDay, Rhythm};
use crate::Cents;

/// Length in days of the window of recent orders, `(as_of - 90, as_of]`.
pub const RECENT_WINDOW_DAYS: u32 = 90;
/// Length in days of the window before it, the base that recent orders are compared with,
/// `(as_of - 455, as_of - 90]`.
pub const BASE_WINDOW_DAYS: u32 = 365;

/// The middle half of a customer's order intervals, in days, linearly interpolated.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct IntervalQuartiles {
    /// A quarter of the intervals are shorter.
    pub low: f32,
    /// Half of the intervals are shorter.
    pub median: f32,
    /// A quarter of the intervals are longer.
    pub high: f32,
}

/// The order days of one window of time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct OrderWindow {
    /// Number of order days.
    pub order_days: u32,
    /// Their value.
    pub value: Cents,
    /// Sum of the natural logarithms of their values in whole units of the currency (euros, not cents).
    pub log_sum: f64,
    /// Sum of the squares of the same logarithms.
    pub log_square_sum: f64,
}

/// The summary of one customer's order history as it was known on one day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct OrderStatistics {
    /// The day the summary looks back from; orders after it are not in it.
    pub as_of: NaiveDate,
    /// Days with a positive net amount.
    pub order_days: u32,
    /// The first of them.
    pub first_order: Option<NaiveDate>,
    /// The last of them.
    pub last_order: Option<NaiveDate>,
    /// Net value of the last of them, however long ago.
    pub last_order_value: Cents,
    /// The usual interval between them; none with fewer than two.
    pub interval_quartiles: Option<IntervalQuartiles>,
    /// What the order model needs, intervals weighted by [`IntervalWeighting::RECENT`] unless the
    /// builder was told otherwise.
    pub rhythm: Rhythm,
    /// Net value, credit notes included, of the 365 days up to `as_of`.
    pub value_365: Cents,
    /// Net value, credit notes included, of the 365 days before those.
    pub value_previous_365: Cents,
    /// Order days within the last 365 days.
    pub order_days_365: u32,
    /// Orders of the last [`RECENT_WINDOW_DAYS`].
    pub recent: OrderWindow,
    /// Orders of the [`BASE_WINDOW_DAYS`] before those.
    pub base: OrderWindow,
}

impl OrderStatistics {
    /// Summarises a history, ignoring days after `as_of`.
    ///
    /// For many customers use one [`StatisticsBuilder`], which keeps its buffer.
    #[must_use]
    pub fn from_history(history: &[OrderDay], as_of: NaiveDate) -> Self {
        StatisticsBuilder::new(as_of).summarise(history)
    }

    /// Days from the last order day to `as_of`; none for a customer that never ordered.
    #[must_use]
    pub fn days_since_last(&self) -> Option<u32> {
        self.last_order.map(|last| days_between(last, self.as_of))
    }
}

/// Whole days from `from` to `to`; 0 when `to` comes first.
pub(crate) fn days_between(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from((to - from).num_days()).unwrap_or(0)
}

/// Builds [`OrderStatistics`] for one customer after another from a stream of order days, without
/// allocating per customer.
///
/// Push the days (or single orders) of a customer in the order of their dates, then call
/// [`finish`](Self::finish), which makes it ready for the next customer. Entries of the same day are added up.
#[derive(Debug, Clone)]
pub struct StatisticsBuilder {
    as_of: NaiveDate,
    weighting: IntervalWeighting,
    pending: Option<OrderDay>,
    statistics: OrderStatistics,
    intervals: Vec<u32>,
}

impl StatisticsBuilder {
    /// A builder that looks back from `as_of`.
    #[must_use]
    pub fn new(as_of: NaiveDate) -> Self {
        Self::with_weighting(as_of, IntervalWeighting::RECENT)
    }

    /// A builder with another weighting of the intervals, to compare models.
    #[must_use]
    pub fn with_weighting(as_of: NaiveDate, weighting: IntervalWeighting) -> Self {
        Self { as_of, weighting, pending: None, statistics: empty(as_of), intervals: Vec::new() }
    }

    /// Adds what was ordered (or credited) on a day.
    ///
    /// Days after `as_of` are ignored. A day earlier than the one pushed before it breaks the contract and
    /// is counted on the later day.
    pub fn push(&mut self, entry: OrderDay) {
        if entry.day > self.as_of {
            return;
        }
        match &mut self.pending {
            Some(pending) if entry.day <= pending.day => pending.net += entry.net,
            _ => {
                self.count_pending();
                self.pending = Some(entry);
            }
        }
    }

    /// The summary of all that was pushed since the last call.
    pub fn finish(&mut self) -> OrderStatistics {
        self.count_pending();
        let mut statistics = std::mem::replace(&mut self.statistics, empty(self.as_of));
        statistics.interval_quartiles = quartiles(&mut self.intervals);
        statistics.rhythm.gap_days = f64::from(statistics.days_since_last().unwrap_or(0));
        self.intervals.clear();
        statistics
    }

    /// The summary of one whole history; what was pushed and not finished is dropped.
    pub fn summarise(&mut self, history: &[OrderDay]) -> OrderStatistics {
        self.pending = None;
        self.statistics = empty(self.as_of);
        self.intervals.clear();
        for entry in history {
            self.push(*entry);
        }
        self.finish()
    }

    fn count_pending(&mut self) {
        let Some(entry) = self.pending.take() else { return };
        let age = days_between(entry.day, self.as_of);
        let statistics = &mut self.statistics;
        match age {
            0..365 => statistics.value_365 += entry.net,
            365..730 => statistics.value_previous_365 += entry.net,
            _ => {}
        }
        if !entry.is_order() {
            return;
        }
        if let Some(last) = statistics.last_order {
            let interval = days_between(last, entry.day);
            statistics.rhythm.add_interval(f64::from(interval), self.weighting.weight(f64::from(age)));
            self.intervals.push(interval);
        }
        statistics.first_order = statistics.first_order.or(Some(entry.day));
        statistics.last_order = Some(entry.day);
        statistics.last_order_value = entry.net;
        statistics.order_days = statistics.order_days.saturating_add(1);
        if age < 365 {
            statistics.order_days_365 += 1;
        }
        if age < RECENT_WINDOW_DAYS {
            statistics.recent.add(entry.net);
        } else if age < RECENT_WINDOW_DAYS + BASE_WINDOW_DAYS {
            statistics.base.add(entry.net);
        }
    }
}

impl OrderWindow {
    fn add(&mut self, net: Cents) {
        let log = net.units().ln();
        self.order_days += 1;
        self.value += net;
        self.log_sum += log;
        self.log_square_sum += log * log;
    }

    /// Value of an average order day; none when there is none.
    #[must_use]
    pub fn average(&self) -> Option<Cents> {
        (self.order_days > 0).then(|| Cents(self.value.0 / i64::from(self.order_days)))
    }
}

fn empty(as_of: NaiveDate) -> OrderStatistics {
    OrderStatistics {
        as_of,
        order_days: 0,
        first_order: None,
        last_order: None,
        last_order_value: Cents::ZERO,
        interval_quartiles: None,
        rhythm: Rhythm::default(),
        value_365: Cents::ZERO,
        value_previous_365: Cents::ZERO,
        order_days_365: 0,
        recent: OrderWindow::default(),
        base: OrderWindow::default(),
    }
}

fn quartiles(intervals: &mut [u32]) -> Option<IntervalQuartiles> {
    intervals.sort_unstable();
    Some(IntervalQuartiles {
        low: quantile(intervals, 0.25)?,
        median: quantile(intervals, 0.5)?,
        high: quantile(intervals, 0.75)?,
    })
}

/// Linear interpolation between order statistics (type 7 of Hyndman & Fan 1996).
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a position within a slice, and days as whole numbers below 2^24 in practice"
)]
fn quantile(sorted: &[u32], share: f64) -> Option<f32> {
    let last = sorted.len().checked_sub(1)?;
    let position = share * last as f64;
    let below = position.floor() as usize;
    let low = f64::from(*sorted.get(below)?);
    let high = f64::from(*sorted.get((below + 1).min(last))?);
    Some((low + (high - low) * position.fract()) as f32)
}
