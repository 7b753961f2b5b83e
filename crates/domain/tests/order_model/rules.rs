use pelikirja_domain::{OutOfRange, SegmentRule, SignalRules};

#[test]
fn the_defaults_are_within_their_ranges() {
    assert_eq!(SignalRules::default().check(), Ok(()));
    assert_eq!(SegmentRule::default().check(), Ok(()));
}

#[test]
fn a_threshold_that_would_switch_its_signal_off_is_named() {
    let usual = SignalRules::default();
    for (rules, field) in [
        (SignalRules { stopped_from_p_no_order: 1.1, ..usual }, "stopped_from_p_no_order"),
        (SignalRules { stopped_order_days: 0, ..usual }, "stopped_order_days"),
        (
            SignalRules { stopped_from_median_intervals: f64::INFINITY, ..usual },
            "stopped_from_median_intervals",
        ),
        (SignalRules { silent_at_most_days: 0, ..usual }, "silent_at_most_days"),
        (SignalRules { falling_rate: 1.0, ..usual }, "falling_rate"),
        (SignalRules { growing_rate: 0.5, ..usual }, "growing_rate"),
        (SignalRules { frequency_probability: f64::NAN, ..usual }, "frequency_probability"),
        (SignalRules { size_z: -1.0, ..usual }, "size_z"),
        (SignalRules { falling_size: 0.0, ..usual }, "falling_size"),
        (SignalRules { bought_once_after_days: 366, ..usual }, "bought_once_after_days"),
    ] {
        assert_eq!(rules.check(), Err(OutOfRange { field }));
    }
    let usual = SegmentRule::default();
    for (rule, field) in [
        (SegmentRule { lapsed_below_p_active: -0.1, ..usual }, "lapsed_below_p_active"),
        (SegmentRule { loyal_from_p_active: 0.1, ..usual }, "loyal_from_p_active"),
        (SegmentRule { loyal_order_days: 1, ..usual }, "loyal_order_days"),
        (SegmentRule { frequent_order_days: 366, ..usual }, "frequent_order_days"),
        (SegmentRule { lapsed_after_days: 0, ..usual }, "lapsed_after_days"),
    ] {
        assert_eq!(rule.check(), Err(OutOfRange { field }));
    }
}
