//! The commands that have to do with other machines.

use std::thread::sleep;
use std::time::Duration;

use pelikirja_app::{AppError, ErrorCode};
use pelikirja_domain::Id;
use serde_json::{Value, json};

use crate::arguments::Arrival;
use crate::erasure;
use crate::failure::Result;
use crate::output;
use crate::shell::{Shell, plain};

impl Shell {
    /// Runs a command that answers with words to hand over or to print, and carries what it wrote into the folder:
    /// nobody looks after that when this program has ended.
    pub fn words(&self, name: &str, request: &Value, as_json: bool) -> Result<()> {
        self.unlock()?;
        let answer = self.app.dispatch(name, request.clone())?;
        self.app.dispatch("sync_now", json!({}))?;
        if as_json {
            return Ok(output::json(&answer)?);
        }
        let words = answer.get("words").and_then(Value::as_array).into_iter().flatten();
        let words: Vec<&str> = words.filter_map(Value::as_str).collect();
        Ok(output::line(&words.join(" "))?)
    }

    /// Makes a workspace that comes to a firm, and reads what others have written.
    pub fn arrive(&self, name: &str, arrival: &Arrival) -> Result<()> {
        let folder = std::path::absolute(&arrival.folder).unwrap_or_else(|_| arrival.folder.clone());
        let request = json!({
            "shared_folder": folder, "words": arrival.words, "folder": self.workspace,
            "passphrase": self.passphrase()?, "remember": false, "device_name": arrival.device_name,
        });
        self.app.dispatch(name, request)?;
        let round = self.app.dispatch("sync_now", json!({}))?;
        self.show(&round, arrival.json)
    }

    /// Exchanges once, or again and again. A folder that is not there, or not the firm's, is a failure.
    pub fn sync(&self, every: Option<u64>, as_json: bool) -> Result<()> {
        self.unlock()?;
        let Some(seconds) = every else { return self.exchange(as_json) };
        loop {
            // What fails now may work in a while; it is said, and tried again.
            match self.exchange(as_json) {
                Err(crate::failure::Failure::App(error)) => eprintln!("{}", output::error_line(&error)),
                done => done?,
            }
            sleep(Duration::from_secs(seconds));
        }
    }

    /// Exchanges once in a workspace that is open.
    pub fn exchange(&self, as_json: bool) -> Result<()> {
        let round = self.app.dispatch("sync_now", json!({}))?;
        self.show(&round, as_json)?;
        let state = round.pointer("/status/state").and_then(Value::as_str).unwrap_or_default();
        let folder = round.pointer("/status/folder").and_then(Value::as_str).unwrap_or_default();
        let code = match state {
            "unreachable" | "missing" => ErrorCode::FolderUnreachable,
            "foreign" => ErrorCode::NotThisFirm,
            _ => return Ok(()),
        };
        let words = format!("the shared folder is {state}");
        Err(AppError::new(code, words).with("folder", folder).into())
    }

    /// Checks the shared folder; what is damaged, missing or forged is a failure.
    pub fn check_folder(&self, as_json: bool) -> Result<()> {
        self.unlock()?;
        let check = self.app.dispatch("check_shared_folder", json!({}))?;
        if as_json {
            output::json(&check)?;
        } else {
            let number = |name: &str| check.get(name).map(plain).unwrap_or_default();
            output::line(&format!(
                "{} of {} files are whole: {} entries, {} records, {} bytes",
                number("sound_files"),
                number("files"),
                number("entries"),
                number("records"),
                number("bytes")
            ))?;
            for finding in check.get("findings").and_then(Value::as_array).into_iter().flatten() {
                output::line(&finding_line(finding))?;
            }
        }
        if check.get("sound") == Some(&Value::Bool(true)) {
            return Ok(());
        }
        Err(AppError::new(ErrorCode::FolderDamaged, "the shared folder is not as it was written").into())
    }

    /// Erases a person, and carries it into the shared folder where there is one.
    pub fn erase_person(&self, id: Id, as_json: bool) -> Result<()> {
        self.unlock()?;
        let mut erased = self.app.dispatch("erase_person", json!({ "id": id }))?;
        if erased.pointer("/remains/shared") == Some(&Value::Bool(true)) {
            self.app.dispatch("sync_now", json!({}))?;
            let remains = self.app.dispatch("erasure_remains", json!({}))?;
            if let Some(erased) = erased.as_object_mut() {
                erased.insert("remains".to_owned(), remains);
            }
        }
        if as_json {
            return Ok(output::json(&erased)?);
        }
        for line in erasure::lines(&erased) {
            output::line(&line)?;
        }
        Ok(())
    }

    /// Members with their machines.
    pub fn members(&self, as_json: bool) -> Result<()> {
        self.unlock()?;
        let members = self.app.dispatch("list_members", json!({}))?;
        let devices = match self.app.dispatch("list_devices", json!({})) {
            Err(error) if error.code == ErrorCode::NotShared => json!([]),
            devices => devices?,
        };
        if as_json {
            return Ok(output::json(&json!({ "members": members, "devices": devices }))?);
        }
        for member in members.as_array().into_iter().flatten() {
            let field = |name: &str| member.get(name).map(plain).unwrap_or_default();
            output::line(&format!("{}  {:<10} {}", field("id"), field("role"), field("name")))?;
            let own = |device: &&Value| device.get("member") == member.get("id");
            for device in devices.as_array().into_iter().flatten().filter(own) {
                let is = |name: &str| device.get(name).and_then(Value::as_bool) == Some(true);
                let state = match (is("removed"), is("this")) {
                    (true, _) => "removed",
                    (false, true) => "this machine",
                    (false, false) => "",
                };
                let field = |name: &str| device.get(name).map(plain).unwrap_or_default();
                output::line(&format!("    {}  {}  {state}", field("id"), field("name")))?;
            }
        }
        Ok(())
    }
}

/// What was found, where, and who could mend it.
fn finding_line(finding: &Value) -> String {
    let field = |name: &str| finding.get(name).map(plain).unwrap_or_default();
    let menders = finding.get("menders");
    let is = |name: &str| menders.and_then(|menders| menders.get(name)) == Some(&Value::Bool(true));
    let devices = menders.and_then(|menders| menders.get("devices")).and_then(Value::as_array);
    let devices: Vec<String> = devices.into_iter().flatten().map(plain).collect();
    let mend = match (finding.get("severity").and_then(Value::as_str), devices.join(", ")) {
        (Some("harmless" | "notice"), _) => String::new(),
        _ if is("in_folder") => "; nothing is lost, it lies elsewhere in the folder".to_owned(),
        _ if is("here") => "; this machine writes it again by itself".to_owned(),
        (Some("damaged"), devices) if devices.is_empty() => "; nobody is known to have it".to_owned(),
        (_, devices) if devices.is_empty() => String::new(),
        (_, devices) => format!("; opening the program mends it on {devices}"),
    };
    let path =
        finding.get("path").and_then(Value::as_str).map(|path| format!("{path}: ")).unwrap_or_default();
    format!("  {:<11}{path}{}{mend}", field("severity"), field("message"))
}
