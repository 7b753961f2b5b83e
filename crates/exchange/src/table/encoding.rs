//! Which encoding a text file has.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use crate::inspection::TextEncoding;

impl TextEncoding {
    pub(crate) fn codec(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
            Self::Iso8859_15 => encoding_rs::ISO_8859_15,
            Self::Windows1250 => encoding_rs::WINDOWS_1250,
            Self::Windows1251 => encoding_rs::WINDOWS_1251,
            Self::Windows1257 => encoding_rs::WINDOWS_1257,
        }
    }

    /// Whether every letter takes two bytes.
    pub(crate) const fn is_wide(self) -> bool {
        matches!(self, Self::Utf16Le | Self::Utf16Be)
    }
}

/// The byte order mark at the head of the file: the encoding and the length of the mark.
pub(crate) fn byte_order_mark(head: &[u8]) -> Option<(TextEncoding, usize)> {
    match head {
        [0xEF, 0xBB, 0xBF, ..] => Some((TextEncoding::Utf8, 3)),
        [0xFF, 0xFE, ..] => Some((TextEncoding::Utf16Le, 2)),
        [0xFE, 0xFF, ..] => Some((TextEncoding::Utf16Be, 2)),
        _ => None,
    }
}

/// UTF-16 without a mark: nearly every second byte of Western text is zero, always on the same side.
pub(crate) fn unmarked_utf16(head: &[u8]) -> Option<TextEncoding> {
    let pairs = head.len() / 2;
    if pairs < 4 {
        return None;
    }
    let zeros = |side: usize| head.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let (most, few) = (pairs * 7 / 10, pairs / 20);
    match (even, odd) {
        _ if odd >= most && even <= few => Some(TextEncoding::Utf16Le),
        _ if even >= most && odd <= few => Some(TextEncoding::Utf16Be),
        _ => None,
    }
}

/// Whether the bytes are no text: many control characters that no text has.
pub(crate) fn is_binary(head: &[u8]) -> bool {
    let strange =
        head.iter().filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A));
    strange.count() * 50 > head.len()
}

/// The encoding of text without a byte order mark, from samples with bytes beyond ASCII (none: UTF-8).
///
/// Samples may begin and end within a letter.
pub(crate) fn guess(samples: &[Vec<u8>]) -> TextEncoding {
    if samples.iter().all(|sample| is_utf8_inside(sample)) {
        return TextEncoding::Utf8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for sample in samples {
        detector.feed(sample, false);
    }
    detector.feed(b"", true);
    // The hint leans towards Western European where the bytes leave it open, as nearly all files here are.
    let guessed = detector.guess(Some(b"fi"), Utf8Detection::Deny);
    let has = |wanted: fn(&u8) -> bool| samples.iter().any(|sample| sample.iter().any(wanted));
    if guessed == encoding_rs::WINDOWS_1250 {
        TextEncoding::Windows1250
    } else if guessed == encoding_rs::WINDOWS_1251 {
        TextEncoding::Windows1251
    } else if guessed == encoding_rs::WINDOWS_1257 {
        TextEncoding::Windows1257
    } else if has(|&byte| byte == 0xA4) && !has(|&byte| (0x80..0xA0).contains(&byte)) {
        // A4 is the euro sign there and the all but unused ¤ in windows-1252, which would use 80 to 9F.
        TextEncoding::Iso8859_15
    } else {
        TextEncoding::Windows1252
    }
}

/// Whether the bytes are UTF-8 but for a letter cut at either end.
fn is_utf8_inside(bytes: &[u8]) -> bool {
    let start = bytes.iter().take(3).take_while(|&&byte| byte & 0xC0 == 0x80).count();
    match std::str::from_utf8(&bytes[start..]) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str, codec: &'static encoding_rs::Encoding) -> Vec<Vec<u8>> {
        vec![codec.encode(text).0.into_owned()]
    }

    #[test]
    fn western_files_are_told_apart() {
        let text = "Asiakas;Yhteyshenkilö;Määrä\r\nKäpylän Äänilevy;Åke Öhman;12\r\n";
        assert_eq!(guess(&encoded(text, encoding_rs::UTF_8)), TextEncoding::Utf8);
        assert_eq!(guess(&encoded(text, encoding_rs::WINDOWS_1252)), TextEncoding::Windows1252);
        let euro = "Hinta €;Määrä\r\n12,50 €;3\r\n";
        assert_eq!(guess(&encoded(euro, encoding_rs::WINDOWS_1252)), TextEncoding::Windows1252);
        assert_eq!(guess(&encoded(euro, encoding_rs::ISO_8859_15)), TextEncoding::Iso8859_15);
        let czech =
            "Příliš žluťoučký kůň úpěl ďábelské ódy; Žižkovské náměstí, Jiří Dvořák, Plzeň; řádek čtvrtý";
        assert_eq!(guess(&encoded(czech, encoding_rs::WINDOWS_1250)), TextEncoding::Windows1250);
    }

    #[test]
    fn a_letter_cut_at_either_end_is_still_utf8() {
        let bytes = "ääkkösiä".as_bytes();
        assert_eq!(guess(&[bytes[1..bytes.len() - 1].to_vec()]), TextEncoding::Utf8);
        assert_eq!(guess(&[]), TextEncoding::Utf8);
    }

    #[test]
    fn utf16_shows_by_its_zeros() {
        let little: Vec<u8> = "Määrä;Hinta".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "Määrä;Hinta".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(unmarked_utf16(&little), Some(TextEncoding::Utf16Le));
        assert_eq!(unmarked_utf16(&big), Some(TextEncoding::Utf16Be));
        assert_eq!(unmarked_utf16(b"plain text"), None);
        assert_eq!(unmarked_utf16(&[0; 64]), None, "zeros alone are no text");
    }
}
