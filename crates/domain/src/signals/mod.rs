//! Signals: what was seen about a customer that someone should know of.

mod detect;
mod evidence;
mod rules;
mod season;
mod signal;

pub use detect::SignalDetector;
pub use rules::{BrokenPromise, CareState, SignalRules};
pub use season::{Season, SeasonBuilder};
pub use signal::{Evidence, FrequencyChange, Signal, SignalKind, SizeChange};
