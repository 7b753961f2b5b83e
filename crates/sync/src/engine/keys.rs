//! Epochs: a new key whenever somebody may no longer read on.

use pelikirja_crypto::{DevicePublic, Randomness, SecretKey, seal};
use pelikirja_domain::{Id, Role};

use super::judge::{BEGINNING, MAGIC, open_membership, write_membership};
use super::state::{Keyring, keep_hand_out, keep_key};
use super::{Engine, EngineError, World};
use crate::entry::{EpochKey, commitment};
use crate::envelope::{Envelope, RECOVERY};
use crate::files::{self, FileKind, FileRecord, Holding, Progress};
use crate::membership::{Action, Membership, Standing};
use crate::mutation::{self, Mutation};
use crate::name::{self, FileHash};
use crate::ports::{Commit, Instant, Replica, StateChange};

/// How long a device that is not an owner's waits for an owner to hand out keys.
const PATIENCE: Instant = 24 * 60 * 60 * 1000;

impl<R: Replica> Engine<R> {
    /// The key that seals: of the newest epoch of which one is here, one that whoever began the epoch committed to. Any
    /// other key only opens: a removed device may hand out keys as well, and it would know what they seal.
    pub(super) fn sealing_key(&self) -> Option<EpochKey> {
        let epochs = self.state.membership.commitments().iter().rev();
        epochs.into_iter().find_map(|(epoch, committed)| {
            let keys = self.state.keyring.of(*epoch).iter();
            let rightful = keys.filter(|key| committed.contains(&commitment(key)));
            // Where two owners began one epoch at once, the same key seals on every device.
            let key = rightful.min_by_key(|key| commitment(key))?;
            Some(EpochKey { epoch: *epoch, key: key.clone() })
        })
    }

    /// Hands out keys that a device of the firm lacks: it was invited while another owner began an epoch, or an owner who
    /// had removed it for a while began one. Owners' devices do so at once and the others after a day, for the one that
    /// lacks a key may be the only owner's.
    pub(super) fn hand_out_keys(&mut self, world: &mut World<'_>) -> Result<(), EngineError> {
        let keys: Vec<_> = self.state.keyring.all().iter().map(EpochKey::commitment).collect();
        let own = self.state.identity.device;
        let recipients = self.state.membership.recipients();
        let has = |device: Id| keys.iter().all(|key| self.state.handed_out.contains(&(*key, device)));
        let is_active = recipients.iter().any(|(device, _)| *device == own);
        if mutation::is(Mutation::KeepKeys)
            || recipients.iter().all(|(device, _)| *device == own || has(*device))
        {
            self.lacking_since = None;
            return Ok(());
        }
        let since = *self.lacking_since.get_or_insert(world.now);
        let is_owner = self.standing() == Standing::Member(Role::Owner);
        // What one sealed who was shut out without knowing it, nobody else may be able to open.
        if is_active && !is_owner && world.now.abs_diff(since) < PATIENCE.unsigned_abs() {
            return Ok(());
        }
        let Some(key) = self.sealing_key() else { return Ok(()) };
        let envelope = self.envelope(&key, &self.state.membership, world.randomness)?;
        let mut state = Vec::new();
        self.keep_arrival(&envelope, world.now, world.randomness, &mut state)?;
        self.keep_envelope(&envelope, world.now, &mut state)?;
        self.commit(Commit { state, ..Commit::default() })
    }

    /// Keeps this device's arrival once more, sealed with a key that everybody has for whom an envelope is. Keys are taken
    /// of those only who are known, and a device that came in a newer epoch has sealed its arrival with the very key that
    /// others lack. Whoever was shut out since the older epoch can read so that it came.
    pub(super) fn keep_arrival(
        &mut self,
        envelope: &Envelope,
        now: Instant,
        randomness: &mut dyn Randomness,
        state: &mut Vec<StateChange>,
    ) -> Result<(), EngineError> {
        let (own, members) = (self.state.identity.device, &self.state.membership);
        let arrival = members.device(own).and_then(|device| self.state.records.get(&device.arrival));
        // The beginning is not sealed.
        let Some(arrival) = arrival.filter(|arrival| arrival.hash() != self.state.genesis.record) else {
            return Ok(());
        };
        let recipients: Vec<Id> =
            envelope.recipients().filter(|found| ![own, RECOVERY].contains(found)).collect();
        let all_have = |key: &EpochKey| {
            let key = key.commitment();
            recipients.iter().all(|device| self.state.handed_out.contains(&(key, *device)))
        };
        // Nothing is sealed with a key that somebody else than an owner has brought.
        let is_rightful = |key: &EpochKey| {
            members.commitments().get(&key.epoch).is_some_and(|known| known.contains(&key.commitment()))
        };
        let rightful: Vec<EpochKey> = self.state.keyring.all().into_iter().filter(is_rightful).collect();
        // Where it is not known who has what, the first epoch's: all have come with it.
        let Some(key) = rightful.iter().rev().find(|key| all_have(key)).or(rightful.first()).cloned() else {
            return Ok(());
        };
        let mut common = Keyring::default();
        rightful.into_iter().filter(all_have).chain([key.clone()]).for_each(|key| {
            common.add(key);
        });
        let arrival = arrival.clone();
        let of_membership = |(hash, file): (&FileHash, &FileRecord)| {
            (file.kind == FileKind::Membership).then(|| hash.clone())
        };
        let files: Vec<FileHash> = self.state.files.iter().filter_map(of_membership).collect();
        for file in files {
            let bytes = self.replica.kept(file.as_str())?.unwrap_or_default();
            if open_membership(&bytes, &common).iter().any(|record| record.hash() == arrival.hash()) {
                return Ok(());
            }
        }
        let content = write_membership(&[&arrival], None);
        let mut salt = [0; 16];
        randomness.fill(&mut salt)?;
        let sealed = seal(FileKind::Membership.number(), key.epoch, &key.key, salt, &content)?;
        let place = name::Place::Membership { number: self.state.records.len() as u64 };
        self.keep_file(FileKind::Membership, &sealed, place, now, state)
    }

    /// Notes to whom an envelope hands out which keys.
    pub(super) fn note_hand_out(&mut self, envelope: &Envelope) -> Vec<StateChange> {
        let mut changes = Vec::new();
        for recipient in envelope.recipients() {
            for key in &envelope.commitments {
                if self.state.handed_out.insert((*key, recipient)) {
                    changes.push(keep_hand_out(key, recipient));
                }
            }
        }
        changes
    }

    /// Begins a new epoch where the present key may be in wrong hands: a device was removed while another owner sealed
    /// the key to it. Every owner's device that sees it does so; two that do it at once leave two keys, which all have.
    pub(super) fn keep_epoch_safe(&mut self, world: &mut World<'_>) -> Result<(), EngineError> {
        let is_owner = self.standing() == Standing::Member(Role::Owner);
        if !is_owner || !self.state.membership.needs_rotation() {
            return Ok(());
        }
        self.rotate(world.now, world.randomness)
    }

    /// Begins a new epoch.
    pub(super) fn rotate(
        &mut self,
        now: Instant,
        randomness: &mut dyn Randomness,
    ) -> Result<(), EngineError> {
        let key = self.new_key(randomness)?;
        let action = Action::Rotate { epoch: key.epoch, commitment: key.commitment() };
        self.record(action, Some(key), now, randomness)
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
        if !keys.iter().any(|known| known.commitment() == key.commitment()) {
            keys.push(key.clone());
        }
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
        state.extend(self.note_hand_out(envelope));
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
        self.keep(&hash, bytes)?;
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

pub(super) fn own_file(kind: FileKind, bytes: &[u8], path: String, now: Instant) -> FileRecord {
    FileRecord {
        kind,
        path,
        bytes: bytes.len() as u64,
        progress: Progress::Applied,
        own: true,
        was_listed: false,
        at: now,
        holding: Holding::default(),
        looked: 0,
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
