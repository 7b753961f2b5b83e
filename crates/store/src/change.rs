//! A change of one record, and its form in the log and between devices.

use pelikirja_domain::Id;

use crate::cbor::{CborError, Reader, Writer};
use crate::{Result, Value};

/// A hybrid clock: milliseconds since 1970 UTC in the upper 48 bits, a counter in the lower 16.
pub(crate) type ChangeClock = i64;

/// The clock of the first change made in that millisecond.
pub(crate) fn clock_at(now: i64) -> ChangeClock {
    now << 16
}

/// The millisecond of a clock.
pub(crate) fn clock_millisecond(clock: ChangeClock) -> i64 {
    clock >> 16
}

/// Which write a value is from: its clock, and the session that decides between equal clocks. The highest version of
/// a cell is the one that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// Clock of the change: milliseconds since 1970 UTC in the upper 48 bits, a counter in the lower 16.
    pub clock: i64,
    /// Session of the transaction.
    pub session: Id,
}

/// A cell's new value and which ones it replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct CellChange {
    /// Column number.
    pub column: u16,
    /// New value.
    pub value: Value,
    /// The value that counted until then (absent: there was none).
    pub previous: Option<Version>,
    /// Values written at the same time as that one by others, which did not count. Whoever writes over a conflict
    /// settles it.
    pub over: Vec<Version>,
}

/// What a deletion knew of a record: the columns whose newest value was of that version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The version.
    pub version: Version,
    /// Numbers of the columns.
    pub columns: Vec<u16>,
}

/// What one transaction changed in one record.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Table number.
    pub table: u16,
    /// The record.
    pub row: Id,
    /// Clock of all its cells.
    pub clock: i64,
    /// The cells.
    pub cells: Vec<CellChange>,
    /// Of a deletion: what it knew. What it did not know was written at the same time, and brings the record back.
    pub seen: Vec<Seen>,
}

/// How a cell says what it replaced, in the lower two bits beside its column.
mod replaced {
    /// There was nothing.
    pub const NOTHING: u64 = 0;
    /// The same version as the cell before it did.
    pub const SAME: u64 = 1;
    /// One version.
    pub const ONE: u64 = 2;
    /// The one that counted, and others.
    pub const SEVERAL: u64 = 3;
}

/// The number of cells; for each its column times four plus how it says what it replaced, those versions and its value;
/// then, of a deletion, what it had seen: how many versions, and each with its columns. What repeats from change to
/// change stands together.
pub(crate) fn encode_cells(cells: &[CellChange], seen: &[Seen]) -> Vec<u8> {
    let mut out = Writer::new();
    out.unsigned(cells.len() as u64);
    let mut before = None;
    for cell in cells {
        let form = match cell.previous {
            None => replaced::NOTHING,
            Some(_) if !cell.over.is_empty() => replaced::SEVERAL,
            previous if previous == before => replaced::SAME,
            Some(_) => replaced::ONE,
        };
        out.unsigned((u64::from(cell.column) << 2) | form);
        if form == replaced::SEVERAL {
            out.unsigned(cell.over.len() as u64);
        }
        if form >= replaced::ONE {
            for version in cell.previous.iter().chain(&cell.over) {
                write_version(&mut out, *version);
            }
        }
        out.value(&cell.value);
        before = cell.previous;
    }
    if !seen.is_empty() {
        out.unsigned(seen.len() as u64);
        for seen in seen {
            write_version(&mut out, seen.version);
            out.unsigned(seen.columns.len() as u64);
            for column in &seen.columns {
                out.unsigned((*column).into());
            }
        }
    }
    out.into_bytes()
}

/// As [`encode_cells`], of a change that replaces only values of its own session and is no deletion: of each version that
/// it names the difference of the clocks is enough. None for any other change.
pub(crate) fn encode_own_cells(cells: &[CellChange], seen: &[Seen], own: Version) -> Option<Vec<u8>> {
    let mut out = Writer::new();
    out.unsigned(cells.len() as u64);
    let mut before = None;
    for cell in cells {
        let (form, since) = match cell.previous {
            _ if !cell.over.is_empty() || !seen.is_empty() => return None,
            None => (replaced::NOTHING, None),
            previous if previous == before => (replaced::SAME, None),
            Some(previous) if previous.session == own.session => {
                (replaced::ONE, Some(u64::try_from(own.clock.checked_sub(previous.clock)?).ok()?))
            }
            Some(_) => return None,
        };
        out.unsigned((u64::from(cell.column) << 2) | form);
        if let Some(since) = since {
            out.unsigned(since);
        }
        out.value(&cell.value);
        before = cell.previous;
    }
    Some(out.into_bytes())
}

/// Reads what [`encode_own_cells`] wrote of a change of that version.
pub(crate) fn decode_own_cells(bytes: &[u8], own: Version) -> Result<Vec<CellChange>, CborError> {
    let mut input = Reader::new(bytes);
    let count = input.count()?;
    let mut cells = Vec::with_capacity(count.min(64));
    let mut before = None;
    for _ in 0..count {
        let key = input.unsigned()?;
        let previous = match key & 3 {
            replaced::NOTHING => None,
            replaced::SAME => Some(before.ok_or_else(|| CborError("no version to repeat".to_owned()))?),
            replaced::ONE => {
                let clock =
                    i64::try_from(input.unsigned()?).ok().and_then(|since| own.clock.checked_sub(since));
                let clock = clock.ok_or_else(|| CborError("a clock before all clocks".to_owned()))?;
                Some(Version { clock, ..own })
            }
            _ => return Err(CborError("values of others".to_owned())),
        };
        before = previous;
        let column = column(key >> 2)?;
        cells.push(CellChange { column, value: input.value()?, previous, over: Vec::new() });
    }
    input.end()?;
    Ok(cells)
}

fn write_version(out: &mut Writer, version: Version) {
    out.id(version.session).raw(&version.clock.to_be_bytes());
}

fn read_version(input: &mut Reader<'_>) -> Result<Version, CborError> {
    let session = input.id()?;
    Ok(Version { clock: i64::from_be_bytes(input.raw()?), session })
}

fn column(number: u64) -> Result<u16, CborError> {
    u16::try_from(number).map_err(|_| CborError(format!("column {number}")))
}

/// Reads the cells of a change from a column of a query.
pub(crate) fn cells_at(row: &rusqlite::Row<'_>, index: usize) -> Result<Vec<CellChange>> {
    Ok(cells_and_seen_at(row, index)?.0)
}

/// Reads the cells of a change, and what a deletion had seen, from a column of a query.
pub(crate) fn cells_and_seen_at(
    row: &rusqlite::Row<'_>,
    index: usize,
) -> Result<(Vec<CellChange>, Vec<Seen>)> {
    Ok(decode_cells(row.get_ref(index)?.as_blob().map_err(rusqlite::Error::from)?)?)
}

/// Reads what [`encode_cells`] wrote.
pub(crate) fn decode_cells(bytes: &[u8]) -> Result<(Vec<CellChange>, Vec<Seen>), CborError> {
    let mut input = Reader::new(bytes);
    let count = input.count()?;
    let mut cells = Vec::with_capacity(count.min(64));
    let mut before = None;
    for _ in 0..count {
        let key = input.unsigned()?;
        let mut over = Vec::new();
        let previous = match key & 3 {
            replaced::NOTHING => None,
            replaced::SAME => Some(before.ok_or_else(|| CborError("no version to repeat".to_owned()))?),
            replaced::ONE => Some(read_version(&mut input)?),
            _ => {
                let others = input.count()?;
                let previous = read_version(&mut input)?;
                for _ in 0..others {
                    over.push(read_version(&mut input)?);
                }
                Some(previous)
            }
        };
        before = previous;
        let column = column(key >> 2)?;
        cells.push(CellChange { column, value: input.value()?, previous, over });
    }
    let mut seen = Vec::new();
    if !input.rest().is_empty() {
        for _ in 0..input.count()? {
            let version = read_version(&mut input)?;
            let columns = (0..input.count()?).map(|_| column(input.unsigned()?)).collect::<Result<_, _>>()?;
            seen.push(Seen { version, columns });
        }
    }
    input.end()?;
    Ok((cells, seen))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(clock: i64) -> Version {
        Version { clock, session: Id::from_bytes([7; 16]) }
    }

    #[test]
    fn cells_survive_the_log() {
        let cell = |column, value, previous, over: &[i64]| CellChange {
            column,
            value,
            previous,
            over: over.iter().copied().map(version).collect(),
        };
        let cells = vec![
            cell(0, Value::Integer(1), None, &[]),
            cell(1, Value::Text("Äijälä Oy".to_owned()), Some(version(1 << 60)), &[]),
            cell(2, Value::Null, Some(version(1 << 60)), &[]),
            cell(300, Value::Real(1.5), Some(version(-1)), &[3, 4]),
            cell(4, Value::Blob(vec![1, 2, 3]), Some(version(-1)), &[]),
            cell(u16::MAX, Value::Integer(i64::MIN), None, &[]),
        ];
        let seen = vec![
            Seen { version: version(5), columns: vec![1, 2, 3] },
            Seen { version: version(6), columns: vec![300] },
        ];
        for seen in [Vec::new(), seen] {
            let bytes = encode_cells(&cells, &seen);
            assert_eq!(decode_cells(&bytes), Ok((cells.clone(), seen)));
            for length in 0..bytes.len() {
                let cut = decode_cells(&bytes[..length]);
                let ends_before_seen = length == encode_cells(&cells, &[]).len();
                assert_eq!(cut.is_ok(), ends_before_seen, "cut to {length} bytes: {cut:?}");
            }
        }
    }

    #[test]
    fn cells_over_values_of_their_own_session_name_only_the_clocks() {
        let own = Version { clock: 1 << 60, ..version(0) };
        let cell = |column, clock: Option<i64>| CellChange {
            column,
            value: Value::Text("x".to_owned()),
            previous: clock.map(version),
            over: Vec::new(),
        };
        let cells = vec![
            cell(1, None),
            cell(11, Some(own.clock - 1)),
            cell(12, Some(own.clock - 1)),
            cell(13, Some(-5)),
        ];
        let bytes = encode_own_cells(&cells, &[], own).expect("all are its own");
        assert_eq!(decode_own_cells(&bytes, own), Ok(cells.clone()));
        for length in 0..bytes.len() {
            assert!(decode_own_cells(&bytes[..length], own).is_err(), "cut to {length} bytes");
        }
        let other = Version { session: Id::from_bytes([8; 16]), ..own };
        assert_eq!(encode_own_cells(&cells, &[], other), None, "they are of another session");
        let later = Version { clock: own.clock - 2, ..own };
        assert_eq!(encode_own_cells(&cells, &[], later), None, "what it replaces is newer");
        let settling = CellChange { over: vec![version(3)], ..cells[1].clone() };
        assert_eq!(encode_own_cells(&[settling], &[], own), None, "it settles a conflict");
        let seen = [Seen { version: version(5), columns: vec![1] }];
        assert_eq!(encode_own_cells(&cells, &seen, own), None, "it is a deletion");
        assert!(decode_own_cells(b"\x01\x06\x1b\xff\xff\xff\xff\xff\xff\xff\xff\xf6", own).is_err());
    }

    #[test]
    fn damaged_bytes_are_an_error() {
        for bytes in [
            &b""[..],
            b"\x81",
            b"\xff\xff\xff",
            b"\x1b\xff\xff\xff\xff\xff\xff\xff\xff",
            b"\x01\x01\xf6",
            b"\x00\x1b\x7f\xff\xff\xff\xff\xff\xff\xff",
        ] {
            assert!(decode_cells(bytes).is_err(), "{bytes:?}");
        }
    }
}
