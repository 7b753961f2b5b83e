//! Today and the contact queue.

use chrono::NaiveDate;
use pelikirja_domain::{Cents, Evidence, Id, Segment, SignalKind};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MeetingRow, NextAction, Promise};

/// What today shows.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct TodayRequest {
    /// Only customers of this member (and what was handed to them); absent shows the whole team's.
    #[ts(optional)]
    pub member: Option<Id>,
    /// Only these signals; empty shows all.
    pub kinds: Vec<SignalKind>,
    /// First card.
    pub offset: u32,
    /// Cards, at most 200.
    pub limit: u32,
}

/// What today shows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Today {
    /// Today's business date.
    pub date: NaiveDate,
    /// The queue, the highest priority first: the most value at stake, or without a fitted model the longest overdue
    /// and most valuable.
    pub queue: Vec<QueueCard>,
    /// Cards in all.
    pub total: u32,
    /// Value at stake of all of them, as far as it is known.
    pub value_at_stake: Cents,
    /// How many are snoozed.
    pub snoozed: u32,
    /// How many were dealt with today.
    pub done_today: u32,
    /// Open next actions due by today, the oldest first.
    pub actions: Vec<NextAction>,
    /// Open next actions due within the next seven days.
    pub upcoming: Vec<NextAction>,
    /// Today's meetings, by time, those that were called off left out.
    pub meetings: Vec<MeetingRow>,
    /// Open promises due by today, ours and theirs, the oldest first; at most 200.
    pub promises: Vec<Promise>,
    /// Meetings of the next seven days whose preparation is not completed yet.
    pub preparations_due: u32,
    /// Customers in all; zero asks for an import.
    pub customers: u32,
    /// Orders in all; zero means that nothing can be seen from them.
    pub orders: u64,
    /// When the signals were computed, milliseconds since 1970 UTC; absent means not yet.
    pub computed_at: Option<i64>,
    /// Whether there is too little history for the order model, so that a plain rhythm rule is used.
    pub plain_rule: bool,
}

/// A customer to contact, and why.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct QueueCard {
    /// The customer.
    pub customer: Id,
    /// Name.
    pub name: String,
    /// Number in accounting.
    pub external_number: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Tier.
    pub tier: Option<Id>,
    /// Who cares for them.
    pub owner: Option<Id>,
    /// To whom the card was handed.
    pub assigned_to: Option<Id>,
    /// Segment.
    pub segment: Option<Segment>,
    /// What was seen, the most telling first.
    pub signals: Vec<QueueSignal>,
    /// What colleagues wrote when they handed the card over or snoozed it, the oldest first.
    pub notes: Vec<CardNote>,
    /// Value at stake within the horizon; absent where only a fitted model could tell and there is none.
    pub value_at_stake: Option<Cents>,
    /// Net value of the last 365 days.
    pub value_365: Cents,
    /// Chance that no order comes within the horizon, 0 to 1; absent when never ordered.
    pub p_no_order: Option<f64>,
    /// Last two-way contact.
    pub last_contact: Option<NaiveDate>,
    /// Whom to call.
    pub person: Option<CardPerson>,
    /// The next action, if one is open.
    pub next_action: Option<NextAction>,
}

/// Whom to call.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CardPerson {
    /// The person.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Title.
    pub title: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
}

/// A signal with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct QueueSignal {
    /// What was seen, with its numbers.
    pub evidence: Evidence,
    /// First seen on.
    pub since: NaiveDate,
    /// Whether it was dealt with before and has come back on new evidence.
    pub returned: bool,
}

/// What a colleague wrote about a card, or that they handed it over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CardNote {
    /// The card was handed to a colleague.
    HandedOver {
        /// By whom.
        by: Option<Id>,
        /// When.
        on: NaiveDate,
        /// To whom.
        to: Id,
        /// What they should know.
        note: Option<String>,
    },
    /// The card was snoozed with a note, and is back.
    Snoozed {
        /// By whom.
        by: Option<Id>,
        /// When.
        on: NaiveDate,
        /// Until which day.
        until: NaiveDate,
        /// Why, or what to do then.
        note: String,
    },
}

impl CardNote {
    /// The day on which it was written.
    #[must_use]
    pub fn on(&self) -> NaiveDate {
        match self {
            Self::HandedOver { on, .. } | Self::Snoozed { on, .. } => *on,
        }
    }
}

/// Hides a customer from the queue until a day.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SnoozeSignals {
    /// The customer.
    pub customer: Id,
    /// Back on this day.
    pub until: NaiveDate,
    /// Why, or what to do then; shown when it is back.
    #[ts(optional)]
    pub note: Option<String>,
}

/// Hands a customer's card to a colleague.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct HandOverSignals {
    /// The customer.
    pub customer: Id,
    /// To whom.
    pub to: Id,
    /// What they should know.
    #[ts(optional)]
    pub note: Option<String>,
}

/// Why a signal was a false alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FalseAlarmReason {
    /// Buys by season or by project.
    Seasonal,
    /// Orders under another number or firm.
    OrdersElsewhere,
    /// The data is wrong.
    WrongData,
    /// Known and agreed with the customer.
    Agreed,
    /// The firm has closed down.
    ClosedDown,
    /// Something else, told in the note.
    Other,
}

/// The signal was a false alarm.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DismissSignals {
    /// The customer.
    pub customer: Id,
    /// Which; empty means all open ones.
    #[serde(default)]
    pub kinds: Vec<SignalKind>,
    /// Why.
    pub reason: FalseAlarmReason,
    /// In words.
    #[ts(optional)]
    pub note: Option<String>,
}

/// The queue as the command line prints it.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct QueueAt {
    /// As of this day, from orders and contacts up to it, whatever was done about the signals; absent shows the
    /// queue as it is now.
    #[ts(optional)]
    pub as_of: Option<NaiveDate>,
    /// Customers at most; absent means all.
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// A customer to contact, as the command line prints it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct QueueRow {
    /// The customer.
    pub customer_id: Id,
    /// Number in accounting.
    pub external_number: Option<String>,
    /// Name.
    pub name: String,
    /// What was seen, the most telling first.
    pub signals: Vec<QueueRowSignal>,
    /// Chance that no order comes within the horizon, 0 to 1; absent when never ordered.
    pub p_no_order: Option<f64>,
    /// Value at stake within the horizon, cents; absent without a fitted model.
    pub value_at_stake_cents: Option<Cents>,
}

/// A signal, as the command line prints it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct QueueRowSignal {
    /// What was seen.
    pub kind: SignalKind,
    /// With which numbers.
    pub evidence: Evidence,
}

/// Scores of all customers with nothing known from after a day.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct ScoresAt {
    /// The day; absent means today.
    #[serde(default)]
    #[ts(optional)]
    pub as_of: Option<NaiveDate>,
    /// How far scores look ahead, days, 1 to 3650.
    pub horizon_days: u32,
}

/// What the order model says of a customer that had ordered by then.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ScoreRow {
    /// Number in accounting.
    pub external_number: Option<String>,
    /// Days on which they had ordered.
    pub order_days: u32,
    /// The first of them.
    pub first_order: NaiveDate,
    /// The last of them.
    pub last_order: NaiveDate,
    /// Chance that the customer was still one, 0 to 1; absent when there was too little data for the order model.
    pub p_active: Option<f64>,
    /// Chance of no order within the horizon, 0 to 1; a mere rank without `p_active`.
    pub p_no_order: f64,
    /// Net value of the 365 days up to then, cents.
    pub value_365_cents: Cents,
    /// Value at stake within the horizon, cents; absent without a fitted model.
    pub value_at_stake_cents: Option<Cents>,
    /// Segment.
    pub segment: Segment,
}
