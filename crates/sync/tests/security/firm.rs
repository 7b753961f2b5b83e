//! A firm whose folder lies in memory, made the same each time.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_crypto::{DeviceKeys, RandomError, Randomness, SecretKey};
use pelikirja_domain::{Id, Role};
use pelikirja_sync::{
    Act, Beginning, Engine, FileHash, Folder, FolderCheck, FolderError, Invitation, Listed, Problem, Report,
    World, check_folder,
};

use crate::cbor::{self, Item};
use crate::memory::Memory;

pub type Device = Engine<Memory>;

pub const OWNER: Id = Id::from_bytes([1; 16]);
pub const ASSISTANT: Id = Id::from_bytes([2; 16]);
pub const MANAGER: Id = Id::from_bytes([3; 16]);
pub const HOUR: i64 = 60 * 60 * 1000;
pub const DAY: i64 = 24 * HOUR;
/// What the owner's customer is called: it must be nowhere in the folder.
pub const CUSTOMER: &str = "Kallion Konepaja Oy";
/// The customer's identity in the trade register.
pub const BUSINESS_ID: &str = "1234567-1";

/// Bytes that look random and are the same each time.
pub struct Seeded(blake3::OutputReader);

impl Seeded {
    pub fn new(seed: u8) -> Self {
        Self(blake3::Hasher::new_derive_key("pelikirja tests").update(&[seed]).finalize_xof())
    }

    pub fn secret(&mut self) -> SecretKey {
        SecretKey::random_from(self).expect("there is always more")
    }
}

impl Randomness for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), RandomError> {
        self.0.fill(bytes);
        Ok(())
    }
}

/// A folder in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf(pub BTreeMap<String, Vec<u8>>);

impl Shelf {
    /// The first path that begins like that.
    pub fn path(&self, beginning: &str) -> String {
        self.paths(beginning).into_iter().next().unwrap_or_else(|| panic!("no {beginning} in the folder"))
    }

    pub fn paths(&self, beginning: &str) -> Vec<String> {
        self.0.keys().filter(|path| path.starts_with(beginning)).cloned().collect()
    }

    pub fn bytes(&self, path: &str) -> &[u8] {
        self.0.get(path).expect("it is in the folder")
    }

    pub fn put(&mut self, (path, bytes): (String, Vec<u8>)) {
        self.0.insert(path, bytes);
    }
}

impl Folder for Shelf {
    fn list(&mut self) -> Result<Vec<Listed>, FolderError> {
        let listed =
            |(path, bytes): (&String, &Vec<u8>)| Listed { path: path.clone(), bytes: bytes.len() as u64 };
        Ok(self.0.iter().map(listed).collect())
    }

    fn read(&mut self, path: &str) -> Result<Vec<u8>, FolderError> {
        self.0.get(path).cloned().ok_or_else(|| FolderError::NotFound { path: path.to_owned() })
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<(), FolderError> {
        self.0.entry(path.to_owned()).or_insert_with(|| bytes.to_vec());
        Ok(())
    }

    fn delete(&mut self, path: &str) -> Result<(), FolderError> {
        self.0.remove(path);
        Ok(())
    }
}

/// A firm and its folder.
pub struct Firm {
    pub folder: Shelf,
    pub now: i64,
    pub random: Seeded,
    pub recovery: SecretKey,
}

impl Firm {
    /// Only the owner.
    pub fn begin(seed: u8) -> (Self, Device) {
        let mut random = Seeded::new(seed);
        let recovery = random.secret();
        let beginning = Beginning { member: OWNER, recovery: recovery.clone(), seed: random.secret() };
        let now = 1_795_000_000_000;
        let owner = Engine::begin(Memory::default(), &beginning, b"mac", now, &mut random);
        let firm = Self { folder: Shelf::default(), now, random, recovery };
        (firm, owner.expect("a firm begins"))
    }

    /// An owner and an assistant who have written something, all of it with everybody.
    pub fn two(seed: u8) -> (Self, Device, Device) {
        let (mut firm, mut owner) = Self::begin(seed);
        write(&mut owner, &format!("{CUSTOMER} {BUSINESS_ID}"));
        let mut assistant = firm.join(&mut owner, ASSISTANT, Role::Assistant);
        write(&mut assistant, "Puhelu huomenna");
        firm.settle(&mut [&mut owner, &mut assistant]);
        (firm, owner, assistant)
    }

    /// A firm with a file of every kind: with a pack, and with a device that was shut out and so a second epoch.
    pub fn of_all_kinds(seed: u8) -> (Self, Device, Device) {
        let (mut firm, mut owner, mut assistant) = Self::two(seed);
        let mut manager = firm.join(&mut owner, MANAGER, Role::Manager);
        write(&mut manager, "Tarjous");
        firm.settle(&mut [&mut owner, &mut assistant, &mut manager]);
        let removal = Act::RemoveDevice { device: manager.device() };
        owner.act(removal, firm.now, &mut firm.random).expect("an owner removes");
        for number in 0..40 {
            firm.now += HOUR;
            write(&mut owner, &format!("{CUSTOMER} {number}"));
            firm.round(&mut owner);
        }
        firm.settle(&mut [&mut owner, &mut assistant]);
        write(&mut owner, "Lopuksi");
        firm.settle(&mut [&mut owner, &mut assistant]);
        (firm, owner, assistant)
    }

    pub fn round(&mut self, device: &mut Device) -> Report {
        let mut world = World { folder: &mut self.folder, now: self.now, randomness: &mut self.random };
        device.round(&mut world).expect("a round")
    }

    /// Rounds until everybody has everything, with what devices say only once a day.
    pub fn settle(&mut self, devices: &mut [&mut Device]) {
        for _ in 0..3 {
            self.now += DAY;
            devices.iter_mut().for_each(|device| {
                self.round(device);
            });
        }
    }

    /// Invites and joins.
    pub fn join(&mut self, owner: &mut Device, member: Id, role: Role) -> Device {
        let until = self.now + DAY;
        let invitation =
            owner.invite(member, role, until, self.now, &mut self.random).expect("an invitation");
        self.round(owner);
        self.come(&invitation)
    }

    /// Joins with an invitation.
    pub fn come(&mut self, invitation: &Invitation) -> Device {
        let seed = self.random.secret();
        let mut world = World { folder: &mut self.folder, now: self.now, randomness: &mut self.random };
        Engine::join(Memory::default(), &seed, b"pc", &invitation.code, &mut world).expect("a device joins")
    }

    /// A device that comes with the printed words and reads all that the folder has.
    pub fn newcomer(&self) -> Device {
        let (mut folder, mut random) = (self.folder.clone(), Seeded::new(200));
        let mut world = World { folder: &mut folder, now: self.now, randomness: &mut random };
        let seed = SecretKey::from_slice(&[42; 32]).expect("32 bytes");
        let mut device =
            Engine::recover(Memory::default(), &seed, b"new", &self.recovery, &mut world).expect("recovered");
        for _ in 0..3 {
            device.round(&mut world).expect("a round");
        }
        device
    }

    /// What a check of the folder with a device's knowledge comes to.
    pub fn check(&mut self, device: &mut Device) -> FolderCheck {
        let before = (self.folder.clone(), device.replica().state.clone(), device.replica().kept.clone());
        let check = check_folder(device.replica(), &mut self.folder).expect("it is checked");
        let after = (self.folder.clone(), device.replica().state.clone(), device.replica().kept.clone());
        assert!(before == after, "a check changes nothing");
        check.expect("it belongs to a firm")
    }

    /// A device's keys of epochs, read from its database.
    pub fn keys_of(&self, device: &mut Device) -> Vec<(u32, SecretKey)> {
        let state = &device.replica().state;
        let keys = state.iter().filter(|(name, _)| name.starts_with(b"k")).map(|(name, value)| {
            let epoch = u32::from_be_bytes(name[1..5].try_into().expect("4 bytes"));
            (epoch, SecretKey::from_slice(value).expect("32 bytes"))
        });
        keys.collect()
    }

    /// The newest of them.
    pub fn key_of(&self, device: &mut Device) -> (u32, SecretKey) {
        self.keys_of(device).pop().expect("a key")
    }

    /// The first entries file of a device that begins its chain: the content, and where it lies.
    pub fn first_batch(&self, device: &mut Device) -> (String, Item) {
        let (keys, id) = (self.keys_of(device), device.device());
        let batches = self.folder.paths("o/").into_iter().chain(self.folder.paths("p/"));
        let opened =
            batches.filter_map(|path| Some((path.clone(), cbor::open(self.folder.bytes(&path), &keys)?)));
        let begins = |content: &Item| {
            let mut content = content.clone();
            matches!(content.at(0).at(0), Item::List(writing) if writing.first() == Some(&Item::id(id)))
        };
        opened.into_iter().find(|(_, content)| begins(content)).expect("its first entries are in the folder")
    }
}

/// The keys of a device, read from its database.
pub fn signing_keys(device: &mut Device) -> DeviceKeys {
    let identity = Item::read(device.replica().state.get(b"i".as_slice()).expect("it has an identity"));
    let seed = identity.clone().at(0).bytes().to_vec();
    DeviceKeys::from_seed(&SecretKey::from_slice(&seed).expect("32 bytes"))
}

/// The session that a device writes in, read from its database.
pub fn session(device: &mut Device) -> Id {
    let mut identity = Item::read(device.replica().state.get(b"i".as_slice()).expect("it has an identity"));
    Id::from_slice(identity.at(1).bytes()).expect("16 bytes")
}

pub fn write(device: &mut Device, what: &str) {
    device.replica().written.push(what.as_bytes().to_vec());
}

/// What counts at a device, sorted.
pub fn counting(device: &mut Device) -> Vec<String> {
    device.replica().counting().iter().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect()
}

/// Everything that a device has come to: what counts, and who belongs to the firm as what.
pub fn picture(device: &mut Device) -> (Vec<String>, BTreeSet<String>) {
    let membership = device.membership();
    let devices = membership
        .devices()
        .iter()
        .map(|(id, state)| format!("{id} {} {:?} {}", state.member, membership.role(*id), state.removed));
    let people = devices.collect();
    (counting(device), people)
}

/// The problems of a check that lie at a path.
pub fn problems_at<'c>(check: &'c FolderCheck, path: &str) -> Vec<&'c Problem> {
    let there = check.findings.iter().filter(|finding| finding.path.as_deref() == Some(path));
    there.map(|finding| &finding.problem).collect()
}

/// Whether a file was taken and kept by a device.
pub fn has_kept(device: &mut Device, bytes: &[u8]) -> bool {
    device.replica().kept.contains_key(FileHash::of(bytes).as_str())
}
