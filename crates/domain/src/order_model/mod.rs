//! The order model: who still buys, who is slipping away, and what is at stake.
//!
//! [`OrderStatistics`] sums up one customer's history, [`OrderModel::fit`] learns the firm's parameters from
//! all of them, and [`OrderModel::score`] gives each customer its chance of no order within a horizon. The formulas are in
//! [`GammaEb`]; the reference models that they are checked against live in the tests.

mod fit;
mod gamma_eb;
mod log_likelihood;
mod nelder_mead;
mod newton;
mod order_day;
mod rhythm;
mod score;
mod statistics;

pub use gamma_eb::GammaEb;
pub use order_day::OrderDay;
pub use rhythm::{IntervalWeighting, Rhythm};
pub use score::{DEFAULT_HORIZON_DAYS, OrderModel, OrderScore, SMALLEST_FIT};
pub use statistics::{
    BASE_WINDOW_DAYS, IntervalQuartiles, OrderStatistics, OrderWindow, RECENT_WINDOW_DAYS, StatisticsBuilder,
};

pub(crate) use score::share_of_year;
pub(crate) use statistics::days_between;
