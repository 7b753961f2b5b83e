//! The sufficient statistics of the order model.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How much an interval between two order days counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum IntervalWeighting {
    /// All intervals count the same.
    Equal,
    /// An interval that ended `age` days ago counts `2^(-age / half_life_days)`.
    HalfLife {
        /// The age in days at which an interval counts half; above 0.
        half_life_days: f64,
    },
}

impl IntervalWeighting {
    /// What the program uses: customers change, so an interval of a year ago counts half.
    pub const RECENT: Self = Self::HalfLife { half_life_days: 365.0 };

    /// The weight, 0..=1, of an interval that ended `age_days` ago.
    #[must_use]
    pub fn weight(self, age_days: f64) -> f64 {
        match self {
            Self::Equal => 1.0,
            Self::HalfLife { half_life_days } => (-age_days / half_life_days).exp2(),
        }
    }
}

/// All that the order model needs of one customer's order days; time in days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Rhythm {
    /// `x`: the number of intervals between order days, weighted.
    pub repeats: f64,
    /// `tx`: the sum of the intervals in days, weighted; unweighted it is the day of the last order counted
    /// from the first.
    pub span_days: f64,
    /// `l`: the sum of the natural logarithms of the intervals in days, weighted.
    pub log_intervals: f64,
    /// `g = T - tx`: days since the last order day, never weighted.
    pub gap_days: f64,
}

impl Rhythm {
    /// Adds an interval between two consecutive order days; shorter than a day counts as a day, so that
    /// no logarithm is infinite.
    pub fn add_interval(&mut self, interval_days: f64, weight: f64) {
        let interval_days = interval_days.max(1.0);
        self.repeats += weight;
        self.span_days += weight * interval_days;
        self.log_intervals += weight * interval_days.ln();
    }
}
