//! The forms that prepare meetings.
//!
//! A form belongs to one meeting and is known by it: all commands take the meeting.

use chrono::NaiveDate;
use pelikirja_domain::{
    Attendance, BlockKind, BuiltInTemplate, Cents, Form, Id, Label, MeetingState, PreparationState,
    PromiseDirection, StakeholderRole,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MeetingRow, QueueSignal};

/// Which template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TemplateChoice {
    /// One that is built in.
    BuiltIn {
        /// Which.
        which: BuiltInTemplate,
    },
    /// One of the firm's own.
    Own {
        /// The template.
        id: Id,
    },
}

/// Who did something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Stamp {
    /// Who.
    pub member: Option<Id>,
    /// When, milliseconds since 1970 UTC.
    pub at: i64,
}

/// What the page of a preparation shows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PreparationPage {
    /// The meeting.
    pub meeting: MeetingRow,
    /// The form; absent when nobody has begun.
    pub preparation: Option<Preparation>,
    /// The template that fits the meeting, to begin with.
    pub suggested: TemplateChoice,
}

/// A form with its answers.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Preparation {
    /// Identity, for the history.
    pub id: Id,
    /// The template that it began with; the template may have been changed or deleted since.
    pub template: TemplateChoice,
    /// The form as it was then.
    pub form: Form,
    /// Whether the template says something else now: choosing it again takes the new form, and answers stay.
    pub template_changed: bool,
    /// What was answered, in the order of the form.
    pub answers: Vec<PreparationAnswer>,
    /// Answers to fields that the form has no longer, since somebody chose another template.
    pub other_answers: Vec<PreparationAnswer>,
    /// Blocks, in the order of the form.
    pub blocks: Vec<PreparationBlock>,
    /// How far it is.
    pub state: PreparationState,
    /// Who completed it, and when.
    pub completed: Option<Stamp>,
    /// Who approved it, and when.
    pub approved: Option<Stamp>,
    /// What is missing, the assistant's part first.
    pub missing: Vec<MissingFromPreparation>,
    /// How far the log was when it was read; answers that begin from this hand it back.
    pub log_place: i64,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PreparationAnswer {
    /// Identity, for the history and conflicts.
    pub id: Id,
    /// Key of the field.
    pub field: String,
    /// Of a checklist, which item.
    pub item: Option<String>,
    /// The answer: text, key of a choice, number with a point, date, or `true` for what is ticked.
    pub value: String,
}

/// A block as it was when it filled itself.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PreparationBlock {
    /// Which.
    pub block: BlockKind,
    /// What it says; absent when it could not be filled yet (a block that a form got since).
    pub content: Option<BlockContent>,
    /// When it was filled, milliseconds since 1970 UTC.
    pub taken_at: Option<i64>,
    /// Lines (their `key`) that were new or different when it was last refreshed.
    pub changed: Vec<String>,
    /// Lines (their `key`) that a refresh would add, change or take away now; empty means up to date.
    pub outdated: Vec<String>,
}

/// What a block says. Every line has a key, by which changes are told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum BlockContent {
    /// Who attends.
    Attendees {
        /// People of the customer, then members.
        people: Vec<BlockAttendee>,
    },
    /// Orders and their trend.
    Orders {
        /// The figures.
        orders: BlockOrders,
    },
    /// Which products they buy.
    Products {
        /// Product groups, the largest of the last 365 days first; at most 30.
        groups: Vec<BlockProductGroup>,
        /// Products bought in at least three orders and none for longer than twice the usual interval and at least 90
        /// days; the most valuable first, at most 20.
        stopped: Vec<BlockStoppedProduct>,
    },
    /// Promises that are open.
    Promises {
        /// By their day.
        promises: Vec<BlockPromise>,
    },
    /// Minutes of the last meeting before this one that has them.
    LastMinutes {
        /// The minutes; absent when there are none.
        minutes: Option<BlockMinutes>,
    },
    /// What the program has noticed.
    Signals {
        /// Open signals, the most telling first.
        signals: Vec<BlockSignal>,
    },
    /// Next actions that are open.
    Actions {
        /// By their day.
        actions: Vec<BlockAction>,
    },
}

/// Somebody who attends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BlockAttendee {
    /// Key of the line.
    pub key: String,
    /// The person at the customer.
    pub person: Option<Id>,
    /// Or the member of the firm.
    pub member: Option<Id>,
    /// Name now; absent when erased.
    pub name: Option<String>,
    /// Whether the person was deleted since.
    #[serde(default)]
    pub deleted: bool,
    /// Title at the customer.
    pub title: Option<String>,
    /// What they decide.
    pub role: Option<StakeholderRole>,
    /// Whether they come.
    pub attendance: Attendance,
    /// Last contact with them, of people of the customer.
    pub last_contact: Option<NaiveDate>,
}

/// Orders of a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BlockOrders {
    /// Net value of the last 365 days.
    pub value_365: Cents,
    /// Net value of the 365 days before those.
    pub value_previous_365: Cents,
    /// Days on which they ordered.
    pub order_days: u32,
    /// The last order.
    pub last_order: Option<NaiveDate>,
    /// Typical days between orders.
    pub median_interval_days: Option<f64>,
    /// The last 24 months, the oldest first, months without orders included.
    pub months: Vec<BlockMonth>,
    /// The last orders, the newest first; at most 5.
    pub recent: Vec<BlockOrder>,
}

/// Orders of a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BlockMonth {
    /// Key of the line: the month as `2026-11`.
    pub key: String,
    /// Net value.
    pub net: Cents,
    /// How many orders and credit notes.
    pub orders: u32,
}

/// An order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BlockOrder {
    /// Key of the line.
    pub key: String,
    /// Number in accounting.
    pub number: String,
    /// Day.
    pub date: NaiveDate,
    /// Net value.
    pub net: Cents,
    /// Currency.
    pub currency: String,
}

/// What they buy of a product group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BlockProductGroup {
    /// Key of the line.
    pub key: String,
    /// The group; absent for products without one.
    pub group: Option<String>,
    /// Net value of the last 365 days.
    pub value_365: Cents,
    /// Net value of the 365 days before those.
    pub value_previous_365: Cents,
}

/// What they stopped buying.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BlockStoppedProduct {
    /// Key of the line.
    pub key: String,
    /// Number of the product.
    pub number: String,
    /// Its name.
    pub name: String,
    /// The last order of it.
    pub last_order: NaiveDate,
    /// In how many orders it was.
    pub orders: u32,
    /// Net value in all.
    pub value: Cents,
}

/// A promise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BlockPromise {
    /// Key of the line.
    pub key: String,
    /// The promise.
    pub promise: Id,
    /// Who promised whom.
    pub direction: PromiseDirection,
    /// What.
    pub text: String,
    /// By when.
    pub due: NaiveDate,
    /// Who of the firm.
    pub member: Option<Id>,
    /// Who at the customer.
    pub person: Option<Id>,
    /// Their name now.
    pub person_name: Option<String>,
}

/// Minutes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BlockMinutes {
    /// Key of the line.
    pub key: String,
    /// The meeting.
    pub meeting: Id,
    /// What it was for.
    pub purpose: String,
    /// When it was.
    pub day: NaiveDate,
    /// What became of it.
    pub state: MeetingState,
    /// What the customer wants.
    pub wants: Option<String>,
    /// What was agreed.
    pub agreed: Option<String>,
    /// The internal note.
    pub internal: Option<String>,
}

/// A signal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BlockSignal {
    /// Key of the line.
    pub key: String,
    /// The signal.
    pub signal: QueueSignal,
}

/// A next action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BlockAction {
    /// Key of the line.
    pub key: String,
    /// The action.
    pub action: Id,
    /// What.
    pub text: String,
    /// When.
    pub due: NaiveDate,
    /// Who.
    pub owner: Option<Id>,
}

/// Something that a preparation lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MissingFromPreparation {
    /// Nobody has begun.
    NotBegun,
    /// Nobody of the customer is invited.
    Participants,
    /// Neither a place nor a link.
    Place,
    /// No time of day.
    Time,
    /// A field that the assistant's part needs.
    AssistantField {
        /// Key of the field.
        field: String,
        /// What it asks.
        label: Label,
    },
    /// A field that the owner's part needs.
    OwnerField {
        /// Key of the field.
        field: String,
        /// What it asks.
        label: Label,
    },
}

/// Begins a form, or has it follow a template anew: answers stay.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct BeginPreparation {
    /// The meeting.
    pub meeting: Id,
    /// The template.
    pub template: TemplateChoice,
}

/// Saves answers; others stay.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SaveAnswers {
    /// The meeting.
    pub meeting: Id,
    /// The answers, at most 500.
    pub answers: Vec<SaveAnswer>,
    /// How far the log was when the form was read.
    #[ts(optional)]
    pub log_place: Option<i64>,
}

/// An answer to save.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SaveAnswer {
    /// Key of the field.
    pub field: String,
    /// Of a checklist, which item.
    #[ts(optional = nullable)]
    pub item: Option<String>,
    /// The answer; null clears it.
    pub value: Option<String>,
    /// What the form began from: null where there was no answer, missing where the form does not say. Texts that somebody
    /// else changed meanwhile are merged; other answers become a conflict.
    #[serde(default, deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<String>")]
    pub base: Option<Option<String>>,
}

/// Fills blocks anew.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct RefreshBlock {
    /// The meeting.
    pub meeting: Id,
    /// Which; absent means all.
    #[ts(optional = nullable)]
    pub block: Option<BlockKind>,
}

/// Meetings whose preparation is due.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ListPreparationsDue {
    /// Meetings up to this day; absent means 7 days from today. At most 100 days.
    #[ts(optional)]
    pub until: Option<NaiveDate>,
    /// Only meetings of this owner.
    #[ts(optional)]
    pub owner: Option<Id>,
    /// Also those that are approved.
    pub approved_too: bool,
}

/// A meeting whose preparation is due.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PreparationDue {
    /// The meeting; its `preparation` says how far it is.
    pub meeting: MeetingRow,
    /// Days until it is.
    pub days_left: u32,
    /// What is missing, the assistant's part first.
    pub missing: Vec<MissingFromPreparation>,
}
