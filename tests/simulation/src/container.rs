//! Files of entries, read and written here by what is written of the format and not by the engine's code: what the
//! simulation finds in the folder does not depend on what it tests.

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};
use pelikirja_crypto::{Hash, SealedFile, SecretKey, seal};
use pelikirja_domain::Id;

/// Kind of a file of entries, in its header.
pub const ENTRIES: u8 = 4;
/// Kind of a file of membership records.
pub const MEMBERSHIP: u8 = 2;
/// The most that a file of the simulation holds.
const LIMIT: usize = 16 << 20;

/// Entries of one chain that a file holds: from which number to which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The chain.
    pub chain: Id,
    /// The first.
    pub from: u64,
    /// The last.
    pub to: u64,
}

/// An operation in an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// As its author made it.
    Whole(Vec<u8>),
    /// Erased: its salted hash.
    Erased([u8; 32]),
}

/// Salts of an entry's operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Salts {
    /// Of all.
    Seed([u8; 16]),
    /// Of each that is whole.
    Each(Vec<[u8; 32]>),
}

/// An entry as it travels; what stands before its salts is kept as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Time, what was seen, and membership, as encoded.
    pub head: Vec<u8>,
    /// The salts.
    pub salts: Salts,
    /// The signature.
    pub signature: [u8; 64],
    /// The operations.
    pub parts: Vec<Part>,
}

/// Consecutive entries of one chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The chain.
    pub chain: Id,
    /// Device and session, where the run begins the chain.
    pub writing: Option<(Id, Id)>,
    /// Number of the first.
    pub from: u64,
    /// Beginning of the hash of the entry before.
    pub previous: [u8; 4],
    /// The entries.
    pub entries: Vec<Entry>,
}

type Read<T> = Result<T, minicbor::decode::Error>;

/// Opens a sealed file with whichever key fits.
pub fn open(bytes: &[u8], keys: &[(u32, SecretKey)]) -> Option<(u8, Vec<u8>)> {
    let sealed = SealedFile::parse(bytes).ok()?;
    let mut fitting = keys.iter().filter(|(epoch, _)| *epoch == sealed.epoch());
    let content = fitting.find_map(|(_, key)| sealed.open(key, LIMIT).ok())?;
    Some((sealed.kind(), content))
}

/// Seals a content as a file of that kind.
pub fn close(kind: u8, epoch: u32, key: &SecretKey, salt: [u8; 16], content: &[u8]) -> Vec<u8> {
    seal(kind, epoch, key, salt, content).unwrap_or_default()
}

/// The runs in a file of entries.
pub fn read(content: &[u8]) -> Option<Vec<Run>> {
    let mut decoder = Decoder::new(content);
    let runs = decoder.array().ok()??;
    (0..runs).map(|_| read_run(&mut decoder).ok()).collect()
}

/// Which entries a file holds.
pub fn spans(runs: &[Run]) -> Vec<Span> {
    let span = |run: &Run| Span {
        chain: run.chain,
        from: run.from,
        to: run.from + (run.entries.len() as u64).saturating_sub(1),
    };
    runs.iter().map(span).collect()
}

fn odd() -> minicbor::decode::Error {
    minicbor::decode::Error::message("odd")
}

fn fixed<const N: usize>(decoder: &mut Decoder<'_>) -> Read<[u8; N]> {
    decoder.bytes()?.try_into().map_err(|_| odd())
}

fn read_run(decoder: &mut Decoder<'_>) -> Read<Run> {
    decoder.array()?;
    let (chain, writing) = if decoder.datatype()? == Type::Array {
        decoder.array()?;
        let (device, session) = (Id::from_bytes(fixed(decoder)?), Id::from_bytes(fixed(decoder)?));
        let hash = Hash::of("pelikirja 2026-11 chain", &[device.as_bytes(), session.as_bytes()]);
        let mut first = [0; 16];
        first.copy_from_slice(&hash.as_bytes()[..16]);
        (Id::from_bytes(first), Some((device, session)))
    } else {
        (Id::from_bytes(fixed(decoder)?), None)
    };
    let (from, previous) = (decoder.u64()?, fixed(decoder)?);
    let count = decoder.array()?.ok_or_else(odd)?;
    let entries = (0..count).map(|_| read_entry(decoder)).collect::<Read<_>>()?;
    Ok(Run { chain, writing, from, previous, entries })
}

fn read_entry(decoder: &mut Decoder<'_>) -> Read<Entry> {
    decoder.array()?;
    let start = decoder.position();
    (0..3).try_for_each(|_| decoder.skip())?;
    let head = decoder.input().get(start..decoder.position()).unwrap_or_default().to_vec();
    let salts = if decoder.datatype()? == Type::Array {
        let count = decoder.array()?.ok_or_else(odd)?;
        Salts::Each((0..count).map(|_| fixed(decoder)).collect::<Read<_>>()?)
    } else {
        Salts::Seed(fixed(decoder)?)
    };
    let signature = fixed(decoder)?;
    let count = decoder.array()?.ok_or_else(odd)?;
    let parts = (0..count).map(|_| {
        if decoder.datatype()? == Type::Array {
            decoder.array()?;
            Ok(Part::Erased(fixed(decoder)?))
        } else {
            Ok(Part::Whole(decoder.bytes()?.to_vec()))
        }
    });
    let parts = parts.collect::<Read<_>>()?;
    Ok(Entry { head, salts, signature, parts })
}

/// The content of a file that holds those runs.
pub fn write(runs: &[Run]) -> Vec<u8> {
    let mut out = Encoder::new(Vec::new());
    // Memory takes everything.
    let _ = write_runs(&mut out, runs);
    out.into_writer()
}

fn write_runs(
    out: &mut Encoder<Vec<u8>>,
    runs: &[Run],
) -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
    out.array(runs.len() as u64)?;
    for run in runs {
        out.array(4)?;
        match run.writing {
            Some((device, session)) => out.array(2)?.bytes(device.as_bytes())?.bytes(session.as_bytes())?,
            None => out.bytes(run.chain.as_bytes())?,
        };
        out.u64(run.from)?.bytes(&run.previous)?.array(run.entries.len() as u64)?;
        for entry in &run.entries {
            out.array(6)?;
            out.writer_mut().extend_from_slice(&entry.head);
            match &entry.salts {
                Salts::Seed(seed) => {
                    out.bytes(seed)?;
                }
                Salts::Each(salts) => {
                    out.array(salts.len() as u64)?;
                    for salt in salts {
                        out.bytes(salt)?;
                    }
                }
            }
            out.bytes(&entry.signature)?.array(entry.parts.len() as u64)?;
            for part in &entry.parts {
                match part {
                    Part::Whole(bytes) => out.bytes(bytes)?,
                    Part::Erased(hash) => out.array(1)?.bytes(hash)?,
                };
            }
        }
    }
    Ok(())
}

/// Erases those operations of an entry; its signature still fits.
pub fn erase(entry: &mut Entry, is_doomed: impl Fn(&[u8]) -> bool) -> bool {
    let mut output = match &entry.salts {
        Salts::Seed(seed) => {
            let mut hasher = blake3::Hasher::new_derive_key("pelikirja 2026-11 operation salts");
            hasher.update(seed);
            hasher.finalize_xof()
        }
        // Once is enough.
        Salts::Each(_) => return false,
    };
    let (mut kept, mut has_erased) = (Vec::new(), false);
    for part in &mut entry.parts {
        let mut salt = [0; 32];
        output.fill(&mut salt);
        match part {
            Part::Whole(bytes) if is_doomed(bytes) => {
                *part = Part::Erased(*blake3::keyed_hash(&salt, bytes).as_bytes());
                has_erased = true;
            }
            _ => kept.push(salt),
        }
    }
    if has_erased {
        entry.salts = Salts::Each(kept);
    }
    has_erased
}
