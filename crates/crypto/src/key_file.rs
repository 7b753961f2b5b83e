//! The file that holds the sealed workspace key.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{KdfError, KdfParameters, RandomError, SecretKey, random_bytes};

const FORMAT: u32 = 1;

/// The workspace key, sealed by a passphrase. Written as JSON beside the database.
///
/// Sealing: XChaCha20-Poly1305 under the Argon2id key; format, cost and salt are associated data, so that
/// none of them can be exchanged. The check value tells whether a key that was kept elsewhere is the one sealed here,
/// so that a wrong key is not taken for a damaged database; no key can be computed from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFile {
    format: u32,
    kdf: KdfParameters,
    salt: String,
    nonce: String,
    sealed_key: String,
    check: String,
}

/// Why a key file does not open.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// Another passphrase sealed it (or its bytes were changed: the two cannot be told apart).
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// Not a key file.
    #[error("the key file is damaged: {0}")]
    Damaged(String),
    /// A newer program wrote it.
    #[error("the key file has format {0}; this program knows format {FORMAT}")]
    NewerFormat(u32),
    /// The key-encryption key could not be derived.
    #[error(transparent)]
    Kdf(#[from] KdfError),
    /// No randomness.
    #[error(transparent)]
    Random(#[from] RandomError),
}

impl KeyFile {
    /// Seals a workspace key with a passphrase.
    ///
    /// # Errors
    /// When the cost is out of range or the system has neither memory nor randomness.
    pub fn seal(key: &SecretKey, passphrase: &str, kdf: KdfParameters) -> Result<Self, KeyFileError> {
        let salt = random_bytes::<16>()?;
        let nonce = random_bytes::<24>()?;
        let wrapping = kdf.derive(passphrase, &salt)?;
        let sealed = cipher(&wrapping)
            .encrypt(
                &XNonce::from(nonce),
                Payload { msg: key.expose(), aad: &associated_data(FORMAT, kdf, &salt) },
            )
            .map_err(|_| KeyFileError::Damaged("sealing failed".to_owned()))?;
        Ok(Self {
            format: FORMAT,
            kdf,
            salt: to_hex(&salt),
            nonce: to_hex(&nonce),
            sealed_key: to_hex(&sealed),
            check: check_of(key),
        })
    }

    /// Opens the workspace key.
    ///
    /// # Errors
    /// [`KeyFileError::WrongPassphrase`] above all.
    pub fn open(&self, passphrase: &str) -> Result<SecretKey, KeyFileError> {
        let salt = from_hex::<16>(&self.salt, "salt")?;
        let nonce = from_hex::<24>(&self.nonce, "nonce")?;
        let sealed = from_hex::<48>(&self.sealed_key, "sealed_key")?;
        let wrapping = self.kdf.derive(passphrase, &salt)?;
        let opened = cipher(&wrapping)
            .decrypt(
                &XNonce::from(nonce),
                Payload { msg: &sealed, aad: &associated_data(self.format, self.kdf, &salt) },
            )
            .map(Zeroizing::new)
            .map_err(|_| KeyFileError::WrongPassphrase)?;
        SecretKey::from_slice(&opened)
            .ok_or_else(|| KeyFileError::Damaged("the key has another length".to_owned()))
    }

    /// Whether a key is the one that is sealed here.
    pub fn fits(&self, key: &SecretKey) -> bool {
        self.check == check_of(key)
    }

    /// Reads the JSON text of a key file.
    ///
    /// # Errors
    /// [`KeyFileError::Damaged`] or [`KeyFileError::NewerFormat`].
    pub fn from_json(text: &str) -> Result<Self, KeyFileError> {
        #[derive(Deserialize)]
        struct Format {
            format: u32,
        }
        let damaged = |error: serde_json::Error| KeyFileError::Damaged(error.to_string());
        let Format { format } = serde_json::from_str(text).map_err(damaged)?;
        match format {
            FORMAT => serde_json::from_str(text).map_err(damaged),
            newer if newer > FORMAT => Err(KeyFileError::NewerFormat(newer)),
            other => Err(KeyFileError::Damaged(format!("unknown format {other}"))),
        }
    }

    /// The JSON text of the file.
    pub fn to_json(&self) -> String {
        serde_json::json!({
            "format": self.format,
            "kdf": self.kdf,
            "salt": self.salt,
            "nonce": self.nonce,
            "sealed_key": self.sealed_key,
            "check": self.check,
        })
        .to_string()
    }

    /// The cost under which it is sealed.
    pub fn kdf(&self) -> KdfParameters {
        self.kdf
    }
}

/// The first half of a key derived for this purpose alone.
fn check_of(key: &SecretKey) -> String {
    let derived = key.derive("pelikirja 2026-11 key check");
    to_hex(derived.expose().get(..16).unwrap_or_default())
}

fn cipher(key: &SecretKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(<&Key>::from(key.expose()))
}

fn associated_data(format: u32, kdf: KdfParameters, salt: &[u8; 16]) -> Vec<u8> {
    let numbers = [format, kdf.memory_kib, kdf.iterations, kdf.parallelism];
    let mut data = b"pelikirja key file".to_vec();
    data.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    data.extend(salt);
    data
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex<const N: usize>(text: &str, name: &str) -> Result<[u8; N], KeyFileError> {
    let damaged = || KeyFileError::Damaged(format!("{name} is not {N} bytes in hexadecimal"));
    // `from_str_radix` alone would take a sign as well.
    if text.len() != 2 * N || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(damaged());
    }
    let mut bytes = [0; N];
    for (index, byte) in bytes.iter_mut().enumerate() {
        let digits = text.get(2 * index..2 * index + 2).ok_or_else(damaged)?;
        *byte = u8::from_str_radix(digits, 16).map_err(|_| damaged())?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pinned so that every later version opens what this one wrote.
    const GOLDEN: &str = include_str!("../vectors/key-file-1.json");

    #[test]
    fn the_kept_file_opens_with_its_passphrase_only() {
        let file = KeyFile::from_json(GOLDEN).expect("the kept file parses");
        let key = file.open("hyvää huomenta, pelikirja").expect("the kept passphrase opens it");
        assert_eq!(key.expose(), &[0x5a; 32]);
        assert_eq!(file.check, check_of(&key), "the check value is part of the format");
        assert!(matches!(file.open("hyvaa huomenta, pelikirja"), Err(KeyFileError::WrongPassphrase)));
    }

    #[test]
    fn sealing_again_keeps_the_key() {
        let key = SecretKey::from_slice(&[9; 32]).expect("32 bytes");
        let file = KeyFile::seal(&key, "yksi", KdfParameters::FLOOR).expect("seals");
        let again = KeyFile::from_json(&file.to_json()).expect("reads what it wrote");
        assert_eq!(again.open("yksi").expect("opens").expose(), key.expose());
        assert!(again.fits(&key));
        assert!(!again.fits(&SecretKey::from_slice(&[8; 32]).expect("32 bytes")));
    }

    #[test]
    fn exchanged_parts_do_not_open() {
        let file = KeyFile::from_json(GOLDEN).expect("the kept file parses");
        let passphrase = "hyvää huomenta, pelikirja";
        let costlier = KeyFile { kdf: KdfParameters { iterations: 4, ..file.kdf }, ..file.clone() };
        assert!(matches!(costlier.open(passphrase), Err(KeyFileError::WrongPassphrase)));
        let cheaper = KeyFile { kdf: KdfParameters { iterations: 1, ..file.kdf }, ..file.clone() };
        assert!(matches!(cheaper.open(passphrase), Err(KeyFileError::Kdf(KdfError::OutOfRange(_)))));
        let flipped = KeyFile { sealed_key: file.sealed_key.replacen(['a', 'b', 'c'], "d", 1), ..file };
        assert!(matches!(flipped.open(passphrase), Err(KeyFileError::WrongPassphrase)));
    }

    #[test]
    fn other_texts_are_refused_with_the_reason() {
        assert!(matches!(KeyFile::from_json(""), Err(KeyFileError::Damaged(_))));
        assert!(matches!(KeyFile::from_json("{\"format\":2}"), Err(KeyFileError::NewerFormat(2))));
        assert!(matches!(KeyFile::from_json("{\"format\":1}"), Err(KeyFileError::Damaged(_))));
        let (before, salt) = GOLDEN.split_once("\"salt\":\"").expect("it has a salt");
        let signed = format!("{before}\"salt\":\"+a{}", &salt[2..]);
        let opened = KeyFile::from_json(&signed).and_then(|file| file.open("x"));
        assert!(matches!(opened, Err(KeyFileError::Damaged(_))), "a sign is no digit: {opened:?}");
        let short = GOLDEN.replace("\"salt\":\"", "\"salt\":\"é");
        let opened = KeyFile::from_json(&short).and_then(|file| file.open("x"));
        assert!(matches!(opened, Err(KeyFileError::Damaged(_))));
    }
}
