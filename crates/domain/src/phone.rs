//! Telephone numbers, however they are written.

/// Digits from which on something may be a telephone number, or a part of one.
const SHORTEST: usize = 4;
/// Digits after the country code from which on a number without a plus is a Finnish one: with its zero it has no more than
/// ten.
const SHORTEST_WITHOUT_PLUS: usize = 8;

/// The digits of a telephone number, a Finnish one as it is dialled at home: `+358 (0)40 123 4567` and `040-1234567` both
/// give `0401234567`. None for what is no telephone number.
pub fn phone_digits(text: &str) -> Option<String> {
    let digits = bare_digits(text)?;
    let is_abroad = is_abroad(text, &digits);
    let international = if is_abroad { digits.trim_start_matches('0') } else { &digits };
    let national = international.strip_prefix(FINLAND);
    Some(match national.filter(|rest| is_abroad || rest.len() >= SHORTEST_WITHOUT_PLUS) {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => international.to_owned(),
    })
}

/// What to look for in [`phone_digits`] when somebody types a number or a part of one; nothing for what is none. `35840123`
/// may be the beginning of a number with its country code, or the inside of another.
pub fn phone_parts(text: &str) -> Vec<String> {
    let Some(digits) = bare_digits(text) else { return Vec::new() };
    let mut parts: Vec<String> = phone_digits(text).into_iter().collect();
    if !is_abroad(text, &digits)
        && let Some(rest) = digits.strip_prefix(FINLAND)
    {
        parts.push(format!("0{}", rest.trim_start_matches('0')));
    }
    parts.dedup();
    parts.retain(|part| part.len() >= SHORTEST);
    parts
}

const FINLAND: &str = "358";

fn is_abroad(text: &str, digits: &str) -> bool {
    text.trim_start().starts_with('+') || digits.starts_with("00")
}

fn bare_digits(text: &str) -> Option<String> {
    let is_of_phone = |letter: char| letter.is_ascii_digit() || " +-()/.\u{a0}".contains(letter);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= SHORTEST && text.chars().all(is_of_phone)).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_number_is_the_same_however_it_is_written() {
        for written in
            ["+358 40 123 4567", "+358 (0)40 1234567", "040-123 4567", "00358401234567", "358401234567"]
        {
            assert_eq!(phone_digits(written).as_deref(), Some("0401234567"), "{written}");
        }
        assert_eq!(phone_digits("+46 70 123 45 67").as_deref(), Some("46701234567"));
        assert_eq!(phone_digits("0046701234567").as_deref(), Some("46701234567"));
        for other in ["", "123", "maija 040 123 4567", "2026:11:22", "äö"] {
            assert_eq!(phone_digits(other), None, "{other}");
            assert_eq!(phone_parts(other), [] as [&str; 0], "{other}");
        }
    }

    #[test]
    fn every_part_of_a_number_is_looked_for_as_it_is_kept() {
        let kept = phone_digits("+358 40 123 4567").expect("is a number");
        for typed in [
            "040 123 4567",
            "0401234567",
            "+358 40 123 4567",
            "4567",
            "40 12",
            "+358 40 1",
            "35840 123",
            "23 45",
        ] {
            let found = phone_parts(typed).iter().any(|part| kept.contains(part));
            assert!(found, "{typed}: {:?}", phone_parts(typed));
        }
        assert_eq!(phone_parts("+358 40"), [] as [&str; 0], "too little to tell anybody");
    }
}
