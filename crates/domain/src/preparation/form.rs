//! What a form consists of.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Label;
use crate::limits::MAX_TEXT_CHARS;

/// Sections of a form, at the most.
const MOST_SECTIONS: usize = 30;
/// Fields and blocks of a section, at the most.
const MOST_ITEMS: usize = 60;
/// Choices of a field or items of a checklist, at the most.
const MOST_CHOICES: usize = 60;
/// The longest key, characters.
const LONGEST_KEY: usize = 60;

/// A form: sections with fields and with blocks that fill themselves. A preparation keeps the one that it began with, so
/// that a template changed later does not change it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Form {
    /// In the order of the page.
    pub sections: Vec<FormSection>,
}

/// A section of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FormSection {
    /// Title.
    pub title: Label,
    /// What is in it, in the order of the page.
    pub items: Vec<FormItem>,
}

/// What stands in a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "item", rename_all = "snake_case")]
pub enum FormItem {
    /// Somebody fills it in.
    Field {
        /// The field.
        field: FormField,
    },
    /// It fills itself.
    Block {
        /// With what; each kind at most once in a form.
        block: BlockKind,
    },
}

/// A field that somebody fills in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FormField {
    /// What the answer is known by: lower-case letters, digits and `_`, 1 to 60 characters, each once in a form. It stays
    /// the same when the label changes.
    pub key: String,
    /// What is asked.
    pub label: Label,
    /// A hint below the field; may be empty.
    #[serde(default)]
    pub hint: Label,
    /// What kind of answer.
    #[serde(flatten)]
    #[ts(flatten)]
    pub kind: FieldKind,
    /// Whose part it is.
    pub filled_by: FilledBy,
    /// Whether the form is not complete without it (an assistant's field) or cannot be approved without it (an owner's).
    #[serde(default)]
    pub required: bool,
}

/// What kind of answer a field takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FieldKind {
    /// A line of text, at most 500 characters. What two people write at the same time is merged.
    Text,
    /// A text of any length. What two people write at the same time is merged.
    LongText,
    /// One of several; the answer is the key of the choice.
    Choice {
        /// The choices.
        choices: Vec<ChecklistItem>,
    },
    /// A number, written with a point.
    Number,
    /// A date, `2026-11-22`.
    Date,
    /// Things to tick off. Each is answered on its own: `true`, or nothing.
    Checklist {
        /// The things.
        items: Vec<ChecklistItem>,
    },
}

/// One of several answers, or a thing to tick off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChecklistItem {
    /// What it is known by: lower-case letters, digits and `_`, each once in the field.
    pub key: String,
    /// What it says.
    pub label: Label,
}

/// Whose part of the form it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FilledBy {
    /// The assistant: news, changes of people, logistics, documents.
    Assistant,
    /// Whoever owns the meeting: the objective, the result wanted, the questions.
    Owner,
}

/// A block that fills itself with what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// Who attends, and when each was last met.
    Attendees,
    /// Orders, their value by month, and the trend.
    Orders,
    /// Which product groups they buy, and what they stopped buying.
    Products,
    /// Promises that are open, both ways.
    Promises,
    /// The minutes of the meeting before.
    LastMinutes,
    /// What the program has noticed.
    Signals,
    /// Next actions that are open.
    Actions,
}

/// What is wrong with a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormProblem {
    /// Nothing is asked and nothing shown.
    #[error("the form is empty")]
    Empty,
    /// There is too much of it.
    #[error("too many sections, fields or choices")]
    TooMany,
    /// A section, a field or a choice has no name.
    #[error("something has no name")]
    Unnamed,
    /// A name or hint is too long.
    #[error("a name is too long")]
    TooLong,
    /// A key is not made of lower-case letters, digits and `_`.
    #[error("a key has a wrong form")]
    Key,
    /// A key or a block is there twice.
    #[error("a key or a block is there twice")]
    Twice,
    /// A choice or a checklist has nothing to choose from.
    #[error("a field has no choices")]
    NoChoices,
}

impl Form {
    /// Every field, in the order of the page.
    pub fn fields(&self) -> impl Iterator<Item = &FormField> {
        self.items().filter_map(|item| match item {
            FormItem::Field { field } => Some(field),
            FormItem::Block { .. } => None,
        })
    }

    /// Every block, in the order of the page.
    pub fn blocks(&self) -> impl Iterator<Item = BlockKind> {
        self.items().filter_map(|item| match item {
            FormItem::Block { block } => Some(*block),
            FormItem::Field { .. } => None,
        })
    }

    /// The field of that key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&FormField> {
        self.fields().find(|field| field.key == key)
    }

    fn items(&self) -> impl Iterator<Item = &FormItem> {
        self.sections.iter().flat_map(|section| &section.items)
    }

    /// Whether the form can be filled in.
    ///
    /// # Errors
    /// The first problem.
    pub fn check(&self) -> Result<(), FormProblem> {
        if self.items().next().is_none() {
            return Err(FormProblem::Empty);
        }
        if self.sections.len() > MOST_SECTIONS
            || self.sections.iter().any(|section| section.items.len() > MOST_ITEMS)
        {
            return Err(FormProblem::TooMany);
        }
        for section in &self.sections {
            named(&section.title)?;
        }
        let mut keys = HashSet::new();
        for field in self.fields() {
            field.check()?;
            if !keys.insert(field.key.as_str()) {
                return Err(FormProblem::Twice);
            }
        }
        let mut blocks = HashSet::new();
        if !self.blocks().all(|block| blocks.insert(block)) {
            return Err(FormProblem::Twice);
        }
        Ok(())
    }
}

impl FormField {
    /// What may be chosen or ticked; empty for other kinds.
    #[must_use]
    pub fn choices(&self) -> &[ChecklistItem] {
        match &self.kind {
            FieldKind::Choice { choices } => choices,
            FieldKind::Checklist { items } => items,
            FieldKind::Text | FieldKind::LongText | FieldKind::Number | FieldKind::Date => &[],
        }
    }

    fn check(&self) -> Result<(), FormProblem> {
        keyed(&self.key)?;
        named(&self.label)?;
        short(&self.hint)?;
        let has_choices = matches!(self.kind, FieldKind::Choice { .. } | FieldKind::Checklist { .. });
        let choices = self.choices();
        if has_choices && choices.is_empty() {
            return Err(FormProblem::NoChoices);
        }
        if choices.len() > MOST_CHOICES {
            return Err(FormProblem::TooMany);
        }
        let mut keys = HashSet::new();
        for choice in choices {
            keyed(&choice.key)?;
            named(&choice.label)?;
            if !keys.insert(choice.key.as_str()) {
                return Err(FormProblem::Twice);
            }
        }
        Ok(())
    }
}

fn keyed(key: &str) -> Result<(), FormProblem> {
    let is_letter = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'_';
    let fits = !key.is_empty() && key.len() <= LONGEST_KEY && key.bytes().all(is_letter);
    if fits { Ok(()) } else { Err(FormProblem::Key) }
}

fn named(label: &Label) -> Result<(), FormProblem> {
    if label.is_empty() { Err(FormProblem::Unnamed) } else { short(label) }
}

fn short(label: &Label) -> Result<(), FormProblem> {
    let is_short = |text: &str| text.chars().count() <= MAX_TEXT_CHARS;
    if is_short(&label.fi) && is_short(&label.en) { Ok(()) } else { Err(FormProblem::TooLong) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(key: &str, kind: FieldKind) -> FormItem {
        let label = Label::new("Kysymys", "Question");
        let field = FormField {
            key: key.to_owned(),
            label,
            hint: Label::default(),
            kind,
            filled_by: FilledBy::Owner,
            required: false,
        };
        FormItem::Field { field }
    }

    fn form(items: Vec<FormItem>) -> Form {
        Form { sections: vec![FormSection { title: Label::new("Osa", "Part"), items }] }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let item = |key: &str| ChecklistItem { key: key.to_owned(), label: Label::new("Kyllä", "Yes") };
        let cases = [
            (form(vec![]), Err(FormProblem::Empty)),
            (form(vec![field("a", FieldKind::Text), field("a", FieldKind::Date)]), Err(FormProblem::Twice)),
            (form(vec![field("Ä", FieldKind::Text)]), Err(FormProblem::Key)),
            (form(vec![field("a", FieldKind::Choice { choices: vec![] })]), Err(FormProblem::NoChoices)),
            (
                form(vec![field("a", FieldKind::Checklist { items: vec![item("b"), item("b")] })]),
                Err(FormProblem::Twice),
            ),
            (
                form(vec![
                    FormItem::Block { block: BlockKind::Orders },
                    FormItem::Block { block: BlockKind::Orders },
                ]),
                Err(FormProblem::Twice),
            ),
            (form(vec![field("a", FieldKind::Checklist { items: vec![item("b")] })]), Ok(())),
        ];
        for (form, expected) in cases {
            assert_eq!(form.check(), expected, "{form:?}");
        }
        let mut unnamed = form(vec![field("a", FieldKind::Text)]);
        unnamed.sections[0].title = Label::default();
        assert_eq!(unnamed.check(), Err(FormProblem::Unnamed));
    }
}
