//! What is left in the memory of the program once keys are dropped: nothing, as the program's own memory shows.

#![cfg(target_os = "linux")]
#![expect(clippy::expect_used, reason = "a test may fail where the system does not show memory")]

use std::fs::{File, read_to_string};
use std::io::{Read, Seek, SeekFrom};

use pelikirja_crypto::{KdfParameters, KeyFile, SecretKey};

/// The bytes of a key inverted, so that looking for them leaves no copy of them.
fn mask(key: &SecretKey) -> Vec<u8> {
    key.expose().iter().map(|byte| byte ^ 0xff).collect()
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
    let mut page = vec![0; 4096 + 31];
    let mut found = Vec::new();
    for (from, to) in writable() {
        for at in (from..to).step_by(4096) {
            // Pages overlap by a key's length, lest one lies across two of them.
            let length = page.len().min(usize::try_from(to - at).expect("a length"));
            memory.seek(SeekFrom::Start(at)).expect("an address");
            let Ok(read) = memory.read(&mut page[..length]) else { continue };
            for (offset, window) in page[..read].windows(32).enumerate() {
                if window.iter().zip(masked).all(|(byte, masked)| *byte == masked ^ 0xff) {
                    found.push(at + offset as u64);
                }
            }
        }
    }
    page.fill(0);
    found
}

#[test]
fn nothing_of_a_key_stays_in_memory_once_it_is_dropped() {
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
