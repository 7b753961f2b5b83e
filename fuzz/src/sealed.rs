//! A sealed file around a plaintext of any form, as docs/sync-format.md says: the program's own code for it seals only
//! what is right.

use chacha20poly1305::aead::inout::InOutBuf;
use chacha20poly1305::{AeadInOut, Key, KeyInit, Tag, XChaCha20Poly1305, XNonce};
use pelikirja_crypto::SecretKey;

/// Bytes of the header.
const HEADER: usize = 57;
/// Bytes of the tag.
const TAG: usize = 16;

/// The cipher of a file, and what its header says of the key.
fn cipher(key: &SecretKey, salt: &[u8]) -> (XChaCha20Poly1305, [u8; 32]) {
    let mut output = blake3::Hasher::new_derive_key("pelikirja 2026-11 sealed file")
        .update(key.expose())
        .update(salt)
        .finalize_xof();
    let (mut file_key, mut commitment) = ([0; 32], [0; 32]);
    output.fill(&mut file_key);
    output.fill(&mut commitment);
    (XChaCha20Poly1305::new(<&Key>::from(&file_key)), commitment)
}

/// Seals a plaintext as it is.
pub fn around(kind: u8, epoch: u32, key: &SecretKey, plaintext: &[u8]) -> Vec<u8> {
    let salt = [5; 16];
    let (cipher, commitment) = cipher(key, &salt);
    let header = [b"PLK\x01".as_slice(), &[kind], &epoch.to_be_bytes(), &salt, &commitment].concat();
    let mut body = plaintext.to_vec();
    let tag = cipher.encrypt_inout_detached(&XNonce::default(), &header, InOutBuf::from(body.as_mut_slice()));
    [header, body, tag.expect("a short plaintext is sealed").to_vec()].concat()
}

/// The plaintext of a file, with lengths, padding and compression, if that key seals it.
pub fn inside(file: &[u8], key: &SecretKey) -> Option<Vec<u8>> {
    let (header, rest) = file.split_at_checked(HEADER)?;
    let (body, tag) = rest.split_at_checked(rest.len().checked_sub(TAG)?)?;
    let (mut body, tag) = (body.to_vec(), Tag::try_from(tag).ok()?);
    let (cipher, _) = cipher(key, header.get(9..25)?);
    let buffer = InOutBuf::from(body.as_mut_slice());
    cipher.decrypt_inout_detached(&XNonce::default(), header, buffer, &tag).ok()?;
    Some(body)
}
