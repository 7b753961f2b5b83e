//! Minutes of meetings.
//!
//! Minutes belong to one meeting and are known by it: all commands take the meeting. Promises are saved by `save_promise`
//! with that meeting.

use chrono::NaiveDate;
use pelikirja_domain::{ContactKind, Id, Label, MinutesState, MissingFromMinutes};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MeetingRow, NextAction, Promise, Stamp};

/// What the page of minutes shows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MinutesPage {
    /// The meeting.
    pub meeting: MeetingRow,
    /// The minutes; absent when nobody has begun.
    pub minutes: Option<Minutes>,
    /// Promises made at this meeting, by their day.
    pub promises: Vec<Promise>,
    /// What the owner wrote into the form beforehand, to look at beside the minutes.
    pub from_form: Vec<FormAnswer>,
    /// What has to be there before they can be closed.
    pub missing: Vec<MissingFromMinutes>,
}

/// An answer of the form that the minutes follow.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FormAnswer {
    /// Key of the field.
    pub field: String,
    /// What was asked.
    pub label: Label,
    /// What was answered.
    pub value: String,
}

/// Minutes.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Minutes {
    /// Identity, for the history and conflicts.
    pub id: Id,
    /// What the customer wants.
    pub wants: Option<String>,
    /// What was agreed; goes to the customer.
    pub agreed: Option<String>,
    /// What stays in the firm.
    pub internal: Option<String>,
    /// Whether somebody said that nothing was promised.
    pub no_promises: bool,
    /// What comes next.
    pub next_step: Option<NextStep>,
    /// How far they are.
    pub state: MinutesState,
    /// Who closed them, and when.
    pub closed: Option<Stamp>,
    /// The contact that was logged when they were closed.
    pub contact: Option<Id>,
    /// How far the log was when they were read; a form that begins from this hands it back.
    pub log_place: i64,
}

/// What comes after a meeting.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NextStep {
    /// Another meeting.
    Meeting {
        /// The meeting; absent when it was deleted.
        meeting: Option<Box<MeetingRow>>,
    },
    /// A next action.
    Action {
        /// The action; absent when it was deleted.
        action: Option<NextAction>,
    },
    /// Nothing, and why.
    None {
        /// Why.
        reason: String,
    },
}

/// Saves minutes; missing fields stay, null clears.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SaveMinutes {
    /// The meeting.
    pub meeting: Id,
    /// What is to be written.
    #[serde(flatten)]
    #[ts(flatten)]
    pub fields: MinutesPatch,
    /// What comes next; null takes it back.
    #[serde(default, deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<ChooseNextStep>")]
    pub next_step: Option<Option<ChooseNextStep>>,
    /// What the form began from, as far as it shows it. What was left as it was is not written; texts that somebody else
    /// changed meanwhile are merged.
    #[ts(optional)]
    pub base: Option<MinutesBase>,
}

/// Texts of minutes; missing fields stay, null clears.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct MinutesPatch {
    /// What the customer wants.
    #[serde(deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<String>")]
    pub wants: Option<Option<String>>,
    /// What was agreed.
    #[serde(deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<String>")]
    pub agreed: Option<Option<String>>,
    /// What stays in the firm.
    #[serde(deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<String>")]
    pub internal: Option<Option<String>>,
    /// Whether nothing was promised.
    #[ts(optional)]
    pub no_promises: Option<bool>,
}

/// Minutes as a form began from them.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct MinutesBase {
    /// The texts.
    #[serde(flatten)]
    #[ts(flatten)]
    pub fields: MinutesPatch,
    /// How far the log was when the form read them.
    #[ts(optional)]
    pub log_place: Option<i64>,
}

/// What comes after a meeting, chosen or made.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ChooseNextStep {
    /// A meeting that is there already.
    Meeting {
        /// The meeting.
        meeting: Id,
    },
    /// A new meeting, with the same people.
    NewMeeting {
        /// On which day.
        day: NaiveDate,
        /// When it begins, minutes after midnight; absent means all day.
        #[ts(optional = nullable)]
        begins: Option<u32>,
        /// How long it takes, minutes.
        #[ts(optional = nullable)]
        duration: Option<u32>,
        /// What it is for; absent means the same as this one.
        #[ts(optional = nullable)]
        purpose: Option<String>,
        /// How the customer is met; absent means the same as now.
        #[ts(optional = nullable)]
        meeting_kind: Option<ContactKind>,
    },
    /// A next action that is there already.
    Action {
        /// The action.
        action: Id,
    },
    /// A new next action.
    NewAction {
        /// What.
        text: String,
        /// When.
        due: NaiveDate,
        /// Who; absent means oneself.
        #[ts(optional = nullable)]
        owner: Option<Id>,
    },
    /// Nothing, and why.
    None {
        /// Why.
        reason: String,
    },
}

/// Minutes were saved.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct MinutesSaved {
    /// The transaction to undo; absent when nothing differed from what was stored.
    pub transaction: Option<Id>,
    /// The meeting or next action that was made as the next step.
    pub made: Option<Id>,
}

/// Minutes were closed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct MinutesClosed {
    /// The transaction to undo.
    pub transaction: Option<Id>,
    /// The contact that was logged with them.
    pub contact: Id,
}

/// Language of a message to a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MessageLanguage {
    /// Finnish.
    Finnish,
    /// English.
    English,
}

/// A message to the customer with what was agreed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct MinutesMessageRequest {
    /// The meeting.
    pub meeting: Id,
    /// In which language; absent means the customer's, or Finnish.
    #[ts(optional = nullable)]
    pub language: Option<MessageLanguage>,
}

/// A message to the customer, to be read and changed before it is sent. The internal note is not in it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MinutesMessage {
    /// In which language.
    pub language: MessageLanguage,
    /// To whom: the people present who have an address.
    pub to: Vec<Recipient>,
    /// Names of people present who have none.
    pub without_address: Vec<String>,
    /// Subject.
    pub subject: String,
    /// Text.
    pub text: String,
}

/// To whom a message goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Recipient {
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
}

/// Writes a message into a file that a mail program opens as a draft (`.eml`). Nothing is sent.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SaveMessageDraft {
    /// Where; a file that is there is replaced.
    pub path: String,
    /// To whom.
    pub to: Vec<Recipient>,
    /// Subject.
    pub subject: String,
    /// Text.
    pub text: String,
}
