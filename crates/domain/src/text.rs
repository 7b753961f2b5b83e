//! Text as it is compared.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds case and accents, so that `Äijälä`, `äijälä` and `aijala` are found by each other.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            // The letters of nearly every name, without a look into the tables of Unicode.
            _ if letter.is_ascii() => folded.push(letter.to_ascii_lowercase()),
            'ä' | 'Ä' | 'å' | 'Å' => folded.push('a'),
            'ö' | 'Ö' => folded.push('o'),
            _ => fold_letter(letter, &mut folded),
        }
    }
    folded
}

fn fold_letter(letter: char, folded: &mut String) {
    for letter in std::iter::once(letter).nfd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'ß' => folded.push_str("ss"),
            'Æ' | 'æ' => folded.push_str("ae"),
            'Ø' | 'ø' => folded.push('o'),
            'Đ' | 'đ' | 'Ð' | 'ð' => folded.push('d'),
            'Ł' | 'ł' => folded.push('l'),
            other => folded.extend(other.to_lowercase()),
        }
    }
}

/// A key by which plain comparison of bytes sorts as the Finnish alphabet does: å, ä, ö after z; case, other accents
/// and punctuation do not count, digits come first.
///
/// Source: SFS 4600, primary level only; v and w are different letters as in current practice.
pub fn sort_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    // Below the first combining mark everything is composed already.
    if text.chars().all(|letter| letter < '\u{300}') {
        add_to_sort_key(text.chars(), &mut key);
    } else {
        add_to_sort_key(text.nfc(), &mut key);
    }
    key
}

fn add_to_sort_key(letters: impl Iterator<Item = char>, key: &mut String) {
    for letter in letters.flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => key.push(letter),
            'å' => key.push('{'),
            'ä' | 'æ' => key.push('|'),
            'ö' | 'ø' => key.push('}'),
            other if other.is_alphanumeric() => fold_letter(other, key),
            other if other.is_whitespace() => key.push(' '),
            _ => {}
        }
    }
}

/// A firm's name without company form, punctuation, case and accents: what remains tells whether two records name
/// the same firm. Empty when nothing remains.
///
/// `As` is the form of a housing company (*As Oy Mäntylä*, *Asunto Oy Mäntylä*, *Mäntylä As. Oy*), which is another
/// firm than *Mäntylä Oy*: beside `oy` it stays, written one way. Elsewhere it is the Norwegian or Danish form (*Fjord
/// AS*) and goes.
pub fn firm_key(name: &str) -> String {
    const FORMS: [&str; 22] = [
        "oy", "oyj", "ab", "abp", "ky", "kb", "ay", "tmi", "osk", "ry", "rf", "as", "gmbh", "ag", "kg",
        "ltd", "limited", "inc", "llc", "plc", "bv", "sa",
    ];
    let folded = fold(name);
    let words: Vec<&str> =
        folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_housing = words.windows(2).any(|pair| matches!(pair, ["as" | "asunto", "oy"]));
    let core =
        words.iter().copied().filter(|word| !(FORMS.contains(word) || is_housing && *word == "asunto"));
    is_housing.then_some("asunto").into_iter().chain(core).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_are_forgiven() {
        assert_eq!(fold("Äijälä ÅBO Öölanti"), "aijala abo oolanti");
        assert_eq!(fold("Straße Ærø Łódź"), "strasse aero lodz");
        assert_eq!(fold("A\u{308}ija\u{308}la\u{308}"), "aijala", "however the dots are written");
        assert_eq!(sort_key("A\u{308}ija\u{308}la\u{308}"), sort_key("Äijälä"));
    }

    #[test]
    fn finnish_letters_sort_after_z() {
        let mut names = ["Öljy Oy", "Zeta Oy", "Äijälä", "Åkerlund", "alfa", "Ahlström", "3 Tähteä", "Élan"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            ["3 Tähteä", "Ahlström", "alfa", "Élan", "Zeta Oy", "Åkerlund", "Äijälä", "Öljy Oy"]
        );
    }

    #[test]
    fn company_forms_and_punctuation_do_not_tell_firms_apart() {
        assert_eq!(firm_key("Konepaja Äijälä Oy"), firm_key("KONEPAJA AIJALA, OY AB"));
        assert_ne!(firm_key("Äijälä Oy"), firm_key("Äijänen Oy"));
        assert_eq!(firm_key("Oy"), "");
        assert_eq!(firm_key("Fjord AS"), firm_key("Fjord"));
    }

    #[test]
    fn a_housing_company_is_another_firm_than_the_company_of_its_name() {
        assert_ne!(firm_key("As Oy Mäntylä"), firm_key("Mäntylä Oy"));
        for same in ["Asunto Oy Mäntylä", "AS. OY MÄNTYLÄ", "Mäntylä As Oy"] {
            assert_eq!(firm_key(same), firm_key("As Oy Mäntylä"), "{same}");
        }
    }
}
