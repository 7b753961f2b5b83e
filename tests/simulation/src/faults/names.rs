//! What carriers make of names.

use super::{Fault, any_coming, any_file, change_coming, fault};
use crate::carrier::{Bytes, DAY, Parcel};
use crate::view::File;
use crate::world::World;

/// 7 to 12, 16.
pub const FAULTS: &[Fault] = &[
    fault(7, "a conflicted copy beside the file", "D", conflicted_copy),
    fault(8, "\"-PCNAME\", \"(1)\", \"_2\" in the name", "D", suffix),
    fault(9, "only the conflicted copy is there", "L", only_the_copy),
    fault(10, "the name in upper case", "C", upper_case),
    fault(11, "the path above in another Unicode form", "C", unicode),
    fault(12, "the root is longer than 260 characters", "HV", long_root),
    fault(16, "renaming is copying and removing", "D", rename),
];

fn stem(path: &str) -> &str {
    path.trim_end_matches(".plk")
}

fn conflicted_copy(world: &mut World) {
    let Some((machine, path)) = any_file(world, |path| !path.contains(' ')) else { return };
    let Some(view) = world.carrier.views.get(machine) else { return };
    let Some(bytes) = view.files.get(&path).map(|file| Bytes::clone(&file.bytes)) else { return };
    let copy = format!("{} (OFFICE-PC's conflicted copy 2026-11-22).plk", stem(&path));
    world.carrier.put_everywhere(&copy, &File::listed_as(bytes, 7), false);
}

fn suffix(world: &mut World) {
    let suffix = world.random.pick(&["-LAPTOP-2", " (1)", "_2", ".sync-conflict-20261122-101500-ABCDEFG"]);
    let Some((machine, place)) = any_coming(world) else { return };
    change_coming(world, machine, place, |path, file| {
        *path = format!("{}{}.plk", stem(path), suffix.unwrap_or("(1)"));
        file.counts_when_read = 8;
    });
}

fn only_the_copy(world: &mut World) {
    let Some((_, path)) = any_file(world, |path| !path.contains(' ')) else { return };
    let Some(bytes) = world.carrier.cloud.get(&path).cloned() else { return };
    world.carrier.remove_everywhere(&path);
    let copy = format!("{} (conflicted copy of Anna).plk", stem(&path));
    world.carrier.put_everywhere(&copy, &File::listed_as(bytes, 9), false);
}

fn upper_case(world: &mut World) {
    let Some((machine, place)) = any_coming(world) else { return };
    change_coming(world, machine, place, |path, file| {
        *path = path.to_uppercase();
        file.counts_when_read = 10;
    });
}

fn unicode(world: &mut World) {
    let Some((machine, place)) = any_coming(world) else { return };
    let parent = world.random.pick(&["Ty\u{f6}t", "Tyo\u{308}t"]).unwrap_or("Ty\u{f6}t");
    change_coming(world, machine, place, |path, file| {
        *path = format!("{parent}/{path}");
        file.counts_when_read = 11;
    });
}

fn long_root(world: &mut World) {
    let time = super::a_while(world);
    let until = world.now + time;
    let Some(device) = world.any_device() else { return };
    if let Some(view) = world.view(device) {
        view.conditions.long_until = until;
    }
    world.write(device);
    world.round(device);
}

fn rename(world: &mut World) {
    let Some((_, path)) = any_file(world, |_| true) else { return };
    let Some(bytes) = world.carrier.cloud.get(&path).cloned() else { return };
    let copy = format!("{} - Copy.plk", stem(&path));
    world.carrier.put_everywhere(&copy, &File::listed_as(bytes, 16), false);
    for machine in 0..world.carrier.views.len() {
        let at = world.now + world.random.time(DAY);
        if let Some(view) = world.carrier.views.get_mut(machine) {
            view.coming.push((at, Parcel::Remove { path: path.clone() }));
        }
    }
}
