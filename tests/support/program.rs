//! The program without a window: an [`App`] on a temporary folder, with a clock that stands still.

use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, NaiveDateTime};
use pelikirja_app::{App, AppError, AppEvent, AppOptions, ErrorCode, JobKind, NoKeyStore};
use pelikirja_domain::{Clock, Instant};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A passphrase that a new workspace accepts.
pub const PASSPHRASE: &str = "kolme kivaa kissaa kivellä";

/// How long the end of a program waits for what goes on in it.
const CLOSING_PATIENCE: Duration = Duration::from_secs(10);

/// A clock that moves only when a test moves it.
#[derive(Debug)]
pub struct StillClock {
    /// Milliseconds since 1970 UTC.
    now: AtomicI64,
    /// How far the wall clock is ahead of UTC, hours.
    ahead: AtomicI64,
}

impl StillClock {
    /// Moves it.
    pub fn advance_days(&self, days: i64) {
        self.advance_hours(days * 24);
    }

    /// Moves it by hours.
    pub fn advance_hours(&self, hours: i64) {
        self.now.fetch_add(hours * 3_600_000, Ordering::Relaxed);
    }

    /// Takes it to a time zone so many hours east of Greenwich.
    pub fn travel_to(&self, hours_ahead: i64) {
        self.ahead.store(hours_ahead, Ordering::Relaxed);
    }
}

impl Default for StillClock {
    /// Sunday 2026-11-22, 08:00 UTC.
    fn default() -> Self {
        Self { now: AtomicI64::new(1_795_334_400_000), ahead: AtomicI64::new(0) }
    }
}

impl Clock for StillClock {
    fn now(&self) -> Instant {
        self.now.load(Ordering::Relaxed)
    }

    fn local_now(&self) -> NaiveDateTime {
        let ahead = self.ahead.load(Ordering::Relaxed) * 3_600_000;
        DateTime::from_timestamp_millis(self.now() + ahead).unwrap_or_default().naive_utc()
    }
}

/// The program on a temporary folder.
pub struct Program {
    /// The program.
    pub app: App,
    /// Its clock.
    pub clock: Arc<StillClock>,
    folder: TempDir,
}

impl Drop for Program {
    /// A thread that were still in the database when the process ends would be cut off in the middle of it, and crash.
    fn drop(&mut self) {
        self.app.close(CLOSING_PATIENCE);
    }
}

impl Program {
    /// As on a machine where it has never run.
    ///
    /// # Panics
    /// Without a temporary folder.
    #[expect(clippy::expect_used, reason = "a test without a folder cannot go on")]
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(StillClock::default());
        let app = start(&folder, &clock, false);
        Self { app, clock, folder }
    }

    /// The same, working in the background as the window does: daily backup, watched folders, signals.
    ///
    /// # Panics
    /// Without a temporary folder.
    #[expect(clippy::expect_used, reason = "a test without a folder cannot go on")]
    pub fn in_background() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(StillClock::default());
        let app = start(&folder, &clock, true);
        Self { app, clock, folder }
    }

    /// With an empty workspace open.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn with_workspace() -> Self {
        let program = Self::new();
        program.create_workspace();
        program
    }

    /// Makes an empty workspace and opens it.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn create_workspace(&self) {
        self.call(
            "create_workspace",
            json!({ "firm": "Teknotukku Oy", "member": "Aino Esimerkki", "passphrase": PASSPHRASE, "language": "fi" }),
        );
    }

    /// With a small demo firm open.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn with_demo() -> Self {
        let program = Self::new();
        program.call("create_demo", json!({ "customers": 120, "lines": 6_000 }));
        program
    }

    /// Ends the program and starts it again on the same folder.
    #[must_use]
    pub fn restarted(mut self) -> Self {
        self.app.close(CLOSING_PATIENCE);
        self.app = start(&self.folder, &self.clock, false);
        self
    }

    /// The program started a second time on the same folder.
    pub fn beside(&self) -> App {
        start(&self.folder, &self.clock, false)
    }

    /// The events of the program from now on.
    pub fn events(&self) -> Receiver<AppEvent> {
        let (sender, events) = std::sync::mpsc::channel();
        let sender = Mutex::new(sender);
        self.app.subscribe(Box::new(move |event| {
            // A test that has seen enough listens no more.
            let _ = sender.lock().unwrap_or_else(PoisonError::into_inner).send(event);
        }));
        events
    }

    /// Has every job of a kind stopped as soon as it begins, as a user would who presses the button at once.
    pub fn stop_every(&self, kind: JobKind) {
        let app = self.app.clone();
        self.app.subscribe(Box::new(move |event| {
            if let AppEvent::JobProgress { job, job_kind, .. } = event
                && job_kind == kind
            {
                // A job that has ended meanwhile is fine.
                let _ = app.dispatch("stop_job", json!({ "id": job }));
            }
        }));
    }

    /// The program's data folder.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// Runs a command that must go well.
    ///
    /// # Panics
    /// When it does not.
    #[expect(clippy::panic, reason = "a test whose command fails cannot go on")]
    pub fn call(&self, name: &str, request: Value) -> Value {
        match self.app.dispatch(name, request) {
            Ok(answer) => answer,
            Err(error) => panic!("{name}: {error:?}"),
        }
    }

    /// Runs a command that must be refused.
    ///
    /// # Panics
    /// When it is not.
    #[expect(clippy::panic, reason = "a test whose command goes well against expectation cannot go on")]
    pub fn refused(&self, name: &str, request: Value) -> AppError {
        match self.app.dispatch(name, request) {
            Ok(answer) => panic!("{name} was not refused: {answer}"),
            Err(error) => error,
        }
    }

    /// The code with which a command is refused.
    ///
    /// # Panics
    /// When it is not refused.
    pub fn refusal(&self, name: &str, request: Value) -> ErrorCode {
        self.refused(name, request).code
    }

    /// Makes a customer and returns its identity.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn add_customer(&self, fields: Value) -> String {
        text(&self.call("save_customer", fields), "/id")
    }
}

impl Default for Program {
    fn default() -> Self {
        Self::new()
    }
}

/// The text at a place of an answer.
///
/// # Panics
/// When there is none.
#[expect(clippy::panic, reason = "a test whose answer lacks what it asks about cannot go on")]
pub fn text(answer: &Value, place: &str) -> String {
    match answer.pointer(place).and_then(Value::as_str) {
        Some(text) => text.to_owned(),
        None => panic!("no text at {place} in {answer}"),
    }
}

/// The texts at a place of every element of a list.
pub fn texts(list: &Value, place: &str) -> Vec<String> {
    list.as_array().into_iter().flatten().map(|element| text(element, place)).collect()
}

/// The next event that a test waits for; all others are passed over.
///
/// # Panics
/// When none comes within two minutes.
#[expect(clippy::panic, reason = "a test that waits in vain cannot go on")]
pub fn next_event<T>(events: &Receiver<AppEvent>, wanted: impl Fn(AppEvent) -> Option<T>) -> T {
    loop {
        match events.recv_timeout(Duration::from_secs(120)) {
            Ok(event) => {
                if let Some(found) = wanted(event) {
                    return found;
                }
            }
            Err(_) => panic!("what the test waits for has not happened"),
        }
    }
}

fn start(folder: &TempDir, clock: &Arc<StillClock>, background: bool) -> App {
    App::new(AppOptions {
        data_folder: folder.path().to_owned(),
        workspace: None,
        clock: Arc::clone(clock) as Arc<dyn Clock>,
        key_store: Arc::new(NoKeyStore),
        background,
    })
}
