//! Kept files in crates/crypto/vectors: what one version wrote, every later one reads.
//!
//! Made by these tests with `UPDATE_EXPECT=1`. A change of one that is already in use is a change of the format.

use std::path::Path;

use expect_test::ExpectFile;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a file of vectors holds.
#[derive(Serialize, serde::Deserialize)]
pub struct Kept<Good, Broken> {
    /// What is right.
    pub good: Vec<Good>,
    /// What is wrong, each with the error.
    pub broken: Vec<Broken>,
}

/// Compares what is made now with what is kept, and gives what is kept.
pub fn kept<T: Serialize + DeserializeOwned>(file: &ExpectFile, made: &T) -> T {
    let text = serde_json::to_string_pretty(made).expect("it is JSON") + "\n";
    file.assert_eq(&text);
    // Tests run in the folder of their package; what the compiler knew may be another clone that shares the build folder.
    let path = Path::new("tests/format").join(&file.path);
    let text = std::fs::read_to_string(path).expect("the file is kept");
    serde_json::from_str(&text).expect("it is JSON of this form")
}

/// Bytes in hexadecimal, as they are kept.
pub fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of [`to_hex`].
pub fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.chars().map(|digit| digit.to_digit(16).expect("a digit") as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// The bytes of [`to_hex`] where there are as many as there should be.
pub fn array<const N: usize>(text: &str) -> [u8; N] {
    from_hex(text).try_into().expect("as many bytes")
}
