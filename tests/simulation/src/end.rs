//! What must hold once everybody is in step: C, L, A and B.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_domain::{Id, Role};
use pelikirja_sync::FileHash;
use pelikirja_sync::membership::Standing;

use crate::ledger;
use crate::operation::What;
use crate::world::World;

impl World {
    /// C, L, A: at the end.
    pub fn check_end(&self) {
        let good = self.good();
        let Some((first, others)) = good.split_first() else {
            self.violated("V: nobody belongs to the firm".to_owned());
            return;
        };
        let Some(first_disk) = self.disk(*first) else { return };
        let (mut picture, entries) = (first_disk.picture(), ledger::entries(&first_disk));
        // An erasure whose author was shut out at the same time does not count any more, and who had heard of it before does
        // not have the record back.
        let rows = self.allowed.borrow().erased_rows.clone();
        picture.leave_out(&rows);
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
            let here = ledger::entries(&disk);
            let differing: Vec<_> = here.symmetric_difference(&entries).collect();
            if !differing.is_empty() {
                self.violated(format!("C: devices {first} and {other} differ in the entries {differing:?}"));
            }
            let mut of_other = disk.picture();
            of_other.leave_out(&rows);
            if of_other != picture {
                let difference = difference(&picture, &of_other);
                self.violated(format!("C: devices {first} and {other} show different things: {difference}"));
            }
        }
        self.check_nothing_lost(&good);
        self.check_sessions();
        self.check_authorised(&good);
    }

    /// C: a disk that was copied to another machine writes a chain of its own.
    fn check_sessions(&self) {
        for (index, device) in self.devices.iter().enumerate() {
            let originals = self.devices.iter().take(index).filter(|original| {
                original.id.is_some()
                    && original.id == device.id
                    && original.fingerprint != device.fingerprint
            });
            for original in originals {
                let (one, other) = (&original.name, &device.name);
                if session(&original.disk.borrow()) == session(&device.disk.borrow()) {
                    self.violated(format!("C: {one} and {other} write one chain"));
                }
            }
        }
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
                // Made an owner before that was here, it counts as an owner's: a role holds from the heads on that whoever
                // gave it knew.
                let forged = forged && !self.may_erase(operation.id);
                let is_erasure = operation.what == What::Erase;
                if forged || is_erasure && !self.may_erase(operation.id) {
                    self.violated(format!("A: forged operation {} counts on device {index}", operation.id));
                }
            }
            for (standing, operations) in disk.entries.values() {
                for operation in operations.iter().filter(|_| matches!(standing, Standing::Member(_))) {
                    let is_fact = matches!(operation.what, What::Fact(_));
                    // Whoever removed the device may have had the entry without what was erased.
                    let is_erased = self.allowed.borrow().erased.contains(&operation.id);
                    if !is_fact
                        && !is_erased
                        && self.memory.shut_out.contains(&operation.id)
                        && self.revocations == 1
                    {
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
        let files = view.files.iter();
        let named = files.flat_map(|(path, file)| {
            FileHash::in_path(path).into_iter().map(move |hash| (hash, file.bytes.len()))
        });
        // Copies of one file count once.
        let lengths: BTreeMap<FileHash, usize> = named.collect();
        // Nobody but its writer removes a chain's files: those of one that was shut out stay.
        let active: usize = good.iter().filter_map(|index| Some(own_entries(self, *index)?.len())).sum();
        let bound = 4 * records + 48 * chains.len() + 20 + entries.len().saturating_sub(active);
        if lengths.len() > bound {
            let files = lengths.len();
            self.violated(format!("B: {files} files for {} chains and {records} records", chains.len()));
        }
        let operations = disk.known.len();
        let bytes: usize = lengths.values().sum();
        let bound = 4000 * records + 1000 * entries.len() + 500 * operations + 20_000;
        if bytes > bound {
            self.violated(format!(
                "B: {bytes} bytes for {operations} operations in {} entries",
                entries.len()
            ));
        }
    }
}

/// The entries of a device's own chains.
fn own_entries(world: &World, index: usize) -> Option<Vec<(Id, u64)>> {
    let device = world.devices.get(index)?;
    let disk = device.disk.borrow();
    Some(crate::checks::own_entries(device, &disk))
}

/// The session that a disk says it writes in.
fn session(disk: &crate::replica::Disk) -> Option<Vec<u8>> {
    let mut decoder = minicbor::Decoder::new(disk.state.get(b"i".as_slice())?);
    let read = decoder.array().and_then(|_| decoder.skip()).and_then(|()| decoder.skip());
    read.and_then(|()| decoder.bytes()).ok().map(<[u8]>::to_vec)
}

fn difference(one: &crate::picture::Picture, other: &crate::picture::Picture) -> String {
    let values = one.values.iter().filter(|(cell, value)| other.values.get(cell) != Some(value)).count();
    let more = other.values.keys().filter(|cell| !one.values.contains_key(cell)).count();
    let facts = one.facts.symmetric_difference(&other.facts).count();
    let texts = usize::from(one.texts != other.texts);
    let deleted = one.deleted.symmetric_difference(&other.deleted).count();
    format!("{values} values differ, {more} more, {facts} facts, {texts} texts, {deleted} deletions")
}
