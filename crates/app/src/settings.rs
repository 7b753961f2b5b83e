//! Settings of the machine and of the firm.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use pelikirja_domain::{DEFAULT_HORIZON_DAYS, OutOfRange, SegmentRule, SignalRules};
use pelikirja_store::{Reader, WriteTransaction};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::api::{Changed, DeviceSettings, Empty, FirmSettings, SaveFirmSettings, TransactionKind};
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
        log_place: Some(reader.log_place()?),
    })
}

/// A setting that a newer program wrote in another form counts as not set.
fn parsed<T: DeserializeOwned>(reader: &Reader<'_>, name: &str) -> Result<Option<T>> {
    Ok(reader.setting(name)?.and_then(|text| serde_json::from_str(&text).ok()))
}

pub(crate) fn save_firm(session: &Session, request: SaveFirmSettings) -> Result<Changed> {
    let changed = session.change(TransactionKind::EditSettings, |tx| {
        let now = read_firm(&tx.reader())?;
        let own = FirmSettings { firm: request.settings.firm.trim().to_owned(), ..request.settings };
        let base = request.base.as_ref().unwrap_or(&now);
        let settings = Combined {
            firm: combined(&base.firm, &own.firm, &now.firm)?,
            currency: combined(&base.currency, &own.currency, &now.currency)?,
            horizon_days: combined(&base.horizon_days, &own.horizon_days, &now.horizon_days)?,
            signal_rules: combined(&base.signal_rules, &own.signal_rules, &now.signal_rules)?,
            segment_rule: combined(&base.segment_rule, &own.segment_rule, &now.segment_rule)?,
        };
        settings.check()?;
        // Amounts say how much and not of what: in another currency, every order would be worth something else.
        if now.currency != settings.currency.value && tx.reader().order_count()? > 0 {
            return Err(AppError::field("currency", FieldProblem::InUse));
        }
        let place = base.log_place;
        let plain = |value: &String| Ok(value.clone());
        let records = [
            write(tx, FIRM, &settings.firm, [&base.firm, &now.firm], place, plain)?,
            write(tx, CURRENCY, &settings.currency, [&base.currency, &now.currency], place, plain)?,
            write(tx, HORIZON, &settings.horizon_days, [&base.horizon_days, &now.horizon_days], place, json)?,
            write(
                tx,
                SIGNAL_RULES,
                &settings.signal_rules,
                [&base.signal_rules, &now.signal_rules],
                place,
                json,
            )?,
            write(
                tx,
                SEGMENT_RULE,
                &settings.segment_rule,
                [&base.segment_rule, &now.segment_rule],
                place,
                json,
            )?,
        ];
        Ok(records.into_iter().map(u32::from).sum())
    })?;
    // The settings are kept, whatever becomes of the signals: those stay to be computed.
    let _ = crate::signals::catch_up(session);
    Ok(changed)
}

/// What somebody made of a setting, together with what is there now.
struct Setting<T> {
    value: T,
    /// Whether somebody else changed the same meanwhile.
    is_contested: bool,
}

struct Combined {
    firm: Setting<String>,
    currency: Setting<String>,
    horizon_days: Setting<u32>,
    signal_rules: Setting<SignalRules>,
    segment_rule: Setting<SegmentRule>,
}

impl Combined {
    fn check(&self) -> Result<()> {
        if self.firm.value.is_empty() {
            return Err(AppError::field("firm", FieldProblem::Required));
        }
        let currency = &self.currency.value;
        if currency.len() != 3 || !currency.bytes().all(|letter| letter.is_ascii_uppercase()) {
            return Err(AppError::field("currency", FieldProblem::Form));
        }
        if !(7..=730).contains(&self.horizon_days.value) {
            return Err(AppError::field("horizon_days", FieldProblem::Range));
        }
        let out_of_range = |OutOfRange { field }| AppError::field(field, FieldProblem::Range);
        self.signal_rules.value.check().map_err(out_of_range)?;
        self.segment_rule.value.check().map_err(out_of_range)
    }
}

/// Thresholds are taken one by one: of each what was changed, by whomever.
fn combined<T: Serialize + DeserializeOwned>(base: &T, own: &T, now: &T) -> Result<Setting<T>> {
    let mut is_contested = false;
    let mut choose = |base: &Value, own: &Value, now: &Value| {
        if own == base {
            return now.clone();
        }
        is_contested |= now != base && now != own;
        own.clone()
    };
    let value = match (tree(base)?, tree(own)?, tree(now)?) {
        (Value::Object(base), Value::Object(own), Value::Object(mut now)) => {
            for (name, own) in &own {
                let [base, present] = [&base, &now].map(|from| from.get(name).unwrap_or(own));
                let chosen = choose(base, own, present);
                now.insert(name.clone(), chosen);
            }
            Value::Object(now)
        }
        (base, own, now) => choose(&base, &own, &now),
    };
    let value = serde_json::from_value(value).map_err(internal)?;
    Ok(Setting { value, is_contested })
}

/// Writes a setting if it is another one than now. `known`: what the form began from, and what there is now.
fn write<T: PartialEq>(
    tx: &mut WriteTransaction<'_>,
    name: &str,
    setting: &Setting<T>,
    known: [&T; 2],
    log_place: Option<i64>,
    text: impl Fn(&T) -> Result<String>,
) -> Result<bool> {
    let [base, now] = known;
    if setting.value == *now {
        return Ok(false);
    }
    let stored = tx.reader().setting(name)?;
    let began = match stored {
        // What others changed is taken over, and so it is known.
        Some(stored) if !setting.is_contested => stored,
        _ => text(base)?,
    };
    Ok(tx.set_setting_from(name, &text(&setting.value)?, &began, log_place)?)
}

fn tree(value: &impl Serialize) -> Result<Value> {
    serde_json::to_value(value).map_err(internal)
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(internal)
}

fn internal(error: serde_json::Error) -> AppError {
    AppError::new(ErrorCode::Internal, error.to_string())
}
