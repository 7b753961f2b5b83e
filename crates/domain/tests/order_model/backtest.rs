use std::cell::RefCell;

use pelikirja_domain::{BacktestMethod, BacktestOutcome, OrderDay, backtest};

use crate::support::{Random, date, firm, ordered};

#[test]
fn the_model_wins_where_customers_behave_as_it_says() {
    let histories = firm(1_500, date("2025-01-01"), &mut Random(11));
    let heard = RefCell::new(Vec::new());
    let outcome = backtest(&histories, 90, &|done| {
        heard.borrow_mut().push(done);
        true
    });
    let BacktestOutcome::Report { report } = outcome else { panic!("{outcome:?}") };
    let heard = heard.into_inner();
    assert!(heard.is_sorted() && heard.last() == Some(&1.0), "progress goes up to the end: {heard:?}");
    assert_eq!(report.cuts.len(), 6);
    for cut in &report.cuts {
        assert!(cut.fitted && cut.lost > 0 && cut.lost < cut.customers, "{cut:?}");
    }
    let methods: Vec<_> = report.methods.iter().map(|row| row.method).collect();
    use BacktestMethod::{Fixed90Days, OrderModel, Recency, TwiceMedianInterval};
    assert_eq!(methods, [Fixed90Days, TwiceMedianInterval, Recency, OrderModel]);
    let (model, rules) = report.methods.split_last().unwrap();
    for rule in rules {
        assert!(model.auc > rule.auc, "{:?}", rule.method);
        assert!(model.lost_value_in_top > rule.lost_value_in_top, "{:?}", rule.method);
        assert!(rule.brier.is_none() && rule.calibration.is_empty(), "a rule predicts no chances");
    }
    let brier = model.brier.unwrap();
    assert!(brier < 0.2, "{brier}");
    assert_eq!(model.calibration.len(), 10);
    for bin in &model.calibration {
        assert!((bin.predicted - bin.observed).abs() < 0.1, "predicted chances come true: {bin:?}");
    }
    for row in &report.methods {
        assert_eq!(row.gain.len(), 101);
        assert!(row.gain.is_sorted_by_key(|point| point.lost_value), "{:?}", row.method);
        assert_eq!((row.gain[0].lost_value, row.gain[100].called), (0.0, 1.0));
        assert!((row.gain[100].lost_value - 1.0).abs() < 1e-9);
    }
}

#[test]
fn too_little_history_is_said() {
    let none: [Vec<OrderDay>; 0] = [];
    let outcome = backtest(&none, 90, &|_| true);
    assert!(matches!(outcome, BacktestOutcome::TooLittleHistory { history_days: 0, .. }), "{outcome:?}");

    let short: Vec<_> = (0..100).map(|_| ordered(date("2025-01-01"), &[30, 30, 30])).collect();
    let outcome = backtest(&short, 90, &|_| true);
    let BacktestOutcome::TooLittleHistory { history_days: 90, needed_days: 301, .. } = outcome else {
        panic!("{outcome:?}");
    };

    let few: Vec<_> = (0..5).map(|_| ordered(date("2023-01-01"), &[30; 24])).collect();
    let outcome = backtest(&few, 90, &|_| true);
    let BacktestOutcome::TooLittleHistory { customers: 5, needed_customers: 30, .. } = outcome else {
        panic!("{outcome:?}");
    };
}

#[test]
fn it_stops_when_asked() {
    let histories = firm(200, date("2025-01-01"), &mut Random(1));
    assert_eq!(backtest(&histories, 90, &|done| done < 0.4), BacktestOutcome::Stopped);
}

#[test]
fn a_firm_that_lost_nobody_has_no_auc() {
    let faithful: Vec<_> = (0..60).map(|_| ordered(date("2023-01-01"), &[25; 40])).collect();
    let outcome = backtest(&faithful, 90, &|_| true);
    let BacktestOutcome::Report { report } = outcome else { panic!("{outcome:?}") };
    for row in &report.methods {
        assert_eq!((row.auc, row.lost_value_in_top), (None, None), "{:?}", row.method);
        assert!(row.gain.is_empty());
    }
}
