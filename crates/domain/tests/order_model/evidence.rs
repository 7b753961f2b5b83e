use pelikirja_domain::{Cents, Evidence, Signal, SizeChange};

use crate::support::date;

fn stopped(last_order: &str, days_since_last: u32, stake: i64, seen_on: &str) -> Signal {
    let evidence = Evidence::StoppedOrdering {
        order_days: 9,
        last_order: date(last_order),
        days_since_last,
        median_interval_days: 30.0,
        quartile_low_days: 25.0,
        quartile_high_days: 35.0,
        p_active: Some(0.4),
        p_no_order: 0.6,
        horizon_days: 182,
    };
    Signal::new(evidence, Cents(stake), date(seen_on))
}

#[test]
fn a_silence_comes_back_when_it_is_another_one_twice_as_long_or_costs_half_more() {
    let handled = stopped("2025-01-01", 70, 100_000, "2025-03-12");
    assert!(!stopped("2025-01-01", 90, 120_000, "2025-04-01").is_new_evidence(&handled), "the same silence");
    assert!(stopped("2025-04-01", 75, 90_000, "2025-06-15").is_new_evidence(&handled), "another silence");
    assert!(stopped("2025-01-01", 140, 90_000, "2025-05-21").is_new_evidence(&handled), "twice as long");
    assert!(stopped("2025-01-01", 90, 150_001, "2025-04-01").is_new_evidence(&handled), "costs half more");
}

#[test]
fn the_first_fit_of_the_model_brings_nothing_back() {
    let ranked = Signal { value_at_stake: None, ..stopped("2025-01-01", 70, 100_000, "2025-03-12") };
    assert!(!stopped("2025-01-01", 90, 200_000, "2025-04-01").is_new_evidence(&ranked));
    let higher = Signal { value_at_stake: None, ..stopped("2025-01-01", 90, 150_001, "2025-04-01") };
    assert!(higher.is_new_evidence(&ranked), "ranks compare with each other");
}

#[test]
fn a_change_comes_back_when_no_order_is_counted_twice() {
    let smaller = |seen_on: &str| {
        let size = SizeChange {
            recent_average: Cents(10_000),
            recent_orders: 5,
            recent_days: 90,
            base_average: Cents(20_000),
            base_orders: 20,
            base_days: 365,
            ratio: 0.5,
            z: -4.0,
        };
        Signal::new(Evidence::OrderSizeFalling { size }, Cents(50_000), date(seen_on))
    };
    let handled = smaller("2025-01-01");
    assert!(!smaller("2025-03-31").is_new_evidence(&handled), "89 days later");
    assert!(smaller("2025-04-01").is_new_evidence(&handled), "90 days later");
    assert!(
        smaller("2025-01-02").is_new_evidence(&stopped("2024-12-01", 31, 0, "2025-01-01")),
        "another kind"
    );
}

#[test]
fn a_missed_contact_comes_back_after_a_contact_or_a_pause_twice_as_long() {
    let missed = |last: Option<&str>, days_since: Option<u32>, seen_on: &str| {
        let evidence = Evidence::NoContact { last_contact: last.map(date), days_since, maximum_days: 90 };
        Signal::new(evidence, Cents(50_000), date(seen_on))
    };
    let handled = missed(Some("2025-01-01"), Some(100), "2025-04-11");
    assert!(!missed(Some("2025-01-01"), Some(199), "2025-07-19").is_new_evidence(&handled));
    assert!(missed(Some("2025-01-01"), Some(200), "2025-07-20").is_new_evidence(&handled));
    assert!(missed(Some("2025-04-12"), Some(91), "2025-07-12").is_new_evidence(&handled));
    let never = missed(None, None, "2025-04-11");
    assert!(!missed(None, None, "2025-07-09").is_new_evidence(&never));
    assert!(missed(None, None, "2025-07-10").is_new_evidence(&never), "after another whole interval");
}

#[test]
fn a_single_order_is_told_once() {
    let once = |stake: i64, seen_on: &str| {
        let evidence = Evidence::BoughtOnce {
            only_order: date("2025-01-01"),
            days_since: 100,
            value: Cents(10_000),
            p_no_order: Some(0.8),
            horizon_days: 182,
        };
        Signal::new(evidence, Cents(stake), date(seen_on))
    };
    assert!(!once(90_000, "2025-12-01").is_new_evidence(&once(10_000, "2025-04-11")));
}

#[test]
fn signals_are_kept_as_they_are() {
    let signal = stopped("2025-01-01", 70, 100_000, "2025-03-12");
    let kept = serde_json::to_string(&signal).unwrap();
    assert_eq!(serde_json::from_str::<Signal>(&kept).unwrap(), signal);
}
