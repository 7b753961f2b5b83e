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

/// Years that the seasons are learned from at the most.
const LONGEST_YEARS: usize = 3;
/// The month of `as_of`, those years, and one more that only says whether there were orders before them.
const MONTHS_KEPT: usize = LONGEST_YEARS * 12 + 13;

impl Season {
    /// No seasons.
    pub const FLAT: Self = Self { monthly: [1.0; 12] };
}

impl SeasonBuilder {
    /// Counts the years up to the month of `as_of`, that month left out.
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

    /// Counts what another builder for the same day has counted.
    pub fn add(&mut self, other: &Self) {
        for (count, more) in self.months.iter_mut().zip(other.months) {
            *count += more;
        }
    }

    /// The seasons over the last two or three whole years; [`Season::FLAT`] when the orders do not reach back two
    /// years, as one year cannot tell a season from growth.
    ///
    /// How far they reach is said by the oldest month with an order, not by the same month of an earlier year: that
    /// may be the very one in which the firm is closed.
    ///
    /// A month's factor is its orders per day over those of its own year, averaged over the years: a firm that
    /// grows from year to year does not look seasonal by that.
    #[must_use]
    pub fn finish(&self) -> Season {
        let oldest = self.months.iter().rposition(|orders| *orders > 0).unwrap_or(0);
        let year_of = |year: usize| year * 12 + 1..=year * 12 + 12;
        let totals: Vec<u64> = (0..LONGEST_YEARS)
            .take_while(|year| *year_of(*year).end() <= oldest)
            .map(|year| self.months[year_of(year)].iter().sum())
            .take_while(|total| *total > 0)
            .collect();
        let years = totals.len();
        if years < 2 {
            return Season::FLAT;
        }
        let mut sums = [0.0; 12];
        for (year, total) in totals.into_iter().enumerate() {
            for age in year_of(year) {
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
