//! What was erased for good: it is in no file any more, neither in the folder nor kept, and nothing else went with it.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_crypto::SecretKey;
use pelikirja_sync::FileHash;
use pelikirja_sync::membership::Redactions;

use crate::carrier::{Bytes, MINUTE};
use crate::container::{self, ENTRIES, Part, Run};
use crate::ledger;
use crate::operation::{Operation, What};
use crate::view::View;
use crate::world::World;

/// What somebody who has the keys finds in files.
#[derive(Default)]
struct Readable {
    /// Operations that are there as they were written.
    whole: BTreeSet<u64>,
    /// Those of them that must not be there, each with a file that has it.
    erased: BTreeMap<u64, String>,
}

impl World {
    /// P and L: what was erased is nowhere, and nothing else is gone.
    pub fn check_erasures(&mut self) {
        let good = self.good();
        let has_erased = |index: &usize| {
            let engine = self.devices.get(*index).and_then(|device| device.engine.as_ref());
            engine.is_some_and(|engine| !engine.membership().redactions().is_empty())
        };
        if !good.iter().any(has_erased) {
            return;
        }
        // A machine that was shut out and does not know puts files back that it had. As often, those who write them
        // remove them.
        for _ in 0..2 {
            for index in &good {
                self.round(*index);
            }
            self.pass(self.carrier.slowness + MINUTE);
        }
        self.check_erased();
    }

    /// P and L: what was taken out of entries is in no file, and all else still is.
    fn check_erased(&self) {
        let good = self.good();
        let engines: Vec<_> =
            good.iter().filter_map(|index| self.devices.get(*index)?.engine.as_ref()).collect();
        let Some(first) = engines.first() else { return };
        let redactions = first.membership().redactions();
        if redactions.is_empty() {
            return;
        }
        let keys = self.all_keys();
        // Without an owner nobody may take anything out.
        let has_owner = engines.iter().any(|engine| engine.membership().is_owners_device(engine.device()));
        let rows = good.first().and_then(|index| Some(self.disk(*index)?.picture().erased));
        let rows = rows.filter(|_| has_owner).unwrap_or_default();
        let mut found = Readable::default();
        // What lies before some machines only, because a removal came there before the file or another file was in its
        // place, those who would remove it cannot see.
        let is_everywhere = |hash: &FileHash| {
            good.iter().filter_map(|index| self.devices.get(*index)).all(|device| {
                let view = self.carrier.views.get(device.machine);
                let mut files = view.into_iter().flat_map(|view| &view.files);
                files.any(|(path, file)| path.contains(hash.as_str()) && FileHash::of(&file.bytes) == *hash)
            })
        };
        for (path, bytes) in &self.carrier.cloud {
            if !is_everywhere(&FileHash::of(bytes)) {
                continue;
            }
            self.read_whole(path, bytes, &keys, redactions, &rows, &mut found);
        }
        for (operation, path) in &found.erased {
            self.violated(format!("P: erased operation {operation} is in {path} in the folder"));
        }
        for index in &good {
            let mut found = Readable::default();
            let Some(disk) = self.disk(*index) else { continue };
            let view = self.devices.get(*index).and_then(|device| self.carrier.views.get(device.machine));
            let Some(view) = view else { continue };
            // What lies before one machine only, because a removal came there before the file, nobody else can see.
            let is_left = |name: &str| {
                let there = |path: &String| path.contains(name);
                view.files.keys().any(there) && !self.carrier.cloud.keys().any(there)
            };
            for (name, bytes) in disk.kept.iter().filter(|(name, _)| !is_left(name)) {
                self.read_whole(name, bytes, &keys, redactions, &rows, &mut found);
            }
            for (operation, path) in &found.erased {
                self.violated(format!("P: device {index} keeps erased operation {operation} in {path}"));
            }
            let mut found = Readable::default();
            for path in view.files.keys() {
                // One that is rotten is written anew by whoever keeps it, once somebody looks.
                let hashes = FileHash::in_path(path);
                let bytes = hashes.iter().find_map(|hash| self.whole_file(view, path, hash));
                if let Some(bytes) = bytes {
                    self.read_whole(path, &bytes, &keys, redactions, &rows, &mut found);
                }
            }
            self.check_rest(*index, &found.whole);
        }
    }

    /// The bytes of a file, from a view or from whoever keeps them.
    fn whole_file(&self, view: &View, path: &str, hash: &FileHash) -> Option<Bytes> {
        let there = view.files.get(path).map(|file| Bytes::clone(&file.bytes));
        there.filter(|bytes| FileHash::of(bytes) == *hash).or_else(|| {
            let good = self.good();
            good.iter().find_map(|index| self.disk(*index)?.kept.get(hash.as_str()).cloned())
        })
    }

    /// L: what was not erased is in a file of the folder, whole.
    fn check_rest(&self, index: usize, whole: &BTreeSet<u64>) {
        let allowed = self.allowed.borrow();
        let Some(disk) = self.disk(index) else { return };
        for operation in &disk.in_entries {
            let committed = self.ledger.committed.get(operation);
            let is_required = committed.is_some_and(|committed| committed.excused.is_none())
                && !allowed.erased.contains(operation);
            if is_required && !whole.contains(operation) {
                self.violated(format!("L: operation {operation} is in no file before device {index}"));
            }
        }
    }

    /// The keys that anybody has.
    fn all_keys(&self) -> Vec<(u32, SecretKey)> {
        self.devices.iter().flat_map(|device| ledger::keys(&device.disk.borrow())).collect()
    }

    fn read_whole(
        &self,
        path: &str,
        bytes: &[u8],
        keys: &[(u32, SecretKey)],
        redactions: &Redactions,
        rows: &BTreeSet<u32>,
        found: &mut Readable,
    ) {
        let Some((ENTRIES, content)) = container::open(bytes, keys) else { return };
        let allowed = self.allowed.borrow();
        for (operation, is_taken_out) in operations(&content, redactions) {
            let is_published =
                self.devices.iter().any(|device| device.disk.borrow().in_entries.contains(&operation.id));
            let is_about = rows.contains(&operation.cell.row) && operation.what != What::Erase;
            // What was forged is in no entry.
            if is_taken_out && allowed.erased.contains(&operation.id) || is_about && is_published {
                let is_named = if is_taken_out { "" } else { " (in no record)" };
                found.erased.insert(operation.id, format!("{path}{is_named}"));
            }
            found.whole.insert(operation.id);
        }
    }

    /// Whether a file has something in it that owners have taken out, as a device knows.
    pub fn holds_erased(&self, index: usize, bytes: &[u8]) -> bool {
        let Some(engine) = self.devices.get(index).and_then(|device| device.engine.as_ref()) else {
            return false;
        };
        let redactions = engine.membership().redactions();
        let Some((ENTRIES, content)) = container::open(bytes, &self.all_keys()) else { return false };
        operations(&content, redactions).iter().any(|(_, is_taken_out)| *is_taken_out)
    }
}

/// The operations that a file has, and whether they are taken out elsewhere.
fn operations(content: &[u8], redactions: &Redactions) -> Vec<(Operation, bool)> {
    let mut all = Vec::new();
    for Run { chain, from, entries, .. } in container::read(content).unwrap_or_default() {
        for (number, entry) in (from..).zip(entries) {
            for (at, part) in (0..).zip(&entry.parts) {
                let Part::Whole(bytes) = part else { continue };
                let mut taken_out = redactions.within(chain, number, number);
                let is_taken_out = taken_out.any(|(_, operations)| operations.contains(&at));
                all.extend(Operation::from_bytes(bytes).map(|operation| (operation, is_taken_out)));
            }
        }
    }
    all
}
