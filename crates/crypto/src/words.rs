//! Secrets that people write down or read out: 12 or 24 words of a list, with a checksum.
//!
//! The list and the checksum are those of BIP-39 (English), which is made for it: the first four letters tell the
//! words apart, and no two look alike.

use std::fmt;

use bip39::{Language, Mnemonic};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::nearest_word::nearest_word;
use crate::secret::wipe_stack;
use crate::{RandomError, Randomness, SecretKey};

/// The secret of an invitation, 128 bits: 12 words. Wiped when dropped and never printed.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct InvitationCode(Box<[u8; 16]>);

/// Why words are no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// Too few or too many.
    #[error("there are {found} words and there should be {expected}")]
    Count {
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// One that is not in the list.
    #[error("word {position}, \"{word}\", is not in the list; the nearest is \"{nearest}\"")]
    Unknown {
        /// Which of the words it is, from 1.
        position: usize,
        /// The word as it was given.
        word: String,
        /// The word of the list that it is most like.
        nearest: &'static str,
    },
    /// All are in the list, and they do not fit together: one is another, or two have changed places.
    #[error("the words do not fit together: one of them is wrong or in another's place")]
    Checksum,
}

impl InvitationCode {
    /// A code from a given source of randomness.
    ///
    /// # Errors
    /// [`RandomError`] when it has none.
    pub fn random_from(randomness: &mut dyn Randomness) -> Result<Self, RandomError> {
        let mut code = Self(Box::new([0; 16]));
        randomness.fill(&mut *code.0)?;
        Ok(code)
    }

    /// A code of these bytes, which the caller wipes; `None` unless they are 16.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; 16] = bytes.try_into().ok()?;
        let mut code = Self(Box::new([0; 16]));
        code.0.copy_from_slice(bytes);
        Some(code)
    }

    /// The 16 bytes; do not copy them to where they are not wiped.
    pub fn expose(&self) -> &[u8; 16] {
        &self.0
    }

    /// The seed of the invitation's keys (see [`crate::DeviceKeys::from_seed`]).
    pub fn seed(&self) -> SecretKey {
        SecretKey::derived_from("pelikirja 2026-11 invitation seed", &*self.0)
    }

    /// The code as 12 words with single spaces between them.
    pub fn to_words(&self) -> Zeroizing<String> {
        words_of(&*self.0)
    }

    /// Reads 12 words. Case, spaces, commas and numbers before the words do not matter.
    ///
    /// # Errors
    /// [`WordsError`] says which word it is.
    pub fn from_words(text: &str) -> Result<Self, WordsError> {
        Self::from_slice(&bytes_of(text, 12)?).ok_or(WordsError::Checksum)
    }
}

impl fmt::Debug for InvitationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InvitationCode(redacted)")
    }
}

impl SecretKey {
    /// The key as 24 words with single spaces between them.
    pub fn to_words(&self) -> Zeroizing<String> {
        words_of(self.expose())
    }

    /// Reads 24 words. Case, spaces, commas and numbers before the words do not matter.
    ///
    /// # Errors
    /// [`WordsError`] says which word it is.
    pub fn from_words(text: &str) -> Result<Self, WordsError> {
        Self::from_slice(&bytes_of(text, 24)?).ok_or(WordsError::Checksum)
    }
}

/// The words of 16 or 32 bytes.
fn words_of(bytes: &[u8]) -> Zeroizing<String> {
    let words = encoded(bytes);
    wipe_stack();
    words
}

#[inline(never)]
fn encoded(bytes: &[u8]) -> Zeroizing<String> {
    // Room for all of it, lest growing leave copies behind: no word is longer than 8 letters.
    let mut text = Zeroizing::new(String::with_capacity(24 * 9));
    // It refuses other lengths only, and no caller has them.
    if let Ok(mnemonic) = Mnemonic::from_entropy_in(Language::English, bytes) {
        for word in mnemonic.words() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
    }
    text
}

/// The bytes of 12 or 24 words.
fn bytes_of(text: &str, expected: usize) -> Result<Zeroizing<Vec<u8>>, WordsError> {
    let words = listed(text, expected)?;
    let bytes = decoded(&words);
    wipe_stack();
    bytes
}

#[inline(never)]
fn decoded(words: &str) -> Result<Zeroizing<Vec<u8>>, WordsError> {
    let mnemonic =
        Mnemonic::parse_in_normalized(Language::English, words).map_err(|_| WordsError::Checksum)?;
    let (bytes, length) = mnemonic.to_entropy_array();
    let bytes = Zeroizing::new(bytes);
    Ok(Zeroizing::new(bytes.iter().take(length).copied().collect()))
}

/// The words of a text, each of them in the list, with single spaces between them.
fn listed(text: &str, expected: usize) -> Result<Zeroizing<String>, WordsError> {
    let mut listed = Zeroizing::new(String::with_capacity(expected * 9));
    let mut found = 0;
    let mut first_unknown = None;
    for given in text.split(|character: char| !character.is_alphanumeric()) {
        let word = given.trim_start_matches(|character: char| character.is_ascii_digit());
        if word.is_empty() {
            continue;
        }
        found += 1;
        let lower = Zeroizing::new(word.to_lowercase());
        if Language::English.find_word(&lower).is_none() {
            first_unknown.get_or_insert_with(|| WordsError::Unknown {
                position: found,
                word: word.to_owned(),
                nearest: nearest_word(&lower),
            });
        } else if found <= expected {
            if !listed.is_empty() {
                listed.push(' ');
            }
            listed.push_str(&lower);
        }
    }
    match first_unknown {
        Some(unknown) => Err(unknown),
        None if found != expected => Err(WordsError::Count { found, expected }),
        None => Ok(listed),
    }
}
