//! Which customers a filter matches.

use chrono::{Days, NaiveDate};

use super::Entry;
use crate::api::{CustomerFilter, LastContactFilter};

/// A filter made ready for many customers. Words that are searched, and whether ended customers show, are others'
/// business (`select.rs`).
pub(super) struct Matcher<'a> {
    filter: &'a CustomerFilter,
    today: NaiveDate,
}

impl<'a> Matcher<'a> {
    pub fn new(filter: &'a CustomerFilter, today: NaiveDate) -> Self {
        Self { filter, today }
    }

    /// Whether nothing is asked for.
    pub fn lets_all_pass(&self) -> bool {
        let CustomerFilter { tiers, owners, segments, signals, tags, last_contact, ended: _ } = self.filter;
        tiers.is_empty()
            && owners.is_empty()
            && segments.is_empty()
            && signals.is_empty()
            && tags.is_empty()
            && last_contact.is_none()
    }

    pub fn matches(&self, entry: &Entry) -> bool {
        let customer = &entry.listed;
        let filter = self.filter;
        (filter.tiers.is_empty() || customer.tier.is_some_and(|tier| filter.tiers.contains(&tier)))
            && (filter.owners.is_empty() || filter.owners.contains(&customer.owner))
            && (filter.segments.is_empty() || filter.segments.contains(&customer.segment))
            && (filter.signals.is_empty()
                || filter.signals.iter().any(|kind| customer.signals.contains(kind)))
            && filter.tags.iter().all(|tag| customer.tags.iter().any(|own| **own == **tag))
            && filter.last_contact.is_none_or(|wanted| self.contact_matches(wanted, customer.last_contact))
    }

    fn contact_matches(&self, wanted: LastContactFilter, last: Option<NaiveDate>) -> bool {
        let days_ago = |days: u32| self.today.checked_sub_days(Days::new(days.into()));
        match (wanted, last) {
            (LastContactFilter::Never, last) => last.is_none(),
            (LastContactFilter::OlderThan { .. }, None) => true,
            (LastContactFilter::OlderThan { days }, Some(last)) => {
                days_ago(days).is_some_and(|day| last <= day)
            }
            (LastContactFilter::Within { .. }, None) => false,
            (LastContactFilter::Within { days }, Some(last)) => days_ago(days).is_none_or(|day| last >= day),
        }
    }
}
