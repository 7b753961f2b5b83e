//! What the bytes of a whole file are.

use pelikirja_crypto::{SealedFile, SealedFileError};
use pelikirja_domain::Id;

use super::state::{Keyring, State};
use crate::container::{Run, read_container};
use crate::envelope::Envelope;
use crate::files::FileKind;
use crate::membership::SignedRecord;
use crate::name::FileHash;
use crate::wire::{Reader, WireError, Writer};

/// How every file begins: three letters and the number of the format.
pub(super) const MAGIC: [u8; 4] = *b"PLK\x01";
/// Bytes of the beginning: the magic and the kind.
pub(super) const BEGINNING: usize = 5;
/// The most that a sealed file may hold when it is opened.
pub(super) const MOST_CONTENT: usize = 64 << 20;

/// What a file is, as far as it can be said with what is known here.
pub(super) enum Judged {
    /// The workspace's beginning.
    Beginning(Box<SignedRecord>),
    /// An invitation, which only its code opens.
    Invitation,
    /// Keys, signed by their author.
    Keys(Envelope),
    /// Records of membership, and keys that go with them.
    Membership(Vec<SignedRecord>, Option<Envelope>),
    /// Entries.
    Entries(Vec<Run>),
    /// None of the keys here opens it. Another owner may have begun the same epoch with another key, which comes yet.
    Locked { epoch: u32 },
    /// Keys by a device that is not known here.
    UnknownAuthor { device: Id },
    /// Keys that another device made than the one that they name.
    ForgedKeys { device: Id },
    /// The beginning of another firm.
    OtherFirm,
    /// Of a newer format.
    Newer,
    /// One of the firm's keys seals it, and it is not what belongs into such a file.
    Malformed(FileKind),
    /// Nothing of the workspace's.
    Junk,
}

/// Makes out what a file is, whose bytes are those of its name.
pub(super) fn judge(state: &State, bytes: &[u8]) -> Judged {
    let Some((beginning, content)) = bytes.split_at_checked(BEGINNING) else { return Judged::Junk };
    if beginning.get(..3) != MAGIC.get(..3) {
        return Judged::Junk;
    }
    let kind = beginning.get(4).copied().and_then(FileKind::from_number);
    let Some(kind) = kind.filter(|_| beginning.starts_with(&MAGIC)) else { return Judged::Newer };
    match kind {
        FileKind::Genesis => judge_beginning(state, bytes, content),
        FileKind::Invitation => match SealedFile::parse(bytes) {
            Ok(_) => Judged::Invitation,
            Err(_) => Judged::Junk,
        },
        FileKind::Keys => match Envelope::from_bytes(content) {
            Ok(envelope) => match state.is_by_its_author(&envelope) {
                Some(true) => Judged::Keys(envelope),
                Some(false) => Judged::ForgedKeys { device: envelope.author },
                None => Judged::UnknownAuthor { device: envelope.author },
            },
            Err(_) => Judged::Junk,
        },
        FileKind::Membership | FileKind::Entries => judge_sealed(state, kind, bytes),
    }
}

fn judge_beginning(state: &State, bytes: &[u8], content: &[u8]) -> Judged {
    let record = SignedRecord::from_bytes(content);
    match (FileHash::of(bytes) == state.genesis.file, record) {
        (true, Ok(record)) => Judged::Beginning(Box::new(record)),
        (true, Err(_)) => Judged::Malformed(FileKind::Genesis),
        (false, Ok(_)) => Judged::OtherFirm,
        (false, Err(_)) => Judged::Junk,
    }
}

fn judge_sealed(state: &State, kind: FileKind, bytes: &[u8]) -> Judged {
    let content = match open_with(&state.keyring, bytes) {
        Opened::Content(content) => content,
        Opened::Wrong => return Judged::Malformed(kind),
        Opened::NoKey { epoch } => return Judged::Locked { epoch },
        Opened::Strange => return Judged::Junk,
    };
    let judged = match kind {
        FileKind::Entries => read_container(&content).map(Judged::Entries),
        _ => read_membership(&content).map(|(records, envelope)| Judged::Membership(records, envelope)),
    };
    judged.unwrap_or(Judged::Malformed(kind))
}

/// What came of opening a sealed file.
pub(super) enum Opened {
    Content(Vec<u8>),
    /// One of the firm's keys seals it, and it is no sealed file.
    Wrong,
    NoKey {
        epoch: u32,
    },
    Strange,
}

/// Opens a sealed file with whatever key of its epoch fits.
pub(super) fn open_with(keyring: &Keyring, bytes: &[u8]) -> Opened {
    let Ok(sealed) = SealedFile::parse(bytes) else { return Opened::Strange };
    for key in keyring.of(sealed.epoch()) {
        match sealed.open(key, MOST_CONTENT) {
            Ok(content) => return Opened::Content(content),
            Err(SealedFileError::WrongKey) => {}
            // Its name is the hash of its bytes, so it is not damaged: whoever has the key made it so.
            Err(_) => return Opened::Wrong,
        }
    }
    Opened::NoKey { epoch: sealed.epoch() }
}

/// The records in a file of membership, as far as the keys open it.
pub(super) fn open_membership(bytes: &[u8], keyring: &Keyring) -> Vec<SignedRecord> {
    match open_with(keyring, bytes) {
        Opened::Content(content) => read_membership(&content).map(|(records, _)| records).unwrap_or_default(),
        Opened::Wrong | Opened::NoKey { .. } | Opened::Strange => Vec::new(),
    }
}

/// The content of a file of membership records: the records, and keys that go with them.
pub(super) fn write_membership(records: &[&SignedRecord], envelope: Option<&Envelope>) -> Vec<u8> {
    let mut out = Writer::new();
    out.array(2).array(records.len() as u64);
    for record in records {
        out.bytes(&record.to_bytes());
    }
    match envelope {
        Some(envelope) => out.bytes(&envelope.to_bytes()),
        None => out.null(),
    };
    out.into_bytes()
}

pub(super) fn read_membership(content: &[u8]) -> Result<(Vec<SignedRecord>, Option<Envelope>), WireError> {
    let mut reader = Reader::new(content);
    reader.parts(2)?;
    let records = reader.list(|reader| {
        SignedRecord::from_bytes(reader.bytes()?).map_err(|error| WireError(error.to_string()))
    })?;
    let envelope = if reader.null()? { None } else { Some(Envelope::from_bytes(reader.bytes()?)?) };
    reader.end()?;
    Ok((records, envelope))
}
