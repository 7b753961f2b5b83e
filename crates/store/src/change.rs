//! A change of one record, and its form in the log.

use minicbor::{Decoder, Encoder};
use pelikirja_domain::Id;

use crate::{Result, StoreError, Value};

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

/// A cell's new value and which one it replaced (absent: there was none).
#[derive(Debug, Clone, PartialEq)]
pub struct CellChange {
    /// Column number.
    pub column: u16,
    /// New value.
    pub value: Value,
    /// The value replaced.
    pub previous: Option<Version>,
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
}

/// CBOR: an array of cells, each an array of column and value and, where one was replaced, its clock and session.
pub(crate) fn encode_cells(cells: &[CellChange]) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(16 * cells.len());
    write_cells(&mut Encoder::new(&mut bytes), cells)
        .map_err(|error| StoreError::Other(anyhow::anyhow!("{error}")))?;
    Ok(bytes)
}

type EncodeError = minicbor::encode::Error<std::convert::Infallible>;

fn write_cells(encoder: &mut Encoder<&mut Vec<u8>>, cells: &[CellChange]) -> Result<(), EncodeError> {
    encoder.array(cells.len() as u64)?;
    for cell in cells {
        encoder.array(if cell.previous.is_some() { 4 } else { 2 })?.u16(cell.column)?;
        match &cell.value {
            Value::Null => encoder.null()?,
            Value::Integer(value) => encoder.i64(*value)?,
            Value::Real(value) => encoder.f64(*value)?,
            Value::Text(value) => encoder.str(value)?,
            Value::Blob(value) => encoder.bytes(value)?,
        };
        if let Some(previous) = cell.previous {
            encoder.i64(previous.clock)?.bytes(previous.session.as_bytes())?;
        }
    }
    Ok(())
}

/// Reads the cells of a change from a column of a query.
pub(crate) fn cells_at(row: &rusqlite::Row<'_>, index: usize) -> Result<Vec<CellChange>> {
    decode_cells(row.get_ref(index)?.as_blob().map_err(rusqlite::Error::from)?)
}

/// Reads what [`encode_cells`] wrote.
pub(crate) fn decode_cells(bytes: &[u8]) -> Result<Vec<CellChange>> {
    read_cells(bytes).map_err(|error| StoreError::Damaged(format!("log entry: {error}")))
}

fn read_cells(bytes: &[u8]) -> Result<Vec<CellChange>, minicbor::decode::Error> {
    use minicbor::data::Type;
    let mut decoder = Decoder::new(bytes);
    let count = decoder.array()?.unwrap_or(0);
    let mut cells = Vec::new();
    for _ in 0..count {
        let parts = decoder.array()?;
        let column = decoder.u16()?;
        let value = match decoder.datatype()? {
            Type::Null => {
                decoder.null()?;
                Value::Null
            }
            Type::F64 => Value::Real(decoder.f64()?),
            Type::String => Value::Text(decoder.str()?.to_owned()),
            Type::Bytes => Value::Blob(decoder.bytes()?.to_vec()),
            _ => Value::Integer(decoder.i64()?),
        };
        let previous = match parts {
            Some(2) => None,
            Some(4) => {
                let clock = decoder.i64()?;
                let session = Id::from_slice(decoder.bytes()?).map_err(minicbor::decode::Error::message)?;
                Some(Version { clock, session })
            }
            _ => return Err(minicbor::decode::Error::message("a cell has two or four parts")),
        };
        cells.push(CellChange { column, value, previous });
    }
    Ok(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_survive_the_log() {
        let at = |clock| Some(Version { clock, session: Id::from_bytes([7; 16]) });
        let cells = vec![
            CellChange { column: 0, value: Value::Integer(0), previous: None },
            CellChange { column: 1, value: Value::Text("Äijälä Oy".to_owned()), previous: at(1 << 60) },
            CellChange { column: 2, value: Value::Null, previous: at(-1) },
            CellChange { column: 300, value: Value::Real(1.5), previous: None },
            CellChange { column: 4, value: Value::Blob(vec![1, 2, 3]), previous: None },
        ];
        let bytes = encode_cells(&cells).expect("encodes");
        assert_eq!(decode_cells(&bytes).expect("decodes"), cells);
    }

    #[test]
    fn damaged_bytes_are_an_error() {
        for bytes in [
            &b""[..],
            b"\x81",
            b"\xff\xff\xff",
            b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
            b"\x81\x83\x01\xf6\x01",
        ] {
            assert!(decode_cells(bytes).is_err(), "{bytes:?}");
        }
    }
}
