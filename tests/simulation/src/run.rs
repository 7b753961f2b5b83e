//! One run: a firm, steps chosen at random, the end, and what it came to.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use pelikirja_domain::Role;
use pelikirja_sync::Act;

use crate::carrier::{DAY, HOUR, MINUTE, SECOND};
use crate::device::Coming;
use crate::faults;
use crate::world::{Options, World};

/// What a run came to.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Its seed.
    pub seed: u64,
    /// What must not happen and did, and at which step.
    pub violations: Vec<(u32, String)>,
    /// How often each fault had its effect, from the first on.
    pub fired: Vec<u64>,
    /// Rounds until everybody was in step once the faults had stopped.
    pub settled: u32,
    /// Operations that were committed.
    pub operations: u64,
    /// Whether something was lost that nothing could keep: the last disk and the folder were put back at once.
    pub lost_for_good: bool,
}

/// The step at which a run is once it settles.
pub const SETTLING: u32 = u32::MAX - 1;
/// The step at which a run is when it is checked at its end.
pub const END: u32 = u32::MAX;

/// Runs a seed.
pub fn run(seed: u64, options: Options) -> Outcome {
    let step = Rc::new(Cell::new(0));
    let at = Rc::clone(&step);
    match catch_unwind(AssertUnwindSafe(|| steps(seed, options, &at))) {
        Ok(outcome) => outcome,
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            let violations = vec![(step.get(), format!("panic: {}", text.unwrap_or_default()))];
            Outcome { seed, violations, ..Outcome::default() }
        }
    }
}

fn steps(seed: u64, options: Options, at: &Cell<u32>) -> Outcome {
    let mut outcome = Outcome { seed, ..Outcome::default() };
    let mut world = match World::begin(seed, options) {
        Ok(world) => world,
        Err(error) => {
            outcome.violations.push((0, format!("V: the firm does not begin: {error:#}")));
            return outcome;
        }
    };
    collect(&world, 0, &mut outcome);
    // Some runs have many faults, some hardly any: both find what the other hides.
    let rate = world.random.pick(&[3, 6, 12, 40]).unwrap_or(6);
    for step in 1..=options.steps {
        at.set(step);
        if options.trace {
            println!("  step {step}");
        }
        world.step(rate);
        world.excuse_what_is_lost();
        collect(&world, step, &mut outcome);
        if !outcome.violations.is_empty() {
            break;
        }
    }
    if outcome.violations.is_empty() {
        at.set(SETTLING);
        outcome.settled = world.settle();
        collect(&world, SETTLING, &mut outcome);
        at.set(END);
        outcome.lost_for_good = world.memory.lost_for_good;
        if !outcome.lost_for_good {
            world.check_end();
            world.check_erasures();
        }
        if !outcome.lost_for_good && (world.memory.has_compacted || world.random.once_in(8)) {
            world.let_a_month_pass();
            world.check_end();
            world.check_erasures();
            world.check_bounds();
        }
        collect(&world, END, &mut outcome);
    }
    outcome.fired = world.carrier.fired.all();
    outcome.operations = world.ledger.committed.len() as u64;
    outcome
}

fn collect(world: &World, step: u32, outcome: &mut Outcome) {
    let found = std::mem::take(&mut *world.violations.borrow_mut());
    outcome.violations.extend(found.into_iter().map(|what| (step, what)));
}

impl World {
    /// Something happens.
    fn step(&mut self, rate: u64) {
        let alone = self.options.fault;
        if alone.is_some() && self.random.once_in(4) || alone.is_none() && self.random.once_in(rate) {
            faults::inject(self, alone);
            return;
        }
        match self.random.below(100) {
            0..40 => {
                if let Some(device) = self.any_device() {
                    for _ in 0..=self.random.below(3) {
                        self.write(device);
                    }
                }
            }
            40..80 => {
                let device = self.random.index(self.devices.len());
                self.round(device);
            }
            80..90 => {
                let time = self.random.pick(&[SECOND, MINUTE, HOUR, 9 * HOUR, 2 * DAY]).unwrap_or(HOUR);
                let time = self.random.time(time);
                self.pass(time);
            }
            90..95 => {
                if let Some(device) = self.any_device() {
                    self.say(|| format!("device {device} starts anew"));
                    self.crash(device);
                }
            }
            _ => self.something_about_people(),
        }
    }

    /// Somebody does something about who belongs to the firm.
    fn something_about_people(&mut self) {
        let Some(owner) = ({
            let owners = self.owners();
            self.random.pick(&owners)
        }) else {
            return;
        };
        let other = self.random.index(self.devices.len());
        let device = self.devices.get(other).and_then(|device| device.id);
        let member = self.member_of(owner, other);
        match self.random.below(12) {
            0..2 if self.devices.len() < self.options.devices + 2 => {
                self.invite(owner, Role::Assistant);
            }
            2 if self.devices.len() < self.options.devices + 2 => {
                let newcomer = self.add_device();
                let words = self.recovery.clone();
                if let Some(newcomer) = self.devices.get_mut(newcomer) {
                    newcomer.coming = Some(Coming::Recovers(words));
                    newcomer.was_owner = true;
                }
            }
            3..5 => {
                let role =
                    self.random.pick(&[Role::Manager, Role::Assistant, Role::Owner]).unwrap_or(Role::Manager);
                if let Some(member) = member
                    && self.act(owner, Act::SetRole { member, role })
                    && role == Role::Owner
                {
                    self.note_owner(owner, member);
                }
            }
            5 => {
                if let Some(device) = device.filter(|_| other != owner && other != 0) {
                    self.remove(owner, other, Act::RemoveDevice { device });
                }
            }
            6 => {
                if let Some(member) = member.filter(|_| other != owner && other != 0) {
                    self.remove(owner, other, Act::RemoveMember { member });
                }
            }
            7 => {
                if let Some(device) = device
                    && self.act(owner, Act::Adopt { device })
                {
                    self.memory.shut_out.clear();
                }
            }
            8 => {
                self.act(owner, Act::Rotate);
            }
            _ => {
                if let Some(device) = device {
                    self.act(owner, Act::Confirm { device });
                }
            }
        }
    }

    /// From now on a member's devices may do what owners do.
    pub fn note_owner(&mut self, knows: usize, member: pelikirja_domain::Id) {
        for index in 0..self.devices.len() {
            if self.member_of(knows, index) == Some(member)
                && let Some(device) = self.devices.get_mut(index)
            {
                device.was_owner = true;
            }
        }
    }

    /// An owner removes a device: what the owner has not seen of it must not count.
    pub fn remove(&mut self, owner: usize, removed: usize, act: Act) -> bool {
        let Some(seen) = self.disk(owner).map(|disk| disk.known.clone()) else { return false };
        if !self.act(owner, act) {
            return false;
        }
        let unseen: Vec<u64> = self.disk(removed).map_or_else(Vec::new, |disk| {
            disk.own.iter().map(|(own, _)| own.id).filter(|own| !seen.contains(own)).collect()
        });
        self.memory.shut_out.extend(unseen);
        self.memory.removed.insert(removed);
        true
    }
}
