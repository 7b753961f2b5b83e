//! The beginning: a new workspace, or a device that comes to one.

use pelikirja_crypto::{DeviceKeys, DevicePublic, Hash, InvitationCode, Randomness, SealedFile, SecretKey};
use pelikirja_domain::Id;

use super::act::INVITATION_FILE;
use super::keys::plain_file;
use super::read::{BEGINNING, MOST_CONTENT, nothing, write_membership};
use super::state::{Genesis, Identity, Keyring, State, keep_key, keep_record};
use super::{Engine, EngineError, World};
use crate::chains::Chains;
use crate::entry::EpochKey;
use crate::envelope::{Envelope, RECOVERY};
use crate::files::{FileKind, Files};
use crate::membership::{Action, FIRST_EPOCH, InvitationUse, Membership, Record, SignedRecord, Signer};
use crate::name::{self, FileHash};
use crate::ports::{Commit, Folder, FolderError, Instant, Replica};
use crate::wire::{Reader, WireError};

/// What a new workspace begins with.
#[derive(Debug, Clone)]
pub struct Beginning {
    /// Identity of the workspace.
    pub workspace: Id,
    /// The member who begins it, an owner.
    pub member: Id,
    /// Public part of the key that the printed words give.
    pub recovery: DevicePublic,
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
        let Beginning { workspace, member, recovery, .. } = *beginning;
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
        let mut engine = Self::new(replica, state_of(identity, genesis, vec![record], vec![key]));
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
        Self::come(replica, identity, found, record, world)
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
        let found = find_recoverable(world.folder, &recovery)?;
        let membership = Membership::evaluate(&found.genesis.record, &found.records);
        let member = membership.first_owner().ok_or(JoinError::NoWorkspace)?;
        let identity = new_identity(seed, fingerprint, world.randomness)?;
        let action = Action::Recover { member, keys: identity.keys.public() };
        let record = Record { parents: membership.heads(), author: Signer::Recovery, at: world.now, action };
        let record = record.sign_arrival(&recovery, &identity.keys).map_err(EngineError::from)?;
        Self::come(replica, identity, found, record, world)
    }

    fn come(
        replica: R,
        identity: Identity,
        found: Found,
        record: SignedRecord,
        world: &mut World<'_>,
    ) -> Result<Self, JoinError> {
        let number = found.records.len() as u64;
        let mut records = found.records;
        records.push(record.clone());
        let mut engine = Self::new(replica, state_of(identity, found.genesis, records, found.keys));
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

/// What a newcomer finds in the folder.
struct Found {
    /// The invitation; nothing's hash for who comes by the recovery words.
    invite: Hash,
    genesis: Genesis,
    records: Vec<SignedRecord>,
    keys: Vec<EpochKey>,
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

fn state_of(identity: Identity, genesis: Genesis, records: Vec<SignedRecord>, keys: Vec<EpochKey>) -> State {
    let mut keyring = Keyring::default();
    for key in keys {
        keyring.add(key);
    }
    let membership = Membership::evaluate(&genesis.record, &records);
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
        handed_out: std::collections::BTreeSet::new(),
    }
}

/// Whole files of the folder, whatever they are.
fn whole_files(folder: &mut dyn Folder) -> Result<Vec<(FileHash, Vec<u8>)>, JoinError> {
    let mut files = Vec::new();
    for listed in folder.list()? {
        for hash in FileHash::in_path(&listed.path) {
            // Entries are long and of no use before one belongs to the firm.
            let is_of_use = !listed.path.starts_with("o/") && !listed.path.starts_with("p/");
            if is_of_use
                && let Ok(bytes) = folder.read(&listed.path)
                && FileHash::of(&bytes) == hash
            {
                files.push((hash, bytes));
            }
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

fn kind_of(bytes: &[u8]) -> Option<FileKind> {
    bytes
        .starts_with(&super::read::MAGIC)
        .then(|| bytes.get(4).copied().and_then(FileKind::from_number))
        .flatten()
}

fn find_invitation(folder: &mut dyn Folder, code: &InvitationCode) -> Result<Found, JoinError> {
    let files = whole_files(folder)?;
    let key = code.seed().derive(INVITATION_FILE);
    for (_, bytes) in files.iter().filter(|(_, bytes)| kind_of(bytes) == Some(FileKind::Invitation)) {
        let Ok(sealed) = SealedFile::parse(bytes) else { continue };
        if let Ok(content) = sealed.open(&key, MOST_CONTENT) {
            let content = zeroize::Zeroizing::new(content);
            let mut found = read_invitation(&content).map_err(EngineError::from)?;
            // What came after the invitation was made: it may have been used or taken back.
            let mut keyring = Keyring::default();
            for key in &found.keys {
                keyring.add(key.clone());
            }
            for (_, bytes) in files.iter().filter(|(_, bytes)| kind_of(bytes) == Some(FileKind::Membership)) {
                found.records.extend(super::read::open_membership(bytes, &keyring));
            }
            return Ok(found);
        }
    }
    let is_workspace = files.iter().any(|(_, bytes)| kind_of(bytes) == Some(FileKind::Genesis));
    Err(if is_workspace { JoinError::NoInvitation } else { JoinError::NoWorkspace })
}

fn read_invitation(content: &[u8]) -> Result<Found, WireError> {
    let mut reader = Reader::new(content);
    reader.parts(4)?;
    let invite = reader.hash()?;
    let genesis = Genesis::read(&mut reader)?;
    let records = reader.list(|reader| {
        SignedRecord::from_bytes(reader.bytes()?).map_err(|error| WireError(error.to_string()))
    })?;
    let keys = reader.list(|reader| {
        reader.parts(2)?;
        let epoch = reader.small()?;
        let key = SecretKey::from_slice(reader.bytes()?);
        Ok(EpochKey { epoch, key: key.ok_or_else(|| WireError("a key of another length".to_owned()))? })
    })?;
    reader.end()?;
    Ok(Found { invite, genesis, records, keys })
}

/// The workspace that the recovery key belongs to: its beginning, the keys sealed to it, and the records that they open.
fn find_recoverable(folder: &mut dyn Folder, recovery: &DeviceKeys) -> Result<Found, JoinError> {
    let files = whole_files(folder)?;
    let of_kind = |kind| files.iter().filter(move |(_, bytes)| kind_of(bytes) == Some(kind));
    let mut begun: Option<(Genesis, SignedRecord)> = None;
    for (hash, bytes) in of_kind(FileKind::Genesis) {
        let record = bytes.get(BEGINNING..).and_then(|content| SignedRecord::from_bytes(content).ok());
        if let Some(record) = record
            && matches!(record.record().action, Action::Genesis { recovery: own, .. } if own == recovery.public())
        {
            begun = Some((Genesis { file: hash.clone(), record: record.hash() }, record));
        }
    }
    let Some((genesis, beginning)) = begun else {
        let is_workspace = of_kind(FileKind::Genesis).next().is_some();
        return Err(if is_workspace { JoinError::WrongRecovery } else { JoinError::NoWorkspace });
    };
    let mut keyring = Keyring::default();
    for (_, bytes) in of_kind(FileKind::Keys) {
        let envelope = bytes.get(BEGINNING..).and_then(|content| Envelope::from_bytes(content).ok());
        for key in envelope.and_then(|envelope| envelope.open(RECOVERY, recovery)).unwrap_or_default() {
            keyring.add(key);
        }
    }
    let mut records = vec![beginning];
    for (_, bytes) in of_kind(FileKind::Membership) {
        records.extend(super::read::open_membership(bytes, &keyring));
    }
    Ok(Found { invite: nothing(), genesis, records, keys: keyring.all() })
}
