//! The bar: on real orders the model must tell lost customers at least as well as plain rules do.

use chrono::{Days, NaiveDate};
use pelikirja_domain::{
    BacktestMethod, BacktestOutcome, CareState, IntervalWeighting, OrderDay, OrderModel, OrderStatistics,
    Season, SignalDetector, SignalKind, SignalRules, StatisticsBuilder, backtest,
};

use crate::bg_nbd::BgNbd;
use crate::nelder_mead::{Tolerance, minimise};
use crate::online_retail::histories;

const HORIZON_DAYS: u32 = 90;
const CUTS: [&str; 5] = ["2011-05-31", "2011-06-30", "2011-07-31", "2011-08-31", "2011-09-10"];

/// Means over the cuts.
#[derive(Default)]
struct Row {
    name: &'static str,
    auc_three: f64,
    auc_six: f64,
    lost_value: f64,
    brier: f64,
}

/// One method on one cut: how suspicious each customer is, and whether that is a chance or a flag.
struct Opinion {
    name: &'static str,
    suspicions: Vec<f64>,
    is_flag: bool,
    is_chance: bool,
}

#[test]
fn the_order_model_is_at_least_as_good_as_plain_rules_on_real_orders() {
    let Some(histories) = histories() else { return };
    let mut rows: Vec<Row> = Vec::new();
    for cut in CUTS {
        let cut: NaiveDate = cut.parse().unwrap();
        for (index, row) in judge_cut(histories, cut).into_iter().enumerate() {
            if rows.len() == index {
                rows.push(Row { name: row.name, ..Row::default() });
            }
            let share = 1.0 / CUTS.len() as f64;
            rows[index].auc_three += row.auc_three * share;
            rows[index].auc_six += row.auc_six * share;
            rows[index].lost_value += row.lost_value * share;
            rows[index].brier += row.brier * share;
        }
    }
    println!("method                  AUC >= 3  AUC >= 6  lost value in top 100  Brier");
    for row in &rows {
        println!(
            "{:24} {:.3}     {:.3}     {:.3}                  {:.3}",
            row.name, row.auc_three, row.auc_six, row.lost_value, row.brier
        );
    }
    let (model, others) = rows.split_first().unwrap();
    for rule in others.iter().filter(|row| row.brier.is_nan()) {
        assert!(model.auc_three >= rule.auc_three, "AUC against {}", rule.name);
        assert!(model.auc_six >= rule.auc_six, "AUC of regular customers against {}", rule.name);
        assert!(model.lost_value >= rule.lost_value, "lost value against {}", rule.name);
    }
}

#[test]
fn the_backtest_of_the_program_finds_the_same_on_real_orders() {
    let Some(histories) = histories() else { return };
    let BacktestOutcome::Report { report } = backtest(histories, HORIZON_DAYS, &|_| true) else {
        panic!("a year of a wholesaler's orders is enough for a backtest");
    };
    for cut in &report.cuts {
        println!(
            "{} {} customers, {} lost, value {:.0}",
            cut.day,
            cut.customers,
            cut.lost,
            cut.lost_value.units()
        );
    }
    for row in &report.methods {
        println!(
            "{:?} {:?} {:?} {:?} {:?}",
            row.method, row.auc, row.auc_six_order_days, row.lost_value_in_top, row.brier
        );
    }
    for bin in &report.methods[3].calibration {
        println!("{:.3} {:.3} {}", bin.predicted, bin.observed, bin.customers);
    }
    let by = |method| report.methods.iter().find(|row| row.method == method).unwrap();
    let model = by(BacktestMethod::OrderModel);
    for rule in [BacktestMethod::Fixed90Days, BacktestMethod::TwiceMedianInterval, BacktestMethod::Recency] {
        assert!(model.auc >= by(rule).auc, "AUC against {rule:?}");
        assert!(model.lost_value_in_top >= by(rule).lost_value_in_top, "lost value against {rule:?}");
    }
}

#[test]
fn customers_flagged_as_having_stopped_are_lost_far_more_often_than_others() {
    let Some(histories) = histories() else { return };
    for (cut, horizon_days) in [("2011-06-09", 182), ("2011-08-31", 90), ("2011-09-10", 90)] {
        let cut: NaiveDate = cut.parse().unwrap();
        let statistics = statistics(histories, cut, IntervalWeighting::RECENT);
        let scores = OrderModel::fit(&statistics).score_all(&statistics, horizon_days);
        let detector = SignalDetector::new(SignalRules::default(), &Season::FLAT, cut);
        let (mut regular, mut regular_lost, mut flagged, mut flagged_lost) = (0, 0, 0, 0);
        let mut found = Vec::new();
        for (index, customer) in statistics.iter().enumerate().filter(|(_, c)| c.order_days >= 3) {
            found.clear();
            detector.detect(customer, &scores[index], &CareState::default(), &mut found);
            let is_lost = is_lost(&histories[index], cut, horizon_days);
            regular += 1;
            regular_lost += u32::from(is_lost);
            if found.iter().any(|signal| signal.kind == SignalKind::StoppedOrdering) {
                flagged += 1;
                flagged_lost += u32::from(is_lost);
            }
        }
        println!(
            "{cut}, {horizon_days} days: flagged {flagged}, lost {flagged_lost}; regular {regular}, lost {regular_lost}"
        );
        let share = |part: u32, all: u32| f64::from(part) / f64::from(all);
        assert!(flagged >= 10, "a firm of this size has somebody to call");
        assert!(share(flagged_lost, flagged) > 1.5 * share(regular_lost, regular), "{cut}");
    }
}

fn is_lost(history: &[OrderDay], cut: NaiveDate, horizon_days: u32) -> bool {
    let end = cut + Days::new(u64::from(horizon_days));
    !history.iter().any(|entry| entry.is_order() && entry.day > cut && entry.day <= end)
}

fn judge_cut(histories: &[Vec<OrderDay>], cut: NaiveDate) -> Vec<Row> {
    let weighted = statistics(histories, cut, IntervalWeighting::RECENT);
    let equal = statistics(histories, cut, IntervalWeighting::Equal);
    let judged: Vec<usize> = (0..histories.len())
        .filter(|&index| weighted[index].order_days >= 3 && weighted[index].days_since_last().unwrap() <= 365)
        .collect();
    let is_lost: Vec<bool> =
        judged.iter().map(|&index| is_lost(&histories[index], cut, HORIZON_DAYS)).collect();
    let values: Vec<f64> = judged.iter().map(|&index| weighted[index].value_365.units().max(0.0)).collect();
    let order_days: Vec<u32> = judged.iter().map(|&index| weighted[index].order_days).collect();
    let gap = |index: usize| f64::from(weighted[index].days_since_last().unwrap());
    let median = |index: usize| f64::from(weighted[index].interval_quartiles.unwrap().median);
    let of_judged = |suspicion: &dyn Fn(usize) -> f64| judged.iter().map(|&i| suspicion(i)).collect();
    let flag = |is_flagged: bool| f64::from(u8::from(is_flagged));
    let opinions = [
        opinion("gamma-EB, weighted", gamma_eb(&weighted, &judged), false, true),
        opinion("gamma-EB", gamma_eb(&equal, &judged), false, true),
        opinion("BG/NBD", bg_nbd(&equal, &judged), false, true),
        opinion("recency, ranked", of_judged(&|i| gap(i) / 365.0), false, false),
        opinion("fixed 90 days", of_judged(&|i| flag(gap(i) > 90.0)), true, false),
        opinion("gap > 2 x median", of_judged(&|i| flag(gap(i) > 2.0 * median(i))), true, false),
    ];
    opinions.iter().map(|opinion| measure(opinion, &is_lost, &values, &order_days)).collect()
}

fn opinion(name: &'static str, suspicions: Vec<f64>, is_flag: bool, is_chance: bool) -> Opinion {
    Opinion { name, suspicions, is_flag, is_chance }
}

fn statistics(
    histories: &[Vec<OrderDay>],
    cut: NaiveDate,
    weighting: IntervalWeighting,
) -> Vec<OrderStatistics> {
    let mut builder = StatisticsBuilder::with_weighting(cut, weighting);
    histories.iter().map(|history| builder.summarise(history)).collect()
}

fn gamma_eb(statistics: &[OrderStatistics], judged: &[usize]) -> Vec<f64> {
    let model = OrderModel::fit(statistics);
    judged.iter().map(|&index| model.score(&statistics[index], HORIZON_DAYS).p_no_order).collect()
}

fn bg_nbd(statistics: &[OrderStatistics], judged: &[usize]) -> Vec<f64> {
    let summary = |customer: &OrderStatistics| {
        let (x, tx, gap) =
            (customer.rhythm.repeats, customer.rhythm.span_days / 7.0, customer.rhythm.gap_days / 7.0);
        (x, tx, tx + gap)
    };
    let ordered: Vec<_> = statistics.iter().filter(|c| c.order_days > 0).map(summary).collect();
    let tolerance = Tolerance { value: 1e-3, point: 1e-3, evaluations: 1_000 };
    let found = minimise([0.0; 4], 0.5, tolerance, |logs| {
        let [r, alpha, a, b] = logs.map(f64::exp);
        let model = BgNbd { r, alpha, a, b };
        -ordered.iter().map(|&(x, tx, t)| model.log_likelihood(x, tx, t)).sum::<f64>()
    });
    let [r, alpha, a, b] = found.point.map(f64::exp);
    let model = BgNbd { r, alpha, a, b };
    let horizon = f64::from(HORIZON_DAYS) / 7.0;
    let chance = |&index: &usize| {
        let (x, tx, t) = summary(&statistics[index]);
        let silent = ((alpha + t) / (alpha + t + horizon)).powf(r + x);
        1.0 - model.p_alive(x, tx, t) * (1.0 - silent)
    };
    judged.iter().map(chance).collect()
}

/// The same measures as the program's backtest, written anew in the plainest way.
fn measure(opinion: &Opinion, is_lost: &[bool], values: &[f64], order_days: &[u32]) -> Row {
    let customers: Vec<usize> = (0..is_lost.len()).collect();
    let auc = |least: u32| {
        let of =
            |lost: bool| customers.iter().filter(move |&&i| is_lost[i] == lost && order_days[i] >= least);
        let (mut right, mut pairs) = (0.0, 0.0);
        for &lost in of(true) {
            for &stayed in of(false) {
                let (one, other) = (opinion.suspicions[lost], opinion.suspicions[stayed]);
                right += if one > other {
                    1.0
                } else if one == other {
                    0.5
                } else {
                    0.0
                };
                pairs += 1.0;
            }
        }
        right / pairs
    };
    let place = |i: usize| {
        let suspicion = opinion.suspicions[i];
        if opinion.is_flag { (suspicion, values[i]) } else { (suspicion * values[i], 0.0) }
    };
    let mut queue = customers.clone();
    queue.sort_by(|&left, &right| place(right).partial_cmp(&place(left)).unwrap());
    let lost_value = |queue: &[usize]| queue.iter().filter(|&&i| is_lost[i]).map(|&i| values[i]).sum::<f64>();
    let errors = customers.iter().map(|&i| (opinion.suspicions[i] - f64::from(u8::from(is_lost[i]))).powi(2));
    Row {
        name: opinion.name,
        auc_three: auc(3),
        auc_six: auc(6),
        lost_value: lost_value(&queue[..100]) / lost_value(&queue),
        brier: if opinion.is_chance { errors.sum::<f64>() / is_lost.len() as f64 } else { f64::NAN },
    }
}
