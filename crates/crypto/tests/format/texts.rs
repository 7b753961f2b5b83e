//! What people read: words, and names.

use expect_test::expect_file;
use pelikirja_crypto::{Hash, InvitationCode, SecretKey, base32, name26};
use serde::{Deserialize, Serialize};

use crate::kept::{Kept, from_hex, kept, to_hex};
use crate::second::derive;

#[derive(Serialize, Deserialize)]
struct Good {
    bytes: String,
    words: String,
    also: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Broken {
    what: String,
    count: usize,
    words: String,
    error: String,
}

/// The bytes of 12 or 24 words.
fn read(words: &str, count: usize) -> Result<String, String> {
    match count {
        12 => InvitationCode::from_words(words).map(|code| to_hex(code.expose())),
        _ => SecretKey::from_words(words).map(|key| to_hex(key.expose())),
    }
    .map_err(|error| error.to_string())
}

fn written(bytes: &[u8]) -> String {
    match InvitationCode::from_slice(bytes) {
        Some(code) => code.to_words().to_string(),
        None => SecretKey::from_slice(bytes).expect("32 bytes").to_words().to_string(),
    }
}

/// What somebody may type instead.
fn other_ways(words: &str) -> Vec<String> {
    let words: Vec<&str> = words.split(' ').collect();
    let numbered = words.iter().zip(1..).map(|(word, number)| format!("{number}. {word}"));
    let lines = words.iter().zip(1..).map(|(word, number)| format!("{number:>2}.{word}\r\n"));
    vec![
        words.join(" ").to_uppercase(),
        format!("  {} \n", words.join(",\t ")),
        numbered.collect::<Vec<_>>().join("  "),
        lines.collect(),
    ]
}

fn good() -> Vec<Good> {
    // All but the counted ones are among the vectors of BIP-39 as well.
    let counted = |count: u8| (0..count).collect::<Vec<u8>>();
    let bytes = [vec![0; 16], vec![0x7f; 16], counted(16), vec![0xff; 32], vec![0x80; 32], counted(32)];
    let one = |bytes: Vec<u8>| {
        let words = written(&bytes);
        Good { bytes: to_hex(&bytes), also: other_ways(&words), words }
    };
    bytes.into_iter().map(one).collect()
}

fn broken() -> Vec<Broken> {
    let right = written(&[0x7f; 16]);
    let other_last = right.replace("yellow", "zoo");
    let examples = [
        ("nothing", 12, String::new()),
        ("a word less", 12, right.replacen("legal ", "", 1)),
        ("a word more", 12, format!("{right} yellow")),
        ("12 words where 24 should be", 24, right.clone()),
        ("24 words where 12 should be", 12, written(&[0x80; 32])),
        ("a letter missing", 12, right.replacen("winner", "winer", 1)),
        ("letters that changed places, in capitals", 12, right.replacen("winner", "Winenr", 1)),
        ("a word of another language", 12, right.replacen("winner", "p\u{e4}\u{e4}sky", 1)),
        ("another last word", 12, other_last),
        ("two words that changed places", 12, right.replacen("legal winner", "winner legal", 1)),
        ("no words at all", 12, "12345 ;;; 77.".to_owned()),
    ];
    let one = |(what, count, words): (&str, usize, String)| Broken {
        what: what.to_owned(),
        count,
        error: read(&words, count).err().unwrap_or_default(),
        words,
    };
    examples.map(one).into()
}

#[test]
fn kept_words_are_read_and_broken_ones_say_what_is_wrong() {
    let file = expect_file!["../../vectors/words.json"];
    let kept = kept(&file, &Kept { good: good(), broken: broken() });
    for good in kept.good {
        let count = good.words.split(' ').count();
        assert_eq!(written(&from_hex(&good.bytes)), good.words);
        for words in good.also.iter().chain([&good.words]) {
            assert_eq!(read(words, count).as_ref(), Ok(&good.bytes), "of {words:?}");
        }
    }
    for broken in kept.broken {
        assert_eq!(read(&broken.words, broken.count), Err(broken.error), "of {}", broken.what);
    }
}

#[test]
fn a_code_leads_to_the_seed_of_its_keys() {
    let code = InvitationCode::from_slice(&[0x7f; 16]).expect("16 bytes");
    let seed: [u8; 32] = derive("pelikirja 2026-11 invitation seed", &[&[0x7f; 16]]);
    assert_eq!(code.seed().expose(), &seed);
    assert_eq!(format!("{code:?}"), "InvitationCode(redacted)");
    assert!(InvitationCode::from_slice(&[0; 15]).is_none());
}

#[derive(Serialize, Deserialize)]
struct Hashed {
    context: String,
    parts: Vec<String>,
    hash: String,
}

#[derive(Serialize, Deserialize)]
struct Named {
    bytes: String,
    base32: String,
    name26: String,
}

#[test]
fn kept_hashes_and_names_stay() {
    const CONTEXT: &str = "pelikirja 2026-11 vectors";
    let cases: [Vec<&[u8]>; 4] = [vec![], vec![b""], vec![b"ab", b"c"], vec![b"a", b"bc"]];
    let hashed = |parts: Vec<&[u8]>| {
        let lengths: Vec<[u8; 8]> = parts.iter().map(|part| (part.len() as u64).to_be_bytes()).collect();
        let prefixed: Vec<&[u8]> =
            lengths.iter().zip(&parts).flat_map(|(length, part)| [&length[..], part]).collect();
        let hash: [u8; 32] = derive(CONTEXT, &prefixed);
        let parts = parts.into_iter().map(to_hex).collect();
        Hashed { context: CONTEXT.to_owned(), parts, hash: to_hex(&hash) }
    };
    let named = |bytes: &[u8]| Named { bytes: to_hex(bytes), base32: base32(bytes), name26: name26(bytes) };
    let names = [&b""[..], b"Pelikirja", &[0xff; 32]].map(named);
    let file = expect_file!["../../vectors/hashes.json"];
    let (kept_hashes, kept_names): (Vec<Hashed>, Vec<Named>) =
        kept(&file, &(cases.map(hashed).into_iter().collect(), names.into_iter().collect()));
    for kept in kept_hashes {
        let parts: Vec<Vec<u8>> = kept.parts.iter().map(|part| from_hex(part)).collect();
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        assert_eq!(to_hex(Hash::of(CONTEXT, &parts).as_bytes()), kept.hash);
    }
    for kept in kept_names {
        let bytes = from_hex(&kept.bytes);
        assert_eq!((base32(&bytes), name26(&bytes)), (kept.base32, kept.name26));
    }
}
