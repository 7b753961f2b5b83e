//! Copied disks, backups, and files rolled into packs at the same time.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::{Fault, fault, put_back, service_files};
use crate::carrier::{DAY, HOUR, MINUTE};
use crate::device::{Device, SCHEMA};
use crate::replica::Disk;
use crate::world::World;

/// Rounds that are more than a chain has small files before it rolls them.
const MANY: u32 = 34;

/// 36, 37, 38, 40.
pub const FAULTS: &[Fault] = &[
    fault(36, "a copied disk, both offline", "LC", cloned),
    fault(37, "the local database is put back from a backup", "LD", backup),
    fault(38, "database and folder are both put back", "HL", both_back),
    fault(40, "two devices roll their files at once", "LC", two_roll),
];

/// A busy day: a device writes until it rolls its small files into a pack. Whether it did.
pub fn compact(world: &mut World, index: usize) -> bool {
    let packs = |world: &World| world.carrier.cloud.keys().filter(|path| path.starts_with("p/")).count();
    let before = packs(world);
    for _ in 0..MANY {
        world.write(index);
        world.round(index);
        world.pass(10 * MINUTE);
        if packs(world) > before {
            world.memory.has_compacted = true;
            return true;
        }
    }
    false
}

/// Everybody says what they have, and files that are superfluous may go.
pub fn let_files_go(world: &mut World) {
    for _ in 0..5 {
        for index in 0..world.devices.len() {
            world.round(index);
        }
        world.pass(30 * HOUR);
    }
}

fn cloned(world: &mut World) {
    // A few of them are enough, and more take their time.
    if world.memory.copied.len() >= 2 {
        return;
    }
    let Some(index) = world.any_device() else { return };
    let same_machine = world.random.once_in(2);
    let Some(disk) = world.disk(index).map(|disk| disk.clone()) else { return };
    world.crash(index);
    let machine = world.carrier.add_machine(world.now, &mut world.random);
    let Some(original) = world.devices.get_mut(index) else { return };
    original.was_copied = true;
    let name = format!("copy of {}", original.name);
    let mut copy = Device::new(name.clone(), machine, world.random.branch());
    copy.id = original.id;
    copy.was_owner = original.was_owner;
    copy.was_copied = true;
    // A copied virtual machine looks the same to itself; a disk in another machine does not.
    copy.fingerprint = if same_machine { original.fingerprint.clone() } else { name.into_bytes() };
    copy.disk = Rc::new(RefCell::new(Disk { is_open: false, ..disk }));
    world.devices.push(copy);
    let copied = world.devices.len() - 1;
    world.memory.copied.insert(copied);
    world.allowed.borrow_mut().repeats = true;
    // Both write without knowing of each other.
    for device in [index, copied] {
        world.write(device);
        world.round(device);
    }
    world.fired(36);
}

fn backup(world: &mut World) {
    let Some(index) = world.any_device() else { return };
    let Some(device) = world.devices.get_mut(index) else { return };
    match device.backup.take() {
        None => {
            let disk = device.disk.borrow().clone();
            device.backup = Some(disk);
        }
        Some(disk) => {
            restore(world, index, disk);
            world.fired(37);
            // They go on working before the folder's files are here.
            world.write(index);
            world.round(index);
        }
    }
}

/// A device's disk is as it was; what was on it alone is lost with it.
fn restore(world: &mut World, index: usize, disk: Disk) {
    world.crash(index);
    let Some(device) = world.devices.get_mut(index) else { return };
    device.was_copied = true;
    world.allowed.borrow_mut().repeats = true;
    // By identity and not by number: put back before, it may have gone on in another way than the copy did.
    let kept: BTreeSet<u64> = disk.own.iter().map(|(own, _)| own.id).collect();
    let own: Vec<u64> = device.disk.borrow().own.iter().map(|(own, _)| own.id).collect();
    world.memory.adrift.extend(own.into_iter().filter(|own| !kept.contains(own)));
    // A removal that was on this disk alone is lost with it.
    world.memory.shut_out.clear();
    world.memory.removed.clear();
    *device.disk.borrow_mut() = Disk { is_open: false, schema: SCHEMA, ..disk };
    world.excuse_what_is_lost();
}

fn both_back(world: &mut World) {
    match world.memory.both.take() {
        None => {
            let Some(index) = world.any_device() else { return };
            let Some(disk) = world.disk(index).map(|disk| disk.clone()) else { return };
            world.memory.both = Some((index, disk, service_files(world)));
        }
        Some((index, disk, files)) => {
            for device in world.ready_devices() {
                world.write(device);
                world.round(device);
            }
            world.pass(DAY);
            world.is_rough = true;
            put_back(world, &files, 0);
            restore(world, index, disk);
            world.fired(38);
            world.round(index);
        }
    }
}

fn two_roll(world: &mut World) {
    let ready = world.ready_devices();
    let (Some(one), Some(other)) = (world.random.pick(&ready), world.random.pick(&ready)) else { return };
    // Neither hears of the other before both are done.
    let until = world.now + 2 * DAY;
    for index in [one, other] {
        if let Some(view) = world.view(index) {
            view.conditions.offline_until = until;
        }
    }
    let both = compact(world, one) && one != other && compact(world, other);
    if both {
        world.fired(40);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::{Cell, What};
    use crate::world::Options;

    /// Two owners' devices, and what the second one's disk and the folder are at the beginning.
    fn two() -> anyhow::Result<(World, Disk)> {
        let world = World::begin(1, Options { devices: 2, steps: 0, fault: None, trace: false })?;
        let disk = disk(&world);
        Ok((world, disk))
    }

    fn disk(world: &World) -> Disk {
        world.disk(1).map(|disk| disk.clone()).unwrap_or_default()
    }

    /// The second device writes so many operations, which reach the service and no other device.
    fn write(world: &mut World, count: u32) -> Vec<u64> {
        let cell = |row| Cell { row, column: 0 };
        let written = (0..count).filter_map(|row| world.write_as(1, cell(row), What::Value(1), 1)).collect();
        world.round(1);
        written
    }

    fn excused(world: &World, operations: &[u64]) -> Vec<bool> {
        let committed = operations.iter().filter_map(|operation| world.ledger.committed.get(operation));
        committed.map(|committed| committed.excused.is_some()).collect()
    }

    #[test]
    fn what_is_written_between_two_backups_is_lost_with_disk_and_folder_however_much_it_is()
    -> anyhow::Result<()> {
        let (mut world, empty) = two()?;
        let first = write(&mut world, 3);
        let (later, files) = (disk(&world), service_files(&world));
        restore(&mut world, 1, empty);
        // Fewer than lie on the disk that comes back then, so that their numbers say nothing.
        let between = write(&mut world, 2);
        assert_eq!((first.len(), between.len()), (3, 2), "an owner may write");
        assert_eq!(excused(&world, &[first.clone(), between.clone()].concat()), [false; 5]);
        world.is_rough = true;
        put_back(&mut world, &files, 0);
        restore(&mut world, 1, later);
        assert_eq!(excused(&world, &first), [false; 3], "they are on the disk");
        assert_eq!(excused(&world, &between), [true; 2], "nobody has them");
        Ok(())
    }

    #[test]
    fn what_lies_in_the_folder_alone_is_to_be_had_until_that_loses_it() -> anyhow::Result<()> {
        let (mut world, empty) = two()?;
        let written = write(&mut world, 2);
        world.is_rough = true;
        restore(&mut world, 1, empty);
        assert_eq!(excused(&world, &written), [false; 2]);
        let paths: Vec<String> =
            world.carrier.cloud.keys().filter(|path| path.starts_with("o/")).cloned().collect();
        paths.iter().for_each(|path| world.carrier.remove_everywhere(path));
        world.excuse_what_is_lost();
        assert_eq!(excused(&world, &written), [true; 2]);
        Ok(())
    }
}
