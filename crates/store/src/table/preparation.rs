//! Forms that prepare meetings: what they ask, what was answered and what filled itself.

use pelikirja_domain::{BlockKind, Form, Id, Instant, Label, PreparationState};
use rusqlite::Row;

use super::{id, optional_id, word};
use crate::{Reader, Result};

/// A form as stored.
#[derive(Debug, Clone)]
pub struct PreparationRecord {
    /// Identity.
    pub id: Id,
    /// The meeting.
    pub meeting: Id,
    /// The template: the word of one that is built in, or an identity.
    pub template: String,
    /// The form as it was when the template was chosen.
    pub form: Form,
    /// When it was completed and by whom.
    pub completed: Option<(Instant, Option<Id>)>,
    /// When it was approved and by whom.
    pub approved: Option<(Instant, Option<Id>)>,
}

impl PreparationRecord {
    /// How far it is.
    #[must_use]
    pub fn state(&self) -> PreparationState {
        match (self.completed, self.approved) {
            (_, Some(_)) => PreparationState::Approved,
            (Some(_), None) => PreparationState::Completed,
            (None, None) => PreparationState::Draft,
        }
    }
}

/// An answer as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRecord {
    /// Identity.
    pub id: Id,
    /// Key of the field.
    pub field: String,
    /// Of a checklist, which item.
    pub item: Option<String>,
    /// The text of fields that are texts.
    pub text: Option<String>,
    /// The answer of other fields.
    pub value: Option<String>,
}

/// A block as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockRecord {
    /// Identity.
    pub id: Id,
    /// Which.
    pub block: BlockKind,
    /// What it said, as JSON.
    pub content: String,
    /// Which lines were different from the time before, as JSON.
    pub changed: String,
    /// When it was filled.
    pub taken_at: Instant,
}

/// A template of the firm's own.
#[derive(Debug, Clone)]
pub struct TemplateRecord {
    /// Identity.
    pub id: Id,
    /// What it is called.
    pub name: Label,
    /// The form.
    pub form: Form,
}

/// Reads JSON; what a newer program wrote and this one cannot read is as good as none.
fn json<T: serde::de::DeserializeOwned + Default>(row: &Row<'_>, index: usize) -> rusqlite::Result<T> {
    let text: Option<String> = row.get(index)?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

fn template(row: &Row<'_>) -> rusqlite::Result<TemplateRecord> {
    Ok(TemplateRecord { id: id(row, 0)?, name: json(row, 1)?, form: json(row, 2)? })
}

impl Reader<'_> {
    /// The form of a meeting.
    ///
    /// # Errors
    /// Those of the database.
    pub fn preparation_of(&self, meeting: Id) -> Result<Option<PreparationRecord>> {
        let sql = "SELECT id, meeting, coalesce(template, ''), form, completed_at, completed_by, approved_at, approved_by
                   FROM preparation WHERE meeting = ?1 AND deleted = 0 ORDER BY id";
        self.first(sql, [meeting.as_bytes()], |row| {
            let stamp = |at: Option<Instant>, by: Option<Id>| at.map(|at| (at, by));
            Ok(PreparationRecord {
                id: id(row, 0)?,
                meeting: id(row, 1)?,
                template: row.get(2)?,
                form: json(row, 3)?,
                completed: stamp(row.get(4)?, optional_id(row, 5)?),
                approved: stamp(row.get(6)?, optional_id(row, 7)?),
            })
        })
    }

    /// What was answered in a form; cleared answers are left out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn answers_of(&self, preparation: Id) -> Result<Vec<AnswerRecord>> {
        let sql = "SELECT id, coalesce(field, ''), item, text, value FROM preparation_answer
                   WHERE preparation = ?1 AND deleted = 0 AND (text IS NOT NULL OR value IS NOT NULL)
                   ORDER BY field, item, id";
        self.rows(sql, [preparation.as_bytes()], |row| {
            Ok(AnswerRecord {
                id: id(row, 0)?,
                field: row.get(1)?,
                item: row.get(2)?,
                text: row.get(3)?,
                value: row.get(4)?,
            })
        })
    }

    /// What filled itself in a form.
    ///
    /// # Errors
    /// Those of the database.
    pub fn blocks_of(&self, preparation: Id) -> Result<Vec<BlockRecord>> {
        let sql = "SELECT id, block, coalesce(content, ''), coalesce(changed, '[]'), coalesce(taken_at, 0)
                   FROM preparation_block WHERE preparation = ?1 AND deleted = 0 ORDER BY id";
        let found = self.rows(sql, [preparation.as_bytes()], |row| {
            let Some(block) = word(row, 1)? else { return Ok(None) };
            Ok(Some(BlockRecord {
                id: id(row, 0)?,
                block,
                content: row.get(2)?,
                changed: row.get(3)?,
                taken_at: row.get(4)?,
            }))
        })?;
        Ok(found.into_iter().flatten().collect())
    }

    /// A template of the firm's own.
    ///
    /// # Errors
    /// Those of the database.
    pub fn template(&self, wanted: Id) -> Result<Option<TemplateRecord>> {
        let sql = "SELECT id, name, form FROM preparation_template WHERE id = ?1 AND deleted = 0";
        self.first(sql, [wanted.as_bytes()], template)
    }

    /// The firm's own templates, the oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn templates(&self) -> Result<Vec<TemplateRecord>> {
        let sql = "SELECT id, name, form FROM preparation_template WHERE deleted = 0 ORDER BY key";
        self.rows(sql, [], template)
    }

    /// How many forms follow a template.
    ///
    /// # Errors
    /// Those of the database.
    pub fn template_uses(&self, template: &str) -> Result<u32> {
        let sql = "SELECT count(*) FROM preparation WHERE template = ?1 AND deleted = 0";
        Ok(u32::try_from(self.number(sql, [template])?).unwrap_or(u32::MAX))
    }
}
