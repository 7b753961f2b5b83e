//! Reading that fails, or shows something else.

use super::{Fault, any_coming, any_file, change_coming, fault};
use crate::carrier::SECOND;
use crate::world::World;

/// 13, 14, 15, 59.
pub const FAULTS: &[Fault] = &[
    fault(13, "reading a placeholder hangs", "VH", placeholder),
    fault(14, "a placeholder reads as zeros", "L", zeros),
    fault(15, "a file is evicted after it was applied", "C", evicted),
    fault(59, "listings are ten seconds old", "V", stale),
];

fn placeholder(world: &mut World) {
    let Some((machine, place)) = any_coming(world) else { return };
    let until = world.now + super::a_while(world);
    change_coming(world, machine, place, |_, file| {
        file.placeholder_until = until;
        file.counts_when_read = 13;
    });
}

fn zeros(world: &mut World) {
    let Some((machine, place)) = any_coming(world) else { return };
    let until = world.now + super::a_while(world);
    change_coming(world, machine, place, |_, file| {
        file.zeros_until = until;
        file.counts_when_read = 14;
    });
}

fn evicted(world: &mut World) {
    let until = world.now + super::a_while(world);
    let Some((machine, path)) = any_file(world, |_| true) else { return };
    if let Some(file) = world.carrier.views.get_mut(machine).and_then(|view| view.files.get_mut(&path)) {
        file.placeholder_until = until;
        file.counts_when_listed = 15;
    }
}

fn stale(world: &mut World) {
    let Some(device) = world.any_device() else { return };
    let until = world.now + 10 * SECOND;
    let Some(view) = world.view(device) else { return };
    let listed = view
        .files
        .iter()
        .map(|(path, file)| pelikirja_sync::Listed { path: path.clone(), bytes: file.bytes.len() as u64 });
    view.conditions.stale = Some((until, listed.collect()));
    for _ in 0..3 {
        world.write(device);
        world.round(device);
        world.pass(3 * SECOND);
    }
}
