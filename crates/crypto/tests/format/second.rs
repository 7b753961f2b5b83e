//! A second implementation of the formats, as docs/sync-format.md describes them: straightforward, with none of the code
//! of the first. What it makes is right, and it also makes what the first one never would.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use ed25519_dalek::{Signer, SigningKey};
use pelikirja_crypto::{RandomError, Randomness};

/// BLAKE3's `derive_key` mode.
pub fn derive<const N: usize>(context: &str, parts: &[&[u8]]) -> [u8; N] {
    let mut hasher = blake3::Hasher::new_derive_key(context);
    parts.iter().for_each(|part| {
        hasher.update(part);
    });
    let mut derived = [0; N];
    hasher.finalize_xof().fill(&mut derived);
    derived
}

/// A sealed file of this plaintext, whatever it is.
pub fn sealed_file(kind: u8, epoch: u32, key: &[u8; 32], salt: &[u8; 16], plaintext: &[u8]) -> Vec<u8> {
    let derived: [u8; 64] = derive("pelikirja 2026-11 sealed file", &[key, salt]);
    let mut file = b"PLK\x01".to_vec();
    file.push(kind);
    file.extend(epoch.to_be_bytes());
    file.extend(salt);
    file.extend(&derived[32..]);
    let cipher = XChaCha20Poly1305::new_from_slice(&derived[..32]).expect("32 bytes");
    let payload = Payload { msg: plaintext, aad: &file };
    let sealed = cipher.encrypt(&XNonce::from([0; 24]), payload).expect("it is short");
    file.extend(sealed);
    file
}

/// The plaintext of a sealed file before padding.
pub fn unpadded(method: u8, content: &[u8]) -> Vec<u8> {
    let mut plaintext = vec![method];
    let mut length = content.len();
    while length > 127 {
        plaintext.push(128 + (length % 128) as u8);
        length /= 128;
    }
    plaintext.push(length as u8);
    plaintext.extend(content);
    plaintext
}

/// The plaintext of a sealed file: padded by the formula of the paper on PADMÉ, in its own words.
pub fn plaintext(method: u8, content: &[u8]) -> Vec<u8> {
    let mut plaintext = unpadded(method, content);
    let length = plaintext.len() as f64;
    let exponent = length.log2().floor();
    let size = exponent.log2().floor() + 1.0;
    let step = (exponent - size).max(0.0).exp2();
    plaintext.resize(((length / step).ceil() * step) as usize, 0);
    plaintext
}

/// The signature of the device of a seed.
pub fn signature(seed: &[u8; 32], context: &str, message: &[u8]) -> [u8; 64] {
    let key = SigningKey::from_bytes(&derive("pelikirja 2026-11 device signing key", &[seed]));
    let mut signed = (context.len() as u64).to_be_bytes().to_vec();
    signed.extend(context.as_bytes());
    signed.extend(message);
    key.sign(&signed).to_bytes()
}

/// Randomness that is none: the output of BLAKE3 from a number.
pub struct Played(blake3::OutputReader);

impl Played {
    /// The same number gives the same bytes.
    pub fn from_number(number: u64) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("pelikirja tests: played randomness");
        hasher.update(&number.to_be_bytes());
        Self(hasher.finalize_xof())
    }

    /// So many bytes of it.
    pub fn bytes(number: u64, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        Self::from_number(number).0.fill(&mut bytes);
        bytes
    }
}

impl Randomness for Played {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), RandomError> {
        self.0.fill(bytes);
        Ok(())
    }
}
