//! A host that is not honest, and a member who forges.

use pelikirja_crypto::{DeviceKeys, Hash, Randomness as _, SecretKey};
use pelikirja_domain::Role;
use pelikirja_sync::membership::{Action, Head, Record, Redacted, Signer};

use super::{Fault, any_file, fault};
use crate::carrier::{Bytes, HOUR};
use crate::container::{self, ENTRIES, Run};
use crate::ledger;
use crate::operation::{Cell, OWNERS_COLUMN, What};
use crate::view::File;
use crate::world::World;

/// 49 to 52.
pub const FAULTS: &[Fault] = &[
    fault(49, "the host hides one device from another", "H", hide),
    fault(50, "the host replays an old epoch", "A", replay),
    fault(51, "the contents of two files are swapped", "A", swap),
    fault(52, "an assistant forges what only owners may do", "A", forge),
];

fn hide(world: &mut World) {
    let (Some(hidden), Some(from), Some(third)) =
        (world.any_device(), world.any_device(), world.any_device())
    else {
        return;
    };
    let machine = |world: &World, index: usize| world.devices.get(index).map(|device| device.machine);
    let (Some(a), Some(b)) = (machine(world, hidden), machine(world, from)) else { return };
    if hidden == from || third == hidden || third == from {
        return;
    }
    world.carrier.hidden.insert((a, b));
    world.write(hidden);
    world.round(hidden);
    world.pass(4 * HOUR);
    world.round(third);
    world.write(third);
    world.round(third);
    world.pass(4 * HOUR);
    world.round(from);
    let report = world.devices.get(from).and_then(|device| device.report.as_ref());
    let is_told = report.is_some_and(|report| {
        let held = |trouble: &_| matches!(trouble, pelikirja_sync::Trouble::HeldBack { .. });
        report.troubles.iter().any(held)
    });
    if is_told {
        world.fired(49);
    }
}

fn replay(world: &mut World) {
    let Some((machine, path)) = any_file(world, |path| path.starts_with("k/") || path.starts_with("m/"))
    else {
        return;
    };
    let Some(view) = world.carrier.views.get(machine) else { return };
    let Some(bytes) = view.files.get(&path).map(|file| Bytes::clone(&file.bytes)) else { return };
    let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
    let copy = format!("k/9999-{name}");
    world.carrier.put_everywhere(&copy, &File::listed_as(bytes, 50), false);
}

fn swap(world: &mut World) {
    let Some((machine, one)) = any_file(world, |_| true) else { return };
    let Some(view) = world.carrier.views.get(machine) else { return };
    let paths: Vec<String> = view.files.keys().filter(|path| **path != one).cloned().collect();
    let Some(other) = world.random.pick(&paths) else { return };
    let Some(view) = world.carrier.views.get(machine) else { return };
    let bytes = |path: &str| view.files.get(path).map(|file| Bytes::clone(&file.bytes));
    let (Some(first), Some(second)) = (bytes(&one), bytes(&other)) else { return };
    world.is_rough = true;
    world.carrier.put_everywhere(&one, &File::read_as(second, 51), true);
    world.carrier.put_everywhere(&other, &File::read_as(first, 51), true);
}

fn forge(world: &mut World) {
    let ready = world.ready_devices();
    for index in &ready {
        world.start(*index);
    }
    let is_low = |index: &usize| {
        let role = world.devices.get(*index).and_then(crate::device::Device::role);
        matches!(role, Some(Role::Assistant | Role::Manager | Role::Viewer))
    };
    let low: Vec<usize> = ready.into_iter().filter(is_low).collect();
    let Some(forger) = world.random.pick(&low) else { return };
    if world.random.once_in(2) {
        own_name(world, forger);
    } else {
        // Without an entry of the owner's here, there is none to follow.
        let _ = other_name(world, forger);
        let _ = redaction(world, forger);
    }
}

/// The forger's program does not ask for the role: what only owners may write, signed by the forger's own device.
fn own_name(world: &mut World, forger: usize) {
    let Some(role) = world.devices.get(forger).and_then(crate::device::Device::role) else { return };
    let cell = Cell { row: 1, column: OWNERS_COLUMN };
    let what = if world.random.once_in(2) { What::Erase } else { What::Value(666) };
    let Some(operation) = world.operation(forger, cell, what, 1) else { return };
    let id = world.commit(forger, operation, role, true);
    world.round(forger);
    let is_out = world.disk(forger).is_some_and(|disk| disk.in_entries.contains(&id));
    if is_out {
        world.fired(52);
    } else if let Some(committed) = world.ledger.committed.get_mut(&id) {
        // Published later it counts as what its author is then, and that may be an owner.
        committed.forged = false;
    }
}

/// An entry in the owner's chain, which the forger cannot sign.
fn other_name(world: &mut World, forger: usize) -> Option<()> {
    let owner = world.devices.first()?.id?;
    let disk = world.disk(forger)?.clone();
    let mut entries = disk.state.range(b"e".to_vec()..b"f".to_vec());
    let is_owners = |value: &[u8]| {
        let mut decoder = minicbor::Decoder::new(value);
        decoder.array().and_then(|_| decoder.bytes()).is_ok_and(|found| found == owner.as_bytes())
    };
    let (name, _) = entries.rfind(|(_, value)| is_owners(value))?;
    let (chain, number) = ledger::place_of(name)?;
    let previous = name.get(25..29)?.try_into().ok()?;
    let operation = world.operation(forger, Cell { row: 2, column: OWNERS_COLUMN }, What::Value(667), 1)?;
    let id = operation.id;
    let entry = container::Entry {
        head: forged_head(world.now),
        salts: container::Salts::Seed([7; 16]),
        signature: [9; 64],
        parts: vec![container::Part::Whole(operation.to_bytes())],
    };
    let run = Run { chain, writing: None, from: number + 1, previous, entries: vec![entry] };
    let (epoch, key) = ledger::keys(&disk).into_iter().next_back()?;
    let mut salt = [0; 16];
    let _ = world.random.fill(&mut salt);
    let bytes: Bytes = container::close(ENTRIES, epoch, &key, salt, &container::write(&[run])).into();
    let path = format!("o/forged/{:07}-{}.plk", number + 1, pelikirja_sync::FileHash::of(&bytes).as_str());
    world
        .ledger
        .committed
        .insert(id, ledger::Committed { device: forger, excused: Some("it was forged"), forged: true });
    world.carrier.put_everywhere(&path, &File::read_as(bytes, 52), false);
    Some(())
}

/// A record that takes out of entries what others wrote last, signed by a device that is no owner's.
fn redaction(world: &mut World, forger: usize) -> Option<()> {
    let device = world.devices.get(forger)?;
    let engine = device.engine.as_ref()?;
    let disk = device.disk.borrow().clone();
    let mut decoder = minicbor::Decoder::new(disk.state.get(b"i".as_slice())?);
    let seed = decoder.array().and_then(|_| decoder.bytes()).ok().and_then(SecretKey::from_slice)?;
    let mut entries: Vec<Redacted> = Vec::new();
    for name in disk.state.range(b"e".to_vec()..b"f".to_vec()).rev().map(|(name, _)| name) {
        let (chain, number) = ledger::place_of(name)?;
        let entry = Head { chain, number, hash: Hash::from_slice(name.get(25..57)?)? };
        if entries.iter().filter(|found| found.entry.chain == chain).count() < 3 {
            entries.push(Redacted { entry, operations: (0..4).collect() });
        }
    }
    let record = Record {
        parents: engine.membership().heads(),
        author: Signer::Device(engine.device()),
        at: world.now,
        action: Action::Redact { entries },
    };
    let record = record.sign(&DeviceKeys::from_seed(&seed)).ok()?.to_bytes();
    let mut out = minicbor::Encoder::new(Vec::new());
    let _ = out
        .array(2)
        .and_then(|out| out.array(1))
        .and_then(|out| out.bytes(&record))
        .and_then(|out| out.null());
    let (epoch, key) = ledger::keys(&disk).into_iter().next_back()?;
    let mut salt = [0; 16];
    salt.copy_from_slice(Hash::of("pelikirja simulation", &[&record]).as_bytes().get(..16)?);
    let bytes: Bytes = container::close(container::MEMBERSHIP, epoch, &key, salt, &out.into_writer()).into();
    let path = format!("m/9999-{}.plk", pelikirja_sync::FileHash::of(&bytes).as_str());
    world.carrier.put_everywhere(&path, &File::read_as(bytes, 52), false);
    Some(())
}

/// Time, nothing seen, nothing of members.
fn forged_head(now: i64) -> Vec<u8> {
    let mut out = minicbor::Encoder::new(Vec::new());
    let _ = out.i64(now).and_then(|out| out.array(0)).and_then(|out| out.array(0));
    out.into_writer()
}
