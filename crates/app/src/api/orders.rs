//! What a customer has ordered.

use chrono::NaiveDate;
use pelikirja_domain::{Cents, Id};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Net value of a month.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct MonthValue {
    /// First day of the month.
    pub month: NaiveDate,
    /// Net value.
    pub net: Cents,
    /// Orders, credit notes left out.
    pub orders: u32,
}

/// A product that a customer buys.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ProductBought {
    /// The product.
    pub product: Id,
    /// Number.
    pub number: String,
    /// Name.
    pub name: String,
    /// Product group.
    pub group: Option<String>,
    /// Days on which it was bought.
    pub order_days: u32,
    /// Last bought.
    pub last_order: NaiveDate,
    /// Net value of the last 365 days.
    pub value_365: Cents,
    /// Net value of the 365 days before those.
    pub value_previous_365: Cents,
}

/// An order.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OrderRow {
    /// Identity.
    pub id: Id,
    /// Number in accounting.
    pub number: String,
    /// Date.
    pub date: NaiveDate,
    /// Net value; negative for a credit note.
    pub net: Cents,
    /// Currency (ISO 4217).
    pub currency: String,
    /// Lines.
    pub lines: u32,
}

/// A line of an order.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OrderLineRow {
    /// Product number.
    pub product_number: Option<String>,
    /// Product name.
    pub product_name: Option<String>,
    /// Quantity.
    pub quantity: f64,
    /// Net value.
    pub net: Cents,
}

/// A customer's orders.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CustomerOrders {
    /// The last 36 months, the oldest first; months without orders are there with zero.
    pub months: Vec<MonthValue>,
    /// Products, the most bought of the last 365 days first; at most 200.
    pub products: Vec<ProductBought>,
    /// The newest orders first; at most 100.
    pub orders: Vec<OrderRow>,
    /// Orders in all.
    pub total: u32,
}
