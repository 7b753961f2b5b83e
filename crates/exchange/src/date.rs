//! Dates as people and programs write them.

use chrono::{Days, NaiveDate};

use crate::mapping::DateOrder;

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not a date, not one of the calendar, or outside the years 1900 to 2199.
    #[error("not a date")]
    Form,
    /// It reads day first and month first, as different days.
    #[error("a date that reads both ways")]
    Ambiguous,
}

/// Reads a date, with or without a time of day, which is left out: `4.7.1996`, `04.07.96`, `1996-07-04`,
/// `1996-07-04 08:26:00`, `1996-07-04T08:26Z`, `07/04/1996`, `4-7-1996`, `19960704`.
///
/// Two-digit years are 1970 to 2069. Dates with dots are day first; `order` decides for slashes and hyphens.
///
/// # Errors
/// [`DateError`]; `Ambiguous` only when no order is given.
pub fn parse_date(text: &str, order: Option<DateOrder>) -> Result<NaiveDate, DateError> {
    parse_date_until(text, order, LAST_SHORT_YEAR)
}

/// The last year that two digits mean, unless the field says otherwise: 1970 to 2069.
pub(crate) const LAST_SHORT_YEAR: i32 = 2069;

/// As [`parse_date`]; a year of two digits is one of the hundred up to `last_short_year`.
pub(crate) fn parse_date_until(
    text: &str,
    order: Option<DateOrder>,
    last_short_year: i32,
) -> Result<NaiveDate, DateError> {
    if let Some(date) = iso(text.as_bytes()) {
        return Ok(date);
    }
    let text = text.trim();
    let spaceless;
    let text = if text.contains(". ") {
        spaceless = text.replace(". ", ".");
        spaceless.as_str()
    } else {
        text
    };
    let day = match text.find([' ', 'T', '\u{a0}']) {
        Some(end) if is_time(text[end..].trim_start_matches([' ', 'T', '\u{a0}'])) => &text[..end],
        Some(_) => return Err(DateError::Form),
        None => text,
    };
    if day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit()) {
        return of(number(&day[..4])?, number(&day[4..6])?, number(&day[6..])?);
    }
    let mark = day.chars().find(|letter| !letter.is_ascii_digit()).ok_or(DateError::Form)?;
    if !matches!(mark, '.' | '/' | '-') {
        return Err(DateError::Form);
    }
    let mut parts = day.splitn(3, mark);
    let (Some(first), Some(second), Some(third)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(DateError::Form);
    };
    if first.len() == 4 {
        return of(number(first)?, number(second)?, number(third)?);
    }
    let year = match (third.len(), number(third)?) {
        (4, year) => year,
        (2, year) => last_short_year - (last_short_year - year).rem_euclid(100),
        _ => return Err(DateError::Form),
    };
    let (first, second) = (number(first)?, number(second)?);
    if mark == '.' {
        return of(year, second, first);
    }
    match order {
        Some(DateOrder::DayFirst) => of(year, second, first),
        Some(DateOrder::MonthFirst) => of(year, first, second),
        Some(DateOrder::YearFirst) => Err(DateError::Form),
        None => match (of(year, second, first), of(year, first, second)) {
            (Ok(day_first), Ok(month_first)) if day_first != month_first => Err(DateError::Ambiguous),
            (Ok(date), _) | (_, Ok(date)) => Ok(date),
            (Err(error), Err(_)) => Err(error),
        },
    }
}

/// `1996-07-04`, alone or before a time: what most files have, without any copying.
fn iso(bytes: &[u8]) -> Option<NaiveDate> {
    let [a, b, c, d, b'-', e, f, b'-', g, h, rest @ ..] = bytes else { return None };
    let mut parts = [0; 8];
    for (part, digit) in parts.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *part = i32::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    let is_time = match rest {
        [] => true,
        [b' ' | b'T', rest @ ..] => is_time(std::str::from_utf8(rest).ok()?),
        _ => false,
    };
    if !is_time {
        return None;
    }
    let [a, b, c, d, e, f, g, h] = parts;
    of(a * 1000 + b * 100 + c * 10 + d, e * 10 + f, g * 10 + h).ok()
}

/// A time of day in any usual writing, or nothing.
fn is_time(text: &str) -> bool {
    let text = text.trim();
    let text = text
        .strip_suffix(['M', 'm'])
        .and_then(|text| text.strip_suffix(['A', 'P', 'a', 'p']))
        .unwrap_or(text);
    text.is_empty()
        || text.starts_with(|first: char| first.is_ascii_digit())
            && text.bytes().all(|byte| byte.is_ascii_digit() || b":.,+- Z".contains(&byte))
}

fn number(text: &str) -> Result<i32, DateError> {
    if !(1..=4).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DateError::Form);
    }
    text.parse().map_err(|_| DateError::Form)
}

fn of(year: i32, month: i32, day: i32) -> Result<NaiveDate, DateError> {
    let part = |part: i32| u32::try_from(part).map_err(|_| DateError::Form);
    if !(1900..2200).contains(&year) {
        return Err(DateError::Form);
    }
    NaiveDate::from_ymd_opt(year, part(month)?, part(day)?).ok_or(DateError::Form)
}

/// The date of a spreadsheet's day number, 1 = 1900-01-01, fractions of a day left out; `None` outside 1900 to
/// 2199.
///
/// Spreadsheets count a 29 February 1900 that never was (day 60, itself `None`), after Lotus 1-2-3.
pub(crate) fn from_serial(serial: f64) -> Option<NaiveDate> {
    if !(1.0..109_573.0).contains(&serial) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be in range above"
    )]
    let day = serial as u64;
    let start = NaiveDate::from_ymd_opt(1899, 12, if day < 60 { 31 } else { 30 })?;
    if day == 60 { None } else { start.checked_add_days(Days::new(day)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str, order: Option<DateOrder>) -> Result<String, DateError> {
        parse_date(text, order).map(|date| date.to_string())
    }

    #[test]
    fn dates_as_accounting_writes_them() {
        for text in [
            "4.7.1996",
            "04.07.1996",
            "04.07.96",
            "4. 7. 1996",
            "1996-07-04",
            "1996-07-04 08:26:00",
            "1996-07-04T08:26",
            "1996-07-04T08:26:00.000Z",
            "1996-07-04T08:26:00+03:00",
            "4.7.1996 8:26",
            "4.7.1996 klo",
            "19960704",
            "1996/07/04",
            "1996.7.4",
            "4/7/1996",
            "04-07-1996 08.26",
            "4/7/96 8:26 AM",
        ] {
            let expected =
                if text.ends_with("klo") { Err(DateError::Form) } else { Ok("1996-07-04".to_owned()) };
            assert_eq!(date(text, Some(DateOrder::DayFirst)), expected, "{text:?}");
        }
        assert_eq!(date("07/04/1996", Some(DateOrder::MonthFirst)).as_deref(), Ok("1996-07-04"));
        assert_eq!(
            date("4.7.1996", Some(DateOrder::MonthFirst)).as_deref(),
            Ok("1996-07-04"),
            "dots are day first"
        );
        assert_eq!(date("1.1.69", None).as_deref(), Ok("2069-01-01"));
        assert_eq!(date("1.1.70", None).as_deref(), Ok("1970-01-01"));
        let birthday = |text| parse_date_until(text, None, 2026).map(|date| date.to_string());
        assert_eq!(birthday("12.3.55").as_deref(), Ok("1955-03-12"));
        assert_eq!(birthday("12.3.26").as_deref(), Ok("2026-03-12"));
        assert_eq!(birthday("12.3.27").as_deref(), Ok("1927-03-12"));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "31.2.1996",
            "4.7",
            "4.7.1996.1",
            "0000-00-00",
            "4.7.196",
            "96-07-04",
            "1996-13-04",
            "19961304",
            "heinä",
            "4/x/1996",
            "12345",
            "1.1.1899",
            "1.1.2200",
        ] {
            assert!(date(text, Some(DateOrder::DayFirst)).is_err(), "{text:?}");
        }
        assert_eq!(date("13/07/1996", Some(DateOrder::MonthFirst)), Err(DateError::Form));
        assert_eq!(date("07/04/1996", Some(DateOrder::YearFirst)), Err(DateError::Form));
    }

    #[test]
    fn a_date_that_reads_both_ways_is_not_guessed() {
        assert_eq!(date("07/04/1996", None), Err(DateError::Ambiguous));
        assert_eq!(date("07/13/1996", None).as_deref(), Ok("1996-07-13"));
        assert_eq!(date("13/07/1996", None).as_deref(), Ok("1996-07-13"));
        assert_eq!(date("07/07/1996", None).as_deref(), Ok("1996-07-07"));
    }

    #[test]
    fn day_numbers_of_spreadsheets() {
        let day = |serial| from_serial(serial).map(|date| date.to_string());
        assert_eq!(day(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(day(59.0).as_deref(), Some("1900-02-28"));
        assert_eq!(day(60.0), None);
        assert_eq!(day(61.0).as_deref(), Some("1900-03-01"));
        assert_eq!(day(35_250.75).as_deref(), Some("1996-07-04"));
        for serial in [0.0, -1.0, 1e9, f64::NAN, f64::INFINITY] {
            assert_eq!(day(serial), None, "{serial}");
        }
    }

    proptest! {
        #[test]
        fn written_and_read_is_the_same(days in 0_u64..109_000) {
            let date = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + Days::new(days);
            for (form, order) in [
                ("%Y-%m-%d", DateOrder::YearFirst), ("%-d.%-m.%Y", DateOrder::DayFirst), ("%d/%m/%Y", DateOrder::DayFirst),
                ("%m/%d/%Y", DateOrder::MonthFirst), ("%Y%m%d", DateOrder::YearFirst), ("%Y-%m-%dT%H:%M:%S", DateOrder::YearFirst),
            ] {
                let text = date.and_hms_opt(8, 26, 0).unwrap().format(form).to_string();
                prop_assert_eq!(parse_date(&text, Some(order)), Ok(date), "{}", text);
            }
        }

        #[test]
        fn nothing_panics(text in "\\PC*|[0-9./T :-]{0,24}") {
            for order in [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)] {
                let _ = parse_date(&text, order);
            }
        }
    }
}
