//! From order histories to scores, segments, signals and the backtest, as the program uses them.

#![expect(clippy::unwrap_used, reason = "a test may fail where its data is not what it says")]

mod backtest;
mod evidence;
mod model;
mod properties;
mod random;
mod rules;
mod segment;
mod signals;
mod statistics;
mod support;
