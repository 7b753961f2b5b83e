//! Secret bytes.

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{OsRandomness, RandomError, Randomness};

/// A 256-bit key that is wiped from memory when dropped and never printed.
///
/// It lies on the heap and is filled where it lies: moving it moves a pointer, so that no copy stays behind.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SecretKey(Box<[u8; 32]>);

impl SecretKey {
    /// A key that `fill` writes in its place.
    ///
    /// # Errors
    /// Those of `fill`.
    pub fn filled<E>(fill: impl FnOnce(&mut [u8; 32]) -> Result<(), E>) -> Result<Self, E> {
        let mut key = Self(Box::new([0; 32]));
        fill(&mut key.0)?;
        Ok(key)
    }

    /// A key of these bytes, which the caller wipes; `None` unless they are 32.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; 32] = bytes.try_into().ok()?;
        let mut key = Self(Box::new([0; 32]));
        key.0.copy_from_slice(bytes);
        Some(key)
    }

    /// A key from the operating system's randomness.
    ///
    /// # Errors
    /// [`RandomError`] when the system has none.
    pub fn random() -> Result<Self, RandomError> {
        Self::random_from(&mut OsRandomness)
    }

    /// A key from a given source of randomness.
    ///
    /// # Errors
    /// [`RandomError`] when it has none.
    pub fn random_from(randomness: &mut dyn Randomness) -> Result<Self, RandomError> {
        Self::filled(|key| randomness.fill(key))
    }

    /// The 32 bytes; do not copy them to where they are not wiped.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// A key for another purpose, from which this one cannot be computed (BLAKE3 `derive_key`).
    ///
    /// `context` is a constant of the program, unique for its purpose.
    pub fn derive(&self, context: &str) -> Self {
        Self::derived_from(context, &*self.0)
    }

    /// A key that follows from a secret of another length.
    pub(crate) fn derived_from(context: &str, secret: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key(context);
        hasher.update(secret);
        let mut output = hasher.finalize_xof();
        let mut derived = Self(Box::new([0; 32]));
        output.fill(&mut *derived.0);
        hasher.zeroize();
        output.zeroize();
        derived
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(redacted)")
    }
}

/// Overwrites the part of the stack that the calls before used.
///
/// The crates that compute with keys leave copies there. What they do belongs in a function of its own that is never
/// inlined, so that its frame lies below that of its caller, where this reaches.
#[inline(never)]
pub(crate) fn wipe_stack() {
    // 64 KiB in words: eight times as fast as in bytes.
    let mut stack = [0_u64; 8 * 1024];
    stack.zeroize();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_never_printed() {
        let key = SecretKey::from_slice(&[0xab; 32]).expect("32 bytes");
        assert_eq!(format!("{key:?}"), "SecretKey(redacted)");
    }

    #[test]
    fn purposes_give_different_keys() {
        let key = SecretKey::from_slice(&[7; 32]).expect("32 bytes");
        assert_ne!(key.derive("one").expose(), key.derive("two").expose());
        assert_eq!(key.derive("one").expose(), key.derive("one").expose());
    }

    #[test]
    fn only_32_bytes_are_a_key() {
        for length in [0, 31, 33] {
            assert!(SecretKey::from_slice(&vec![1; length]).is_none(), "{length} bytes");
        }
    }

    #[test]
    fn moving_a_key_leaves_no_copy_behind() {
        let key = SecretKey::from_slice(&[3; 32]).expect("32 bytes");
        let place = key.expose().as_ptr();
        let moved = Some(key);
        assert_eq!(moved.map(|key| key.expose().as_ptr()), Some(place));
    }

    #[test]
    fn what_computes_with_keys_wipes_itself() {
        fn wiped_on_drop<T: ZeroizeOnDrop>() {}
        fn can_be_wiped<T: Zeroize>() {}
        wiped_on_drop::<SecretKey>();
        wiped_on_drop::<chacha20poly1305::XChaCha20Poly1305>();
        can_be_wiped::<argon2::Block>();
        can_be_wiped::<blake3::Hasher>();
        let mut key = SecretKey::from_slice(&[3; 32]).expect("32 bytes");
        key.zeroize();
        assert_eq!(key.expose(), &[0; 32]);
    }
}
