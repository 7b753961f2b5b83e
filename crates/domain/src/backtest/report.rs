//! How well the queue would have done.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Cents;

/// A way to tell who will not order again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BacktestMethod {
    /// Flags whoever has not ordered for 90 days; those with the largest value first.
    Fixed90Days,
    /// Flags whoever is silent for more than twice its median interval; those with the largest value first.
    TwiceMedianInterval,
    /// Ranks by days since the last order; for value, by the share of customers silent for less x value.
    Recency,
    /// Ranks by the order model; for value, by P(no order) x value, as the queue does.
    OrderModel,
}

/// How a backtest ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BacktestOutcome {
    /// With figures.
    Report {
        /// The figures.
        report: BacktestReport,
    },
    /// The firm's history is too short or too thin to say anything.
    TooLittleHistory {
        /// Days from the first order to the last of all customers.
        history_days: u32,
        /// Days that there should be.
        needed_days: u32,
        /// The most customers with three order days or more on any cut that the history allows.
        customers: u32,
        /// Customers that there should be.
        needed_customers: u32,
    },
    /// The caller asked to stop.
    Stopped,
}

/// The figures of a backtest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BacktestReport {
    /// Days after each cut in which an order shows that the customer was not lost.
    pub horizon_days: u32,
    /// The days on which the methods had to tell, with nothing known from later.
    pub cuts: Vec<BacktestCut>,
    /// One row a method.
    pub methods: Vec<MethodResult>,
}

/// One day on which the methods had to tell.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct BacktestCut {
    /// The day.
    pub day: NaiveDate,
    /// Customers judged: three order days or more, the last at most 365 days back.
    pub customers: u32,
    /// Those of them without an order within the horizon.
    pub lost: u32,
    /// The value of the lost ones in the 365 days before the cut.
    pub lost_value: Cents,
    /// How many customers "the top" of the queue is: 100, or a tenth when there are fewer than 1,000.
    pub top: u32,
    /// Whether there was enough data to fit the order model.
    pub fitted: bool,
}

/// How well one method did, means over the cuts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MethodResult {
    /// The method.
    pub method: BacktestMethod,
    /// Chance that a lost customer ranks before one that stayed, 0..=1, ties half; 0.5 is guessing. None when
    /// no cut had both.
    pub auc: Option<f64>,
    /// The same among customers with six order days or more.
    pub auc_six_order_days: Option<f64>,
    /// Share of the lost value that is in the top of the queue, 0..=1.
    pub lost_value_in_top: Option<f64>,
    /// Mean squared error of the predicted chances; none for rules that predict none.
    pub brier: Option<f64>,
    /// Predicted against observed, tenths of the customers by prediction; empty for rules.
    pub calibration: Vec<CalibrationBin>,
    /// What part of the lost value a caller reaches by calling the first part of the queue.
    pub gain: Vec<GainPoint>,
}

/// Customers with similar predictions, all cuts together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct CalibrationBin {
    /// Mean predicted chance of no order.
    pub predicted: f64,
    /// Share that did not order.
    pub observed: f64,
    /// Customers in the bin.
    pub customers: u32,
}

/// A point of the gain curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct GainPoint {
    /// Share of the customers called, 0..=1.
    pub called: f64,
    /// Share of the lost value among them, 0..=1.
    pub lost_value: f64,
}
