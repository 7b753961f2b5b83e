//! Operations that are not on the disk any more on which they were made, because it was put back.
//!
//! As long as another disk has one, or the service has a whole file with it, it must be everywhere in the end. What is
//! nowhere no engine can keep.

use pelikirja_sync::FileHash;

use crate::world::World;

impl World {
    /// Excuses that operations are lost which are on no disk and in no file of the service.
    pub fn excuse_what_is_lost(&mut self) {
        let lost: Vec<u64> =
            self.memory.adrift.iter().copied().filter(|operation| self.is_lost(*operation)).collect();
        for operation in lost {
            self.memory.adrift.remove(&operation);
            if let Some(committed) = self.ledger.committed.get_mut(&operation) {
                committed.excused = Some("it was on a disk that was put back, and nowhere else");
                self.say(|| format!("operation {operation} is nowhere any more"));
            }
        }
    }

    fn is_lost(&self, operation: u64) -> bool {
        let author = self.ledger.committed.get(&operation).and_then(|made| self.devices.get(made.device));
        // What a device said to have written into the folder is there, unless the folder lost files.
        let is_promised = !self.is_rough && author.is_some_and(|author| author.sent.contains(&operation));
        let is_on_a_disk =
            || self.devices.iter().any(|device| device.disk.borrow().known.contains(&operation));
        !is_promised && !is_on_a_disk() && !self.is_in_a_file(operation)
    }

    /// Whether the service has a whole file with an operation, under a name that says so.
    fn is_in_a_file(&self, operation: u64) -> bool {
        self.carrier.cloud.iter().any(|(path, bytes)| {
            let mut named = FileHash::in_path(path).into_iter();
            let is_named = |hash: &FileHash| *hash == FileHash::of(bytes);
            named.find(is_named).is_some_and(|hash| self.ledger.holds(&hash, operation))
        })
    }
}
