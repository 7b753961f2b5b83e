//! The outer form of every sealed file in the shared folder.
//!
//! docs/sync-format.md says byte by byte what this reads and writes.

use chacha20poly1305::aead::inout::InOutBuf;
use chacha20poly1305::{AeadInOut, Key, KeyInit, Tag, XChaCha20Poly1305, XNonce};
use zeroize::Zeroize;

use crate::SecretKey;
use crate::sealed_content::{self, MalformedContent};

/// The bytes before the ciphertext; all of them are authenticated with it.
pub const HEADER_LENGTH: usize = 57;
/// The bytes after it.
pub const TAG_LENGTH: usize = 16;

const MAGIC: &[u8; 3] = b"PLK";
const FORMAT: u8 = 1;
const KEY_CONTEXT: &str = "pelikirja 2026-11 sealed file";

/// A sealed file as it lies in the folder, before anything of it is believed.
#[derive(Debug, Clone, Copy)]
pub struct SealedFile<'a> {
    header: &'a [u8; HEADER_LENGTH],
    kind: u8,
    epoch: u32,
    salt: &'a [u8; 16],
    commitment: &'a [u8; 32],
    ciphertext: &'a [u8],
    tag: &'a [u8; TAG_LENGTH],
}

/// Why nothing could be sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// More than a sealed file holds: 4 GiB.
    #[error("{0} bytes are too many for one sealed file")]
    TooLarge(usize),
    /// The compressor or the cipher gave up, for want of memory.
    #[error("it cannot be sealed: {0}")]
    Failed(String),
}

/// Why a sealed file does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealedFileError {
    /// It does not begin like one.
    #[error("this is no sealed file")]
    NotSealedFile,
    /// A newer program wrote it.
    #[error("the sealed file has format {0}; this program knows format {FORMAT}")]
    UnknownFormat(u8),
    /// Shorter than any sealed file: it is not yet here as a whole.
    #[error("{0} bytes are too few for a sealed file")]
    TooShort(usize),
    /// Another key sealed it, or the salt or the commitment in its header was changed.
    #[error("another key sealed this file")]
    WrongKey,
    /// The key fits and the bytes are not those that were sealed.
    #[error("the sealed file is damaged")]
    Damaged,
    /// It holds more than the caller takes.
    #[error("the sealed file holds {found} bytes, and at most {limit} are taken")]
    TooLarge {
        /// The size of what is in it, bytes.
        found: u64,
        /// The most that is taken, bytes.
        limit: usize,
    },
    /// Whoever holds the key sealed something of another form.
    #[error("the content of the sealed file is malformed: {0}")]
    Malformed(#[from] MalformedContent),
}

/// Seals a content under the key of an epoch.
///
/// `salt` is random and new for every file: two files of one salt under one key would give each other away. The same
/// arguments give the same bytes, as long as the compressor stays the same.
///
/// # Errors
/// [`SealError`] when the content is longer than 4 GiB.
pub fn seal(
    kind: u8,
    epoch: u32,
    key: &SecretKey,
    salt: [u8; 16],
    content: &[u8],
) -> Result<Vec<u8>, SealError> {
    // The plaintext is made where the ciphertext will lie, so that a content is not copied about.
    let mut file = sealed_content::framed(content, HEADER_LENGTH, TAG_LENGTH)?;
    let (file_key, commitment) = derive(key, &salt);
    let outside = || SealError::TooLarge(content.len());
    let (header, rest) = file.split_first_chunk_mut::<HEADER_LENGTH>().ok_or_else(outside)?;
    let (body, tag_place) = rest.split_last_chunk_mut::<TAG_LENGTH>().ok_or_else(outside)?;
    *header = header_of(kind, epoch, &salt, &commitment);
    let tag = cipher(&file_key)
        .encrypt_inout_detached(&XNonce::default(), header, InOutBuf::from(body))
        .map_err(|_| outside())?;
    *tag_place = tag.into();
    Ok(file)
}

impl<'a> SealedFile<'a> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`SealedFileError::NotSealedFile`], [`SealedFileError::UnknownFormat`] or [`SealedFileError::TooShort`].
    pub fn parse(bytes: &'a [u8]) -> Result<Self, SealedFileError> {
        let too_short = || SealedFileError::TooShort(bytes.len());
        let (magic, after_magic) = bytes.split_first_chunk::<3>().ok_or_else(too_short)?;
        if magic != MAGIC {
            return Err(SealedFileError::NotSealedFile);
        }
        let (&format, after_format) = after_magic.split_first().ok_or_else(too_short)?;
        if format != FORMAT {
            return Err(SealedFileError::UnknownFormat(format));
        }
        let (&kind, after_kind) = after_format.split_first().ok_or_else(too_short)?;
        let (epoch, after_epoch) = after_kind.split_first_chunk::<4>().ok_or_else(too_short)?;
        let (salt, after_salt) = after_epoch.split_first_chunk::<16>().ok_or_else(too_short)?;
        let (commitment, body) = after_salt.split_first_chunk::<32>().ok_or_else(too_short)?;
        let (ciphertext, tag) = body.split_last_chunk::<TAG_LENGTH>().ok_or_else(too_short)?;
        let header = bytes.first_chunk::<HEADER_LENGTH>().ok_or_else(too_short)?;
        if ciphertext.len() < sealed_content::SHORTEST {
            return Err(too_short());
        }
        let epoch = u32::from_be_bytes(*epoch);
        Ok(Self { header, kind, epoch, salt, commitment, ciphertext, tag })
    }

    /// What is in it; not to be believed before it is opened.
    pub fn kind(&self) -> u8 {
        self.kind
    }

    /// The number of the epoch whose key seals it; not to be believed before it is opened.
    pub fn epoch(&self) -> u32 {
        self.epoch
    }

    /// Opens it: the content as it was sealed.
    ///
    /// `limit` is the most bytes of content that are taken, so that a small file cannot fill the memory.
    ///
    /// # Errors
    /// [`SealedFileError`] says what is wrong.
    pub fn open(&self, key: &SecretKey, limit: usize) -> Result<Vec<u8>, SealedFileError> {
        let (file_key, commitment) = derive(key, self.salt);
        // Equality of these hashes takes the same time wherever they differ.
        if blake3::Hash::from_bytes(commitment) != blake3::Hash::from_bytes(*self.commitment) {
            return Err(SealedFileError::WrongKey);
        }
        let mut plaintext = vec![0; self.ciphertext.len()];
        let buffer = InOutBuf::new(self.ciphertext, &mut plaintext).map_err(|_| SealedFileError::Damaged)?;
        cipher(&file_key)
            .decrypt_inout_detached(&XNonce::default(), self.header, buffer, &Tag::from(*self.tag))
            .map_err(|_| SealedFileError::Damaged)?;
        sealed_content::unframed(plaintext, limit)
    }
}

/// The key of one file and what its header says of it: both from the key of the epoch and the salt.
fn derive(key: &SecretKey, salt: &[u8; 16]) -> (SecretKey, [u8; 32]) {
    let mut hasher = blake3::Hasher::new_derive_key(KEY_CONTEXT);
    hasher.update(key.expose());
    hasher.update(salt);
    let mut output = hasher.finalize_xof();
    let Ok(file_key) = SecretKey::filled(|bytes| {
        output.fill(bytes);
        Ok::<(), std::convert::Infallible>(())
    });
    let mut commitment = [0; 32];
    output.fill(&mut commitment);
    hasher.zeroize();
    output.zeroize();
    (file_key, commitment)
}

fn header_of(kind: u8, epoch: u32, salt: &[u8; 16], commitment: &[u8; 32]) -> [u8; HEADER_LENGTH] {
    let parts: [&[u8]; 5] = [MAGIC, &[FORMAT, kind], &epoch.to_be_bytes(), salt, commitment];
    let mut header = [0; HEADER_LENGTH];
    header.iter_mut().zip(parts.into_iter().flatten()).for_each(|(to, from)| *to = *from);
    header
}

fn cipher(key: &SecretKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(<&Key>::from(key.expose()))
}
