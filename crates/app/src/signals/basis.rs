//! What stored signals rest on: parameters, rules and the state of the log.

use chrono::NaiveDate;
use pelikirja_domain::{GammaEb, Id, Instant, OrderModel, OrderStatistics, Season, SegmentRule, SignalRules};
use pelikirja_store::{Derived, Reader, Store};
use serde::{Deserialize, Serialize};

use crate::error::{AppError, ErrorCode, Result};
use crate::settings;

/// Days after which parameters are fitted anew even if little has changed.
const FIT_LASTS_DAYS: i64 = 30;
/// A change in the number of customers with repeats by one in so many asks for new parameters.
const FIT_LASTS_CHANGE: u32 = 5;
const NAME: &str = "signals";

/// What the stored signals and figures rest on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Basis {
    /// The day that figures look back from.
    pub as_of: NaiveDate,
    /// When they were computed, milliseconds since 1970 UTC.
    pub computed_at: Instant,
    /// The last transaction of the log that they take account of.
    pub seen: i64,
    /// The last transaction at which orders had changed.
    pub orders_seen: i64,
    /// Orders in all.
    pub orders: u64,
    /// Customers with two order days or more.
    pub repeats: u32,
    /// How far scores look ahead, days.
    pub horizon_days: u32,
    /// [`Terms::text`] of the rules that were in force.
    pub terms: String,
    /// The parameters.
    pub fit: Fit,
}

/// What is learnt from all customers together, and kept while few of them change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Fit {
    /// The order model.
    pub model: OrderModel,
    /// The firm's seasons.
    pub season: Season,
    /// As of which day.
    pub on: NaiveDate,
}

/// The firm's rules for signals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Terms {
    /// How far scores look ahead, days.
    pub horizon_days: u32,
    /// When something seen becomes a signal.
    pub signal_rules: SignalRules,
    /// How segments are drawn.
    pub segment_rule: SegmentRule,
    /// Days without a two-way contact that each tier allows.
    pub maximum_days: Vec<(Id, u32)>,
}

impl Basis {
    /// The basis as kept; none before the first time, or when a newer program wrote it.
    pub fn read(store: &Store) -> Result<Option<Self>> {
        Ok(store.local_value(NAME)?.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Keeps the basis together with what rests on it.
    pub fn write(&self, tables: &Derived<'_>) -> Result<()> {
        tables.set_local_value(NAME, &json(self)?)?;
        Ok(tables.set_signals_day(self.as_of)?)
    }
}

impl Terms {
    /// The rules in force.
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        let firm = settings::read_firm(reader)?;
        let tiers = reader.tiers()?.into_iter();
        let mut maximum_days: Vec<(Id, u32)> =
            tiers.filter_map(|tier| Some((tier.id, tier.contact_maximum_days?))).collect();
        maximum_days.sort_unstable();
        Ok(Self {
            horizon_days: firm.horizon_days,
            signal_rules: firm.signal_rules,
            segment_rule: firm.segment_rule,
            maximum_days,
        })
    }

    /// By which rules are compared: text has no rounding.
    pub fn text(&self) -> Result<String> {
        json(self)
    }
}

impl Fit {
    /// Learns from all customers.
    pub fn new(customers: &[OrderStatistics], season: Season, on: NaiveDate) -> Self {
        let model = rounded_model(OrderModel::fit(customers));
        Self { model, season: Season { monthly: season.monthly.map(rounded) }, on }
    }

    /// Whether the parameters still serve on a day with so many customers who bought again.
    pub fn holds(&self, as_of: NaiveDate, repeats: u32) -> bool {
        let is_recent = (0..=FIT_LASTS_DAYS).contains(&(as_of - self.on).num_days());
        is_recent
            && match self.model {
                OrderModel::Fitted { customers_with_repeats: then, .. } => {
                    repeats.abs_diff(then).saturating_mul(FIT_LASTS_CHANGE) <= then
                }
                // So few customers are fitted in no time.
                OrderModel::RhythmOnly { customers_with_repeats: then, .. } => repeats == then,
            }
    }
}

/// Parameters as they come back from the store: what is written with at most 15 digits is read back exactly.
fn rounded_model(model: OrderModel) -> OrderModel {
    match model {
        OrderModel::Fitted { parameters, log_likelihood, customers, customers_with_repeats } => {
            let GammaEb { r, alpha, a, b, k } = parameters;
            let parameters =
                GammaEb { r: rounded(r), alpha: rounded(alpha), a: rounded(a), b: rounded(b), k: rounded(k) };
            let log_likelihood = rounded(log_likelihood);
            OrderModel::Fitted { parameters, log_likelihood, customers, customers_with_repeats }
        }
        OrderModel::RhythmOnly { customers_with_repeats, median_interval_days } => OrderModel::RhythmOnly {
            customers_with_repeats,
            median_interval_days: rounded(median_interval_days),
        },
    }
}

fn rounded(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| AppError::new(ErrorCode::Internal, error.to_string()))
}
