//! Words of a form in both languages of the program.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A name or a question of a form. The forms that are built in have it in both languages; whoever makes their own may
/// leave one of them empty, and then the other is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Label {
    /// In Finnish.
    pub fi: String,
    /// In English.
    pub en: String,
}

impl Label {
    /// In both languages.
    pub fn new(fi: &str, en: &str) -> Self {
        Self { fi: fi.to_owned(), en: en.to_owned() }
    }

    /// Whether it says nothing in either language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fi.trim().is_empty() && self.en.trim().is_empty()
    }

    /// In Finnish or in English; in the other one where it is not there.
    #[must_use]
    pub fn text(&self, finnish: bool) -> &str {
        let (wanted, other) = if finnish { (&self.fi, &self.en) } else { (&self.en, &self.fi) };
        if wanted.trim().is_empty() { other } else { wanted }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_to_the_other() {
        let own = Label::new("Tavoite", " ");
        assert_eq!((own.text(true), own.text(false)), ("Tavoite", "Tavoite"));
        assert!(Label::new("", " ").is_empty());
    }
}
