//! How large the pieces of an XML part are, found without holding any of them.

use crate::limits::MAX_XML_PIECE_BYTES;

/// What was counted in a part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Shared strings: `si` elements.
    pub(crate) strings: u64,
    /// Shared strings that the part claims to have.
    pub(crate) claimed_strings: u64,
    /// Formats: `xf` elements.
    pub(crate) styles: u64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// Between tags.
    #[default]
    Text,
    /// After `<`, before what follows says which tag it is.
    Open,
    /// In a tag.
    Tag,
    /// In a quoted attribute.
    Quoted(u8),
    /// In a comment, CDATA or instruction; these bytes in a row end it.
    Until(&'static [u8], usize),
}

/// Follows the XML of a part byte by byte, as a reader would cut it into events.
#[derive(Debug, Default)]
pub(crate) struct XmlScan {
    state: State,
    /// Bytes of the event so far.
    event: usize,
    /// Name of the cell or string that is open, empty when none is.
    open: Vec<u8>,
    /// Bytes since it opened; readers put its text together in memory.
    cell: usize,
    /// The byte before this one, within a tag.
    last: u8,
    /// The first bytes of the tag.
    head: Vec<u8>,
    counts: Counts,
}

/// Of a tag, enough is kept for its name and the attributes that matter.
const HEAD: usize = 512;

impl XmlScan {
    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }

    /// Takes more of the part; `false` when an event or a cell is longer than allowed, or a document type is
    /// declared (no spreadsheet has one).
    pub(crate) fn take(&mut self, bytes: &[u8]) -> bool {
        let mut rest = bytes;
        while let Some(&byte) = rest.first() {
            // Most bytes change nothing; they are passed over together.
            let same = match self.state {
                State::Text => rest.iter().position(|&byte| byte == b'<'),
                State::Tag => rest.iter().position(|&byte| matches!(byte, b'>' | b'"' | b'\'')),
                State::Quoted(quote) => rest.iter().position(|&byte| byte == quote),
                State::Open | State::Until(..) => Some(0),
            };
            let (skipped, after) = rest.split_at(same.unwrap_or(rest.len()));
            self.event += skipped.len();
            self.cell += skipped.len();
            if self.state != State::Text {
                self.keep(skipped);
            }
            if !self.is_within_limits() {
                return false;
            }
            rest = after;
            if skipped.is_empty() {
                if !self.step(byte) {
                    return false;
                }
                rest = &after[1..];
            }
        }
        true
    }

    fn is_within_limits(&self) -> bool {
        self.event <= MAX_XML_PIECE_BYTES && (self.open.is_empty() || self.cell <= 4 * MAX_XML_PIECE_BYTES)
    }

    fn step(&mut self, byte: u8) -> bool {
        self.event += 1;
        self.cell += 1;
        match self.state {
            State::Text => {
                if byte == b'<' {
                    self.state = State::Open;
                    self.head.clear();
                    self.event = 0;
                }
            }
            State::Open => {
                self.keep(&[byte]);
                self.state = match self.head.as_slice() {
                    b"!" | b"!-" | b"![" | b"![C" | b"![CD" | b"![CDA" | b"![CDAT" | b"![CDATA" => {
                        State::Open
                    }
                    b"!--" => State::Until(b"-->", 0),
                    b"![CDATA[" => State::Until(b"]]>", 0),
                    b"?" => State::Until(b"?>", 0),
                    [b'!', ..] => return false,
                    b">" => State::Text,
                    _ => State::Tag,
                };
            }
            State::Tag => match byte {
                b'>' => {
                    self.end_tag();
                    self.state = State::Text;
                    self.event = 0;
                }
                quote @ (b'"' | b'\'') => {
                    self.keep(&[byte]);
                    self.state = State::Quoted(quote);
                }
                _ => self.keep(&[byte]),
            },
            State::Quoted(quote) => {
                self.keep(&[byte]);
                if byte == quote {
                    self.state = State::Tag;
                }
            }
            State::Until(end, matched) => {
                let matched = match byte {
                    _ if byte == end[matched] => matched + 1,
                    // `--->` and `]]]>` end too: the run of first letters may be longer.
                    _ if matched > 1 && byte == end[matched - 1] => matched,
                    _ => usize::from(byte == end[0]),
                };
                self.state = if matched == end.len() { State::Text } else { State::Until(end, matched) };
                if matched == end.len() {
                    self.event = 0;
                }
            }
        }
        self.is_within_limits()
    }

    fn keep(&mut self, bytes: &[u8]) {
        self.last = bytes.last().copied().unwrap_or(self.last);
        let room = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..room]);
    }

    fn end_tag(&mut self) {
        let name_end =
            self.head.iter().position(|byte| byte.is_ascii_whitespace()).unwrap_or(self.head.len());
        let name = &self.head[..name_end];
        if let Some(closed) = name.strip_prefix(b"/") {
            if closed == self.open {
                self.open.clear();
            }
            return;
        }
        let is_empty = self.last == b'/';
        let name = name.strip_suffix(b"/").unwrap_or(name);
        let local = name.rsplit(|&byte| byte == b':').next().unwrap_or(name);
        match local {
            b"si" => self.counts.strings += 1,
            b"xf" => self.counts.styles += 1,
            b"sst" => self.counts.claimed_strings = self.counts.claimed_strings.max(claimed(&self.head)),
            _ => {}
        }
        if matches!(local, b"c" | b"si" | b"table-cell") && !is_empty && self.open.is_empty() {
            self.open = name.to_vec();
            self.cell = 0;
        }
    }
}

/// The number that `uniqueCount` claims; a count beyond 64 bits is as good as the largest.
fn claimed(head: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(head);
    let Some((_, after)) = text.split_once("uniqueCount") else { return 0 };
    let digits: String = after
        .chars()
        .skip_while(|letter| !letter.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    if digits.is_empty() { 0 } else { digits.parse().unwrap_or(u64::MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(xml: &str) -> Option<Counts> {
        let mut scan = XmlScan::default();
        scan.take(xml.as_bytes()).then(|| scan.counts())
    }

    #[test]
    fn strings_and_formats_are_counted() {
        let xml = r#"<?xml version="1.0"?><sst count="9" uniqueCount="7"><si><t>a</t></si><x:si/><!-- <si> --><si a="<si>"/></sst>"#;
        assert_eq!(scan(xml), Some(Counts { strings: 3, claimed_strings: 7, styles: 0 }));
        let beyond = format!(r#"<sst uniqueCount="{}"/>"#, "9".repeat(50));
        assert_eq!(scan(&beyond).map(|counts| counts.claimed_strings), Some(u64::MAX));
    }

    #[test]
    fn long_pieces_are_refused_however_they_are_dressed() {
        let long = "x".repeat(MAX_XML_PIECE_BYTES + 1);
        for xml in [
            format!("<t>{long}</t>"),
            format!("<!-- > {long} -->"),
            format!("<![CDATA[ > {long}]]>"),
            format!("<c a='> {long}'/>"),
            format!("<? > {long} ?>"),
            format!("<c>{}</c>", "<t>1234567</t>".repeat(MAX_XML_PIECE_BYTES)),
            format!("<c></x:c>{}</c>", "<t>1234567</t>".repeat(MAX_XML_PIECE_BYTES)),
        ] {
            assert_eq!(scan(&xml), None, "{}", &xml[..20]);
        }
        assert_eq!(scan("<!DOCTYPE x [<!ENTITY a 'b'>]>"), None);
        assert!(
            scan(&"<c><v>1</v></c><c/>".repeat(MAX_XML_PIECE_BYTES / 4)).is_some(),
            "many short cells are fine"
        );
        assert!(scan("<!-- a ---><t/>").is_some());
    }
}
