//! A machine of the firm: its workspace and the program on it.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use pelikirja_crypto::{KdfParameters, KeyFile};
use pelikirja_tests::command_line::command_of;
use pelikirja_tests::program::PASSPHRASE;
use serde_json::{Value, json};

use crate::journal::{Customers, Journal};
use crate::random::Random;

/// Rows of one page of the list.
const PAGE: usize = 500;
/// Contacts of one customer that are asked for: the most that the program tells at once.
const MOST_CONTACTS: usize = 200;

/// One machine.
#[derive(Clone)]
pub struct Machine {
    pub name: &'static str,
    pub journal: Journal,
    pub random: Random,
    program: PathBuf,
    folder: PathBuf,
}

impl Machine {
    /// A machine without a workspace, in an empty folder of its own.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn new(name: &'static str, program: &Path, folder: PathBuf, random: Random) -> Result<Self> {
        fs::create_dir(&folder)?;
        Ok(Self { name, journal: Journal::default(), random, program: program.to_owned(), folder })
    }

    /// The program with these arguments.
    pub fn command(&self, arguments: &[&str]) -> Command {
        command_of(&self.program, &self.folder, arguments)
    }

    /// Runs the program to its end.
    ///
    /// # Errors
    /// When it fails; with what it said.
    pub fn run(&self, arguments: &[&str]) -> Result<String> {
        let output = self.command(arguments).output().context("the program cannot be started")?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{}: {} failed: {said}", self.name, arguments.join(" "));
        Ok(String::from_utf8(output.stdout)?)
    }

    /// The same; its answer is JSON.
    ///
    /// # Errors
    /// As [`Self::run`], or when it prints something else.
    pub fn answer(&self, arguments: &[&str]) -> Result<Value> {
        Ok(serde_json::from_str(&self.run(arguments)?)?)
    }

    /// Seals the key as cheaply as is allowed: a round is about what comes after unlocking.
    ///
    /// # Errors
    /// When the key file is not as it should be.
    pub fn make_unlocking_cheap(&self) -> Result<()> {
        let path = self.folder.join("firm/key.json");
        let key = KeyFile::from_json(&fs::read_to_string(&path)?)?.open(PASSPHRASE)?;
        Ok(fs::write(&path, KeyFile::seal(&key, PASSPHRASE, KdfParameters::FLOOR)?.to_json())?)
    }

    /// The program finds nothing wrong with the workspace.
    ///
    /// # Errors
    /// When it does.
    pub fn check(&self) -> Result<()> {
        let report = self.answer(&["check", "--json"])?;
        ensure!(report["ok"] == true, "{} is damaged: {report}", self.name);
        Ok(())
    }

    /// Every customer's record and contacts.
    ///
    /// # Errors
    /// When the program fails.
    pub fn content(&self) -> Result<Customers> {
        let mut ids = Vec::new();
        loop {
            let request = json!({ "offset": ids.len(), "limit": PAGE }).to_string();
            let page = self.answer(&["call", "list_customers", &request])?;
            let rows = page["rows"].as_array().context("no rows")?;
            ids.extend(rows.iter().filter_map(|row| row["id"].as_str()).map(str::to_owned));
            if rows.is_empty() || ids.len() as u64 >= page["total"].as_u64().unwrap_or_default() {
                break;
            }
        }
        let records =
            self.ask_of_each(&ids, |id| json!({ "name": "get_customer", "request": { "id": id } }))?;
        let timelines = self.ask_of_each(&ids, |id| {
            let request = json!({ "customer": id, "kinds": ["contact"], "limit": MOST_CONTACTS });
            json!({ "name": "customer_timeline", "request": request })
        })?;
        let mut content = Customers::new();
        for ((id, record), timeline) in ids.into_iter().zip(records).zip(timelines) {
            ensure!(timeline["next"].is_null(), "{id} has more contacts than are asked for");
            let contacts = timeline["entries"].as_array().context("no entries")?.iter();
            let contacts =
                contacts.map(|entry| (text(&entry["contact"]["id"]), entry["contact"]["note"].clone()));
            let contacts: serde_json::Map<String, Value> = contacts.collect();
            let part = json!({ "fields": record["fields"], "created_at": record["created_at"], "contacts": contacts });
            content.insert(id, part);
        }
        Ok(content)
    }

    /// The answers to one request for each of many.
    fn ask_of_each(&self, ids: &[String], request: impl Fn(&str) -> Value) -> Result<Vec<Value>> {
        let answers = self.serve(&ids.iter().map(|id| format!("{}\n", request(id))).collect::<String>())?;
        ensure!(answers.len() == ids.len(), "{} answers for {} requests", answers.len(), ids.len());
        Ok(answers)
    }

    /// Answers to requests, a line each.
    fn serve(&self, requests: &str) -> Result<Vec<Value>> {
        let mut input = tempfile::tempfile_in(&self.folder)?;
        input.write_all(requests.as_bytes())?;
        std::io::Seek::rewind(&mut input)?;
        let output = self.command(&["serve"]).stdin(Stdio::from(input)).output()?;
        let answer = |line: &str| match serde_json::from_str::<Value>(line)?.get_mut("ok") {
            Some(answer) => Ok(answer.take()),
            None => bail!("{}: {line}", self.name),
        };
        String::from_utf8(output.stdout)?.lines().map(answer).collect()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
