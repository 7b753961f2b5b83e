//! Secret bytes.

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop};

/// A 256-bit key that is wiped from memory when dropped and never printed.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SecretKey([u8; 32]);

/// The operating system gave no randomness.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no random bytes: {0}")]
pub struct RandomError(String);

impl SecretKey {
    /// Takes the 32 bytes as they are.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A key from the operating system's randomness.
    ///
    /// # Errors
    /// [`RandomError`] when the system has none.
    pub fn random() -> Result<Self, RandomError> {
        random_bytes().map(Self)
    }

    /// The 32 bytes; do not copy them to where they are not wiped.
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// A key for another purpose, from which this one cannot be computed (BLAKE3 `derive_key`).
    ///
    /// `context` is a constant of the program, unique for its purpose.
    pub fn derive(&self, context: &str) -> Self {
        Self(blake3::derive_key(context, &self.0))
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(redacted)")
    }
}

/// Random bytes from the operating system.
///
/// # Errors
/// [`RandomError`] when the system has none.
pub fn random_bytes<const N: usize>() -> Result<[u8; N], RandomError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| RandomError(error.to_string()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_never_printed() {
        let key = SecretKey::from_bytes([0xab; 32]);
        assert_eq!(format!("{key:?}"), "SecretKey(redacted)");
    }

    #[test]
    fn purposes_give_different_keys() {
        let key = SecretKey::from_bytes([7; 32]);
        assert_ne!(key.derive("one").expose(), key.derive("two").expose());
        assert_eq!(key.derive("one").expose(), key.derive("one").expose());
    }
}
