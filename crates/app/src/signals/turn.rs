//! One thread at a time computes; what comes up meanwhile is kept for it.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use pelikirja_store::Store;

use super::Basis;
use crate::error::Result;

/// What has to be computed.
#[derive(Debug, Default)]
pub(super) struct Work {
    /// Everybody.
    pub all: bool,
    /// With new parameters, even if the kept ones would do.
    pub refit: bool,
    /// Whether a contact was moved from one customer to another.
    pub moved: bool,
    /// Whether orders have changed.
    pub orders: bool,
    /// Or these, by local key.
    pub customers: HashSet<i64>,
}

impl Work {
    pub fn is_empty(&self) -> bool {
        !self.all && self.customers.is_empty()
    }

    fn add(&mut self, other: Self) {
        self.all |= other.all;
        self.refit |= other.refit;
        self.moved |= other.moved;
        self.orders |= other.orders;
        self.customers.extend(other.customers);
    }
}

/// What an open workspace remembers about its signals.
#[derive(Default)]
pub(crate) struct State {
    gate: Arc<Gate>,
    basis: Mutex<Option<Arc<Basis>>>,
    looked: AtomicBool,
}

#[derive(Default)]
struct Gate {
    inner: Mutex<Waiting>,
    idle: Condvar,
}

#[derive(Default)]
struct Waiting {
    running: bool,
    pending: Work,
}

impl Gate {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// What the stored signals rest on; none before they are computed for the first time.
    pub fn basis(&self, store: &Store) -> Result<Option<Arc<Basis>>> {
        let mut slot = self.basis.lock().unwrap_or_else(PoisonError::into_inner);
        if slot.is_none() {
            *slot = Basis::read(store)?.map(Arc::new);
        }
        Ok(slot.clone())
    }

    pub(super) fn set_basis(&self, basis: Basis) {
        *self.basis.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(basis));
    }

    /// Whether a thread is computing.
    pub(super) fn is_busy(&self) -> bool {
        self.gate.lock().running
    }

    /// Whether this was asked before.
    pub(super) fn has_looked(&self) -> bool {
        self.looked.swap(true, Ordering::Relaxed)
    }

    /// Adds to the work. Returns the turn to do it, unless another thread is at it and will do this, too.
    pub(super) fn enter(&self, work: Work) -> Option<Turn> {
        let mut waiting = self.gate.lock();
        waiting.pending.add(work);
        let free = !waiting.running;
        waiting.running = true;
        free.then(|| Turn { gate: Arc::clone(&self.gate), taken: None, left: false })
    }

    /// Adds to the work without doing it: whoever has the next turn does.
    pub(super) fn leave(&self, work: Work) {
        self.gate.lock().pending.add(work);
    }

    /// Whether work was left, and if so whether it is more than a few customers.
    pub(super) fn left(&self) -> Option<bool> {
        let waiting = self.gate.lock();
        let left = &waiting.pending;
        (!left.is_empty()).then_some(left.all || left.orders)
    }

    /// As [`Self::enter`], but waits for the other thread.
    pub(super) fn wait(&self, work: Work) -> Turn {
        let mut waiting = self.gate.lock();
        while waiting.running {
            waiting = self.gate.idle.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
        waiting.pending.add(work);
        waiting.running = true;
        Turn { gate: Arc::clone(&self.gate), taken: None, left: false }
    }
}

/// The right to compute.
pub(super) struct Turn {
    gate: Arc<Gate>,
    /// What is being done; given back when it fails.
    taken: Option<bool>,
    left: bool,
}

impl Turn {
    /// What to do next; with nothing left the turn ends.
    pub fn next(&mut self) -> Option<Work> {
        let mut waiting = self.gate.lock();
        let work = std::mem::take(&mut waiting.pending);
        if work.is_empty() {
            waiting.running = false;
            self.left = true;
            self.gate.idle.notify_all();
            return None;
        }
        self.taken = Some(work.orders);
        Some(work)
    }

    /// What was taken is not done after all.
    pub fn give_back(&mut self, work: Work) {
        self.taken = None;
        self.gate.lock().pending.add(work);
    }

    /// What was taken is done.
    pub fn finished(&mut self) {
        self.taken = None;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.left {
            return;
        }
        let mut waiting = self.gate.lock();
        if let Some(orders) = self.taken {
            // Whatever it was failed or was stopped; the next turn makes up for it.
            waiting.pending.add(Work { all: true, orders, ..Work::default() });
        }
        waiting.running = false;
        self.gate.idle.notify_all();
    }
}
