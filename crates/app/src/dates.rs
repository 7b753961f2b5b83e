//! Which dates are taken.

use chrono::{Datelike, NaiveDate};

use crate::error::{AppError, FieldProblem, Result};

/// The years from which dates are taken, the same as from files: others are slips of the hand.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// The date, if it is of a year that people and programs mean.
///
/// # Errors
/// The field is out of its range.
pub(crate) fn plausible(field: &str, date: NaiveDate) -> Result<NaiveDate> {
    if YEARS.contains(&date.year()) { Ok(date) } else { Err(AppError::field(field, FieldProblem::Range)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_far_away_are_refused() {
        for (text, taken) in [
            ("1900-01-01", true),
            ("2199-12-31", true),
            ("1899-12-31", false),
            ("2200-01-01", false),
            ("-262143-01-01", false),
        ] {
            let date: NaiveDate = text.parse().unwrap();
            assert_eq!(plausible("date", date).is_ok(), taken, "{text}");
        }
    }
}
