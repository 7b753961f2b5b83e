//! vCards as raw rows, one card each.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

use calcard::common::IanaType;
use calcard::vcard::{VCard, VCardEntry, VCardParameterName, VCardProperty, VCardType, VCardValue};

use super::Take;
use super::feed::Feed;
use crate::error::{FileError, FileErrorCode};
use crate::inspection::TextEncoding;
use crate::limits::MAX_CARD_BYTES;
use crate::raw_row::{CellKind, RawRow};

/// The columns that a card becomes.
pub(crate) const HEADERS: [&str; 9] =
    ["FN", "N:given", "N:family", "ORG", "TITLE", "EMAIL", "TEL", "BDAY", "NOTE"];

/// Whether the text begins as a vCard file does.
pub(crate) fn is_vcard(head: &str) -> bool {
    let head = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    head.get(..11).is_some_and(|begin| begin.eq_ignore_ascii_case("BEGIN:VCARD"))
}

/// Hands over one row a card.
pub(crate) fn each_row(
    path: &Path,
    encoding: TextEncoding,
    offset: u64,
    take: Take<'_>,
) -> Result<(), FileError> {
    let mut feed = Feed::open(path, encoding, offset)?;
    let mut cards = Cards::default();
    let mut raw = RawRow::default();
    let mut line = Vec::new();
    let mut number = 0;
    let mut is_any = false;
    while read_line(&mut feed, &mut line)? {
        number += 1;
        let text = String::from_utf8_lossy(&line);
        if let Some(card) = cards.take_line(number, &text) {
            is_any = true;
            card.write_to(&mut raw);
            if take(&raw, feed.progress()) == ControlFlow::Break(()) {
                return Ok(());
            }
        }
    }
    if let Some(card) = cards.finish() {
        card.write_to(&mut raw);
        let _ = take(&raw, feed.progress());
        return Ok(());
    }
    if is_any { Ok(()) } else { Err(FileError::new(FileErrorCode::NoCards, path)) }
}

/// Reads a line without its end; of a line longer than a card may be, the rest is passed over.
fn read_line(feed: &mut Feed, line: &mut Vec<u8>) -> Result<bool, FileError> {
    line.clear();
    let mut is_any = false;
    loop {
        let piece = feed.peek()?;
        if piece.is_empty() {
            return Ok(is_any);
        }
        is_any = true;
        let end = piece.iter().position(|&byte| byte == b'\n');
        let part = &piece[..end.unwrap_or(piece.len())];
        let room = (MAX_CARD_BYTES + 1).saturating_sub(line.len()).min(part.len());
        line.extend_from_slice(&part[..room]);
        let count = end.map_or(piece.len(), |end| end + 1);
        feed.consume(count);
        if end.is_some() {
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            return Ok(true);
        }
    }
}

/// The text of one card.
#[derive(Default)]
struct CardText {
    line: u64,
    text: String,
    is_damaged: bool,
    is_cut: bool,
}

/// Cuts lines into cards and leaves pictures, sounds and keys out.
#[derive(Default)]
struct Cards {
    card: Option<CardText>,
    is_skipping: bool,
}

impl Cards {
    fn take_line(&mut self, number: u64, line: &str) -> Option<CardText> {
        let is_folded = line.starts_with([' ', '\t']);
        let is = |tag: &str| line.trim().eq_ignore_ascii_case(tag);
        if is("BEGIN:VCARD") || line.trim_start_matches('\u{feff}').trim().eq_ignore_ascii_case("BEGIN:VCARD")
        {
            // A card that begins within another: the other was cut off.
            let unfinished = self.finish();
            self.is_skipping = false;
            self.card =
                Some(CardText { line: number, text: "BEGIN:VCARD\r\n".into(), ..CardText::default() });
            return unfinished;
        }
        let card = self.card.as_mut()?;
        if is("END:VCARD") {
            card.text.push_str("END:VCARD\r\n");
            self.is_skipping = false;
            return self.card.take();
        }
        let name = line.split([':', ';']).next().unwrap_or_default();
        let name = name.rsplit('.').next().unwrap_or(name).to_ascii_uppercase();
        // Lines of base64 are folded, or in version 2.1 bare; they hold neither colon nor blank.
        let is_more = is_folded || !line.is_empty() && !line.contains(':');
        self.is_skipping = match name.as_str() {
            _ if self.is_skipping && is_more => true,
            "PHOTO" | "LOGO" | "SOUND" | "KEY" => !is_folded || self.is_skipping,
            _ => false,
        };
        if !self.is_skipping {
            if card.text.len() + line.len() <= MAX_CARD_BYTES {
                card.text.push_str(line);
                card.text.push_str("\r\n");
            } else {
                card.is_cut = true;
            }
        }
        None
    }

    fn finish(&mut self) -> Option<CardText> {
        let mut card = self.card.take()?;
        card.text.push_str("END:VCARD\r\n");
        card.is_damaged = true;
        Some(card)
    }
}

impl CardText {
    fn write_to(&self, raw: &mut RawRow) {
        raw.start(self.line);
        raw.is_damaged = self.is_damaged;
        raw.is_cut = self.is_cut;
        let Ok(card) = VCard::parse(&self.text) else {
            raw.is_damaged = true;
            return;
        };
        let name = card.property(&VCardProperty::N);
        let part =
            |index: usize| name.and_then(|name| name.values.get(index)).map(value_text).unwrap_or_default();
        let first = |property| card.property(&property).map(entry_text).unwrap_or_default();
        let (given, family) = (part(1), part(0));
        let full = match first(VCardProperty::Fn) {
            full if full.is_empty() => format!("{given} {family}").trim().to_owned(),
            full => full,
        };
        let organisation = card.property(&VCardProperty::Org).and_then(|entry| entry.values.first());
        let title = match first(VCardProperty::Title) {
            title if title.is_empty() => first(VCardProperty::Role),
            title => title,
        };
        let birthday = card.property(&VCardProperty::Bday).map(birthday_text).unwrap_or_default();
        let cells = [
            full,
            given,
            family,
            organisation.map(value_text).unwrap_or_default(),
            title,
            best(&card, &VCardProperty::Email),
            best(&card, &VCardProperty::Tel),
            birthday,
            first(VCardProperty::Note),
        ];
        for cell in &cells {
            raw.push(cell, CellKind::Text);
        }
    }
}

fn value_text(value: &VCardValue) -> String {
    match value {
        VCardValue::Component(parts) => parts.join(" "),
        VCardValue::Binary(data) => String::from_utf8_lossy(&data.data).into_owned(),
        value => value.as_text().unwrap_or_default().to_owned(),
    }
}

fn entry_text(entry: &VCardEntry) -> String {
    let values: Vec<Cow<'_, str>> = entry.values.iter().map(|value| Cow::Owned(value_text(value))).collect();
    values.join(", ")
}

/// The preferred value of several; of the others mobile and work come first.
fn best(card: &VCard, property: &VCardProperty) -> String {
    let rank = |entry: &&VCardEntry| {
        let types = || entry.parameters(&VCardParameterName::Type).filter_map(|value| value.as_type());
        let is = |wanted: VCardType| {
            types().any(|found| matches!(found, IanaType::Iana(found) if *found == wanted))
        };
        let is_preferred =
            types().any(|found| matches!(found, IanaType::Other(name) if name.eq_ignore_ascii_case("pref")));
        // Version 4 ranks preferences from 1; older versions only have them or not.
        let preference =
            entry.parameters(&VCardParameterName::Pref).next().map(|value| match value.as_integer() {
                Some(IanaType::Iana(rank)) => rank,
                _ => 1,
            });
        let kind = match () {
            () if is(VCardType::Fax) => 3,
            () if is(VCardType::Cell) => 0,
            () if is(VCardType::Work) => 1,
            () => 2,
        };
        (preference.or(is_preferred.then_some(1)).unwrap_or(u32::MAX), kind)
    };
    let entry = card.properties(property).min_by_key(rank);
    let text = entry.map(entry_text).unwrap_or_default();
    text.strip_prefix("tel:").or_else(|| text.strip_prefix("mailto:")).unwrap_or(&text).to_owned()
}

/// `1985-04-12`, or `--04-12` where the year is not known. Apple writes 1604 for a year that is not known.
fn birthday_text(entry: &VCardEntry) -> String {
    match entry.values.first() {
        Some(VCardValue::PartialDateTime(date)) => match (date.year, date.month, date.day) {
            (Some(year), Some(month), Some(day)) if year != 1604 => format!("{year:04}-{month:02}-{day:02}"),
            (_, Some(month), Some(day)) => format!("--{month:02}-{day:02}"),
            _ => String::new(),
        },
        Some(value) => value_text(value),
        None => String::new(),
    }
}
