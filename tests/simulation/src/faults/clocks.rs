//! Clocks.

use super::{Fault, fault};
use crate::carrier::{DAY, HOUR, Moment};
use crate::operation::{Cell, What};
use crate::world::World;

/// 28, 29, 30.
pub const FAULTS: &[Fault] = &[
    fault(28, "a clock is 25 years ahead", "CV", |world| set_clock(world, 28, 25 * 365 * DAY)),
    fault(29, "a clock is 10 years behind, or jumps by an hour", "CO", behind),
    fault(30, "all edits in one millisecond", "C", one_millisecond),
];

fn set_clock(world: &mut World, number: u8, error: Moment) {
    let Some(index) = world.any_device() else { return };
    let Some(device) = world.devices.get_mut(index) else { return };
    // The next time it is set right.
    let was_right = device.clock_error == 0;
    device.clock_error = if was_right { error } else { 0 };
    if was_right && world.write(index).is_some() {
        world.fired(number);
    }
    world.round(index);
}

fn behind(world: &mut World) {
    let error = if world.random.once_in(2) { -HOUR } else { -10 * 365 * DAY };
    set_clock(world, 29, error);
}

fn one_millisecond(world: &mut World) {
    let row = u32::try_from(world.random.below(12)).unwrap_or(0);
    let mut written = 0;
    for index in world.ready_devices() {
        let value = world.random.below(1000);
        let did = world.write_as(index, Cell { row, column: 1 }, What::Value(value), 1);
        written += u32::from(did.is_some());
    }
    if written >= 2 {
        world.fired(30);
    }
}
