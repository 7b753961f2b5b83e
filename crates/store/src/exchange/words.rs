//! What transactions do, in one word: words that travel as numbers.

use crate::cbor::{CborError, Reader, Writer};

/// The words, by their numbers. Part of the format: none is ever added, moved or taken out. Any other word travels as it
/// is, so that every program can read it.
const NUMBERED: [&str; 26] = [
    "edit_customer",
    "add_customer",
    "delete_customer",
    "bulk_edit",
    "edit_person",
    "change_employer",
    "log_contact",
    "edit_contact",
    "delete_contact",
    "edit_next_action",
    "finish_next_action",
    "snooze",
    "hand_over",
    "dismiss",
    "merge_customers",
    "not_duplicates",
    "settle_conflict",
    "undo",
    "redo",
    "edit_view",
    "edit_settings",
    "edit_tier",
    "edit_member",
    "import",
    "undo_import",
    "erase_person",
];

pub(super) fn write(out: &mut Writer, word: &str) {
    match (0..).zip(NUMBERED).find(|(_, numbered)| *numbered == word) {
        Some((number, _)) => out.unsigned(number),
        None => out.text(word),
    };
}

pub(super) fn read<'b>(input: &mut Reader<'b>) -> Result<&'b str, CborError> {
    if input.is_text()? {
        return input.text();
    }
    let number = input.unsigned()?;
    let word = usize::try_from(number).ok().and_then(|number| NUMBERED.get(number));
    word.copied().ok_or_else(|| CborError(format!("no word has the number {number}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_comes_back_and_known_ones_are_short() {
        for word in NUMBERED.into_iter().chain(["", "what a later program may do"]) {
            let mut out = Writer::new();
            write(&mut out, word);
            let bytes = out.into_bytes();
            assert_eq!(read(&mut Reader::new(&bytes)), Ok(word));
            assert!(bytes.len() <= 2 || !NUMBERED.contains(&word), "{word}");
        }
        for odd in [&b"\x18\x1a"[..], b"\x20", b"\x61", b""] {
            assert!(read(&mut Reader::new(odd)).is_err(), "{odd:?}");
        }
    }
}
