//! Files whose bytes are not whole.

use super::{Fault, any_coming, any_file, fault};
use crate::carrier::{Bytes, DAY, HOUR, Parcel};
use crate::view::File;
use crate::world::World;

/// 3, 4, 5, 6.
pub const FAULTS: &[Fault] = &[
    fault(3, "a file is cut short", "OV", |world| tear(world, 3, |bytes, at| bytes.truncate(at))),
    fault(4, "a file has no length", "LV", |world| tear(world, 4, |bytes, _| bytes.clear())),
    fault(5, "the end of a file is zeros", "LH", |world| {
        tear(world, 5, |bytes, at| bytes.iter_mut().skip(at).for_each(|byte| *byte = 0));
    }),
    fault(6, "a bit flips", "AH", |world| {
        tear(world, 6, |bytes, at| bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1));
    }),
];

fn torn(world: &mut World, bytes: &Bytes, change: impl Fn(&mut Vec<u8>, usize)) -> Bytes {
    let mut torn = bytes.to_vec();
    let at = world.random.index(torn.len());
    change(&mut torn, at);
    torn.into()
}

/// Either a file comes torn and whole some days later, or one that lay whole at the service is torn for everybody:
/// then nobody but the devices can mend it.
fn tear(world: &mut World, number: u8, change: impl Fn(&mut Vec<u8>, usize)) {
    if world.random.once_in(3)
        && let Some((machine, path)) = any_file(world, |_| true)
        && let Some(bytes) = world.carrier.views.get(machine).and_then(|view| view.files.get(&path))
    {
        let bytes = Bytes::clone(&bytes.bytes);
        let torn = torn(world, &bytes, change);
        world.is_rough = true;
        world.carrier.put_everywhere(&path, &File::read_as(torn, number), true);
        return;
    }
    let Some((machine, place)) = any_coming(world) else { return };
    let coming = world.carrier.views.get(machine).and_then(|view| view.coming.get(place)).cloned();
    let Some((at, Parcel::Put { path, file, .. })) = coming else { return };
    if file.counts_when_read != 0 {
        // Torn already.
        return;
    }
    let torn = torn(world, &file.bytes, change);
    super::change_coming(world, machine, place, |_, file| *file = File::read_as(torn, number));
    let whole = at + HOUR + world.random.time(3 * DAY);
    if let Some(view) = world.carrier.views.get_mut(machine) {
        view.coming.push((whole, Parcel::Put { path, file, replaces: true }));
    }
}
