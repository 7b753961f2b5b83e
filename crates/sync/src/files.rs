//! Which sealed files this device has seen, and what is in them.

use std::collections::BTreeMap;

use pelikirja_domain::{Id, Instant};

use crate::chains::Chains;
use crate::entry::Place;
use crate::name::FileHash;
use crate::wire::{Reader, WireError, Writer};

/// What a file is, as its header or its beginning says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// The beginning of the workspace.
    Genesis,
    /// Records of membership.
    Membership,
    /// Keys of an epoch.
    Keys,
    /// Entries.
    Entries,
    /// An invitation.
    Invitation,
}

impl FileKind {
    /// The kind's number in the header of a sealed file; the others are not sealed with an epoch's key.
    pub fn number(self) -> u8 {
        match self {
            Self::Genesis => 1,
            Self::Membership => 2,
            Self::Keys => 3,
            Self::Entries => 4,
            Self::Invitation => 5,
        }
    }

    /// The kind of that number.
    pub fn from_number(number: u8) -> Option<Self> {
        [Self::Genesis, Self::Membership, Self::Keys, Self::Entries, Self::Invitation]
            .into_iter()
            .find(|kind| kind.number() == number)
    }
}

/// How far a kept file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    /// Something that it rests on is not here yet.
    Waiting,
    /// All in it is applied.
    Applied,
    /// All in it is in another file as well: nobody needs it, though it may come back.
    Covered {
        /// Since when.
        since: Instant,
    },
    /// It can never be read: what was sealed is not what belongs into such a file.
    Wrong,
}

/// Consecutive entries that a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub chain: Id,
    pub from: u64,
    pub to: Place,
}

/// A file that was read whole once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileRecord {
    pub kind: FileKind,
    /// Where it is written again when it vanishes.
    pub path: String,
    pub bytes: u64,
    pub progress: Progress,
    /// Whether this device wrote it.
    pub own: bool,
    /// Whether it was ever seen in the folder.
    pub was_listed: bool,
    /// When it was first here.
    pub at: Instant,
    /// What is in it, once it is applied.
    pub holding: Holding,
}

/// The entries in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Holding {
    pub spans: Vec<Span>,
    /// Whether operations were taken out of them: then the file stands in for no other.
    pub redacted: bool,
}

impl Holding {
    /// Whether everything in `small` is in this file as well.
    pub fn covers(&self, small: &Self, chains: &Chains) -> bool {
        let is_in = |span: &Span| {
            self.spans.iter().any(|own| {
                own.chain == span.chain && own.from <= span.from && chains.leads_to(&span.to, &own.to)
            })
        };
        (small.redacted || !self.redacted) && !small.spans.is_empty() && small.spans.iter().all(is_in)
    }
}

/// All of them.
pub(crate) type Files = BTreeMap<FileHash, FileRecord>;

/// Name and bytes under which the engine keeps a file's record.
pub(crate) fn keep(hash: &FileHash, file: &FileRecord) -> (Vec<u8>, Vec<u8>) {
    let mut out = Writer::new();
    out.array(10).unsigned(file.kind.number().into()).bytes(file.path.as_bytes()).unsigned(file.bytes);
    match file.progress {
        Progress::Waiting => out.unsigned(0),
        Progress::Applied => out.unsigned(1),
        Progress::Wrong => out.unsigned(2),
        Progress::Covered { .. } => out.unsigned(3),
    };
    let since = if let Progress::Covered { since } = file.progress { since } else { 0 };
    out.signed(since)
        .unsigned(file.own.into())
        .unsigned(file.was_listed.into())
        .signed(file.at)
        .array(file.holding.spans.len() as u64);
    for span in &file.holding.spans {
        out.array(4).id(span.chain).unsigned(span.from).unsigned(span.to.number).hash(&span.to.hash);
    }
    out.unsigned(file.holding.redacted.into());
    (name(hash), out.into_bytes())
}

/// Name under which the engine keeps a file's record.
pub(crate) fn name(hash: &FileHash) -> Vec<u8> {
    let mut name = vec![b'f'];
    name.extend_from_slice(hash.as_str().as_bytes());
    name
}

/// Reads what [`keep`] wrote.
pub(crate) fn kept(name: &[u8], bytes: &[u8]) -> Result<(FileHash, FileRecord), WireError> {
    let odd = || WireError("a file's record".to_owned());
    let text = name.strip_prefix(b"f").and_then(|name| std::str::from_utf8(name).ok()).ok_or_else(odd)?;
    let hash = FileHash::from_text(text).ok_or_else(odd)?;
    let mut reader = Reader::new(bytes);
    let parts = reader.array()?;
    let kind = u8::try_from(reader.unsigned()?).ok().and_then(FileKind::from_number).ok_or_else(odd)?;
    let path = String::from_utf8(reader.bytes()?.to_vec()).map_err(|_| odd())?;
    let length = reader.unsigned()?;
    let (progress, since) = (reader.unsigned()?, reader.signed()?);
    let progress = match progress {
        0 => Progress::Waiting,
        1 => Progress::Applied,
        2 => Progress::Wrong,
        3 => Progress::Covered { since },
        _ => return Err(odd()),
    };
    let (own, was_listed) = (reader.unsigned()? == 1, reader.unsigned()? == 1);
    let at = reader.signed()?;
    let spans = reader.list(|reader| {
        reader.parts(4)?;
        let (chain, from) = (reader.id()?, reader.unsigned()?);
        Ok(Span { chain, from, to: Place { chain, number: reader.unsigned()?, hash: reader.hash()? } })
    })?;
    // Earlier programs did not ask whether operations were taken out; none could take them out either.
    let redacted = parts > 9 && reader.unsigned()? == 1;
    reader.end()?;
    let holding = Holding { spans, redacted };
    Ok((hash, FileRecord { kind, path, bytes: length, progress, own, was_listed, at, holding }))
}
