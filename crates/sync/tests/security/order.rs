//! Entries in another order, twice, or some left out: inside a file, sealed anew by somebody who has the key.

use pelikirja_domain::Role;

use crate::cbor::{ENTRIES, Item, sealed};
use crate::firm::{ASSISTANT, Device, Firm, counting, picture, write};

/// A firm whose owner has five entries in five files, and the content of all of them as one run.
fn five(seed: u8) -> (Firm, Device, Device, Vec<Item>) {
    let (mut firm, mut owner) = Firm::begin(seed);
    for number in 0..5 {
        write(&mut owner, &format!("merkintä {number}"));
        firm.round(&mut owner);
    }
    let assistant = firm.join(&mut owner, ASSISTANT, Role::Assistant);
    let keys = firm.keys_of(&mut owner);
    let runs = firm.folder.paths("o/").into_iter().map(|path| {
        let content = crate::cbor::open(firm.folder.bytes(&path), &keys);
        content.expect("it opens").at(0).clone()
    });
    let runs = runs.collect();
    (firm, owner, assistant, runs)
}

/// Replaces the owner's five files by one that holds these entries, and lets the assistant read it.
fn read(seed: u8, arrange: impl Fn(&mut Vec<Item>)) -> Vec<String> {
    let (mut firm, mut owner, mut assistant, mut runs) = five(seed);
    let mut entries: Vec<Item> = runs.iter_mut().map(|run| run.at(3).at(0).clone()).collect();
    arrange(&mut entries);
    let mut run = runs.first().expect("five").clone();
    *run.at(3) = Item::List(entries);
    let key = firm.key_of(&mut owner);
    for path in firm.folder.paths("o/") {
        firm.folder.0.remove(&path);
    }
    firm.folder.put(sealed(ENTRIES, &key, 1, &Item::List(vec![run])));
    firm.round(&mut assistant);
    counting(&mut assistant)
}

fn expected(numbers: &[u32]) -> Vec<String> {
    numbers.iter().map(|number| format!("merkintä {number}")).collect()
}

#[test]
fn in_their_order_they_are_taken_from_whoever_carries_them() {
    assert_eq!(read(40, |_| {}), expected(&[0, 1, 2, 3, 4]));
}

#[test]
fn two_that_are_swapped_end_what_is_taken() {
    assert_eq!(read(41, |entries| entries.swap(2, 3)), expected(&[0, 1]));
}

#[test]
fn one_that_is_left_out_ends_what_is_taken() {
    assert_eq!(read(42, |entries| drop(entries.remove(1))), expected(&[0]));
    assert_eq!(read(42, |entries| drop(entries.remove(0))), expected(&[]));
}

#[test]
fn one_that_comes_twice_is_taken_once() {
    let twice = |entries: &mut Vec<Item>| {
        let second = entries[1].clone();
        entries.insert(1, second);
    };
    assert_eq!(read(43, twice), expected(&[0, 1]));
}

#[test]
fn the_end_may_be_missing_and_comes_later() {
    let (mut firm, mut owner, mut assistant, _) = five(44);
    let last = firm.folder.paths("o/").pop().expect("five");
    let bytes = firm.folder.0.remove(&last).expect("it is there");
    firm.round(&mut assistant);
    assert_eq!(counting(&mut assistant), expected(&[0, 1, 2, 3]));
    firm.folder.put((last, bytes));
    firm.settle(&mut [&mut assistant, &mut owner]);
    assert_eq!(counting(&mut assistant), expected(&[0, 1, 2, 3, 4]));
}

#[test]
fn files_that_were_there_before_and_come_back_change_nothing() {
    let (mut firm, mut owner, mut assistant) = Firm::of_all_kinds(45);
    let mut old = firm.folder.clone();
    for _ in 0..10 {
        write(&mut owner, "uutta");
        firm.settle(&mut [&mut owner, &mut assistant]);
    }
    let known = (picture(&mut owner), picture(&mut assistant));
    for (number, (path, bytes)) in std::mem::take(&mut old.0).into_iter().enumerate() {
        firm.folder.0.insert(format!("o/replayed {number}/{}", path.replace('/', "-")), bytes);
    }
    firm.settle(&mut [&mut owner, &mut assistant]);
    assert_eq!((picture(&mut owner), picture(&mut assistant)), known, "each is applied once");
    assert_eq!(picture(&mut firm.newcomer()).0, known.0.0);
}
