//! The simulated firm: its devices, the service between them, and time.

use std::cell::RefCell;
use std::rc::Rc;

use pelikirja_crypto::{Randomness, SecretKey};
use pelikirja_domain::{Id, Role};
use pelikirja_sync::{Beginning, Engine};

use crate::carrier::{Bytes, Carrier, DAY, HOUR, MINUTE, Moment, SECOND};
use crate::deeds::Deeds;
use crate::device::Device;
use crate::folder::CloudFolder;
use crate::ledger::{Committed, Ledger};
use crate::operation::{Cell, OWNERS_COLUMN, Operation, Version, What};
use crate::random::Random;
use crate::replica::{Allowed, Disk, Violations};
use crate::view::View;

/// When the simulated world begins: 22 November 2026.
const BEGINNING: Moment = 1_795_305_600_000;
/// Records of the simulated firm.
const ROWS: u64 = 12;

/// What a run is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Devices at the beginning; 0: from 3 to 6, as the seed says.
    pub devices: usize,
    /// Steps before the faults stop.
    pub steps: u32,
    /// The one fault to inject; all of them mixed if none.
    pub fault: Option<u8>,
    /// Whether every step is printed.
    pub trace: bool,
}

/// The world.
pub struct World {
    /// What it is made of.
    pub options: Options,
    /// Decides what happens.
    pub random: Random,
    /// The true time.
    pub now: Moment,
    /// The service.
    pub carrier: Carrier,
    /// The devices.
    pub devices: Vec<Device>,
    /// What happened.
    pub ledger: Ledger,
    /// What must not happen, and did.
    pub violations: Violations,
    /// What would be a fault otherwise.
    pub allowed: Rc<RefCell<Allowed>>,
    /// Whether files were taken out of the folder behind the devices' backs.
    pub is_rough: bool,
    /// The printed words.
    pub recovery: SecretKey,
    /// Faults that take more than one step keep here what they began with.
    pub memory: crate::faults::Memory,
    /// Whether a membership act was done that takes rights away.
    pub revocations: u32,
    next_operation: u64,
}

impl World {
    /// A firm of as many devices, all of which have joined.
    ///
    /// # Errors
    /// When the beginning itself fails.
    pub fn begin(seed: u64, options: Options) -> anyhow::Result<Self> {
        let mut random = Random::new(seed);
        let devices = if options.devices == 0 { 3 + random.index(4) } else { options.devices };
        let options = Options { devices, ..options };
        let recovery = SecretKey::random_from(&mut random.branch())?;
        let slowness = random.pick(&[SECOND, MINUTE, HOUR, 3 * HOUR]).unwrap_or(MINUTE);
        let mut world = Self {
            options,
            now: BEGINNING + random.time(365 * DAY),
            carrier: Carrier { slowness, ..Carrier::default() },
            devices: Vec::new(),
            ledger: Ledger::default(),
            violations: Violations::default(),
            allowed: Rc::default(),
            is_rough: false,
            recovery,
            memory: crate::faults::Memory::default(),
            revocations: 0,
            next_operation: 1,
            random,
        };
        world.begin_firm()?;
        let mut roles = vec![Role::Owner, Role::Assistant, Role::Manager];
        roles.push(world.random.pick(&[Role::Viewer, Role::Assistant]).unwrap_or(Role::Viewer));
        for number in 1..options.devices {
            let role = roles.get((number - 1) % roles.len()).copied().unwrap_or(Role::Manager);
            world.welcome(role)?;
        }
        Ok(world)
    }

    fn begin_firm(&mut self) -> anyhow::Result<()> {
        let index = self.add_device();
        let (violations, allowed) = (Rc::clone(&self.violations), Rc::clone(&self.allowed));
        // The kept seeds were found when one more identity was made here.
        self.identity();
        let beginning = Beginning {
            member: self.identity(),
            recovery: self.recovery.clone(),
            seed: SecretKey::random_from(&mut self.random.branch())?,
        };
        let Some(device) = self.devices.get_mut(index) else { return Ok(()) };
        let replica = device.replica(&violations, &allowed).ok_or_else(|| anyhow::anyhow!("locked"))?;
        let fingerprint = device.fingerprint.clone();
        let engine = Engine::begin(replica, &beginning, &fingerprint, self.now, &mut device.random)?;
        device.id = Some(engine.device());
        device.was_owner = true;
        device.engine = Some(engine);
        self.round(index);
        Ok(())
    }

    /// Adds a machine with an empty disk. Returns its number.
    pub fn add_device(&mut self) -> usize {
        let machine = self.carrier.add_machine(self.now, &mut self.random);
        let name = format!("device {}", self.devices.len());
        let random = self.random.branch();
        self.devices.push(Device::new(name, machine, random));
        self.devices.len() - 1
    }

    /// A random identity.
    pub fn identity(&mut self) -> Id {
        let mut bytes = [0; 16];
        let _ = self.random.fill(&mut bytes);
        Id::from_bytes(bytes)
    }

    /// Prints what happens, when it is asked for.
    pub fn say(&self, what: impl FnOnce() -> String) {
        if self.options.trace {
            println!("    {} {}", self.clock_text(), what());
        }
    }

    fn clock_text(&self) -> String {
        let passed = self.now - BEGINNING;
        let (days, minutes) = (passed / DAY, passed % DAY / MINUTE);
        format!("day {days} {:02}.{:02}", minutes / 60, minutes % 60)
    }

    /// Notes something that must not happen.
    pub fn violated(&self, what: String) {
        self.say(|| format!("VIOLATION {what}"));
        self.violations.borrow_mut().push(what);
    }

    /// Counts a fault that had its effect.
    pub fn fired(&self, fault: u8) {
        self.carrier.fired.count(fault);
    }

    /// Time passes.
    pub fn pass(&mut self, time: Moment) {
        self.now += time;
        self.carrier.deliver(self.now);
    }

    /// A device's view of the folder.
    pub fn view(&mut self, device: usize) -> Option<&mut View> {
        let machine = self.devices.get(device)?.machine;
        self.carrier.views.get_mut(machine)
    }

    /// A device that belongs to the firm and is switched on.
    pub fn any_device(&mut self) -> Option<usize> {
        let on: Vec<usize> = self.ready_devices();
        self.random.pick(&on)
    }

    /// Devices that belong to the firm and are switched on.
    pub fn ready_devices(&self) -> Vec<usize> {
        let is_ready = |device: &Device| device.id.is_some() && device.off_until <= self.now;
        (0..self.devices.len()).filter(|index| self.devices.get(*index).is_some_and(is_ready)).collect()
    }

    /// Starts a device's program unless it runs.
    pub fn start(&mut self, index: usize) {
        let (violations, allowed) = (Rc::clone(&self.violations), Rc::clone(&self.allowed));
        if let Some(device) = self.devices.get_mut(index) {
            device.start(&violations, &allowed);
        }
    }

    /// A person at a device does something. Returns the operation, unless the role or the disk did not allow it.
    pub fn write(&mut self, index: usize) -> Option<u64> {
        let row = u32::try_from(self.random.below(ROWS)).unwrap_or(0);
        let column = u8::try_from(self.random.below(u64::from(OWNERS_COLUMN) + 2)).unwrap_or(0);
        let value = self.random.below(1000);
        self.write_as(index, Cell { row, column }, What::Value(value), 1)
    }

    /// A person at a device does that.
    pub fn write_as(&mut self, index: usize, cell: Cell, what: What, schema: u8) -> Option<u64> {
        self.start(index);
        let device = self.devices.get(index)?;
        let role = device.role()?;
        if device.fails.borrow().is_full {
            self.fired(24);
            return None;
        }
        let operation = self.operation(index, cell, what, schema)?;
        if !operation.is_allowed(role) {
            return None;
        }
        Some(self.commit(index, operation, role, false))
    }

    /// An operation as a device would make it.
    pub fn operation(&mut self, index: usize, cell: Cell, what: What, schema: u8) -> Option<Operation> {
        let device = self.devices.get(index)?;
        let disk = device.disk.borrow();
        let above = disk.clocks.get(&cell).map_or(0, |clock| clock + 1);
        let clock = device.clock(self.now).max(above);
        let rests_on = disk.newest.values().copied().chain(disk.own.last().map(|(own, _)| own.id)).collect();
        let id = self.next_operation;
        self.next_operation += 1;
        let version = Version { clock, session: id };
        Some(Operation { id, rests_on, cell, version, what, schema })
    }

    /// Commits an operation on a device's disk.
    pub fn commit(&mut self, index: usize, operation: Operation, role: Role, forged: bool) -> u64 {
        let id = operation.id;
        if let Some(device) = self.devices.get(index) {
            let mut disk = device.disk.borrow_mut();
            disk.note(&operation);
            disk.erase(&operation, pelikirja_sync::membership::Standing::Member(role));
            disk.own.push((operation, role));
        }
        if self.memory.removed.contains(&index) {
            self.memory.shut_out.insert(id);
        }
        self.ledger.committed.insert(id, Committed { device: index, excused: None, forged });
        self.say(|| format!("device {index} commits operation {id}"));
        id
    }

    /// One round of a device, or its attempt to come to the firm.
    pub fn round(&mut self, index: usize) {
        self.carrier.deliver(self.now);
        let Some(device) = self.devices.get(index) else { return };
        if device.off_until > self.now {
            return;
        }
        if device.coming.is_some() {
            self.come(index);
            return;
        }
        self.start(index);
        let now = self.now;
        let folder = self.folder(index);
        let Some((mut folder, device)) = folder else { return };
        let Some(engine) = device.engine.as_mut() else { return };
        let clock = now + device.clock_error;
        let mut world =
            pelikirja_sync::World { folder: &mut folder, now: clock, randomness: &mut device.random };
        let result = engine.round(&mut world);
        let deeds = std::mem::take(&mut folder.deeds);
        self.after_round(index, &deeds, result);
    }

    /// A device's folder, and the device.
    pub fn folder(&mut self, index: usize) -> Option<(CloudFolder<'_>, &mut Device)> {
        let device = self.devices.get_mut(index)?;
        let folder = CloudFolder {
            carrier: &mut self.carrier,
            machine: device.machine,
            now: self.now,
            random: &mut self.random,
            fails: Rc::clone(&device.fails),
            violations: Rc::clone(&self.violations),
            deeds: Deeds::default(),
        };
        Some((folder, device))
    }

    /// Notes what the files hold that a device wrote.
    pub fn note_written(&mut self, index: usize, written: &[(String, Bytes)]) {
        let Some(device) = self.devices.get(index) else { return };
        let disk = device.disk.borrow();
        for (_, bytes) in written {
            self.ledger.note(bytes, &disk);
        }
    }

    /// The disk of a device, as it is.
    pub fn disk(&self, index: usize) -> Option<std::cell::Ref<'_, Disk>> {
        self.devices.get(index).map(|device| device.disk.borrow())
    }
}
