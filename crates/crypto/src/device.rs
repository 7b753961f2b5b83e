//! The two key pairs of a device: one to sign with, one to be sent secrets with.

use std::fmt;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::hash::length_prefix;
use crate::secret::wipe_stack;
use crate::{Hash, SecretKey, seal_to};

const SIGNING_CONTEXT: &str = "pelikirja 2026-11 device signing key";
const IDENTITY: &str = "pelikirja 2026-11 device identity";
const SEALING_CONTEXT: &str = "pelikirja 2026-11 device sealing key";

/// The secret keys of a device; those of an invitation and of the printed recovery key are of the same kind.
///
/// Both follow from one seed, so that a device keeps 32 bytes: Ed25519 (RFC 8032) to sign, X25519 (RFC 7748) to open
/// what others seal to it. They are kept on the heap, never copied and wiped when dropped.
pub struct DeviceKeys {
    signing: Box<SigningKey>,
    sealing: SecretKey,
    public: DevicePublic,
}

/// The public keys of a device.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DevicePublic {
    /// The Ed25519 key that its signatures are checked with.
    pub verify: [u8; 32],
    /// The X25519 key that secrets for it are sealed to.
    pub seal: [u8; 32],
}

/// The signature is not one of this device over this message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The public key is no point of the curve, or one of the few that any signature fits.
    #[error("the key to check the signature with is none")]
    UnusableKey,
    /// Other keys, another context, another message or another signature.
    #[error("the signature does not fit")]
    Wrong,
}

impl DeviceKeys {
    /// The keys that follow from a seed.
    pub fn from_seed(seed: &SecretKey) -> Self {
        let sealing = seed.derive(SEALING_CONTEXT);
        let signing = signing_key(&seed.derive(SIGNING_CONTEXT));
        let seal = seal_to::public_of(&sealing);
        wipe_stack();
        let public = DevicePublic { verify: signing.verifying_key().to_bytes(), seal };
        Self { signing, sealing, public }
    }

    /// What others may know.
    pub fn public(&self) -> DevicePublic {
        self.public
    }

    /// Signs a message for one purpose; the same message gives the same signature.
    ///
    /// `context` is a constant of the program, unique for its purpose, so that no signature stands for two.
    pub fn sign(&self, context: &str, message: &[u8]) -> [u8; 64] {
        let signature = signature_of(&self.signing, &signed_bytes(context, message));
        wipe_stack();
        signature
    }

    pub(crate) fn sealing(&self) -> &SecretKey {
        &self.sealing
    }
}

/// Apart, so that its frame lies where [`wipe_stack`] reaches.
#[inline(never)]
fn signing_key(secret: &SecretKey) -> Box<SigningKey> {
    Box::new(SigningKey::from_bytes(secret.expose()))
}

/// Apart for the same reason.
#[inline(never)]
fn signature_of(key: &SigningKey, message: &[u8]) -> [u8; 64] {
    key.sign(message).to_bytes()
}

/// The length of the context (8 bytes, big-endian), the context, the message.
fn signed_bytes(context: &str, message: &[u8]) -> Vec<u8> {
    [&length_prefix(context.as_bytes()), context.as_bytes(), message].concat()
}

impl DevicePublic {
    /// The identity of the device that has these keys: the first 128 bits of their hash. It follows from them, so that
    /// nobody can claim the identity of another's device with keys of their own.
    pub fn identity(&self) -> [u8; 16] {
        let hash = Hash::of(IDENTITY, &[&self.verify, &self.seal]);
        let mut first = [0; 16];
        first.iter_mut().zip(hash.as_bytes()).for_each(|(to, from)| *to = *from);
        first
    }

    /// Checks a signature of [`DeviceKeys::sign`].
    ///
    /// Strictly: of the signatures that some readers of RFC 8032 take and others refuse, none is taken, so that every
    /// device decides alike.
    ///
    /// # Errors
    /// [`SignatureError`] when it does not fit, for whatever reason.
    pub fn verify(&self, context: &str, message: &[u8], signature: &[u8; 64]) -> Result<(), SignatureError> {
        let key = VerifyingKey::from_bytes(&self.verify).map_err(|_| SignatureError::UnusableKey)?;
        if key.is_weak() {
            return Err(SignatureError::UnusableKey);
        }
        key.verify_strict(&signed_bytes(context, message), &Signature::from_bytes(signature))
            .map_err(|_| SignatureError::Wrong)
    }

    /// Both keys in one: `verify`, then `seal`.
    pub fn to_bytes(&self) -> [u8; 64] {
        let mut bytes = [0; 64];
        let (verify, seal) = bytes.split_at_mut(32);
        verify.copy_from_slice(&self.verify);
        seal.copy_from_slice(&self.seal);
        bytes
    }

    /// What [`DevicePublic::to_bytes`] gave.
    pub fn from_bytes(bytes: &[u8; 64]) -> Self {
        let mut public = Self { verify: [0; 32], seal: [0; 32] };
        let (verify, seal) = bytes.split_at(32);
        public.verify.copy_from_slice(verify);
        public.seal.copy_from_slice(seal);
        public
    }
}

impl fmt::Debug for DeviceKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceKeys(of {:?})", self.public)
    }
}

/// The first eight digits of the key that signatures are checked with.
impl fmt::Debug for DevicePublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DevicePublic(")?;
        self.verify.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str(")")
    }
}
