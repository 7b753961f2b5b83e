//! A passphrase on its way through the program.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

/// A passphrase: never printed, and wiped when it is dropped. On the wire it is a text.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// The text, for the key to be derived from.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Passphrase {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(..)")
    }
}

impl Serialize for Passphrase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Passphrase {
    /// Takes the text itself out of a request, so that no copy of it stays behind.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{ChangePassphrase, CreateWorkspace, Language, Unlock};

    #[test]
    fn requests_that_are_printed_do_not_show_it() {
        let secret = || Passphrase::from("kolme kissaa".to_owned());
        let create = CreateWorkspace {
            folder: None,
            firm: "Oy".to_owned(),
            member: "Aino".to_owned(),
            passphrase: secret(),
            remember: false,
            language: Language::Fi,
        };
        let printed = [
            format!("{create:?}"),
            format!("{:?}", Unlock { passphrase: Some(secret()), remember: false }),
            format!("{:?}", ChangePassphrase { current: secret(), new: secret() }),
        ];
        for text in printed {
            assert!(text.contains("Passphrase(..)") && !text.contains("kissaa"), "{text}");
        }
    }

    #[test]
    fn it_is_a_text_on_the_wire() {
        let read: Passphrase = serde_json::from_value(serde_json::json!("kolme kissaa")).unwrap();
        assert_eq!(read.expose(), "kolme kissaa");
        assert_eq!(serde_json::to_value(&read).unwrap(), "kolme kissaa");
        assert!(serde_json::from_value::<Passphrase>(serde_json::json!(7)).is_err());
    }
}
