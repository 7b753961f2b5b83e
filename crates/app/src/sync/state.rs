//! The exchange of an open workspace: its engine, and how it stands.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use pelikirja_crypto::OsRandomness;
use pelikirja_domain::{Id, Instant};
use pelikirja_store::exchange::EntryAuthor;
use pelikirja_sync::membership::{MemberState, Standing};
use pelikirja_sync::{DiskFolder, Engine, EngineError, Folder, FolderState, Report, World};

use super::arrival::{Arriving, FirstReading};
use super::fingerprint::fingerprint;
use super::replica::WorkspaceReplica;
use crate::error::{AppError, ErrorCode, Result};
use crate::events::{AppEvent, JobKind};
use crate::session::Session;
use crate::signals;

/// Local value with the path of the shared folder.
const FOLDER: &str = "sync.folder";
/// Local value that says that the exchange is paused.
const PAUSED: &str = "sync.paused";

pub(crate) type WorkspaceEngine = Engine<WorkspaceReplica>;

/// The exchange of an open workspace.
#[derive(Default)]
pub(crate) struct State {
    /// Opened with the first use; a round holds it.
    engine: Mutex<Option<WorkspaceEngine>>,
    last: Mutex<Last>,
    wake: Mutex<Wake>,
    woken: Condvar,
    arriving: Arriving,
}

/// What is known of the last round.
#[derive(Debug, Clone, Default)]
pub(super) struct Last {
    pub report: Option<Report>,
    pub at: Option<Instant>,
    /// Since when the folder is in its state.
    pub since: Option<Instant>,
    pub failure: Option<String>,
    pub is_running: bool,
    /// What the membership says.
    pub known: Option<Known>,
}

/// What the membership says, as far as it is asked for while a round holds the engine.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    /// What the member who uses this machine may do.
    pub standing: Standing,
    /// The members who have a machine, or had one.
    pub members: BTreeMap<Id, MemberState>,
}

impl Known {
    fn of(engine: &WorkspaceEngine) -> Self {
        Self { standing: engine.standing(), members: engine.membership().members().clone() }
    }
}

/// Why the thread is to do a round.
#[derive(Debug, Clone, Copy, Default)]
struct Wake {
    /// Something was written here.
    has_changes: bool,
    /// Somebody asked, or the folder has changed.
    is_asked: bool,
}

/// What woke the thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Woken {
    Changes,
    Asked,
    Time,
}

impl State {
    /// Says that something was written here.
    pub fn changed(&self) {
        lock(&self.wake).has_changes = true;
        self.woken.notify_all();
    }

    /// Has the thread do a round soon.
    pub fn ask(&self) {
        lock(&self.wake).is_asked = true;
        self.woken.notify_all();
    }

    /// Waits until there is a reason for a round, or for so long.
    pub(super) fn wait(&self, at_most: Duration) -> Woken {
        let wake = lock(&self.wake);
        let idle = |wake: &mut Wake| !wake.has_changes && !wake.is_asked;
        let (mut wake, _) =
            self.woken.wait_timeout_while(wake, at_most, idle).unwrap_or_else(PoisonError::into_inner);
        let why = match *wake {
            Wake { is_asked: true, .. } => Woken::Asked,
            Wake { has_changes: true, .. } => Woken::Changes,
            Wake { .. } => Woken::Time,
        };
        *wake = Wake::default();
        why
    }

    pub(super) fn arriving(&self) -> &Arriving {
        &self.arriving
    }

    pub(super) fn last(&self) -> Last {
        lock(&self.last).clone()
    }

    /// Works with the engine, which is opened if need be.
    ///
    /// # Errors
    /// [`ErrorCode::NotShared`] when the firm has no shared folder, and those of the work.
    pub(super) fn with<T>(
        &self,
        session: &Session,
        work: impl FnOnce(&mut WorkspaceEngine) -> Result<T>,
    ) -> Result<T> {
        let mut engine = lock(&self.engine);
        if engine.is_none() {
            let replica = WorkspaceReplica::new(session);
            let fingerprint = fingerprint(session.store().folder());
            *engine = Engine::open(replica, &fingerprint, &mut OsRandomness).map_err(failed)?;
        }
        match engine.as_mut() {
            Some(engine) => work(engine),
            None => Err(AppError::new(ErrorCode::NotShared, "the firm has no shared folder")),
        }
    }

    /// What the membership says: while a round holds the engine, what was known before. None where the firm is not shared.
    pub fn known(&self, session: &Session) -> Result<Option<Known>> {
        if let Some(known) = self.last().known.filter(|_| self.is_busy()) {
            return Ok(Some(known));
        }
        match self.with(session, |engine| Ok(Known::of(engine))) {
            Ok(known) => {
                lock(&self.last).known = Some(known.clone());
                Ok(Some(known))
            }
            Err(error) if error.code == ErrorCode::NotShared => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// As whom this machine writes, by the membership. None where the firm is not shared: then nobody is asked.
    ///
    /// # Errors
    /// [`ErrorCode::DeviceRemoved`] when what it writes would count nowhere.
    pub fn author(&self, session: &Session) -> Result<Option<EntryAuthor>> {
        match (self.known(session)?.map(|known| known.standing), session.me()) {
            (None, _) => Ok(None),
            (Some(Standing::Member(role)), Some(member)) => Ok(Some(EntryAuthor { member, role })),
            (Some(_), _) => Err(AppError::new(
                ErrorCode::DeviceRemoved,
                "this machine does not belong to the firm any more",
            )),
        }
    }

    /// Whether a round is going on: what it writes is followed by more, and signals come at its end.
    pub(super) fn is_in_round(&self) -> bool {
        lock(&self.last).is_running
    }

    fn is_busy(&self) -> bool {
        matches!(self.engine.try_lock(), Err(TryLockError::WouldBlock))
    }

    /// Does something while no round is going on: a round counts what was written here.
    pub fn between_rounds<T>(&self, session: &Session, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let engine = self.known(session)?.map(|_| lock(&self.engine));
        let done = work();
        drop(engine);
        done
    }

    /// Puts an engine in place that was just made.
    pub(super) fn put(&self, engine: WorkspaceEngine) {
        lock(&self.last).known = Some(Known::of(&engine));
        *lock(&self.engine) = Some(engine);
    }

    /// One round over the shared folder, and others as long as there is more to read.
    pub(super) fn round(&self, session: &Session) -> Result<Report> {
        let folder = folder(session)?
            .ok_or_else(|| AppError::new(ErrorCode::NotShared, "the firm has no shared folder"))?;
        lock(&self.last).is_running = true;
        session.app().emit(&AppEvent::SyncChanged);
        let done = self.with(session, |engine| {
            let mut sum = Report::default();
            if self.arriving.is_reading() {
                sum = session.app().run_job(JobKind::Join, true, |job| {
                    let mut folder = FirstReading::new(&folder, job);
                    let read = rounds(session, engine, &mut folder);
                    if job.is_stopped() { Err(self.arriving.give_up(session)) } else { read }
                })?;
                if sum.folder != FolderState::Right {
                    return Ok(sum);
                }
                self.arriving.end();
            }
            let mut folder = DiskFolder::new(&folder);
            Ok(sum.followed_by(rounds(session, engine, &mut folder)?))
        });
        self.note(session, &done);
        // What fails now stays to be done.
        let _ = signals::work_off_left(session);
        if done.is_ok() {
            // What fails now is tried again after the next round.
            let _ = crate::erasure::erase_stragglers(session);
        }
        session.app().emit(&AppEvent::SyncChanged);
        done
    }

    fn note(&self, session: &Session, done: &Result<Report>) {
        let now = session.store().now();
        let mut last = lock(&self.last);
        last.is_running = false;
        last.at = Some(now);
        match done {
            Ok(report) => {
                let before = last.report.as_ref().map(|report| &report.folder);
                if before != Some(&report.folder) {
                    last.since = Some(now);
                }
                last.failure = None;
                last.report = Some(report.clone());
            }
            Err(error) => last.failure = Some(error.message.clone()),
        }
    }
}

/// Rounds as long as there is more to read.
fn rounds(session: &Session, engine: &mut WorkspaceEngine, folder: &mut dyn Folder) -> Result<Report> {
    let mut sum = Report::default();
    loop {
        let now = session.store().now();
        let mut world = World { folder, now, randomness: &mut OsRandomness };
        let report = engine.round(&mut world).map_err(failed)?;
        let more = report.more;
        sum = sum.followed_by(report);
        session.app().session()?;
        if !more {
            return Ok(sum);
        }
    }
}

/// The shared folder on this machine.
pub(super) fn folder(session: &Session) -> Result<Option<String>> {
    Ok(session.store().local_value(FOLDER)?)
}

pub(super) fn set_folder(session: &Session, folder: &str) -> Result<()> {
    Ok(session.store().set_local_value(FOLDER, folder)?)
}

pub(super) fn is_paused(session: &Session) -> Result<bool> {
    Ok(session.store().local_value(PAUSED)?.as_deref() == Some("1"))
}

pub(super) fn set_paused(session: &Session, paused: bool) -> Result<()> {
    Ok(session.store().set_local_value(PAUSED, if paused { "1" } else { "0" })?)
}

/// An error of the engine as it leaves the program.
pub(super) fn failed(error: EngineError) -> AppError {
    match error {
        EngineError::Replica(replica) => match replica.0.downcast::<pelikirja_store::StoreError>() {
            Ok(store) => AppError::from(*store),
            Err(other) => match other.downcast::<std::io::Error>() {
                Ok(io) => AppError::from(anyhow::Error::new(*io)),
                Err(other) => AppError::new(ErrorCode::Internal, other.to_string()),
            },
        },
        other => AppError::from(anyhow::Error::new(other)),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
