//! Customers: the list and the record.

use chrono::NaiveDate;
use pelikirja_domain::{Cents, Id, LadderStep, LifecycleStage, OrderScore, Segment, SignalKind};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CardNote, NextAction, Person, QueueSignal};

/// When the last two-way contact was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LastContactFilter {
    /// Never, as far as is known.
    Never,
    /// At least this many days ago, or never.
    OlderThan {
        /// Days.
        days: u32,
    },
    /// At most this many days ago.
    Within {
        /// Days.
        days: u32,
    },
}

/// Which customers; an empty list does not restrict.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CustomerFilter {
    /// In one of these tiers.
    pub tiers: Vec<Id>,
    /// Cared for by one of these members; null stands for nobody.
    pub owners: Vec<Option<Id>>,
    /// In one of these segments; null stands for "never ordered".
    pub segments: Vec<Option<Segment>>,
    /// With one of these signals open.
    pub signals: Vec<SignalKind>,
    /// With all of these tags.
    pub tags: Vec<String>,
    /// When the last two-way contact was.
    pub last_contact: Option<LastContactFilter>,
    /// Show those who ended the relation, too.
    pub ended: bool,
}

/// By what the list is sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CustomerColumn {
    /// Name, by the Finnish alphabet.
    #[default]
    Name,
    /// External number.
    ExternalNumber,
    /// City.
    City,
    /// Tier, by its position.
    Tier,
    /// Name of the owner.
    Owner,
    /// Segment.
    Segment,
    /// Date of the last two-way contact.
    LastContact,
    /// Date of the last order.
    LastOrder,
    /// Order days in all.
    OrderDays,
    /// Net value of the last 365 days.
    Value365,
    /// Value at stake.
    ValueAtStake,
    /// Date of the next action.
    NextAction,
    /// Open signals, by their number.
    Signals,
    /// Tags, by the first one.
    Tags,
}

/// A window into the list of customers.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ListCustomers {
    /// Words to find in names, numbers, cities, people.
    pub search: String,
    /// Which customers.
    pub filter: CustomerFilter,
    /// By what they are sorted.
    pub sort: CustomerColumn,
    /// Largest or last first. Empty values come last either way.
    pub descending: bool,
    /// First row.
    pub offset: u32,
    /// Rows, at most 500.
    pub limit: u32,
}

/// A row of the list of customers.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CustomerRow {
    /// Identity.
    pub id: Id,
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
    /// Segment; absent when never ordered.
    pub segment: Option<Segment>,
    /// Open signals.
    pub signals: Vec<SignalKind>,
    /// Date of the last two-way contact.
    pub last_contact: Option<NaiveDate>,
    /// Date of the last order.
    pub last_order: Option<NaiveDate>,
    /// Days on which they ordered.
    pub order_days: u32,
    /// Typical days between orders (median); absent with fewer than three order days.
    pub median_interval_days: Option<f32>,
    /// Net value of the last 365 days.
    pub value_365: Cents,
    /// Value at stake within the horizon; absent when never ordered.
    pub value_at_stake: Option<Cents>,
    /// Date of the next action.
    pub next_action: Option<NaiveDate>,
    /// Tags, sorted.
    pub tags: Vec<String>,
    /// Whether the relation has ended.
    pub ended: bool,
    /// How far the log was when it was read; a form that begins from this hands it back.
    pub log_place: i64,
}

/// A window into the list of customers.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CustomerPage {
    /// The rows from the offset on.
    pub rows: Vec<CustomerRow>,
    /// How many match.
    pub total: u32,
    /// How many customers there are.
    pub customers: u32,
    /// Net value of the last 365 days of all that match.
    pub value_365: Cents,
}

/// How the customer buys.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CustomerRhythm {
    /// Days on which they ordered.
    pub order_days: u32,
    /// First order.
    pub first_order: NaiveDate,
    /// Last order.
    pub last_order: NaiveDate,
    /// Days since the last order.
    pub days_since_last: u32,
    /// Typical days between orders (median).
    pub median_interval_days: Option<f32>,
    /// A quarter of the intervals is at most this long, days.
    pub quartile_low_days: Option<f32>,
    /// A quarter of the intervals is at least this long, days.
    pub quartile_high_days: Option<f32>,
    /// Net value of the last 365 days.
    pub value_365: Cents,
    /// Net value of the 365 days before those.
    pub value_previous_365: Cents,
    /// What the order model says.
    pub score: OrderScore,
    /// How far the score looks ahead, days.
    pub horizon_days: u32,
}

/// All that the customer page shows at once.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CustomerRecord {
    /// Identity.
    pub id: Id,
    /// The fields.
    pub fields: CustomerFields,
    /// Segment; absent when never ordered.
    pub segment: Option<Segment>,
    /// How they buy; absent when never ordered.
    pub rhythm: Option<CustomerRhythm>,
    /// Last two-way contact.
    pub last_contact: Option<NaiveDate>,
    /// Signals now, the handled ones left out.
    pub signals: Vec<QueueSignal>,
    /// What colleagues wrote about the signals when they handed them over or snoozed them, the oldest first.
    pub notes: Vec<CardNote>,
    /// People, the present ones first.
    pub people: Vec<Person>,
    /// Open next actions, the nearest first.
    pub next_actions: Vec<NextAction>,
    /// Firms of which this one is the parent.
    pub subsidiaries: Vec<CustomerName>,
    /// The parent firm.
    pub parent: Option<CustomerName>,
    /// Records that were merged into this one.
    pub merged: Vec<CustomerName>,
    /// Customers that look like the same firm.
    pub suspected_duplicates: u32,
    /// When the record was made, milliseconds since 1970 UTC.
    pub created_at: i64,
    /// How far the log was when it was read; a form that begins from this hands it back.
    pub log_place: i64,
}

/// A customer's name to show as a link.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CustomerName {
    /// Identity.
    pub id: Id,
    /// Name.
    pub name: String,
}

/// The fields of a customer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CustomerFields {
    /// Name.
    pub name: String,
    /// Business id (*Y-tunnus*).
    pub business_id: Option<String>,
    /// VAT id.
    pub vat_id: Option<String>,
    /// Number in accounting.
    pub external_number: Option<String>,
    /// Parent firm.
    pub parent: Option<Id>,
    /// Industry, as text or TOL/NACE code.
    pub industry: Option<String>,
    /// Street address.
    pub street: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Web site.
    pub website: Option<String>,
    /// Tier.
    pub tier: Option<Id>,
    /// Why the tier was set by hand.
    pub tier_reason: Option<String>,
    /// Who cares for them.
    pub owner: Option<Id>,
    /// Who stands in.
    pub deputy: Option<Id>,
    /// Stage of life.
    pub stage: Option<LifecycleStage>,
    /// Step of the ladder.
    pub ladder: Option<LadderStep>,
    /// Language of the customer, BCP 47.
    pub language: Option<String>,
    /// Where they came from.
    pub source: Option<String>,
    /// Facts and preferences to know.
    pub notes: Option<String>,
    /// When the relation ended.
    pub ended_on: Option<NaiveDate>,
    /// Why it ended.
    pub ended_reason: Option<String>,
    /// Tags, sorted.
    pub tags: Vec<String>,
}

/// Makes or changes a customer; missing fields stay as they are, null clears.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SaveCustomer {
    /// Absent makes a new one.
    #[ts(optional)]
    pub id: Option<Id>,
    /// Name; needed for a new one.
    #[ts(optional)]
    pub name: Option<String>,
    /// Tags, all of them.
    #[ts(optional)]
    pub tags: Option<Vec<String>>,
    /// What the form began from, as far as it shows it.
    #[ts(optional)]
    pub base: Option<CustomerBase>,
    /// The other fields.
    #[serde(flatten)]
    #[ts(flatten)]
    pub fields: CustomerPatch,
}

/// The fields that a form began from. What was left as it was is not written; what was changed meanwhile by somebody else
/// is merged (notes, tags), or becomes a conflict. Of an address all fields should be named, and so of a tier or an end
/// with its reason.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CustomerBase {
    /// How far the log was when the form read them.
    #[ts(optional)]
    pub log_place: Option<i64>,
    /// Name.
    #[ts(optional)]
    pub name: Option<String>,
    /// Tags, all of them.
    #[ts(optional)]
    pub tags: Option<Vec<String>>,
    /// The other fields.
    #[serde(flatten)]
    #[ts(flatten)]
    pub fields: CustomerPatch,
}

macro_rules! customer_patch {
    ($($(#[$doc:meta])* $field:ident: $kind:ty as $optional:literal,)*) => {
        /// Fields of a customer to change; missing fields stay as they are, null clears.
        #[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
        #[serde(default)]
        pub struct CustomerPatch {
            $(
                $(#[$doc])*
                #[serde(deserialize_with = "super::patch", skip_serializing_if = "Option::is_none")]
                #[ts(optional = nullable, as = $optional)]
                pub $field: Option<Option<$kind>>,
            )*
        }
    };
}

customer_patch! {
    /// Business id (*Y-tunnus*).
    business_id: String as "Option<String>",
    /// VAT id.
    vat_id: String as "Option<String>",
    /// Number in accounting.
    external_number: String as "Option<String>",
    /// Parent firm.
    parent: Id as "Option<Id>",
    /// Industry.
    industry: String as "Option<String>",
    /// Street address.
    street: String as "Option<String>",
    /// Postcode.
    postcode: String as "Option<String>",
    /// City.
    city: String as "Option<String>",
    /// Country.
    country: String as "Option<String>",
    /// Telephone.
    phone: String as "Option<String>",
    /// E-mail.
    email: String as "Option<String>",
    /// Web site.
    website: String as "Option<String>",
    /// Tier.
    tier: Id as "Option<Id>",
    /// Why the tier was set by hand.
    tier_reason: String as "Option<String>",
    /// Who cares for them.
    owner: Id as "Option<Id>",
    /// Who stands in.
    deputy: Id as "Option<Id>",
    /// Stage of life.
    stage: LifecycleStage as "Option<LifecycleStage>",
    /// Step of the ladder.
    ladder: LadderStep as "Option<LadderStep>",
    /// Language, BCP 47.
    language: String as "Option<String>",
    /// Where they came from.
    source: String as "Option<String>",
    /// Facts and preferences to know.
    notes: String as "Option<String>",
    /// When the relation ended.
    ended_on: NaiveDate as "Option<NaiveDate>",
    /// Why it ended.
    ended_reason: String as "Option<String>",
}

/// Several customers: named one by one, or all that a filter matches.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CustomerSelection {
    /// These.
    Ids {
        /// The customers.
        ids: Vec<Id>,
    },
    /// All that match, less some.
    Matching {
        /// Words to find.
        search: String,
        /// Which customers.
        filter: CustomerFilter,
        /// But not these.
        except: Vec<Id>,
    },
}

/// One change made to several customers.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BulkChange {
    /// Give them to a member, or to nobody.
    SetOwner {
        /// The new owner.
        owner: Option<Id>,
    },
    /// Put them in a tier.
    SetTier {
        /// The tier.
        tier: Option<Id>,
    },
    /// Add a tag.
    AddTag {
        /// The tag.
        tag: String,
    },
    /// Take a tag away.
    RemoveTag {
        /// The tag.
        tag: String,
    },
    /// Delete them.
    Delete {},
}

/// Changes several customers in one transaction.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BulkEditCustomers {
    /// Which.
    pub selection: CustomerSelection,
    /// What.
    pub change: BulkChange,
}

/// The tags in use.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TagCount {
    /// The tag.
    pub tag: String,
    /// Customers with it.
    pub customers: u32,
}
