//! Promises, ours and theirs.

use chrono::NaiveDate;
use pelikirja_domain::{Id, PromiseDirection, PromiseState};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A promise.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Promise {
    /// Identity.
    pub id: Id,
    /// With which customer.
    pub customer: Id,
    /// The customer's name.
    pub customer_name: String,
    /// The meeting at which it was made.
    pub meeting: Option<Id>,
    /// When that meeting was.
    pub meeting_day: Option<NaiveDate>,
    /// Who promised whom.
    pub direction: PromiseDirection,
    /// What.
    pub text: String,
    /// By when.
    pub due: NaiveDate,
    /// Who of the firm keeps it, or waits for it.
    pub member: Option<Id>,
    /// Who at the customer waits for it, or keeps it.
    pub person: Option<Id>,
    /// Their name; absent when erased.
    pub person_name: Option<String>,
    /// What became of it.
    pub state: PromiseState,
    /// Whether it is open and past its day.
    pub overdue: bool,
    /// On which day it was settled.
    pub settled_on: Option<NaiveDate>,
    /// How one knows.
    pub evidence: Option<String>,
    /// How far the log was when it was read; a form that begins from this hands it back.
    pub log_place: i64,
}

/// By what promises are sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PromiseOrder {
    /// By their day, then by the customer.
    #[default]
    Due,
    /// By the customer's name, then by their day.
    Customer,
    /// By the person at the customer, then by their day; without one last.
    Person,
}

/// A window into the list of promises.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ListPromises {
    /// Only with this customer.
    #[ts(optional)]
    pub customer: Option<Id>,
    /// Only of this member.
    #[ts(optional)]
    pub member: Option<Id>,
    /// Only with this person at a customer.
    #[ts(optional)]
    pub person: Option<Id>,
    /// Only ours, or theirs.
    #[ts(optional)]
    pub direction: Option<PromiseDirection>,
    /// Only in one of these states; empty shows all.
    pub states: Vec<PromiseState>,
    /// Only promised for this day or later.
    #[ts(optional)]
    pub due_from: Option<NaiveDate>,
    /// Only promised for this day or earlier.
    #[ts(optional)]
    pub due_until: Option<NaiveDate>,
    /// By what they are sorted.
    pub order: PromiseOrder,
    /// Last first.
    pub descending: bool,
    /// First row.
    pub offset: u32,
    /// Rows, at most 500.
    pub limit: u32,
}

/// A window into the list of promises.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PromisePage {
    /// The rows from the offset on.
    pub rows: Vec<Promise>,
    /// How many match.
    pub total: u32,
    /// How many of them are open and past their day.
    pub overdue: u32,
}

/// Makes or changes a promise.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SavePromise {
    /// Absent makes a new one.
    #[ts(optional)]
    pub id: Option<Id>,
    /// The fields, all of them.
    #[serde(flatten)]
    #[ts(flatten)]
    pub fields: PromiseFields,
    /// What the form began from, of one that is changed. What was left as it was is not written; what was changed meanwhile
    /// by somebody else becomes a conflict.
    #[ts(optional)]
    pub base: Option<PromiseBase>,
}

/// The fields of a promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PromiseFields {
    /// With which customer.
    pub customer: Id,
    /// The meeting at which it was made.
    #[ts(optional = nullable)]
    pub meeting: Option<Id>,
    /// Who promised whom.
    pub direction: PromiseDirection,
    /// What, at most 4000 characters.
    pub text: String,
    /// By when.
    pub due: NaiveDate,
    /// Who of the firm keeps it, or waits for it; absent means oneself for a new one, and nobody otherwise.
    #[ts(optional = nullable)]
    pub member: Option<Id>,
    /// Who at the customer.
    #[ts(optional = nullable)]
    pub person: Option<Id>,
}

/// A promise as a form began from it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PromiseBase {
    /// The fields.
    #[serde(flatten)]
    #[ts(flatten)]
    pub fields: PromiseFields,
    /// How far the log was when the form read them.
    #[ts(optional)]
    pub log_place: Option<i64>,
}

/// What became of a promise, as one says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PromiseOutcome {
    /// It was done: kept, or late when the day was after the one promised.
    Done,
    /// It was not kept.
    Broken,
    /// Nobody waits for it any more.
    Withdrawn,
    /// It is open again.
    Open,
}

/// Settles a promise.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SettlePromise {
    /// The promise.
    pub id: Id,
    /// What became of it.
    pub outcome: PromiseOutcome,
    /// On which day; absent means today.
    #[ts(optional = nullable)]
    pub on: Option<NaiveDate>,
    /// How one knows; absent keeps what is written.
    #[ts(optional = nullable)]
    pub evidence: Option<String>,
}

/// A promise was settled.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct PromiseSettled {
    /// The transaction to undo.
    pub transaction: Option<Id>,
    /// What it is now.
    pub state: PromiseState,
}
