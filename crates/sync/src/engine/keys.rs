//! Epochs: a new key whenever somebody may no longer read on.

use pelikirja_crypto::{DevicePublic, Hash, Randomness, SecretKey};
use pelikirja_domain::{Id, Role};

use super::read::{BEGINNING, MAGIC};
use super::state::keep_key;
use super::{Engine, EngineError, World};
use crate::entry::EpochKey;
use crate::envelope::{Envelope, RECOVERY};
use crate::files::{self, FileKind, FileRecord, Progress};
use crate::membership::{Action, Membership, Standing};
use crate::name::{self, FileHash};
use crate::ports::{Instant, Replica, StateChange};

impl<R: Replica> Engine<R> {
    /// Begins a new epoch where the present key may be in wrong hands: a device was removed while another owner sealed
    /// the key to it. Every owner's device that sees it does so; two that do it at once leave two keys, which all have.
    pub(super) fn keep_epoch_safe(&mut self, world: &mut World<'_>) -> Result<(), EngineError> {
        let is_owner = self.standing() == Standing::Member(Role::Owner);
        if !is_owner || !self.state.membership.needs_rotation() {
            return Ok(());
        }
        let key = self.new_key(world.randomness)?;
        let action = Action::Rotate { epoch: key.epoch, commitment: commitment(&key) };
        self.record(action, Some(key), world.now, world.randomness)
    }

    /// A key for the next epoch.
    pub(super) fn new_key(&self, randomness: &mut dyn Randomness) -> Result<EpochKey, EngineError> {
        let epoch = self.state.membership.epoch().saturating_add(1);
        Ok(EpochKey { epoch, key: SecretKey::random_from(randomness)? })
    }

    /// A new key, and all before it, sealed to everybody who belongs to the firm then.
    pub(super) fn envelope(
        &self,
        key: &EpochKey,
        members: &Membership,
        randomness: &mut dyn Randomness,
    ) -> Result<Envelope, EngineError> {
        let mut keys = self.state.keyring.all();
        keys.push(key.clone());
        let mut recipients: Vec<(Id, DevicePublic)> = members.recipients();
        recipients.extend(members.recovery().map(|recovery| (RECOVERY, recovery)));
        let identity = &self.state.identity;
        Ok(Envelope::signed(key.epoch, identity.device, &identity.keys, &keys, &recipients, randomness)?)
    }

    /// Keeps an envelope as a file of its own, for a device that has no key yet to open anything else with.
    pub(super) fn keep_envelope(
        &mut self,
        envelope: &Envelope,
        now: Instant,
        state: &mut Vec<StateChange>,
    ) -> Result<(), EngineError> {
        let bytes = plain_file(FileKind::Keys, &envelope.to_bytes());
        let path = name::Place::Keys { epoch: envelope.epoch };
        self.keep_file(FileKind::Keys, &bytes, path, now, state)
    }

    /// Keeps a file of this device durably; its record is added to `state`.
    pub(super) fn keep_file(
        &mut self,
        kind: FileKind,
        bytes: &[u8],
        path: name::Place,
        now: Instant,
        state: &mut Vec<StateChange>,
    ) -> Result<(), EngineError> {
        let hash = FileHash::of(bytes);
        self.replica.keep(hash.as_str(), bytes)?;
        let file = own_file(kind, bytes, path.path(&hash), now);
        let (name, value) = files::keep(&hash, &file);
        state.push((name, Some(value)));
        self.state.files.insert(hash, file);
        Ok(())
    }

    /// Takes a new key into use.
    pub(super) fn use_key(&mut self, key: EpochKey, state: &mut Vec<StateChange>) {
        state.push(keep_key(&key));
        self.state.keyring.add(key);
    }
}

/// What the record of a rotation says of its key.
pub(super) fn commitment(key: &EpochKey) -> Hash {
    Hash::of("pelikirja 2026-11 epoch commitment", &[key.key.expose()])
}

pub(super) fn own_file(kind: FileKind, bytes: &[u8], path: String, now: Instant) -> FileRecord {
    FileRecord {
        kind,
        path,
        bytes: bytes.len() as u64,
        progress: Progress::Applied,
        own: true,
        was_listed: false,
        at: now,
        spans: Vec::new(),
    }
}

/// A file that is not sealed with an epoch's key: the beginning, and keys, each proving itself.
pub(super) fn plain_file(kind: FileKind, content: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(BEGINNING + content.len());
    bytes.extend_from_slice(&MAGIC);
    bytes.push(kind.number());
    bytes.extend_from_slice(content);
    bytes
}
