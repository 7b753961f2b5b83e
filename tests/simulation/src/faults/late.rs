//! Files that come late, or in another order.

use super::{Fault, any_coming, fault, publish_something};
use crate::carrier::{DAY, HOUR, MINUTE, Parcel};
use crate::view::Watch;
use crate::world::World;

/// 1, 2, 41, 42.
pub const FAULTS: &[Fault] = &[
    fault(1, "a file comes 90 days late", "CLH", ninety_days_late),
    fault(2, "entry 5 comes before entry 4", "O", out_of_order),
    fault(41, "files are removed while a device is off for a year", "L", off_for_a_year),
    fault(42, "what others rest on comes after them", "OV", foundation_last),
];

fn ninety_days_late(world: &mut World) {
    let Some((machine, place)) = any_coming(world) else { return };
    let at = world.now + 90 * DAY;
    if let Some((when, Parcel::Put { file, .. })) =
        world.carrier.views.get_mut(machine).and_then(|view| view.coming.get_mut(place))
    {
        *when = at;
        // Whoever meets it, meets it then.
        file.counts_when_listed = 1;
    }
}

fn out_of_order(world: &mut World) {
    let Some(device) = publish_something(world) else { return };
    world.pass(MINUTE);
    world.write(device);
    world.round(device);
    let later = world.now + HOUR;
    for view in &mut world.carrier.views {
        let entries = |parcel: &Parcel| matches!(parcel, Parcel::Put { path, .. } if path.starts_with("o/"));
        let mut places: Vec<usize> = (0..view.coming.len())
            .filter(|place| view.coming.get(*place).is_some_and(|(_, parcel)| entries(parcel)))
            .collect();
        places.sort_by_key(|place| view.coming.get(*place).map(|(_, parcel)| parcel.path().to_owned()));
        let chain = |place: usize| {
            let path = view.coming.get(place).map(|(_, parcel)| parcel.path().to_owned()).unwrap_or_default();
            (path.split('/').nth(1).unwrap_or_default().to_owned(), path)
        };
        let pair = places.windows(2).find_map(|pair| {
            let [first, second] = pair else { return None };
            let ((one, earlier), (other, next)) = (chain(*first), chain(*second));
            (one == other).then_some((*first, earlier, next))
        });
        if let Some((first, earlier, next)) = pair {
            if let Some((at, _)) = view.coming.get_mut(first) {
                *at = later + 2 * DAY;
            }
            view.watches.push(Watch { fault: 2, present: next, absent: earlier });
        }
    }
    world.pass(3 * HOUR);
    for index in 0..world.devices.len() {
        world.round(index);
    }
}

fn foundation_last(world: &mut World) {
    // Keys and members wait; entries sealed with the new keys do not.
    let owners = world.owners();
    let Some(owner) = world.random.pick(&owners) else { return };
    if !world.act(owner, pelikirja_sync::Act::Rotate) {
        return;
    }
    world.round(owner);
    let late = world.now + 2 * DAY;
    for view in &mut world.carrier.views {
        let mut foundations = Vec::new();
        for (at, parcel) in &mut view.coming {
            if parcel.path().starts_with("k/") || parcel.path().starts_with("m/") {
                *at = late;
                foundations.push(parcel.path().to_owned());
            }
        }
        if let Some(absent) = foundations.pop() {
            view.watches.push(Watch { fault: 42, present: String::new(), absent });
        }
    }
    for _ in 0..3 {
        world.write(owner);
    }
    world.round(owner);
    let machine = world.devices.get(owner).map(|device| device.machine);
    let newest = machine
        .and_then(|machine| world.carrier.views.get(machine))
        .and_then(|view| view.files.keys().rev().find(|path| path.starts_with("o/")).cloned());
    for view in &mut world.carrier.views {
        for watch in view.watches.iter_mut().filter(|watch| watch.present.is_empty()) {
            watch.present = newest.clone().unwrap_or_default();
        }
    }
    world.pass(4 * HOUR);
}

fn off_for_a_year(world: &mut World) {
    match world.memory.away {
        None => {
            let ready = world.ready_devices();
            if let Some(away) = world.random.pick(&ready).filter(|away| *away != 0) {
                let now = world.now;
                world.crash(away);
                if let Some(device) = world.devices.get_mut(away) {
                    device.off_until = now + 366 * DAY;
                }
                world.memory.away = Some((away, now));
                super::copies::compact(world, 0);
            }
        }
        Some((away, since)) => {
            // The others go on for a year.
            for _ in 0..3 {
                for index in 0..world.devices.len() {
                    world.round(index);
                }
                world.pass(3 * DAY);
            }
            let left = since + 366 * DAY - world.now;
            world.pass(left.max(0) + MINUTE);
            world.round(away);
            world.memory.away = None;
            world.fired(41);
        }
    }
}
