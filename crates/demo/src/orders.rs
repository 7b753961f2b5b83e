//! Orders of the demo firm's customers.

use chrono::NaiveDate;
use pelikirja_domain::Cents;

/// An order or a credit note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoOrder {
    /// Unique; grows with the date, orders and credit notes each in a series of their own.
    pub number: u64,
    /// A working day inside the three years up to today.
    pub date: NaiveDate,
    /// For a credit note the number of the order it corrects.
    pub credits: Option<u64>,
    /// At least one.
    pub lines: Vec<DemoLine>,
}

/// A line of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoLine {
    /// Index of the product.
    pub product: usize,
    /// Units; never 0, negative on credit notes.
    pub quantity: i64,
    /// Net amount in euros without VAT; negative on credit notes.
    pub net: Cents,
}
