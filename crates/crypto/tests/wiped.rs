//! What is left in the memory of the program once keys are dropped: nothing, as the program's own memory shows.

#![cfg(target_os = "linux")]
#![expect(clippy::expect_used, reason = "a test may fail where the system does not show memory")]

use std::fs::{File, read_to_string};
use std::io::{Read, Seek, SeekFrom};
use std::sync::{Mutex, MutexGuard, PoisonError};

use ed25519_dalek::SigningKey;
use pelikirja_crypto::{
    DeviceKeys, InvitationCode, KdfParameters, KeyFile, OsRandomness, SealedFile, SecretKey, open_from, seal,
    seal_to,
};

/// The bytes of a key inverted, so that looking for them leaves no copy of them.
fn mask(key: &SecretKey) -> Vec<u8> {
    inverted(key.expose())
}

fn inverted(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| byte ^ 0xff).collect()
}

/// Runs what leaves copies of its own on the stack, and overwrites them: both frames begin at the same place.
fn without_traces<T>(run: impl FnOnce() -> T) -> T {
    let result = apart(run);
    apart(|| std::hint::black_box(&mut [0_u64; 16 * 1024]).fill(0));
    result
}

#[inline(never)]
fn apart<T>(run: impl FnOnce() -> T) -> T {
    run()
}

/// The parts of memory that this program can write to.
fn writable() -> Vec<(u64, u64)> {
    let address = |text: &str| u64::from_str_radix(text, 16).expect("an address");
    let maps = read_to_string("/proc/self/maps").expect("the map of the own memory");
    let writable = maps.lines().filter(|line| line.contains(" rw"));
    let range =
        |line: &str| line.split(' ').next()?.split_once('-').map(|(from, to)| (address(from), address(to)));
    writable.map(|line| range(line).expect("a range of addresses")).collect()
}

/// Where a key lies in it.
fn copies(masked: &[u8]) -> Vec<u64> {
    let mut memory = File::open("/proc/self/mem").expect("the own memory");
    let mut page = vec![0; 4096 + masked.len() - 1];
    let mut found = Vec::new();
    for (from, to) in writable() {
        for at in (from..to).step_by(4096) {
            // Pages overlap by a key's length, lest one lies across two of them.
            let length = page.len().min(usize::try_from(to - at).expect("a length"));
            memory.seek(SeekFrom::Start(at)).expect("an address");
            let Ok(read) = memory.read(&mut page[..length]) else { continue };
            for (offset, window) in page[..read].windows(masked.len()).enumerate() {
                if window.iter().zip(masked).all(|(byte, masked)| *byte == masked ^ 0xff) {
                    found.push(at + offset as u64);
                }
            }
        }
    }
    page.fill(0);
    found
}

/// While one test searches the memory, no other uses it: what another has on its stack is none of its business.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn nothing_of_a_key_stays_in_memory_once_it_is_dropped() {
    let _one_at_a_time = alone();
    let key = SecretKey::random().expect("randomness");
    let masked = mask(&key);
    assert!(!copies(&masked).is_empty(), "a key in use is found, or the search is worth nothing");
    let file = KeyFile::seal(&key, "kolme kivaa kissaa", KdfParameters::FLOOR).expect("seals");
    let moved = Some(key);
    let derived = moved.as_ref().map(|key| key.derive("for this test")).expect("it is there");
    let masked_derived = mask(&derived);
    let opened = file.open("kolme kivaa kissaa").expect("opens");
    drop((moved, derived, opened));
    assert_eq!(copies(&masked), [0; 0], "of the workspace key");
    assert_eq!(copies(&masked_derived), [0; 0], "of the key that was derived from it");

    let wrapping = KdfParameters::FLOOR.derive("kolme kivaa kissaa", &[1; 16]).expect("derives");
    let masked = mask(&wrapping);
    drop(wrapping);
    assert_eq!(copies(&masked), [0; 0], "of the key that follows from the passphrase");
}

#[test]
fn nothing_of_a_device_s_keys_stays_either() {
    let _one_at_a_time = alone();
    let seed = SecretKey::random().expect("randomness");
    let secret = SecretKey::random().expect("randomness");
    // What the program computes with besides the seed: both keys, and the number that Ed25519 makes of its own.
    let masked = without_traces(|| {
        let signing = seed.derive("pelikirja 2026-11 device signing key");
        let scalar = SigningKey::from_bytes(signing.expose()).to_scalar_bytes();
        let sealing = seed.derive("pelikirja 2026-11 device sealing key");
        [("signing", mask(&signing)), ("scalar", inverted(&scalar)), ("sealing", mask(&sealing))]
    });
    let sealed =
        seal_to(&DeviceKeys::from_seed(&seed).public(), "a test", secret.expose(), &mut OsRandomness);
    let sealed = sealed.expect("seals");
    let masked_secret = mask(&secret);
    drop(secret);
    assert_eq!(copies(&masked_secret), [0; 0], "of what was sealed");

    type Run<'a> = &'a dyn Fn(&DeviceKeys);
    let uses: [(&str, Run<'_>); 3] = [
        ("made", &|keys| {
            assert!(!copies(&masked[0].1).is_empty() && !copies(&masked[2].1).is_empty(), "{keys:?}")
        }),
        ("signed with", &|keys| assert_ne!(keys.sign("a test", b"this"), [0; 64])),
        ("opened with", &|keys| {
            assert_eq!(open_from(keys, "a test", &sealed).map(|opened| opened.len()), Ok(32))
        }),
    ];
    for (used, run) in uses {
        let keys = DeviceKeys::from_seed(&seed);
        run(&keys);
        drop(keys);
        for (name, masked) in &masked {
            assert_eq!(copies(masked), [0; 0], "of the {name} key once it was {used}");
        }
        assert_eq!(copies(&masked_secret), [0; 0], "of what was sealed to it, once it was {used}");
    }
    let masked_seed = mask(&seed);
    drop(seed);
    assert_eq!(copies(&masked_seed), [0; 0], "of the seed");
}

#[test]
fn nothing_of_the_key_of_a_sealed_file_stays_either() {
    let _one_at_a_time = alone();
    let key = SecretKey::random().expect("randomness");
    let (masked, file_key) = (mask(&key), without_traces(|| mask(&file_key(&key, &[7; 16]))));
    let file = seal(1, 1, &key, [7; 16], b"content").expect("seals");
    let opened = SealedFile::parse(&file).and_then(|file| file.open(&key, 100));
    assert_eq!(opened.as_deref(), Ok(&b"content"[..]));
    drop(key);
    assert_eq!(copies(&masked), [0; 0], "of the key of the epoch");
    assert_eq!(copies(&file_key), [0; 0], "of the key of the file");
}

/// The key of one file, as docs/sync-format.md has it.
fn file_key(key: &SecretKey, salt: &[u8; 16]) -> SecretKey {
    let mut hasher = blake3::Hasher::new_derive_key("pelikirja 2026-11 sealed file");
    hasher.update(key.expose()).update(salt);
    let mut output = hasher.finalize_xof();
    SecretKey::filled(|bytes| {
        output.fill(bytes);
        Ok::<(), std::convert::Infallible>(())
    })
    .expect("it is filled")
}

#[test]
fn nothing_of_words_stays_either() {
    let _one_at_a_time = alone();
    let key = SecretKey::random().expect("randomness");
    let code = InvitationCode::random_from(&mut OsRandomness).expect("randomness");
    let (masked, masked_code) = (mask(&key), inverted(code.expose()));
    let (words, short) = (key.to_words(), code.to_words());
    let (masked_words, masked_short) = (inverted(words.as_bytes()), inverted(short.as_bytes()));
    assert!(!copies(&masked_words).is_empty(), "they are in use");
    let again = SecretKey::from_words(&words).expect("reads");
    let code_again = InvitationCode::from_words(&short).expect("reads");
    assert_eq!((again.expose(), code_again.expose()), (key.expose(), code.expose()));
    drop((again, code_again, key, code, words, short));
    assert_eq!(copies(&masked), [0; 0], "of the key");
    assert_eq!(copies(&masked_code), [0; 0], "of the code");
    assert_eq!(copies(&masked_words), [0; 0], "of the words of the key");
    assert_eq!(copies(&masked_short), [0; 0], "of the words of the code");
}
