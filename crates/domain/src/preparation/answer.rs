//! What may be answered.

use chrono::NaiveDate;

use super::{FieldKind, FormField};
use crate::limits::{MAX_NOTE_CHARS, MAX_TEXT_CHARS};

/// Why an answer does not fit its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerProblem {
    /// It is too long.
    #[error("the answer is too long")]
    TooLong,
    /// It is not of the field's kind.
    #[error("the answer does not fit the field")]
    Form,
}

impl FieldKind {
    /// Whether what two people write at the same time is merged, instead of chosen between.
    #[must_use]
    pub const fn is_text(&self) -> bool {
        matches!(self, Self::Text | Self::LongText)
    }
}

impl FormField {
    /// Whether an answer fits; of a checklist, the answer of one item.
    ///
    /// # Errors
    /// Why it does not.
    pub fn check_answer(&self, item: Option<&str>, value: &str) -> Result<(), AnswerProblem> {
        let fits = match &self.kind {
            FieldKind::Text if value.chars().count() > MAX_TEXT_CHARS => return Err(AnswerProblem::TooLong),
            FieldKind::LongText if value.chars().count() > MAX_NOTE_CHARS => {
                return Err(AnswerProblem::TooLong);
            }
            FieldKind::Text | FieldKind::LongText => item.is_none(),
            FieldKind::Choice { choices } => {
                item.is_none() && choices.iter().any(|choice| choice.key == value)
            }
            FieldKind::Number => item.is_none() && is_number(value),
            FieldKind::Date => item.is_none() && value.len() == 10 && value.parse::<NaiveDate>().is_ok(),
            FieldKind::Checklist { items } => {
                value == "true" && item.is_some_and(|item| items.iter().any(|known| known.key == item))
            }
        };
        if fits { Ok(()) } else { Err(AnswerProblem::Form) }
    }
}

/// A decimal number as the interface writes it: a sign, digits, a point and digits.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit());
    text.len() <= 30 && is_digits(whole) && is_digits(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preparation::{ChecklistItem, FilledBy, Label};

    fn check(kind: FieldKind, item: Option<&str>, value: &str) -> Result<(), AnswerProblem> {
        let field = FormField {
            key: "a".to_owned(),
            label: Label::new("A", "A"),
            hint: Label::default(),
            kind,
            filled_by: FilledBy::Assistant,
            required: false,
        };
        field.check_answer(item, value)
    }

    #[test]
    fn every_kind_takes_its_own_answers() {
        let items = || vec![ChecklistItem { key: "one".to_owned(), label: Label::new("Yksi", "One") }];
        let wrong = Err(AnswerProblem::Form);
        let cases = [
            (FieldKind::Number, None, "-1234.50", Ok(())),
            (FieldKind::Number, None, "12,5", wrong),
            (FieldKind::Number, None, "1e9", wrong),
            (FieldKind::Number, None, ".5", wrong),
            (FieldKind::Date, None, "2026-02-28", Ok(())),
            (FieldKind::Date, None, "2026-02-30", wrong),
            (FieldKind::Date, None, "+2026-2-3", wrong),
            (FieldKind::Choice { choices: items() }, None, "one", Ok(())),
            (FieldKind::Choice { choices: items() }, None, "two", wrong),
            (FieldKind::Checklist { items: items() }, Some("one"), "true", Ok(())),
            (FieldKind::Checklist { items: items() }, Some("two"), "true", wrong),
            (FieldKind::Checklist { items: items() }, None, "true", wrong),
            (FieldKind::LongText, None, "مرحبا 👋🏽", Ok(())),
        ];
        for (kind, item, value, expected) in cases {
            assert_eq!(check(kind.clone(), item, value), expected, "{kind:?} {value}");
        }
        assert_eq!(check(FieldKind::Text, None, &"a".repeat(501)), Err(AnswerProblem::TooLong));
    }
}
