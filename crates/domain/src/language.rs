//! Languages as tags (BCP 47).

/// Names of the languages that Finnish firms speak with customers, in Finnish, Swedish, English and the language
/// itself, and codes that are no BCP 47 although they are often written.
const NAMES: [(&str, &[&str]); 10] = [
    ("fi", &["suomi", "finnish", "finska", "fin"]),
    ("sv", &["ruotsi", "swedish", "svenska", "sve", "swe", "se"]),
    ("en", &["englanti", "english", "engelska", "eng", "gb", "uk"]),
    ("et", &["viro", "eesti", "estonian", "estniska", "est", "ee"]),
    ("ru", &["venäjä", "russian", "ryska", "rus"]),
    ("de", &["saksa", "german", "tyska", "deutsch", "ger", "deu"]),
    ("no", &["norja", "norwegian", "norska", "norsk", "nor"]),
    ("da", &["tanska", "danish", "danska", "dansk", "dan", "dk"]),
    ("fr", &["ranska", "french", "franska", "français", "fre", "fra"]),
    ("es", &["espanja", "spanish", "spanska", "español", "spa"]),
];

/// The tag of a language that is written as a name (`Suomi`), a code (`FIN`) or a tag (`sv_FI`); `None` when it is
/// none of these.
pub fn language_tag(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    if let Some((tag, _)) = NAMES.iter().find(|(_, names)| names.contains(&lower.as_str())) {
        return Some((*tag).to_owned());
    }
    let mut parts = lower.split(['-', '_']);
    let language = parts.next().filter(|part| is_letters(part, 2..=3))?;
    let mut tag = language.to_owned();
    for part in parts {
        tag.push('-');
        match part.len() {
            // A region is written in capitals, a script with one.
            2 if is_letters(part, 2..=2) => tag.push_str(&part.to_ascii_uppercase()),
            4 if is_letters(part, 4..=4) => {
                tag.push_str(&part[..1].to_ascii_uppercase());
                tag.push_str(&part[1..]);
            }
            3..=8 if part.bytes().all(|byte| byte.is_ascii_alphanumeric()) => tag.push_str(part),
            _ => return None,
        }
    }
    Some(tag)
}

fn is_letters(text: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_read_as_people_write_them() {
        for (text, expected) in [
            ("Suomi", Some("fi")),
            (" FIN ", Some("fi")),
            ("fi", Some("fi")),
            ("SE", Some("sv")),
            ("sv_FI", Some("sv-FI")),
            ("zh-hant-tw", Some("zh-Hant-TW")),
            ("English", Some("en")),
            ("", None),
            ("suomi/ruotsi", None),
            ("??", None),
            ("klingon", None),
            ("fi-ä", None),
        ] {
            assert_eq!(language_tag(text).as_deref(), expected, "{text:?}");
        }
    }
}
