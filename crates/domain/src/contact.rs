//! Contacts with a customer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a customer was met (*yhteydenoton tapa*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ContactKind {
    /// Telephone call.
    Call,
    /// Visit at the customer's.
    Visit,
    /// The customer at our site.
    Hosting,
    /// Lunch or another meal.
    Lunch,
    /// E-mail.
    Email,
    /// Online meeting.
    Online,
    /// Letter or card.
    Letter,
    /// Event, fair, training.
    Event,
    /// Service case.
    Service,
}

/// Who took the contact (*suunta*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From us to the customer.
    Outgoing,
    /// From the customer to us.
    Incoming,
}
