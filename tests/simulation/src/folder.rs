//! The folder as an engine meets it: one machine's view, with what is wrong with it.

use std::cell::RefCell;
use std::rc::Rc;

use pelikirja_sync::{FileHash, Folder, FolderError, Listed};

use crate::carrier::{Bytes, Carrier, Moment, SECOND};
use crate::deeds::{Deeds, Shown};
use crate::operation::MARKER;
use crate::random::Random;
use crate::replica::{Failing, Violations};
use crate::view::{Conditions, File, View};

/// The longest path that a machine with a long root can write.
const LONGEST_PATH: usize = 40;

/// One machine's folder during one round.
pub struct CloudFolder<'w> {
    /// The service.
    pub carrier: &'w mut Carrier,
    /// Whose view.
    pub machine: usize,
    /// Now.
    pub now: Moment,
    /// Where delays come from.
    pub random: &'w mut Random,
    /// Whether the device has crashed.
    pub fails: Rc<RefCell<Failing>>,
    /// What must not happen.
    pub violations: Violations,
    /// What happened.
    pub deeds: Deeds,
}

impl CloudFolder<'_> {
    fn view(&mut self) -> Option<&mut View> {
        self.carrier.views.get_mut(self.machine)
    }

    fn conditions(&self) -> Conditions {
        self.carrier.views.get(self.machine).map(|view| view.conditions.clone()).unwrap_or_default()
    }

    fn call(&self) -> Result<(), FolderError> {
        if self.fails.borrow_mut().call(false) { Ok(()) } else { Err(unreachable("crashed")) }
    }

    fn count(&self, fault: u8) {
        self.carrier.fired.count(fault);
    }

    fn list_view(&mut self) -> Vec<Listed> {
        let fired = self.carrier.fired.clone();
        let Some(view) = self.view() else { return Vec::new() };
        let files = &view.files;
        view.watches.retain(|watch| {
            let is_seen = files.contains_key(&watch.present) && !files.contains_key(&watch.absent);
            if is_seen {
                fired.count(watch.fault);
            }
            !is_seen
        });
        let mut listed = Vec::with_capacity(view.files.len());
        for (path, file) in &mut view.files {
            let fault = std::mem::take(&mut file.counts_when_listed);
            if fault != 0 {
                fired.count(fault);
            }
            listed.push(Listed { path: path.clone(), bytes: file.bytes.len() as u64 });
        }
        let junk = view.conditions.junk;
        let plain = view.conditions.junk_is_plain;
        let junk_there = (0..junk).filter(|number| !plain || number % 50 != 0);
        listed.extend(junk_there.map(|number| Listed { path: junk_path(number), bytes: 4 }));
        if junk > 0 {
            fired.count(58);
        }
        listed
    }
}

/// Most of it does not look like the firm's; some does.
fn junk_path(number: u32) -> String {
    match number % 50 {
        0 => format!("o/junk/{}.plk", crate::ledger::letters(u64::from(number))),
        1 => format!("Kuvat/Lasku {number}.plk.docx"),
        _ => format!("Kuvat/IMG_{number:05}.jpg"),
    }
}

fn unreachable(reason: &str) -> FolderError {
    FolderError::Unreachable { reason: reason.to_owned() }
}

fn busy(path: &str) -> FolderError {
    FolderError::Busy { path: path.to_owned(), reason: "held by another program".to_owned() }
}

impl Folder for CloudFolder<'_> {
    fn list(&mut self) -> Result<Vec<Listed>, FolderError> {
        self.call()?;
        let (conditions, now) = (self.conditions(), self.now);
        if conditions.unreachable_until > now {
            self.count(31);
            self.deeds.shown = Shown::Unreachable;
            return Err(unreachable("no such drive"));
        }
        if conditions.emptied_until > now {
            self.count(31);
            self.deeds.shown = Shown::Empty;
            return Ok(Vec::new());
        }
        if conditions.foreign_until > now {
            self.count(32);
            self.deeds.shown = Shown::Foreign;
            let foreign = self.carrier.foreign.iter();
            return Ok(foreign
                .map(|(path, bytes)| Listed { path: path.clone(), bytes: bytes.len() as u64 })
                .collect());
        }
        self.deeds.shown = Shown::Right;
        let mut listed = self.list_view();
        if let Some((until, stale)) = conditions.stale
            && until > now
        {
            if stale != listed {
                self.count(59);
            }
            listed = stale;
        }
        self.deeds.listed.clone_from(&listed);
        Ok(listed)
    }

    fn read(&mut self, path: &str) -> Result<Vec<u8>, FolderError> {
        self.call()?;
        let (conditions, now) = (self.conditions(), self.now);
        let not_found = || FolderError::NotFound { path: path.to_owned() };
        if conditions.unreachable_until > now {
            return Err(unreachable("no such drive"));
        }
        if conditions.emptied_until > now {
            return Err(not_found());
        }
        if conditions.foreign_until > now {
            let found = self.carrier.foreign.iter().find(|(found, _)| found == path);
            return found.map(|(_, bytes)| bytes.to_vec()).ok_or_else(not_found);
        }
        if conditions.junk > 0 && (path.starts_with("o/junk/") || path.starts_with("Kuvat/")) {
            return Ok(b"junk".to_vec());
        }
        let fired = self.carrier.fired.clone();
        let Some(file) = self.view().and_then(|view| view.files.get_mut(path)) else {
            return Err(not_found());
        };
        if file.held_until > now {
            fired.count(20);
            return Err(busy(path));
        }
        let fault = std::mem::take(&mut file.counts_when_read);
        if fault != 0 {
            fired.count(fault);
        }
        if file.placeholder_until > now {
            return Err(FolderError::Busy { path: path.to_owned(), reason: "is being fetched".to_owned() });
        }
        if file.zeros_until > now {
            return Ok(vec![0; file.bytes.len()]);
        }
        let bytes = Bytes::clone(&file.bytes);
        let is_whole = || FileHash::in_path(path).contains(&FileHash::of(&bytes));
        self.deeds.newer += u32::from(bytes.starts_with(b"PLK\x02") && is_whole());
        Ok(bytes.to_vec())
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<(), FolderError> {
        self.call()?;
        if std::mem::take(&mut self.fails.borrow_mut().crash_at_write) {
            self.fails.borrow_mut().has_crashed = true;
            self.count(26);
            return Err(unreachable("crashed"));
        }
        let has_marker = |bytes: &[u8]| bytes.windows(8).any(|window| window == &MARKER.as_bytes()[..8]);
        if has_marker(bytes) || has_marker(path.as_bytes()) {
            self.violations.borrow_mut().push(format!("P: {path} tells what is in it"));
        }
        let (conditions, now) = (self.conditions(), self.now);
        let bytes: Bytes = bytes.into();
        if conditions.unreachable_until > now {
            return Err(unreachable("no such drive"));
        }
        if conditions.sleeps_after == Some(0) {
            self.count(60);
            return Err(unreachable("the network is gone"));
        }
        if conditions.emptied_until > now || conditions.foreign_until > now {
            self.deeds.written.push((path.to_owned(), bytes));
            return Ok(());
        }
        if conditions.long_until > now && path.len() > LONGEST_PATH {
            self.count(12);
            return Err(FolderError::NotFound { path: path.to_owned() });
        }
        if conditions.steals_until > now {
            self.count(19);
            // Sometimes the system even says that all went well.
            let says_so = self.random.once_in(2);
            return if says_so { Ok(()) } else { Err(FolderError::NotFound { path: path.to_owned() }) };
        }
        if conditions.full_until > now {
            self.count(23);
            self.deeds.was_full = true;
            let half: Bytes = bytes.get(..bytes.len() / 2).unwrap_or_default().into();
            if let Some(view) = self.view()
                && !view.files.contains_key(path)
            {
                view.files.insert(path.to_owned(), File::new(half));
            }
            return Err(FolderError::Full { path: path.to_owned() });
        }
        if conditions.quota_until > now && conditions.quota_refuses {
            self.count(25);
            self.deeds.was_full = true;
            return Err(FolderError::Full { path: path.to_owned() });
        }
        let Some(view) = self.view() else { return Err(unreachable("no such machine")) };
        if view.files.contains_key(path) {
            // Nothing is written over.
            return Ok(());
        }
        let held_until = if conditions.scanner_until > now { now + 30 * SECOND } else { 0 };
        view.files.insert(path.to_owned(), File { held_until, ..File::new(Rc::clone(&bytes)) });
        view.conditions.sleeps_after = conditions.sleeps_after.map(|left| left.saturating_sub(1));
        if let Some(unsynced) = &mut view.conditions.unsynced {
            unsynced.push(path.to_owned());
        }
        self.carrier.send(self.machine, path, &bytes, now, self.random);
        self.deeds.written.push((path.to_owned(), bytes));
        Ok(())
    }

    fn delete(&mut self, path: &str) -> Result<(), FolderError> {
        self.call()?;
        let (conditions, now) = (self.conditions(), self.now);
        if conditions.unreachable_until > now {
            return Err(unreachable("no such drive"));
        }
        if conditions.kept_until > now {
            self.count(21);
            return Err(busy(path));
        }
        let Some(view) = self.view() else { return Ok(()) };
        if view.files.get(path).is_some_and(|file| file.held_until > now) {
            self.count(20);
            return Err(busy(path));
        }
        if let Some(file) = view.files.remove(path) {
            self.deeds.removed.push((path.to_owned(), file.bytes));
            self.carrier.send_removal(self.machine, path, now, self.random);
        }
        Ok(())
    }
}
