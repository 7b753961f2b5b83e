use pelikirja_domain::{OrderStatistics, Segment, SegmentRule, segment};

use crate::support::{date, ordered};

#[test]
fn segments_follow_the_rule_in_its_order() {
    let six = [20; 5];
    for (intervals, as_of, p_active, expected, why) in [
        (&six[..], "2024-06-01", Some(0.7), Segment::Loyal, "six order days and probably active"),
        (&six[..], "2024-06-01", Some(0.69), Segment::Frequent, "six within a year, though less sure"),
        (&six[..], "2026-06-01", Some(0.69), Segment::Occasional, "six, but not within a year"),
        (&six[..], "2026-06-01", Some(0.19), Segment::Lapsed, "probably gone"),
        (&six[..4], "2024-06-01", Some(0.9), Segment::Occasional, "five"),
        (&[], "2024-06-01", Some(0.9), Segment::Once, "a single order"),
        (&[], "2026-06-01", Some(0.1), Segment::Once, "a single order stays one"),
        (&six[..], "2024-06-01", None, Segment::Loyal, "without a model, silent for less than a year"),
        (&six[..4], "2026-06-01", None, Segment::Lapsed, "without a model, silent for more than a year"),
    ] {
        let customer = OrderStatistics::from_history(&ordered(date("2024-01-01"), intervals), date(as_of));
        assert_eq!(segment(&customer, p_active, &SegmentRule::default()), Some(expected), "{why}");
    }
    let never = OrderStatistics::from_history(&[], date("2024-06-01"));
    assert_eq!(segment(&never, None, &SegmentRule::default()), None, "never ordered");
}
