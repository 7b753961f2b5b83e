//! Which device this is, and in which session it writes.

use pelikirja_crypto::{DeviceKeys, Hash, SecretKey};
use pelikirja_domain::Id;

use crate::entry::Writing;
use crate::membership::device_id;
use crate::ports::StateChange;
use crate::wire::{Reader, WireError, Writer};

/// This device.
pub(super) struct Identity {
    /// Follows from its keys.
    pub device: Id,
    pub seed: SecretKey,
    pub keys: DeviceKeys,
    /// The session that its own entries are written in.
    pub session: Id,
    /// What tells this machine from a copy of its disk.
    pub fingerprint: Vec<u8>,
    /// The membership log as its last own entry knew it.
    pub told_members: Vec<Hash>,
}

impl Identity {
    pub fn writing(&self) -> Writing {
        Writing { device: self.device, session: self.session }
    }

    pub fn keep(&self) -> StateChange {
        let mut out = Writer::new();
        out.array(4).bytes(self.seed.expose()).id(self.session).bytes(&self.fingerprint);
        crate::wire::write_hashes(&mut out, &self.told_members);
        (b"i".to_vec(), Some(out.into_bytes()))
    }

    pub fn kept(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = Reader::new(bytes);
        reader.parts(4)?;
        let seed = SecretKey::from_slice(reader.bytes()?)
            .ok_or_else(|| WireError("the device's key has another length".to_owned()))?;
        let (session, fingerprint) = (reader.id()?, reader.bytes()?.to_vec());
        let told_members = crate::wire::read_hashes(&mut reader)?;
        reader.end()?;
        let mut identity = Self::new(seed, session, fingerprint);
        identity.told_members = told_members;
        Ok(identity)
    }

    pub fn new(seed: SecretKey, session: Id, fingerprint: Vec<u8>) -> Self {
        let keys = DeviceKeys::from_seed(&seed);
        let device = device_id(&keys.public());
        Self { device, seed, keys, session, fingerprint, told_members: Vec::new() }
    }
}
