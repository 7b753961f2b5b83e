//! A record with its signatures, and its bytes.

use std::fmt;

use pelikirja_crypto::{DeviceKeys, DevicePublic, Hash, SignatureError};

use super::codec::{self, RecordError};
use super::record::{Action, Record};
use super::redaction::put_in_order;

/// What a record is known by.
const RECORD: &str = "pelikirja 2026-11 membership record";
/// What is signed.
const CONTENT: &str = "pelikirja 2026-11 membership content";
/// The author's signature.
const AUTHOR: &str = "pelikirja 2026-11 membership author";
/// The signature of a device that comes in.
const ARRIVAL: &str = "pelikirja 2026-11 membership arrival";

/// The longest record, bytes: room for the heads of some 19,000 chains.
pub const LONGEST_RECORD: usize = 1 << 20;

/// A record as it travels. Its bytes have one form only, so its hash names it.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedRecord {
    record: Record,
    author: [u8; 64],
    arrival: Option<[u8; 64]>,
    hash: Hash,
    bytes: Vec<u8>,
}

impl Record {
    /// Signs it with the keys of its author.
    ///
    /// # Errors
    /// [`RecordError`] when it is too long, when a parent is missing or one too many, or when the new device has to sign
    /// as well.
    pub fn sign(self, author: &DeviceKeys) -> Result<SignedRecord, RecordError> {
        self.sign_all(author, None)
    }

    /// Signs an arrival ([`Action::Join`], [`Action::Recover`]): with the keys of the invitation or of the recovery
    /// words, and with those of the new device.
    ///
    /// # Errors
    /// As [`Record::sign`].
    pub fn sign_arrival(self, author: &DeviceKeys, device: &DeviceKeys) -> Result<SignedRecord, RecordError> {
        self.sign_all(author, Some(device))
    }

    fn sign_all(
        mut self,
        author: &DeviceKeys,
        device: Option<&DeviceKeys>,
    ) -> Result<SignedRecord, RecordError> {
        self.put_in_order();
        let content = signed_hash(&codec::content(&self));
        let signature = author.sign(AUTHOR, content.as_bytes());
        let arrival = device.map(|device| device.sign(ARRIVAL, content.as_bytes()));
        let bytes = codec::record(&self, &signature, arrival.as_ref());
        SignedRecord::from_bytes(&bytes)
    }

    fn put_in_order(&mut self) {
        self.parents.sort_unstable();
        self.parents.dedup();
        if let Action::Redact { entries } = &mut self.action {
            put_in_order(entries);
        }
        if let Action::SetRole { heads, .. }
        | Action::RemoveDevice { heads, .. }
        | Action::RemoveMember { heads, .. }
        | Action::Adopt { heads, .. } = &mut self.action
        {
            heads.sort_unstable();
            heads.dedup();
        }
    }
}

impl SignedRecord {
    /// Reads a record. Whether its signatures fit is found out when it is judged: whose they are stands in others.
    ///
    /// # Errors
    /// [`RecordError`] for bytes that no program writes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        if bytes.len() > LONGEST_RECORD {
            return Err(RecordError::TooLong(bytes.len()));
        }
        let (record, author, arrival) = codec::read_record(bytes)?;
        if arrival.is_some() != record.action.is_signed_by_new_device() {
            return Err(RecordError::Signatures);
        }
        if record.parents.is_empty() != matches!(record.action, Action::Genesis { .. }) {
            return Err(RecordError::Parents);
        }
        if codec::record(&record, &author, arrival.as_ref()) != bytes {
            return Err(RecordError::NotCanonical);
        }
        let (hash, bytes) = (Hash::of(RECORD, &[bytes]), bytes.to_vec());
        Ok(Self { record, author, arrival, hash, bytes })
    }

    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.bytes.clone()
    }

    /// What it is known by: the hash of all its bytes, the signatures included. So a copy with a wrong signature is
    /// another record and cannot stand in the way of the right one.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// What it says.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Whether the author's signature is by these keys and, for an arrival, the other one by the device's own.
    ///
    /// # Errors
    /// [`SignatureError`] when one does not fit.
    pub fn verify(&self, author: &DevicePublic) -> Result<(), SignatureError> {
        let content = signed_hash(&codec::content(&self.record));
        author.verify(AUTHOR, content.as_bytes(), &self.author)?;
        match (&self.arrival, self.record.action.new_device()) {
            (Some(arrival), Some(device)) => device.verify(ARRIVAL, content.as_bytes(), arrival),
            _ => Ok(()),
        }
    }
}

fn signed_hash(content: &[u8]) -> Hash {
    Hash::of(CONTENT, &[content])
}

impl fmt::Debug for SignedRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?}", self.hash, self.record)
    }
}
