//! Contacts, next actions and the timeline.

use chrono::NaiveDate;
use pelikirja_domain::{Cents, ContactKind, Direction, Id};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ImportKind, MeetingRow, Promise, TransactionKind};

/// A contact with a customer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Contact {
    /// Identity.
    pub id: Id,
    /// With which customer.
    pub customer: Id,
    /// Business date.
    pub date: NaiveDate,
    /// How.
    pub kind: ContactKind,
    /// Who took it.
    pub direction: Direction,
    /// Whether the customer answered.
    pub two_way: bool,
    /// Minutes spent.
    pub minutes: Option<u32>,
    /// What was said.
    pub note: Option<String>,
    /// With whom.
    pub persons: Vec<ContactPerson>,
    /// By whom.
    pub member: Option<Id>,
    /// How far the log was when it was read; a form that begins from this hands it back.
    pub log_place: i64,
}

/// A person in a contact.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ContactPerson {
    /// The person.
    pub id: Id,
    /// Name.
    pub name: String,
}

/// What to do next with a customer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct NextAction {
    /// Identity.
    pub id: Id,
    /// With which customer.
    pub customer: Id,
    /// The customer's name.
    pub customer_name: String,
    /// What.
    pub text: String,
    /// When.
    pub due: NaiveDate,
    /// Who.
    pub owner: Option<Id>,
    /// When it was done.
    pub done_on: Option<NaiveDate>,
    /// How far the log was when it was read; a form that begins from this hands it back.
    pub log_place: i64,
}

/// A next action to make.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct NewNextAction {
    /// What.
    pub text: String,
    /// When.
    pub due: NaiveDate,
    /// Who; absent means oneself.
    #[ts(optional)]
    pub owner: Option<Id>,
}

/// Logs a contact, or changes one.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LogContact {
    /// Absent makes a new one.
    #[ts(optional)]
    pub id: Option<Id>,
    /// With which customer.
    pub customer: Id,
    /// With whom.
    #[serde(default)]
    pub persons: Vec<Id>,
    /// Business date; absent means today.
    #[ts(optional)]
    pub date: Option<NaiveDate>,
    /// How.
    pub kind: ContactKind,
    /// Who took it.
    pub direction: Direction,
    /// Whether the customer answered.
    pub two_way: bool,
    /// Minutes spent, at most 1440.
    #[ts(optional)]
    pub minutes: Option<u32>,
    /// What was said.
    #[ts(optional)]
    pub note: Option<String>,
    /// What to do next.
    #[ts(optional)]
    pub next_action: Option<NewNextAction>,
    /// The next action that this contact finishes.
    #[ts(optional)]
    pub finishes: Option<Id>,
    /// Whether the customer's open signals are dealt with by this contact.
    #[serde(default)]
    pub handles_signals: bool,
    /// What the form began from, of a contact that is changed. What was left as it was is not written; what was changed
    /// meanwhile by somebody else is merged (note, people), or becomes a conflict.
    #[ts(optional)]
    pub base: Option<ContactBase>,
}

/// A contact as a form began from it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ContactBase {
    /// With which customer.
    #[serde(default)]
    #[ts(optional)]
    pub customer: Option<Id>,
    /// With whom.
    pub persons: Vec<Id>,
    /// Business date.
    pub date: NaiveDate,
    /// How.
    pub kind: ContactKind,
    /// Who took it.
    pub direction: Direction,
    /// Whether the customer answered.
    pub two_way: bool,
    /// Minutes spent.
    pub minutes: Option<u32>,
    /// What was said.
    pub note: Option<String>,
    /// How far the log was when the form read them.
    #[serde(default)]
    #[ts(optional)]
    pub log_place: Option<i64>,
}

/// A contact was logged.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ContactLogged {
    /// The contact.
    pub id: Id,
    /// The transaction to undo.
    pub transaction: Option<Id>,
    /// Whether the customer has no next action now, so that the interface can ask for one.
    pub asks_next_action: bool,
}

/// Makes or changes a next action; missing fields stay.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SaveNextAction {
    /// Absent makes a new one.
    #[ts(optional)]
    pub id: Option<Id>,
    /// With which customer.
    pub customer: Id,
    /// What.
    pub text: String,
    /// When.
    pub due: NaiveDate,
    /// Who; absent means oneself, or whoever it is of one that is changed.
    #[ts(optional)]
    pub owner: Option<Id>,
    /// What the form began from, of one that is changed. What was left as it was is not written; what was changed meanwhile
    /// by somebody else becomes a conflict.
    #[ts(optional)]
    pub base: Option<NextActionBase>,
}

/// A next action as a form began from it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct NextActionBase {
    /// With which customer.
    #[serde(default)]
    #[ts(optional)]
    pub customer: Option<Id>,
    /// What.
    pub text: String,
    /// When.
    pub due: NaiveDate,
    /// Who.
    pub owner: Option<Id>,
    /// How far the log was when the form read them.
    #[serde(default)]
    #[ts(optional)]
    pub log_place: Option<i64>,
}

/// A next action is done; the next one may follow at once.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FinishNextAction {
    /// The next action.
    pub id: Id,
    /// What comes after it.
    #[ts(optional)]
    pub next: Option<NewNextAction>,
}

/// A next action was finished.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct NextActionFinished {
    /// The transaction to undo.
    pub transaction: Option<Id>,
    /// Whether the customer has no next action now.
    pub asks_next_action: bool,
}

/// What a timeline entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TimelineKind {
    /// Contacts.
    Contact,
    /// Order days.
    Order,
    /// Next actions done.
    Action,
    /// Changes of the record, by people.
    Change,
    /// Imports that touched the record.
    Import,
    /// Meetings that are stored, up to the day that the timeline begins at.
    Meeting,
    /// Promises that were settled.
    Promise,
}

/// A window into a customer's timeline, the newest first.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TimelineRequest {
    /// The customer.
    pub customer: Id,
    /// What to show; empty shows all.
    #[serde(default)]
    pub kinds: Vec<TimelineKind>,
    /// Only entries before this cursor (`TimelinePage.next`).
    #[ts(optional)]
    pub before: Option<String>,
    /// Entries, at most 200.
    pub limit: u32,
}

/// A window into a customer's timeline.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TimelinePage {
    /// The newest first.
    pub entries: Vec<TimelineEntry>,
    /// Where to go on; absent at the end.
    pub next: Option<String>,
}

/// An entry of a timeline.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TimelineEntry {
    /// Business date.
    pub date: NaiveDate,
    /// What happened.
    #[serde(flatten)]
    #[ts(flatten)]
    pub event: TimelineEvent,
}

/// What happened.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TimelineEvent {
    /// A contact.
    Contact {
        /// The contact.
        contact: Contact,
    },
    /// An order or a credit note.
    Order {
        /// The order.
        id: Id,
        /// Number in accounting.
        number: String,
        /// Net value.
        net: Cents,
        /// Currency.
        currency: String,
        /// Lines.
        lines: u32,
    },
    /// A next action was done.
    Action {
        /// The action.
        action: NextAction,
    },
    /// A meeting.
    Meeting {
        /// The meeting.
        meeting: Box<MeetingRow>,
    },
    /// A promise was settled.
    Promise {
        /// The promise.
        promise: Box<Promise>,
    },
    /// Somebody changed the record.
    Change {
        /// When, milliseconds since 1970 UTC.
        at: i64,
        /// Who.
        member: Option<Id>,
        /// What kind of change.
        transaction_kind: TransactionKind,
        /// The transaction.
        transaction: Id,
        /// Names of the fields that changed.
        fields: Vec<String>,
    },
    /// An import made or changed the record.
    Import {
        /// When, milliseconds since 1970 UTC.
        at: i64,
        /// The batch.
        batch: Id,
        /// What was imported.
        import_kind: ImportKind,
        /// From which file.
        file: String,
    },
}
