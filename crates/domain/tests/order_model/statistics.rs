use expect_test::expect;
use pelikirja_domain::{Cents, IntervalWeighting, OrderDay, OrderStatistics, StatisticsBuilder};

use crate::support::{date, ordered};

#[test]
fn a_worked_example() {
    let mut history = ordered(date("2024-01-10"), &[30, 34, 26, 40, 300]);
    history[2].net = Cents(25_050);
    history.insert(3, OrderDay { day: date("2024-03-20"), net: Cents(-5_000) });
    let statistics = OrderStatistics::from_history(&history, date("2025-04-30"));
    expect![[r#"
        OrderStatistics {
            as_of: 2025-04-30,
            order_days: 6,
            first_order: Some(
                2024-01-10,
            ),
            last_order: Some(
                2025-03-15,
            ),
            last_order_value: Cents(
                10000,
            ),
            interval_quartiles: Some(
                IntervalQuartiles {
                    low: 30.000000,
                    median: 34.000000,
                    high: 40.000000,
                },
            ),
            rhythm: Rhythm {
                repeats: 2.801193,
                span_days: 336.541737,
                log_intervals: 11.774997,
                gap_days: 46.000000,
            },
            value_365: Cents(
                20000,
            ),
            value_previous_365: Cents(
                50050,
            ),
            order_days_365: 2,
            recent: OrderWindow {
                order_days: 1,
                value: Cents(
                    10000,
                ),
                log_sum: 4.605170,
                log_square_sum: 21.207592,
            },
            base: OrderWindow {
                order_days: 4,
                value: Cents(
                    55050,
                ),
                log_sum: 19.338969,
                log_square_sum: 94.131376,
            },
        }"#]]
    .assert_eq(&format!("{statistics:#.6?}"));
}

#[test]
fn what_came_after_the_day_is_not_known_on_it() {
    let history = ordered(date("2024-01-10"), &[30, 30, 30]);
    let known = OrderStatistics::from_history(&history[..2], date("2024-02-20"));
    assert_eq!(OrderStatistics::from_history(&history, date("2024-02-20")), known);
    let on_the_day = OrderStatistics::from_history(&history, date("2024-02-09"));
    assert_eq!(
        (on_the_day.order_days, on_the_day.days_since_last()),
        (2, Some(0)),
        "the day itself is known"
    );
}

#[test]
fn credit_notes_move_value_but_are_no_order_days() {
    let mut history = ordered(date("2024-01-10"), &[30]);
    history.push(OrderDay { day: date("2024-03-01"), net: Cents(-4_000) });
    history.push(OrderDay { day: date("2024-03-02"), net: Cents::ZERO });
    let statistics = OrderStatistics::from_history(&history, date("2024-03-10"));
    assert_eq!((statistics.order_days, statistics.last_order), (2, Some(date("2024-02-09"))));
    assert_eq!(statistics.value_365, Cents(16_000));
}

#[test]
fn single_orders_may_be_pushed_in_place_of_days() {
    let mut builder = StatisticsBuilder::new(date("2024-03-10"));
    for (day, net) in
        [("2024-01-10", 6_000), ("2024-01-10", 4_000), ("2024-02-09", 12_000), ("2024-02-09", -2_000)]
    {
        builder.push(OrderDay { day: date(day), net: Cents(net) });
    }
    let by_day = OrderStatistics::from_history(&ordered(date("2024-01-10"), &[30]), date("2024-03-10"));
    assert_eq!(builder.finish(), by_day);
    assert_eq!(builder.finish().order_days, 0, "the builder starts anew for the next customer");
}

#[test]
fn windows_end_where_they_say() {
    let as_of = date("2024-12-31");
    let one_order = |age: u64| {
        let history = ordered(as_of - chrono::Days::new(age), &[]);
        let statistics = OrderStatistics::from_history(&history, as_of);
        (
            statistics.value_365.0 > 0,
            statistics.value_previous_365.0 > 0,
            statistics.recent.order_days,
            statistics.base.order_days,
        )
    };
    assert_eq!(one_order(0), (true, false, 1, 0));
    assert_eq!(one_order(89), (true, false, 1, 0));
    assert_eq!(one_order(90), (true, false, 0, 1));
    assert_eq!(one_order(364), (true, false, 0, 1));
    assert_eq!(one_order(365), (false, true, 0, 1));
    assert_eq!(one_order(454), (false, true, 0, 1));
    assert_eq!(one_order(455), (false, true, 0, 0));
    assert_eq!(one_order(730), (false, false, 0, 0));
}

#[test]
fn an_interval_of_a_year_ago_counts_half() {
    assert!((IntervalWeighting::RECENT.weight(365.0) - 0.5).abs() < 1e-12);
    let history = ordered(date("2022-12-02"), &[29, 365]);
    let statistics = OrderStatistics::from_history(&history, date("2023-12-31"));
    assert!((statistics.rhythm.repeats - 1.5).abs() < 1e-12);
    assert!((statistics.rhythm.span_days - (14.5 + 365.0)).abs() < 1e-9);
    assert!((statistics.rhythm.log_intervals - (0.5 * 29f64.ln() + 365f64.ln())).abs() < 1e-9);
    let mut equal = StatisticsBuilder::with_weighting(date("2023-12-31"), IntervalWeighting::Equal);
    assert_eq!(
        equal.summarise(&history).rhythm.span_days,
        394.0,
        "unweighted, the last order counted from the first"
    );
}
