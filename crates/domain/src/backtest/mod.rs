//! The backtest: how well would the queue have done a year ago, against plain rules?
//!
//! Simple rules often tie with models (Wübben & Wangenheim 2008), so the firm sees both on its own data.

mod cuts;
mod judge;
mod metrics;
mod report;

use chrono::NaiveDate;

pub use report::{
    BacktestCut, BacktestMethod, BacktestOutcome, BacktestReport, CalibrationBin, GainPoint, MethodResult,
};

use crate::order_model::days_between;
use crate::{Cents, OrderDay};
use judge::{Judged, Judgement};
use metrics::LostValues;

/// Customers to judge below which a cut is left out.
const SMALLEST_CUT: usize = 30;

/// Lets each method tell, on past month ends, who will not order within the horizon, and compares with what
/// happened.
///
/// `histories` holds one sorted history a customer. `progress` is told the share done, 0..=1, and answers
/// whether to go on. Each of at most six cuts costs a fit of the model, some seconds for a large firm.
pub fn backtest<H: AsRef<[OrderDay]>>(
    histories: &[H],
    horizon_days: u32,
    progress: &dyn Fn(f64) -> bool,
) -> BacktestOutcome {
    let span = cuts::span(histories);
    let days = span.map(|span| cuts::cuts(span, horizon_days)).unwrap_or_default();
    let mut judged: Vec<(NaiveDate, Judgement)> = Vec::new();
    let mut most_customers = 0;
    for (index, day) in days.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "at most six")]
        if !progress(index as f64 / days.len() as f64) {
            return BacktestOutcome::Stopped;
        }
        let judgement = judge::judge(histories, *day, horizon_days);
        most_customers = most_customers.max(judgement.customers.len());
        if judgement.customers.len() >= SMALLEST_CUT {
            judged.push((*day, judgement));
        }
    }
    if !progress(1.0) {
        return BacktestOutcome::Stopped;
    }
    if judged.is_empty() {
        return BacktestOutcome::TooLittleHistory {
            history_days: span.map_or(0, |(first, last)| days_between(first, last)),
            needed_days: cuts::HISTORY_DAYS + horizon_days + 31,
            customers: saturating_u32(most_customers),
            needed_customers: saturating_u32(SMALLEST_CUT),
        };
    }
    let report = BacktestReport {
        horizon_days,
        cuts: judged.iter().map(|(day, judgement)| describe(*day, judgement)).collect(),
        methods: [
            BacktestMethod::Fixed90Days,
            BacktestMethod::TwiceMedianInterval,
            BacktestMethod::Recency,
            BacktestMethod::OrderModel,
        ]
        .map(|method| result(method, &judged))
        .to_vec(),
    };
    BacktestOutcome::Report { report }
}

fn describe(day: NaiveDate, judgement: &Judgement) -> BacktestCut {
    let customers = &judgement.customers;
    let lost_value = customers.iter().map(Judged::lost_value).sum();
    BacktestCut {
        day,
        customers: saturating_u32(customers.len()),
        lost: saturating_u32(customers.iter().filter(|customer| customer.is_lost).count()),
        lost_value: Cents::from_units(lost_value).unwrap_or(Cents(i64::MAX)),
        top: saturating_u32(top(customers.len())),
        fitted: judgement.is_fitted,
    }
}

/// The customers that one gets round to calling: 100, or a tenth of a small firm's.
fn top(customers: usize) -> usize {
    if customers < 1_000 { customers.div_ceil(10) } else { 100 }
}

fn result(method: BacktestMethod, judged: &[(NaiveDate, Judgement)]) -> MethodResult {
    let each = || judged.iter().map(|(_, judgement)| judgement);
    let auc_from = |order_days: u32| {
        let of_cut = |judgement: &Judgement| {
            let customers = judgement.customers.iter().filter(|customer| customer.order_days >= order_days);
            metrics::auc(&customers.map(|c| (c.suspicion(method), c.is_lost)).collect::<Vec<_>>())
        };
        metrics::mean(each().filter_map(of_cut))
    };
    let queues: Vec<(LostValues, usize)> = each()
        .map(|judgement| {
            let places = judgement.customers.iter().map(|c| (c.place(method), c.lost_value()));
            (LostValues::new(places.collect()), top(judgement.customers.len()))
        })
        .collect();
    let curves: Vec<_> = queues.iter().filter_map(|(queue, _)| queue.gain()).collect();
    // Only fitted parameters predict chances; a rule's flag or a rank is none.
    let predicts = |judgement: &&Judgement| method == BacktestMethod::OrderModel && judgement.is_fitted;
    let predictions: Vec<Vec<(f64, bool)>> = each()
        .filter(predicts)
        .map(|judgement| judgement.customers.iter().map(|c| (c.p_no_order, c.is_lost)).collect())
        .collect();
    MethodResult {
        method,
        auc: auc_from(0),
        auc_six_order_days: auc_from(6),
        lost_value_in_top: metrics::mean(queues.iter().filter_map(|(queue, top)| queue.share_in(*top))),
        brier: metrics::mean(predictions.iter().filter_map(|cut| metrics::brier(cut))),
        calibration: metrics::calibration(&predictions.concat()),
        gain: metrics::mean_gain(&curves),
    }
}

fn saturating_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
