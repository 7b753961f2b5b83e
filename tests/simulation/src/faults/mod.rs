//! The sixty faults of the design, section 4, each a small thing that makes the world so.
//!
//! Acting one out does not count it: it counts when an engine meets it.

mod clocks;
mod copies;
mod disks;
mod folders;
mod hosts;
mod late;
mod members;
mod merging;
mod names;
mod reading;
mod torn;
mod versions;
mod writing;

use std::collections::BTreeSet;

use crate::carrier::{Bytes, Moment, Parcel};
use crate::replica::Disk;
use crate::view::File;
use crate::world::World;

/// A fault.
#[derive(Clone, Copy)]
pub struct Fault {
    /// Its number in the design.
    pub number: u8,
    /// What it is.
    pub name: &'static str,
    /// Letters of the invariants that it is most likely to break.
    pub guards: &'static str,
    /// Whether the simulation acts it out on its own model of the store, because the store merges and not the engine.
    pub is_modelled: bool,
    /// Makes the world so.
    pub act: fn(&mut World),
}

const fn fault(number: u8, name: &'static str, guards: &'static str, act: fn(&mut World)) -> Fault {
    Fault { number, name, guards, is_modelled: false, act }
}

const fn modelled(number: u8, name: &'static str, guards: &'static str, act: fn(&mut World)) -> Fault {
    Fault { number, name, guards, is_modelled: true, act }
}

/// A folder's files, by path.
type Files = Vec<(String, Bytes)>;

/// What faults remember between two times.
#[derive(Default)]
pub struct Memory {
    /// Operations of removed devices that their remover had not seen.
    pub shut_out: BTreeSet<u64>,
    /// Removed devices.
    pub removed: BTreeSet<usize>,
    /// Whether some device rolled its files.
    pub has_compacted: bool,
    /// The folder as it once was, and when.
    pub folder: Option<(Moment, Files)>,
    /// A disk and the folder as they once were.
    pub both: Option<(usize, Disk, Files)>,
    /// The device that is switched off for a year, and since when.
    pub away: Option<(usize, Moment)>,
    /// Whether something was on a disk and in a folder that were both put back, and nowhere else.
    pub lost_for_good: bool,
    /// Operations that are not on the disk any more on which they were made: it was put back.
    pub adrift: BTreeSet<u64>,
    /// The devices whose disk was copied.
    pub copied: BTreeSet<usize>,
}

/// All of them, in the order of their numbers.
pub fn all() -> Vec<Fault> {
    let groups: [&[Fault]; 13] = [
        late::FAULTS,
        torn::FAULTS,
        names::FAULTS,
        reading::FAULTS,
        writing::FAULTS,
        disks::FAULTS,
        clocks::FAULTS,
        folders::FAULTS,
        copies::FAULTS,
        members::FAULTS,
        hosts::FAULTS,
        versions::FAULTS,
        merging::FAULTS,
    ];
    let mut all: Vec<Fault> = groups.concat();
    all.sort_by_key(|fault| fault.number);
    all
}

/// Acts out that fault, or any.
pub fn inject(world: &mut World, number: Option<u8>) {
    let all = all();
    let chosen = match number {
        Some(number) => all.into_iter().find(|fault| fault.number == number),
        None => world.random.pick(&all),
    };
    if let Some(fault) = chosen {
        world.say(|| format!("fault {}: {}", fault.number, fault.name));
        (fault.act)(world);
    }
}

/// How long something is wrong, from a minute to a few days.
fn a_while(world: &mut World) -> Moment {
    use crate::carrier::{DAY, HOUR, MINUTE};
    let longest = world.random.pick(&[10 * MINUTE, 3 * HOUR, DAY, 4 * DAY]).unwrap_or(HOUR);
    MINUTE + world.random.time(longest)
}

/// Somebody writes and publishes something.
fn publish_something(world: &mut World) -> Option<usize> {
    let device = world.any_device()?;
    for _ in 0..=world.random.below(2) {
        world.write(device);
    }
    world.round(device);
    Some(device)
}

/// A file on its way to a machine: which machine, and its place there. Something is written if nothing is.
fn any_coming(world: &mut World) -> Option<(usize, usize)> {
    let find = |world: &mut World| {
        let mut found = Vec::new();
        for (machine, view) in world.carrier.views.iter().enumerate() {
            for (place, (_, parcel)) in view.coming.iter().enumerate() {
                if matches!(parcel, Parcel::Put { path, replaces: false, .. } if path.ends_with(".plk")) {
                    found.push((machine, place));
                }
            }
        }
        world.random.pick(&found)
    };
    if let Some(found) = find(world) {
        return Some(found);
    }
    publish_something(world);
    find(world)
}

/// Any file that lies in a machine's view.
fn any_file(world: &mut World, is_wanted: impl Fn(&str) -> bool) -> Option<(usize, String)> {
    let machine = world.random.index(world.carrier.views.len());
    let view = world.carrier.views.get(machine)?;
    let paths: Vec<String> =
        view.files.keys().filter(|path| path.ends_with(".plk") && is_wanted(path)).cloned().collect();
    Some((machine, world.random.pick(&paths)?))
}

/// Changes what is on its way to a machine.
fn change_coming(
    world: &mut World,
    machine: usize,
    place: usize,
    change: impl FnOnce(&mut String, &mut File),
) {
    let coming = world.carrier.views.get_mut(machine).and_then(|view| view.coming.get_mut(place));
    if let Some((_, Parcel::Put { path, file, .. })) = coming {
        change(path, file);
    }
}

/// The service's files as they are now.
fn service_files(world: &World) -> Vec<(String, Bytes)> {
    world.carrier.cloud.iter().map(|(path, bytes)| (path.clone(), Bytes::clone(bytes))).collect()
}

/// The service has those files again, and no others, and so has every machine.
fn put_back(world: &mut World, files: &[(String, Bytes)], fault: u8) -> bool {
    let now: Vec<String> = world.carrier.cloud.keys().cloned().collect();
    let mut has_changed = false;
    for path in now.iter().filter(|path| !files.iter().any(|(found, _)| found == *path)) {
        world.carrier.remove_everywhere(path);
        has_changed = true;
    }
    for (path, bytes) in files.iter().filter(|(path, _)| !now.contains(path)) {
        world.carrier.put_everywhere(path, &File::listed_as(Bytes::clone(bytes), fault), false);
        has_changed = true;
    }
    has_changed
}
