//! What the values of a column look like.

use serde::Serialize;
use ts_rs::TS;

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
    /// Numbers above 1 or below -1.
    pub beyond_one: u32,
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
