//! Hashes, and the text in which they become names.

use std::fmt;

/// A BLAKE3 hash of 256 bits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

/// Digits of [`base32`], in order of value: RFC 4648 in lower case, so that no file system mixes up cases.
const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

impl Hash {
    /// The hash of several parts for one purpose.
    ///
    /// BLAKE3 in its `derive_key` mode: `context` is a constant of the program, unique for its purpose. Each part goes
    /// in after its length (8 bytes, big-endian), so that no other division into parts gives the same hash.
    pub fn of(context: &'static str, parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key(context);
        for part in parts {
            hasher.update(&length_prefix(part));
            hasher.update(part);
        }
        Self(*hasher.finalize().as_bytes())
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The hash of these bytes, `None` unless they are 32.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

/// The first eight digits in hexadecimal, enough to tell hashes apart in a message.
impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// What goes before a part so that parts cannot run into each other: its length in 8 bytes, big-endian.
pub(crate) fn length_prefix(part: &[u8]) -> [u8; 8] {
    // A length in memory is at most 64 bits on every machine there is.
    u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes()
}

/// Bytes as lower-case base32 (RFC 4648 without padding): five bits a digit, the last digit filled up with zeros.
pub fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    let (mut waiting, mut bits) = (0_u32, 0_u32);
    let digit = |five: u32| char::from(DIGITS[(five & 31) as usize]);
    for byte in bytes {
        waiting = (waiting << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(digit(waiting >> bits));
        }
        waiting &= 31;
    }
    if bits > 0 {
        text.push(digit(waiting << (5 - bits)));
    }
    text
}

/// What a file is called after: the first 130 bits of the BLAKE3 hash of its bytes as 26 digits of [`base32`].
///
/// That is enough that nobody makes two files of one name, and short enough for every cloud's limit on paths.
pub fn name26(file: &[u8]) -> String {
    let mut name = base32(blake3::hash(file).as_bytes());
    name.truncate(26);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base32_is_that_of_rfc_4648_in_lower_case() {
        let examples = [
            ("", ""),
            ("f", "my"),
            ("fo", "mzxq"),
            ("foo", "mzxw6"),
            ("foob", "mzxw6yq"),
            ("fooba", "mzxw6ytb"),
        ];
        for (bytes, text) in examples {
            assert_eq!(base32(bytes.as_bytes()), text, "of {bytes:?}");
        }
        assert_eq!(base32(b"foobar"), "mzxw6ytboi");
        assert_eq!(base32(&[0xff; 5]), "77777777");
    }

    #[test]
    fn a_name_is_26_digits_of_the_hash() {
        // The hash of nothing is that of the published test vectors: af1349b9f5f9a1a6...
        assert_eq!(name26(b""), "v4jutopv7gq2nicajxvdnxgjjg");
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        let hashes = [
            Hash::of("one", &[b"ab", b"c"]),
            Hash::of("one", &[b"a", b"bc"]),
            Hash::of("one", &[b"abc"]),
            Hash::of("one", &[b"abc", b""]),
            Hash::of("two", &[b"abc"]),
        ];
        let different = hashes.iter().collect::<std::collections::BTreeSet<_>>();
        assert_eq!(different.len(), hashes.len());
    }

    #[test]
    fn a_hash_is_shown_short() {
        assert_eq!(format!("{:?}", Hash([0xab; 32])), "abababab");
    }
}
