//! Small text forms: addresses and telephone numbers.

use crate::random::Random;

/// Lower case ASCII letters and digits of a text, as in a domain name: *Mäen Sähkö* is `maensahko`.
pub(crate) fn slug(text: &str) -> String {
    text.chars()
        .filter_map(|letter| match letter.to_lowercase().next()? {
            'ä' | 'å' => Some('a'),
            'ö' => Some('o'),
            'é' => Some('e'),
            'ü' => Some('u'),
            plain if plain.is_ascii_alphanumeric() => Some(plain),
            _ => None,
        })
        .collect()
}

/// A telephone number that rings nowhere.
///
/// Finland reserves no range for fiction. The public metadata of telephone libraries know subscribers of area 049 only
/// under 0494, so the digit after it is never 4.
pub(crate) fn phone(random: &mut Random) -> String {
    let first = random.pick(&[1, 2, 3, 5, 6, 7, 8]);
    format!("049 {first}{:02} {:04}", random.below(100), random.below(10_000))
}
