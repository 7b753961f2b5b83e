//! Working days and how busy they are.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// The three years of the demo firm, and *business time* in them: it runs fast on busy days, slowly in July
/// and stands still on weekends and holidays, and is scaled so that the whole is as long as in calendar days.
/// Rhythms are drawn in business time, so seasons and working days need no care elsewhere.
#[derive(Debug)]
pub(crate) struct Calendar {
    /// First day of the three years.
    pub(crate) first: NaiveDate,
    /// Length in calendar days; today is the last one.
    pub(crate) days: usize,
    /// Working days as days after the first, with the business time at their end.
    working: Vec<(usize, f64)>,
}

impl Calendar {
    /// Three years up to today, which is included.
    pub(crate) fn new(today: NaiveDate) -> Self {
        let first = today.checked_sub_months(Months::new(36)).unwrap_or(today);
        let mut working = Vec::with_capacity(780);
        let mut total = 0.0;
        let mut days = 0;
        for date in first.iter_days().take_while(|date| *date <= today) {
            if is_working_day(date) {
                total += busyness(date);
                working.push((days, total));
            }
            days += 1;
        }
        #[expect(clippy::cast_precision_loss, reason = "some 1,100 days")]
        let scale = days as f64 / total;
        working.iter_mut().for_each(|(_, end)| *end *= scale);
        Self { first, days, working }
    }

    /// The working day, in days after the first, that holds this business time; `None` after the end.
    pub(crate) fn day_at(&self, time: f64) -> Option<usize> {
        let place = self.working.partition_point(|(_, end)| *end <= time);
        self.working.get(place).map(|(day, _)| *day)
    }

    /// Business time at the start of this day.
    pub(crate) fn start_of(&self, day: usize) -> f64 {
        let place = self.working.partition_point(|(other, _)| *other < day);
        if place == 0 { 0.0 } else { self.working[place - 1].1 }
    }

    /// The first working day on or after this one, inside the three years.
    pub(crate) fn working_day_from(&self, day: usize) -> Option<usize> {
        let place = self.working.partition_point(|(other, _)| *other < day);
        self.working.get(place).map(|(day, _)| *day)
    }

    /// The date so many days after the first.
    pub(crate) fn date(&self, day: usize) -> NaiveDate {
        self.first.checked_add_days(Days::new(day as u64)).unwrap_or(self.first)
    }

    /// The day that lies so many days before today; 0 when that is before the first.
    pub(crate) const fn before_today(&self, days: usize) -> usize {
        (self.days - 1).saturating_sub(days)
    }
}

/// The last working day on or before a date.
pub(crate) fn working_day_back(date: NaiveDate) -> NaiveDate {
    let mut day = date;
    while !is_working_day(day) {
        match day.pred_opt() {
            Some(before) => day = before,
            None => return day,
        }
    }
    day
}

/// Neither a weekend nor one of the Finnish public holidays, nor Christmas or Midsummer Eve.
pub(crate) fn is_working_day(date: NaiveDate) -> bool {
    if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
        return false;
    }
    let fixed = matches!((date.month(), date.day()), (1, 1 | 6) | (5, 1) | (12, 6 | 24 | 25 | 26));
    let midsummer_eve =
        date.weekday() == Weekday::Fri && date.month() == 6 && (19..=25).contains(&date.day());
    let from_easter = easter(date.year()).map(|easter| (date - easter).num_days());
    // Good Friday, Easter Monday, Ascension Day.
    !fixed && !midsummer_eve && !matches!(from_easter, Some(-2 | 1 | 39))
}

/// Easter Sunday of the Gregorian calendar, by the "anonymous" computus (Meeus, Astronomical Algorithms).
fn easter(year: i32) -> Option<NaiveDate> {
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let f = (b + 8) / 25;
    let h = (19 * a + b - b / 4 - (b - f + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(sum / 31).ok()?, u32::try_from(sum % 31 + 1).ok()?)
}

/// How much is ordered on a working day, 1 = usual: the holidays of July, the lull before Christmas, busy
/// spring and autumn, quiet Fridays.
fn busyness(date: NaiveDate) -> f64 {
    let season = match (date.month(), date.day()) {
        (1, 1..=12) => 0.7,
        (1, _) => 0.95,
        (3, _) => 1.08,
        (4 | 8, _) => 1.04,
        (5 | 9 | 10, _) => 1.12,
        (6, 20..) => 0.6,
        (7, _) => 0.42,
        (11, _) => 1.07,
        (12, 16..) => 0.35,
        (12, _) => 0.95,
        _ => 1.0,
    };
    let weekday = match date.weekday() {
        Weekday::Mon => 1.12,
        Weekday::Tue => 1.06,
        Weekday::Fri => 0.8,
        _ => 1.0,
    };
    season * weekday
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn finnish_holidays_are_no_working_days() {
        for holiday in [
            "2024-01-01",
            "2024-03-29",
            "2024-04-01",
            "2024-05-01",
            "2024-05-09",
            "2024-06-21",
            "2024-12-06",
            "2025-04-18",
            "2025-04-21",
            "2025-05-29",
            "2025-06-20",
            "2026-04-03",
            "2026-01-06",
        ] {
            assert!(!is_working_day(date(holiday)), "{holiday}");
        }
        for working in ["2024-03-28", "2024-04-02", "2024-06-20", "2025-12-23", "2026-05-15"] {
            assert!(is_working_day(date(working)), "{working}");
        }
    }

    #[test]
    fn business_time_covers_the_working_days_and_nothing_else() {
        let calendar = Calendar::new(date("2026-02-28"));
        assert_eq!(
            (calendar.first, calendar.date(calendar.days - 1)),
            (date("2023-02-28"), date("2026-02-28"))
        );
        for step in 0..calendar.days * 4 {
            let day = calendar.day_at(step as f64 / 4.0);
            assert!(day.is_some_and(|day| is_working_day(calendar.date(day))), "{step}");
        }
        assert_eq!(calendar.day_at(calendar.days as f64 + 0.001), None);
        // 28 February 2026 is a Saturday: nothing happens on it.
        assert_eq!(calendar.working_day_from(calendar.days - 1), None);
        let day = calendar.day_at(500.0).unwrap();
        assert_eq!(calendar.day_at(calendar.start_of(day)), Some(day));
    }
}
