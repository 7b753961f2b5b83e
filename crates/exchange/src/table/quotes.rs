//! Whether the quotes of delimited text are meant as quotes.
//!
//! Programs that never quote export inch marks as they are (`;"5 tuuman putki;`). Read as quotes, two of them swallow
//! everything between them, and what is left has the right number of fields.

/// Whether a field of this record begins with a quote that cannot be meant as one: what follows its end is neither
/// delimiter nor line end, or it spans lines and ends right behind a delimiter, where another field begins.
pub(crate) fn is_stray(record: &[u8], delimiter: u8) -> bool {
    let mut start = 0;
    loop {
        if record.get(start) == Some(&b'"') {
            match closing(record, start) {
                Some(end) if is_meant(record, start, end, delimiter) => start = end + 1,
                _ => return true,
            }
        }
        match record.get(start..).and_then(|rest| rest.iter().position(|byte| *byte == delimiter)) {
            Some(length) => start += length + 1,
            None => return false,
        }
    }
}

/// Whether a text quotes at all: it has a quote that is meant, or none that cannot be.
pub(crate) fn are_meant(text: &[u8], delimiter: u8) -> bool {
    let mut any_stray = false;
    let mut start = 0;
    while let Some(first) = text.get(start) {
        if *first == b'"' {
            // A quote that does not close here says nothing: the text is only the head of the file.
            let Some(end) = closing(text, start) else { break };
            if is_meant(text, start, end, delimiter) {
                return true;
            }
            any_stray = true;
        }
        let ends_field = |byte: &u8| *byte == delimiter || *byte == b'\n' || *byte == b'\r';
        match text[start..].iter().position(ends_field) {
            Some(length) => start += length + 1,
            None => break,
        }
    }
    !any_stray
}

/// The quote that ends the field whose quote stands at `start`; two quotes in a row stand for one.
fn closing(text: &[u8], start: usize) -> Option<usize> {
    let mut from = start + 1;
    loop {
        let found = from + text.get(from..)?.iter().position(|byte| *byte == b'"')?;
        if text.get(found + 1) != Some(&b'"') {
            return Some(found);
        }
        from = found + 2;
    }
}

fn is_meant(text: &[u8], start: usize, end: usize, delimiter: u8) -> bool {
    let after = text[end + 1..].iter().find(|byte| **byte != b' ');
    let ends_field = after.is_none_or(|byte| *byte == delimiter || matches!(byte, b'\r' | b'\n'));
    let inside = &text[start + 1..end];
    let spans_lines = inside.iter().any(|byte| matches!(byte, b'\r' | b'\n'));
    ends_field && !(spans_lines && inside.last() == Some(&delimiter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inch_marks_are_no_quotes() {
        for record in [
            "2;\"5 tuuman putki;1;20\r\n3;\"6 tuuman putki;1;40\r\n",
            "2;\";1\n3;\";1\n",
            "1;\"5\" putki;2",
            "1;\"avoin",
        ] {
            assert!(is_stray(record.as_bytes(), b';'), "{record:?}");
        }
        for record in
            ["1;\"a;b\";2\r\n", "1;\"a\nb, c\";2", "1;\"5\"\" putki\" ;2", "1;5\";2", "\"\";\"\"\n", ""]
        {
            assert!(!is_stray(record.as_bytes(), b';'), "{record:?}");
        }
    }

    #[test]
    fn one_quote_that_is_meant_tells_that_a_text_quotes() {
        assert!(are_meant(b"a;b\n1;\"x\"\n2;\"5 tuuman;3\n4;\"6 tuuman\n", b';'));
        assert!(!are_meant(b"a;b\n2;\"5 tuuman\n3;x\n4;\"6 tuuman\n", b';'));
        assert!(are_meant(b"a;b\n2;\"5 tuuman\n3;x\n", b';'), "one that never closes says nothing");
        assert!(are_meant(b"a;b\n1;2\n", b';'));
    }
}
