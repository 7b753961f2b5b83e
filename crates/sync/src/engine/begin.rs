//! The beginning: a new workspace, or a device that comes to one.

use pelikirja_crypto::{DeviceKeys, InvitationCode, Randomness, SecretKey};
use pelikirja_domain::Id;

use super::find::{Found, find_invitation, find_recoverable, workspace_of};
use super::identity::Identity;
use super::judge::write_membership;
use super::keys::plain_file;
use super::state::{Genesis, Keyring, State, keep_key, keep_record};
use super::{Engine, EngineError, World};
use crate::chains::Chains;
use crate::entry::EpochKey;
use crate::envelope::{Envelope, RECOVERY};
use crate::files::{FileKind, Files};
use crate::membership::{Action, FIRST_EPOCH, InvitationUse, Membership, Record, SignedRecord, Signer};
use crate::name::{self, FileHash};
use crate::ports::{Commit, FolderError, Instant, Replica};

/// What a new workspace begins with.
#[derive(Debug, Clone)]
pub struct Beginning {
    /// The member who begins it, an owner.
    pub member: Id,
    /// What the printed words stand for. It is not kept.
    pub recovery: SecretKey,
    /// What the device's keys, and so its identity, follow from.
    pub seed: SecretKey,
}

/// Why a device cannot come to a workspace.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// The folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Nothing of a workspace is in the folder.
    #[error("no workspace is in the folder")]
    NoWorkspace,
    /// No invitation in the folder opens with the code: a wrong word, another folder, or its file is not here yet.
    #[error("the code opens no invitation in this folder")]
    NoInvitation,
    /// The invitation is past its time.
    #[error("the invitation has expired")]
    Expired,
    /// Another device has used it.
    #[error("the invitation was used")]
    Used,
    /// It was taken back.
    #[error("the invitation was taken back")]
    Cancelled,
    /// The recovery words are not those of the workspace in this folder.
    #[error("the recovery words do not open this workspace")]
    WrongRecovery,
    /// The keys of the workspace are not in the folder yet.
    #[error("not all of the workspace is in the folder yet")]
    NotAllHere,
    /// The engine.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl<R: Replica> Engine<R> {
    /// Begins a workspace on this device.
    ///
    /// # Errors
    /// [`EngineError`].
    pub fn begin(
        replica: R,
        beginning: &Beginning,
        fingerprint: &[u8],
        now: Instant,
        randomness: &mut dyn Randomness,
    ) -> Result<Self, EngineError> {
        let identity = new_identity(&beginning.seed, fingerprint, randomness)?;
        let (device, keys) = (identity.device, identity.keys.public());
        let member = beginning.member;
        let workspace = workspace_of(&beginning.recovery, &keys);
        let recovery = DeviceKeys::from_seed(&beginning.recovery).public();
        let key = EpochKey { epoch: FIRST_EPOCH, key: SecretKey::random_from(randomness)? };
        let action = Action::Genesis { workspace, member, keys, recovery, commitment: key.commitment() };
        let record = Record { parents: Vec::new(), author: Signer::Device(device), at: now, action };
        let record = record.sign(&identity.keys).map_err(EngineError::from)?;
        let genesis_file = plain_file(FileKind::Genesis, &record.to_bytes());
        let recipients = [(device, keys), (RECOVERY, recovery)];
        let envelope = Envelope::signed(
            FIRST_EPOCH,
            device,
            &identity.keys,
            std::slice::from_ref(&key),
            &recipients,
            randomness,
        )?;
        let genesis = Genesis { file: FileHash::of(&genesis_file), record: record.hash() };
        let membership = Membership::evaluate(&genesis.record, std::slice::from_ref(&record));
        let state = state_of(identity, genesis, membership, vec![record], vec![key]);
        let mut engine = Self::new(replica, state);
        let mut state = engine.keep_all();
        engine.keep_file(FileKind::Genesis, &genesis_file, name::Place::Genesis, now, &mut state)?;
        engine.keep_envelope(&envelope, now, &mut state)?;
        engine.commit(Commit { state, ..Commit::default() })?;
        Ok(engine)
    }

    /// Comes to the workspace in the folder with an invitation.
    ///
    /// # Errors
    /// [`JoinError`]; nothing is kept or written then.
    pub fn join(
        replica: R,
        seed: &SecretKey,
        fingerprint: &[u8],
        code: &InvitationCode,
        world: &mut World<'_>,
    ) -> Result<Self, JoinError> {
        let found = find_invitation(world.folder, code)?;
        let membership = Membership::evaluate(&found.genesis.record, &found.records);
        let Some(state) = membership.invitation(&found.invite) else { return Err(JoinError::NoInvitation) };
        match state.used {
            InvitationUse::Used(_) => return Err(JoinError::Used),
            InvitationUse::TakenBack => return Err(JoinError::Cancelled),
            InvitationUse::Open if state.expires_at < world.now => return Err(JoinError::Expired),
            InvitationUse::Open => {}
        }
        let identity = new_identity(seed, fingerprint, world.randomness)?;
        let invitation_keys = DeviceKeys::from_seed(&code.seed());
        let action = Action::Join { invite: found.invite, keys: identity.keys.public() };
        let record =
            Record { parents: membership.heads(), author: Signer::Invitation, at: world.now, action };
        let record = record.sign_arrival(&invitation_keys, &identity.keys).map_err(EngineError::from)?;
        Self::come(replica, identity, found, &membership, record, world)
    }

    /// Comes to the workspace in the folder as a new device of an owner, with the printed words.
    ///
    /// # Errors
    /// [`JoinError`]; nothing is kept or written then.
    pub fn recover(
        replica: R,
        seed: &SecretKey,
        fingerprint: &[u8],
        words: &SecretKey,
        world: &mut World<'_>,
    ) -> Result<Self, JoinError> {
        let recovery = DeviceKeys::from_seed(words);
        let found = find_recoverable(world.folder, words)?;
        let membership = Membership::evaluate(&found.genesis.record, &found.records);
        let member = membership.first_owner().ok_or(JoinError::NoWorkspace)?;
        let identity = new_identity(seed, fingerprint, world.randomness)?;
        let action = Action::Recover { member, keys: identity.keys.public() };
        let record = Record { parents: membership.heads(), author: Signer::Recovery, at: world.now, action };
        let record = record.sign_arrival(&recovery, &identity.keys).map_err(EngineError::from)?;
        Self::come(replica, identity, found, &membership, record, world)
    }

    fn come(
        replica: R,
        identity: Identity,
        found: Found,
        before: &Membership,
        record: SignedRecord,
        world: &mut World<'_>,
    ) -> Result<Self, JoinError> {
        let number = found.records.len() as u64;
        let mut records = found.records;
        records.push(record.clone());
        let membership = before.evaluate_again(&records);
        let state = state_of(identity, found.genesis, membership, records, found.keys);
        let mut engine = Self::new(replica, state);
        if engine.sealing_key().is_none() {
            return Err(JoinError::NotAllHere);
        }
        let mut state = engine.keep_all();
        // The newcomer's own word for the keys that came with the invitation: nobody need hand them out again.
        let (keys, identity) = (engine.state.keyring.all(), &engine.state.identity);
        let own = [(identity.device, identity.keys.public())];
        let epoch = engine.state.membership.epoch();
        let envelope =
            Envelope::signed(epoch, identity.device, &identity.keys, &keys, &own, world.randomness)
                .map_err(EngineError::from)?;
        state.extend(engine.note_hand_out(&envelope));
        let content = write_membership(&[&record], Some(&envelope));
        let sealed = engine.seal(FileKind::Membership, &content, world.randomness)?;
        let place = name::Place::Membership { number };
        engine.keep_file(FileKind::Membership, &sealed, place, world.now, &mut state)?;
        engine.commit(Commit { state, ..Commit::default() })?;
        Ok(engine)
    }

    /// Everything that is kept from the beginning.
    fn keep_all(&self) -> Vec<crate::ports::StateChange> {
        let mut state = vec![self.state.identity.keep(), self.state.genesis.keep()];
        state.extend(self.state.records.values().map(keep_record));
        state.extend(self.state.keyring.all().iter().map(keep_key));
        state
    }
}

fn new_identity(
    seed: &SecretKey,
    fingerprint: &[u8],
    randomness: &mut dyn Randomness,
) -> Result<Identity, EngineError> {
    let mut session = [0; 16];
    randomness.fill(&mut session)?;
    Ok(Identity::new(seed.clone(), Id::from_bytes(session), fingerprint.to_vec()))
}

fn state_of(
    identity: Identity,
    genesis: Genesis,
    membership: Membership,
    records: Vec<SignedRecord>,
    keys: Vec<EpochKey>,
) -> State {
    let mut keyring = Keyring::default();
    for key in keys {
        keyring.add(key);
    }
    let records = records.into_iter().map(|record| (record.hash(), record)).collect();
    State {
        identity,
        genesis,
        records,
        membership,
        keyring,
        chains: Chains::default(),
        files: Files::new(),
        untold: std::collections::BTreeSet::new(),
        acknowledged: std::collections::BTreeMap::new(),
        told: std::collections::BTreeMap::new(),
        enforced: crate::membership::Redactions::default(),
        handed_out: std::collections::BTreeSet::new(),
    }
}
