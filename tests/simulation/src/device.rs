//! A device of the simulated firm: its program may crash, its disk stays.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use pelikirja_crypto::{InvitationCode, SecretKey};
use pelikirja_domain::{Id, Role};
use pelikirja_sync::membership::Standing;
use pelikirja_sync::{Engine, Report};

use crate::carrier::Moment;
use crate::random::Random;
use crate::replica::{Allowed, Disk, Failing, ModelReplica, Violations};

/// The newest schema; old programs know the one before.
pub const SCHEMA: u8 = 2;

/// How a device comes to the firm.
#[derive(Debug, Clone)]
pub enum Coming {
    /// With an invitation.
    Invited(InvitationCode),
    /// With the printed words.
    Recovers(SecretKey),
}

/// A device.
pub struct Device {
    /// Name, for what is said.
    pub name: String,
    /// Its identity, once it belongs to the firm.
    pub id: Option<Id>,
    /// Its disk.
    pub disk: Rc<RefCell<Disk>>,
    /// How it fails.
    pub fails: Rc<RefCell<Failing>>,
    /// The program, while it runs.
    pub engine: Option<Engine<ModelReplica>>,
    /// What tells its machine from others.
    pub fingerprint: Vec<u8>,
    /// Its view of the folder.
    pub machine: usize,
    /// By how much its clock is wrong.
    pub clock_error: Moment,
    /// Switched off until then.
    pub off_until: Moment,
    /// How it comes to the firm, until it has.
    pub coming: Option<Coming>,
    /// Whether its disk was copied or put back at some time.
    pub was_copied: bool,
    /// What its last whole round said.
    pub report: Option<Report>,
    /// Own operations that were in the folder after some round, also those that a disk put back since does not have.
    pub sent: BTreeSet<u64>,
    /// The disk as it was backed up, and how many operations it had sent then.
    pub backup: Option<Disk>,
    /// Whether it was ever an owner's.
    pub was_owner: bool,
    /// Randomness of its engine.
    pub random: Random,
}

impl Device {
    /// A machine with an empty disk.
    pub fn new(name: String, machine: usize, random: Random) -> Self {
        let disk = Disk { schema: SCHEMA, ..Disk::default() };
        Self {
            fingerprint: name.clone().into_bytes(),
            name,
            id: None,
            disk: Rc::new(RefCell::new(disk)),
            fails: Rc::default(),
            engine: None,
            machine,
            clock_error: 0,
            off_until: 0,
            coming: None,
            was_copied: false,
            report: None,
            sent: BTreeSet::new(),
            backup: None,
            was_owner: false,
            random,
        }
    }

    /// The time that it shows.
    pub fn clock(&self, now: Moment) -> Moment {
        now + self.clock_error
    }

    /// Its disk, for a program to open; none when one has it open already.
    pub fn replica(&self, violations: &Violations, allowed: &Rc<RefCell<Allowed>>) -> Option<ModelReplica> {
        ModelReplica::open(&self.name, &self.disk, &self.fails, violations, allowed)
    }

    /// Starts the program on what lies on the disk, if it belongs to the firm.
    pub fn start(&mut self, violations: &Violations, allowed: &Rc<RefCell<Allowed>>) {
        if self.engine.is_some() || self.coming.is_some() {
            return;
        }
        self.fails.borrow_mut().has_crashed = false;
        let Some(replica) = self.replica(violations, allowed) else {
            violations.borrow_mut().push(format!("V: {} could not be opened", self.name));
            return;
        };
        match Engine::open(replica, &self.fingerprint, &mut self.random) {
            Ok(engine) => self.engine = engine,
            Err(error) => {
                let failing = *self.fails.borrow();
                if !failing.has_crashed && !failing.is_full {
                    violations.borrow_mut().push(format!("V: {} does not start: {error}", self.name));
                }
            }
        }
    }

    /// The program ends, whatever it was doing.
    pub fn stop(&mut self) {
        self.engine = None;
        self.report = None;
        *self.fails.borrow_mut() = Failing::default();
    }

    /// As what its member stands now.
    pub fn role(&self) -> Option<Role> {
        match self.engine.as_ref().map(Engine::standing) {
            Some(Standing::Member(role)) => Some(role),
            _ => None,
        }
    }
}
