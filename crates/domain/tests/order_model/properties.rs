//! What must hold for any history, however odd.

use chrono::{Days, NaiveDate};
use pelikirja_domain::{
    CareState, Cents, GammaEb, OrderDay, OrderModel, OrderStatistics, Rhythm, Season, SegmentRule,
    SignalDetector, SignalRules, StatisticsBuilder, backtest, segment,
};
use proptest::prelude::*;

fn day(offset: u32) -> NaiveDate {
    NaiveDate::MIN + Days::new(u64::from(offset))
}

/// Histories over the whole calendar: the same day twice, out of order, credit notes, huge amounts.
fn any_history() -> impl Strategy<Value = Vec<OrderDay>> {
    let usual = (95_000_000_u32..95_002_000, -50_000_i64..100_000);
    let odd = (0_u32..190_000_000, any::<i64>());
    let entry = prop_oneof![9 => usual, 1 => odd]
        .prop_map(|(offset, net)| OrderDay { day: day(offset.min(191_000_000)), net: Cents(net) });
    prop::collection::vec(entry, 0..40).prop_flat_map(|history| {
        (any::<bool>(), Just(history)).prop_map(|(sorted, mut history)| {
            if sorted {
                history.sort_by_key(|entry| entry.day);
            }
            history
        })
    })
}

fn any_parameters() -> impl Strategy<Value = GammaEb> {
    let positive = || (-6.0..6.0_f64).prop_map(f64::exp);
    (positive(), positive(), positive(), positive(), -1.5..2.5_f64).prop_map(|(r, alpha, a, b, k)| GammaEb {
        r,
        alpha,
        a,
        b,
        k: k.exp(),
    })
}

fn any_rhythm() -> impl Strategy<Value = Rhythm> {
    (0.0..400.0_f64, 1.0..1_000.0_f64, 0.0..1e8_f64).prop_map(|(repeats, interval, gap_days)| Rhythm {
        repeats,
        span_days: repeats * interval,
        log_intervals: repeats * interval.ln(),
        gap_days,
    })
}

fn is_chance(value: f64) -> bool {
    (0.0..=1.0).contains(&value)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_history_gives_finite_scores_and_signals(
        history in any_history(),
        as_of in prop_oneof![Just(95_002_000_u32), 0_u32..191_000_000],
        parameters in any_parameters(),
        horizon_days in 1_u32..1_000,
    ) {
        let as_of = day(as_of);
        let customer = OrderStatistics::from_history(&history, as_of);
        prop_assert!(customer.order_days as usize <= history.len());
        prop_assert!(customer.last_order.is_none_or(|last| last <= as_of));
        prop_assert!(customer.rhythm.log_intervals.is_finite() && customer.rhythm.span_days.is_finite());
        let rhythm_only = OrderModel::RhythmOnly { customers_with_repeats: 0, median_interval_days: 90.0 };
        let fitted =
            OrderModel::Fitted { parameters, log_likelihood: 0.0, customers: 0, customers_with_repeats: 0 };
        let detector = SignalDetector::new(SignalRules::default(), &Season::FLAT, as_of);
        for model in [rhythm_only, fitted] {
            let score = model.score(&customer, horizon_days);
            prop_assert!(is_chance(score.p_no_order) && score.p_active.is_none_or(is_chance), "{score:?}");
            prop_assert!(score.value_at_stake.is_none_or(|value| value >= Cents::ZERO));
            prop_assert_eq!(score.value_at_stake.is_some(), matches!(model, OrderModel::Fitted { .. }));
            let of_segment = segment(&customer, score.p_active, &SegmentRule::default());
            prop_assert_eq!(of_segment.is_none(), customer.order_days == 0);
            let care = CareState { recorded_since: Some(day(0)), maximum_days: Some(90), ..CareState::default() };
            let mut found = Vec::new();
            detector.detect(&customer, &score, &care, &mut found);
            for signal in &found {
                prop_assert_eq!(signal.kind, signal.evidence.kind());
                prop_assert!(signal.priority >= Cents::ZERO, "{signal:?}");
                prop_assert!(signal.value_at_stake.is_none_or(|value| value == signal.priority), "{signal:?}");
                let wire = serde_json::to_string(&signal).unwrap();
                let lossless = serde_json::from_str::<pelikirja_domain::Signal>(&wire);
                prop_assert!(lossless.is_ok(), "a number that is none would be null: {wire}");
                prop_assert!(!signal.is_new_evidence(signal), "nothing is news to itself");
            }
            let mut kinds: Vec<_> = found.iter().map(|signal| signal.kind).collect();
            kinds.sort_unstable();
            kinds.dedup();
            prop_assert_eq!(kinds.len(), found.len(), "one signal a kind");
        }
    }

    #[test]
    fn any_rhythm_gives_chances_and_a_finite_likelihood(
        parameters in any_parameters(),
        rhythm in any_rhythm(),
        horizon_days in 1.0..1_000.0_f64,
    ) {
        let (p_active, p_no_order) = parameters.p_active_and_no_order(&rhythm, horizon_days);
        prop_assert!(is_chance(p_active) && is_chance(p_no_order), "{p_active} {p_no_order}");
        prop_assert!((p_active - parameters.p_active(&rhythm)).abs() < 1e-12);
        prop_assert!(p_no_order >= 1.0 - p_active - 1e-12, "who has left does not order");
        prop_assert!(parameters.log_likelihood(&rhythm).is_finite());
    }

    #[test]
    fn a_longer_silence_or_horizon_never_makes_an_order_by_then_less_or_more_likely_than_it_should(
        parameters in any_parameters(),
        rhythm in any_rhythm(),
        longer in 1.0..500.0_f64,
        horizon_days in 1.0..1_000.0_f64,
    ) {
        let rhythm = Rhythm { gap_days: rhythm.gap_days % 2_000.0, ..rhythm };
        let silent = Rhythm { gap_days: rhythm.gap_days + longer, ..rhythm };
        prop_assert!(parameters.p_active(&silent) <= parameters.p_active(&rhythm) + 1e-9);
        let no_order = |rhythm: &Rhythm, horizon| parameters.p_active_and_no_order(rhythm, horizon).1;
        prop_assert!(no_order(&rhythm, horizon_days + longer) <= no_order(&rhythm, horizon_days) + 1e-9);
        // With k above 1 a customer that has just ordered is not due yet, so that a short horizon may
        // become likelier to hold an order as days pass; at random intervals it never does.
        let random = GammaEb { k: parameters.k.min(1.0), ..parameters };
        let before = random.p_active_and_no_order(&rhythm, horizon_days).1;
        let after = random.p_active_and_no_order(&silent, horizon_days).1;
        prop_assert!(after >= before - 1e-9, "{before} {after}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_firm_can_be_fitted_and_tested(histories in prop::collection::vec(any_history(), 0..80)) {
        let mut builder = StatisticsBuilder::new(day(95_002_000));
        let customers: Vec<_> = histories.iter().map(|history| builder.summarise(history)).collect();
        let model = OrderModel::fit(&customers);
        for score in model.score_all(&customers, 182) {
            prop_assert!(is_chance(score.p_no_order), "{score:?}");
        }
        let wire = serde_json::to_string(&backtest(&histories, 182, &|_| true)).unwrap();
        prop_assert!(!wire.contains(":NaN"));
    }
}
