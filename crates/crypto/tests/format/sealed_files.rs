//! Sealed files.

use expect_test::expect_file;
use pelikirja_crypto::{MalformedContent, SealedFile, SealedFileError, SecretKey, seal};
use serde::{Deserialize, Serialize};

use crate::kept::{Kept, array, from_hex, kept, to_hex};
use crate::second::{Played, plaintext, sealed_file, unpadded};

#[derive(Serialize, Deserialize)]
struct Good {
    what: String,
    kind: u8,
    epoch: u32,
    key: String,
    salt: String,
    content: String,
    file: String,
}

#[derive(Serialize, Deserialize)]
struct Broken {
    what: String,
    key: String,
    limit: usize,
    file: String,
    error: String,
}

const KEY: [u8; 32] = [0x11; 32];
const SALT: [u8; 16] = [0x22; 16];
const LIMIT: usize = 1 << 20;

/// "Pelikirja, asiakas " thirty times, as zstd made one frame of it. Kept, since another version of zstd may make another.
const FRAME: &str = "28b52ffd603a01d500009850656c696b69726a612c20617369616b6173200100495835c3";
/// The same without the size of the content.
const FRAME_WITHOUT_SIZE: &str = "28b52ffd0058d500009850656c696b69726a612c20617369616b6173200100495835c3";
/// One frame that says it holds 2^40 bytes, and holds 1000 zeros.
const BOMB: &str = "28b52ffde00000000000010000431f0000";

fn repeated() -> Vec<u8> {
    "Pelikirja, asiakas ".repeat(30).into_bytes()
}

fn crafted(plaintext: &[u8]) -> Vec<u8> {
    sealed_file(1, 7, &KEY, &SALT, plaintext)
}

fn good() -> Vec<Good> {
    let one = |what: &str, kind, epoch, content: Vec<u8>, plaintext: Vec<u8>| Good {
        what: what.to_owned(),
        kind,
        epoch,
        key: to_hex(&KEY),
        salt: to_hex(&SALT),
        file: to_hex(&sealed_file(kind, epoch, &KEY, &SALT, &plaintext)),
        content: to_hex(&content),
    };
    let stored = |what, kind, epoch, content: Vec<u8>| {
        let plaintext = plaintext(0, &content);
        one(what, kind, epoch, content, plaintext)
    };
    vec![
        stored("nothing, stored", 0, 0, Vec::new()),
        stored("one byte, stored", 255, u32::MAX, vec![0]),
        stored("127 bytes: the longest length of one digit", 111, 1, Played::bytes(1, 127)),
        stored("150 bytes, stored and padded by 7", 112, 2, Played::bytes(2, 150)),
        one("570 bytes, compressed", 115, 256, repeated(), plaintext(1, &from_hex(FRAME))),
    ]
}

/// What is wrong outside: anybody who can write to the folder can do this.
fn broken_outside() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let whole = crafted(&plaintext(0, &Played::bytes(2, 150)));
    let changed = |at: usize| {
        let mut file = whole.clone();
        file[at] ^= 1;
        file
    };
    let replaced = |at: usize, bytes: &[u8]| {
        let mut file = whole.clone();
        file[at..at + bytes.len()].copy_from_slice(bytes);
        file
    };
    let longer = [&whole[..], &[0]].concat();
    vec![
        ("no bytes", Vec::new(), "TooShort(0)"),
        ("other bytes where the file should say what it is", replaced(0, b"PK\x03"), "NotSealedFile"),
        ("format 2", replaced(3, &[2]), "UnknownFormat(2)"),
        ("format 0", replaced(3, &[0]), "UnknownFormat(0)"),
        ("a header and no more", whole[..57].to_vec(), "TooShort(57)"),
        ("one byte less than the shortest", whole[..74].to_vec(), "TooShort(74)"),
        ("the kind changed", changed(4), "Damaged"),
        ("the epoch changed", changed(8), "Damaged"),
        ("the salt changed", changed(9), "WrongKey"),
        ("the commitment changed", changed(56), "WrongKey"),
        ("the ciphertext changed", changed(57), "Damaged"),
        ("the tag changed", changed(whole.len() - 1), "Damaged"),
        ("the last byte missing", whole[..whole.len() - 1].to_vec(), "Damaged"),
        ("one byte after it", longer, "Damaged"),
        (
            "the last 64 bytes zero, as a torn write leaves them",
            replaced(whole.len() - 64, &[0; 64]),
            "Damaged",
        ),
    ]
}

/// What is wrong inside: only who holds the key can do this.
fn broken_inside() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let stored = |plaintext: &[u8]| crafted(plaintext);
    let frame = |bytes: &str| crafted(&plaintext(1, &from_hex(bytes)));
    let mut padding_of_ones = plaintext(0, &Played::bytes(2, 150));
    padding_of_ones[159] = 1;
    let mut padded_further = plaintext(0, &Played::bytes(2, 150));
    padded_further.resize(176, 0);
    let other_size = FRAME.replacen("603a01", "603b01", 1);
    let checksum_is_not_there = FRAME.replacen("fd60", "fd64", 1);
    vec![
        ("a method that there is not", stored(&plaintext(2, b"a")), "Malformed(UnknownMethod(2))"),
        ("a length of more than there is", stored(&[0, 200, 1, 0]), "Malformed(TooShort)"),
        ("a length without its last digit", stored(&[0, 0x80, 0x80]), "Malformed(TooShort)"),
        ("a length with a digit that it does not need", stored(&[0, 0x80, 0]), "Malformed(Length)"),
        ("a length of six digits", stored(&[0, 0x80, 0x80, 0x80, 0x80, 0x80, 1, 0]), "Malformed(Length)"),
        ("a length of 4 GiB", stored(&[0, 0x80, 0x80, 0x80, 0x80, 0x10, 0, 0]), "Malformed(Length)"),
        (
            "no padding where there should be some",
            stored(&unpadded(0, &Played::bytes(2, 150))),
            "Malformed(Padding)",
        ),
        ("more padding than there should be", stored(&padded_further), "Malformed(Padding)"),
        ("padding that is not of zeros", stored(&padding_of_ones), "Malformed(Padding)"),
        ("no frame where one should be", crafted(&plaintext(1, b"no frame")), "Malformed(Compression)"),
        ("a frame that is to be skipped", frame("502a4d180400000000000000"), "Malformed(Compression)"),
        ("a frame without its size", frame(FRAME_WITHOUT_SIZE), "Malformed(Compression)"),
        ("a frame that ends too early", frame(&FRAME[..60]), "Malformed(Compression)"),
        ("two frames", frame(&FRAME.repeat(2)), "Malformed(Compression)"),
        ("a frame with a byte after it", frame(&format!("{FRAME}00")), "Malformed(Compression)"),
        ("a frame of another size than it says", frame(&other_size), "Malformed(Compression)"),
        (
            "a frame with a checksum that is not there",
            frame(&checksum_is_not_there),
            "Malformed(Compression)",
        ),
        (
            "a frame of 1000 bytes that says it is of 2^40",
            frame(BOMB),
            "TooLarge { found: 1099511627776, limit: 1048576 }",
        ),
    ]
}

fn broken() -> Vec<Broken> {
    let one = |what: &str, key: [u8; 32], limit, file: &[u8], error: &str| Broken {
        what: what.to_owned(),
        key: to_hex(&key),
        limit,
        file: to_hex(file),
        error: error.to_owned(),
    };
    let whole = crafted(&plaintext(0, &Played::bytes(2, 150)));
    let compressed = crafted(&plaintext(1, &from_hex(FRAME)));
    let all = [broken_outside(), broken_inside()].concat();
    let mut broken: Vec<Broken> =
        all.iter().map(|(what, file, error)| one(what, KEY, LIMIT, file, error)).collect();
    broken.push(one("another key", [0x12; 32], LIMIT, &whole, "WrongKey"));
    broken.push(one("more than is taken, stored", KEY, 149, &whole, "TooLarge { found: 150, limit: 149 }"));
    let error = "TooLarge { found: 570, limit: 569 }";
    broken.push(one("more than is taken, compressed", KEY, 569, &compressed, error));
    broken
}

/// The error without the words of the compressor, which are its own.
fn name_of(error: &SealedFileError) -> String {
    match error {
        SealedFileError::Malformed(MalformedContent::Compression(_)) => "Malformed(Compression)".to_owned(),
        other => format!("{other:?}"),
    }
}

#[test]
fn kept_files_open_and_broken_ones_say_why() {
    let file = expect_file!["../../vectors/sealed-files.json"];
    let kept = kept(&file, &Kept { good: good(), broken: broken() });
    for good in kept.good {
        let (key, bytes) =
            (SecretKey::from_slice(&from_hex(&good.key)).expect("32 bytes"), from_hex(&good.file));
        let file = SealedFile::parse(&bytes).expect("it parses");
        assert_eq!((file.kind(), file.epoch()), (good.kind, good.epoch), "of {}", good.what);
        let opened = file.open(&key, from_hex(&good.content).len()).expect("it opens");
        assert_eq!(to_hex(&opened), good.content, "of {}", good.what);
        let again = seal(good.kind, good.epoch, &key, array(&good.salt), &opened).expect("it seals");
        if good.what.contains("compressed") {
            let opened = SealedFile::parse(&again).and_then(|file| file.open(&key, LIMIT)).expect("it opens");
            assert_eq!(to_hex(&opened), good.content, "compressed anew, maybe in other bytes");
        } else {
            assert_eq!(to_hex(&again), good.file, "{}: sealed to the byte", good.what);
        }
    }
    for broken in kept.broken {
        let key = SecretKey::from_slice(&from_hex(&broken.key)).expect("32 bytes");
        let bytes = from_hex(&broken.file);
        let error = SealedFile::parse(&bytes).and_then(|file| file.open(&key, broken.limit)).err();
        assert_eq!(error.as_ref().map(name_of), Some(broken.error), "of {}", broken.what);
    }
}

#[test]
fn what_compresses_is_compressed() {
    let key = SecretKey::from_slice(&KEY).expect("32 bytes");
    let sizes = [(repeated().len(), 57 + 40 + 16), (200_000, 57 + 64 + 16)];
    for (length, most) in sizes {
        let content: Vec<u8> = repeated().into_iter().cycle().take(length).collect();
        let file = seal(1, 1, &key, SALT, &content).expect("it seals");
        assert!(file.len() <= most, "{length} bytes are sealed in {}", file.len());
    }
}

#[test]
fn lengths_around_a_further_digit_come_back() {
    let key = SecretKey::from_slice(&KEY).expect("32 bytes");
    for border in [0, 128, 128 * 128, 128 * 128 * 128] {
        for length in border.max(2) - 2..border + 3 {
            for content in [Played::bytes(3, length), vec![7; length]] {
                let file = seal(1, 1, &key, SALT, &content).expect("it seals");
                let opened = SealedFile::parse(&file).and_then(|file| file.open(&key, length));
                assert!(opened.is_ok_and(|opened| opened == content), "{length} bytes");
            }
        }
    }
}
