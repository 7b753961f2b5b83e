//! Records as CBOR (RFC 8949), in the one form that is taken: shortest numbers, fixed lengths, nothing after the end.
//!
//! Reading is lenient where that is simpler; what was read is then written again and has to give the same bytes.

use std::convert::Infallible;

use minicbor::{Decoder, Encoder, decode, encode};
use pelikirja_crypto::{DevicePublic, Hash};
use pelikirja_domain::{Id, Role};

use super::record::{Action, Head, Record, Signer};
use super::redaction::Redacted;

/// Why bytes are no record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Longer than [`super::LONGEST_RECORD`].
    #[error("{0} bytes are too long for a record")]
    TooLong(usize),
    /// Not of the form of a record.
    #[error("{0}")]
    Malformed(String),
    /// Of the form, but not as a program writes it: two forms of one record would have two hashes.
    #[error("the record is not in its one form")]
    NotCanonical,
    /// The new device has to sign an arrival, and nothing else.
    #[error("a signature is missing or one too many")]
    Signatures,
    /// The first record has no parents, every other one has.
    #[error("only the first record has no parents")]
    Parents,
}

impl From<decode::Error> for RecordError {
    fn from(error: decode::Error) -> Self {
        Self::Malformed(error.to_string())
    }
}

type Out = Encoder<Vec<u8>>;
type Written = Result<(), encode::Error<Infallible>>;
type Read<T> = Result<T, RecordError>;

/// What is written by `write`; memory takes everything, so nothing fails.
fn written(write: impl FnOnce(&mut Out) -> Written) -> Vec<u8> {
    let mut out = Encoder::new(Vec::new());
    let _ = write(&mut out);
    out.into_writer()
}

/// The bytes of a record: its content and one or two signatures.
pub(super) fn record(record: &Record, author: &[u8; 64], arrival: Option<&[u8; 64]>) -> Vec<u8> {
    written(|out| {
        out.array(if arrival.is_some() { 3 } else { 2 })?.bytes(&content(record))?.bytes(author)?;
        if let Some(arrival) = arrival {
            out.bytes(arrival)?;
        }
        Ok(())
    })
}

/// What is signed: parents, author, time, action.
pub(super) fn content(record: &Record) -> Vec<u8> {
    written(|out| {
        out.array(4)?.array(record.parents.len() as u64)?;
        for parent in &record.parents {
            out.bytes(parent.as_bytes())?;
        }
        match record.author {
            Signer::Device(device) => out.array(2)?.u64(0)?.bytes(device.as_bytes())?,
            Signer::Invitation => out.array(1)?.u64(1)?,
            Signer::Recovery => out.array(1)?.u64(2)?,
        };
        let (number, content) = action(&record.action);
        out.i64(record.at)?.array(2)?.u64(number)?.bytes(&content)?;
        Ok(())
    })
}

/// The number of an action and what it says. That is bytes within bytes, so that a program passes over one that it
/// does not know.
fn action(action: &Action) -> (u64, Vec<u8>) {
    let parts = |number: u64, write: &dyn Fn(&mut Out) -> Written| (number, written(write));
    match action {
        Action::Genesis { workspace, member, keys, recovery, commitment } => parts(0, &|out| {
            out.array(5)?.bytes(workspace.as_bytes())?.bytes(member.as_bytes())?;
            out.bytes(&keys.to_bytes())?.bytes(&recovery.to_bytes())?.bytes(commitment.as_bytes())?;
            Ok(())
        }),
        Action::Invite { keys, role, member, expires_at } => parts(1, &|out| {
            out.array(4)?.bytes(&keys.to_bytes())?.u64(role_number(*role))?;
            out.bytes(member.as_bytes())?.i64(*expires_at)?;
            Ok(())
        }),
        Action::Join { invite, keys } => parts(2, &|out| {
            out.array(2)?.bytes(invite.as_bytes())?.bytes(&keys.to_bytes())?;
            Ok(())
        }),
        Action::Confirm { device } => parts(3, &|out| {
            out.array(1)?.bytes(device.as_bytes())?;
            Ok(())
        }),
        Action::SetRole { member, role, heads } => parts(4, &|out| {
            out.array(3)?.bytes(member.as_bytes())?.u64(role_number(*role))?;
            write_heads(out, heads)
        }),
        Action::RemoveDevice { device, heads, epoch, commitment } => parts(5, &|out| {
            out.array(4)?.bytes(device.as_bytes())?.u32(*epoch)?.bytes(commitment.as_bytes())?;
            write_heads(out, heads)
        }),
        Action::RemoveMember { member, heads, epoch, commitment } => parts(6, &|out| {
            out.array(4)?.bytes(member.as_bytes())?.u32(*epoch)?.bytes(commitment.as_bytes())?;
            write_heads(out, heads)
        }),
        Action::CancelInvitation { invite } => parts(7, &|out| {
            out.array(1)?.bytes(invite.as_bytes())?;
            Ok(())
        }),
        Action::Rotate { epoch, commitment } => parts(8, &|out| {
            out.array(2)?.u32(*epoch)?.bytes(commitment.as_bytes())?;
            Ok(())
        }),
        Action::Recover { member, keys } => parts(9, &|out| {
            out.array(2)?.bytes(member.as_bytes())?.bytes(&keys.to_bytes())?;
            Ok(())
        }),
        Action::Adopt { device, heads } => parts(10, &|out| {
            out.array(2)?.bytes(device.as_bytes())?;
            write_heads(out, heads)
        }),
        Action::MinimumWriter { schema } => parts(11, &|out| {
            out.array(1)?.u32(*schema)?;
            Ok(())
        }),
        Action::Redact { entries } => parts(12, &|out| {
            out.array(1)?.array(entries.len() as u64)?;
            for Redacted { entry, operations } in entries {
                out.array(4)?.bytes(entry.chain.as_bytes())?.u64(entry.number)?;
                out.bytes(entry.hash.as_bytes())?.array(operations.len() as u64)?;
                for operation in operations {
                    out.u32(*operation)?;
                }
            }
            Ok(())
        }),
        Action::Newer { number, content } => (*number, content.clone()),
    }
}

fn write_heads(out: &mut Out, heads: &[Head]) -> Written {
    out.array(heads.len() as u64)?;
    for head in heads {
        out.array(3)?.bytes(head.chain.as_bytes())?.u64(head.number)?.bytes(head.hash.as_bytes())?;
    }
    Ok(())
}

/// Reads a record with its signatures.
pub(super) fn read_record(bytes: &[u8]) -> Read<(Record, [u8; 64], Option<[u8; 64]>)> {
    let mut input = Decoder::new(bytes);
    let signatures = match length(&mut input)? {
        2 => 1,
        3 => 2,
        parts => return Err(RecordError::Malformed(format!("{parts} parts"))),
    };
    let content = read_content(input.bytes()?)?;
    let author = fixed(&mut input)?;
    let arrival = if signatures == 2 { Some(fixed(&mut input)?) } else { None };
    end(&input)?;
    Ok((content, author, arrival))
}

fn read_content(bytes: &[u8]) -> Read<Record> {
    let mut input = Decoder::new(bytes);
    parts(&mut input, 4)?;
    let mut parents: Vec<Hash> = Vec::new();
    for _ in 0..length(&mut input)? {
        let parent = Hash(fixed(&mut input)?);
        if parents.last().is_some_and(|last| *last >= parent) {
            return Err(RecordError::NotCanonical);
        }
        parents.push(parent);
    }
    let author = match (length(&mut input)?, input.u64()?) {
        (2, 0) => Signer::Device(id(&mut input)?),
        (1, 1) => Signer::Invitation,
        (1, 2) => Signer::Recovery,
        (_, kind) => return Err(RecordError::Malformed(format!("an author of kind {kind}"))),
    };
    let at = input.i64()?;
    parts(&mut input, 2)?;
    let number = input.u64()?;
    let action = read_action(number, input.bytes()?)?;
    end(&input)?;
    Ok(Record { parents, author, at, action })
}

fn read_action(number: u64, bytes: &[u8]) -> Read<Action> {
    let mut reader = Decoder::new(bytes);
    let input = &mut reader;
    let wanted = match number {
        0 => 5,
        1 | 5 | 6 => 4,
        4 => 3,
        2 | 8..=10 => 2,
        3 | 7 | 11 | 12 => 1,
        _ => return Ok(Action::Newer { number, content: bytes.to_vec() }),
    };
    parts(input, wanted)?;
    let action = match number {
        0 => Action::Genesis {
            workspace: id(input)?,
            member: id(input)?,
            keys: keys(input)?,
            recovery: keys(input)?,
            commitment: Hash(fixed(input)?),
        },
        1 => Action::Invite {
            keys: keys(input)?,
            role: role(input)?,
            member: id(input)?,
            expires_at: input.i64()?,
        },
        2 => Action::Join { invite: Hash(fixed(input)?), keys: keys(input)? },
        3 => Action::Confirm { device: id(input)? },
        4 => Action::SetRole { member: id(input)?, role: role(input)?, heads: read_heads(input)? },
        5 => {
            let (device, epoch, commitment) = (id(input)?, input.u32()?, Hash(fixed(input)?));
            Action::RemoveDevice { device, epoch, commitment, heads: read_heads(input)? }
        }
        6 => {
            let (member, epoch, commitment) = (id(input)?, input.u32()?, Hash(fixed(input)?));
            Action::RemoveMember { member, epoch, commitment, heads: read_heads(input)? }
        }
        7 => Action::CancelInvitation { invite: Hash(fixed(input)?) },
        8 => Action::Rotate { epoch: input.u32()?, commitment: Hash(fixed(input)?) },
        9 => Action::Recover { member: id(input)?, keys: keys(input)? },
        10 => Action::Adopt { device: id(input)?, heads: read_heads(input)? },
        11 => Action::MinimumWriter { schema: input.u32()? },
        _ => Action::Redact { entries: read_redacted(input)? },
    };
    end(&reader)?;
    Ok(action)
}

fn read_heads(input: &mut Decoder<'_>) -> Read<Vec<Head>> {
    let mut heads: Vec<Head> = Vec::new();
    for _ in 0..length(input)? {
        parts(input, 3)?;
        let head = Head { chain: id(input)?, number: input.u64()?, hash: Hash(fixed(input)?) };
        if heads.last().is_some_and(|last| *last >= head) {
            return Err(RecordError::NotCanonical);
        }
        heads.push(head);
    }
    Ok(heads)
}

fn read_redacted(input: &mut Decoder<'_>) -> Read<Vec<Redacted>> {
    let mut entries: Vec<Redacted> = Vec::new();
    for _ in 0..length(input)? {
        parts(input, 4)?;
        let entry = Head { chain: id(input)?, number: input.u64()?, hash: Hash(fixed(input)?) };
        let mut operations: Vec<u32> = Vec::new();
        for _ in 0..length(input)? {
            let operation = input.u32()?;
            if operations.last().is_some_and(|last| *last >= operation) {
                return Err(RecordError::NotCanonical);
            }
            operations.push(operation);
        }
        if operations.is_empty() || entries.last().is_some_and(|last| last.entry >= entry) {
            return Err(RecordError::NotCanonical);
        }
        entries.push(Redacted { entry, operations });
    }
    Ok(entries)
}

/// Length of a list.
fn length(input: &mut Decoder<'_>) -> Read<u64> {
    input.array()?.ok_or_else(|| RecordError::Malformed("a list of open length".to_owned()))
}

fn parts(input: &mut Decoder<'_>, wanted: u64) -> Read<()> {
    match length(input)? {
        found if found == wanted => Ok(()),
        found => Err(RecordError::Malformed(format!("{found} parts instead of {wanted}"))),
    }
}

fn fixed<const N: usize>(input: &mut Decoder<'_>) -> Read<[u8; N]> {
    let bytes = input.bytes()?;
    bytes.try_into().map_err(|_| RecordError::Malformed(format!("{} bytes instead of {N}", bytes.len())))
}

fn id(input: &mut Decoder<'_>) -> Read<Id> {
    Ok(Id::from_bytes(fixed(input)?))
}

fn keys(input: &mut Decoder<'_>) -> Read<DevicePublic> {
    Ok(DevicePublic::from_bytes(&fixed(input)?))
}

fn end(input: &Decoder<'_>) -> Read<()> {
    match input.input().len().saturating_sub(input.position()) {
        0 => Ok(()),
        left => Err(RecordError::Malformed(format!("{left} bytes too many"))),
    }
}

const ROLES: [Role; 4] = [Role::Owner, Role::Manager, Role::Assistant, Role::Viewer];

fn role_number(role: Role) -> u64 {
    match role {
        Role::Owner => 0,
        Role::Manager => 1,
        Role::Assistant => 2,
        Role::Viewer => 3,
    }
}

fn role(input: &mut Decoder<'_>) -> Read<Role> {
    let number = input.u64()?;
    let role = usize::try_from(number).ok().and_then(|number| ROLES.get(number));
    role.copied().ok_or_else(|| RecordError::Malformed(format!("a role of number {number}")))
}
