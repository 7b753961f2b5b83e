//! Why a device is not in step: who has which file, and who could open it.

use std::collections::BTreeSet;

use pelikirja_sync::FileHash;

use crate::device::Device;
use crate::ledger;
use crate::world::World;

impl World {
    /// What keeps a device from being in step; none if it is.
    pub fn why_not_in_step(&self, index: usize) -> Option<String> {
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
    pub fn torn_files(&self) -> Vec<String> {
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
}
