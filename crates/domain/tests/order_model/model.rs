use pelikirja_domain::{
    Cents, DEFAULT_HORIZON_DAYS, GammaEb, OrderModel, OrderStatistics, Rhythm, SMALLEST_FIT,
    StatisticsBuilder,
};

use crate::support::{Random, TRUTH, date, firm, ordered};

fn statistics(histories: &[Vec<pelikirja_domain::OrderDay>]) -> Vec<OrderStatistics> {
    let mut builder =
        StatisticsBuilder::with_weighting(date("2025-01-01"), pelikirja_domain::IntervalWeighting::Equal);
    histories.iter().map(|history| builder.summarise(history)).collect()
}

#[test]
fn finds_the_parameters_of_a_firm_made_by_the_model() {
    let customers = statistics(&firm(5_000, date("2025-01-01"), &mut Random(7)));
    let OrderModel::Fitted { parameters, customers: sampled, .. } = OrderModel::fit(&customers) else {
        panic!("5,000 customers are enough");
    };
    assert_eq!(sampled, 5_000);
    // Days are whole and no interval is shorter than one, so the truth is only met within some percent.
    let within = |found: f64, truth: f64, tolerance: f64| (found / truth - 1.0).abs() < tolerance;
    assert!(within(parameters.k, TRUTH.k, 0.05), "{parameters:?}");
    assert!(within(parameters.r, TRUTH.r, 0.15), "{parameters:?}");
    assert!(within(parameters.alpha, TRUTH.alpha, 0.15), "{parameters:?}");
    let (leaving, truth) = (parameters.a / (parameters.a + parameters.b), TRUTH.a / (TRUTH.a + TRUTH.b));
    assert!(within(leaving, truth, 0.1), "mean chance of leaving {leaving}, {truth}");
}

#[test]
fn the_same_customers_give_the_same_parameters() {
    let customers = statistics(&firm(1_500, date("2025-01-01"), &mut Random(3)));
    assert_eq!(OrderModel::fit(&customers), OrderModel::fit(&customers));
}

#[test]
fn scoring_all_is_scoring_each() {
    let customers = statistics(&firm(9_000, date("2025-01-01"), &mut Random(5)));
    let model = OrderModel::Fitted {
        parameters: TRUTH,
        log_likelihood: 0.0,
        customers: 0,
        customers_with_repeats: 0,
    };
    let each: Vec<_> = customers.iter().map(|customer| model.score(customer, 90)).collect();
    assert_eq!(model.score_all(&customers, 90), each);
}

#[test]
fn a_worked_example() {
    // Orders about every 32 days, silent for 69: the sentence of the customer page.
    let history = ordered(date("2024-01-15"), &[26, 32, 39, 30, 34, 28, 36, 32]);
    let customer = OrderStatistics::from_history(&history, date("2024-12-06"));
    assert_eq!(customer.days_since_last(), Some(69));
    let model = OrderModel::Fitted {
        parameters: TRUTH,
        log_likelihood: 0.0,
        customers: 0,
        customers_with_repeats: 0,
    };
    let score = model.score(&customer, DEFAULT_HORIZON_DAYS);
    // Integrated numerically, apart from this program: P(active) 0.570565, P(no order) 0.431140.
    expect_test::expect!["OrderScore { p_active: Some(0.570565), p_no_order: 0.431140, value_at_stake: Some(Cents(19348)), horizon_days: 182 }"].assert_eq(&format!("{score:.6?}"));
    let chance = score.p_no_order;
    assert_eq!(score.value_at_stake, Cents::from_units(900.0 * chance * 182.0 / 365.0).ok());
    assert_eq!(Some(score.priority(&customer)), score.value_at_stake);
}

#[test]
fn a_firm_with_too_little_data_is_told_so() {
    let count = SMALLEST_FIT as usize - 1;
    let mut histories: Vec<_> = (0..count).map(|_| ordered(date("2024-06-01"), &[20, 20])).collect();
    histories.push(ordered(date("2024-06-01"), &[]));
    histories.push(Vec::new());
    let customers = statistics(&histories);
    let model = OrderModel::fit(&customers);
    assert_eq!(
        model,
        OrderModel::RhythmOnly { customers_with_repeats: SMALLEST_FIT - 1, median_interval_days: 20.0 }
    );
    let regular = model.score(&customers[0], 90);
    let once = model.score(&customers[count], 90);
    let never = model.score(&customers[count + 1], 90);
    assert_eq!((regular.p_active, once.p_active, never.p_active), (None, None, None));
    let overdue = 174.0 / 20.0;
    assert!((regular.p_no_order - overdue / (overdue + 2.0)).abs() < 1e-12);
    assert!(once.p_no_order > regular.p_no_order, "silent for longer, at the firm's interval");
    assert_eq!((never.p_no_order, never.priority(&customers[count + 1])), (1.0, Cents::ZERO));
    for score in [regular, once, never] {
        assert_eq!(score.value_at_stake, None, "a rank times money is no money");
    }
    assert!(regular.priority(&customers[0]) > Cents::ZERO, "and still the queue has an order");
    let wire = serde_json::to_value(model).unwrap();
    assert_eq!(wire["kind"], "rhythm_only");
}

#[test]
fn one_customer_more_is_enough_to_fit() {
    let histories: Vec<_> =
        (0..u64::from(SMALLEST_FIT)).map(|n| ordered(date("2024-01-01"), &[20 + n, 25, 30])).collect();
    assert!(matches!(OrderModel::fit(&statistics(&histories)), OrderModel::Fitted { .. }));
}

#[test]
fn a_once_only_buyer_does_not_rank_first() {
    // 1 - P(active) would put the once-only buyer first in a firm whose customers mostly stay.
    let model = GammaEb { r: 1.0, alpha: 30.0, a: 0.3, b: 1.5, k: 1.8 };
    let once = Rhythm { gap_days: 30.0, ..Rhythm::default() };
    let silent_regular =
        Rhythm { repeats: 20.0, span_days: 600.0, log_intervals: 20.0 * 30f64.ln(), gap_days: 150.0 };
    let (_, once) = model.p_active_and_no_order(&once, 182.0);
    let (_, silent_regular) = model.p_active_and_no_order(&silent_regular, 182.0);
    assert!(silent_regular > once, "{silent_regular} {once}");
}
