//! Which sealed files this device has seen, and what is in them.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_domain::{Id, Instant};

use crate::chains::Chains;
use crate::entry::Place;
use crate::membership::Redactions;
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
    /// It holds what an owner had taken out of its entries: its bytes are neither kept nor written again, and its writer
    /// removes it.
    Exposed {
        /// Since when that is known.
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
    /// How much had been erased when this device last looked for that in the file; owners' devices do.
    pub looked: u64,
}

impl FileRecord {
    /// Whether it was made here in place of another device's file, without what was erased, and is not in the folder: its
    /// writer makes one as well.
    pub fn is_stand_in(&self) -> bool {
        !self.own && !self.was_listed
    }
}

/// The entries in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Holding {
    pub spans: Vec<Span>,
    /// Operations that are not in it though they are of its entries, or that its entries never had.
    pub lacking: BTreeMap<Place, BTreeSet<u32>>,
}

impl Holding {
    /// Whether it lacks nothing but what owners had taken out.
    pub fn is_whole(&self, redactions: &Redactions) -> bool {
        self.lacks_only(|place, operation| redactions.has(&place.head(), operation))
    }

    fn lacks_only(&self, may: impl Fn(&Place, u32) -> bool) -> bool {
        let all = self.lacking.iter();
        all.into_iter().all(|(place, operations)| operations.iter().all(|operation| may(place, *operation)))
    }

    /// What owners had taken out of its entries, and is in it nevertheless.
    pub fn exposed<'r>(
        &self,
        redactions: &'r Redactions,
        chains: &Chains,
    ) -> BTreeMap<Place, &'r BTreeSet<u32>> {
        let mut exposed = BTreeMap::new();
        for span in &self.spans {
            for (entry, operations) in redactions.within(span.chain, span.from, span.to.number) {
                let place = Place { chain: entry.chain, number: entry.number, hash: entry.hash };
                let lacks = |operation: &u32| {
                    self.lacking.get(&place).is_some_and(|lacking| lacking.contains(operation))
                };
                if !operations.iter().all(lacks) && chains.leads_to(&place, &span.to) {
                    exposed.insert(place, operations);
                }
            }
        }
        exposed
    }

    /// Whether everything in `small` is in this file as well, what owners had taken out apart.
    pub fn covers(&self, small: &Self, chains: &Chains, redactions: &Redactions) -> bool {
        let is_in = |span: &Span| {
            self.spans.iter().any(|own| {
                own.chain == span.chain && own.from <= span.from && chains.leads_to(&span.to, &own.to)
            })
        };
        let may_lack = |place: &Place, operation: u32| {
            redactions.has(&place.head(), operation)
                || small.lacking.get(place).is_some_and(|lacking| lacking.contains(&operation))
        };
        !small.spans.is_empty() && small.spans.iter().all(is_in) && self.lacks_only(may_lack)
    }
}

/// All of them.
pub(crate) type Files = BTreeMap<FileHash, FileRecord>;

/// Name and bytes under which the engine keeps a file's record.
pub(crate) fn keep(hash: &FileHash, file: &FileRecord) -> (Vec<u8>, Vec<u8>) {
    let mut out = Writer::new();
    out.array(12).unsigned(file.kind.number().into()).bytes(file.path.as_bytes()).unsigned(file.bytes);
    match file.progress {
        Progress::Waiting => out.unsigned(0),
        Progress::Applied => out.unsigned(1),
        Progress::Wrong => out.unsigned(2),
        Progress::Covered { .. } => out.unsigned(3),
        Progress::Exposed { .. } => out.unsigned(4),
    };
    let since = match file.progress {
        Progress::Covered { since } | Progress::Exposed { since } => since,
        Progress::Waiting | Progress::Applied | Progress::Wrong => 0,
    };
    out.signed(since)
        .unsigned(file.own.into())
        .unsigned(file.was_listed.into())
        .signed(file.at)
        .array(file.holding.spans.len() as u64);
    for span in &file.holding.spans {
        out.array(4).id(span.chain).unsigned(span.from).unsigned(span.to.number).hash(&span.to.hash);
    }
    // Where earlier programs kept no more than whether something is missing.
    out.unsigned((!file.holding.lacking.is_empty()).into());
    out.array(file.holding.lacking.len() as u64);
    for (place, operations) in &file.holding.lacking {
        out.array(4).id(place.chain).unsigned(place.number).hash(&place.hash);
        out.array(operations.len() as u64);
        for operation in operations {
            out.unsigned((*operation).into());
        }
    }
    out.unsigned(file.looked);
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
        4 => Progress::Exposed { since },
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
    let is_redacted = parts > 9 && reader.unsigned()? == 1;
    let (lacking, looked) = if parts > 11 { read_lacking(&mut reader)? } else { (BTreeMap::new(), 0) };
    reader.end()?;
    // Which ones are not in it, earlier programs did not keep: it is looked through again.
    let is_unknown = is_redacted && parts < 12 && progress == Progress::Applied;
    let progress = if is_unknown { Progress::Waiting } else { progress };
    let holding = Holding { spans, lacking };
    Ok((hash, FileRecord { kind, path, bytes: length, progress, own, was_listed, at, holding, looked }))
}

type Lacking = BTreeMap<Place, BTreeSet<u32>>;

fn read_lacking(reader: &mut Reader<'_>) -> Result<(Lacking, u64), WireError> {
    let lacking = reader.list(|reader| {
        reader.parts(4)?;
        let place = Place { chain: reader.id()?, number: reader.unsigned()?, hash: reader.hash()? };
        Ok((place, reader.list(Reader::small)?.into_iter().collect()))
    })?;
    Ok((lacking.into_iter().collect(), reader.unsigned()?))
}
