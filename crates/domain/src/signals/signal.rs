//! What was seen about a customer, with the numbers that say it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Cents, Id};

/// What may be seen; there is one open item per customer and kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SignalKind {
    /// Silent for longer than its rhythm explains.
    StoppedOrdering,
    /// Orders less often than in the year before.
    OrderFrequencyFalling,
    /// Orders smaller amounts than in the year before.
    OrderSizeFalling,
    /// Orders more often, or larger amounts.
    Growing,
    /// Bought once and never again.
    BoughtOnce,
    /// No two-way contact for longer than its care model allows.
    NoContact,
    /// We broke a promise to the customer; the play is to apologise and to mend it.
    BrokenPromise,
}

/// The numbers behind a signal: all that a sentence about it needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Evidence {
    /// See [`SignalKind::StoppedOrdering`].
    StoppedOrdering {
        /// Order days so far.
        order_days: u32,
        /// The last of them.
        last_order: NaiveDate,
        /// Days from then until now.
        days_since_last: u32,
        /// Usual days between orders.
        median_interval_days: f32,
        /// A quarter of the intervals were shorter.
        quartile_low_days: f32,
        /// A quarter of the intervals were longer.
        quartile_high_days: f32,
        /// Chance that the customer is still one; none without a fitted model.
        p_active: Option<f64>,
        /// Chance of no order within the horizon; without `p_active` a rank that must not be shown.
        p_no_order: f64,
        /// The horizon in days.
        horizon_days: u32,
    },
    /// See [`SignalKind::OrderFrequencyFalling`].
    OrderFrequencyFalling {
        /// The two counts and the chance that the fall is real.
        frequency: FrequencyChange,
    },
    /// See [`SignalKind::OrderSizeFalling`].
    OrderSizeFalling {
        /// The two averages and how surprising they are.
        size: SizeChange,
    },
    /// See [`SignalKind::Growing`]; at least one of the two is there.
    Growing {
        /// Orders more often.
        frequency: Option<FrequencyChange>,
        /// Orders larger amounts.
        size: Option<SizeChange>,
    },
    /// See [`SignalKind::BoughtOnce`].
    BoughtOnce {
        /// The day of the only order.
        only_order: NaiveDate,
        /// Days from then until now.
        days_since: u32,
        /// Its net value.
        value: Cents,
        /// Chance of no order within the horizon; `None` without a fitted model.
        p_no_order: Option<f64>,
        /// The horizon in days.
        horizon_days: u32,
    },
    /// See [`SignalKind::NoContact`].
    NoContact {
        /// The last two-way contact; none when there never was one.
        last_contact: Option<NaiveDate>,
        /// Days from then until now.
        days_since: Option<u32>,
        /// Days that the care model allows.
        maximum_days: u32,
    },
    /// See [`SignalKind::BrokenPromise`].
    BrokenPromise {
        /// The promise that was broken last.
        promise: Id,
        /// By when it was promised.
        due: NaiveDate,
        /// The day on which somebody said that it was broken.
        broken_on: NaiveDate,
        /// Days from then until now.
        days_since: u32,
        /// How many were broken within the last [`BROKEN_PROMISE_DAYS`](crate::BROKEN_PROMISE_DAYS) days.
        broken: u32,
    },
}

/// How often a customer ordered lately, against the year before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct FrequencyChange {
    /// Order days in the recent window.
    pub recent_orders: u32,
    /// Length of the recent window in days.
    pub recent_days: u32,
    /// Order days expected in it from the base window, with the firm's seasons.
    pub expected_orders: f64,
    /// Order days in the base window.
    pub base_orders: u32,
    /// Days of the base window that the customer was one.
    pub base_days: u32,
    /// Chance that the rate has changed by more than the rule asks, 0..=1.
    pub probability: f64,
}

/// How much a customer ordered at a time lately, against the year before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct SizeChange {
    /// Average net value of an order day in the recent window.
    pub recent_average: Cents,
    /// Order days in it.
    pub recent_orders: u32,
    /// Length of the recent window in days.
    pub recent_days: u32,
    /// Average net value of an order day in the base window.
    pub base_average: Cents,
    /// Order days in it.
    pub base_orders: u32,
    /// Length of the base window in days.
    pub base_days: u32,
    /// Typical (geometric mean) order now / before.
    pub ratio: f64,
    /// Difference of the mean logarithms in standard errors; negative when orders got smaller.
    pub z: f64,
}

/// Something worth a look, found for one customer on one day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Signal {
    /// What was seen; always the kind of the evidence.
    pub kind: SignalKind,
    /// With which numbers.
    pub evidence: Evidence,
    /// What it may cost within the horizon (for growth: add), never below 0; none where only a fitted model could
    /// tell and there is none. The signals of one customer overlap: take the largest, not the sum.
    pub value_at_stake: Option<Cents>,
    /// What the queue ranks it by, never below 0: the value at stake where there is one. Else it is no amount and must
    /// not be shown as one.
    pub priority: Cents,
    /// The day it was seen on.
    pub seen_on: NaiveDate,
}

impl Evidence {
    /// The kind of signal that this is evidence of.
    #[must_use]
    pub const fn kind(&self) -> SignalKind {
        match self {
            Self::StoppedOrdering { .. } => SignalKind::StoppedOrdering,
            Self::OrderFrequencyFalling { .. } => SignalKind::OrderFrequencyFalling,
            Self::OrderSizeFalling { .. } => SignalKind::OrderSizeFalling,
            Self::Growing { .. } => SignalKind::Growing,
            Self::BoughtOnce { .. } => SignalKind::BoughtOnce,
            Self::NoContact { .. } => SignalKind::NoContact,
            Self::BrokenPromise { .. } => SignalKind::BrokenPromise,
        }
    }
}

impl Signal {
    /// A signal of the evidence's kind whose value at stake is known.
    #[must_use]
    pub const fn new(evidence: Evidence, value_at_stake: Cents, seen_on: NaiveDate) -> Self {
        let priority = value_at_stake;
        Self { kind: evidence.kind(), evidence, value_at_stake: Some(value_at_stake), priority, seen_on }
    }

    /// A signal of the evidence's kind that can be ranked, while nobody knows what is at stake.
    #[must_use]
    pub const fn without_value(evidence: Evidence, priority: Cents, seen_on: NaiveDate) -> Self {
        Self { kind: evidence.kind(), evidence, value_at_stake: None, priority, seen_on }
    }
}
