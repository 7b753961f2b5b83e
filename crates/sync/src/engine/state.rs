//! What the engine knows, and how it is kept.
//!
//! Everything lies in small named values that the replica writes together with what rests on them. The first letter of
//! a name says what it is: `i` this device, `g` genesis, `r` a membership record, `k` a key of an epoch, `h` that a
//! device has a key, `e` an entry, `f` a file, `a` what a device said to have, `w` which records it said to know, `d` what
//! was taken out of an entry.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_crypto::{DevicePublic, Hash, SecretKey};
use pelikirja_domain::Id;

use super::identity::Identity;
use crate::chains::{self, Chains, Known};
use crate::container::Run;
use crate::entry::{EpochKey, Place, Writing};
use crate::envelope::Envelope;
use crate::files::{self, Files};
use crate::membership::{Head, Membership, Redactions, SignedRecord, device_id};
use crate::name::FileHash;
use crate::ports::{Kept, StateChange};
use crate::wire::{Reader, WireError, Writer};

/// Whose device it is that came to the firm in a way that does not count.
const NOBODY: Id = Id::from_bytes([0; 16]);

/// Keys by epoch. Two owners may have begun one epoch at once: then both keys open, and one of them seals.
#[derive(Default)]
pub(super) struct Keyring(BTreeMap<u32, Vec<SecretKey>>);

impl Keyring {
    pub fn add(&mut self, key: EpochKey) -> bool {
        let known = self.0.entry(key.epoch).or_default();
        if known.iter().any(|found| found.expose() == key.key.expose()) {
            return false;
        }
        known.push(key.key);
        true
    }

    pub fn of(&self, epoch: u32) -> &[SecretKey] {
        self.0.get(&epoch).map(Vec::as_slice).unwrap_or_default()
    }

    pub fn all(&self) -> Vec<EpochKey> {
        let keys = self.0.iter().flat_map(|(epoch, keys)| keys.iter().map(|key| (*epoch, key)));
        keys.map(|(epoch, key)| EpochKey { epoch, key: key.clone() }).collect()
    }
}

pub(super) fn keep_key(key: &EpochKey) -> StateChange {
    let mut name = vec![b'k'];
    name.extend_from_slice(&key.epoch.to_be_bytes());
    name.extend_from_slice(key.commitment().as_bytes());
    (name, Some(key.key.expose().to_vec()))
}

pub(super) fn keep_record(record: &SignedRecord) -> StateChange {
    let mut name = vec![b'r'];
    name.extend_from_slice(record.hash().as_bytes());
    (name, Some(record.to_bytes()))
}

/// What the workspace begins with: the record, and the file that holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Genesis {
    pub file: FileHash,
    pub record: Hash,
}

impl Genesis {
    pub fn write(&self, out: &mut Writer) {
        out.array(2).bytes(self.file.as_str().as_bytes()).hash(&self.record);
    }

    pub fn read(reader: &mut Reader<'_>) -> Result<Self, WireError> {
        reader.parts(2)?;
        let file = std::str::from_utf8(reader.bytes()?).ok().and_then(FileHash::from_text);
        let file = file.ok_or_else(|| WireError("the beginning's file".to_owned()))?;
        Ok(Self { file, record: reader.hash()? })
    }

    pub fn keep(&self) -> StateChange {
        let mut out = Writer::new();
        self.write(&mut out);
        (b"g".to_vec(), Some(out.into_bytes()))
    }
}

/// Everything that the engine knows.
pub(super) struct State {
    pub identity: Identity,
    /// What the workspace begins with.
    pub genesis: Genesis,
    pub records: BTreeMap<Hash, SignedRecord>,
    pub membership: Membership,
    pub keyring: Keyring,
    pub chains: Chains,
    pub files: Files,
    /// Entries that this device has applied and not yet told of in one of its own.
    pub untold: BTreeSet<Place>,
    /// How far each device has said to be, chain by chain.
    pub acknowledged: BTreeMap<(Id, Id), u64>,
    /// The tips of the membership log that each device said to know last.
    pub told: BTreeMap<Id, Vec<Hash>>,
    /// What this device does without already of what owners had taken out.
    pub enforced: Redactions,
    /// Which keys each device has, as far as it can be known: those that were sealed to it.
    pub handed_out: BTreeSet<(Hash, Id)>,
}

impl State {
    /// Reads what was kept; none where no workspace was begun or joined.
    pub fn kept(values: Vec<Kept>) -> Result<Option<Self>, WireError> {
        let (mut identity, mut genesis) = (None, None);
        let (mut records, mut keyring) = (BTreeMap::new(), Keyring::default());
        let (mut chains, mut files, mut acknowledged) = (Chains::default(), Files::new(), BTreeMap::new());
        let mut handed_out = BTreeSet::new();
        let (mut told, mut enforced) = (BTreeMap::new(), Redactions::default());
        for (name, bytes) in values {
            match name.first() {
                Some(b'i') => identity = Some(Identity::kept(&bytes)?),
                Some(b'g') => genesis = Some(Genesis::read(&mut Reader::new(&bytes))?),
                Some(b'r') => {
                    let record =
                        SignedRecord::from_bytes(&bytes).map_err(|error| WireError(error.to_string()))?;
                    records.insert(record.hash(), record);
                }
                Some(b'k') => {
                    let epoch =
                        name.get(1..5).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes);
                    let key = epoch.zip(SecretKey::from_slice(&bytes));
                    let (epoch, key) = key.ok_or_else(|| WireError("a key of an epoch".to_owned()))?;
                    keyring.add(EpochKey { epoch, key });
                }
                Some(b'e') => {
                    let (writing, place, known) = chains::kept(&name, &bytes)?;
                    chains.insert(writing, place, known);
                }
                Some(b'f') => {
                    let (hash, file) = files::kept(&name, &bytes)?;
                    files.insert(hash, file);
                }
                Some(b'a') => {
                    let (device, chain, number) = kept_acknowledgement(&name, &bytes)?;
                    acknowledged.insert((device, chain), number);
                }
                Some(b'w') => {
                    let (device, tips) = kept_told(&name, &bytes)?;
                    told.insert(device, tips);
                }
                Some(b'd') => {
                    let (entry, operations) = kept_enforced(&name, &bytes)?;
                    enforced.add(entry, operations);
                }
                Some(b'h') => {
                    handed_out.insert(kept_hand_out(&name)?);
                }
                _ => {}
            }
        }
        let (Some(identity), Some(genesis)) = (identity, genesis) else { return Ok(None) };
        let membership = evaluate(&genesis, &records);
        let untold = BTreeSet::new();
        let mut state = Self {
            identity,
            genesis,
            records,
            membership,
            keyring,
            chains,
            files,
            untold,
            acknowledged,
            told,
            enforced,
            handed_out,
        };
        state.untold = state.heads_of_others();
        Ok(Some(state))
    }

    /// The heads of the other chains. After a start the engine does not know which of them it has told of; telling
    /// again costs a few bytes.
    pub fn heads_of_others(&self) -> BTreeSet<Place> {
        let own = self.identity.writing().chain();
        let others = self.chains.iter().filter(|(chain, _)| *chain != own);
        others.flat_map(|(chain, found)| found.tips(chain)).collect()
    }

    /// The membership that follows from these records.
    pub fn with_records(&self, records: &BTreeMap<Hash, SignedRecord>) -> Membership {
        let records: Vec<SignedRecord> = records.values().cloned().collect();
        self.membership.evaluate_again(&records)
    }

    /// Takes a record in; whether it was new.
    pub fn add_record(&mut self, record: SignedRecord) -> bool {
        let is_new = self.records.insert(record.hash(), record).is_none();
        if is_new {
            self.membership = self.with_records(&self.records);
        }
        is_new
    }

    /// Takes an entry in. Returns what its author has said to have.
    pub fn add_entry(
        &mut self,
        writing: Writing,
        place: Place,
        known: Known,
        entry: &Seen<'_>,
    ) -> Vec<StateChange> {
        self.chains.insert(writing, place, known);
        if entry.is_mine {
            self.untold.clear();
        } else if entry.has_operations {
            // Telling of an entry also tells of those before it. What does nothing need not be told of.
            self.untold.retain(|told| told.chain != place.chain || !self.chains.leads_to(told, &place));
            self.untold.insert(place);
        }
        let mut changes = Vec::new();
        if !entry.members.is_empty() {
            self.told.insert(writing.device, entry.members.to_vec());
            changes.push(keep_told(writing.device, entry.members));
        }
        for seen in entry.seen {
            let number = self.acknowledged.entry((writing.device, seen.chain)).or_default();
            if *number < seen.number {
                *number = seen.number;
                changes.push(keep_acknowledgement(writing.device, seen.chain, seen.number));
            }
        }
        changes
    }

    /// The member and the keys of a device: of one that belongs to the firm or did, or of one whose arrival does not
    /// count, because the owner who invited it was shut out at the same time. What such a device wrote counts as nothing,
    /// and nobody waits for it forever.
    pub fn author(&self, device: Id) -> Option<(Id, DevicePublic)> {
        let known = self.membership.device(device).map(|device| (device.member, device.keys));
        let arrivals = || self.records.values().filter_map(|record| record.record().action.new_device());
        known.or_else(|| arrivals().find(|keys| device_id(keys) == device).map(|keys| (NOBODY, *keys)))
    }

    /// Whether the device that an envelope names made it; none if that device is not known here. It may be one whose
    /// arrival does not count: what it sealed has to be opened before it can be set aside, and its keys are not waited
    /// for forever.
    pub fn is_by_its_author(&self, envelope: &Envelope) -> Option<bool> {
        self.author(envelope.author).map(|(_, keys)| envelope.is_by(&keys))
    }

    /// Who wrote a run of entries; none where neither it nor the chain says so.
    pub fn writing_of(&self, run: &Run) -> Option<Writing> {
        run.writing.or_else(|| self.chains.get(run.chain).map(|chain| chain.writing))
    }

    /// The records of membership that a device has said to know, with all that they rest on.
    pub fn known_to(&self, device: Id) -> BTreeSet<Hash> {
        let mut known = BTreeSet::new();
        let arrival = self.membership.device(device).map(|device| device.arrival);
        let mut next: Vec<Hash> =
            self.told.get(&device).into_iter().flatten().copied().chain(arrival).collect();
        while let Some(record) = next.pop() {
            if known.insert(record) {
                let parents = self.records.get(&record).map(|found| found.record().parents.as_slice());
                next.extend(parents.unwrap_or_default());
            }
        }
        known
    }

    /// Whether every active device has said to have that entry; its own author has.
    pub fn is_acknowledged(&self, place: &Place) -> bool {
        let author = self.chains.get(place.chain).map(|chain| chain.writing.device);
        self.membership.active_devices().all(|device| {
            author == Some(device)
                || device == self.identity.device
                || self.acknowledged.get(&(device, place.chain)).is_some_and(|number| *number >= place.number)
        })
    }
}

/// What an entry says about others.
pub(super) struct Seen<'e> {
    pub seen: &'e [Place],
    pub members: &'e [Hash],
    pub has_operations: bool,
    /// Whether this device has just made it. A copy of its disk may write under the same name.
    pub is_mine: bool,
}

/// Name and bytes under which the engine keeps which records a device said to know.
fn keep_told(device: Id, tips: &[Hash]) -> StateChange {
    let mut out = Writer::new();
    crate::wire::write_hashes(&mut out, tips);
    ([b"w", device.as_bytes().as_slice()].concat(), Some(out.into_bytes()))
}

fn kept_told(name: &[u8], bytes: &[u8]) -> Result<(Id, Vec<Hash>), WireError> {
    let device = name.get(1..).and_then(|device| Id::from_slice(device).ok());
    let device = device.ok_or_else(|| WireError("what a device said to know".to_owned()))?;
    let mut reader = Reader::new(bytes);
    let tips = crate::wire::read_hashes(&mut reader)?;
    reader.end()?;
    Ok((device, tips))
}

/// Name and bytes under which the engine keeps what it does without of an entry; nothing once nothing is taken out of it.
pub(super) fn keep_enforced(entry: &Head, operations: Option<&BTreeSet<u32>>) -> StateChange {
    let name = [b"d".as_slice(), entry.chain.as_bytes(), &entry.number.to_be_bytes(), entry.hash.as_bytes()];
    let value = operations.map(|operations| {
        let mut out = Writer::new();
        out.array(operations.len() as u64);
        for operation in operations {
            out.unsigned((*operation).into());
        }
        out.into_bytes()
    });
    (name.concat(), value)
}

fn kept_enforced(name: &[u8], bytes: &[u8]) -> Result<(Head, Vec<u32>), WireError> {
    let odd = || WireError("what was taken out of an entry".to_owned());
    let (chain, rest) = name.get(1..).and_then(<[u8]>::split_first_chunk::<16>).ok_or_else(odd)?;
    let (number, hash) = rest.split_first_chunk::<8>().ok_or_else(odd)?;
    let hash: [u8; 32] = hash.try_into().map_err(|_| odd())?;
    let entry = Head { chain: Id::from_bytes(*chain), number: u64::from_be_bytes(*number), hash: Hash(hash) };
    let mut reader = Reader::new(bytes);
    let operations = reader.list(Reader::small)?;
    reader.end()?;
    Ok((entry, operations))
}

/// Name and bytes under which the engine keeps that a device has a key.
pub(super) fn keep_hand_out(key: &Hash, device: Id) -> StateChange {
    ([b"h", key.as_bytes().as_slice(), device.as_bytes()].concat(), Some(Vec::new()))
}

fn kept_hand_out(name: &[u8]) -> Result<(Hash, Id), WireError> {
    let odd = || WireError("who has a key".to_owned());
    let (key, device) = name.get(1..).and_then(<[u8]>::split_first_chunk::<32>).ok_or_else(odd)?;
    Ok((Hash(*key), Id::from_slice(device).map_err(|_| odd())?))
}

fn keep_acknowledgement(device: Id, chain: Id, number: u64) -> StateChange {
    let name = [b"a", device.as_bytes().as_slice(), chain.as_bytes()].concat();
    (name, Some(number.to_be_bytes().to_vec()))
}

fn kept_acknowledgement(name: &[u8], bytes: &[u8]) -> Result<(Id, Id, u64), WireError> {
    let odd = || WireError("an acknowledgement".to_owned());
    let (device, chain) = name.get(1..).and_then(<[u8]>::split_first_chunk::<16>).ok_or_else(odd)?;
    let chain = Id::from_slice(chain).map_err(|_| odd())?;
    let number = bytes.try_into().map(u64::from_be_bytes).map_err(|_| odd())?;
    Ok((Id::from_bytes(*device), chain, number))
}

fn evaluate(genesis: &Genesis, records: &BTreeMap<Hash, SignedRecord>) -> Membership {
    let records: Vec<SignedRecord> = records.values().cloned().collect();
    Membership::evaluate(&genesis.record, &records)
}
