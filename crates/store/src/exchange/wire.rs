//! Operations as bytes.
//!
//! An operation begins with its kind. It holds one record at the most, so that it can be erased by itself. Which
//! transaction a change belongs to says the header before it in the same entry; an edit that is the whole of its
//! transaction carries the header in itself.

use std::borrow::Cow;

use pelikirja_domain::{Id, Instant};

use super::Refusal;
use super::erase::Erasure;
use super::identity::{self, SEED_LENGTH};
use super::words;
use crate::Value;
use crate::cbor::{CborError, Reader, Writer};
use crate::change::{
    Change, Version, clock_at, decode_cells, decode_own_cells, encode_cells, encode_own_cells,
};
use crate::facts::FactPart;
use crate::log::Transaction;
use crate::schema::DELETED;
use crate::undo::Reversal;

mod kind {
    /// A header: the changes after it belong to its transaction.
    pub const HEADER: u64 = 0;
    /// A change of a record.
    pub const CHANGE: u64 = 1;
    /// A header and the one change of its transaction.
    pub const LONE: u64 = 2;
    /// The key of keyed identities.
    pub const IDENTITY_KEY: u64 = 3;
    /// A part of what a file said of orders.
    pub const FACTS: u64 = 4;
    /// A record that nobody may know any more.
    pub const ERASURE: u64 = 5;
    /// As [`LONE`], without flags, over nothing but values of its own session: what is written most, and in the least room.
    pub const OWN: u64 = 6;
}

mod flag {
    pub const UNATTENDED: u64 = 1;
    /// The member follows; otherwise it is the one whose device wrote the entry.
    pub const MEMBER: u64 = 2;
    /// What it reverses follows.
    pub const REVERSAL: u64 = 4;
    /// Of a reversal: the first transaction counts again.
    pub const AGAIN: u64 = 8;
    /// Of a reversal: what it takes back is itself no reversal.
    pub const OF_FIRST: u64 = 16;
    /// There is no member.
    pub const NOBODY: u64 = 32;
    pub const ALL: u64 = 63;
}

/// Clocks and times from here on are out of this world; a cell's clock may only get there one by one.
const LATEST_CLOCK: i64 = 1 << 62;
const LATEST: Instant = LATEST_CLOCK >> 16;

/// A transaction as it travels.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Header {
    seed: [u8; SEED_LENGTH],
    counter: u64,
    at: Instant,
    kind: String,
    unattended: bool,
    /// Who, unless it is the member whose device wrote the entry.
    member: Option<Option<Id>>,
    reversal: Option<Reversal>,
}

impl Header {
    /// A transaction as its device sends it; `own` is the member whose device that is.
    pub fn of(transaction: &Transaction, own: Option<Id>) -> Self {
        Self {
            seed: identity::seed(transaction.session),
            counter: transaction.counter,
            at: transaction.at,
            kind: transaction.kind.clone(),
            unattended: transaction.unattended,
            member: (transaction.member.is_none() || transaction.member != own).then_some(transaction.member),
            reversal: transaction.reversal,
        }
    }

    /// The transaction, when that device sent it, which is that member's.
    pub fn transaction(&self, device: Id, own: Option<Id>) -> Transaction {
        let session = identity::session(device, self.seed);
        Transaction {
            id: identity::transaction(session, self.at, self.counter),
            at: self.at,
            member: self.member.unwrap_or(own),
            device,
            session,
            counter: self.counter,
            kind: self.kind.clone(),
            unattended: self.unattended,
            reversal: self.reversal,
        }
    }

    /// When it was, by its device's clock.
    pub fn at(&self) -> Instant {
        self.at
    }

    /// In one word what it did.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// As an operation of its own.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Writer::new();
        out.unsigned(kind::HEADER);
        self.write(&mut out);
        self.write_moment(&mut out);
        out.into_bytes()
    }

    /// What repeats from transaction to transaction; [`Self::write_moment`] is the rest.
    fn write(&self, out: &mut Writer) {
        let bit = |flag: u64, is_set: bool| if is_set { flag } else { 0 };
        let reversal = self.reversal;
        let flags = bit(flag::UNATTENDED, self.unattended)
            | bit(flag::MEMBER, matches!(self.member, Some(Some(_))))
            | bit(flag::NOBODY, self.member == Some(None))
            | bit(flag::REVERSAL, reversal.is_some())
            | bit(flag::AGAIN, reversal.is_some_and(|reversal| reversal.again))
            | bit(flag::OF_FIRST, reversal.is_some_and(|reversal| reversal.of == reversal.first));
        words::write(out.raw(&self.seed), &self.kind);
        out.unsigned(flags);
        if let Some(Some(member)) = self.member {
            out.id(member);
        }
        if let Some(reversal) = reversal {
            out.id(reversal.of).signed(reversal.clock);
            if reversal.of != reversal.first {
                out.id(reversal.first);
            }
        }
        out.unsigned(self.counter);
    }

    /// Whether there is nothing to say by a flag.
    fn is_plain(&self) -> bool {
        !self.unattended && self.member.is_none() && self.reversal.is_none()
    }

    /// As [`Self::write`], of a plain one.
    fn write_plain(&self, out: &mut Writer) {
        words::write(out.raw(&self.seed), &self.kind);
        out.unsigned(self.counter);
    }

    fn read_plain(input: &mut Reader<'_>) -> Result<Self, CborError> {
        let (seed, kind) = (input.raw()?, words::read(input)?.to_owned());
        let counter = input.unsigned()?;
        Ok(Self { seed, counter, at: 0, kind, unattended: false, member: None, reversal: None })
    }

    /// The lower 48 bits of the time; it has no more.
    fn write_moment(&self, out: &mut Writer) {
        out.raw(&self.at.to_be_bytes()[2..]);
    }

    fn read_moment(&mut self, input: &mut Reader<'_>) -> Result<(), CborError> {
        let mut bytes = [0; 8];
        bytes[2..].copy_from_slice(&input.raw::<6>()?);
        self.at = i64::from_be_bytes(bytes);
        if self.at < LATEST { Ok(()) } else { Err(CborError(format!("time {}", self.at))) }
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, CborError> {
        let seed = input.raw()?;
        let kind = words::read(input)?.to_owned();
        let flags = input.unsigned()?;
        let has = |flag: u64| flags & flag != 0;
        if has(!flag::ALL) {
            return Err(CborError(format!("flags {flags}")));
        }
        let member = match (has(flag::MEMBER), has(flag::NOBODY)) {
            (true, _) => Some(Some(input.id()?)),
            (false, true) => Some(None),
            (false, false) => None,
        };
        let reversal = if has(flag::REVERSAL) {
            let (of, clock) = (input.id()?, input.signed()?);
            let first = if has(flag::OF_FIRST) { of } else { input.id()? };
            if clock < 0 {
                return Err(CborError(format!("clock {clock}")));
            }
            Some(Reversal { of, first, again: has(flag::AGAIN), clock })
        } else {
            None
        };
        let counter = input.unsigned()?;
        Ok(Self { seed, counter, at: 0, kind, unattended: has(flag::UNATTENDED), member, reversal })
    }
}

/// A change as it stands in the log: its cells are encoded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LoggedChange<'b> {
    pub table: u16,
    pub row: Id,
    pub clock: i64,
    pub cells: &'b [u8],
}

impl LoggedChange<'_> {
    /// A change under its header.
    pub fn encode(&self, header: &Header) -> Vec<u8> {
        let mut out = Writer::new();
        out.unsigned(kind::CHANGE);
        self.write_place(&mut out, header);
        out.raw(self.cells);
        out.into_bytes()
    }

    /// A change that is the whole of its transaction. What differs from edit to edit stands together: the record and
    /// the moment.
    ///
    /// # Errors
    /// When its cells cannot be read.
    pub fn encode_alone(&self, header: &Header, session: Id) -> Result<Vec<u8>, CborError> {
        let (cells, seen) = decode_cells(self.cells)?;
        let own = encode_own_cells(&cells, &seen, Version { clock: self.clock, session });
        let own = own.filter(|_| header.is_plain());
        let mut out = Writer::new();
        match own {
            Some(_) => header.write_plain(out.unsigned(kind::OWN)),
            None => header.write(out.unsigned(kind::LONE)),
        }
        self.write_place(&mut out, header);
        header.write_moment(&mut out);
        out.raw(own.as_deref().unwrap_or(self.cells));
        Ok(out.into_bytes())
    }

    fn write_place(&self, out: &mut Writer, header: &Header) {
        out.signed(self.clock.wrapping_sub(clock_at(header.at))).unsigned(self.table.into()).id(self.row);
    }
}

/// A change that came.
#[derive(Debug, Clone)]
pub(crate) struct ForeignChange<'b> {
    /// Its clock, as the difference to the moment of its transaction.
    since: i64,
    pub table: u16,
    pub row: Id,
    /// As they came.
    cells: &'b [u8],
    /// Whether all versions in them are of the change's own session.
    is_own: bool,
}

impl<'b> ForeignChange<'b> {
    fn read(input: &mut Reader<'b>) -> Result<Self, CborError> {
        let change = Self::read_place(input)?;
        Ok(Self { cells: input.rest(), ..change })
    }

    fn read_alone(input: &mut Reader<'b>, is_own: bool) -> Result<(Header, Self), CborError> {
        let mut header = if is_own { Header::read_plain(input)? } else { Header::read(input)? };
        let change = Self::read_place(input)?;
        header.read_moment(input)?;
        Ok((header, Self { cells: input.rest(), is_own, ..change }))
    }

    fn read_place(input: &mut Reader<'_>) -> Result<Self, CborError> {
        let since = input.signed()?;
        let table = input.unsigned()?;
        let table = u16::try_from(table).map_err(|_| CborError(format!("table {table}")))?;
        Ok(Self { since, table, row: input.id()?, cells: &[], is_own: false })
    }

    /// The change, where it makes sense, and its cells as the log has them.
    pub fn change(&self, header: &Header, session: Id) -> Result<(Change, Cow<'b, [u8]>), CborError> {
        let clock = clock_at(header.at).checked_add(self.since).filter(|clock| *clock >= 0);
        let clock = clock.ok_or_else(|| CborError("a clock before its time".to_owned()))?;
        let (cells, seen, logged) = if self.is_own {
            let cells = decode_own_cells(self.cells, Version { clock, session })?;
            let logged = encode_cells(&cells, &[]);
            (cells, Vec::new(), Cow::Owned(logged))
        } else {
            let (cells, seen) = decode_cells(self.cells)?;
            (cells, seen, Cow::Borrowed(self.cells))
        };
        let change = Change { table: self.table, row: self.row, clock, cells, seen };
        check(&change).map_err(|reason| CborError(reason.to_owned()))?;
        Ok((change, logged))
    }
}

/// What the merging of changes rests on.
fn check(change: &Change) -> Result<(), &'static str> {
    if change.cells.is_empty() {
        return Err("nothing is changed");
    }
    let mut newest = None;
    let mut columns: Vec<u16> = Vec::with_capacity(change.cells.len());
    for cell in &change.cells {
        if columns.contains(&cell.column) {
            return Err("a column is changed twice");
        }
        columns.push(cell.column);
        for replaced in cell.previous.iter().chain(&cell.over) {
            if replaced.clock >= change.clock {
                return Err("it replaces what is newer");
            }
            newest = newest.max(Some(replaced.clock));
        }
        if let Value::Real(value) = cell.value
            && !value.is_finite()
        {
            return Err("a number is none");
        }
        let is_flag = matches!(cell.value, Value::Integer(0 | 1));
        if cell.column == DELETED && !is_flag {
            return Err("deleted is neither yes nor no");
        }
    }
    if change.clock >= LATEST_CLOCK && newest.and_then(|newest| newest.checked_add(1)) != Some(change.clock) {
        return Err("its clock is out of this world");
    }
    let deletes = |cell: &crate::CellChange| cell.column == DELETED && cell.value == Value::Integer(1);
    if !change.seen.is_empty() && !change.cells.iter().any(deletes) {
        return Err("only a deletion says what it has seen");
    }
    Ok(())
}

/// What an operation is.
#[derive(Debug, Clone)]
pub(crate) enum Operation<'b> {
    Header(Header),
    Change(ForeignChange<'b>),
    Lone(Header, ForeignChange<'b>),
    IdentityKey { made_at: Instant, key: &'b [u8; 32] },
    Facts(FactPart<'b>),
    Erasure(Erasure),
}

/// Reads an operation; total: any bytes whatever are one, or a reason why not.
pub(crate) fn decode(bytes: &[u8]) -> Result<Operation<'_>, Refusal> {
    let mut input = Reader::new(bytes);
    let number = input.unsigned().map_err(|_| Refusal::Malformed)?;
    let read = match number {
        kind::HEADER => Header::read(&mut input).and_then(|mut header| {
            header.read_moment(&mut input)?;
            input.end()?;
            Ok(Operation::Header(header))
        }),
        kind::CHANGE => ForeignChange::read(&mut input).map(Operation::Change),
        kind::LONE | kind::OWN => ForeignChange::read_alone(&mut input, number == kind::OWN)
            .map(|(header, change)| Operation::Lone(header, change)),
        kind::IDENTITY_KEY => read_identity_key(&mut input),
        kind::FACTS => FactPart::read(&mut input).map(Operation::Facts),
        kind::ERASURE => Erasure::read(&mut input).map(Operation::Erasure),
        _ => return Err(Refusal::Unknown),
    };
    read.map_err(|_| Refusal::Malformed)
}

/// The record that an operation changes; none where it changes none or cannot be read.
pub(crate) fn record_of(bytes: &[u8]) -> Option<(u16, Id)> {
    match decode(bytes) {
        Ok(Operation::Change(change) | Operation::Lone(_, change)) => Some((change.table, change.row)),
        _ => None,
    }
}

/// Whether bytes that may be unreadable belong to the header before them.
pub(crate) fn is_change(bytes: &[u8]) -> bool {
    matches!(Reader::new(bytes).unsigned(), Ok(kind::CHANGE | kind::FACTS))
}

fn read_identity_key<'b>(input: &mut Reader<'b>) -> Result<Operation<'b>, CborError> {
    let made_at = input.signed()?;
    let key = input.bytes()?.try_into().map_err(|_| CborError("a key has 32 bytes".to_owned()))?;
    input.end()?;
    Ok(Operation::IdentityKey { made_at, key })
}

/// The operation that hands over the key of keyed identities.
pub(crate) fn encode_identity_key(made_at: Instant, key: &[u8; 32]) -> Vec<u8> {
    let mut out = Writer::new();
    out.unsigned(kind::IDENTITY_KEY).signed(made_at).bytes(key);
    out.into_bytes()
}

/// The operation that hands over a part of what a file said, under its header.
pub(crate) fn encode_facts(part: &[u8]) -> Vec<u8> {
    let mut out = Writer::new();
    out.unsigned(kind::FACTS).raw(part);
    out.into_bytes()
}

/// The operation that erases a record.
pub(crate) fn encode_erasure(erasure: Erasure) -> Vec<u8> {
    let mut out = Writer::new();
    erasure.write(out.unsigned(kind::ERASURE));
    out.into_bytes()
}
