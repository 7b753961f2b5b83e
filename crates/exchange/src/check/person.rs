//! People.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};

use super::{Checker, RowKind};
use crate::kind::Field;
use crate::problem::ProblemCode;
use crate::raw_row::Cells;
use crate::rows::{Birthday, PersonRow};

/// People.
pub(crate) struct People;

impl RowKind for People {
    type Row<'a> = PersonRow<'a>;

    fn check<'a>(checker: &mut Checker<'_>, cells: &Cells<'a>) -> Option<PersonRow<'a>> {
        let first_name = checker.text(cells, Field::FirstName);
        let last_name = checker.text(cells, Field::LastName);
        let whole = checker.text(cells, Field::PersonName);
        let name = whole.or_else(|| match (&first_name, &last_name) {
            (Some(first), Some(last)) => Some(Cow::Owned(format!("{first} {last}"))),
            (Some(only), None) | (None, Some(only)) => Some(only.clone()),
            (None, None) => None,
        });
        if name.is_none() && checker.problems.is_empty() {
            let fields = [Field::PersonName, Field::LastName, Field::FirstName];
            let field = fields.into_iter().find(|field| checker.mapping.columns.contains_key(field));
            checker.problem(field.unwrap_or(Field::PersonName), "", ProblemCode::MissingName);
        }
        let row = PersonRow {
            name: name.unwrap_or_default(),
            first_name,
            last_name,
            title: checker.text(cells, Field::Title),
            email: checker.email(cells, Field::Email),
            phone: checker.text(cells, Field::Phone),
            customer_number: checker.text(cells, Field::CustomerNumber),
            customer_name: checker.text(cells, Field::CustomerName),
            birthday: birthday(checker, cells),
            notes: checker.text(cells, Field::Notes),
        };
        checker.problems.is_empty().then_some(row)
    }
}

/// A birthday; vCards and telephones write `--04-12` or `--0412` where the year is not known.
fn birthday(checker: &mut Checker<'_>, cells: &Cells<'_>) -> Option<Birthday> {
    let raw = checker.cell(cells, Field::Birthday);
    let Some(day) = raw.trim().strip_prefix("--") else {
        let this_year = checker.as_of.year();
        let mut date = checker.date_until(cells, Field::Birthday, this_year)?;
        if date > checker.as_of {
            // Two digits mean the last hundred years: later this year was a hundred years ago.
            date = checker.date_until(cells, Field::Birthday, this_year - 1)?;
        }
        if date > checker.as_of {
            checker.problem(Field::Birthday, raw, ProblemCode::FutureDate);
        }
        return Some(Birthday { year: Some(date.year()), month: date.month(), day: date.day() });
    };
    let digits = day.replace('-', "");
    let parts = digits.get(..2).zip(digits.get(2..)).map(|(month, day)| (month.parse(), day.parse()));
    if let Some((Ok(month), Ok(day))) = parts {
        // A leap year, so that 29 February is a birthday.
        if NaiveDate::from_ymd_opt(2000, month, day).is_some() {
            return Some(Birthday { year: None, month, day });
        }
    }
    checker.problem(Field::Birthday, raw, ProblemCode::BadDate);
    None
}
