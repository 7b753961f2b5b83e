//! The end of a run: faults stop, time passes, and everything must come right.

use std::collections::BTreeSet;

use pelikirja_domain::{Id, Role};
use pelikirja_sync::FileHash;
use pelikirja_sync::membership::Standing;

use crate::carrier::{DAY, MINUTE};
use crate::device::{Device, SCHEMA};
use crate::ledger;
use crate::operation::What;
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
        let mut calm = 0;
        for round in 1..=MOST_ROUNDS {
            let moved = self.everybody_rounds();
            self.pass(PAUSE + self.carrier.slowness);
            let is_done = !moved && self.carrier.last_arrival().is_none() && self.are_in_step();
            calm = if is_done { calm + 1 } else { 0 };
            if calm == 2 {
                return round;
            }
        }
        let troubles: Vec<String> =
            self.good().iter().filter_map(|index| self.why_not_in_step(*index)).collect();
        let torn = self.torn_files().join(", ");
        let troubles = troubles.join("; ");
        self.violated(format!("V: not in step after {MOST_ROUNDS} rounds: torn [{torn}]; {troubles}"));
        MOST_ROUNDS
    }

    /// Files in a device's view that it has not taken.
    fn unread_files(&self, index: usize) -> Vec<String> {
        let Some(device) = self.devices.get(index) else { return Vec::new() };
        let disk = device.disk.borrow();
        let is_taken =
            |hash: &FileHash| disk.state.contains_key([b"f", hash.as_str().as_bytes()].concat().as_slice());
        let view = self.carrier.views.get(device.machine);
        let paths = view.into_iter().flat_map(|view| view.files.keys());
        let unread = paths.filter(|path| FileHash::in_path(path).iter().any(|hash| !is_taken(hash)));
        unread.take(5).map(|path| self.describe_file(path)).collect()
    }

    /// Where a file is whole, and who can open it.
    fn describe_file(&self, path: &str) -> String {
        let files = || {
            self.carrier
                .views
                .iter()
                .enumerate()
                .filter_map(|(machine, view)| Some((machine, view.files.get(path)?)))
        };
        let is_whole = |bytes: &[u8]| FileHash::in_path(path).contains(&FileHash::of(bytes));
        let whole: Vec<usize> =
            files().filter(|(_, file)| is_whole(&file.bytes)).map(|(machine, _)| machine).collect();
        let bytes = files().map(|(_, file)| file.bytes.clone()).find(|bytes| is_whole(bytes));
        let opens = |device: &&Device| {
            let keys = ledger::keys(&device.disk.borrow());
            bytes.as_ref().is_some_and(|bytes| crate::container::open(bytes, &keys).is_some())
        };
        let openers: Vec<&str> =
            self.devices.iter().filter(opens).map(|device| device.name.as_str()).collect();
        format!("{path} whole at {whole:?}, opened by {openers:?}")
    }

    /// Files that are whole nowhere, and on how many disks they still are.
    fn torn_files(&self) -> Vec<String> {
        let views = || self.carrier.views.iter().flat_map(|view| &view.files);
        let whole: BTreeSet<FileHash> = views().map(|(_, file)| FileHash::of(&file.bytes)).collect();
        let named =
            views().flat_map(|(path, _)| FileHash::in_path(path).into_iter().map(move |hash| (hash, path)));
        let torn: BTreeSet<(FileHash, &String)> = named.filter(|(hash, _)| !whole.contains(hash)).collect();
        let line = |(hash, path): (FileHash, &String)| {
            let has = |device: &&Device| device.disk.borrow().kept.contains_key(hash.as_str());
            let keepers: Vec<&str> =
                self.devices.iter().filter(has).map(|device| device.name.as_str()).collect();
            format!("{path} kept by {keepers:?}")
        };
        torn.into_iter().map(line).collect()
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

    fn why_not_in_step(&self, index: usize) -> Option<String> {
        let report = self.devices.get(index)?.report.as_ref();
        match report {
            Some(report) if report.is_in_step() => None,
            Some(report) => Some(format!(
                "device {index} {:?} unready {} unsent {} waiting {} {:?} unread {:?}",
                report.folder,
                report.unready_files,
                report.unsent_files,
                report.waiting_files,
                report.troubles,
                self.unread_files(index)
            )),
            None => Some(format!("device {index} does not run")),
        }
    }

    /// C, L, A: at the end.
    pub fn check_end(&self) {
        let good = self.good();
        let Some((first, others)) = good.split_first() else {
            self.violated("V: nobody belongs to the firm".to_owned());
            return;
        };
        let Some(first_disk) = self.disk(*first) else { return };
        let (picture, entries) = (first_disk.picture(), ledger::entries(&first_disk));
        let tips = |index: usize| {
            let engine = self.devices.get(index)?.engine.as_ref()?;
            let heads: BTreeSet<_> = engine.membership().heads().into_iter().collect();
            Some(heads)
        };
        for other in others {
            let Some(disk) = self.disk(*other) else { continue };
            if tips(*other) != tips(*first) {
                self.violated(format!("C: devices {first} and {other} know other members"));
            }
            let missing = ledger::entries(&disk).symmetric_difference(&entries).count();
            if missing > 0 {
                self.violated(format!("C: devices {first} and {other} differ in {missing} entries"));
            }
            let of_other = disk.picture();
            if of_other != picture {
                let difference = difference(&picture, &of_other);
                self.violated(format!("C: devices {first} and {other} show different things: {difference}"));
            }
        }
        self.check_nothing_lost(&good);
        self.check_authorised(&good);
    }

    fn check_nothing_lost(&self, good: &[usize]) {
        for (operation, committed) in &self.ledger.committed {
            let is_required = committed.excused.is_none() && good.contains(&committed.device);
            for index in good.iter().filter(|_| is_required) {
                let is_erased = self.allowed.borrow().erased.contains(operation);
                if !is_erased && self.disk(*index).is_some_and(|disk| !disk.known.contains(operation)) {
                    let from = committed.device;
                    self.violated(format!(
                        "L: operation {operation} of device {from} is not on device {index}"
                    ));
                }
            }
        }
    }

    /// A: whoever was never an owner did nothing as one, and what was forged counts nowhere.
    fn check_authorised(&self, good: &[usize]) {
        for index in good {
            let Some(disk) = self.disk(*index) else { continue };
            for (standing, operations) in disk.entries.values() {
                for operation in operations {
                    let Some(committed) = self.ledger.committed.get(&operation.id) else {
                        self.violated(format!("A: operation {} is nobody's", operation.id));
                        continue;
                    };
                    let author = self.devices.get(committed.device);
                    // A fact has one identity, whoever brought it.
                    let is_fact = matches!(operation.what, What::Fact(_));
                    let was_owner = is_fact || author.is_some_and(|author| author.was_owner);
                    if *standing == Standing::Member(Role::Owner) && !was_owner {
                        let from = committed.device;
                        self.violated(format!("A: device {from} counts as an owner's on device {index}"));
                    }
                }
            }
            for operation in disk.counting() {
                let forged =
                    self.ledger.committed.get(&operation.id).is_some_and(|committed| committed.forged);
                let is_erasure = operation.what == What::Erase;
                if forged || is_erasure && !self.may_erase(operation.id) {
                    self.violated(format!("A: forged operation {} counts on device {index}", operation.id));
                }
            }
            for (standing, operations) in disk.entries.values() {
                for operation in operations.iter().filter(|_| matches!(standing, Standing::Member(_))) {
                    let is_fact = matches!(operation.what, What::Fact(_));
                    if !is_fact && self.memory.shut_out.contains(&operation.id) && self.revocations == 1 {
                        let id = operation.id;
                        self.violated(format!(
                            "A: operation {id} of a removed device counts on device {index}"
                        ));
                    }
                }
            }
        }
    }

    fn may_erase(&self, operation: u64) -> bool {
        let author = self.ledger.committed.get(&operation).map(|committed| committed.device);
        author.is_some_and(|author| self.devices.get(author).is_some_and(|author| author.was_owner))
    }

    /// B: files and bytes in the folder, for what was written.
    pub fn check_bounds(&self) {
        let good = self.good();
        let Some(first) = good.first() else { return };
        let Some(disk) = self.disk(*first) else { return };
        let entries = ledger::entries(&disk);
        let chains: BTreeSet<Id> = entries.iter().map(|(chain, _)| *chain).collect();
        let records = disk.state.range(b"r".to_vec()..b"s".to_vec()).count();
        let Some(view) = self.devices.get(*first).and_then(|device| self.carrier.views.get(device.machine))
        else {
            return;
        };
        let named = view.files.keys().filter(|path| !pelikirja_sync::FileHash::in_path(path).is_empty());
        let hashes: BTreeSet<_> = named.flat_map(|path| pelikirja_sync::FileHash::in_path(path)).collect();
        let bound = 4 * records + 48 * chains.len() + 20;
        if hashes.len() > bound {
            let files = hashes.len();
            self.violated(format!("B: {files} files for {} chains and {records} records", chains.len()));
        }
        let operations = disk.known.len();
        let bytes: usize = hashes
            .iter()
            .filter_map(|hash| view.files.iter().find(|(path, _)| path.contains(hash.as_str())))
            .map(|(_, file)| file.bytes.len())
            .sum();
        let bound = 4000 * records + 1000 * entries.len() + 500 * operations + 20_000;
        if bytes > bound {
            self.violated(format!(
                "B: {bytes} bytes for {operations} operations in {} entries",
                entries.len()
            ));
        }
    }
}

fn difference(one: &crate::picture::Picture, other: &crate::picture::Picture) -> String {
    let values = one.values.iter().filter(|(cell, value)| other.values.get(cell) != Some(value)).count();
    let more = other.values.keys().filter(|cell| !one.values.contains_key(cell)).count();
    let facts = one.facts.symmetric_difference(&other.facts).count();
    let texts = usize::from(one.texts != other.texts);
    let deleted = one.deleted.symmetric_difference(&other.deleted).count();
    format!("{values} values differ, {more} more, {facts} facts, {texts} texts, {deleted} deletions")
}
