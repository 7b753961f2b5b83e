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

/// A cell's new value and the clock of the one it replaced (absent: there was none).
#[derive(Debug, Clone, PartialEq)]
pub struct CellChange {
    /// Column number.
    pub column: u16,
    /// New value.
    pub value: Value,
    /// Clock of the value replaced.
    pub previous: Option<i64>,
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

/// CBOR: an array of cells, each an array of column, value and previous clock or null.
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
        encoder.array(3)?.u16(cell.column)?;
        match &cell.value {
            Value::Null => encoder.null()?,
            Value::Integer(value) => encoder.i64(*value)?,
            Value::Real(value) => encoder.f64(*value)?,
            Value::Text(value) => encoder.str(value)?,
            Value::Blob(value) => encoder.bytes(value)?,
        };
        match cell.previous {
            Some(clock) => encoder.i64(clock)?,
            None => encoder.null()?,
        };
    }
    Ok(())
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
        decoder.array()?;
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
        let previous = if decoder.datatype()? == Type::Null {
            decoder.null()?;
            None
        } else {
            Some(decoder.i64()?)
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
        let cells = vec![
            CellChange { column: 0, value: Value::Integer(0), previous: None },
            CellChange { column: 1, value: Value::Text("Äijälä Oy".to_owned()), previous: Some(1 << 60) },
            CellChange { column: 2, value: Value::Null, previous: Some(-1) },
            CellChange { column: 300, value: Value::Real(1.5), previous: None },
            CellChange { column: 4, value: Value::Blob(vec![1, 2, 3]), previous: None },
        ];
        let bytes = encode_cells(&cells).expect("encodes");
        assert_eq!(decode_cells(&bytes).expect("decodes"), cells);
    }

    #[test]
    fn damaged_bytes_are_an_error() {
        for bytes in [&b""[..], b"\x81", b"\xff\xff\xff", b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff"] {
            assert!(decode_cells(bytes).is_err(), "{bytes:?}");
        }
    }
}
