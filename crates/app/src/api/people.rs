//! People at customers.

use chrono::NaiveDate;
use pelikirja_domain::{Id, StakeholderRole, Stance};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A person at one customer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Person {
    /// The person.
    pub id: Id,
    /// The person's place at this customer.
    pub employment: Id,
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Birthday.
    pub birthday: Option<NaiveDate>,
    /// What to know: preferences, topics, how to treat.
    pub notes: Option<String>,
    /// Title at this customer.
    pub title: Option<String>,
    /// What they decide.
    pub role: Option<StakeholderRole>,
    /// How they stand towards us.
    pub stance: Option<Stance>,
    /// Influence, 0 to 10.
    pub influence: Option<u8>,
    /// Whether they are the first to call.
    pub primary: bool,
    /// Since when they work there.
    pub started_on: Option<NaiveDate>,
    /// Until when they worked there; absent means still.
    pub ended_on: Option<NaiveDate>,
    /// Last contact with them.
    pub last_contact: Option<NaiveDate>,
    /// How far the log was when it was read; a form that begins from this hands it back.
    pub log_place: i64,
}

/// Makes or changes a person and their place at a customer; missing fields stay, null clears.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SavePerson {
    /// Absent makes a new one.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<Id>,
    /// At which customer.
    pub customer: Id,
    /// What the form began from. What was left as it was is not written; what was changed meanwhile by somebody else is
    /// merged (notes), or becomes a conflict.
    #[serde(default)]
    #[ts(optional)]
    pub base: Option<PersonBase>,
    /// The fields; a new person needs a name.
    #[serde(flatten)]
    #[ts(flatten)]
    pub fields: PersonPatch,
}

/// The fields that a form of a person began from.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct PersonBase {
    /// How far the log was when the form read them.
    #[serde(default)]
    #[ts(optional)]
    pub log_place: Option<i64>,
    /// The fields.
    #[serde(flatten)]
    #[ts(flatten)]
    pub fields: PersonPatch,
}

/// Fields of a person and of their place at a customer; missing fields stay, null clears.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct PersonPatch {
    /// Name.
    #[serde(default)]
    #[ts(optional)]
    pub name: Option<String>,
    /// Whether they are the first to call.
    #[serde(default)]
    #[ts(optional)]
    pub primary: Option<bool>,
    /// E-mail.
    #[serde(default, deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<String>")]
    pub email: Option<Option<String>>,
    /// Telephone.
    #[serde(default, deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<String>")]
    pub phone: Option<Option<String>>,
    /// Birthday.
    #[serde(default, deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<NaiveDate>")]
    pub birthday: Option<Option<NaiveDate>>,
    /// What to know.
    #[serde(default, deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<String>")]
    pub notes: Option<Option<String>>,
    /// Title at this customer.
    #[serde(default, deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<String>")]
    pub title: Option<Option<String>>,
    /// What they decide.
    #[serde(default, deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<StakeholderRole>")]
    pub role: Option<Option<StakeholderRole>>,
    /// How they stand towards us.
    #[serde(default, deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<Stance>")]
    pub stance: Option<Option<Stance>>,
    /// Influence, 0 to 10.
    #[serde(default, deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<u8>")]
    pub influence: Option<Option<u8>>,
    /// Since when they work there.
    #[serde(default, deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<NaiveDate>")]
    pub started_on: Option<Option<NaiveDate>>,
    /// Until when they worked there.
    #[serde(default, deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<NaiveDate>")]
    pub ended_on: Option<Option<NaiveDate>>,
}

/// A person leaves one customer for another; the history stays with both.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChangeEmployer {
    /// The person.
    pub person: Id,
    /// The customer they leave.
    pub from: Id,
    /// The customer they join.
    pub to: Id,
    /// Title there.
    #[ts(optional)]
    pub title: Option<String>,
    /// Last day there, first day here.
    pub on: NaiveDate,
}
