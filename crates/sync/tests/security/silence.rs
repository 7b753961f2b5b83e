//! What the folder says to whoever has no key: nothing of what is in it.

use pelikirja_sync::FileHash;

use crate::firm::{BUSINESS_ID, CUSTOMER, Firm, write};

/// Words of the firm, as they might lie somewhere: as text, in UTF-16, backwards, in hexadecimal and in base64.
fn traces() -> Vec<(String, Vec<u8>)> {
    let words = [CUSTOMER, "Kallion", "Konepaja", BUSINESS_ID, "1234567", "Puhelu", "Tarjous", "Lopuksi"];
    let mut traces = Vec::new();
    for word in words {
        let utf16 = |bytes: fn(u16) -> [u8; 2]| word.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let hex: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
        traces.push((word.to_owned(), word.as_bytes().to_vec()));
        traces.push((format!("{word} in lower case"), word.to_lowercase().into_bytes()));
        traces.push((format!("{word} in UTF-16"), utf16(u16::to_le_bytes)));
        traces.push((format!("{word} in UTF-16 BE"), utf16(u16::to_be_bytes)));
        traces.push((format!("{word} backwards"), word.bytes().rev().collect()));
        traces.push((format!("{word} in hexadecimal"), hex.into_bytes()));
        traces.extend((0..3).map(|shift| (format!("{word} in base64"), base64(word, shift))));
    }
    traces
}

/// What of a word's base64 does not depend on what stands before and after it.
fn base64(word: &str, shift: usize) -> Vec<u8> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bytes = word.as_bytes().get(shift..).unwrap_or_default();
    let whole = bytes.chunks_exact(3).flat_map(|three| {
        let bits = u32::from(three[0]) << 16 | u32::from(three[1]) << 8 | u32::from(three[2]);
        [18, 12, 6, 0].map(|shift| DIGITS[(bits >> shift & 63) as usize])
    });
    whole.collect()
}

#[test]
fn no_word_of_the_firm_is_in_any_byte_or_name() {
    let (firm, mut owner, mut assistant) = Firm::of_all_kinds(70);
    let mut haystacks: Vec<(String, Vec<u8>)> = firm.folder.0.clone().into_iter().collect();
    haystacks
        .extend(firm.folder.0.keys().map(|path| (format!("the name {path}"), path.clone().into_bytes())));
    for (what, needle) in traces().iter().filter(|(_, needle)| needle.len() >= 5) {
        for (place, haystack) in &haystacks {
            assert!(!haystack.windows(needle.len()).any(|window| window == needle), "{what} in {place}");
        }
    }
    // The keys of devices and of epochs are not there either, in no form.
    for device in [&mut owner, &mut assistant] {
        for (epoch, key) in firm.keys_of(device) {
            let is_in = |bytes: &[u8]| bytes.windows(32).any(|window| window == key.expose());
            assert!(!haystacks.iter().any(|(_, bytes)| is_in(bytes)), "the key of epoch {epoch}");
        }
    }
}

#[test]
fn sealed_bytes_look_like_nothing() {
    let (mut firm, mut owner, mut assistant) = Firm::two(71);
    // As regular as can be: what is sealed must not show it.
    for _ in 0..200 {
        write(&mut owner, &"A".repeat(400));
        firm.round(&mut owner);
    }
    firm.settle(&mut [&mut owner, &mut assistant]);
    let sealed = firm.folder.0.iter().filter(|(path, _)| path.starts_with(['o', 'p', 'm']));
    // The salt, the commitment, the ciphertext and the tag; what stands before them is the same in all files.
    let payload: Vec<u8> = sealed.flat_map(|(_, bytes)| bytes[9..].to_vec()).collect();
    assert!(payload.len() > 20_000, "{}", payload.len());
    let mut counts = [0_u32; 256];
    payload.iter().for_each(|byte| counts[usize::from(*byte)] += 1);
    // Chi squared of 255 degrees of freedom: beyond 370 once in a million times. What is made here is the same each time.
    let expected = payload.len() as f64 / 256.0;
    let chi: f64 = counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum();
    assert!(chi < 370.0, "{chi}");
    // No sixteen bytes occur twice: nothing is sealed with one key and one nonce.
    let mut pieces: Vec<&[u8]> = payload.windows(16).collect();
    pieces.sort_unstable();
    assert!(pieces.windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn the_same_words_twice_are_two_files_of_one_size_class() {
    let (mut firm, mut owner, _) = Firm::two(72);
    let before = firm.folder.paths("o/");
    let mut made = Vec::new();
    for text in ["Kallio", "Kallio", "Kullio"] {
        write(&mut owner, text);
        firm.round(&mut owner);
        let new =
            firm.folder.paths("o/").into_iter().find(|path| !before.contains(path) && !made.contains(path));
        made.push(new.expect("a file was written"));
    }
    let bytes: Vec<&[u8]> = made.iter().map(|path| firm.folder.bytes(path)).collect();
    assert_ne!(FileHash::of(bytes[0]), FileHash::of(bytes[1]));
    assert_eq!(bytes[1].len(), bytes[2].len(), "the size says nothing of a letter");
}

#[test]
fn nothing_in_the_folder_comes_from_a_passphrase() {
    // The folder is a function of the devices' keys, of randomness and of what is written: with those the same, it is the
    // same, byte for byte. A passphrase goes into none of them.
    let (one, ..) = Firm::of_all_kinds(73);
    let (other, ..) = Firm::of_all_kinds(73);
    assert!(one.folder == other.folder);
    // And nothing that writes it knows of one.
    // Tests run in the folder of their package; what the compiler knew may be another clone that shares the build folder.
    let mut sources = vec![std::path::PathBuf::from("src")];
    let mut read = 0;
    while let Some(path) = sources.pop() {
        if path.is_dir() {
            sources.extend(
                std::fs::read_dir(&path).expect("a directory").map(|entry| entry.expect("an entry").path()),
            );
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a source file").to_lowercase();
        read += 1;
        for word in ["passphrase", "argon", "kdf", "key_file", "keyfile"] {
            assert!(!text.contains(word), "{word} in {}", path.display());
        }
    }
    assert!(read > 30, "{read}");
}
