//! Search over everything.

use pelikirja_domain::Id;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SearchKind {
    /// A customer.
    Customer,
    /// A person.
    Person,
    /// A product.
    Product,
    /// An order.
    Order,
    /// A note: of a contact or a customer, or the text of a next action.
    Note,
    /// A meeting, or its minutes.
    Meeting,
    /// A promise.
    Promise,
}

/// Words to find.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SearchRequest {
    /// Words or their beginnings; three letters also match inside words. Accents are forgiven.
    pub query: String,
    /// Only these; empty means all.
    #[serde(default)]
    pub kinds: Vec<SearchKind>,
    /// Hits for each kind, at most 50.
    pub limit: u32,
}

/// A hit.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SearchHit {
    /// What was found.
    pub kind: SearchKind,
    /// The record.
    pub id: Id,
    /// The customer to open, for people, orders, notes, meetings and promises.
    pub customer: Option<Id>,
    /// Its name, or the text around the match.
    pub title: String,
    /// The customer's name, the city, the product group.
    pub detail: Option<String>,
    /// Business date, for orders, meetings and notes of contacts; the day a next action or a promise is due.
    pub date: Option<chrono::NaiveDate>,
}
