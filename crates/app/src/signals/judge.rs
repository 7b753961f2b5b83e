//! From a customer's history to its figures and signals.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use pelikirja_domain::{
    CareState, Clock, Id, OrderScore, OrderStatistics, SegmentRule, Signal, SignalDetector, segment,
};
use pelikirja_store::table::care::CareRow;
use pelikirja_store::table::figures::FiguresRow;

use super::basis::{Fit, Terms};

/// Order days from which on one speaks of a usual interval.
const SMALLEST_RHYTHM: u32 = 3;

/// Judges customers by the rules and parameters of one run.
pub(super) struct Judge {
    detector: SignalDetector,
    segment_rule: SegmentRule,
    maximum_days: HashMap<Id, u32>,
    as_of: NaiveDate,
    clock: Arc<dyn Clock>,
}

impl Judge {
    pub fn new(terms: &Terms, fit: &Fit, as_of: NaiveDate, clock: &Arc<dyn Clock>) -> Self {
        Self {
            detector: SignalDetector::new(terms.signal_rules, &fit.season, as_of),
            segment_rule: terms.segment_rule,
            maximum_days: terms.maximum_days.iter().copied().collect(),
            as_of,
            clock: Arc::clone(clock),
        }
    }

    /// The figures of a customer with orders.
    pub fn figures(&self, customer: i64, statistics: &OrderStatistics, score: &OrderScore) -> FiguresRow {
        let has_ordered = statistics.order_days > 0;
        FiguresRow {
            customer,
            segment: segment(statistics, score.p_active, &self.segment_rule),
            value_365: statistics.value_365,
            value_previous_365: statistics.value_previous_365,
            value_at_stake: score.value_at_stake.filter(|_| has_ordered),
            first_order: statistics.first_order,
            last_order: statistics.last_order,
            order_days: statistics.order_days,
            quartiles: statistics.interval_quartiles.filter(|_| statistics.order_days >= SMALLEST_RHYTHM),
            p_active: score.p_active,
            p_no_order: has_ordered.then_some(score.p_no_order),
        }
    }

    /// Adds the signals of a customer; none for one whose relation has ended.
    pub fn signals(
        &self,
        care: &CareRow,
        statistics: &OrderStatistics,
        score: &OrderScore,
        found: &mut Vec<Signal>,
    ) {
        if care.ended_on.is_some_and(|day| day <= self.as_of) {
            return;
        }
        let care = CareState {
            last_two_way_contact: care.last_two_way_contact,
            recorded_since: Some(self.clock.local_date(care.created_at)),
            maximum_days: care.tier.and_then(|tier| self.maximum_days.get(&tier).copied()),
            broken_promise: care.broken_promise,
        };
        self.detector.detect(statistics, score, &care, found);
    }
}
