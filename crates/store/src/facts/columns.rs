//! Columns of numbers and texts, as a part of a batch has them.

use pelikirja_domain::Id;

use crate::cbor::CborError;

/// How a part is packed.
pub(super) const LEVEL: i32 = 3;
/// Columns of a part.
pub(super) const COLUMNS: usize = 12;

/// Columns of a part, in the order in which they stand in it.
pub(super) mod column {
    pub const CUSTOMERS: usize = 0;
    pub const PRODUCTS: usize = 1;
    pub const BATCHES: usize = 2;
    pub const CURRENCIES: usize = 3;
    pub const NUMBERS: usize = 4;
    pub const COUNTS: usize = 5;
    pub const ORDERS: usize = 6;
    pub const LINE_NUMBERS: usize = 7;
    pub const LINE_PRODUCTS: usize = 8;
    pub const QUANTITIES: usize = 9;
    pub const FRACTIONS: usize = 10;
    pub const NETS: usize = 11;
}

/// How a quantity is written, in its lower two bits.
pub(super) mod quantity {
    /// A whole number.
    pub const WHOLE: u64 = 0;
    /// Thousandths.
    pub const THOUSANDTHS: u64 = 1;
    /// Anything else: eight bytes in a column of their own.
    pub const OTHER: u64 = 2;
}

pub(super) fn whole(value: f64) -> Option<i64> {
    const MOST: f64 = 1e12;
    #[expect(clippy::cast_possible_truncation, reason = "it is a whole number of at most twelve digits")]
    let found = value as i64;
    // Minus nought is not nought.
    let fits = value.abs() < MOST && value.fract() == 0.0 && !(value == 0.0 && value.is_sign_negative());
    fits.then_some(found)
}

#[expect(clippy::cast_precision_loss, reason = "at most twelve digits")]
pub(super) fn thousandth(value: i64) -> f64 {
    value as f64 / 1000.0
}

pub(super) fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)).cast_unsigned()
}

pub(super) fn unzigzag(value: u64) -> i64 {
    (value >> 1).cast_signed() ^ -((value & 1).cast_signed())
}

/// Seven bits a byte, the lowest first (LEB128).
pub(super) fn write_unsigned(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub(super) fn write_signed(out: &mut Vec<u8>, value: i64) {
    write_unsigned(out, zigzag(value));
}

/// Reads a column.
#[derive(Default)]
pub(super) struct ColumnReader<'b>(pub &'b [u8]);

impl<'b> ColumnReader<'b> {
    pub fn unsigned(&mut self) -> Result<u64, CborError> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first().ok_or_else(too_short)?;
            self.0 = rest;
            let bits = u64::from(byte & 0x7f);
            if (bits << shift) >> shift != bits {
                break;
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(CborError("a number has more than 64 bits".to_owned()))
    }

    pub fn signed(&mut self) -> Result<i64, CborError> {
        self.unsigned().map(unzigzag)
    }

    pub fn length(&mut self) -> Result<usize, CborError> {
        usize::try_from(self.unsigned()?).map_err(|_| too_short())
    }

    pub fn take(&mut self, length: usize) -> Result<&'b [u8], CborError> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or_else(too_short)?;
        self.0 = rest;
        Ok(taken)
    }

    /// A place in a list of so many.
    pub fn place(&mut self, count: usize) -> Result<usize, CborError> {
        let place = self.length()?;
        if place < count { Ok(place) } else { Err(CborError(format!("nothing is at place {place}"))) }
    }

    pub fn text(&mut self) -> Result<&'b str, CborError> {
        let length = self.length()?;
        std::str::from_utf8(self.take(length)?).map_err(|error| CborError(error.to_string()))
    }

    pub fn identities(mut self) -> Result<Vec<Id>, CborError> {
        let mut found = Vec::with_capacity(self.0.len() / 16);
        while !self.0.is_empty() {
            found.push(Id::from_slice(self.take(16)?).map_err(|error| CborError(error.to_string()))?);
        }
        Ok(found)
    }
}

pub(super) fn too_short() -> CborError {
    CborError("a column is too short".to_owned())
}
