//! A message as a draft that a mail program opens: an `.eml` file (RFC 5322, MIME).
//!
//! `X-Unsent: 1` has mail programs show it as a draft to be sent; it names no sender, so that the program puts its own.

use std::fmt::Write as _;
use std::path::Path;

use chrono::DateTime;
use pelikirja_domain::Instant;

/// A message to be read, changed and sent by a person.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// To whom: name and address.
    pub to: &'a [(&'a str, &'a str)],
    /// Subject.
    pub subject: &'a str,
    /// Text, plain.
    pub text: &'a str,
    /// When it was made.
    pub at: Instant,
}

/// The longest part of an encoded word, bytes before the encoding: with its frame it stays below the 75 characters of
/// RFC 2047.
const WORD_BYTES: usize = 42;
/// Bytes that make a line of 76 characters.
const LINE_BYTES: usize = 57;

/// The message as a file. Nothing in names, subject or text can add a header: whatever is not plain is encoded, and a
/// recipient whose address has anything but visible ASCII is left out.
#[must_use]
pub fn draft_text(draft: &Draft<'_>) -> String {
    let mut eml = String::new();
    let mut header = |name: &str, value: &str| {
        let _ = write!(eml, "{name}: {value}\r\n");
    };
    let is_address = |address: &str| {
        address.contains('@')
            && address.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>,;:\"()[]\\".contains(&byte))
    };
    let to: Vec<String> = draft
        .to
        .iter()
        .filter(|(_, address)| is_address(address))
        .map(|(name, address)| {
            let name = encoded(name.trim());
            if name.is_empty() { (*address).to_owned() } else { format!("{name} <{address}>") }
        })
        .collect();
    if !to.is_empty() {
        header("To", &to.join(",\r\n "));
    }
    header("Subject", &encoded(draft.subject.trim()));
    let at = DateTime::from_timestamp_millis(draft.at).unwrap_or_default();
    header("Date", &at.format("%a, %d %b %Y %H:%M:%S +0000").to_string());
    header("X-Unsent", "1");
    header("MIME-Version", "1.0");
    header("Content-Type", "text/plain; charset=utf-8");
    header("Content-Transfer-Encoding", "base64");
    eml.push_str("\r\n");
    let text = draft.text.replace("\r\n", "\n").replace(['\r', '\n'], "\r\n");
    for line in text.as_bytes().chunks(LINE_BYTES) {
        eml.push_str(&base64(line));
        eml.push_str("\r\n");
    }
    eml
}

/// Writes the message; a file that is there is replaced, and never half written.
///
/// # Errors
/// What the operating system says.
pub fn write_draft(path: &Path, draft: &Draft<'_>) -> std::io::Result<()> {
    let mut name = path.file_name().map(std::ffi::OsStr::to_os_string).unwrap_or_default();
    name.push(".part");
    let beside = path.with_file_name(name);
    let written = std::fs::write(&beside, draft_text(draft)).and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// A text in a header: encoded words (RFC 2047), each at a whole character.
fn encoded(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || " .-_!?/".contains(letter);
    if text.len() <= 60 && text.chars().all(is_plain) {
        return text.to_owned();
    }
    let mut words = Vec::new();
    let mut word = String::new();
    for letter in text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }) {
        if word.len() + letter.len_utf8() > WORD_BYTES {
            words.push(std::mem::take(&mut word));
        }
        word.push(letter);
    }
    if !word.is_empty() {
        words.push(word);
    }
    let words: Vec<String> =
        words.iter().map(|word| format!("=?utf-8?B?{}?=", base64(word.as_bytes()))).collect();
    words.join("\r\n ")
}

/// Base64 with padding (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |six: u32| char::from(LETTERS.get((six & 63) as usize).copied().unwrap_or(b'A'));
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |index: usize| u32::from(three.get(index).copied().unwrap_or(0));
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for place in 0..4_usize {
            let shift = 18 - 6 * place;
            out.push(if place <= three.len() { letter(bits >> shift) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        // RFC 4648, section 10.
        for (bytes, expected) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), expected);
        }
    }

    #[test]
    fn a_draft_has_its_headers_and_its_text() {
        let to = [("Kaisa Äijälä", "kaisa@example.fi"), ("", "toimisto@example.fi")];
        let draft =
            Draft { to: &to, subject: "Sovitut asiat", text: "Hei,\nnähdään!\n", at: 1_795_000_000_000 };
        expect![[r#"
            To: =?utf-8?B?S2Fpc2Egw4RpasOkbMOk?= <kaisa@example.fi>,
             toimisto@example.fi
            Subject: Sovitut asiat
            Date: Wed, 18 Nov 2026 11:06:40 +0000
            X-Unsent: 1
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            SGVpLA0KbsOkaGTDpMOkbiENCg==
        "#]]
        .assert_eq(&draft_text(&draft).replace("\r\n", "\n"));
    }

    #[test]
    fn nothing_in_a_field_adds_a_header() {
        let to =
            [("Eve\r\nBcc: all@example.fi", "eve@example.fi"), ("X", "x@example.fi>\r\nBcc: b@example.fi")];
        let subject = "Moi\r\nBcc: all@example.fi";
        let text = draft_text(&Draft { to: &to, subject, text: "\r\n.\r\n", at: 0 });
        let headers = text.split("\r\n\r\n").next().expect("headers");
        assert!(!headers.contains("Bcc"), "{headers}");
        assert!(headers.lines().all(|line| line.len() <= 76), "{headers}");
    }
}
