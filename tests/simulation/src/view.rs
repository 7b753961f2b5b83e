//! One machine's view of the folder.

use std::collections::BTreeMap;
use std::rc::Rc;

use pelikirja_sync::Listed;

use crate::carrier::{Bytes, Moment, Parcel};

/// What a client writes into the name of a file where another one lies already.
pub const CONFLICTED: &str = " (conflicted copy)";

/// A file in one machine's view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its bytes as they lie there.
    pub bytes: Bytes,
    /// Only a placeholder until then: reading fails.
    pub placeholder_until: Moment,
    /// Reading gives zeros until then.
    pub zeros_until: Moment,
    /// Held by another program until then: reading, writing and removing fail.
    pub held_until: Moment,
    /// The fault that made it so, which counts once the engine reads it.
    pub counts_when_read: u8,
    /// The fault that made it so, which counts once the engine lists it.
    pub counts_when_listed: u8,
}

impl File {
    /// A file that simply lies there.
    pub fn new(bytes: Bytes) -> Self {
        Self {
            bytes,
            placeholder_until: 0,
            zeros_until: 0,
            held_until: 0,
            counts_when_read: 0,
            counts_when_listed: 0,
        }
    }

    /// One that a fault made, counted when it is read.
    pub fn read_as(bytes: Bytes, fault: u8) -> Self {
        Self { counts_when_read: fault, ..Self::new(bytes) }
    }

    /// One that a fault made, counted when it is listed.
    pub fn listed_as(bytes: Bytes, fault: u8) -> Self {
        Self { counts_when_listed: fault, ..Self::new(bytes) }
    }
}

/// A fault that counts once a listing shows one file without the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// The fault.
    pub fault: u8,
    /// What is listed.
    pub present: String,
    /// What is not.
    pub absent: String,
}

/// What is wrong with a machine's folder, each until a moment.
#[derive(Debug, Clone, Default)]
pub struct Conditions {
    /// The client does not talk to the service.
    pub offline_until: Moment,
    /// Neither listing nor reading works.
    pub unreachable_until: Moment,
    /// The folder is empty: a drive is not mounted.
    pub emptied_until: Moment,
    /// Another workspace's folder lies there.
    pub foreign_until: Moment,
    /// Listings are as they were.
    pub stale: Option<(Moment, Vec<Listed>)>,
    /// Longer paths than so many characters cannot be written.
    pub long_until: Moment,
    /// The disk is full.
    pub full_until: Moment,
    /// The service has no room: nothing is sent.
    pub quota_until: Moment,
    /// The service has no room, and its client refuses writing.
    pub quota_refuses: bool,
    /// A scanner holds whatever is written for thirty seconds.
    pub scanner_until: Moment,
    /// Nothing can be removed.
    pub kept_until: Moment,
    /// The client takes half-written files away.
    pub steals_until: Moment,
    /// Files that still can be written before the machine sleeps.
    pub sleeps_after: Option<u32>,
    /// Writes do not reach the disk before a crash; their paths.
    pub unsynced: Option<Vec<String>>,
    /// Files that have nothing to do with the firm.
    pub junk: u32,
    /// Whether none of them looks like the firm's.
    pub junk_is_plain: bool,
}

impl Conditions {
    /// Whether nothing comes now.
    pub fn is_offline(&self, now: Moment) -> bool {
        self.offline_until > now
    }

    /// When what is written is sent.
    pub fn sends_from(&self) -> Moment {
        self.offline_until.max(self.quota_until)
    }
}

/// One machine's view.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// The files.
    pub files: BTreeMap<String, File>,
    /// What comes, and when.
    pub coming: Vec<(Moment, Parcel)>,
    /// What is wrong with it.
    pub conditions: Conditions,
    /// Faults that wait for what a listing shows.
    pub watches: Vec<Watch>,
}

impl View {
    /// Puts a file where it belongs; where another lies, beside it, as every service does.
    pub fn put(&mut self, path: String, file: File) {
        match self.files.get(&path) {
            Some(other) if other.bytes != file.bytes => {
                let stem = path.trim_end_matches(".plk");
                self.files.insert(format!("{stem}{CONFLICTED}.plk"), file);
            }
            Some(_) => {}
            None => {
                self.files.insert(path, file);
            }
        }
    }

    /// Ends what is wrong here. What is rotten or missing here only, the client fetches again once it compares.
    pub fn heal(&mut self, cloud: &BTreeMap<String, Bytes>) {
        let junk = self.conditions.junk;
        self.conditions = Conditions { junk, junk_is_plain: true, ..Conditions::default() };
        self.files.retain(|path, _| !is_newer(path));
        self.coming.retain(|(_, parcel)| !is_newer(parcel.path()));
        let coming = self.coming.iter_mut().filter_map(|(_, parcel)| match parcel {
            Parcel::Put { file, .. } => Some(file),
            Parcel::Remove { .. } => None,
        });
        for file in coming {
            (file.placeholder_until, file.zeros_until) = (0, 0);
        }
        for (path, file) in &mut self.files {
            file.placeholder_until = 0;
            file.zeros_until = 0;
            file.held_until = 0;
            if let Some(bytes) = cloud.get(path) {
                file.bytes = Rc::clone(bytes);
            }
        }
        let is_coming = |path: &String| self.coming.iter().any(|(_, parcel)| parcel.path() == path);
        let missing: Vec<(String, File)> = cloud
            .iter()
            .filter(|(path, _)| !self.files.contains_key(*path) && !is_coming(path))
            .map(|(path, bytes)| (path.clone(), File::new(Rc::clone(bytes))))
            .collect();
        self.files.extend(missing);
    }
}

/// Whether a path is one of the files of a later format, however a carrier writes it.
pub fn is_newer(path: &str) -> bool {
    path.to_lowercase().contains("/newer/")
}
