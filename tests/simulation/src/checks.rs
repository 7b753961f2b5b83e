//! What is checked after every round: honest status, nothing removed that somebody needs.

use pelikirja_domain::Id;
use pelikirja_sync::{EngineError, FileHash, FolderState, Report, Trouble};

use crate::container::Span;
use crate::deeds::{Deeds, Shown};
use crate::device::Device;
use crate::ledger;
use crate::world::World;

impl World {
    /// Checks and notes what a round did.
    pub fn after_round(&mut self, index: usize, deeds: &Deeds, result: Result<Report, EngineError>) {
        self.note_written(index, &deeds.written);
        self.check_removals(index, deeds);
        let Some(failing) = self.devices.get(index).map(|device| *device.fails.borrow()) else { return };
        if failing.is_full && failing.failed > 0 {
            self.fired(24);
        }
        if failing.has_crashed {
            self.say(|| format!("device {index} crashes"));
            self.crash(index);
            return;
        }
        match result {
            Ok(report) => {
                self.say(|| format!("device {index} {}", line(&report)));
                self.check_folder(index, deeds, &report);
                self.check_in_step(index, deeds, &report);
                let Some(device) = self.devices.get_mut(index) else { return };
                if report.folder == FolderState::Right && report.unsent_files == 0 {
                    let disk = device.disk.borrow();
                    let published = usize::try_from(disk.published).unwrap_or(0);
                    device.sent.extend(disk.own.iter().take(published).map(|(own, _)| own.id));
                }
                device.report = Some(report);
            }
            Err(error) => {
                self.say(|| format!("device {index}: {error}"));
                if !failing.is_full {
                    self.violated(format!("V: a round of device {index} failed: {error}"));
                }
            }
        }
    }

    /// The program is gone; what lay in the folder and was not on the disk for good is torn.
    pub fn crash(&mut self, index: usize) {
        if let Some(device) = self.devices.get_mut(index) {
            device.stop();
        }
        let random = self.random.number();
        let fired = self.carrier.fired.clone();
        let Some(view) = self.view(index) else { return };
        let unsynced = view.conditions.unsynced.replace(Vec::new());
        if unsynced.is_none() {
            view.conditions.unsynced = None;
        }
        for path in unsynced.into_iter().flatten() {
            let Some(file) = view.files.get_mut(&path) else { continue };
            let kept = usize::try_from(random).unwrap_or(0).checked_rem(file.bytes.len()).unwrap_or(0);
            file.bytes = file.bytes.get(..kept).unwrap_or_default().into();
            fired.count(22);
        }
    }

    /// H and S: what a device says of the folder, and that it writes into no other.
    fn check_folder(&self, index: usize, deeds: &Deeds, report: &Report) {
        let has_seen = self.devices.get(index).is_some_and(has_seen_folder);
        let is_right = match deeds.shown {
            Shown::Unreachable => matches!(report.folder, FolderState::Unreachable { .. }),
            Shown::Empty => report.folder == FolderState::Missing || !has_seen,
            Shown::Foreign => report.folder == FolderState::Foreign,
            Shown::Right | Shown::Nothing => true,
        };
        if !is_right {
            self.violated(format!(
                "H: device {index} says {:?} of a folder that is {:?}",
                report.folder, deeds.shown
            ));
        }
        let is_other = deeds.shown == Shown::Foreign || deeds.shown == Shown::Empty && has_seen;
        if is_other && !deeds.written.is_empty() {
            self.violated(format!("S: device {index} writes into a folder that is {:?}", deeds.shown));
        }
        if deeds.was_full && !report.troubles.contains(&Trouble::Full) {
            self.violated(format!("H: device {index} does not say that there is no room"));
        }
        if deeds.newer > 0 && !report.troubles.contains(&Trouble::NewerFormat) {
            self.violated(format!("H: device {index} does not say that files are of a newer program"));
        }
    }

    /// H: in step means that everything listed is here, and that everything of one's own is there.
    fn check_in_step(&self, index: usize, deeds: &Deeds, report: &Report) {
        if !report.is_in_step() || deeds.shown != Shown::Right {
            return;
        }
        let Some(device) = self.devices.get(index) else { return };
        let disk = device.disk.borrow();
        let shown: Vec<Span> = self.ledger.shown(&deeds.listed).collect();
        for span in &shown {
            let missing = (span.from..=span.to).find(|number| !ledger::has_entry(&disk, span.chain, *number));
            if let Some(number) = missing {
                self.violated(format!(
                    "H: device {index} says in step without entry {number} of {}",
                    span.chain
                ));
            }
        }
        if usize::try_from(disk.published).unwrap_or(0) < disk.own.len() {
            self.violated(format!("H: device {index} says in step with changes that are in no entry"));
        }
        // What lies there, or was shown by a late listing: nobody can see through that.
        let Some(view) = self.carrier.views.get(device.machine) else { return };
        let hashes = view.files.keys().flat_map(|path| FileHash::in_path(path));
        let lies = hashes.filter_map(|hash| self.ledger.files.get(&hash)).flatten().copied();
        let there: Vec<Span> = lies.chain(shown).collect();
        // A copy's entries are its own business: what vanishes of them comes back after a while.
        let own = if device.was_copied { Vec::new() } else { own_entries(device, &disk) };
        for (chain, number) in own {
            if !there.iter().any(|span| holds(span, chain, number)) {
                self.violated(format!("H: device {index} says in step, its entry {number} is in no file"));
            }
        }
    }

    /// S and L: what is removed is in another file, and every active device has it.
    fn check_removals(&self, index: usize, deeds: &Deeds) {
        let Some(device) = self.devices.get(index) else { return };
        for (path, bytes) in &deeds.removed {
            if !FileHash::in_path(path).contains(&FileHash::of(bytes)) {
                continue;
            }
            let Some(view) = self.carrier.views.get(device.machine) else { continue };
            for span in self.ledger.of(bytes) {
                let is_elsewhere = view.files.values().any(|file| {
                    let spans = self.ledger.of(&file.bytes);
                    spans.iter().any(|other| holds(other, span.chain, span.from) && other.to >= span.to)
                });
                if !is_elsewhere {
                    self.violated(format!("S: device {index} removes {path}, which is nowhere else"));
                }
                // What was erased goes at once; everything else of it is in the other file.
                if !self.holds_erased(index, bytes) {
                    self.check_acknowledged(index, path, span);
                }
            }
        }
    }

    fn check_acknowledged(&self, index: usize, path: &str, span: &Span) {
        let Some(engine) = self.devices.get(index).and_then(|device| device.engine.as_ref()) else { return };
        for active in engine.membership().active_devices() {
            // A disk that was put back has lost what it said to have; the pack brings it again.
            let disks = self.devices.iter().filter(|device| device.id == Some(active) && !device.was_copied);
            for device in disks {
                if !ledger::has_entry(&device.disk.borrow(), span.chain, span.to) {
                    let name = &device.name;
                    self.violated(format!(
                        "S: device {index} removes {path}, which {name} does not have yet"
                    ));
                }
            }
        }
    }
}

fn holds(span: &Span, chain: Id, number: u64) -> bool {
    span.chain == chain && span.from <= number && number <= span.to
}

fn has_seen_folder(device: &Device) -> bool {
    // What the engine keeps of files says whether one was ever listed; a report is lost with the program.
    device.report.as_ref().is_some_and(|report| report.folder == FolderState::Right && report.files > 0)
}

/// The entries of a device's own chains.
pub fn own_entries(device: &Device, disk: &crate::replica::Disk) -> Vec<(Id, u64)> {
    let entries = disk.state.range(b"e".to_vec()..b"f".to_vec());
    let own = entries.filter(|(_, value)| device.id.is_some_and(|id| is_by(value, id)));
    own.filter_map(|(name, _)| ledger::place_of(name)).collect()
}

/// Whether a kept entry is of that device: its value begins with the device's identity.
fn is_by(value: &[u8], device: Id) -> bool {
    let mut decoder = minicbor::Decoder::new(value);
    let read = decoder.array().and_then(|_| decoder.bytes());
    read.is_ok_and(|found| found == device.as_bytes())
}

fn line(report: &Report) -> String {
    let Report { folder, sent_files, received_files, unready_files, unsent_files, waiting_files, .. } =
        report;
    let mut line = format!("round: {folder:?} sent {sent_files} received {received_files}");
    if unready_files + unsent_files + waiting_files > 0 {
        line += &format!(" unready {unready_files} unsent {unsent_files} waiting {waiting_files}");
    }
    if !report.troubles.is_empty() {
        line += &format!(" {:?}", report.troubles);
    }
    line
}
