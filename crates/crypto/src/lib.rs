//! Keys and sealing. Small enough to audit; no primitives of our own.
//!
//! The passphrase derives a key-encryption key with Argon2id; that key seals a random workspace key, which is
//! the raw key of the SQLCipher file. A change of passphrase seals the same workspace key again and touches
//! nothing else.

mod kdf;
mod key_file;
mod secret;

pub use kdf::{KdfError, KdfParameters};
pub use key_file::{KeyFile, KeyFileError};
pub use secret::{RandomError, SecretKey, random_bytes};
