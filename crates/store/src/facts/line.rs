//! Lines to add to a batch, and what became of them.

/// A line to add.
#[derive(Debug, Clone, Copy)]
pub struct NewLine<'a> {
    /// Number of the order.
    pub order_number: &'a str,
    /// Local key of the customer.
    pub customer: i64,
    /// Date of the order, days since 1970-01-01; the first line of an order decides.
    pub day: i32,
    /// Currency (ISO 4217).
    pub currency: &'a str,
    /// Number of the line within the order as the other system has it.
    pub line: Option<u32>,
    /// Local key of the product.
    pub product: Option<i64>,
    /// Quantity.
    pub quantity: f64,
    /// Net value, cents; at most [`LARGEST_LINE`] either way.
    pub net: i64,
}

/// The most that a line may be worth, in cents: a thousand million euros. The lines of no firm add up to more than an
/// integer holds then, also where a column of other numbers was taken for the amounts.
pub const LARGEST_LINE: u64 = 100_000_000_000;

impl NewLine<'_> {
    /// Whether a line of such values can be taken: its net value, in cents, is within [`LARGEST_LINE`] and its quantity is a
    /// number.
    pub fn is_in_range(quantity: f64, net: i64) -> bool {
        net.unsigned_abs() <= LARGEST_LINE && quantity.is_finite()
    }
}

/// Whether a line was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineOutcome {
    /// It was; [`super::FactBatch::finish`] counts what it changed.
    Taken,
    /// It was not: another line of the same order in this batch names another customer.
    OtherCustomer,
    /// It was not: another line of the same order in this batch is in another currency.
    OtherCurrency,
    /// It was not: its net value is beyond [`LARGEST_LINE`], or its quantity is no number.
    OutOfRange,
}

/// What a batch did to orders and their lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OrderCounts {
    /// New.
    pub created: u64,
    /// With other lines, values, date or customer than before.
    pub updated: u64,
    /// As they were.
    pub unchanged: u64,
    /// Of those updated, the ones that had another customer before.
    pub moved: u64,
    /// Lines that are new.
    pub lines_created: u64,
    /// Lines that say something else than before, or whose order has another customer, date or currency.
    pub lines_updated: u64,
    /// Lines that were there already.
    pub lines_unchanged: u64,
    /// Lines that say the same as another line of the same order; they are kept.
    pub repeated_lines: u64,
}
