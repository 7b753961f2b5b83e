//! The program, whichever shell runs it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use pelikirja_domain::Clock;
use pelikirja_store::WorkspaceFolder;
use serde_json::Value;

use crate::api::DeviceSettings;
use crate::commands;
use crate::error::{AppError, ErrorCode, Result};
use crate::events::{AppEvent, LockReason};
use crate::jobs::Jobs;
use crate::key_store::KeyStore;
use crate::open_workspaces::OpenWorkspaces;
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
    open_workspaces: OpenWorkspaces,
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
            open_workspaces: OpenWorkspaces::default(),
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

    /// Locks the workspace: from now on commands are refused, and running jobs are asked to stop. When the last
    /// command that was running has ended, the file is closed, the key wiped and [`AppEvent::Closed`] told.
    pub fn lock(&self, reason: LockReason) {
        let locked = self.0.session.write().unwrap_or_else(PoisonError::into_inner).take();
        self.jobs().stop_all();
        if locked.is_some() {
            self.emit(&AppEvent::Locked { reason });
        }
    }

    /// Locks the workspace because the program ends, and waits until its file is closed and its key wiped. Returns
    /// whether that came about in time; what takes longer is broken off by the end of the process, as by a power cut.
    pub fn close(&self, at_most: Duration) -> bool {
        self.lock(LockReason::Asked);
        self.open_workspaces().wait_all_closed(at_most)
    }

    /// Minutes without use after which the shell locks the workspace; absent means never.
    pub fn lock_after_minutes(&self) -> Option<u32> {
        self.device_settings().lock_after_minutes
    }

    pub(crate) fn session(&self) -> Result<Session> {
        let open = self.0.session.read().unwrap_or_else(PoisonError::into_inner);
        open.clone().ok_or_else(|| AppError::new(ErrorCode::Locked, "the workspace is locked"))
    }

    /// Whether there is a workspace that is not open.
    pub(crate) fn is_locked(&self) -> bool {
        self.session().is_err()
            && self.workspace_path().is_some_and(|folder| WorkspaceFolder::new(folder).is_made())
    }

    pub(crate) fn set_session(&self, session: Session) {
        let before = self.0.session.write().unwrap_or_else(PoisonError::into_inner).replace(session);
        // Closed only now that nobody waits for the slot.
        drop(before);
    }

    pub(crate) fn emit(&self, event: &AppEvent) {
        for listener in self.0.listeners.read().unwrap_or_else(PoisonError::into_inner).iter() {
            listener(event.clone());
        }
    }

    pub(crate) fn open_workspaces(&self) -> &OpenWorkspaces {
        &self.0.open_workspaces
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
        self.change_machine(|machine| {
            let before = std::mem::replace(&mut machine.workspace, folder.map(Path::to_owned));
            // The way back from the demo firm to one's own.
            machine.previous = before.filter(|before| Some(&**before) != folder).or(machine.previous.take());
        })
    }

    /// Goes back to the workspace that was in use before this one, if it is still there.
    pub(crate) fn return_to_previous_workspace(&self) -> Result<()> {
        if self.0.options.workspace.is_some() {
            return Ok(());
        }
        self.change_machine(|machine| {
            let there = |folder: &PathBuf| WorkspaceFolder::new(folder).is_made();
            machine.workspace = machine.previous.take().filter(there);
        })
    }

    /// The workspace that was in use before this one.
    pub(crate) fn previous_workspace(&self) -> Option<PathBuf> {
        self.machine(|machine| machine.previous.clone())
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
