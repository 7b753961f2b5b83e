//! Which delimiter a text has.

use crate::inspection::Delimiter;

/// A first line such as `sep=;`, with which programs tell Excel the delimiter: the delimiter and the length of
/// the line with its end.
pub(crate) fn named(text: &str) -> (Option<Delimiter>, usize) {
    let line_end = text.find('\n').map_or(text.len(), |end| end + 1);
    let line = text[..line_end].trim_end_matches(['\r', '\n']).trim_matches('"');
    let sign = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &line[4..]);
    let delimiter =
        sign.and_then(|sign| Delimiter::ALL.into_iter().find(|found| sign.as_bytes() == [found.byte()]));
    if delimiter.is_some() { (delimiter, line_end) } else { (None, 0) }
}

/// The delimiter that parts the first hundred records most evenly, into most fields.
pub(crate) fn guess(text: &str, is_whole: bool) -> Delimiter {
    let text = match text.char_indices().nth(1 << 16) {
        Some((end, _)) => &text[..end],
        None => text,
    };
    let is_whole = is_whole && text.len() < 1 << 16;
    let mut best = (0.0, Delimiter::Comma);
    for delimiter in Delimiter::ALL {
        let score = score(text, delimiter, is_whole);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

fn score(text: &str, delimiter: Delimiter, is_whole: bool) -> f64 {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut counts: Vec<usize> =
        reader.byte_records().take(100).flatten().map(|record| record.len()).collect();
    if !is_whole && counts.len() > 1 && counts.len() < 100 {
        counts.pop();
    }
    let mut by_count = std::collections::BTreeMap::<usize, usize>::new();
    for &count in &counts {
        *by_count.entry(count).or_default() += 1;
    }
    let Some((&fields, &rows)) = by_count.iter().max_by_key(|&(fields, rows)| (*rows, *fields)) else {
        return 0.0;
    };
    if fields < 2 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "at most a hundred rows of a thousand fields")]
    let (evenness, fields) = (rows as f64 / counts.len() as f64, fields as f64);
    // A delimiter that the first row lacks parts something inside its values, such as a decimal comma.
    let in_first = if counts.first() == Some(&1) { 0.5 } else { 1.0 };
    evenness * evenness * in_first * (1.0 + fields.ln())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_that_parts_evenly_wins() {
        for (text, expected) in [
            ("Nro;Hinta\n1;9,80\n2;14,00\n", Delimiter::Semicolon),
            ("Nro;Nimi;Hinta\n1;Oy, Ab;9,80\n2;Ky, Tmi, Oy;14\n", Delimiter::Semicolon),
            ("a,b,c\n1,2,3\n", Delimiter::Comma),
            ("a\tb\n1,2\t3,4\n", Delimiter::Tab),
            ("a|b|c\n1|2;3|4\n", Delimiter::Pipe),
            ("\"a;b\",c\n\"1;2;3\",4\n", Delimiter::Comma),
            ("name\none\ntwo\n", Delimiter::Comma),
            ("", Delimiter::Comma),
        ] {
            assert_eq!(guess(text, true), expected, "{text:?}");
        }
    }

    #[test]
    fn a_first_line_may_name_it() {
        assert_eq!(named("sep=;\r\na;b"), (Some(Delimiter::Semicolon), 7));
        assert_eq!(named("\"sep=\t\"\na"), (Some(Delimiter::Tab), 8));
        assert_eq!(named("separate\n"), (None, 0));
        assert_eq!(named("sep=ä"), (None, 0));
    }
}
