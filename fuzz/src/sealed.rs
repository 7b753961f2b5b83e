//! A sealed file around a plaintext of any form, as docs/sync-format.md says: the program's own code for it seals only
//! what is right.

use chacha20poly1305::aead::inout::InOutBuf;
use chacha20poly1305::{AeadInOut, Key, KeyInit, XChaCha20Poly1305, XNonce};
use pelikirja_crypto::SecretKey;

/// Seals a plaintext as it is.
pub fn around(kind: u8, epoch: u32, key: &SecretKey, plaintext: &[u8]) -> Vec<u8> {
    let salt = [5; 24];
    let mut output = blake3::Hasher::new_derive_key("pelikirja 2026-11 sealed file")
        .update(key.expose())
        .update(&salt)
        .finalize_xof();
    let (mut file_key, mut commitment) = ([0; 32], [0; 32]);
    output.fill(&mut file_key);
    output.fill(&mut commitment);
    let mut file = b"PLK\x01".to_vec();
    file.push(kind);
    file.extend(epoch.to_be_bytes());
    file.extend(salt);
    file.extend(commitment);
    let header = file.clone();
    file.extend(plaintext);
    let body = file.get_mut(header.len()..).unwrap_or_default();
    let cipher = XChaCha20Poly1305::new(<&Key>::from(&file_key));
    let sealed = cipher.encrypt_inout_detached(&XNonce::default(), &header, InOutBuf::from(body));
    file.extend(sealed.expect("a short plaintext is sealed"));
    file
}
