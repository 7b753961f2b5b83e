//! When a signal that was dealt with may come back.

use super::{Evidence, FrequencyChange, Signal};
use crate::Cents;

/// A gap or a contact pause this many times as long as when it was dealt with is new.
const LONGER_BY: u32 = 2;
/// A value at stake this many hundredths of what it was is new.
const MORE_VALUE_PERCENT: i128 = 150;

impl Signal {
    /// Whether this signal says something that `handled`, an earlier one of the same customer and kind, did
    /// not, so that an item that was done, snoozed or called a false alarm comes back.
    ///
    /// - In all kinds but [`BoughtOnce`](Evidence::BoughtOnce) and [`BrokenPromise`](Evidence::BrokenPromise): the value at stake has grown by half; where there is
    ///   none, what the queue ranks by.
    /// - Stopped ordering: there was an order in between (the silence is another one), or the silence is twice as
    ///   long.
    /// - Frequency, size, growth: the recent windows do not overlap, so no order is counted in both.
    /// - Bought once: never; a second order ends it.
    /// - Broken promise: another one was broken since.
    /// - No contact: there was a contact in between, or the pause is twice as long.
    ///
    /// Signals of different kinds are always news to each other.
    #[must_use]
    pub fn is_new_evidence(&self, handled: &Self) -> bool {
        if self.kind != handled.kind {
            return true;
        }
        let changed = match (&self.evidence, &handled.evidence) {
            (
                Evidence::StoppedOrdering { last_order, days_since_last, .. },
                Evidence::StoppedOrdering { last_order: old_order, days_since_last: old_days, .. },
            ) => last_order != old_order || *days_since_last >= old_days.saturating_mul(LONGER_BY),
            (
                Evidence::NoContact { last_contact, .. },
                Evidence::NoContact { last_contact: old_contact, days_since: old_days, maximum_days },
            ) => {
                let passed = (self.seen_on - handled.seen_on).num_days();
                last_contact != old_contact || passed >= i64::from(old_days.unwrap_or(*maximum_days))
            }
            (Evidence::BoughtOnce { .. }, Evidence::BoughtOnce { .. }) => return false,
            (
                Evidence::BrokenPromise { promise, broken_on, broken, .. },
                Evidence::BrokenPromise {
                    promise: old_promise, broken_on: old_day, broken: old_broken, ..
                },
            ) => return (promise, broken_on) != (old_promise, old_day) || broken > old_broken,
            (now, before) => match (recent_days(now), recent_days(before)) {
                (Some(window), Some(_)) => (self.seen_on - handled.seen_on).num_days() >= i64::from(window),
                _ => true,
            },
        };
        // An amount and a rank, as after the first fit of the model, tell nothing of each other.
        let is_comparable = self.value_at_stake.is_some() == handled.value_at_stake.is_some();
        changed || is_comparable && has_grown(self.priority, handled.priority)
    }
}

/// Length of the recent window that the evidence counted.
fn recent_days(evidence: &Evidence) -> Option<u32> {
    match evidence {
        Evidence::OrderFrequencyFalling { frequency: FrequencyChange { recent_days, .. } } => {
            Some(*recent_days)
        }
        Evidence::OrderSizeFalling { size } => Some(size.recent_days),
        Evidence::Growing { frequency, size } => {
            frequency.map(|change| change.recent_days).or_else(|| size.map(|change| change.recent_days))
        }
        _ => None,
    }
}

fn has_grown(now: Cents, before: Cents) -> bool {
    i128::from(now.0) * 100 > i128::from(before.0.max(0)) * MORE_VALUE_PERCENT
}
