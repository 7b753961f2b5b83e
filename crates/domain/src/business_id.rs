//! The Finnish business identity code.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

/// A Finnish business id (*Y-tunnus*) whose check digit is right, written `1234567-1`.
///
/// Source of the check: Finnish Patent and Registration Office; weights 7, 9, 10, 5, 8, 4, 2 over the
/// first seven digits, modulo 11; remainder 0 gives 0, remainder 1 is never issued, otherwise
/// 11 - remainder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(as = "String")]
pub struct BusinessId(u32);

/// Why a text is not a business id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BusinessIdError {
    /// Not seven (or six) digits, a hyphen and a digit.
    #[error("a business id has seven digits, a hyphen and a check digit")]
    Form,
    /// The check digit does not fit the others.
    #[error("the check digit of the business id is wrong")]
    CheckDigit,
}

const WEIGHTS: [u32; 7] = [7, 9, 10, 5, 8, 4, 2];

impl BusinessId {
    /// The business id with these first seven digits; `None` beyond seven digits or where none is
    /// issued: remainder 1, and all zeros, with which exports fill a missing id although the check digit fits.
    pub fn from_stem(stem: u32) -> Option<Self> {
        if stem == 0 || stem > 9_999_999 {
            return None;
        }
        let mut rest = stem;
        let mut sum = 0;
        for weight in WEIGHTS.iter().rev() {
            sum += rest % 10 * weight;
            rest /= 10;
        }
        match sum % 11 {
            0 => Some(Self(stem * 10)),
            1 => None,
            remainder => Some(Self(stem * 10 + 11 - remainder)),
        }
    }
}

impl FromStr for BusinessId {
    type Err = BusinessIdError;

    /// Accepts `1234567-1`, the old six-digit form, the VAT form `FI12345671` and surrounding space.
    fn from_str(text: &str) -> Result<Self, BusinessIdError> {
        let text = text.trim();
        let (stem, check) = match text.strip_prefix("FI").or_else(|| text.strip_prefix("fi")) {
            Some(vat) if vat.len() == 8 && vat.is_ascii() => vat.split_at(7),
            Some(_) => return Err(BusinessIdError::Form),
            None => text.split_once('-').ok_or(BusinessIdError::Form)?,
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !matches!(stem.len(), 6 | 7) || check.len() != 1 || !digits(stem) || !digits(check) {
            return Err(BusinessIdError::Form);
        }
        let stem: u32 = stem.parse().map_err(|_| BusinessIdError::Form)?;
        let check: u32 = check.parse().map_err(|_| BusinessIdError::Form)?;
        match Self::from_stem(stem) {
            Some(id) if id.0 % 10 == check => Ok(id),
            _ => Err(BusinessIdError::CheckDigit),
        }
    }
}

impl fmt::Display for BusinessId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:07}-{}", self.0 / 10, self.0 % 10)
    }
}

impl Serialize for BusinessId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BusinessId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_in_public_registers_are_accepted() {
        // Nokia, Kone and the tax administration, as the public register lists them.
        for text in ["0112038-9", "1927400-1", "0245458-3"] {
            assert_eq!(text.parse::<BusinessId>().map(|id| id.to_string()), Ok(text.to_owned()));
        }
        assert_eq!("FI01120389".parse::<BusinessId>(), "0112038-9".parse());
        assert_eq!(" 112038-9 ".parse::<BusinessId>(), "0112038-9".parse());
    }

    #[test]
    fn wrong_ones_say_what_is_wrong() {
        assert_eq!("0112038-8".parse::<BusinessId>(), Err(BusinessIdError::CheckDigit));
        for text in ["", "01120389", "011203-89", "FIé1120389", "abcdefg-h", "0112038-"] {
            assert_eq!(text.parse::<BusinessId>(), Err(BusinessIdError::Form), "{text:?}");
        }
    }

    #[test]
    fn all_zeros_fill_a_gap_and_are_no_id() {
        for text in ["0000000-0", "000000-0", "FI00000000"] {
            assert_eq!(text.parse::<BusinessId>(), Err(BusinessIdError::CheckDigit), "{text:?}");
        }
        assert_eq!(BusinessId::from_stem(0), None);
    }

    #[test]
    fn every_stem_gives_an_id_that_parses_or_none() {
        for stem in (0..10_000_000).step_by(9_973) {
            if let Some(id) = BusinessId::from_stem(stem) {
                assert_eq!(id.to_string().parse::<BusinessId>(), Ok(id));
            }
        }
        assert_eq!(BusinessId::from_stem(10_000_000), None);
    }
}
