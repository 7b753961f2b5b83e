//! Saying how things stand.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_domain::{Id, Instant};

use super::apply::Missing;
use super::{DeviceProgress, Engine, Listing, Report, Trouble};
use crate::membership::Standing;
use crate::ports::Replica;

/// How far a clock may be ahead before people are told.
const TOLERANCE: Instant = 5 * 60 * 1000;

impl<R: Replica> Engine<R> {
    /// Says what entries wait for.
    pub(super) fn tell_missing(&mut self, missing: &BTreeSet<Missing>, report: &mut Report) {
        let mut furthest: BTreeMap<Id, u64> = BTreeMap::new();
        for what in missing {
            match what {
                Missing::Entries { chain, number } => {
                    let known = furthest.entry(*chain).or_default();
                    *known = (*known).max(*number);
                }
                Missing::Device(_) | Missing::Membership => {
                    report.troubles.push(Trouble::HeldBack { device: None, entries: 0 });
                }
            }
        }
        for (chain, number) in furthest {
            let found = self.state.chains.get(chain);
            let device = found.map(|chain| chain.writing.device);
            let here = found.and_then(|chain| chain.head()).map_or(0, |(number, _)| number);
            let entries = number.saturating_sub(here).max(1);
            if let Some(device) = device {
                report.devices.entry(device).or_default().missing += entries;
            }
            report.troubles.push(Trouble::HeldBack { device, entries });
        }
    }

    /// Says how far each device is, and what a person should know.
    pub(super) fn tell(&self, listing: &Listing, now: Instant, report: &mut Report) {
        let own = self.state.identity.device;
        let mut set_aside: BTreeMap<Id, u64> = BTreeMap::new();
        for (_, chain) in self.state.chains.iter() {
            let device = chain.writing.device;
            if chain.is_forked() {
                report.troubles.push(Trouble::Forked { device });
            }
            let progress = report.devices.entry(device).or_default();
            tell_progress(progress, chain.entries.values().map(|known| known.at));
            let aside =
                chain.entries.values().filter(|known| known.standing == Standing::Quarantined).count();
            *set_aside.entry(device).or_default() += aside as u64;
        }
        for (device, entries) in set_aside {
            if entries > 0 {
                report.troubles.push(Trouble::SetAside { device, entries });
            }
        }
        for (device, progress) in &report.devices {
            let by = progress.last_at.map_or(0, |at| at.saturating_sub(now));
            if *device != own && by > TOLERANCE {
                report.troubles.push(Trouble::ClockAhead { device: *device, by });
            }
        }
        for hash in self.state.files.keys() {
            if let Some(found) = listing.paths.get(hash).and_then(|found| found.first()) {
                report.files += 1;
                report.bytes += found.bytes;
            }
        }
        report.troubles.sort();
        report.troubles.dedup();
    }
}

fn tell_progress(progress: &mut DeviceProgress, moments: impl Iterator<Item = Instant>) {
    for at in moments {
        progress.entries += 1;
        progress.last_at = progress.last_at.max(Some(at));
    }
}
