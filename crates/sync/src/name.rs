//! Names of files in the folder.
//!
//! A name carries the hash of the file's bytes, and that is all a reader looks at: carriers rename files
//! ("… (OFFICE-PC's conflicted copy).plk", "…(1).plk", upper case), and what is in a file says what it is.
//! Directories and numbers only help people and carriers.

use pelikirja_crypto::{base32, name26};
use pelikirja_domain::Id;

/// Characters of the hash in a name: 130 bits.
const HASH_LENGTH: usize = 26;
/// How every name ends.
const EXTENSION: &str = ".plk";
/// What is half-written ends like this.
pub const HALF_WRITTEN: &str = ".tmp";

/// Whether a letter or digit occurs in a hash.
const fn is_digit(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'2'..=b'7')
}

/// The hash of a file as it stands in its name: letters and digits of [`is_digit`], so always text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileHash([u8; HASH_LENGTH]);

impl std::fmt::Debug for FileHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("FileHash").field(&self.as_str()).finish()
    }
}

impl FileHash {
    /// Of a file's bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let mut digits = [0; HASH_LENGTH];
        for (digit, letter) in digits.iter_mut().zip(name26(bytes).bytes()) {
            *digit = letter;
        }
        Self(digits)
    }

    /// The text, 26 characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// From that text.
    pub fn from_text(text: &str) -> Option<Self> {
        let digits: [u8; HASH_LENGTH] = text.as_bytes().try_into().ok()?;
        digits.iter().copied().all(is_digit).then_some(Self(digits))
    }

    /// Hashes that a name may carry, whatever was written around them: runs of 26 letters of the alphabet. A copy's
    /// name has one; a name made to confuse has a few, and none of them is believed before the bytes are hashed.
    pub fn in_path(path: &str) -> Vec<Self> {
        let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
        if name.ends_with(HALF_WRITTEN) || !name.contains(EXTENSION.trim_start_matches('.')) {
            return Vec::new();
        }
        // Every byte of a character outside of ASCII is one outside of the alphabet.
        let runs = name.as_bytes().split(|byte| !is_digit(*byte));
        runs.filter_map(|run| run.try_into().ok().map(Self)).collect()
    }
}

/// Where a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The beginning of the workspace.
    Genesis,
    /// Records of who belongs to the firm.
    Membership {
        /// Number of records before it, as its writer knew them.
        number: u64,
    },
    /// Keys of an epoch, sealed to those who may have them.
    Keys {
        /// The epoch.
        epoch: u32,
    },
    /// An invitation, sealed with its code.
    Invitation,
    /// A few entries of one chain.
    Batch {
        /// The chain.
        chain: Id,
        /// Number of the first entry.
        from: u64,
    },
    /// Many entries of one chain.
    Pack {
        /// The chain.
        chain: Id,
        /// Number of the first entry.
        from: u64,
        /// Number of the last entry.
        to: u64,
    },
}

impl Place {
    /// The path of a file there; under 100 characters.
    pub fn path(&self, hash: &FileHash) -> String {
        let hash = hash.as_str();
        match self {
            Self::Genesis => format!("g-{hash}{EXTENSION}"),
            Self::Membership { number } => format!("m/{number:05}-{hash}{EXTENSION}"),
            Self::Keys { epoch } => format!("k/{epoch:04}-{hash}{EXTENSION}"),
            Self::Invitation => format!("k/i-{hash}{EXTENSION}"),
            Self::Batch { chain, from } => format!("o/{}/{from:07}-{hash}{EXTENSION}", short(*chain)),
            Self::Pack { chain, from, to } => format!("p/{}/{from}-{to}-{hash}{EXTENSION}", short(*chain)),
        }
    }
}

/// Ten characters that tell chains apart for the eye; nothing rests on them.
pub fn short(chain: Id) -> String {
    base32(chain.as_bytes()).chars().take(10).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_found_whatever_a_carrier_makes_of_the_name() {
        let hash = FileHash::of(b"bytes");
        let text = hash.as_str();
        for path in [
            format!("o/abcdefghij/0000001-{text}.plk"),
            format!("o/abcdefghij/0000001-{text} (OFFICE-PC's conflicted copy 2026-11-22).plk"),
            format!("o/abcdefghij/0000001-{text}-LAPTOP.plk"),
            format!("0000001-{text}(1).plk"),
            format!("0000001-{text}_2.plk"),
            format!("0000001-{}.PLK", text.to_uppercase()),
            format!("o/x/0000001-{text}.sync-conflict-20261122-101500-ABCDEFG.plk"),
            format!("ä/ö/{text}.plk.plk"),
        ] {
            assert_eq!(FileHash::in_path(&path), std::slice::from_ref(&hash), "{path}");
        }
    }

    #[test]
    fn other_names_carry_no_hash() {
        let text = FileHash::of(b"bytes").as_str().to_owned();
        for path in [
            format!("{text}.tmp"),
            format!("{text}x.plk"),
            "desktop.ini".to_owned(),
            format!("o/{text}/a.plk"),
        ] {
            assert_eq!(FileHash::in_path(&path), [], "{path}");
        }
    }

    #[test]
    fn paths_are_short_and_lower_case() {
        let (hash, chain) = (FileHash::of(b"bytes"), Id::from_bytes([0xfe; 16]));
        for place in [
            Place::Genesis,
            Place::Membership { number: u64::MAX },
            Place::Keys { epoch: u32::MAX },
            Place::Invitation,
            Place::Batch { chain, from: u64::MAX },
            Place::Pack { chain, from: u64::MAX, to: u64::MAX },
        ] {
            let path = place.path(&hash);
            assert!(path.len() < 100 && path == path.to_lowercase(), "{path}");
            assert_eq!(FileHash::in_path(&path), std::slice::from_ref(&hash), "{path}");
        }
    }
}
