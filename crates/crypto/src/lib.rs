//! Keys and sealing. Small enough to audit; no primitives of our own.
//!
//! On this machine: the passphrase derives a key-encryption key with Argon2id; that key seals a random workspace key,
//! which is the raw key of the SQLCipher file. A change of passphrase seals the same workspace key again and touches
//! nothing else.
//!
//! In the shared folder: every file is sealed under the key of an epoch ([`seal`], [`SealedFile`]); the key of an epoch
//! is sealed to each device ([`seal_to`], [`open_from`]); what a device says it signs ([`DeviceKeys`]). Secrets that
//! people hand to each other are words ([`InvitationCode`]). docs/sync-format.md has all of it byte by byte.

mod device;
mod hash;
mod kdf;
mod key_file;
mod nearest_word;
mod padding;
mod random;
mod seal_to;
mod sealed_content;
mod sealed_file;
mod secret;
mod words;

pub use device::{DeviceKeys, DevicePublic, SignatureError};
pub use hash::{Hash, base32, name26};
pub use kdf::{KdfError, KdfParameters};
pub use key_file::{KeyFile, KeyFileError};
pub use random::{OsRandomness, RandomError, Randomness, random_bytes};
pub use seal_to::{OpenFromError, SEALED_TO_OVERHEAD, SealToError, open_from, seal_to};
pub use sealed_content::MalformedContent;
pub use sealed_file::{HEADER_LENGTH, SealError, SealedFile, SealedFileError, TAG_LENGTH, seal};
pub use secret::SecretKey;
pub use words::{InvitationCode, WordsError};
