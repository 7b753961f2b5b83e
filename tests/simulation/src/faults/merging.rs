//! Merging: what the store decides, acted out with the simulation's own records; and erasure.

use super::{Fault, fault, modelled};
use crate::carrier::{Bytes, DAY, HOUR};
use crate::container::{self, ENTRIES};
use crate::ledger;
use crate::operation::{Cell, Operation, What};
use crate::view::File;
use crate::world::World;

/// 53 to 57.
pub const FAULTS: &[Fault] = &[
    fault(53, "an erasure against an edit offline", "AP", erasure_against_edit),
    fault(54, "a redacted file beside the old one", "CP", redacted),
    modelled(55, "the same import on two machines", "D", same_import),
    modelled(56, "a deletion against an edit", "LC", deletion_against_edit),
    modelled(57, "two write in one text", "LC", one_text),
];

fn row(world: &mut World) -> u32 {
    u32::try_from(world.random.below(12)).unwrap_or(0)
}

/// Two devices that do not hear of each other for a day.
fn two_offline(world: &mut World) -> Option<(usize, usize)> {
    let (one, other) = (world.any_device()?, world.any_device()?);
    if one == other {
        return None;
    }
    let until = world.now + DAY;
    for index in [one, other] {
        world.view(index)?.conditions.offline_until = until;
    }
    Some((one, other))
}

fn erasure_against_edit(world: &mut World) {
    let Some((_, other)) = two_offline(world) else { return };
    let owners = world.owners();
    let Some(owner) = world.random.pick(&owners).filter(|owner| *owner != other) else { return };
    let row = row(world);
    let erased = world.write_as(owner, Cell { row, column: 0 }, What::Erase, 1);
    let edited = world.write_as(other, Cell { row, column: 1 }, What::Value(8), 1);
    world.round(owner);
    world.round(other);
    if erased.is_some() && edited.is_some() {
        world.fired(53);
    }
}

/// A file of somebody, with the operations on one record erased, lies beside the one that has them.
fn redacted(world: &mut World) {
    let owners = world.owners();
    let Some(owner) = world.random.pick(&owners) else { return };
    let row = row(world);
    if world.write_as(owner, Cell { row, column: 0 }, What::Erase, 1).is_none() {
        return;
    }
    if row.is_multiple_of(2) {
        return old_files_come_back(world, owner, row);
    }
    world.round(owner);
    // Everybody has what is erased, as an owner makes sure before erasing for good.
    world.pass(4 * HOUR);
    let Some((path, bytes)) = redacted_file(world, owner, row) else { return };
    world.note_written(owner, &[(path.clone(), Bytes::clone(&bytes))]);
    world.carrier.put_everywhere(&path, &File::read_as(bytes, 54), false);
}

/// What lay in the folder before the erasure lies there again after it.
fn old_files_come_back(world: &mut World, owner: usize, row: u32) {
    let old = files_about(world, owner, row);
    for _ in 0..2 {
        for index in 0..world.devices.len() {
            world.round(index);
        }
        world.pass(4 * HOUR);
    }
    for (path, bytes) in old {
        world.carrier.put_everywhere(&path, &File::listed_as(bytes, 54), false);
    }
}

/// The files in a device's folder that have operations on a record.
fn files_about(world: &World, index: usize, row: u32) -> Vec<(String, Bytes)> {
    let keys = world.disk(index).map(|disk| ledger::keys(&disk)).unwrap_or_default();
    let view = world.devices.get(index).and_then(|device| world.carrier.views.get(device.machine));
    let is_about = |part: &container::Part| match part {
        container::Part::Whole(bytes) => Operation::from_bytes(bytes)
            .is_some_and(|operation| operation.cell.row == row && operation.what != What::Erase),
        container::Part::Erased(_) => false,
    };
    let holds = |bytes: &Bytes| {
        let opened = container::open(bytes, &keys).filter(|(kind, _)| *kind == ENTRIES);
        let runs = opened.and_then(|(_, content)| container::read(&content)).unwrap_or_default();
        runs.iter().flat_map(|run| &run.entries).flat_map(|entry| &entry.parts).any(is_about)
    };
    let files = view.into_iter().flat_map(|view| &view.files).filter(|(_, file)| holds(&file.bytes));
    files.map(|(path, file)| (path.clone(), Bytes::clone(&file.bytes))).collect()
}

fn redacted_file(world: &World, owner: usize, row: u32) -> Option<(String, Bytes)> {
    let disk = world.disk(owner)?;
    let keys = ledger::keys(&disk);
    let machine = world.devices.get(owner)?.machine;
    for file in world.carrier.views.get(machine)?.files.values() {
        let Some((ENTRIES, content)) = container::open(&file.bytes, &keys) else { continue };
        let Some(mut runs) = container::read(&content) else { continue };
        let is_doomed = |bytes: &[u8]| {
            let operation = Operation::from_bytes(bytes);
            // Only what every device has already: whoever gets the redacted file first never sees the rest.
            operation.is_some_and(|operation| {
                let everywhere = |device: &crate::device::Device| {
                    device.id.is_none() || device.disk.borrow().in_entries.contains(&operation.id)
                };
                operation.cell.row == row
                    && operation.what != What::Erase
                    && world.devices.iter().all(everywhere)
            })
        };
        let mut has_erased = false;
        for entry in runs.iter_mut().flat_map(|run| &mut run.entries) {
            has_erased |= container::erase(entry, |bytes| {
                let is_doomed = is_doomed(bytes);
                let id = Operation::from_bytes(bytes).map(|operation| operation.id);
                world.allowed.borrow_mut().erased.extend(id.filter(|_| is_doomed));
                is_doomed
            });
        }
        if has_erased {
            let (epoch, key) = keys.last()?;
            let mut salt = [0; 16];
            let name = pelikirja_sync::FileHash::of(&file.bytes);
            salt.copy_from_slice(name.as_str().as_bytes().get(..16)?);
            let bytes: Bytes = container::close(ENTRIES, *epoch, key, salt, &container::write(&runs)).into();
            let path = format!("o/redacted/{}.plk", pelikirja_sync::FileHash::of(&bytes).as_str());
            return Some((path, bytes));
        }
    }
    None
}

fn same_import(world: &mut World) {
    let Some((one, other)) = two_offline(world) else { return };
    let source = world.random.below(1000);
    // The identity is made of the source, so that both machines make the same operation.
    let cell = Cell { row: 100 + u32::try_from(source).unwrap_or(0), column: 0 };
    let Some(id) = world.write_as(one, cell, What::Fact(source), 1) else { return };
    world.start(other);
    let Some(role) = world.devices.get(other).and_then(crate::device::Device::role) else { return };
    let Some(mut operation) = world.operation(other, cell, What::Fact(source), 1) else { return };
    if !operation.is_allowed(role) {
        return;
    }
    let version = world.disk(one).and_then(|disk| disk.own.last().map(|(own, _)| own.version));
    operation.id = id;
    operation.version = version.unwrap_or(operation.version);
    operation.rests_on.clear();
    if let Some(device) = world.devices.get(other) {
        let mut disk = device.disk.borrow_mut();
        disk.note(&operation);
        disk.own.push((operation, role));
    }
    world.round(one);
    world.round(other);
    world.fired(55);
}

fn deletion_against_edit(world: &mut World) {
    let Some((one, other)) = two_offline(world) else { return };
    let row = row(world);
    let seen = world.disk(one).map(|disk| {
        let counting = disk.counting();
        let of_row = counting.into_iter().filter(|operation| operation.cell.row == row);
        of_row.map(|operation| operation.id).collect()
    });
    let deleted = world.write_as(one, Cell { row, column: 0 }, What::Delete(seen.unwrap_or_default()), 1);
    let edited = world.write_as(other, Cell { row, column: 1 }, What::Value(9), 1);
    if deleted.is_some() && edited.is_some() {
        world.fired(56);
    }
}

fn one_text(world: &mut World) {
    let Some((one, other)) = two_offline(world) else { return };
    let cell = Cell { row: row(world), column: 4 };
    let mut written = 0;
    for index in [one, other, one, other] {
        let letter = world.random.number();
        written += u32::from(world.write_as(index, cell, What::Letter(letter), 1).is_some());
    }
    if written == 4 {
        world.fired(57);
    }
}
