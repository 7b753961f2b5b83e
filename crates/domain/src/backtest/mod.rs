//! The backtest: how well would the queue have done a year ago, against plain rules?
//!
//! Simple rules often tie with models (Wübben & Wangenheim 2008), so the firm sees both on its own data.

mod report;

pub use report::{
    BacktestCut, BacktestMethod, BacktestOutcome, BacktestReport, CalibrationBin, GainPoint, MethodResult,
};
