//! What copies the folder between the machines: a cloud service's clients, in simulated time.
//!
//! Each machine has its own view of the folder. What one writes reaches the others later, each at its own time.
//! Faults change what arrives, when, and under which name.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::fired::Fired;
use crate::random::Random;
use crate::view::{CONFLICTED, File, View, is_newer};

/// Milliseconds of simulated time.
pub type Moment = i64;
/// A second.
pub const SECOND: Moment = 1000;
/// A minute.
pub const MINUTE: Moment = 60 * SECOND;
/// An hour.
pub const HOUR: Moment = 60 * MINUTE;
/// A day.
pub const DAY: Moment = 24 * HOUR;

/// Bytes that many views share.
pub type Bytes = Rc<[u8]>;

/// What is on its way to a machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parcel {
    /// A file.
    Put {
        /// Where it will lie.
        path: String,
        /// How it will lie there.
        file: File,
        /// Whether it takes the place of whatever lies there.
        replaces: bool,
    },
    /// A file's removal.
    Remove {
        /// Where it lay.
        path: String,
    },
}

impl Parcel {
    /// Where it goes.
    pub fn path(&self) -> &str {
        match self {
            Self::Put { path, .. } | Self::Remove { path } => path,
        }
    }
}

/// The service between the machines.
#[derive(Debug, Clone, Default)]
pub struct Carrier {
    /// Each machine's view.
    pub views: Vec<View>,
    /// What the service itself has: a new machine gets it.
    pub cloud: BTreeMap<String, Bytes>,
    /// What was deleted, for it may come back.
    pub deleted: BTreeMap<String, Bytes>,
    /// What is withheld from whom: the files of that machine from this one.
    pub hidden: BTreeSet<(usize, usize)>,
    /// The files that are withheld.
    pub withheld: Vec<(usize, Parcel)>,
    /// Longest time that a file takes when nothing goes wrong.
    pub slowness: Moment,
    /// A folder of another workspace.
    pub foreign: Vec<(String, Bytes)>,
    /// Counts.
    pub fired: Fired,
}

impl Carrier {
    /// Adds a machine, to which everything that the service has comes. Returns its number.
    pub fn add_machine(&mut self, now: Moment, random: &mut Random) -> usize {
        let mut view = View::default();
        for (path, bytes) in &self.cloud {
            let parcel =
                Parcel::Put { path: path.clone(), file: File::new(Rc::clone(bytes)), replaces: false };
            view.coming.push((now + random.time(self.slowness), parcel));
        }
        self.views.push(view);
        self.views.len() - 1
    }

    /// Delivers what has come by now.
    pub fn deliver(&mut self, now: Moment) {
        for view in &mut self.views {
            if view.conditions.is_offline(now) || !view.coming.iter().any(|(at, _)| *at <= now) {
                continue;
            }
            let (mut due, later): (Vec<_>, Vec<_>) =
                std::mem::take(&mut view.coming).into_iter().partition(|(at, _)| *at <= now);
            view.coming = later;
            due.sort_by_key(|(at, _)| *at);
            for (_, parcel) in due {
                match parcel {
                    Parcel::Put { path, file, replaces: true } => {
                        view.files.insert(path, file);
                    }
                    Parcel::Put { path, file, replaces: false } => view.put(path, file),
                    Parcel::Remove { path } => {
                        view.files.remove(&path);
                    }
                }
            }
        }
    }

    /// Sends a file that a machine wrote to all others.
    pub fn send(&mut self, from: usize, path: &str, bytes: &Bytes, now: Moment, random: &mut Random) {
        self.cloud.insert(path.to_owned(), Rc::clone(bytes));
        let parcel =
            Parcel::Put { path: path.to_owned(), file: File::new(Rc::clone(bytes)), replaces: false };
        self.send_parcel(from, &parcel, now, random);
    }

    /// Sends a removal to all others.
    pub fn send_removal(&mut self, from: usize, path: &str, now: Moment, random: &mut Random) {
        if let Some(bytes) = self.cloud.remove(path) {
            self.deleted.insert(path.to_owned(), bytes);
        }
        self.send_parcel(from, &Parcel::Remove { path: path.to_owned() }, now, random);
    }

    fn send_parcel(&mut self, from: usize, parcel: &Parcel, now: Moment, random: &mut Random) {
        let sender = self.views.get(from).map(|view| view.conditions.sends_from()).unwrap_or_default();
        if sender > now {
            let quota = self.views.get(from).is_some_and(|view| view.conditions.quota_until > now);
            if quota {
                self.fired.count(25);
            }
        }
        for machine in (0..self.views.len()).filter(|machine| *machine != from) {
            if self.hidden.contains(&(from, machine)) {
                self.withheld.push((machine, parcel.clone()));
                continue;
            }
            let at = now.max(sender) + 1 + random.time(self.slowness);
            if let Some(view) = self.views.get_mut(machine) {
                view.coming.push((at, parcel.clone()));
            }
        }
    }

    /// Puts a file into every machine's view, as a service or its host does it.
    pub fn put_everywhere(&mut self, path: &str, file: &File, replaces: bool) {
        self.cloud.insert(path.to_owned(), Rc::clone(&file.bytes));
        for view in &mut self.views {
            if replaces {
                view.files.insert(path.to_owned(), file.clone());
            } else {
                view.put(path.to_owned(), file.clone());
            }
        }
    }

    /// Takes a file out of every machine's view.
    pub fn remove_everywhere(&mut self, path: &str) {
        if let Some(bytes) = self.cloud.remove(path) {
            self.deleted.insert(path.to_owned(), bytes);
        }
        for view in &mut self.views {
            view.files.remove(path);
            view.coming.retain(|(_, parcel)| parcel.path() != path);
        }
        // What the service does not have it cannot deliver later either.
        self.withheld.retain(|(_, parcel)| parcel.path() != path);
    }

    /// Sends what one client alone has to the service and so to all machines, as every client does in the end: conflicted
    /// copies, and files with a name that only that client shows. A device that has a whole one listed leaves it at that.
    pub fn share_copies(&mut self) {
        let known: BTreeSet<String> = self.cloud.keys().map(|path| path.to_lowercase()).collect();
        let is_alone = |path: &str| {
            let is_copy = path.contains(CONFLICTED) && !self.cloud.contains_key(path);
            is_copy || !known.contains(&path.to_lowercase())
        };
        let files = self.views.iter().flat_map(|view| &view.files);
        let copies = files.filter(|(path, _)| is_alone(path));
        let copies: BTreeMap<String, Bytes> =
            copies.map(|(path, file)| (path.clone(), Rc::clone(&file.bytes))).collect();
        for (path, bytes) in copies {
            self.put_everywhere(&path, &File::new(bytes), false);
        }
    }

    /// Ends every fault: clients connect, what was withheld or rotten at one machine only comes anew.
    pub fn heal(&mut self, now: Moment) {
        self.hidden.clear();
        for (machine, parcel) in std::mem::take(&mut self.withheld) {
            if let Some(view) = self.views.get_mut(machine) {
                view.coming.push((now, parcel));
            }
        }
        // Everybody has updated the program, and reads what they could not.
        self.cloud.retain(|path, _| !is_newer(path));
        let cloud = &self.cloud;
        for view in &mut self.views {
            view.heal(cloud);
        }
    }

    /// When the last of what is on its way arrives.
    pub fn last_arrival(&self) -> Option<Moment> {
        self.views.iter().flat_map(|view| view.coming.iter().map(|(at, _)| *at)).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "o/chain/1.plk";

    /// Two machines, the first of which was away when its file came, and found another there.
    fn two() -> Carrier {
        let mut carrier = Carrier { slowness: SECOND, ..Carrier::default() };
        let mut random = Random::new(1);
        carrier.add_machine(0, &mut random);
        carrier.add_machine(0, &mut random);
        carrier
    }

    fn has(carrier: &Carrier, machine: usize, bytes: &[u8]) -> bool {
        let view = carrier.views.get(machine);
        view.is_some_and(|view| view.files.values().any(|file| *file.bytes == *bytes))
    }

    #[test]
    fn a_conflicted_copy_that_one_client_made_reaches_all_machines() {
        let mut carrier = two();
        carrier.send(1, PATH, &b"whole".as_slice().into(), 0, &mut Random::new(2));
        carrier.put_everywhere(PATH, &File::new(b"swapped".as_slice().into()), true);
        carrier.deliver(DAY);
        assert!(has(&carrier, 0, b"whole") && !has(&carrier, 1, b"whole"));
        carrier.share_copies();
        assert!(has(&carrier, 1, b"whole"));
        let mut random = Random::new(3);
        let later = carrier.add_machine(DAY, &mut random);
        carrier.deliver(2 * DAY);
        assert!(has(&carrier, later, b"whole"), "also one that comes later");
    }

    #[test]
    fn what_was_withheld_and_is_gone_from_the_service_does_not_come_any_more() {
        let mut carrier = two();
        carrier.hidden.insert((1, 0));
        carrier.send(1, PATH, &b"whole".as_slice().into(), 0, &mut Random::new(2));
        carrier.remove_everywhere(PATH);
        carrier.heal(DAY);
        carrier.deliver(2 * DAY);
        assert!(!has(&carrier, 0, b"whole"));
    }
}
