//! What a newcomer finds in the folder: the invitation, or the workspace of the printed words.

use pelikirja_crypto::{DeviceKeys, DevicePublic, Hash, InvitationCode, SealedFile, SecretKey};
use pelikirja_domain::Id;

use super::EngineError;
use super::act::INVITATION_FILE;
use super::begin::JoinError;
use super::judge::{BEGINNING, MAGIC, MOST_CONTENT, open_membership};
use super::state::{Genesis, Keyring};
use crate::chains::NOTHING;
use crate::entry::EpochKey;
use crate::envelope::{Envelope, RECOVERY};
use crate::files::FileKind;
use crate::membership::{Action, Membership, SignedRecord};
use crate::name::FileHash;
use crate::ports::Folder;
use crate::wire::{Reader, WireError};

/// What the identity of a workspace is derived with.
const WORKSPACE: &str = "pelikirja 2026-11 workspace";

/// What a newcomer finds in the folder.
pub(super) struct Found {
    /// The invitation; nothing's hash for who comes by the recovery words.
    pub invite: Hash,
    pub genesis: Genesis,
    pub records: Vec<SignedRecord>,
    pub keys: Vec<EpochKey>,
}

/// The identity of a workspace. It says to whoever has the printed words that it was begun with them, on that device: the
/// public part of their key lies in the folder, so anybody could begin another firm that names it, in which what a
/// recovered device writes would be theirs.
pub(super) fn workspace_of(words: &SecretKey, first_device: &DevicePublic) -> Id {
    let hash = Hash::of(WORKSPACE, &[words.expose(), &first_device.verify, &first_device.seal]);
    let mut first = [0; 16];
    first.copy_from_slice(&hash.as_bytes()[..16]);
    Id::from_bytes(first)
}

/// Whether a record begins a workspace with those words, signed by the device that it names.
fn is_begun_with(record: &SignedRecord, words: &SecretKey) -> bool {
    let Action::Genesis { workspace, keys, recovery, .. } = record.record().action else { return false };
    recovery == DeviceKeys::from_seed(words).public()
        && workspace == workspace_of(words, &keys)
        && Membership::evaluate(&record.hash(), std::slice::from_ref(record)).workspace().is_some()
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
    bytes.starts_with(&MAGIC).then(|| bytes.get(4).copied().and_then(FileKind::from_number)).flatten()
}

pub(super) fn find_invitation(folder: &mut dyn Folder, code: &InvitationCode) -> Result<Found, JoinError> {
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
                found.records.extend(open_membership(bytes, &keyring));
            }
            return Ok(found);
        }
    }
    let is_workspace = files.iter().any(|(_, bytes)| kind_of(bytes) == Some(FileKind::Genesis));
    Err(if is_workspace { JoinError::NoInvitation } else { JoinError::NoWorkspace })
}

pub(super) fn read_invitation(content: &[u8]) -> Result<Found, WireError> {
    let mut reader = Reader::new(content);
    reader.parts(4)?;
    let invite = reader.hash()?;
    let genesis = Genesis::read(&mut reader)?;
    let records = reader.list(|reader| {
        SignedRecord::from_bytes(reader.bytes()?).map_err(|error| WireError(error.to_string()))
    })?;
    let keys = reader.list(EpochKey::read)?;
    reader.end()?;
    Ok(Found { invite, genesis, records, keys })
}

/// The workspace that the printed words belong to: its beginning, the keys sealed to them, and the records that they open.
pub(super) fn find_recoverable(folder: &mut dyn Folder, words: &SecretKey) -> Result<Found, JoinError> {
    let recovery = DeviceKeys::from_seed(words);
    let files = whole_files(folder)?;
    let of_kind = |kind| files.iter().filter(move |(_, bytes)| kind_of(bytes) == Some(kind));
    let begun = of_kind(FileKind::Genesis).find_map(|(hash, bytes)| {
        let record = SignedRecord::from_bytes(bytes.get(BEGINNING..)?).ok()?;
        let genesis = Genesis { file: hash.clone(), record: record.hash() };
        is_begun_with(&record, words).then_some((genesis, record))
    });
    let Some((genesis, beginning)) = begun else {
        let is_workspace = of_kind(FileKind::Genesis).next().is_some();
        return Err(if is_workspace { JoinError::WrongRecovery } else { JoinError::NoWorkspace });
    };
    let mut keyring = Keyring::default();
    for (_, bytes) in of_kind(FileKind::Keys) {
        let envelope = bytes.get(BEGINNING..).and_then(|content| Envelope::from_bytes(content).ok());
        for key in envelope.and_then(|envelope| envelope.open(RECOVERY, &recovery)).unwrap_or_default() {
            keyring.add(key);
        }
    }
    let mut records = vec![beginning];
    for (_, bytes) in of_kind(FileKind::Membership) {
        records.extend(open_membership(bytes, &keyring));
    }
    Ok(Found { invite: Hash(NOTHING), genesis, records, keys: keyring.all() })
}
