//! Templates of preparations.

use pelikirja_domain::{Form, Id, Label};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::TemplateChoice;

/// A template.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Template {
    /// Which.
    pub template: TemplateChoice,
    /// What it is called.
    pub name: Label,
    /// The form.
    pub form: Form,
    /// How many preparations follow it.
    pub preparations: u32,
    /// How far the log was when it was read; a form that begins from this hands it back.
    pub log_place: i64,
}

/// Makes or changes a template of the firm's own. Forms that are open stay as they are.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SaveTemplate {
    /// Absent makes a new one.
    #[ts(optional)]
    pub id: Option<Id>,
    /// What it is called, in one language at least.
    pub name: Label,
    /// The form.
    pub form: Form,
    /// What the editor began from, of one that is changed. What was left as it was is not written; what was changed
    /// meanwhile by somebody else becomes a conflict.
    #[ts(optional)]
    pub base: Option<TemplateBase>,
}

/// A template as an editor began from it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TemplateBase {
    /// What it was called.
    pub name: Label,
    /// The form.
    pub form: Form,
    /// How far the log was when the editor read it.
    #[ts(optional)]
    pub log_place: Option<i64>,
}
