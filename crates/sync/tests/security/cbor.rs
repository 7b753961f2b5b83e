//! What lies in the folder, taken apart and put together anew as docs/sync-format.md says, without the program's own code
//! for it.

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};
use pelikirja_crypto::{DeviceKeys, Hash, SealedFile, SecretKey, seal};
use pelikirja_domain::Id;
use pelikirja_sync::FileHash;

/// Any piece of CBOR that occurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    Number(i64),
    Bytes(Vec<u8>),
    List(Vec<Item>),
    Null,
}

impl Item {
    pub fn id(id: Id) -> Self {
        Self::Bytes(id.as_bytes().to_vec())
    }

    pub fn hash(hash: &Hash) -> Self {
        Self::Bytes(hash.as_bytes().to_vec())
    }

    pub fn read(bytes: &[u8]) -> Self {
        let mut decoder = Decoder::new(bytes);
        let item = Self::read_next(&mut decoder);
        assert_eq!(decoder.position(), bytes.len(), "nothing follows");
        item
    }

    fn read_next(decoder: &mut Decoder<'_>) -> Self {
        match decoder.datatype().expect("a type") {
            Type::Bytes => Self::Bytes(decoder.bytes().expect("bytes").to_vec()),
            Type::Array => {
                let length = decoder.array().expect("a list").expect("its length");
                Self::List((0..length).map(|_| Self::read_next(decoder)).collect())
            }
            Type::Null => {
                decoder.null().expect("null");
                Self::Null
            }
            _ => Self::Number(decoder.i64().expect("a number")),
        }
    }

    pub fn write(&self) -> Vec<u8> {
        let mut out = Encoder::new(Vec::new());
        self.write_to(&mut out);
        out.into_writer()
    }

    fn write_to(&self, out: &mut Encoder<Vec<u8>>) {
        match self {
            Self::Number(number) => out.i64(*number).map(|_| ()),
            Self::Bytes(bytes) => out.bytes(bytes).map(|_| ()),
            Self::Null => out.null().map(|_| ()),
            Self::List(items) => {
                out.array(items.len() as u64).expect("memory takes everything");
                items.iter().for_each(|item| item.write_to(out));
                Ok(())
            }
        }
        .expect("memory takes everything");
    }

    /// The parts of a list.
    pub fn list(&mut self) -> &mut Vec<Item> {
        match self {
            Self::List(items) => items,
            other => panic!("no list: {other:?}"),
        }
    }

    /// A part of a list.
    pub fn at(&mut self, place: usize) -> &mut Item {
        self.list().get_mut(place).expect("a part")
    }

    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            other => panic!("no bytes: {other:?}"),
        }
    }
}

/// The number that says what a file is.
pub const GENESIS: u8 = 1;
pub const MEMBERSHIP: u8 = 2;
pub const KEYS: u8 = 3;
pub const ENTRIES: u8 = 4;
pub const INVITATION: u8 = 5;

/// Places of the parts of an entry as it travels.
pub mod entry {
    pub const AT: usize = 0;
    pub const SEEN: usize = 1;
    pub const MEMBERS: usize = 2;
    pub const SALTS: usize = 3;
    pub const SIGNATURE: usize = 4;
    pub const OPERATIONS: usize = 5;
}

/// The content of a sealed file, opened with whichever key fits.
pub fn open(bytes: &[u8], keys: &[(u32, SecretKey)]) -> Option<Item> {
    let sealed = SealedFile::parse(bytes).ok()?;
    let content = keys.iter().find_map(|(_, key)| sealed.open(key, 1 << 24).ok())?;
    Some(Item::read(&content))
}

/// A sealed file, and its name.
pub fn sealed(kind: u8, (epoch, key): &(u32, SecretKey), salt: u8, content: &Item) -> (String, Vec<u8>) {
    named("x/", seal(kind, *epoch, key, [salt; 16], &content.write()).expect("it is sealed"))
}

/// Gives bytes the name that they have.
pub fn named(before: &str, bytes: Vec<u8>) -> (String, Vec<u8>) {
    (format!("{before}{}.plk", FileHash::of(&bytes).as_str()), bytes)
}

/// Where an entry stands.
#[derive(Debug, Clone, Copy)]
pub struct At {
    pub device: Id,
    pub session: Id,
    pub number: u64,
    pub previous: Hash,
}

impl At {
    pub fn chain(&self) -> Id {
        let hash = Hash::of("pelikirja 2026-11 chain", &[self.device.as_bytes(), self.session.as_bytes()]);
        Id::from_slice(&hash.as_bytes()[..16]).expect("16 bytes")
    }

    /// A run of entries that begins here.
    pub fn run(&self, entries: Vec<Item>) -> Item {
        let begins = Item::List(vec![Item::id(self.device), Item::id(self.session)]);
        let chain = if self.number == 1 { begins } else { Item::id(self.chain()) };
        let previous = self.previous.as_bytes()[..4].to_vec();
        let number = i64::try_from(self.number).expect("a small number");
        Item::List(vec![chain, Item::Number(number), Item::Bytes(previous), Item::List(entries)])
    }
}

const ENTRY: &str = "pelikirja 2026-11 entry";

/// An entry with those operations, signed by whoever has the keys.
pub fn signed(at: &At, keys: &DeviceKeys, operations: &[&[u8]]) -> Item {
    let operations = operations.iter().map(|operation| Item::Bytes(operation.to_vec())).collect();
    let empty = || Item::List(Vec::new());
    let mut made = Item::List(vec![
        Item::Number(1_795_000_000_000),
        empty(),
        empty(),
        Item::Bytes(vec![7; 16]),
        Item::Bytes(vec![0; 64]),
        Item::List(operations),
    ]);
    let signature = keys.sign(ENTRY, &header(at, &made));
    *made.at(entry::SIGNATURE) = Item::Bytes(signature.to_vec());
    made
}

/// What is signed of an entry at its place.
pub fn header(at: &At, made: &Item) -> Vec<u8> {
    let mut made = made.clone();
    let mut part = |place| made.at(place).clone();
    let mut operations = part(entry::OPERATIONS);
    let hashes: Vec<u8> = operation_hashes(&part(entry::SALTS), operations.list()).concat();
    let root = Hash::of("pelikirja 2026-11 operations", &[&hashes]);
    let number = |number: u64| Item::Number(i64::try_from(number).expect("a small number"));
    Item::List(vec![
        Item::Number(1),
        Item::id(at.device),
        Item::id(at.session),
        number(at.number),
        Item::hash(&at.previous),
        part(entry::AT),
        part(entry::SEEN),
        part(entry::MEMBERS),
        number(operations.list().len() as u64),
        Item::hash(&root),
    ])
    .write()
}

/// The hash of an entry at its place.
pub fn entry_hash(at: &At, made: &Item) -> Hash {
    Hash::of(ENTRY, &[&header(at, made)])
}

/// The salted hashes of operations.
fn operation_hashes(salts: &Item, operations: &[Item]) -> Vec<[u8; 32]> {
    let mut left = match salts {
        Item::List(salts) => salts.iter().map(|salt| salt.bytes().to_vec()).collect::<Vec<_>>().into_iter(),
        seed => all_salts(seed.bytes(), operations.len()).into_iter(),
    };
    let hash = |operation: &Item| match operation {
        Item::Bytes(bytes) => {
            let salt: [u8; 32] = left.next().expect("a salt").try_into().expect("32 bytes");
            *blake3::keyed_hash(&salt, bytes).as_bytes()
        }
        erased => erased.clone().at(0).bytes().try_into().expect("32 bytes"),
    };
    operations.iter().map(hash).collect()
}

fn all_salts(seed: &[u8], count: usize) -> Vec<Vec<u8>> {
    let mut output =
        blake3::Hasher::new_derive_key("pelikirja 2026-11 operation salts").update(seed).finalize_xof();
    let salt = |_| {
        let mut salt = vec![0; 32];
        output.fill(&mut salt);
        salt
    };
    (0..count).map(salt).collect()
}

/// Takes all operations out of an entry; its signature still fits.
pub fn redact(made: &mut Item) {
    let salts = made.at(entry::SALTS).clone();
    let operations = made.at(entry::OPERATIONS);
    let hashes = operation_hashes(&salts, operations.list());
    *operations =
        Item::List(hashes.iter().map(|hash| Item::List(vec![Item::Bytes(hash.to_vec())])).collect());
    *made.at(entry::SALTS) = Item::List(Vec::new());
}
