//! Settings of the machine and of the firm.

use pelikirja_domain::{SegmentRule, SignalRules};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Language of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Finnish.
    #[default]
    Fi,
    /// English.
    En,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the operating system.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Settings of this machine; readable while the workspace is locked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct DeviceSettings {
    /// Language; absent means the operating system's.
    pub language: Option<Language>,
    /// Light or dark.
    pub theme: Theme,
    /// Lock after this many minutes without use; absent means never.
    pub lock_after_minutes: Option<u32>,
    /// Folder of the daily backups; absent means `backups` in the workspace.
    pub backup_folder: Option<String>,
    /// Whether the navigation shows pictures only.
    pub narrow_navigation: bool,
}

impl Default for DeviceSettings {
    fn default() -> Self {
        Self {
            language: None,
            theme: Theme::Auto,
            lock_after_minutes: Some(15),
            backup_folder: None,
            narrow_navigation: false,
        }
    }
}

/// Settings of the firm, the same for every member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FirmSettings {
    /// The firm's name.
    pub firm: String,
    /// Currency of amounts that name none (ISO 4217).
    pub currency: String,
    /// How far ahead the order model looks, days, 7 to 730.
    pub horizon_days: u32,
    /// When a signal is raised.
    pub signal_rules: SignalRules,
    /// How segments are drawn.
    pub segment_rule: SegmentRule,
    /// How far the log was when they were read; a form that begins from them hands it back in its base.
    #[serde(default)]
    #[ts(optional)]
    pub log_place: Option<i64>,
}

/// Changes settings of the firm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SaveFirmSettings {
    /// What the form began from. What was left as it was is not written; what somebody else changed meanwhile becomes a
    /// conflict if both changed the same threshold or field.
    #[serde(default)]
    #[ts(optional)]
    pub base: Option<FirmSettings>,
    /// The settings, all of them.
    #[serde(flatten)]
    #[ts(flatten)]
    pub settings: FirmSettings,
}
