//! Making text clean.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::write::neutralised;

/// Trims a text, turns runs of control characters (line ends, tabulators, zero bytes) and no-break spaces into
/// one space, drops invisible marks that only change how text is displayed, and composes it (NFC).
///
/// An apostrophe that a spreadsheet export put before `=`, `+`, `-` or `@` is dropped again.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    clean_letters(text, false)
}

/// A cell without the apostrophe that [`neutralised`] put before it.
pub(crate) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if matches!(neutralised(rest), Cow::Owned(_)) => rest,
        _ => cell,
    }
}

/// As [`clean`], keeping line ends.
pub(crate) fn clean_lines(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    clean_letters(text, true)
}

/// Whether nothing needs to be done, which the bytes alone show for nearly every value.
fn is_plain(text: &str) -> bool {
    match text.as_bytes() {
        [] => true,
        [b' ' | b'\'', ..] | [.., b' '] => false,
        bytes => bytes.iter().all(|byte| matches!(byte, 0x20..=0x7E)),
    }
}

fn clean_letters(text: &str, keep_lines: bool) -> Cow<'_, str> {
    let mut text =
        text.trim_matches(|letter: char| letter.is_whitespace() || letter.is_control() || is_mark(letter));
    if let Some(guarded) = text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])) {
        text = guarded;
    }
    let is_kept = |letter: char| {
        (letter == '\n' && keep_lines) || !(letter.is_control() || is_mark(letter) || is_wide_space(letter))
    };
    let kept = if text.chars().all(is_kept) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(without_controls(text, keep_lines))
    };
    // Letters below U+0300 (lead bytes below CC) never need composing.
    if kept.bytes().all(|byte| byte < 0xCC) || is_nfc(&kept) {
        kept
    } else {
        Cow::Owned(kept.nfc().collect())
    }
}

fn without_controls(text: &str, keep_lines: bool) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut in_run = false;
    for letter in text.chars() {
        if letter == '\n' && keep_lines {
            cleaned.truncate(cleaned.trim_end_matches(' ').len());
            cleaned.push('\n');
            in_run = true;
        } else if letter.is_control() {
            if !in_run {
                cleaned.truncate(cleaned.trim_end_matches(' ').len());
                cleaned.push(' ');
            }
            in_run = true;
        } else if letter == ' ' || is_wide_space(letter) {
            if !in_run {
                cleaned.push(' ');
            }
        } else if !is_mark(letter) {
            cleaned.push(letter);
            in_run = false;
        }
    }
    cleaned
}

/// No-break spaces, which look like a space and compare as something else.
const fn is_wide_space(letter: char) -> bool {
    matches!(letter, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// Soft hyphens, zero-width spaces and marks of writing direction: invisible, and able to disguise a name.
const fn is_mark(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

/// The text, shortened to `chars` characters with an ellipsis where it is longer.
pub(crate) fn shorten(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_come_out_clean() {
        for (dirty, expected) in [
            ("plain", "plain"),
            ("  Käpylä \t", "Käpylä"),
            ("a\0\r\nb", "a b"),
            ("a \0 \u{1} b", "a b"),
            ("Ka\u{308}pyla\u{308}", "Käpylä"),
            ("Oy\u{a0}Ab", "Oy Ab"),
            ("Mataderos  2312", "Mataderos  2312"),
            ("\u{202e}evil\u{200b}", "evil"),
            ("'+358 40 123", "+358 40 123"),
            ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ] {
            assert_eq!(clean(dirty), expected, "{dirty:?}");
        }
        assert_eq!(clean_lines("one \r\ntwo\t\tthree\n"), "one\ntwo three");
    }

    #[test]
    fn plain_text_is_borrowed() {
        assert!(matches!(clean("Määrä"), Cow::Borrowed(_)));
        assert!(matches!(clean(" plain "), Cow::Borrowed(_)), "trimming allocates nothing");
    }

    proptest! {
        #[test]
        fn what_is_guarded_comes_back_as_it_was(text in "['=+@ \u{a0}-]{0,3}\\PC{0,8}|＝\\PC{0,3}") {
            if let Cow::Owned(guarded) = neutralised(&text) {
                prop_assert_eq!(unguarded(&guarded), text);
            }
        }

        #[test]
        fn clean_text_has_no_controls_and_no_blank_ends(text: String) {
            let cleaned = clean(&text).into_owned();
            prop_assert!(!cleaned.chars().any(char::is_control));
            prop_assert!(is_nfc(&cleaned));
            prop_assert_eq!(cleaned.trim(), cleaned.as_str());
        }
    }
}
