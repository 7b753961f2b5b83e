//! The signed unit of a chain: operations, in order, by one device.
//!
//! A signature covers the hashes of the operations, each salted, and not the operations: when one is erased, its hash
//! stays, and the chain verifies as before. Without its salt nobody can try out what it may have been.

use std::collections::BTreeSet;

use pelikirja_crypto::{DeviceKeys, DevicePublic, Hash, SecretKey};
use pelikirja_domain::{Id, Instant};

use crate::membership::{Head, Standing};
use crate::wire::{self, Reader, WireError, Writer};

/// What an entry's hash is derived with; part of the format.
const ENTRY: &str = "pelikirja 2026-11 entry";
const CHAIN: &str = "pelikirja 2026-11 chain";
const ROOT: &str = "pelikirja 2026-11 operations";
const SALTS: &str = "pelikirja 2026-11 operation salts";
const COMMITMENT: &str = "pelikirja 2026-11 epoch commitment";

/// Bytes made and read by the store; the engine does not look into them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// As its author made it.
    Whole(Vec<u8>),
    /// Erased; what is left is its salted hash.
    Erased(Hash),
}

/// What the salts of an entry's operations come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Salts {
    /// All from one seed.
    Seed([u8; 16]),
    /// One each, for those that were not erased: the seed would give away the others.
    Each(Vec<[u8; 32]>),
}

/// A place in a chain: its number from 1 on, and the hash of the entry there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The chain.
    pub chain: Id,
    /// Number of the entry.
    pub number: u64,
    /// Its hash.
    pub hash: Hash,
}

impl Place {
    /// As the membership log names it.
    pub(crate) fn head(&self) -> Head {
        Head { chain: self.chain, number: self.number, hash: self.hash }
    }
}

/// Who writes a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Writing {
    /// The device.
    pub device: Id,
    /// Told apart from what else the device wrote, since its disk was copied or put back.
    pub session: Id,
}

impl Writing {
    /// The chain that this device writes in this session. Another device cannot write it: the identity is made of
    /// the device's own.
    pub fn chain(&self) -> Id {
        let hash = Hash::of(CHAIN, &[self.device.as_bytes(), self.session.as_bytes()]);
        Id::from_bytes(first16(hash.as_bytes()))
    }
}

fn first16(bytes: &[u8; 32]) -> [u8; 16] {
    let mut first = [0; 16];
    first.copy_from_slice(&bytes[..16]);
    first
}

/// An entry as it travels; its chain, number and previous entry follow from where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it was made, by its device's clock.
    pub at: Instant,
    /// Entries of other chains that its author had applied since the entry before: it rests on them.
    pub seen: Vec<Place>,
    /// Tips of the membership log as its author knew it; empty when they are those of the entry before.
    pub members: Vec<Hash>,
    /// Salts of the operations.
    pub salts: Salts,
    /// The operations.
    pub operations: Vec<Operation>,
    /// The author's signature.
    pub signature: [u8; 64],
}

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Who writes the chain.
    pub writing: Writing,
    /// Number of the entry, from 1 on.
    pub number: u64,
    /// Hash of the entry before; zeros for the first.
    pub previous: Hash,
}

impl Position {
    /// Where the entry after that one stands.
    pub fn after(&self, place: Place) -> Self {
        Self { writing: self.writing, number: place.number + 1, previous: place.hash }
    }
}

/// Why an entry is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// It was not signed by that device at that place of that chain, or was changed since.
    #[error("the signature does not fit")]
    Signature,
    /// There are not as many salts as operations.
    #[error("salts are missing")]
    Salts,
}

impl Entry {
    /// Makes and signs an entry.
    pub fn signed(
        position: &Position,
        keys: &DeviceKeys,
        at: Instant,
        seen: Vec<Place>,
        members: Vec<Hash>,
        operations: Vec<Vec<u8>>,
        seed: [u8; 16],
    ) -> Self {
        let mut entry = Self {
            at,
            seen,
            members,
            salts: Salts::Seed(seed),
            operations: operations.into_iter().map(Operation::Whole).collect(),
            signature: [0; 64],
        };
        // A seed gives every salt, so the root is there.
        let header = entry.header(position).unwrap_or_default();
        entry.signature = keys.sign(ENTRY, &header);
        entry
    }

    /// Whether operations were taken out of it.
    pub fn is_redacted(&self) -> bool {
        self.operations.iter().any(|operation| matches!(operation, Operation::Erased(_)))
    }

    /// Which of its operations are taken out of this copy.
    pub fn lacking(&self) -> BTreeSet<u32> {
        let operations = (0..).zip(&self.operations);
        operations
            .filter(|(_, operation)| matches!(operation, Operation::Erased(_)))
            .map(|(place, _)| place)
            .collect()
    }

    /// Takes operations out, so that only their hashes are left; it verifies as before. The others keep their salts, each
    /// by itself. Returns whether any was there.
    ///
    /// # Errors
    /// [`EntryError::Salts`].
    pub fn redact(&mut self, doomed: &BTreeSet<u32>) -> Result<bool, EntryError> {
        let (mut kept, mut has_any) = (Vec::new(), false);
        let salts = self.salts()?;
        for ((place, operation), salt) in (0..).zip(&mut self.operations).zip(salts) {
            match (&operation, salt) {
                (Operation::Whole(bytes), Some(salt)) if doomed.contains(&place) => {
                    *operation = Operation::Erased(salted(&salt, bytes));
                    has_any = true;
                }
                (Operation::Whole(_), Some(salt)) => kept.push(salt),
                _ => {}
            }
        }
        if has_any {
            self.salts = Salts::Each(kept);
        }
        Ok(has_any)
    }

    /// Its hash at this place.
    ///
    /// # Errors
    /// [`EntryError::Salts`].
    pub fn hash(&self, position: &Position) -> Result<Hash, EntryError> {
        Ok(Hash::of(ENTRY, &[&self.header(position)?]))
    }

    /// Whether the device signed it at this place.
    ///
    /// # Errors
    /// [`EntryError`].
    pub fn verify(&self, position: &Position, keys: &DevicePublic) -> Result<(), EntryError> {
        let header = self.header(position)?;
        keys.verify(ENTRY, &header, &self.signature).map_err(|_| EntryError::Signature)
    }

    /// What is signed: CBOR of version, device, session, number, previous hash, time, what was seen, membership,
    /// number of operations and the root of their hashes.
    fn header(&self, position: &Position) -> Result<Vec<u8>, EntryError> {
        let root = self.root()?;
        let Position { writing, number, previous } = position;
        let mut out = Writer::new();
        out.array(10).unsigned(1).id(writing.device).id(writing.session).unsigned(*number);
        out.hash(previous).signed(self.at);
        wire::write_places(&mut out, &self.seen);
        wire::write_hashes(&mut out, &self.members);
        out.unsigned(self.operations.len() as u64).hash(&root);
        Ok(out.into_bytes())
    }

    fn root(&self) -> Result<Hash, EntryError> {
        let mut hashes = Vec::with_capacity(32 * self.operations.len());
        for (operation, salt) in self.operations.iter().zip(self.salts()?) {
            let hash = match (operation, salt) {
                (Operation::Whole(bytes), Some(salt)) => salted(&salt, bytes),
                (Operation::Erased(hash), _) => *hash,
                (Operation::Whole(_), None) => return Err(EntryError::Salts),
            };
            hashes.extend_from_slice(hash.as_bytes());
        }
        Ok(Hash::of(ROOT, &[&hashes]))
    }

    /// A salt for each operation that was not erased.
    fn salts(&self) -> Result<Vec<Option<[u8; 32]>>, EntryError> {
        match &self.salts {
            Salts::Seed(seed) => {
                let mut output = blake3::Hasher::new_derive_key(SALTS).update(seed).finalize_xof();
                let salts = self.operations.iter().map(|_| {
                    let mut salt = [0; 32];
                    output.fill(&mut salt);
                    Some(salt)
                });
                Ok(salts.collect())
            }
            Salts::Each(given) => {
                let mut given = given.iter();
                let salts = self.operations.iter().map(|operation| match operation {
                    Operation::Whole(_) => given.next().map(|salt| Some(*salt)).ok_or(EntryError::Salts),
                    Operation::Erased(_) => Ok(None),
                });
                let salts = salts.collect::<Result<_, _>>()?;
                if given.next().is_some() { Err(EntryError::Salts) } else { Ok(salts) }
            }
        }
    }
}

fn salted(salt: &[u8; 32], operation: &[u8]) -> Hash {
    Hash(*blake3::keyed_hash(salt, operation).as_bytes())
}

/// An entry that was verified, with what the replica needs to know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedEntry {
    /// Its place.
    pub place: Place,
    /// Which device wrote it, and in which session.
    pub writing: Writing,
    /// Whose device that is, by the membership log.
    pub member: Id,
    /// When, by that device's clock.
    pub at: Instant,
    /// What its author was allowed to do.
    pub standing: Standing,
    /// What it does, the erased ones left out.
    pub operations: Vec<Vec<u8>>,
}

/// A key that everybody of the firm has.
#[derive(Debug, Clone)]
pub struct EpochKey {
    /// The epoch, from 1 on.
    pub epoch: u32,
    /// Its key.
    pub key: SecretKey,
}

impl EpochKey {
    /// What may be said of the key in public: which one it is.
    pub fn commitment(&self) -> Hash {
        commitment(&self.key)
    }

    /// Reads a number and a key, as they stand under the seal of envelopes and invitations.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, WireError> {
        reader.parts(2)?;
        let epoch = reader.small()?;
        let key = SecretKey::from_slice(reader.bytes()?);
        Ok(Self { epoch, key: key.ok_or_else(|| WireError("a key of another length".to_owned()))? })
    }
}

/// What may be said of a key in public.
pub(crate) fn commitment(key: &SecretKey) -> Hash {
    Hash::of(COMMITMENT, &[key.expose()])
}
