//! Meetings that come again and again (*tapaamissarja*).
//!
//! An occurrence is computed from the rule until somebody touches it; then it is a meeting of its own.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Most occurrences that are computed at once: a meeting a day for years.
const MOST_OCCURRENCES: usize = 2_000;
/// The widest step, weeks, months or years.
const WIDEST_STEP: u32 = 120;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// The same in the calendar's terms.
    #[must_use]
    pub const fn of_calendar(self) -> chrono::Weekday {
        match self {
            Self::Monday => chrono::Weekday::Mon,
            Self::Tuesday => chrono::Weekday::Tue,
            Self::Wednesday => chrono::Weekday::Wed,
            Self::Thursday => chrono::Weekday::Thu,
            Self::Friday => chrono::Weekday::Fri,
            Self::Saturday => chrono::Weekday::Sat,
            Self::Sunday => chrono::Weekday::Sun,
        }
    }
}

/// On which day of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MonthDay {
    /// On this day, 1 to 31; in shorter months on the last one.
    Day {
        /// The day.
        day: u32,
    },
    /// On the first, second, third, fourth or last such day of the week.
    Weekday {
        /// 1 to 4; 5 means the last one.
        nth: u32,
        /// The day of the week.
        weekday: Weekday,
    },
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Frequency {
    /// Every so many weeks.
    Weeks {
        /// 1 to 120.
        every: u32,
        /// On this day of the week.
        weekday: Weekday,
    },
    /// Every so many months.
    Months {
        /// 1 to 120.
        every: u32,
        /// On this day of the month.
        on: MonthDay,
    },
    /// Every year on the day and month of the first day; 29 February is the 28th in other years.
    Yearly {},
}

/// When the meetings of a series are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct SeriesRule {
    /// How often.
    pub frequency: Frequency,
    /// No meeting is before this day; the first is on it, or on the first day after it that fits. Weeks and months are
    /// counted from it.
    pub from: NaiveDate,
    /// No meeting is after this day; absent goes on.
    pub until: Option<NaiveDate>,
}

impl SeriesRule {
    /// Whether the rule says something that can be: steps and days in their range, the end not before the beginning.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        let is_step = |every: u32| (1..=WIDEST_STEP).contains(&every);
        let fits = match self.frequency {
            Frequency::Weeks { every, .. } => is_step(every),
            Frequency::Months { every, on } => {
                is_step(every)
                    && match on {
                        MonthDay::Day { day } => (1..=31).contains(&day),
                        MonthDay::Weekday { nth, .. } => (1..=5).contains(&nth),
                    }
            }
            Frequency::Yearly {} => true,
        };
        fits && self.until.is_none_or(|until| until >= self.from)
    }

    /// The days from one to another on which there is a meeting, ascending; at most 2,000 of them. None for a rule that is
    /// not valid.
    #[must_use]
    pub fn days(&self, from: NaiveDate, until: NaiveDate) -> Vec<NaiveDate> {
        if !self.is_valid() {
            return Vec::new();
        }
        let from = from.max(self.from);
        let until = self.until.map_or(until, |end| end.min(until));
        let mut days = Vec::new();
        let mut step = self.first_step(from);
        while let Some(day) = self.day(step) {
            if day > until || days.len() >= MOST_OCCURRENCES {
                break;
            }
            if day >= from {
                days.push(day);
            }
            step += 1;
        }
        days
    }

    /// Whether there is a meeting on that day.
    #[must_use]
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.days(day, day).contains(&day)
    }

    /// A step of which the day is certainly not after `from`, as near as can be said cheaply.
    fn first_step(&self, from: NaiveDate) -> u32 {
        let days = u32::try_from(from.signed_duration_since(self.from).num_days()).unwrap_or(0);
        let longest = match self.frequency {
            Frequency::Weeks { every, .. } => 7 * every,
            Frequency::Months { every, .. } => 31 * every,
            Frequency::Yearly {} => 366,
        };
        (days / longest).saturating_sub(1)
    }

    /// The day of a step, counted from 0; the first ones may be before the beginning.
    fn day(&self, step: u32) -> Option<NaiveDate> {
        match self.frequency {
            Frequency::Weeks { every, weekday } => {
                let monday = self.from.week(chrono::Weekday::Mon).checked_first_day()?;
                let offset = weekday.of_calendar().num_days_from_monday();
                let weeks = u64::from(step) * u64::from(every);
                monday.checked_add_days(Days::new(weeks * 7 + u64::from(offset)))
            }
            Frequency::Months { every, on } => {
                let month =
                    self.from.with_day(1)?.checked_add_months(Months::new(step.checked_mul(every)?))?;
                day_of_month(month, on)
            }
            Frequency::Yearly {} => self.from.checked_add_months(Months::new(step.checked_mul(12)?)),
        }
    }
}

fn day_of_month(first: NaiveDate, on: MonthDay) -> Option<NaiveDate> {
    let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
    match on {
        MonthDay::Day { day } => first.with_day(day.min(last.day())),
        MonthDay::Weekday { nth: 5, weekday } => {
            let back = (last.weekday().num_days_from_monday() + 7
                - weekday.of_calendar().num_days_from_monday())
                % 7;
            last.checked_sub_days(Days::new(back.into()))
        }
        MonthDay::Weekday { nth, weekday } => NaiveDate::from_weekday_of_month_opt(
            first.year(),
            first.month(),
            weekday.of_calendar(),
            u8::try_from(nth).ok()?,
        ),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn days(frequency: Frequency, from: &str, until: &str) -> Vec<String> {
        let rule = SeriesRule { frequency, from: day(from), until: None };
        rule.days(day(from), day(until)).iter().map(NaiveDate::to_string).collect()
    }

    #[test]
    fn every_other_wednesday_from_a_thursday_begins_two_weeks_later() {
        let every_other = Frequency::Weeks { every: 2, weekday: Weekday::Wednesday };
        // 1 January 2026 is a Thursday: that week's Wednesday has passed.
        assert_eq!(days(every_other, "2026-01-01", "2026-02-15"), ["2026-01-14", "2026-01-28", "2026-02-11"]);
    }

    #[test]
    fn months_have_their_last_days_and_nth_weekdays() {
        let last = Frequency::Months { every: 1, on: MonthDay::Day { day: 31 } };
        assert_eq!(
            days(last, "2026-01-15", "2026-04-30"),
            ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
        );
        let second =
            Frequency::Months { every: 3, on: MonthDay::Weekday { nth: 2, weekday: Weekday::Tuesday } };
        assert_eq!(days(second, "2026-01-01", "2026-08-01"), ["2026-01-13", "2026-04-14", "2026-07-14"]);
        let fridays =
            Frequency::Months { every: 1, on: MonthDay::Weekday { nth: 5, weekday: Weekday::Friday } };
        assert_eq!(days(fridays, "2026-01-01", "2026-03-31"), ["2026-01-30", "2026-02-27", "2026-03-27"]);
    }

    #[test]
    fn a_leap_day_has_its_year() {
        let yearly = days(Frequency::Yearly {}, "2024-02-29", "2028-12-31");
        assert_eq!(yearly, ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]);
    }

    #[test]
    fn what_cannot_be_has_no_days() {
        let never = SeriesRule {
            frequency: Frequency::Weeks { every: 0, weekday: Weekday::Monday },
            from: day("2026-01-01"),
            until: None,
        };
        assert!(!never.is_valid());
        assert!(never.days(day("2026-01-01"), day("2026-12-31")).is_empty());
        let backwards = SeriesRule {
            frequency: Frequency::Yearly {},
            from: day("2026-01-02"),
            until: Some(day("2026-01-01")),
        };
        assert!(!backwards.is_valid());
    }

    fn frequencies() -> impl Strategy<Value = Frequency> {
        let weekday = prop::sample::select(vec![Weekday::Monday, Weekday::Thursday, Weekday::Sunday]);
        prop_oneof![
            (1_u32..6, weekday.clone()).prop_map(|(every, weekday)| Frequency::Weeks { every, weekday }),
            (1_u32..14, 1_u32..32)
                .prop_map(|(every, day)| Frequency::Months { every, on: MonthDay::Day { day } }),
            (1_u32..14, 1_u32..6, weekday).prop_map(|(every, nth, weekday)| Frequency::Months {
                every,
                on: MonthDay::Weekday { nth, weekday }
            }),
            Just(Frequency::Yearly {}),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_window_shows_what_the_whole_has(
            frequency in frequencies(), start in 0_u64..800, begin in 0_u64..3_000, length in 0_u64..900
        ) {
            let zero = day("2024-01-01");
            let from = zero.checked_add_days(Days::new(start)).unwrap();
            let rule = SeriesRule { frequency, from, until: None };
            let window_from = zero.checked_add_days(Days::new(begin)).unwrap();
            let window_until = window_from.checked_add_days(Days::new(length)).unwrap();
            let whole = rule.days(from, zero.checked_add_days(Days::new(4_000)).unwrap());
            let expected: Vec<NaiveDate> =
                whole.iter().copied().filter(|day| (window_from..=window_until).contains(day)).collect();
            prop_assert_eq!(rule.days(window_from, window_until), expected);
            prop_assert!(whole.windows(2).all(|pair| pair[0] < pair[1]), "ascending, each day once");
        }
    }
}
