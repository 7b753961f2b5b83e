//! Sealing a secret to a device: HPKE (RFC 9180), base mode.
//!
//! X25519 with HKDF-SHA256, HKDF-SHA256, ChaCha20-Poly1305; the context is HPKE's `info`, associated data are empty.

use std::convert::Infallible;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, HpkeError, Kem, OpModeR, OpModeS, Serializable};
use zeroize::{Zeroize, Zeroizing};

use crate::secret::wipe_stack;
use crate::{DeviceKeys, DevicePublic, RandomError, Randomness, SecretKey};

type PrivateKey = <X25519HkdfSha256 as Kem>::PrivateKey;
type PublicKey = <X25519HkdfSha256 as Kem>::PublicKey;
type EncappedKey = <X25519HkdfSha256 as Kem>::EncappedKey;

/// By how much the sealed bytes are longer than the plaintext: the sender's single-use key of 32 bytes before it, the
/// tag of 16 bytes after it.
pub const SEALED_TO_OVERHEAD: usize = ENCAPPED + 16;

const ENCAPPED: usize = 32;

/// Why nothing could be sealed.
#[derive(Debug, thiserror::Error)]
pub enum SealToError {
    /// The recipient's public key is none: what is sealed to it anybody could open.
    #[error("the recipient's key is unusable")]
    UnusableKey,
    /// No randomness.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// The plaintext is longer than the cipher takes.
    #[error("it cannot be sealed: {0}")]
    Failed(String),
}

/// Why sealed bytes do not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenFromError {
    /// Shorter than anything sealed.
    #[error("{0} bytes are too short to be sealed")]
    TooShort(usize),
    /// Sealed to other keys or for another context, or their bytes were changed: these cannot be told apart.
    #[error("it does not open with these keys")]
    Refused,
}

/// Seals a plaintext so that only the holder of the keys opens it, and only for the same context.
///
/// The result is the sender's single-use public key (32 bytes), then the ciphertext with its tag. It says nothing of
/// who sealed it: sign it where that matters.
///
/// # Errors
/// [`SealToError`] when the recipient's key is none or there is no randomness.
pub fn seal_to(
    public: &DevicePublic,
    context: &str,
    plaintext: &[u8],
    randomness: &mut dyn Randomness,
) -> Result<Vec<u8>, SealToError> {
    let mut once = Once { output: Box::new(blake3::Hasher::new().finalize_xof()) };
    let seed = SecretKey::random_from(randomness)?;
    reseed(&mut once, &seed);
    let sealed = sealed(public, context, plaintext, &mut once);
    wipe_stack();
    sealed
}

/// Opens what [`seal_to`] sealed to these keys for this context.
///
/// # Errors
/// [`OpenFromError`] for everything else.
pub fn open_from(
    keys: &DeviceKeys,
    context: &str,
    bytes: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenFromError> {
    let opened = opened(keys.sealing(), context, bytes);
    wipe_stack();
    opened
}

/// The public key of an X25519 secret. The caller wipes the stack.
#[inline(never)]
pub(crate) fn public_of(secret: &SecretKey) -> [u8; 32] {
    // A private key of 32 bytes is always one; were it not, nobody could seal to the zeros.
    PrivateKey::from_bytes(secret.expose())
        .map_or([0; 32], |key| X25519HkdfSha256::sk_to_pk(&key).to_bytes().into())
}

#[inline(never)]
fn sealed(
    public: &DevicePublic,
    context: &str,
    plaintext: &[u8],
    once: &mut Once,
) -> Result<Vec<u8>, SealToError> {
    let recipient = PublicKey::from_bytes(&public.seal).map_err(|_| SealToError::UnusableKey)?;
    let (encapped, ciphertext) = hpke::single_shot_seal_with_rng::<
        ChaCha20Poly1305,
        HkdfSha256,
        X25519HkdfSha256,
    >(&OpModeS::Base, &recipient, context.as_bytes(), plaintext, &[], once)
    .map_err(|error| match error {
        HpkeError::EncapError | HpkeError::ValidationError => SealToError::UnusableKey,
        other => SealToError::Failed(other.to_string()),
    })?;
    let encapped: [u8; ENCAPPED] = encapped.to_bytes().into();
    Ok([&encapped[..], &ciphertext].concat())
}

#[inline(never)]
fn opened(secret: &SecretKey, context: &str, bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenFromError> {
    let too_short = || OpenFromError::TooShort(bytes.len());
    let (encapped, ciphertext) = bytes.split_first_chunk::<ENCAPPED>().ok_or_else(too_short)?;
    if bytes.len() < SEALED_TO_OVERHEAD {
        return Err(too_short());
    }
    let refused = |_: HpkeError| OpenFromError::Refused;
    let encapped = EncappedKey::from_bytes(encapped).map_err(refused)?;
    let secret = PrivateKey::from_bytes(secret.expose()).map_err(refused)?;
    hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &secret,
        &encapped,
        context.as_bytes(),
        ciphertext,
        &[],
    )
    .map(Zeroizing::new)
    .map_err(refused)
}

/// The randomness of one sealing, as the crate wants it: never failing.
///
/// BLAKE3's unlimited output from 32 bytes that were taken before, because a source of randomness may fail.
struct Once {
    output: Box<blake3::OutputReader>,
}

#[inline(never)]
fn reseed(once: &mut Once, seed: &SecretKey) {
    let mut hasher = blake3::Hasher::new_derive_key("pelikirja 2026-11 randomness of one sealing");
    hasher.update(seed.expose());
    *once.output = hasher.finalize_xof();
    hasher.zeroize();
}

impl TryRng for Once {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.output.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.output.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.output.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Once {}

impl Drop for Once {
    fn drop(&mut self) {
        self.output.zeroize();
    }
}
