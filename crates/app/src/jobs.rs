//! Long work that reports progress and can be stopped.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use pelikirja_domain::Id;

use crate::app::App;
use crate::error::{AppError, ErrorCode, Result};
use crate::events::{AppEvent, JobKind};

/// How often progress is told, at most.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(100);

/// Jobs that run now.
#[derive(Default)]
pub(crate) struct Jobs(Mutex<HashMap<Id, (JobKind, Arc<AtomicBool>)>>);

impl Jobs {
    /// Asks a job to stop; a job that has ended meanwhile is fine.
    pub fn stop(&self, job: Id) {
        if let Some((_, stopped)) = self.lock().get(&job) {
            stopped.store(true, Ordering::Relaxed);
        }
    }

    /// Asks all jobs to stop, because the workspace is being locked.
    pub fn stop_all(&self) {
        for (_, stopped) in self.lock().values() {
            stopped.store(true, Ordering::Relaxed);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Id, (JobKind, Arc<AtomicBool>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A running job.
pub(crate) struct Job {
    app: App,
    id: Id,
    kind: JobKind,
    stoppable: bool,
    stopped: Arc<AtomicBool>,
    last_told: Mutex<Option<Instant>>,
}

impl Job {
    /// Tells how far the work is. Returns whether to go on.
    pub fn progress(&self, done: u64, total: u64) -> bool {
        let mut last_told = self.last_told.lock().unwrap_or_else(PoisonError::into_inner);
        if last_told.is_none_or(|told| told.elapsed() >= PROGRESS_INTERVAL) {
            *last_told = Some(Instant::now());
            self.tell(done, total);
        }
        !self.is_stopped()
    }

    /// Whether the user asked to stop.
    pub fn is_stopped(&self) -> bool {
        self.stoppable && self.stopped.load(Ordering::Relaxed)
    }

    /// The flag that is set when the user asks to stop.
    pub fn stop_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stopped)
    }

    fn tell(&self, done: u64, total: u64) {
        self.app.emit(&AppEvent::JobProgress {
            job: self.id,
            job_kind: self.kind,
            done,
            total,
            stoppable: self.stoppable,
        });
    }
}

impl App {
    /// Runs a job; only one of a kind at a time.
    ///
    /// # Errors
    /// [`ErrorCode::Busy`] when one of the kind runs already, and those of the work.
    pub(crate) fn run_job<T>(
        &self,
        kind: JobKind,
        stoppable: bool,
        work: impl FnOnce(&Job) -> Result<T>,
    ) -> Result<T> {
        let id = Id::from_bytes(pelikirja_crypto::random_bytes().map_err(anyhow::Error::from)?);
        let stopped = Arc::new(AtomicBool::new(false));
        {
            let mut running = self.jobs().lock();
            if running.values().any(|(other, _)| *other == kind) {
                return Err(AppError::new(ErrorCode::Busy, format!("a job of kind {kind:?} is running")));
            }
            running.insert(id, (kind, Arc::clone(&stopped)));
        }
        let job = Job { app: self.clone(), id, kind, stoppable, stopped, last_told: Mutex::default() };
        // Removed even if the work panics, so that the next job of the kind can run.
        let _running = Running { app: self, id };
        job.tell(0, 0);
        let result = work(&job);
        self.emit(&AppEvent::JobFinished { job: id, job_kind: kind, error: result.as_ref().err().cloned() });
        result
    }
}

struct Running<'a> {
    app: &'a App,
    id: Id,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.app.jobs().lock().remove(&self.id);
    }
}
