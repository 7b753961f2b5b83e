use chrono::{Days, NaiveDate};
use expect_test::expect;
use pelikirja_domain::{
    CareState, Cents, Evidence, OrderDay, OrderModel, OrderStatistics, Season, SeasonBuilder, Signal,
    SignalDetector, SignalKind, SignalRules,
};

use crate::support::{TRUTH, date, ordered};

const AS_OF: &str = "2025-06-30";

fn detect(history: &[OrderDay], care: CareState) -> Vec<Signal> {
    detect_with(history, care, &Season::FLAT)
}

fn detect_with(history: &[OrderDay], care: CareState, season: &Season) -> Vec<Signal> {
    let customer = OrderStatistics::from_history(history, date(AS_OF));
    let model = OrderModel::Fitted {
        parameters: TRUTH,
        log_likelihood: 0.0,
        customers: 0,
        customers_with_repeats: 0,
    };
    let mut found = Vec::new();
    SignalDetector::new(SignalRules::default(), season, date(AS_OF)).detect(
        &customer,
        &model.score(&customer, 182),
        &care,
        &mut found,
    );
    found
}

fn kinds(history: &[OrderDay]) -> Vec<SignalKind> {
    detect(history, CareState::default()).iter().map(|signal| signal.kind).collect()
}

/// An order every `interval` days, the last `silent` days before the day of the tests, each worth what
/// `euros` says of its age in days.
fn every(interval: u64, silent: u64, euros: impl Fn(u64) -> i64) -> Vec<OrderDay> {
    let ages = (silent..700).step_by(usize::try_from(interval).unwrap());
    let mut history: Vec<_> = ages
        .map(|age| OrderDay { day: date(AS_OF) - Days::new(age), net: Cents(euros(age) * 100) })
        .collect();
    history.reverse();
    history
}

#[test]
fn a_steady_customer_is_no_news() {
    assert_eq!(kinds(&every(14, 10, |_| 200)), []);
    assert_eq!(kinds(&every(30, 28, |age| 100 + (age as i64 * 37) % 90)), []);
    assert_eq!(kinds(&[]), [], "nor is one that never ordered");
}

#[test]
fn a_regular_customer_that_fell_silent_has_stopped() {
    let found = detect(&every(14, 84, |_| 200), CareState::default());
    expect![[r#"
        [
            Signal {
                kind: StoppedOrdering,
                evidence: StoppedOrdering {
                    order_days: 44,
                    last_order: 2025-04-07,
                    days_since_last: 84,
                    median_interval_days: 14.0000,
                    quartile_low_days: 14.0000,
                    quartile_high_days: 14.0000,
                    p_active: Some(
                        0.0131,
                    ),
                    p_no_order: 0.9869,
                    horizon_days: 182,
                },
                value_at_stake: Some(
                    Cents(
                        206678,
                    ),
                ),
                priority: Cents(
                    206678,
                ),
                seen_on: 2025-06-30,
            },
        ]"#]]
    .assert_eq(&format!("{found:#.4?}"));
}

#[test]
fn two_orders_are_no_rhythm_to_break() {
    assert_eq!(kinds(&ordered(date("2024-09-01"), &[10])), []);
}

#[test]
fn who_left_years_ago_is_no_news() {
    assert_eq!(kinds(&every(14, 400, |_| 200)), []);
}

#[test]
fn ordering_half_as_often_is_falling_frequency() {
    let history: Vec<_> = every(7, 5, |_| 200)
        .into_iter()
        .enumerate()
        .filter(|(index, entry)| entry.day <= date(AS_OF) - Days::new(90) || index % 3 == 0)
        .map(|(_, entry)| entry)
        .collect();
    let found = detect(&history, CareState::default());
    let [Signal { evidence: Evidence::OrderFrequencyFalling { frequency }, value_at_stake, .. }] = &found[..]
    else {
        panic!("{found:?}");
    };
    assert_eq!((frequency.recent_orders, frequency.base_orders), (5, 52));
    assert!((frequency.expected_orders - 52.0 * 90.0 / 365.0).abs() < 1e-9);
    // 52 orders of 200 euros a year, well over half of them missing, half a year.
    let missing = 1.0 - 5.0 / frequency.expected_orders;
    assert_eq!(*value_at_stake, Cents::from_units(10_400.0 * missing * 182.0 / 365.0).ok());
}

#[test]
fn a_season_that_comes_every_year_is_no_fall() {
    // Nobody orders much from April to June; here neither.
    let mut season = Season::FLAT;
    season.monthly = [1.25, 1.25, 1.25, 0.25, 0.25, 0.25, 1.25, 1.25, 1.25, 1.25, 1.25, 1.25];
    let history: Vec<_> = every(7, 5, |_| 200)
        .into_iter()
        .enumerate()
        .filter(|(index, entry)| entry.day <= date(AS_OF) - Days::new(90) || index % 3 == 0)
        .map(|(_, entry)| entry)
        .collect();
    assert_eq!(detect_with(&history, CareState::default(), &season), []);
}

#[test]
fn smaller_orders_are_falling_size_and_larger_ones_growth() {
    let falling = detect(&every(14, 10, |age| if age < 90 { 100 } else { 200 }), CareState::default());
    let [Signal { evidence: Evidence::OrderSizeFalling { size }, .. }] = &falling[..] else {
        panic!("{falling:?}");
    };
    assert_eq!((size.recent_average, size.base_average), (Cents(10_000), Cents(20_000)));
    assert!((size.ratio - 0.5).abs() < 1e-9 && size.z < -2.33, "{size:?}");

    let growing = detect(&every(14, 10, |age| if age < 90 { 400 } else { 200 }), CareState::default());
    let [Signal { evidence: Evidence::Growing { frequency: None, size: Some(size) }, .. }] = &growing[..]
    else {
        panic!("{growing:?}");
    };
    assert!((size.ratio - 2.0).abs() < 1e-9);
}

#[test]
fn ordering_three_times_as_often_is_growth_unless_the_orders_shrink_with_it() {
    let often = |euros: i64| {
        let mut history = every(30, 100, |_| 300);
        history.extend(
            every(10, 5, |_| euros).into_iter().filter(|entry| entry.day > date(AS_OF) - Days::new(90)),
        );
        kinds(&history)
    };
    assert_eq!(often(300), [SignalKind::Growing]);
    assert!(
        !often(50).contains(&SignalKind::Growing),
        "a third of the size three times as often is no growth"
    );
}

#[test]
fn one_order_and_no_more_is_told_for_a_year() {
    let once = |age: u64| kinds(&ordered(date(AS_OF) - Days::new(age), &[]));
    assert_eq!(once(59), []);
    assert_eq!(once(60), [SignalKind::BoughtOnce]);
    assert_eq!(once(365), [SignalKind::BoughtOnce]);
    assert_eq!(once(366), []);
}

#[test]
fn contact_is_missed_after_the_days_that_the_care_model_allows() {
    let steady = every(14, 10, |_| 200);
    let no_contact = |last: Option<&str>, since: Option<&str>, maximum_days: Option<u32>| {
        let care = CareState {
            last_two_way_contact: last.map(date),
            recorded_since: since.map(date),
            maximum_days,
            broken_promise: None,
        };
        detect(&steady, care).first().map(|signal| signal.evidence.clone())
    };
    let evidence = |last: Option<&str>, days_since: Option<u32>| {
        Some(Evidence::NoContact { last_contact: last.map(date), days_since, maximum_days: 90 })
    };
    assert_eq!(no_contact(Some("2025-04-01"), None, Some(90)), None, "on the last allowed day");
    assert_eq!(no_contact(Some("2025-03-31"), None, Some(90)), evidence(Some("2025-03-31"), Some(91)));
    assert_eq!(no_contact(Some("2025-03-31"), None, None), None, "no care model asks for it");
    assert_eq!(no_contact(None, Some("2025-06-01"), Some(90)), None, "added only lately");
    assert_eq!(
        no_contact(None, Some("2025-01-01"), Some(90)),
        evidence(None, None),
        "never, though long known"
    );
    assert_eq!(no_contact(None, None, Some(90)), None, "nobody would have written it down");
}

#[test]
fn seasons_are_learned_from_two_years_or_not_at_all() {
    let count = |years: i32| {
        let mut builder = SeasonBuilder::new(date(AS_OF));
        for month in 1..=years * 12 {
            let first = date("2025-06-01").checked_sub_months(chrono::Months::new(month as u32)).unwrap();
            let orders = if first.to_string().contains("-07-") { 50 } else { 100 };
            (0..orders).for_each(|_| builder.push(first));
        }
        builder.push(NaiveDate::MAX);
        builder.push(NaiveDate::MIN);
        builder.finish()
    };
    assert_eq!(count(1), Season::FLAT);
    let learned = count(2);
    assert!((0.5..0.55).contains(&learned.monthly[6]), "the July dip: {learned:?}");
    assert!(
        learned
            .monthly
            .iter()
            .enumerate()
            .all(|(month0, factor)| month0 == 6 || (1.0..1.15).contains(factor))
    );
    assert_eq!(count(3).monthly[6], learned.monthly[6]);
}

#[test]
fn a_month_in_which_the_firm_is_closed_is_a_season_in_every_month_of_the_year() {
    for month in 1..=12 {
        let as_of = date(&format!("2025-{month:02}-15"));
        let mut builder = SeasonBuilder::new(as_of);
        for age in 0..48 {
            let day = as_of.checked_sub_months(chrono::Months::new(age)).unwrap();
            if !day.to_string().contains("-07-") {
                (0..100).for_each(|_| builder.push(day));
            }
        }
        let season = builder.finish();
        assert_eq!(season.monthly[6], 0.25, "closed in July, as of month {month}: {season:?}");
        assert!(season.monthly[0] > 1.0, "{season:?}");
    }
}

#[test]
fn without_a_fitted_model_no_rank_is_told_as_money() {
    let model = OrderModel::RhythmOnly { customers_with_repeats: 3, median_interval_days: 30.0 };
    let told = |history: &[OrderDay]| {
        let customer = OrderStatistics::from_history(history, date(AS_OF));
        let care = CareState {
            recorded_since: Some(date("2024-01-01")),
            maximum_days: Some(90),
            ..CareState::default()
        };
        let mut found = Vec::new();
        SignalDetector::new(SignalRules::default(), &Season::FLAT, date(AS_OF)).detect(
            &customer,
            &model.score(&customer, 182),
            &care,
            &mut found,
        );
        found.iter().map(|signal| (signal.kind, signal.value_at_stake.is_some())).collect::<Vec<_>>()
    };
    use SignalKind::{BoughtOnce, NoContact, OrderSizeFalling, StoppedOrdering};
    assert_eq!(told(&every(14, 14, |_| 200)), [(NoContact, false)], "exactly on schedule");
    assert_eq!(told(&every(14, 84, |_| 200)), [(StoppedOrdering, false), (NoContact, false)]);
    assert_eq!(told(&every(900, 100, |_| 200)), [(BoughtOnce, false), (NoContact, false)]);
    let smaller = every(14, 10, |age| if age < 90 { 100 } else { 400 });
    assert_eq!(told(&smaller), [(OrderSizeFalling, true), (NoContact, false)], "what was counted is money");
}

#[test]
fn the_only_order_keeps_its_value_however_long_ago_it_was() {
    for (age, silent_at_most_days) in [(60, 365), (365, 365), (480, 500)] {
        let customer = OrderStatistics::from_history(&every(900, age, |_| 200), date(AS_OF));
        let model = OrderModel::RhythmOnly { customers_with_repeats: 0, median_interval_days: 90.0 };
        let rules = SignalRules { silent_at_most_days, ..SignalRules::default() };
        let mut found = Vec::new();
        SignalDetector::new(rules, &Season::FLAT, date(AS_OF)).detect(
            &customer,
            &model.score(&customer, 182),
            &CareState::default(),
            &mut found,
        );
        let [Signal { evidence: Evidence::BoughtOnce { value, .. }, .. }] = &found[..] else {
            panic!("{age} days ago: {found:?}");
        };
        assert_eq!(*value, Cents(20_000), "{age} days ago");
    }
}

#[test]
fn growth_in_a_high_season_is_not_taken_for_a_whole_year_of_it() {
    // April to June have twice the orders of the other months.
    let mut season = Season::FLAT;
    season.monthly = [0.8, 0.8, 0.8, 1.6, 1.6, 1.6, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8];
    let gain = |season: &Season| {
        let history = every(14, 0, |age| if age < 90 { 600 } else { 200 });
        let found = detect_with(&history, CareState::default(), season);
        let growing = found.into_iter().find(|signal| signal.kind == SignalKind::Growing);
        growing.expect("orders three times as large").value_at_stake.expect("growth is counted").units()
    };
    // 7 orders of 600 in 90 days are 17,033 a year; 26 of 200 before are 5,200 (27: 5,400).
    let (flat, seasonal) = (gain(&Season::FLAT), gain(&season));
    let year = |gain: f64| gain * 365.0 / 182.0;
    assert!((10_500.0..12_500.0).contains(&year(flat)), "{flat}");
    assert!(seasonal < flat * 0.55, "what a high season brings is not a year's growth: {seasonal} of {flat}");
}
