//! Money in integer cents.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An amount in hundredths of its currency's unit; negative for credit notes.
///
/// The currency stands beside the amount where it is kept. Sums saturate at the ends of `i64`, some
/// 92 quadrillion euros.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(as = "i64")]
pub struct Cents(pub i64);

/// The amount does not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the amount is out of range")]
pub struct MoneyError;

impl Cents {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Rounds an amount in whole units (euros) to the nearest cent, halves away from zero.
    ///
    /// # Errors
    /// [`MoneyError`] when the amount is not finite or beyond ±90 trillion, where `f64` no longer
    /// tells single cents apart.
    pub fn from_units(units: f64) -> Result<Self, MoneyError> {
        let cents = (units * 100.0).round();
        if !cents.is_finite() || cents.abs() > 9.0e15 {
            return Err(MoneyError);
        }
        #[expect(clippy::cast_possible_truncation, reason = "checked to be within 2^53 above")]
        Ok(Self(cents as i64))
    }

    /// The amount in whole units, for statistics; exact below ±90 trillion.
    #[expect(clippy::cast_precision_loss, reason = "statistics need no single cents beyond 2^53")]
    pub fn units(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

impl Add for Cents {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Cents {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Cents {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_round_away_from_zero() {
        assert_eq!(Cents::from_units(0.125), Ok(Cents(13)));
        assert_eq!(Cents::from_units(-0.125), Ok(Cents(-13)));
        assert_eq!(Cents::from_units(f64::NAN), Err(MoneyError));
        assert_eq!(Cents::from_units(1e300), Err(MoneyError));
    }

    #[test]
    fn sums_saturate() {
        assert_eq!(Cents(i64::MAX) + Cents(1), Cents(i64::MAX));
    }
}
