//! What is inside of a sealed file: the method of compression, a length, the content, padding.

use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe;

use crate::padding::padded_length;
use crate::sealed_file::{SealError, SealedFileError};

/// The least there is: a method and a length.
pub(crate) const SHORTEST: usize = 2;

const STORED: u8 = 0;
const ZSTD: u8 = 1;
/// The level that compresses packs of a few MiB without anybody waiting.
const LEVEL: i32 = 3;
/// How every frame of zstd begins (RFC 8878).
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// Digits of the longest length: 4 GiB.
const LONGEST_LENGTH: usize = 5;

/// In what way the content of an authentic sealed file is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MalformedContent {
    /// A method of compression that this program does not know.
    #[error("unknown method {0}")]
    UnknownMethod(u8),
    /// The length has too many digits, or more than it needs.
    #[error("its length is no number")]
    Length,
    /// The content ends before its length.
    #[error("it ends too early")]
    TooShort,
    /// The padding has another length, or is not of zeros.
    #[error("its padding is wrong")]
    Padding,
    /// What is compressed does not decompress.
    #[error("it does not decompress: {0}")]
    Compression(String),
}

/// The plaintext of a sealed file, with so many zeros before and after it.
pub(crate) fn framed(content: &[u8], before: usize, after: usize) -> Result<Vec<u8>, SealError> {
    let too_large = || SealError::TooLarge(content.len());
    if u32::try_from(content.len()).is_err() {
        return Err(too_large());
    }
    let bound = zstd_safe::compress_bound(content.len()).max(content.len());
    let longest = padded_length(1 + LONGEST_LENGTH + bound).ok_or_else(too_large)?;
    let mut file = vec![0; before + longest + after];

    // The length goes before what it is the length of. Room is left for the longest that it may become; only a content
    // at the border between two numbers of digits has to move.
    let body_at = before + 1 + digits_of(bound);
    let room = file.get_mut(body_at..body_at + bound).ok_or_else(too_large)?;
    let compressed = Compressor::new(LEVEL)
        .and_then(|mut compressor| compressor.compress_to_buffer(content, room))
        .map_err(|error| SealError::Failed(error.to_string()))?;
    let (method, length) =
        if compressed < content.len() { (ZSTD, compressed) } else { (STORED, content.len()) };

    let start = before + 1 + digits_of(length);
    let end = start + length;
    if method == ZSTD {
        file.copy_within(body_at..body_at + length, start);
    } else if let Some(place) = file.get_mut(start..end) {
        place.copy_from_slice(content);
    }
    if let Some(place) = file.get_mut(before) {
        *place = method;
    }
    if let Some(place) = file.get_mut(before + 1..start) {
        write_length(length, place);
    }
    let padded = padded_length(end - before).ok_or_else(too_large)?;
    file.truncate(before + padded + after);
    // The compressor may have used the room behind what it wrote.
    if let Some(padding) = file.get_mut(end..) {
        padding.fill(0);
    }
    file.shrink_to_fit();
    Ok(file)
}

/// The content of a plaintext.
pub(crate) fn unframed(mut plaintext: Vec<u8>, limit: usize) -> Result<Vec<u8>, SealedFileError> {
    let (&method, rest) = plaintext.split_first().ok_or(MalformedContent::TooShort)?;
    let (length, digits) = read_length(rest)?;
    let start = 1 + digits;
    let end = start.checked_add(length).ok_or(MalformedContent::TooShort)?;
    let padding = plaintext.get(end..).ok_or(MalformedContent::TooShort)?;
    if padded_length(end) != Some(plaintext.len()) || padding.iter().any(|byte| *byte != 0) {
        return Err(MalformedContent::Padding.into());
    }
    match method {
        STORED if length > limit => Err(SealedFileError::TooLarge { found: length as u64, limit }),
        STORED => {
            plaintext.truncate(end);
            plaintext.drain(..start);
            Ok(plaintext)
        }
        ZSTD => decompressed(plaintext.get(start..end).unwrap_or_default(), limit),
        other => Err(MalformedContent::UnknownMethod(other).into()),
    }
}

/// What one frame of zstd holds, the whole input being that frame.
fn decompressed(frame: &[u8], limit: usize) -> Result<Vec<u8>, SealedFileError> {
    let malformed = |reason: &str| MalformedContent::Compression(reason.to_owned());
    if !frame.starts_with(&ZSTD_MAGIC) {
        return Err(malformed("it is no frame").into());
    }
    // The size is known before anything is decompressed, so that nothing grows without an end.
    let size = zstd_safe::get_frame_content_size(frame)
        .ok()
        .flatten()
        .ok_or_else(|| malformed("it does not say its size"))?;
    let found = usize::try_from(size).ok().filter(|found| *found <= limit);
    let size = found.ok_or(SealedFileError::TooLarge { found: size, limit })?;
    if zstd_safe::find_frame_compressed_size(frame) != Ok(frame.len()) {
        return Err(malformed("it is not one frame").into());
    }
    let mut content = Vec::new();
    content.try_reserve_exact(size).map_err(|_| malformed("there is no memory for it"))?;
    let written = Decompressor::new()
        .and_then(|mut decompressor| decompressor.decompress_to_buffer(frame, &mut content))
        .map_err(|error| malformed(&error.to_string()))?;
    if written != size {
        return Err(malformed("its size is another").into());
    }
    Ok(content)
}

/// How many digits [`write_length`] writes.
fn digits_of(length: usize) -> usize {
    length.checked_ilog2().map_or(1, |bits| bits as usize / 7 + 1)
}

/// LEB128: seven bits a byte, the lowest first, the highest bit set in all but the last.
fn write_length(mut length: usize, place: &mut [u8]) {
    let last = place.len().saturating_sub(1);
    for (index, byte) in place.iter_mut().enumerate() {
        *byte = (length & 0x7f) as u8 | if index < last { 0x80 } else { 0 };
        length >>= 7;
    }
}

/// A length and how many bytes it took; one that could be written shorter is refused, so that every content has one
/// form.
fn read_length(bytes: &[u8]) -> Result<(usize, usize), MalformedContent> {
    let mut length = 0_u64;
    for (index, byte) in bytes.iter().take(LONGEST_LENGTH).enumerate() {
        length |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            let shortest = *byte != 0 || index == 0;
            let length = u32::try_from(length).ok().filter(|_| shortest).ok_or(MalformedContent::Length)?;
            return usize::try_from(length)
                .map(|length| (length, index + 1))
                .map_err(|_| MalformedContent::Length);
        }
    }
    Err(if bytes.len() < LONGEST_LENGTH { MalformedContent::TooShort } else { MalformedContent::Length })
}
