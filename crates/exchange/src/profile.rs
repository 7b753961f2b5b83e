//! What the values of a column look like.

use pelikirja_domain::{BusinessId, is_email};
use serde::Serialize;
use ts_rs::TS;

use crate::date::{DateError, parse_date};
use crate::limits::SHORT_CHARS;
use crate::mapping::{DateOrder, DecimalMark};
use crate::number::{Decimal, NumberError, parse_number};
use crate::text::{clean, shorten};

/// Counts over the rows that were looked at (the first thousands and samples from all over a large file).
/// A value counts in every group that it fits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct ColumnProfile {
    /// Values that are not blank.
    pub filled: u32,
    /// Whole numbers.
    pub integers: u32,
    /// Numbers of any form, integers included.
    pub numbers: u32,
    /// Numbers without a percent sign that are above 1 or below -1.
    pub beyond_one: u32,
    /// Numbers without a percent sign between 0 and 1, and between 0 and -1.
    pub fractions: u32,
    /// Negative numbers.
    pub negative: u32,
    /// Numbers that can only have a decimal comma.
    pub comma_decimals: u32,
    /// Numbers that can only have a decimal point.
    pub point_decimals: u32,
    /// Numbers whose separator reads both ways, such as `1,234`.
    pub either_decimals: u32,
    /// Numbers with a percent sign.
    pub percents: u32,
    /// Dates of any form.
    pub dates: u32,
    /// Dates that can only be day first.
    pub day_first: u32,
    /// Dates that can only be month first.
    pub month_first: u32,
    /// Dates that read both ways, with different results.
    pub either_order: u32,
    /// Finnish business ids with the right check digit.
    pub business_ids: u32,
    /// E-mail addresses.
    pub emails: u32,
    /// Telephone numbers written as such.
    pub phones: u32,
    /// Values of the letter C and digits, as credit notes are often numbered.
    pub credit_numbers: u32,
    /// Rows with such a number in this column and a negative number in another.
    pub credit_rows: u32,
    /// Some of the values, different ones, long ones shortened.
    pub examples: Vec<String>,
    /// Some of the values whose date order or decimal mark reads both ways.
    pub ambiguous_examples: Vec<String>,
}

const EXAMPLES: usize = 5;

impl ColumnProfile {
    /// Counts a value in; says whether it is a credit number and whether it is a negative number.
    fn add(&mut self, raw: &str, is_native_number: bool) -> (bool, bool) {
        let value = clean(raw);
        if value.is_empty() {
            return (false, false);
        }
        self.filled += 1;
        if self.examples.len() < EXAMPLES {
            let short = shorten(&value, SHORT_CHARS);
            if !self.examples.contains(&short) {
                self.examples.push(short);
            }
        }
        let is_negative = self.add_number(&value, is_native_number);
        self.add_date(&value);
        self.business_ids += u32::from(value.parse::<BusinessId>().is_ok());
        self.emails += u32::from(is_email(&value));
        self.phones += u32::from(is_phone(&value));
        let is_credit = is_credit_number(&value);
        self.credit_numbers += u32::from(is_credit);
        (is_credit, is_negative)
    }

    fn add_number(&mut self, value: &str, is_native: bool) -> bool {
        let mark = is_native.then_some(DecimalMark::Point);
        let parsed = match parse_number(value, mark) {
            Ok(parsed) => parsed,
            Err(NumberError::Ambiguous) => {
                self.numbers += 1;
                self.either_decimals += 1;
                self.beyond_one += 1;
                self.keep_ambiguous(value);
                return value.starts_with('-') || value.ends_with('-');
            }
            Err(_) => return false,
        };
        self.numbers += 1;
        let is_integer = value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        self.integers += u32::from(is_integer);
        self.percents += u32::from(parsed.is_percent);
        let size = parsed.value.abs();
        self.beyond_one += u32::from(!size.is_fraction() && !parsed.is_percent);
        let is_between = size.is_fraction() && !size.is_zero() && size != Decimal::ONE;
        self.fractions += u32::from(is_between && !parsed.is_percent);
        self.negative += u32::from(parsed.value.is_negative());
        if !is_native && !is_integer {
            let only = |mark| parse_number(value, Some(mark)).map(|parsed| parsed.value) != Ok(parsed.value);
            self.comma_decimals += u32::from(only(DecimalMark::Point));
            self.point_decimals += u32::from(only(DecimalMark::Comma));
        }
        parsed.value.is_negative()
    }

    fn add_date(&mut self, value: &str) {
        match parse_date(value, None) {
            Ok(date) => {
                self.dates += 1;
                let reads = |order| parse_date(value, Some(order)) == Ok(date);
                match (reads(DateOrder::DayFirst), reads(DateOrder::MonthFirst)) {
                    (true, false) => self.day_first += 1,
                    (false, true) => self.month_first += 1,
                    _ => {}
                }
            }
            Err(DateError::Ambiguous) => {
                self.dates += 1;
                self.either_order += 1;
                self.keep_ambiguous(value);
            }
            Err(DateError::Form) => {}
        }
    }

    fn keep_ambiguous(&mut self, value: &str) {
        let value = shorten(value, SHORT_CHARS);
        if self.ambiguous_examples.len() < EXAMPLES && !self.ambiguous_examples.contains(&value) {
            self.ambiguous_examples.push(value);
        }
    }

    /// Whether nearly all values are of this count.
    pub(crate) fn is_mostly(&self, count: u32) -> bool {
        self.filled > 0 && u64::from(count) * 10 >= u64::from(self.filled) * 9
    }
}

/// Counts a row in. `cells` gives each cell and whether the format says that it is a number.
pub(crate) fn add_row<'a>(columns: &mut [ColumnProfile], cells: impl Iterator<Item = (&'a str, bool)>) {
    let mut credit_columns = Vec::new();
    let mut has_negative = false;
    for (index, (column, (cell, is_number))) in columns.iter_mut().zip(cells).enumerate() {
        let (is_credit, is_negative) = column.add(cell, is_number);
        has_negative |= is_negative;
        if is_credit {
            credit_columns.push(index);
        }
    }
    for index in credit_columns {
        columns[index].credit_rows += u32::from(has_negative);
    }
}

/// The letter C and at least three digits.
fn is_credit_number(value: &str) -> bool {
    match value.as_bytes() {
        [b'C' | b'c', digits @ ..] => digits.len() >= 3 && digits.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

fn is_phone(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    (6..=15).contains(&digits)
        && (value.starts_with('+') || value.starts_with('0') || value.starts_with('('))
        && value.bytes().all(|byte| byte.is_ascii_digit() || b"+-() ./".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(values: &[&str]) -> ColumnProfile {
        let mut columns = vec![ColumnProfile::default()];
        for value in values {
            add_row(&mut columns, std::iter::once((*value, false)));
        }
        columns.remove(0)
    }

    #[test]
    fn decimal_marks_are_counted_where_they_show() {
        let found = profile(&["9,80", "14", "1 234,5", "1,234", "", "-3"]);
        assert_eq!((found.filled, found.numbers, found.integers, found.negative), (5, 5, 2, 1));
        assert_eq!((found.comma_decimals, found.point_decimals, found.either_decimals), (2, 0, 1));
        assert_eq!(found.ambiguous_examples, ["1,234"]);
        assert_eq!(profile(&["1.234,50"]).comma_decimals, 1);
        assert_eq!(profile(&["1,234.50", "0.05"]).point_decimals, 2);
    }

    #[test]
    fn date_orders_are_counted_where_they_show() {
        let found = profile(&["13/07/1996", "07/13/1996", "07/04/1996", "4.7.1996", "1996-07-04", "x"]);
        assert_eq!((found.dates, found.day_first, found.month_first, found.either_order), (5, 1, 1, 1));
    }

    #[test]
    fn credit_numbers_need_a_negative_number_beside_them() {
        let mut columns = vec![ColumnProfile::default(); 2];
        for row in [["C536379", "-1"], ["536365", "6"], ["C536380", "2"]] {
            add_row(&mut columns, row.into_iter().map(|cell| (cell, false)));
        }
        assert_eq!((columns[0].credit_numbers, columns[0].credit_rows), (2, 1));
    }

    #[test]
    fn telephone_numbers_are_known_by_their_form() {
        assert!(is_phone("+358 40 123 4567") && is_phone("030-0074321") && !is_phone("12345678"));
    }
}
