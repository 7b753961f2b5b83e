//! The firm's seasons, so that a quiet July is no alarm.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::order_model::{BASE_WINDOW_DAYS, RECENT_WINDOW_DAYS};

/// How many orders the firm gets in each month, compared with an average month of the year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct Season {
    /// Factors from January to December, 0.25..=4, on average about 1.
    pub monthly: [f64; 12],
}

/// Counts the order days of all customers by month.
#[derive(Debug, Clone)]
pub struct SeasonBuilder {
    as_of: NaiveDate,
    /// Order days by calendar month, the month of `as_of` first and backwards from there.
    months: [u64; MONTHS_KEPT],
}

/// The month of `as_of` and the three years before it.
const MONTHS_KEPT: usize = 37;

impl Season {
    /// No seasons.
    pub const FLAT: Self = Self { monthly: [1.0; 12] };
}

impl SeasonBuilder {
    /// Counts the three years up to the month of `as_of`, that month left out.
    #[must_use]
    pub const fn new(as_of: NaiveDate) -> Self {
        Self { as_of, months: [0; MONTHS_KEPT] }
    }

    /// Counts one order day of any customer, in any order.
    pub fn push(&mut self, day: NaiveDate) {
        let months = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
        if let Ok(age) = usize::try_from(months(self.as_of) - months(day))
            && let Some(count) = self.months.get_mut(age)
        {
            *count += 1;
        }
    }

    /// The seasons over the last two or three whole years; [`Season::FLAT`] when two years back there were no
    /// orders yet, as one year cannot tell a season from growth.
    ///
    /// A month's factor is its orders per day over those of its own year, averaged over the years: a firm that
    /// grows from year to year does not look seasonal by that.
    #[must_use]
    pub fn finish(&self) -> Season {
        let years = (1..=3).take_while(|year| self.months[year * 12] > 0).count();
        if years < 2 {
            return Season::FLAT;
        }
        let mut sums = [0.0; 12];
        for year in 0..years {
            let ages = year * 12 + 1..=year * 12 + 12;
            let total: u64 = self.months[ages.clone()].iter().sum();
            for age in ages {
                let (month0, days) = self.month_and_days(age);
                #[expect(clippy::cast_precision_loss, reason = "counts of orders")]
                let factor = (self.months[age] as f64 / f64::from(days)) / (total as f64 / 365.25);
                sums[month0] += factor;
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "two or three")]
        let years = years as f64;
        Season { monthly: sums.map(|sum: f64| (sum / years).clamp(0.25, 4.0)) }
    }

    /// The month (January 0) that lies `age` months back, and its length in days, leap years left out.
    fn month_and_days(&self, age: usize) -> (usize, u32) {
        const DAYS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let month0 = (self.as_of.month0() as usize + 12 - age % 12) % 12;
        (month0, DAYS[month0])
    }
}

/// Season-adjusted days before a date: a day in a month of twice the usual orders counts as two.
#[derive(Debug, Clone)]
pub(super) struct Exposure {
    /// Adjusted days from `as_of` back to an age in days.
    cumulative: Vec<f64>,
}

impl Exposure {
    pub(super) fn new(season: &Season, as_of: NaiveDate) -> Self {
        let mut cumulative = vec![0.0];
        let mut total = 0.0;
        for age in 0..u64::from(RECENT_WINDOW_DAYS + BASE_WINDOW_DAYS) {
            let month0 = as_of.checked_sub_days(Days::new(age)).map_or(0, |day| day.month0());
            total += season.monthly[month0 as usize];
            cumulative.push(total);
        }
        Self { cumulative }
    }

    /// Adjusted days of the ages `from..to`; ages beyond both windows count nothing.
    pub(super) fn between(&self, from: u32, to: u32) -> f64 {
        let last = self.cumulative.len() - 1;
        let at = |age: u32| self.cumulative[(age as usize).min(last)];
        (at(to) - at(from)).max(0.0)
    }
}
