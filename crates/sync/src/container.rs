//! What carries entries: runs of entries of one chain or of many.
//!
//! A small batch and a pack are the same thing and differ only in where they lie. Entries prove
//! themselves, so whoever has them may carry them.

use pelikirja_domain::Id;

use crate::entry::{Entry, Operation, Salts, Writing};
use crate::wire::{Reader, WireError, Writer, read_hashes, read_places, write_hashes, write_places};

/// Consecutive entries of one chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The chain.
    pub chain: Id,
    /// Who writes it; said where the run begins with the chain's first entry.
    pub writing: Option<Writing>,
    /// Number of the first of them, from 1 on.
    pub from: u64,
    /// Beginning of the hash of the entry before: tells the branches of a fork apart.
    pub previous: [u8; 4],
    /// The entries.
    pub entries: Vec<Entry>,
}

impl Run {
    /// Number of the last of them.
    pub fn to(&self) -> u64 {
        self.from + (self.entries.len() as u64).saturating_sub(1)
    }

    /// Whether operations were taken out of it.
    pub fn is_redacted(&self) -> bool {
        self.entries.iter().any(Entry::is_redacted)
    }
}

/// The content of a file of entries.
pub fn write_container(runs: &[Run]) -> Vec<u8> {
    let mut out = Writer::new();
    out.array(runs.len() as u64);
    for run in runs {
        out.array(4);
        match run.writing {
            Some(writing) => out.array(2).id(writing.device).id(writing.session),
            None => out.id(run.chain),
        };
        out.unsigned(run.from).bytes(&run.previous).array(run.entries.len() as u64);
        for entry in &run.entries {
            write_entry(&mut out, entry);
        }
    }
    out.into_bytes()
}

/// Reads what [`write_container`] wrote.
///
/// # Errors
/// [`WireError`] for anything else.
pub fn read_container(content: &[u8]) -> Result<Vec<Run>, WireError> {
    let mut reader = Reader::new(content);
    let runs = reader.list(|reader| {
        reader.parts(4)?;
        let (chain, writing) = if reader.is_array()? {
            reader.parts(2)?;
            let writing = Writing { device: reader.id()?, session: reader.id()? };
            (writing.chain(), Some(writing))
        } else {
            (reader.id()?, None)
        };
        let (from, previous) = (reader.unsigned()?, reader.fixed()?);
        let entries = reader.list(read_entry)?;
        let is_numbered = from >= 1 && from.checked_add(entries.len() as u64).is_some();
        if !is_numbered || entries.is_empty() {
            return Err(WireError("a run without numbers".to_owned()));
        }
        Ok(Run { chain, writing, from, previous, entries })
    })?;
    reader.end()?;
    Ok(runs)
}

fn write_entry(out: &mut Writer, entry: &Entry) {
    out.array(6).signed(entry.at);
    write_places(out, &entry.seen);
    write_hashes(out, &entry.members);
    match &entry.salts {
        Salts::Seed(seed) => {
            out.bytes(seed);
        }
        Salts::Each(salts) => {
            out.array(salts.len() as u64);
            for salt in salts {
                out.bytes(salt);
            }
        }
    }
    out.bytes(&entry.signature).array(entry.operations.len() as u64);
    for operation in &entry.operations {
        match operation {
            Operation::Whole(bytes) => out.bytes(bytes),
            Operation::Erased(hash) => out.array(1).hash(hash),
        };
    }
}

fn read_entry(reader: &mut Reader<'_>) -> Result<Entry, WireError> {
    reader.parts(6)?;
    let at = reader.signed()?;
    let seen = read_places(reader)?;
    let members = read_hashes(reader)?;
    let salts = if reader.is_array()? {
        Salts::Each(reader.list(Reader::fixed)?)
    } else {
        Salts::Seed(reader.fixed()?)
    };
    let signature = reader.fixed()?;
    let operations = reader.list(|reader| {
        if reader.is_array()? {
            reader.parts(1)?;
            Ok(Operation::Erased(reader.hash()?))
        } else {
            Ok(Operation::Whole(reader.bytes()?.to_vec()))
        }
    })?;
    Ok(Entry { at, seen, members, salts, operations, signature })
}
