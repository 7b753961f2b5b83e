//! A changed bit, in every region of every kind of file: under the old name, and under the name that fits.

use pelikirja_sync::Folder;

use crate::cbor::named;
use crate::firm::{Firm, has_kept, picture};

/// Regions of a sealed file, as docs/sync-format.md draws them: how many bytes are flipped in each.
fn places(bytes: &[u8], kind: &str) -> Vec<usize> {
    let length = bytes.len();
    let is_plain = matches!(kind, "g-" | "k/0");
    if is_plain {
        // Magic and kind; then the record or the envelope with all its keys, boxes and signatures.
        return (0..5).chain((5..length).step_by((length / 60).max(1))).chain(length - 64..length).collect();
    }
    // Header: magic 0-2, format 3, kind 4, epoch 5-8, salt 9-32, commitment 33-64; ciphertext; tag.
    let ciphertext = (57..length - 16).step_by((length / 60).max(1));
    (0..57).chain(ciphertext).chain(length - 16..length).collect()
}

fn flipped(bytes: &[u8], place: usize, bit: u32) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[place] ^= 1 << bit;
    bytes
}

const KINDS: [&str; 6] = ["g-", "m/", "k/0", "k/i-", "o/", "p/"];

#[test]
fn a_flipped_bit_under_the_old_name_is_never_taken_and_is_mended() {
    let (mut firm, mut owner, _) = Firm::of_all_kinds(10);
    let known = picture(&mut firm.newcomer());
    for kind in KINDS {
        let path = firm.folder.path(kind);
        let bytes = firm.folder.bytes(&path).to_vec();
        for (number, place) in places(&bytes, kind).into_iter().enumerate() {
            firm.folder.0.insert(path.clone(), flipped(&bytes, place, number as u32 % 8));
            let check = firm.check(&mut owner);
            let problems = crate::firm::problems_at(&check, &path);
            let is_told =
                problems.iter().any(|problem| matches!(problem, pelikirja_sync::Problem::Damaged { .. }));
            assert!(is_told, "{path} byte {place}: {problems:?}");
        }
        firm.folder.0.insert(path, bytes);
    }
    // Whatever is torn is not read, and whoever has it whole writes it again.
    for kind in KINDS {
        let path = firm.folder.path(kind);
        let bytes = firm.folder.bytes(&path).to_vec();
        firm.folder.0.insert(path, flipped(&bytes, bytes.len() / 2, 3));
    }
    for _ in 0..200 {
        firm.now += 11 * 60 * 1000;
        firm.round(&mut owner);
    }
    assert_eq!(picture(&mut firm.newcomer()), known);
}

#[test]
fn a_flipped_bit_under_a_name_that_fits_changes_nothing() {
    let (mut firm, mut owner, mut assistant) = Firm::of_all_kinds(11);
    let known = picture(&mut firm.newcomer());
    let (of_owner, of_assistant) = (picture(&mut owner), picture(&mut assistant));
    let mut added = Vec::new();
    for kind in KINDS {
        let path = firm.folder.path(kind);
        let bytes = firm.folder.bytes(&path).to_vec();
        for (number, place) in places(&bytes, kind).into_iter().enumerate() {
            let (path, bytes) =
                named(&format!("{kind}x{number}-"), flipped(&bytes, place, number as u32 % 8));
            added.push((kind, place, bytes.clone()));
            firm.folder.put((path, bytes));
        }
    }
    assert!(added.len() > 400, "{}", added.len());
    firm.settle(&mut [&mut owner, &mut assistant]);
    assert_eq!(picture(&mut owner), of_owner);
    assert_eq!(picture(&mut assistant), of_assistant);
    for (kind, place, bytes) in &added {
        // Only its code says whether an invitation is whole; nobody else needs to know.
        if *kind != "k/i-" {
            assert!(!has_kept(&mut owner, bytes), "{kind} byte {place} is taken");
        }
    }
    assert_eq!(picture(&mut firm.newcomer()), known);
}

#[test]
fn a_changed_name_is_no_name_of_its_file() {
    let (mut firm, mut owner, mut assistant) = Firm::two(12);
    let before = firm.folder.clone();
    for (path, bytes) in &before.0 {
        let hash = pelikirja_sync::FileHash::of(bytes);
        for place in 0..hash.as_str().len() {
            let mut other = hash.as_str().as_bytes().to_vec();
            other[place] = if other[place] == b'a' { b'b' } else { b'a' };
            let other = String::from_utf8(other).expect("letters");
            firm.folder.write(&path.replace(hash.as_str(), &other), bytes).expect("it is written");
        }
    }
    for path in before.0.keys() {
        firm.folder.0.remove(path);
    }
    firm.folder.put(("g-x.plk".to_owned(), Vec::new()));
    let known = picture(&mut assistant);
    assert!(firm.round(&mut assistant).received_files == 0, "nothing under a wrong name is taken");
    assert_eq!(picture(&mut assistant), known);
    assert_eq!(firm.round(&mut owner).received_files, 0);
}
