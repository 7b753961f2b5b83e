//! From a passphrase to a key: Argon2id (RFC 9106).

use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::SecretKey;
use crate::secret::wipe_stack;

/// Cost of deriving a key; stored beside what it protects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KdfParameters {
    /// Memory, KiB; at least [`KdfParameters::FLOOR`]'s.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub iterations: u32,
    /// Lanes.
    pub parallelism: u32,
}

/// Why no key could be derived.
#[derive(Debug, thiserror::Error)]
pub enum KdfError {
    /// The stored cost is below the floor, as if somebody wanted guesses to be cheap, or beyond what a
    /// machine can do.
    #[error("the key derivation parameters are out of range: {0:?}")]
    OutOfRange(KdfParameters),
    /// The memory could not be had.
    #[error("the key could not be derived: {0}")]
    Failed(String),
}

impl KdfParameters {
    /// The least that is accepted: 64 MiB, three passes, four lanes.
    pub const FLOOR: Self = Self { memory_kib: 64 * 1024, iterations: 3, parallelism: 4 };
    /// The most that is accepted, so that a forged file cannot hang the program: 256 MiB, 16 passes, 8 lanes, four
    /// times the memory of what [`Self::calibrated`] asks for and as many passes as it asks for at the most.
    pub const CEILING: Self = Self { memory_kib: 256 * 1024, iterations: 16, parallelism: 8 };

    /// The number of passes that brings one derivation near `target_seconds`, given what one at the floor took.
    ///
    /// The caller measures, because this crate has no clock. The result is never below the floor and at most
    /// sixteen passes, so that a workspace made on a fast machine still opens on a slow one.
    pub fn calibrated(floor_seconds: f64, target_seconds: f64) -> Self {
        let per_pass = floor_seconds.max(0.001) / f64::from(Self::FLOOR.iterations);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 3..=16 before"
        )]
        let iterations = (target_seconds / per_pass).round().clamp(3.0, 16.0) as u32;
        Self { iterations, ..Self::FLOOR }
    }

    /// Derives the key-encryption key.
    ///
    /// # Errors
    /// [`KdfError::OutOfRange`] outside of [`Self::FLOOR`]..[`Self::CEILING`]; [`KdfError::Failed`] without memory.
    pub fn derive(&self, passphrase: &str, salt: &[u8; 16]) -> Result<SecretKey, KdfError> {
        let within = |value: u32, low: u32, high: u32| (low..=high).contains(&value);
        let in_range = within(self.memory_kib, Self::FLOOR.memory_kib, Self::CEILING.memory_kib)
            && within(self.iterations, Self::FLOOR.iterations, Self::CEILING.iterations)
            && within(self.parallelism, Self::FLOOR.parallelism, Self::CEILING.parallelism);
        if !in_range {
            return Err(KdfError::OutOfRange(*self));
        }
        let failed = |error: argon2::Error| KdfError::Failed(error.to_string());
        let params =
            Params::new(self.memory_kib, self.iterations, self.parallelism, Some(32)).map_err(failed)?;
        // The key follows from the memory that was filled, and the crate frees its own as it is.
        let mut memory: Zeroizing<Vec<Block>> = Zeroizing::default();
        let blocks = params.block_count();
        memory.try_reserve_exact(blocks).map_err(|error| KdfError::Failed(error.to_string()))?;
        memory.resize(blocks, Block::new());
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let key = SecretKey::filled(|key| {
            hash_into(&argon2, passphrase.as_bytes(), salt, &mut memory, key).map_err(failed)
        });
        wipe_stack();
        key
    }
}

/// Kept apart so that what it leaves on the stack lies below the frame of its caller, where [`wipe_stack`] reaches.
#[inline(never)]
fn hash_into(
    argon2: &Argon2<'_>,
    passphrase: &[u8],
    salt: &[u8],
    memory: &mut [Block],
    key: &mut [u8; 32],
) -> Result<(), argon2::Error> {
    argon2.hash_password_into_with_memory(passphrase, salt, key, memory)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cheaper_than_the_floor_is_refused() {
        let cheap = KdfParameters { memory_kib: 8, iterations: 1, parallelism: 1 };
        assert!(matches!(cheap.derive("x", &[0; 16]), Err(KdfError::OutOfRange(_))));
    }

    #[test]
    fn what_would_hang_a_laptop_is_refused() {
        for forged in [
            KdfParameters { iterations: 17, ..KdfParameters::FLOOR },
            KdfParameters { memory_kib: 1024 * 1024, ..KdfParameters::FLOOR },
            KdfParameters { parallelism: 9, ..KdfParameters::FLOOR },
        ] {
            assert!(matches!(forged.derive("x", &[0; 16]), Err(KdfError::OutOfRange(_))), "{forged:?}");
        }
        let slowest = KdfParameters::calibrated(0.0, 0.7);
        assert!(slowest.iterations <= KdfParameters::CEILING.iterations, "what is written can be read");
    }

    #[test]
    fn calibration_stays_between_floor_and_sixteen_passes() {
        assert_eq!(KdfParameters::calibrated(0.15, 0.7).iterations, 14);
        assert_eq!(KdfParameters::calibrated(5.0, 0.7), KdfParameters::FLOOR);
        assert_eq!(KdfParameters::calibrated(0.0, 0.7).iterations, 16);
    }
}
