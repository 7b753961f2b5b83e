//! Templates of forms.

use pelikirja_domain::{BuiltInTemplate, Form, FormProblem, Id, Label};
use pelikirja_store::{Base, Column, IntoValue, Reader, Value, from_word, schema, to_word};

use crate::api::{ById, Changed, Empty, SaveTemplate, Saved, Template, TemplateChoice, TransactionKind};
use crate::error::{AppError, ErrorCode, FieldProblem, Result};
use crate::session::Session;

/// The longest form, bytes.
const LARGEST_FORM: usize = 500_000;

pub(crate) fn list(session: &Session, _: Empty) -> Result<Vec<Template>> {
    session.read(|reader| {
        let log_place = reader.log_place()?;
        let mut templates = Vec::new();
        for which in BuiltInTemplate::ALL {
            let template = TemplateChoice::BuiltIn { which };
            let preparations = reader.template_uses(&word(template))?;
            let (name, form) = (which.name(), which.form());
            templates.push(Template { template, name, form, preparations, log_place });
        }
        for own in reader.templates()? {
            let template = TemplateChoice::Own { id: own.id };
            let preparations = reader.template_uses(&word(template))?;
            templates.push(Template { template, name: own.name, form: own.form, preparations, log_place });
        }
        Ok(templates)
    })
}

pub(crate) fn save(session: &Session, request: SaveTemplate) -> Result<Saved> {
    let name = trimmed(&request.name);
    if name.is_empty() {
        return Err(AppError::field("name", FieldProblem::Required));
    }
    if [&name.fi, &name.en].iter().any(|text| text.chars().count() > pelikirja_domain::limits::MAX_TEXT_CHARS)
    {
        return Err(AppError::field("name", FieldProblem::TooLong));
    }
    request.form.check().map_err(unusable)?;
    let cells = cells(&name, &request.form)?;
    let base = match &request.base {
        Some(base) => Base { cells: self::cells(&base.name, &base.form)?, log_place: base.log_place },
        None => Base::default(),
    };
    let written = session.write(TransactionKind::EditTemplate, |tx| {
        let id = match request.id {
            Some(id) => {
                tx.reader().template(id)?.ok_or_else(|| AppError::not_found("template"))?;
                id
            }
            None => tx.new_id()?,
        };
        tx.set_from(id, cells, &base)?;
        Ok(id)
    })?;
    Ok(Saved { id: written.value, transaction: written.transaction })
}

pub(crate) fn delete(session: &Session, request: ById) -> Result<Changed> {
    session.change(TransactionKind::EditTemplate, |tx| {
        Ok(u32::from(tx.delete(&schema::preparation_template::TABLE, request.id)?))
    })
}

/// How a form says which template it follows.
pub(super) fn word(template: TemplateChoice) -> String {
    match template {
        TemplateChoice::BuiltIn { which } => to_word(&which),
        TemplateChoice::Own { id } => id.to_string(),
    }
}

/// Which template a form follows; one that this program does not know is taken for the regular one.
pub(super) fn choice(word: &str) -> TemplateChoice {
    if let Some(which) = from_word(word) {
        return TemplateChoice::BuiltIn { which };
    }
    match word.parse::<Id>() {
        Ok(id) => TemplateChoice::Own { id },
        Err(_) => TemplateChoice::BuiltIn { which: BuiltInTemplate::RegularCare },
    }
}

/// The form of a template now; none when it was deleted.
pub(super) fn form(reader: &Reader<'_>, template: TemplateChoice) -> Result<Option<Form>> {
    Ok(match template {
        TemplateChoice::BuiltIn { which } => Some(which.form()),
        TemplateChoice::Own { id } => reader.template(id)?.map(|found| found.form),
    })
}

fn cells(name: &Label, form: &Form) -> Result<Vec<(Column, Value)>> {
    use schema::preparation_template as column;
    Ok(vec![(column::NAME, json(name)?.into_value()), (column::FORM, json(form)?.into_value())])
}

/// A form or a name as it is stored.
pub(super) fn json<T: serde::Serialize>(value: &T) -> Result<String> {
    let text = serde_json::to_string(value).map_err(anyhow::Error::new)?;
    if text.len() > LARGEST_FORM {
        return Err(unusable(FormProblem::TooMany));
    }
    Ok(text)
}

fn trimmed(label: &Label) -> Label {
    Label::new(label.fi.trim(), label.en.trim())
}

fn unusable(problem: FormProblem) -> AppError {
    let word = match problem {
        FormProblem::Empty => "empty",
        FormProblem::TooMany => "too_many",
        FormProblem::Unnamed => "unnamed",
        FormProblem::TooLong => "too_long",
        FormProblem::Key => "key",
        FormProblem::Twice => "twice",
        FormProblem::NoChoices => "no_choices",
    };
    AppError::new(ErrorCode::TemplateUnusable, problem.to_string()).with("problem", word)
}
