//! Figures: segments, and how good the queue is.

use pelikirja_domain::{BacktestOutcome, OrderDay, Segment, backtest as run_backtest};
use serde::{Deserialize, Serialize};

use crate::api::{Empty, SegmentCount};
use crate::error::{AppError, ErrorCode, Result};
use crate::events::JobKind;
use crate::jobs::Job;
use crate::session::Session;
use crate::settings;

/// Under which name the last backtest is kept on this machine.
const KEPT: &str = "backtest";
/// Steps in which the backtest tells its progress.
const STEPS: u64 = 1_000;

/// The segments in the order in which they are shown; none stands for customers that never ordered.
const SEGMENTS: [Option<Segment>; 6] = [
    Some(Segment::Loyal),
    Some(Segment::Frequent),
    Some(Segment::Occasional),
    Some(Segment::Once),
    Some(Segment::Lapsed),
    None,
];

pub(crate) fn segments(session: &Session, _: Empty) -> Result<Vec<SegmentCount>> {
    let customers = session.index().get(session.store())?;
    let present = || customers.iter().map(|entry| &entry.listed).filter(|customer| !customer.ended);
    let count = |segment| {
        let of_segment = || present().filter(|customer| customer.segment == segment);
        SegmentCount {
            segment,
            customers: u32::try_from(of_segment().count()).unwrap_or(u32::MAX),
            value_365: of_segment().map(|customer| customer.value_365).sum(),
        }
    };
    Ok(SEGMENTS.map(count).to_vec())
}

/// A backtest with what it rests on.
#[derive(Serialize, Deserialize)]
struct Kept {
    horizon_days: u32,
    /// The last transaction at which orders had changed.
    orders_seen: i64,
    /// Which customers there were and which records belonged to them.
    customers: String,
    outcome: BacktestOutcome,
}

pub(crate) fn backtest(session: &Session, _: Empty) -> Result<BacktestOutcome> {
    let horizon_days = session.read(settings::read_firm)?.horizon_days;
    let orders_seen = session.signals().basis(session.store())?.map(|basis| basis.orders_seen);
    let customers = fingerprint(session)?;
    let kept: Option<Kept> =
        session.store().local_value(KEPT)?.and_then(|text| serde_json::from_str(&text).ok());
    if let Some(kept) = kept
        && kept.horizon_days == horizon_days
        && Some(kept.orders_seen) == orders_seen
        && kept.customers == customers
    {
        return Ok(kept.outcome);
    }
    let outcome =
        session.app().run_job(JobKind::Backtest, true, |job| compute(session, horizon_days, job))?;
    let Some(orders_seen) = orders_seen else { return Ok(outcome) };
    let kept = Kept { horizon_days, orders_seen, customers, outcome };
    let text = serde_json::to_string(&kept).map_err(anyhow::Error::from)?;
    session.store().set_local_value(KEPT, &text)?;
    // Read back, so that the first answer and the later ones are the same to the last digit.
    let kept: Kept = serde_json::from_str(&text).map_err(anyhow::Error::from)?;
    Ok(kept.outcome)
}

/// Stands for the customers and the records merged into them: with others, the history is another one.
fn fingerprint(session: &Session) -> Result<String> {
    let customers = session.index().get(session.store())?;
    let mut keys: Vec<(i64, &[i64])> =
        customers.iter().map(|entry| (entry.listed.key, &*entry.listed.merged)).collect();
    keys.sort_unstable();
    let mut hasher = blake3::Hasher::new();
    for (key, merged) in keys {
        hasher.update(&key.to_le_bytes());
        hasher.update(&(merged.len() as u64).to_le_bytes());
        for key in merged {
            hasher.update(&key.to_le_bytes());
        }
    }
    Ok(hasher.finalize().to_hex().to_string())
}

fn compute(session: &Session, horizon_days: u32, job: &Job) -> Result<BacktestOutcome> {
    let histories = histories(session)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a thousand steps"
    )]
    let progress = |done: f64| job.progress((done * 1_000.0) as u64, STEPS);
    match run_backtest(&histories, horizon_days, &progress) {
        BacktestOutcome::Stopped => Err(AppError::new(ErrorCode::Stopped, "the backtest was stopped")),
        outcome => Ok(outcome),
    }
}

/// The order days of every customer, those of merged records with the customer they belong to.
fn histories(session: &Session) -> Result<Vec<Vec<OrderDay>>> {
    use pelikirja_store::table::order_day::merge_days;
    session.read(|reader| {
        let population = reader.population(session.today())?;
        let mut histories: std::collections::BTreeMap<i64, Vec<OrderDay>> =
            population.customers.iter().map(|customer| (customer.key, Vec::new())).collect();
        reader.each_order_day(&mut |customer, entry| {
            let root = population.roots.get(&customer).copied().unwrap_or(customer);
            if let Some(history) = histories.get_mut(&root) {
                history.push(entry);
            }
            true
        })?;
        Ok(histories.into_values().filter(|history| !history.is_empty()).map(merge_days).collect())
    })
}
