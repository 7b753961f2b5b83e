//! Settings of the machine and of the firm.

use std::fs::{self, File};
use std::io::Write;
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
    /// The one that was in use before it.
    pub previous: Option<PathBuf>,
    /// Settings of the machine.
    pub settings: DeviceSettings,
}

impl MachineFile {
    /// Reads the file; a missing or damaged one gives the defaults, because it holds nothing that cannot be
    /// chosen again: workspaces are found again by `list_workspaces`.
    pub fn read(data_folder: &Path) -> Self {
        let text = fs::read_to_string(Self::path(data_folder)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Replaces the file in one step: after a crash it is the old or the new one.
    pub fn write(&self, data_folder: &Path) -> Result<()> {
        let path = Self::path(data_folder);
        let write = || {
            fs::create_dir_all(data_folder)?;
            let temporary = path.with_extension("tmp");
            let mut file = File::create(&temporary)?;
            file.write_all(&serde_json::to_vec_pretty(self)?)?;
            file.sync_all()?;
            fs::rename(&temporary, &path)?;
            // Elsewhere a folder cannot be opened, and renaming is as durable as it gets.
            if cfg!(unix) { File::open(data_folder)?.sync_all() } else { Ok(()) }
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
    let before = app.device_settings();
    let new_backup_folder =
        settings.backup_folder.as_deref().filter(|_| settings.backup_folder != before.backup_folder);
    if new_backup_folder.is_some_and(|folder| !Path::new(folder).is_dir()) {
        return Err(AppError::field("backup_folder", FieldProblem::Unknown));
    }
    // Whoever cannot open the workspace may choose how the lock screen looks, and nothing that guards the data.
    let only_looks =
        DeviceSettings { language: before.language, theme: before.theme, ..settings.clone() } == before;
    if !only_looks && app.is_locked() {
        return Err(AppError::new(ErrorCode::Locked, "the workspace is locked"));
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
        // Amounts say how much and not of what: in another currency, every order would be worth something else.
        if read_firm(&tx.reader())?.currency != settings.currency && tx.reader().order_count()? > 0 {
            return Err(AppError::field("currency", FieldProblem::InUse));
        }
        let mut records = 0;
        for (name, value) in &values {
            records += u32::from(tx.set_setting(name, value)?);
        }
        Ok(records)
    })?;
    // The settings are kept, whatever becomes of the signals: those stay to be computed.
    let _ = crate::signals::catch_up(session);
    Ok(changed)
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| AppError::new(ErrorCode::Internal, error.to_string()))
}
