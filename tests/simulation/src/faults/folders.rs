//! The folder as a whole.

use super::{Fault, fault, put_back, service_files};
use crate::carrier::{Bytes, DAY};
use crate::random::Random;
use crate::view::File;
use crate::world::World;

/// Files that have nothing to do with the firm.
const JUNK: u32 = 10_000;

/// 31 to 35, 58.
pub const FAULTS: &[Fault] = &[
    fault(31, "the folder is empty or gone: not mounted", "SH", emptied),
    fault(32, "another workspace's folder", "SP", foreign),
    fault(33, "somebody removes half of the files", "SV", half_removed),
    fault(34, "the service restores last week", "SL", last_week),
    fault(35, "removed packs are back", "DB", resurrected),
    fault(58, "10,000 files that do not belong", "VB", junk),
];

fn emptied(world: &mut World) {
    let until = world.now + super::a_while(world);
    let Some(device) = world.any_device() else { return };
    let gone = world.random.once_in(3);
    if let Some(view) = world.view(device) {
        if gone {
            view.conditions.unreachable_until = until;
        } else {
            view.conditions.emptied_until = until;
        }
    }
    world.write(device);
    world.round(device);
    if world.random.once_in(2) {
        world.crash(device);
        world.round(device);
    }
}

fn foreign(world: &mut World) {
    if world.carrier.foreign.is_empty() {
        let mut random = world.random.branch();
        world.carrier.foreign = other_workspace(&mut random).unwrap_or_default();
    }
    let until = world.now + super::a_while(world);
    let Some(device) = world.any_device() else { return };
    if let Some(view) = world.view(device) {
        view.conditions.foreign_until = until;
    }
    world.write(device);
    world.round(device);
}

/// The folder of a firm with one device.
fn other_workspace(random: &mut Random) -> anyhow::Result<Vec<(String, Bytes)>> {
    let options = crate::world::Options { devices: 1, steps: 0, fault: None, trace: false };
    let other = World::begin(random.number(), options)?;
    Ok(service_files(&other))
}

fn half_removed(world: &mut World) {
    let paths: Vec<String> = world.carrier.cloud.keys().cloned().collect();
    let mut removed = 0;
    for path in paths {
        if world.random.once_in(2) {
            world.carrier.remove_everywhere(&path);
            removed += 1;
        }
    }
    world.is_rough = true;
    if removed > 0 {
        world.fired(33);
    }
    world.pass(DAY / 2);
    for device in world.ready_devices() {
        world.round(device);
    }
}

fn last_week(world: &mut World) {
    match world.memory.folder.take() {
        None => world.memory.folder = Some((world.now, service_files(world))),
        Some((since, files)) => {
            let left = since + 7 * DAY - world.now;
            world.pass(left.max(0));
            for device in world.ready_devices() {
                world.write(device);
                world.round(device);
            }
            world.pass(DAY);
            world.is_rough = true;
            if put_back(world, &files, 0) {
                world.fired(34);
            }
            for device in world.ready_devices() {
                world.round(device);
            }
        }
    }
}

fn resurrected(world: &mut World) {
    if world.carrier.deleted.is_empty() {
        let Some(device) = world.any_device() else { return };
        super::copies::compact(world, device);
        super::copies::let_files_go(world);
    }
    let deleted = std::mem::take(&mut world.carrier.deleted);
    for (path, bytes) in deleted {
        world.carrier.put_everywhere(&path, &File::listed_as(bytes, 35), false);
    }
}

fn junk(world: &mut World) {
    // Listing so many takes its time; mixed with others, fewer do.
    let junk = if world.options.fault == Some(58) { JUNK } else { JUNK / 50 };
    let Some(device) = world.any_device() else { return };
    if let Some(view) = world.view(device) {
        view.conditions.junk = if view.conditions.junk > 0 { 0 } else { junk };
    }
    world.round(device);
}
