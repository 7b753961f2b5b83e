//! The days on which the methods have to tell.

use chrono::{Datelike, Days, NaiveDate};

use crate::OrderDay;
use crate::order_model::days_between;

/// Days of history that there must be before a cut.
pub(super) const HISTORY_DAYS: u32 = 180;
/// Cuts at the most, the newest.
const MOST_CUTS: usize = 6;

/// The first and the last order day of all customers.
pub(super) fn span<H: AsRef<[OrderDay]>>(histories: &[H]) -> Option<(NaiveDate, NaiveDate)> {
    let mut days = histories
        .iter()
        .flat_map(|history| history.as_ref().iter())
        .filter(|entry| entry.is_order())
        .map(|entry| entry.day);
    let first = days.next()?;
    Some(days.fold((first, first), |(low, high), day| (low.min(day), high.max(day))))
}

/// The last month ends with [`HISTORY_DAYS`] before them and the horizon after them, oldest first.
pub(super) fn cuts((first, last): (NaiveDate, NaiveDate), horizon_days: u32) -> Vec<NaiveDate> {
    let mut cuts = Vec::new();
    let mut day = last.checked_sub_days(Days::new(u64::from(horizon_days))).and_then(month_end_up_to);
    while let Some(cut) = day
        && cut > first
        && days_between(first, cut) >= HISTORY_DAYS
        && cuts.len() < MOST_CUTS
    {
        cuts.push(cut);
        day = cut.with_day(1).and_then(|first_of_month| first_of_month.pred_opt());
    }
    cuts.reverse();
    cuts
}

/// The last month end that is not after `day`.
fn month_end_up_to(day: NaiveDate) -> Option<NaiveDate> {
    day.succ_opt()?.with_day(1)?.pred_opt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn cuts_are_month_ends_with_history_before_and_horizon_after() {
        let span = (date("2010-12-01"), date("2011-12-09"));
        let found = cuts(span, 90);
        assert_eq!(found, ["2011-05-31", "2011-06-30", "2011-07-31", "2011-08-31"].map(date));
        assert_eq!(cuts(span, 182), [date("2011-05-31")]);
        assert_eq!(cuts(span, 300), [], "too little is left before");
        assert_eq!(cuts((date("2000-01-01"), date("2011-01-30")), 30).len(), MOST_CUTS);
        assert_eq!(cuts((NaiveDate::MIN, NaiveDate::MIN), 90), [], "the end of the calendar is no panic");
    }

    #[test]
    fn a_month_end_is_its_own() {
        assert_eq!(month_end_up_to(date("2012-02-29")), Some(date("2012-02-29")));
        assert_eq!(month_end_up_to(date("2012-02-28")), Some(date("2012-01-31")));
    }
}
