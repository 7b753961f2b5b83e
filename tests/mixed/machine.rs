//! A machine of the firm, with the older or the newer program.

use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::NaiveDateTime;
use pelikirja_app::{App, AppOptions, NoKeyStore, SystemClock};
use pelikirja_domain::{Clock, Instant};
use pelikirja_tests::command_line::{command_of, program};
use pelikirja_tests::program::{PASSPHRASE, text, texts};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Which program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    Older,
    Newer,
}

impl Version {
    fn program(self) -> PathBuf {
        let newer = std::env::var_os("PELIKIRJA_NEXT").map(PathBuf::from);
        match self {
            Self::Older => program(),
            Self::Newer => newer.unwrap_or_else(|| program().with_file_name("pelikirja-next")),
        }
    }
}

/// The clock of the system, and so much ahead.
#[derive(Debug, Default)]
pub struct AheadClock(AtomicI64);

impl AheadClock {
    pub fn advance_minutes(&self, minutes: i64) {
        self.0.fetch_add(minutes * 60_000, Ordering::Relaxed);
    }
}

impl Clock for AheadClock {
    fn now(&self) -> Instant {
        SystemClock.now() + self.0.load(Ordering::Relaxed)
    }

    fn local_now(&self) -> NaiveDateTime {
        SystemClock.local_now()
    }
}

pub struct Machine {
    pub version: Version,
    folder: TempDir,
}

impl Machine {
    pub fn new(version: Version) -> Self {
        Self { version, folder: tempfile::tempdir().expect("a temporary folder") }
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = command_of(&self.version.program(), self.folder.path(), arguments);
        command.output().expect("the program runs; `cargo xtask test` builds both")
    }

    pub fn answer(&self, arguments: &[&str]) -> Value {
        let output = self.run(arguments);
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{:?} {arguments:?}: {words}", self.version);
        serde_json::from_slice(&output.stdout).expect("prints JSON")
    }

    pub fn call(&self, name: &str, request: &Value) -> Value {
        self.answer(&["call", name, &request.to_string()])
    }

    pub fn sync(&self) -> Value {
        self.answer(&["sync", "--json"])
    }

    pub fn join(&self, shared: &Path, invited: &Value) {
        let words = texts(&invited["words"], "").join(" ");
        let shared = shared.to_str().expect("utf-8");
        self.answer(&["join", "--folder", shared, "--words", &words, "--device-name", "PC", "--json"]);
    }

    /// What both programs know of every customer, by identity.
    pub fn customers(&self) -> Vec<Value> {
        let page = self.call("list_customers", &json!({ "offset": 0, "limit": 100 }));
        let mut ids = texts(&page["rows"], "/id");
        ids.sort();
        let all = |id: &String| {
            let mut record = self.call("get_customer", &json!({ "id": id }));
            for person in record["people"].as_array_mut().into_iter().flatten() {
                // Where a machine's own log was when it answered: each has its own.
                person.as_object_mut().map(|person| person.remove("log_place"));
            }
            json!([id, record["fields"], record["people"], record["created_at"]])
        };
        ids.iter().map(all).collect()
    }

    /// What only the newer program knows.
    pub fn next(&self) -> Value {
        self.call("read_next", &json!({}))
    }

    pub fn assert_sound(&self) {
        assert_eq!(self.answer(&["check", "--json"])["problems"], json!([]), "{:?}", self.version);
        assert_eq!(self.answer(&["folder", "check", "--json"])["sound"], true, "{:?}", self.version);
    }

    /// The older program within this test, which is built from it: its clock can be moved.
    pub fn older_with(&self, clock: Arc<AheadClock>) -> App {
        let app = App::new(AppOptions {
            data_folder: self.folder.path().to_owned(),
            workspace: Some(self.folder.path().join("firm")),
            clock,
            key_store: Arc::new(NoKeyStore),
            background: false,
        });
        app.dispatch("unlock", json!({ "passphrase": PASSPHRASE, "remember": false })).expect("unlocks");
        app
    }
}

pub fn id_of(saved: &Value) -> String {
    text(saved, "/id")
}
