//! Local disks that fail, and programs that crash.

use super::{Fault, fault};
use crate::world::World;

/// 24, 26, 27, 39.
pub const FAULTS: &[Fault] = &[
    fault(24, "no room in the local database", "L", full),
    fault(26, "crash between commit and publishing", "LD", crash_at_write),
    fault(27, "crash at some call", "LC", crash_anywhere),
    fault(39, "two programs on one disk", "DL", two_programs),
];

fn full(world: &mut World) {
    let Some(device) = world.any_device() else { return };
    world.write(device);
    if let Some(device) = world.devices.get(device) {
        device.fails.borrow_mut().is_full = true;
    }
    world.round(device);
    // Somebody tidies up.
    world.write(device);
    if let Some(device) = world.devices.get(device) {
        let mut fails = device.fails.borrow_mut();
        fails.is_full = false;
        fails.failed = 0;
    }
    world.round(device);
}

fn crash_at_write(world: &mut World) {
    let Some(device) = world.any_device() else { return };
    world.write(device);
    if let Some(device) = world.devices.get(device) {
        device.fails.borrow_mut().crash_at_write = true;
    }
    world.round(device);
    if let Some(device) = world.devices.get(device) {
        device.fails.borrow_mut().crash_at_write = false;
    }
    world.round(device);
}

fn crash_anywhere(world: &mut World) {
    let Some(device) = world.any_device() else { return };
    world.start(device);
    world.write(device);
    let calls = u32::try_from(world.random.below(25)).unwrap_or(0);
    if let Some(device) = world.devices.get(device) {
        device.fails.borrow_mut().crash_after = Some(calls);
    }
    world.round(device);
    if let Some(device) = world.devices.get_mut(device)
        && device.engine.is_some()
    {
        device.fails.borrow_mut().crash_after = None;
    } else {
        world.fired(27);
    }
    world.round(device);
}

fn two_programs(world: &mut World) {
    let Some(index) = world.any_device() else { return };
    world.start(index);
    let Some(device) = world.devices.get(index).filter(|device| device.engine.is_some()) else { return };
    if device.replica(&world.violations, &world.allowed).is_some() {
        world.violated(format!("D: device {index} has two programs on one disk"));
    } else {
        world.fired(39);
    }
}
