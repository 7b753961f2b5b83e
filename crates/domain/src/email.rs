//! E-mail addresses.

/// Whether a text has the form of an e-mail address: something, `@`, a name with a dot, and nothing that parts
/// addresses in a list.
pub fn is_email(text: &str) -> bool {
    let Some((user, host)) = text.split_once('@') else { return false };
    let host_parts = || host.split('.');
    !user.is_empty()
        && host_parts().count() > 1
        && host_parts().all(|part| !part.is_empty())
        && !text.contains(|letter: char| letter.is_whitespace() || ",;<>\"".contains(letter))
        && !host.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_known_by_their_form() {
        for (text, expected) in [
            ("a@b.fi", true),
            ("etu.suku+tag@yritys.example", true),
            ("a@@b.fi", false),
            ("a@.fi", false),
            ("a@b", false),
            ("a b@c.fi", false),
            ("@b.fi", false),
            ("a@b..fi", false),
            ("a@b.fi, c@d.fi", false),
            ("a@b.fi;c@d.fi", false),
            ("a@b@c.fi", false),
        ] {
            assert_eq!(is_email(text), expected, "{text}");
        }
    }
}
