//! People who come and go at the same time.

use pelikirja_domain::Role;
use pelikirja_sync::Act;

use super::{Fault, fault};
use crate::carrier::{DAY, HOUR};
use crate::world::World;

/// 46, 47, 48.
pub const FAULTS: &[Fault] = &[
    fault(46, "a removal against an edit at the same time", "AL", removal_against_edit),
    fault(47, "two owners remove each other", "AC", mutual_removal),
    fault(48, "an invitation against a new epoch at the same time", "AV", invitation_against_rotation),
];

fn offline(world: &mut World, index: usize) {
    let until = world.now + DAY;
    if let Some(view) = world.view(index) {
        view.conditions.offline_until = until;
    }
}

fn removal_against_edit(world: &mut World) {
    // A firm that has removed everybody has nobody left to disagree.
    if world.good().len() < 3 {
        return;
    }
    let owners = world.owners();
    let Some(owner) = world.random.pick(&owners) else { return };
    let Some(removed) = world.any_device().filter(|removed| *removed != owner && *removed != 0) else {
        return;
    };
    offline(world, removed);
    let written = world.write(removed);
    world.round(removed);
    let Some(device) = world.devices.get(removed).and_then(|device| device.id) else { return };
    if world.remove(owner, removed, Act::RemoveDevice { device }) {
        world.round(owner);
        let later = world.write(removed);
        world.round(removed);
        if written.or(later).is_some() {
            world.fired(46);
        }
    }
}

fn mutual_removal(world: &mut World) {
    if world.good().len() < 4 {
        return;
    }
    let owners = world.owners();
    let (Some(one), Some(other)) = (world.random.pick(&owners), world.random.pick(&owners)) else { return };
    let (first, second) = (world.member_of(one, one), world.member_of(other, other));
    let (Some(first), Some(second)) = (first, second) else { return };
    if first == second {
        return;
    }
    offline(world, one);
    offline(world, other);
    let done = world.act(one, Act::RemoveMember { member: second });
    let done_back = world.act(other, Act::RemoveMember { member: first });
    for device in [one, other] {
        world.write(device);
        world.round(device);
    }
    if done && done_back {
        world.fired(47);
    }
}

fn invitation_against_rotation(world: &mut World) {
    if world.devices.len() >= world.options.devices + 2 {
        return;
    }
    let owners = world.owners();
    let (Some(inviter), Some(rotator)) = (world.random.pick(&owners), world.random.pick(&owners)) else {
        return;
    };
    let Some(newcomer) = world.invite(inviter, Role::Assistant) else { return };
    world.round(inviter);
    world.pass(4 * HOUR);
    let has_rotated = world.act(rotator, Act::Rotate);
    offline(world, rotator);
    world.round(rotator);
    world.round(newcomer);
    let has_come = world.devices.get(newcomer).is_some_and(|device| device.id.is_some());
    if has_come && has_rotated {
        world.write(rotator);
        world.round(rotator);
        world.write(newcomer);
        world.round(newcomer);
        world.fired(48);
    }
}
