//! The end of a run: faults stop, time passes, and everything must come right.

use std::collections::BTreeSet;

use pelikirja_domain::Id;

use crate::carrier::{DAY, MINUTE};
use crate::device::{Device, SCHEMA};
use crate::world::World;

/// Rounds of every device in which all must come into step once the last file has arrived. A file that is not whole
/// is looked at again after 64 rounds at the latest, and one file is checked again in a round.
const MOST_ROUNDS: u32 = 300;
/// Time between those rounds.
const PAUSE: i64 = 11 * MINUTE;

impl World {
    /// Ends the faults and lets everybody come into step. Returns how many rounds that took.
    pub fn settle(&mut self) -> u32 {
        self.say(|| "the faults stop".to_owned());
        self.carrier.heal(self.now);
        for device in &mut self.devices {
            let has_crashed = device.fails.borrow().has_crashed;
            if has_crashed {
                device.stop();
            }
            *device.fails.borrow_mut() = crate::replica::Failing::default();
            device.off_until = 0;
            // Everybody has updated the program by now.
            device.disk.borrow_mut().schema = SCHEMA;
        }
        if let Some(last) = self.carrier.last_arrival() {
            let wait = last.saturating_sub(self.now).max(0);
            self.pass(wait + MINUTE);
        }
        self.carrier.share_copies();
        if let Some(rounds) = self.come_into_step() {
            return rounds;
        }
        if self.is_lost_for_good() {
            self.memory.lost_for_good = true;
            return MOST_ROUNDS;
        }
        self.tell_who_is_not_in_step();
        MOST_ROUNDS
    }

    /// Rounds until everybody is in step and nothing moves. Returns how many; none if that takes too many.
    fn come_into_step(&mut self) -> Option<u32> {
        let mut calm = 0;
        for round in 1..=MOST_ROUNDS {
            let moved = self.everybody_rounds();
            self.pass(PAUSE + self.carrier.slowness);
            let is_done = !moved && self.carrier.last_arrival().is_none() && self.are_in_step();
            calm = if is_done { calm + 1 } else { 0 };
            if calm == 2 {
                return Some(round);
            }
        }
        None
    }

    fn tell_who_is_not_in_step(&self) {
        let troubles: Vec<String> =
            self.good().iter().filter_map(|index| self.why_not_in_step(*index)).collect();
        let torn = self.torn_files().join(", ");
        let troubles = troubles.join("; ");
        self.violated(format!("V: not in step after {MOST_ROUNDS} rounds: torn [{torn}]; {troubles}"));
    }

    /// Whether entries are waited for that were only on a disk and in a folder that were both put back: nobody has them any
    /// more, and the devices rightly say that something is missing.
    fn is_lost_for_good(&self) -> bool {
        let both_back = self.carrier.fired.of(38) > 0 || self.is_rough && self.carrier.fired.of(37) > 0;
        both_back
            && self.good().iter().all(|index| {
                let report = self.devices.get(*index).and_then(|device| device.report.as_ref());
                report.is_some_and(|report| report.unready_files + report.unsent_files == 0)
            })
    }

    /// A month of everyday use without a fault, so that what is superfluous goes.
    pub fn let_a_month_pass(&mut self) {
        for _ in 0..6 {
            self.everybody_rounds();
            self.pass(5 * DAY);
        }
        self.everybody_rounds();
        self.pass(self.carrier.slowness + MINUTE);
        self.everybody_rounds();
        // Who has come only now may find a file damaged that all the others had applied before: it takes them as many rounds
        // as after the faults until they look at it again.
        if !self.are_in_step() && self.come_into_step().is_none() {
            self.tell_who_is_not_in_step();
        }
    }

    /// Every device has a round; whether anything moved.
    fn everybody_rounds(&mut self) -> bool {
        let mut moved = false;
        let good = self.good();
        for index in 0..self.devices.len() {
            self.round(index);
            // One that was shut out goes on as it likes.
            let report = self.devices.get(index).filter(|_| good.contains(&index));
            let report = report.and_then(|device| device.report.as_ref());
            moved |= report.is_some_and(|report| {
                report.sent_files
                    + report.received_files
                    + report.received_operations
                    + report.sent_operations
                    > 0
            });
        }
        moved
    }

    /// The devices that must agree: those that belong to the firm, in everybody's eyes.
    pub fn good(&self) -> Vec<usize> {
        let reference = self.devices.iter().find_map(|device| device.engine.as_ref());
        let Some(reference) = reference else { return Vec::new() };
        // The first device may have been removed; who is active, those know who are active themselves.
        let knows = |device: &Device| {
            let engine = device.engine.as_ref()?;
            let active: BTreeSet<Id> = engine.membership().active_devices().collect();
            active.contains(&engine.device()).then_some(active)
        };
        let active = self.devices.iter().find_map(knows);
        let active = active.unwrap_or_else(|| reference.membership().active_devices().collect());
        let is_good = |device: &Device| device.id.is_some_and(|id| active.contains(&id));
        (0..self.devices.len()).filter(|index| self.devices.get(*index).is_some_and(is_good)).collect()
    }

    fn are_in_step(&self) -> bool {
        self.good().iter().all(|index| self.why_not_in_step(*index).is_none())
    }
}
