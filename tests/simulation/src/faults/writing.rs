//! Writing into the folder that fails, or only seems to have been done.

use super::{Fault, fault};
use crate::carrier::{HOUR, MINUTE, Moment};
use crate::view::{Conditions, File};
use crate::world::World;

/// 17 to 23, 25, 60.
pub const FAULTS: &[Fault] = &[
    fault(17, "renamed, and the entry is lost in a crash", "L", lost_in_crash),
    fault(18, "a half-written file is sent to others", "D", temporary),
    fault(19, "the half-written file is taken away", "L", |world| {
        upon(world, |conditions, until| conditions.steals_until = until);
    }),
    fault(20, "a scanner holds files for thirty seconds", "V", |world| {
        upon(world, |conditions, until| conditions.scanner_until = until);
    }),
    fault(21, "sharing violation on removing", "B", cannot_remove),
    fault(22, "fsync is not supported", "L", no_fsync),
    fault(23, "no room in the middle of writing", "LH", |world| {
        upon(world, |conditions, until| conditions.full_until = until);
    }),
    fault(25, "the service's quota is full", "LH", quota),
    fault(60, "the machine sleeps in the middle of publishing", "LV", sleep),
];

/// Something is wrong with a machine's folder for a while, and somebody there writes.
fn upon(world: &mut World, change: impl FnOnce(&mut Conditions, Moment)) -> Option<usize> {
    let until = world.now + super::a_while(world);
    let device = world.any_device()?;
    change(&mut world.view(device)?.conditions, until);
    world.write(device);
    world.round(device);
    Some(device)
}

fn lost_in_crash(world: &mut World) {
    let Some(device) = super::publish_something(world) else { return };
    let machine = world.devices.get(device).map(|device| device.machine).unwrap_or_default();
    let Some(view) = world.carrier.views.get(machine) else { return };
    // What has not been sent yet is nowhere else.
    let unsent: Vec<String> = view
        .files
        .keys()
        .filter(|path| {
            let others = world.carrier.views.iter().enumerate().filter(|(other, _)| *other != machine);
            others.into_iter().all(|(_, other)| !other.files.contains_key(*path))
        })
        .cloned()
        .collect();
    let Some(lost) = world.random.pick(&unsent) else { return };
    world.is_rough = true;
    world.carrier.remove_everywhere(&lost);
    world.crash(device);
    world.fired(17);
}

fn temporary(world: &mut World) {
    let Some((machine, path)) = super::any_file(world, |_| true) else { return };
    let Some(view) = world.carrier.views.get(machine) else { return };
    let Some(file) = view.files.get(&path) else { return };
    let half = file.bytes.get(..file.bytes.len() / 2).unwrap_or_default().into();
    let directory = path.rsplit_once('/').map(|(directory, _)| directory).unwrap_or_default();
    let name = crate::ledger::letters(world.random.number());
    let copy = format!("{directory}/~{name}.plk.tmp");
    world.carrier.put_everywhere(&copy, &File::listed_as(half, 18), false);
}

fn cannot_remove(world: &mut World) {
    let Some(device) = world.any_device() else { return };
    super::copies::compact(world, device);
    let until = world.now + 12 * crate::carrier::DAY;
    if let Some(view) = world.view(device) {
        view.conditions.kept_until = until;
    }
    super::copies::let_files_go(world);
}

fn no_fsync(world: &mut World) {
    let Some(device) = world.any_device() else { return };
    if let Some(view) = world.view(device) {
        view.conditions.unsynced = Some(Vec::new());
    }
    world.write(device);
    world.round(device);
    world.is_rough = true;
    world.crash(device);
}

fn quota(world: &mut World) {
    let refuses = world.random.once_in(2);
    upon(world, |conditions, until| {
        conditions.quota_until = until;
        conditions.quota_refuses = refuses;
    });
}

fn sleep(world: &mut World) {
    let Some(device) = world.any_device() else { return };
    let writes = u32::try_from(world.random.below(2)).unwrap_or(0);
    if let Some(view) = world.view(device) {
        view.conditions.sleeps_after = Some(writes);
    }
    for _ in 0..2 {
        world.write(device);
        world.round(device);
        world.pass(MINUTE);
    }
    world.pass(8 * HOUR);
    if let Some(view) = world.view(device) {
        view.conditions.sleeps_after = None;
    }
}
