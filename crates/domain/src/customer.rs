//! Customers and the scales on which they stand.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The three tiers every workspace starts with (*asiakasluokka*); a firm may rename them and add others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TierKey {
    /// Key account (*avainasiakas*).
    Key,
    /// Mid-sized (*keskikokoinen*).
    Mid,
    /// Small (*pieni*).
    Small,
}

/// How a customer buys (*segmentti*), from the order history alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// Six or more order days and probably still active.
    Loyal,
    /// Six or more order days within the last 365 days.
    Frequent,
    /// In between.
    Occasional,
    /// Has ordered on one day only.
    Once,
    /// Probably no longer a customer.
    Lapsed,
}

/// Where a customer stands in its life with the firm (*elinkaaren vaihe*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LifecycleStage {
    /// Being won (*hanki*).
    Acquire,
    /// Being served (*palvele*).
    Serve,
    /// Being deepened (*syvennä*).
    Deepen,
}

/// Step of the customer ladder (*asiakasportaat*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LadderStep {
    /// Might need what we sell.
    Suspect,
    /// In talks.
    Prospect,
    /// Has bought once.
    FirstTime,
    /// Buys again.
    Repeat,
    /// Key customer.
    Key,
    /// Recommends us.
    Advocate,
    /// Has fallen silent.
    Passive,
    /// Has left.
    Former,
}

/// What a person decides at the customer (*rooli asiakkaalla*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StakeholderRole {
    /// Decides.
    DecisionMaker,
    /// Sponsors from above.
    ExecutiveSponsor,
    /// Speaks for us.
    Champion,
    /// Is listened to.
    Influencer,
    /// Uses what is bought.
    User,
    /// Lets in or keeps out.
    Gatekeeper,
    /// Is against.
    Blocker,
}

/// How a person stands towards us (*suhtautuminen*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Recommends us.
    Advocate,
    /// Supports us.
    Supporter,
    /// Neither.
    Neutral,
    /// Doubts.
    Sceptic,
    /// Opposes us.
    Hostile,
}
