//! The program, whichever shell runs it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use pelikirja_domain::Clock;
use serde_json::Value;

use crate::api::DeviceSettings;
use crate::commands;
use crate::error::{AppError, ErrorCode, Result};
use crate::events::{AppEvent, LockReason};
use crate::jobs::Jobs;
use crate::key_store::KeyStore;
use crate::session::Session;
use crate::settings::MachineFile;

type Listener = Box<dyn Fn(AppEvent) + Send + Sync>;

/// What a shell decides.
pub struct AppOptions {
    /// Where the program keeps its settings and, unless told otherwise, its workspaces.
    pub data_folder: PathBuf,
    /// The workspace to use, whatever the settings say.
    pub workspace: Option<PathBuf>,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
    /// Where keys may be remembered.
    pub key_store: Arc<dyn KeyStore>,
    /// Whether to work in the background: daily backup, watched folders, signals after an import.
    pub background: bool,
}

/// The program. Clones share everything.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    options: AppOptions,
    session: RwLock<Option<Session>>,
    listeners: RwLock<Vec<Listener>>,
    jobs: Jobs,
    machine: Mutex<MachineFile>,
}

impl App {
    /// Starts the program; no workspace is opened yet.
    pub fn new(options: AppOptions) -> Self {
        let machine = Mutex::new(MachineFile::read(&options.data_folder));
        Self(Arc::new(Inner {
            options,
            session: RwLock::default(),
            listeners: RwLock::default(),
            jobs: Jobs::default(),
            machine,
        }))
    }

    /// Runs a command. Blocks until it is done; the window calls it off its main thread.
    ///
    /// # Errors
    /// Every error has a code that the interface knows.
    pub fn dispatch(&self, name: &str, request: Value) -> Result<Value> {
        commands::dispatch(self, name, request)
    }

    /// Has a listener told of every event, on the thread where it happens.
    pub fn subscribe(&self, listener: Listener) {
        self.0.listeners.write().unwrap_or_else(PoisonError::into_inner).push(listener);
    }

    /// Locks the workspace and wipes its keys; running jobs are asked to stop.
    pub fn lock(&self, reason: LockReason) {
        self.jobs().stop_all();
        let closed = self.0.session.write().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(session) = closed {
            session.close();
            self.emit(&AppEvent::Locked { reason });
        }
    }

    /// Minutes without use after which the shell locks the workspace; absent means never.
    pub fn lock_after_minutes(&self) -> Option<u32> {
        self.device_settings().lock_after_minutes
    }

    pub(crate) fn session(&self) -> Result<Session> {
        let open = self.0.session.read().unwrap_or_else(PoisonError::into_inner);
        open.clone().ok_or_else(|| AppError::new(ErrorCode::Locked, "the workspace is locked"))
    }

    pub(crate) fn set_session(&self, session: Session) {
        *self.0.session.write().unwrap_or_else(PoisonError::into_inner) = Some(session);
    }

    pub(crate) fn emit(&self, event: &AppEvent) {
        for listener in self.0.listeners.read().unwrap_or_else(PoisonError::into_inner).iter() {
            listener(event.clone());
        }
    }

    pub(crate) fn jobs(&self) -> &Jobs {
        &self.0.jobs
    }

    pub(crate) fn options(&self) -> &AppOptions {
        &self.0.options
    }

    pub(crate) fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.options.clock
    }

    /// The workspace in use, whether it exists or not.
    pub(crate) fn workspace_path(&self) -> Option<PathBuf> {
        let chosen = || self.machine(|machine| machine.workspace.clone());
        self.0.options.workspace.clone().or_else(chosen)
    }

    pub(crate) fn set_workspace_path(&self, folder: Option<&Path>) -> Result<()> {
        if self.0.options.workspace.is_some() {
            return Ok(());
        }
        self.change_machine(|machine| machine.workspace = folder.map(Path::to_owned))
    }

    pub(crate) fn device_settings(&self) -> DeviceSettings {
        self.machine(|machine| machine.settings.clone())
    }

    pub(crate) fn change_machine(&self, change: impl FnOnce(&mut MachineFile)) -> Result<()> {
        let mut machine = self.0.machine.lock().unwrap_or_else(PoisonError::into_inner);
        let mut changed = machine.clone();
        change(&mut changed);
        changed.write(&self.0.options.data_folder)?;
        *machine = changed;
        Ok(())
    }

    fn machine<T>(&self, read: impl FnOnce(&MachineFile) -> T) -> T {
        read(&self.0.machine.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
