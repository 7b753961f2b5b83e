//! The form that prepares a meeting (*valmistelulomake*): its templates, fields, blocks and states.

mod answer;
mod built_in;
mod form;
mod label;
mod state;

pub use answer::AnswerProblem;
pub use built_in::BuiltInTemplate;
pub use form::{
    BlockKind, ChecklistItem, FieldKind, FilledBy, Form, FormField, FormItem, FormProblem, FormSection,
};
pub use label::Label;
pub use state::PreparationState;
