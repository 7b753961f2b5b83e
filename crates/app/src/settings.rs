//! Settings of the machine and of the firm.

use std::fs;
use std::path::{Path, PathBuf};

use pelikirja_domain::{DEFAULT_HORIZON_DAYS, OutOfRange, SegmentRule, SignalRules};
use pelikirja_store::Reader;
use serde::{Deserialize, Serialize};

use crate::api::{Changed, DeviceSettings, Empty, FirmSettings, TransactionKind};
use crate::app::App;
use crate::error::{AppError, ErrorCode, FieldProblem, Result};
use crate::session::Session;

/// What is kept in `settings.json` of the data folder: nothing that needs a key.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct MachineFile {
    /// The workspace in use.
    pub workspace: Option<PathBuf>,
    /// Settings of the machine.
    pub settings: DeviceSettings,
}

impl MachineFile {
    /// Reads the file; a missing or damaged one gives the defaults, because it holds nothing that cannot be
    /// chosen again.
    pub fn read(data_folder: &Path) -> Self {
        let text = fs::read_to_string(Self::path(data_folder)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Replaces the file in one step.
    pub fn write(&self, data_folder: &Path) -> Result<()> {
        let path = Self::path(data_folder);
        let write = || {
            fs::create_dir_all(data_folder)?;
            let temporary = path.with_extension("tmp");
            fs::write(&temporary, serde_json::to_vec_pretty(self)?)?;
            fs::rename(&temporary, &path)
        };
        let failed =
            |error: std::io::Error| AppError::from(anyhow::Error::new(error)).with("path", path.display());
        write().map_err(failed)
    }

    fn path(data_folder: &Path) -> PathBuf {
        data_folder.join("settings.json")
    }
}

pub(crate) fn device(app: &App, _: Empty) -> Result<DeviceSettings> {
    Ok(app.device_settings())
}

pub(crate) fn save_device(app: &App, settings: DeviceSettings) -> Result<DeviceSettings> {
    if settings.lock_after_minutes.is_some_and(|minutes| !(1..=1_440).contains(&minutes)) {
        return Err(AppError::field("lock_after_minutes", FieldProblem::Range));
    }
    if settings.backup_folder.as_deref().is_some_and(|folder| !Path::new(folder).is_dir()) {
        return Err(AppError::field("backup_folder", FieldProblem::Unknown));
    }
    app.change_machine(|machine| machine.settings = settings)?;
    Ok(app.device_settings())
}

pub(crate) fn firm(session: &Session, _: Empty) -> Result<FirmSettings> {
    session.read(read_firm)
}

const FIRM: &str = "firm";
const CURRENCY: &str = "currency";
const HORIZON: &str = "horizon_days";
const SIGNAL_RULES: &str = "signal_rules";
const SEGMENT_RULE: &str = "segment_rule";

/// The firm's settings; what was never set has its default.
pub(crate) fn read_firm(reader: &Reader<'_>) -> Result<FirmSettings> {
    Ok(FirmSettings {
        firm: reader.setting(FIRM)?.unwrap_or_default(),
        currency: reader.setting(CURRENCY)?.unwrap_or_else(|| "EUR".to_owned()),
        horizon_days: parsed(reader, HORIZON)?.unwrap_or(DEFAULT_HORIZON_DAYS),
        signal_rules: parsed(reader, SIGNAL_RULES)?.unwrap_or_else(SignalRules::default),
        segment_rule: parsed(reader, SEGMENT_RULE)?.unwrap_or_else(SegmentRule::default),
    })
}

/// A setting that a newer program wrote in another form counts as not set.
fn parsed<T: serde::de::DeserializeOwned>(reader: &Reader<'_>, name: &str) -> Result<Option<T>> {
    Ok(reader.setting(name)?.and_then(|text| serde_json::from_str(&text).ok()))
}

pub(crate) fn save_firm(session: &Session, settings: FirmSettings) -> Result<Changed> {
    let firm = settings.firm.trim();
    if firm.is_empty() {
        return Err(AppError::field("firm", FieldProblem::Required));
    }
    if settings.currency.len() != 3 || !settings.currency.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return Err(AppError::field("currency", FieldProblem::Form));
    }
    if !(7..=730).contains(&settings.horizon_days) {
        return Err(AppError::field("horizon_days", FieldProblem::Range));
    }
    let out_of_range = |OutOfRange { field }| AppError::field(field, FieldProblem::Range);
    settings.signal_rules.check().map_err(out_of_range)?;
    settings.segment_rule.check().map_err(out_of_range)?;
    let values = [
        (FIRM, firm.to_owned()),
        (CURRENCY, settings.currency.clone()),
        (HORIZON, settings.horizon_days.to_string()),
        (SIGNAL_RULES, json(&settings.signal_rules)?),
        (SEGMENT_RULE, json(&settings.segment_rule)?),
    ];
    let changed = session.change(TransactionKind::EditSettings, |tx| {
        let mut records = 0;
        for (name, value) in &values {
            records += u32::from(tx.set_setting(name, value)?);
        }
        Ok(records)
    })?;
    crate::signals::catch_up(session)?;
    Ok(changed)
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| AppError::new(ErrorCode::Internal, error.to_string()))
}
