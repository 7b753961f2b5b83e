//! What is fuzzed, and how much memory it may take.

use pelikirja_crypto::{SealedFile, SecretKey, seal};
use pelikirja_sync::membership::SignedRecord;
use pelikirja_sync::{FileHash, parsers};

use crate::{firm, sealed};

/// The most content that is taken in this program: small, so that a bound on memory says something.
const LIMIT: usize = 1 << 20;

/// A parser.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name for `cargo xtask fuzz --target`.
    pub name: &'static str,
    /// What has to be there before memory is counted.
    pub prepare: fn(),
    /// Gives it bytes.
    pub run: fn(&[u8]),
    /// The most memory for an input of so many bytes.
    pub bound: fn(usize) -> usize,
}

/// All of them.
pub const ALL: &[Target] = &[
    parser("sealed-file", sealed_file, |bytes| 4 * bytes + 4 * LIMIT),
    parser("sealed-content", sealed_content, |bytes| 8 * bytes + 4 * LIMIT),
    parser("container", parsers::container, of_list),
    parser("membership", parsers::membership, of_list),
    parser("record", record, of_list),
    parser("envelope", parsers::envelope, of_list),
    parser("invitation", parsers::invitation, of_list),
    parser("name", name, |bytes| 64 * bytes + (64 << 10)),
    engine("folder", |input| firm::meets(files(input))),
    engine("check", |input| firm::checks(files(input))),
];

const fn parser(name: &'static str, run: fn(&[u8]), bound: fn(usize) -> usize) -> Target {
    Target { name, prepare: || {}, run, bound }
}

const fn engine(name: &'static str, run: fn(&[u8])) -> Target {
    Target { name, prepare: firm::prepare, run, bound: |bytes| 1024 * bytes + (16 << 20) }
}

/// A list of the shortest parts takes some two hundred bytes for each, twice while it grows, and once more to compare.
fn of_list(bytes: usize) -> usize {
    1024 * bytes + (64 << 10)
}

fn key() -> SecretKey {
    SecretKey::from_slice(&[1; 32]).expect("32 bytes")
}

fn sealed_file(input: &[u8]) {
    if let Ok(file) = SealedFile::parse(input) {
        let _ = (file.kind(), file.epoch());
        assert!(file.open(&key(), LIMIT).is_err(), "nobody without the key makes a file that opens");
    }
}

/// What is behind the seal: lengths, padding, compression.
fn sealed_content(input: &[u8]) {
    let bytes = sealed::around(4, 1, &key(), input);
    let Ok(file) = SealedFile::parse(&bytes) else { return };
    if let Ok(content) = file.open(&key(), LIMIT) {
        assert!(content.len() <= LIMIT);
        let again = seal(4, 1, &key(), [6; 16], &content).expect("it is sealed");
        let again = SealedFile::parse(&again).expect("a sealed file").open(&key(), LIMIT);
        assert_eq!(again.as_ref(), Ok(&content), "what was read is sealed and read again");
    }
}

fn record(input: &[u8]) {
    if let Ok(record) = SignedRecord::from_bytes(input) {
        assert_eq!(record.to_bytes(), input, "there is one form of a record only");
    }
}

fn name(input: &[u8]) {
    let path = String::from_utf8_lossy(input);
    for hash in FileHash::in_path(&path) {
        assert!(path.to_lowercase().contains(hash.as_str()));
    }
}

/// Up to four files, each sealed with the firm's key, as it is, or with a wrong seal: first a byte that says which, then two
/// that say how long it is.
fn files(input: &[u8]) -> Vec<Vec<u8>> {
    let (mut files, mut rest) = (Vec::new(), input);
    while let Some(([how, high, low], after)) = rest.split_first_chunk::<3>() {
        let length = usize::from(u16::from_be_bytes([*high, *low])).min(after.len());
        let (content, next) = after.split_at(length);
        rest = next;
        let (epoch, key) = firm::key();
        let kind = how % 8;
        files.push(match how / 8 % 4 {
            0 | 1 => seal(kind, epoch, &key, [*how; 16], content).expect("it is sealed"),
            2 => sealed::around(kind, epoch, &key, content),
            _ => [b"PLK\x01".as_slice(), &[kind], content].concat(),
        });
        if files.len() == 4 {
            break;
        }
    }
    files
}
