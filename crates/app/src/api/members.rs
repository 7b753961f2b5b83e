//! Members of the firm and the tiers of its customers.

use pelikirja_domain::{Id, Role, TierKey};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A person of the firm.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Member {
    /// Identity.
    pub id: Id,
    /// Name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// E-mail.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Whether they still work here.
    pub active: bool,
    /// How many customers they own.
    pub customers: u32,
    /// How far the log was when it was read; a form that begins from this hands it back.
    pub log_place: i64,
}

/// Makes or changes a member; missing fields stay as they are.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SaveMember {
    /// What the form began from, as far as it shows it. What was left as it was is not written; what was changed meanwhile
    /// by somebody else becomes a conflict.
    #[ts(optional)]
    pub base: Option<MemberBase>,
    /// Absent makes a new one.
    #[ts(optional)]
    pub id: Option<Id>,
    /// Name.
    #[ts(optional)]
    pub name: Option<String>,
    /// What they may do.
    #[ts(optional)]
    pub role: Option<Role>,
    /// E-mail; null clears it.
    #[serde(deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<String>")]
    pub email: Option<Option<String>>,
    /// Telephone; null clears it.
    #[serde(deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<String>")]
    pub phone: Option<Option<String>>,
    /// Whether they still work here.
    #[ts(optional)]
    pub active: Option<bool>,
}

/// A class of customers.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Tier {
    /// Identity.
    pub id: Id,
    /// Name, as the firm calls it.
    pub name: String,
    /// Which of the three built-in tiers it is, if any.
    pub key: Option<TierKey>,
    /// Place in lists, ascending.
    pub position: u32,
    /// Days without a two-way contact after which a signal is raised; absent means never.
    pub contact_maximum_days: Option<u32>,
    /// How many customers are in it.
    pub customers: u32,
    /// How far the log was when it was read; a form that begins from this hands it back.
    pub log_place: i64,
}

/// Makes or changes a tier; missing fields stay as they are.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SaveTier {
    /// What the form began from, as far as it shows it. What was left as it was is not written; what was changed meanwhile
    /// by somebody else becomes a conflict.
    #[ts(optional)]
    pub base: Option<TierBase>,
    /// Absent makes a new one.
    #[ts(optional)]
    pub id: Option<Id>,
    /// Name.
    #[ts(optional)]
    pub name: Option<String>,
    /// Place in lists, ascending.
    #[ts(optional)]
    pub position: Option<u32>,
    /// Days without a two-way contact after which a signal is raised; null means never.
    #[serde(deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<u32>")]
    pub contact_maximum_days: Option<Option<u32>>,
}

/// What a form of a member began from, as far as it shows it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct MemberBase {
    /// How far the log was when the form read it.
    #[ts(optional)]
    pub log_place: Option<i64>,
    /// Name.
    #[ts(optional)]
    pub name: Option<String>,
    /// What they may do, where the firm is not shared.
    #[ts(optional)]
    pub role: Option<Role>,
    /// E-mail.
    #[serde(deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<String>")]
    pub email: Option<Option<String>>,
    /// Telephone.
    #[serde(deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<String>")]
    pub phone: Option<Option<String>>,
    /// Whether they still work here.
    #[ts(optional)]
    pub active: Option<bool>,
}

/// What a form of a tier began from, as far as it shows it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct TierBase {
    /// How far the log was when the form read it.
    #[ts(optional)]
    pub log_place: Option<i64>,
    /// Name.
    #[ts(optional)]
    pub name: Option<String>,
    /// Place in lists, ascending.
    #[ts(optional)]
    pub position: Option<u32>,
    /// Days without a two-way contact after which a signal is raised; null means never.
    #[serde(deserialize_with = "super::patch")]
    #[ts(optional = nullable, as = "Option<u32>")]
    pub contact_maximum_days: Option<Option<u32>>,
}
