//! Programs of different age.

use super::{Fault, fault, modelled};
use crate::device::SCHEMA;
use crate::operation::{Cell, What};
use crate::view::File;
use crate::world::World;

/// 43, 44, 45.
pub const FAULTS: &[Fault] = &[
    modelled(43, "an old program gets columns that it does not know", "L", new_columns),
    modelled(44, "an old program edits a record with such columns", "LC", edits_new_row),
    fault(45, "files of a format that comes later", "SH", newer_format),
];

/// A device with an old program and one with a new one.
fn old_and_new(world: &mut World) -> Option<(usize, usize)> {
    let (old, new) = (world.any_device()?, world.any_device()?);
    if old == new {
        return None;
    }
    world.devices.get(old)?.disk.borrow_mut().schema = SCHEMA - 1;
    world.devices.get(new)?.disk.borrow_mut().schema = SCHEMA;
    Some((old, new))
}

fn unknown_row(world: &mut World, old: usize) -> Option<u32> {
    let disk = world.disk(old)?;
    let operations = disk.entries.values().flat_map(|(_, operations)| operations);
    operations.filter(|operation| operation.schema > disk.schema).map(|operation| operation.cell.row).next()
}

fn new_columns(world: &mut World) {
    let Some((old, new)) = old_and_new(world) else { return };
    let row = u32::try_from(world.random.below(12)).unwrap_or(0);
    world.write_as(new, Cell { row, column: 5 }, What::Value(5), SCHEMA);
    world.round(new);
    world.pass(4 * crate::carrier::HOUR);
    world.round(old);
    if unknown_row(world, old).is_some() {
        world.fired(43);
    }
}

fn edits_new_row(world: &mut World) {
    let Some((old, new)) = old_and_new(world) else { return };
    if unknown_row(world, old).is_none() {
        world.write_as(new, Cell { row: 3, column: 5 }, What::Value(6), SCHEMA);
        world.round(new);
        world.pass(4 * crate::carrier::HOUR);
        world.round(old);
    }
    if let Some(row) = unknown_row(world, old)
        && world.write_as(old, Cell { row, column: 2 }, What::Value(7), SCHEMA - 1).is_some()
    {
        world.fired(44);
    }
}

fn newer_format(world: &mut World) {
    let Some((machine, path)) = super::any_file(world, |path| path.starts_with("o/")) else { return };
    let Some(view) = world.carrier.views.get(machine) else { return };
    let Some(file) = view.files.get(&path) else { return };
    let mut bytes = file.bytes.to_vec();
    if let Some(format) = bytes.get_mut(3) {
        *format = 2;
    }
    let path = format!("o/newer/{}.plk", pelikirja_sync::FileHash::of(&bytes).as_str());
    world.carrier.put_everywhere(&path, &File::read_as(bytes.into(), 45), false);
}
