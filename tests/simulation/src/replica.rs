//! The database of a simulated device: what it keeps survives a crash, and it notes whatever must not happen.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use pelikirja_domain::Role;
use pelikirja_sync::membership::Standing;
use pelikirja_sync::{AcceptedEntry, Commit, Outbox, Place, Replica, ReplicaError};

use crate::operation::{Cell, Operation, What};

/// What lies on the disk.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    /// Values of the engine.
    pub state: BTreeMap<Vec<u8>, Vec<u8>>,
    /// Sealed files that are kept.
    pub kept: BTreeMap<String, Rc<[u8]>>,
    /// Operations committed here, in order, and as what their author stood then.
    pub own: Vec<(Operation, Role)>,
    /// How many of them are in entries.
    pub published: u64,
    /// Entries applied, and as what.
    pub entries: BTreeMap<Place, (Standing, Vec<Operation>)>,
    /// Identities of all operations that are here.
    pub known: BTreeSet<u64>,
    /// Those of them that are in entries.
    pub in_entries: BTreeSet<u64>,
    /// The highest clock of each cell.
    pub clocks: BTreeMap<Cell, i64>,
    /// Records that were erased: that is never taken back.
    pub erased: BTreeSet<u32>,
    /// The newest operation that is here of each chain.
    pub newest: BTreeMap<pelikirja_domain::Id, u64>,
    /// Newest schema that this device's program knows.
    pub schema: u8,
    /// Whether a program has it open.
    pub is_open: bool,
}

/// What would be a fault otherwise.
#[derive(Debug, Clone, Default)]
pub struct Allowed {
    /// Other entries may bring an operation again: a disk was copied or put back.
    pub repeats: bool,
    /// Operations that were erased: whoever gets the redacted file first never sees them.
    pub erased: BTreeSet<u64>,
    /// The records that they were about.
    pub erased_rows: BTreeSet<u32>,
}

/// What must not happen, and did.
pub type Violations = Rc<RefCell<Vec<String>>>;

/// A device's database.
pub struct ModelReplica {
    disk: Rc<RefCell<Disk>>,
    violations: Violations,
    fails: Rc<RefCell<Failing>>,
    name: String,
    allowed: Rc<RefCell<Allowed>>,
}

/// How a device fails.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Failing {
    /// The disk is full: every write fails.
    pub is_full: bool,
    /// Calls, of the database and of the folder, that still succeed before the device crashes; none: it does not.
    pub crash_after: Option<u32>,
    /// Whether it crashes at the next file that it writes into the folder.
    pub crash_at_write: bool,
    /// Whether it has crashed.
    pub has_crashed: bool,
    /// How often a write failed because the disk was full.
    pub failed: u32,
}

impl Failing {
    /// Counts a call; whether it may go on.
    pub fn call(&mut self, writes: bool) -> bool {
        if let Some(left) = &mut self.crash_after {
            match left.checked_sub(1) {
                Some(less) => *left = less,
                None => self.has_crashed = true,
            }
        }
        let is_refused = writes && self.is_full;
        self.failed += u32::from(is_refused);
        !(self.has_crashed || is_refused)
    }
}

impl ModelReplica {
    /// Opens a disk; none when another program has it open, as the real store refuses it.
    pub fn open(
        name: &str,
        disk: &Rc<RefCell<Disk>>,
        fails: &Rc<RefCell<Failing>>,
        violations: &Violations,
        allowed: &Rc<RefCell<Allowed>>,
    ) -> Option<Self> {
        if std::mem::replace(&mut disk.borrow_mut().is_open, true) {
            return None;
        }
        Some(Self {
            disk: Rc::clone(disk),
            violations: Rc::clone(violations),
            fails: Rc::clone(fails),
            name: name.to_owned(),
            allowed: Rc::clone(allowed),
        })
    }

    fn call(&self, writes: bool) -> Result<(), ReplicaError> {
        if self.fails.borrow_mut().call(writes) {
            Ok(())
        } else {
            Err(ReplicaError("the disk failed".into()))
        }
    }

    fn violated(&self, what: &str) {
        self.violations.borrow_mut().push(format!("{}: {what}", self.name));
    }

    fn take(&self, disk: &mut Disk, entry: AcceptedEntry) {
        let AcceptedEntry { place, standing, operations, .. } = entry;
        let operations: Vec<Operation> =
            operations.iter().filter_map(|bytes| Operation::from_bytes(bytes)).collect();
        if disk.entries.contains_key(&place) {
            self.violated(&format!("D: {place:?} was applied twice"));
        }
        for operation in &operations {
            // A fact has one identity wherever it comes from.
            let may_repeat = self.allowed.borrow().repeats || matches!(operation.what, What::Fact(_));
            if !disk.in_entries.insert(operation.id) && !may_repeat {
                self.violated(&format!("D: operation {} came again in {place:?}", operation.id));
            }
            let erased = &self.allowed.borrow().erased;
            let missing = |needed: &&u64| !disk.known.contains(*needed) && !erased.contains(*needed);
            for needed in operation.rests_on.iter().filter(missing) {
                self.violated(&format!(
                    "O: operation {} came before {needed}, on which it rests",
                    operation.id
                ));
            }
            disk.newest.insert(place.chain, operation.id);
            disk.note(operation);
            disk.erase(operation, standing);
        }
        disk.entries.insert(place, (standing, operations));
    }
}

impl Disk {
    /// Notes an operation as being here.
    pub fn note(&mut self, operation: &Operation) {
        self.known.insert(operation.id);
        let clock = self.clocks.entry(operation.cell).or_default();
        *clock = (*clock).max(operation.version.clock);
    }

    /// Erases a record, if that is what an operation does and its author may.
    pub fn erase(&mut self, operation: &Operation, standing: Standing) {
        let may = matches!(standing, Standing::Member(role) if operation.is_allowed(role));
        if operation.what == What::Erase && may {
            self.erased.insert(operation.cell.row);
        }
    }
}

impl Drop for ModelReplica {
    fn drop(&mut self) {
        self.disk.borrow_mut().is_open = false;
    }
}

impl Replica for ModelReplica {
    fn state(&mut self) -> Result<Vec<(Vec<u8>, Vec<u8>)>, ReplicaError> {
        self.call(false)?;
        Ok(self.disk.borrow().state.clone().into_iter().collect())
    }

    fn outbox(&mut self, most_bytes: usize) -> Result<Outbox, ReplicaError> {
        self.call(false)?;
        let disk = self.disk.borrow();
        let (mut operations, mut bytes, mut until) = (Vec::new(), 0, disk.published);
        for (operation, _) in disk.own.iter().skip(usize::try_from(disk.published).unwrap_or(usize::MAX)) {
            let encoded = operation.to_bytes();
            if !operations.is_empty() && bytes + encoded.len() > most_bytes {
                break;
            }
            bytes += encoded.len();
            operations.push(encoded);
            until += 1;
        }
        Ok(Outbox { operations, until })
    }

    fn erasures(&mut self) -> Result<u64, ReplicaError> {
        self.call(false)?;
        Ok(self.disk.borrow().erased.len() as u64)
    }

    fn erased(&mut self, operations: &[&[u8]]) -> Result<Vec<usize>, ReplicaError> {
        self.call(false)?;
        let disk = self.disk.borrow();
        let mut allowed = self.allowed.borrow_mut();
        let mut erased = Vec::new();
        for (place, bytes) in operations.iter().enumerate() {
            let Some(operation) = Operation::from_bytes(bytes) else { continue };
            if operation.what != What::Erase && disk.erased.contains(&operation.cell.row) {
                allowed.erased.insert(operation.id);
                allowed.erased_rows.insert(operation.cell.row);
                erased.push(place);
            }
        }
        Ok(erased)
    }

    fn commit(&mut self, commit: Commit) -> Result<(), ReplicaError> {
        self.call(true)?;
        let mut disk = self.disk.borrow_mut();
        for entry in commit.accepted {
            self.take(&mut disk, entry);
        }
        for entry in commit.restated {
            let operations: Vec<Operation> =
                entry.operations.iter().filter_map(|bytes| Operation::from_bytes(bytes)).collect();
            for operation in &operations {
                disk.in_entries.insert(operation.id);
                disk.note(operation);
                disk.erase(operation, entry.standing);
            }
            // An own entry was never applied as another's; one that had been redacted may be whole now.
            let (standing, known) = disk.entries.entry(entry.place).or_insert((entry.standing, Vec::new()));
            *standing = entry.standing;
            if operations.len() > known.len() {
                *known = operations;
            }
        }
        if let Some(until) = commit.published {
            if until < disk.published {
                self.violated(&format!("L: published went back from {} to {until}", disk.published));
            }
            disk.published = until;
        }
        for (name, value) in commit.state {
            match value {
                Some(value) => disk.state.insert(name, value),
                None => disk.state.remove(&name),
            };
        }
        Ok(())
    }

    fn keep(&mut self, name: &str, bytes: &[u8]) -> Result<(), ReplicaError> {
        self.call(true)?;
        self.disk.borrow_mut().kept.insert(name.to_owned(), bytes.into());
        Ok(())
    }

    fn kept(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReplicaError> {
        self.call(false)?;
        Ok(self.disk.borrow().kept.get(name).map(|bytes| bytes.to_vec()))
    }

    fn kept_names(&mut self) -> Result<Vec<String>, ReplicaError> {
        self.call(false)?;
        Ok(self.disk.borrow().kept.keys().cloned().collect())
    }

    fn discard(&mut self, name: &str) -> Result<(), ReplicaError> {
        self.call(true)?;
        self.disk.borrow_mut().kept.remove(name);
        Ok(())
    }
}
