//! The commands of the command line that need the program.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use pelikirja_app::{App, AppError, ErrorCode, LockReason, commands};
use serde_json::{Value, json};

use crate::arguments::Kind;
use crate::failure::{Failure, Result, usage};
use crate::output;

/// The program, and what the call says of the workspace and its passphrase.
pub struct Shell {
    /// The program.
    pub app: App,
    /// File whose first line is the passphrase.
    pub passphrase_file: Option<PathBuf>,
    /// The workspace that the call names.
    pub workspace: Option<PathBuf>,
}

impl Drop for Shell {
    /// Leaves the database file complete, without a write-ahead log beside it.
    fn drop(&mut self) {
        self.app.lock(LockReason::Asked);
    }
}

impl Shell {
    pub fn create(&self, name: &str, member: &str, as_json: bool) -> Result<()> {
        let request = json!({
            "folder": self.workspace, "firm": name, "member": member, "passphrase": self.passphrase()?,
            "remember": false, "language": "fi",
        });
        self.show(&self.app.dispatch("create_workspace", request)?, as_json)
    }

    pub fn demo(&self, customers: u32, lines: Option<u32>, seed: u64, as_json: bool) -> Result<()> {
        let request =
            json!({ "folder": self.workspace, "customers": customers, "lines": lines, "seed": seed });
        self.show(&self.app.dispatch("create_demo", request)?, as_json)
    }

    pub fn restore(&self, file: &Path, as_json: bool) -> Result<()> {
        let request = json!({ "path": file, "folder": self.workspace, "passphrase": self.passphrase()? });
        self.show(&self.app.dispatch("restore_backup", request)?, as_json)
    }

    pub fn import(
        &self,
        file: &Path,
        kind: Option<Kind>,
        mapping: &str,
        dry_run: bool,
        as_json: bool,
    ) -> Result<()> {
        self.unlock()?;
        let mapping: Value = if mapping == "auto" {
            let request = json!({ "path": file, "kind": kind.map(Kind::word), "unattended": true });
            let inspected = self.app.dispatch("inspect_file", request)?;
            inspected.pointer("/proposal/mapping").cloned().unwrap_or(Value::Null)
        } else {
            let mapping = Path::new(mapping);
            let read = pelikirja_app::read_mapping_file(&read("the mapping", mapping)?)
                .and_then(|mapping| serde_json::to_value(mapping).map_err(|error| error.to_string()));
            let read = read.map_err(|error| unreadable(error, mapping))?;
            if let Some(kind) = kind.map(Kind::word)
                && read.get("kind").and_then(Value::as_str) != Some(kind)
            {
                return Err(usage(format!("mapping {}: it is not for {kind}", mapping.display())));
            }
            read
        };
        let command = if dry_run { "dry_run_import" } else { "run_import" };
        let report = self.app.dispatch(command, json!({ "path": file, "mapping": mapping }))?;
        self.show(&report, as_json)
    }

    pub fn watch(&self, as_json: bool) -> Result<()> {
        self.unlock()?;
        let files = self.app.dispatch("scan_watched_folders", json!({}))?;
        self.show(&files, as_json)?;
        let has_failed = |file: &&Value| file.get("error").is_some_and(|error| !error.is_null());
        let failed: Vec<&Value> = files.as_array().into_iter().flatten().filter(has_failed).collect();
        let Some(first) = failed.first() else { return Ok(()) };
        // Each has its error among the answers; the first stands for all of them.
        let error = first.get("error").cloned().and_then(|error| serde_json::from_value(error).ok());
        let error = error.unwrap_or_else(|| AppError::new(ErrorCode::BadFile, "a file was not imported"));
        let name = first.get("file").and_then(Value::as_str).unwrap_or_default();
        Err(Failure::App(error.with("file", name).with("failed", failed.len())))
    }

    pub fn queue(&self, limit: u32, as_of: Option<chrono::NaiveDate>, as_json: bool) -> Result<()> {
        self.unlock()?;
        let cards = self.app.dispatch("queue_at", json!({ "limit": limit, "as_of": as_of }))?;
        if as_json {
            return Ok(output::json(&cards)?);
        }
        for card in cards.as_array().into_iter().flatten() {
            let text = |field: &str| card.get(field).and_then(Value::as_str).unwrap_or_default();
            let cents = card.get("value_at_stake_cents").and_then(Value::as_i64);
            let kinds: Vec<&str> = card
                .get("signals")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|signal| signal.get("kind").and_then(Value::as_str))
                .collect();
            let euros = cents.map_or_else(|| "-".to_owned(), |cents| (cents / 100).to_string());
            output::line(&format!("{euros:>10}  {:<44} {}", text("name"), kinds.join(", ")))?;
        }
        Ok(())
    }

    pub fn scores(&self, as_of: Option<chrono::NaiveDate>, horizon: u32) -> Result<()> {
        const COLUMNS: [&str; 9] = [
            "external_number",
            "order_days",
            "first_order",
            "last_order",
            "p_active",
            "p_no_order",
            "value_365_cents",
            "value_at_stake_cents",
            "segment",
        ];
        self.unlock()?;
        let rows = self.app.dispatch("scores_at", json!({ "as_of": as_of, "horizon_days": horizon }))?;
        let mut writer = csv::Writer::from_writer(std::io::stdout().lock());
        writer.write_record(COLUMNS)?;
        for row in rows.as_array().into_iter().flatten() {
            let cells = COLUMNS.map(|column| match row.get(column) {
                Some(Value::String(text)) => text.clone(),
                None | Some(Value::Null) => String::new(),
                Some(other) => other.to_string(),
            });
            writer.write_record(&cells)?;
        }
        Ok(writer.flush()?)
    }

    pub fn check(&self, as_json: bool) -> Result<()> {
        self.unlock()?;
        let report = self.app.dispatch("check", json!({}))?;
        self.show(&report, as_json)?;
        if report.get("ok").and_then(Value::as_bool) == Some(true) {
            return Ok(());
        }
        let problems = report.get("problems").map(Value::to_string).unwrap_or_default();
        Err(AppError::new(ErrorCode::DatabaseDamaged, problems).into())
    }

    pub fn call(&self, name: &str, request: &str) -> Result<()> {
        let request: Value =
            serde_json::from_str(request).map_err(|error| usage(format!("the request: {error}")))?;
        let known = commands().into_iter().find(|command| command.name == name);
        let known = known.ok_or_else(|| {
            AppError::new(ErrorCode::UnknownCommand, format!("no command {name}; see `pelikirja commands`"))
        })?;
        if !known.while_locked {
            self.unlock()?;
        }
        Ok(output::json(&self.app.dispatch(name, request)?)?)
    }

    pub fn serve(&self) -> Result<()> {
        #[derive(serde::Deserialize)]
        struct Line {
            name: String,
            #[serde(default = "no_fields")]
            request: Value,
        }
        self.unlock()?;
        for line in std::io::stdin().lock().lines() {
            let line = line?;
            if line.trim().is_empty() {
                continue;
            }
            let answer = match serde_json::from_str::<Line>(&line) {
                Ok(Line { name, request }) => self.app.dispatch(&name, request),
                Err(error) => Err(AppError::new(ErrorCode::BadRequest, error.to_string())),
            };
            output::json(&match answer {
                Ok(answer) => json!({ "ok": answer }),
                Err(error) => json!({ "error": error }),
            })?;
        }
        Ok(())
    }

    /// Opens the workspace, runs a command and shows its answer.
    pub fn answer(&self, name: &str, request: &Value, as_json: bool) -> Result<()> {
        self.unlock()?;
        self.show(&self.app.dispatch(name, request.clone())?, as_json)
    }

    pub fn show(&self, answer: &Value, as_json: bool) -> Result<()> {
        if as_json {
            return Ok(output::json(answer)?);
        }
        match answer.as_object() {
            Some(fields) => {
                for (name, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
                    output::line(&format!("{name}: {}", plain(value)))?;
                }
            }
            None => output::line(&plain(answer))?,
        }
        Ok(())
    }

    pub fn unlock(&self) -> Result<()> {
        let status = self.app.dispatch("status", json!({}))?;
        // The demo firm's passphrase is no secret; every other workspace needs its own.
        let demo = status.get("demo").and_then(Value::as_bool) == Some(true);
        let unlock = |passphrase: &str| self.app.dispatch("unlock", json!({ "passphrase": passphrase }));
        match self.passphrase() {
            Err(_) if demo => unlock("demo")?,
            given => match unlock(&given?) {
                // The variable holds that of another workspace.
                Err(error) if demo && error.code == ErrorCode::WrongPassphrase => unlock("demo")?,
                answer => answer?,
            },
        };
        Ok(())
    }

    pub fn passphrase(&self) -> Result<String> {
        if let Some(file) = &self.passphrase_file {
            let text = read("the passphrase", file)?;
            // Some editors begin every file with a byte order mark.
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            return Ok(text.lines().next().unwrap_or_default().to_owned());
        }
        std::env::var("PELIKIRJA_PASSPHRASE")
            .map_err(|_| AppError::new(ErrorCode::WrongPassphrase, "no passphrase was given").into())
    }
}

/// Reads a file that the call names.
fn read(what: &str, path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| {
        if error.kind() != std::io::ErrorKind::NotFound {
            return unreadable(error, path);
        }
        let missing = AppError::new(ErrorCode::FileNotFound, format!("the file with {what} is not there"));
        Failure::App(missing.with("path", path.display()))
    })
}

fn unreadable(error: impl std::fmt::Display, path: &Path) -> Failure {
    Failure::App(AppError::new(ErrorCode::FileUnreadable, error.to_string()).with("path", path.display()))
}

fn no_fields() -> Value {
    json!({})
}

/// A value for a person: text without quotes, objects and lists as JSON.
pub fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
