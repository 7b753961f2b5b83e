//! Answering a form.

use pelikirja_domain::{AnswerProblem, FieldKind, Form, FormField, Id};
use pelikirja_store::{Base, Column, IntoValue, Value, WriteTransaction, schema};

use super::open;
use crate::api::{Changed, SaveAnswer, SaveAnswers, TransactionKind};
use crate::customers::filled;
use crate::error::{AppError, FieldProblem, Result};
use crate::long_text;
use crate::session::Session;

/// Answers in one request.
const MOST_ANSWERS: usize = 500;
/// The longest key of a field that the form does not have, characters.
const LONGEST_KEY: usize = 60;

pub(crate) fn save_answers(session: &Session, request: SaveAnswers) -> Result<Changed> {
    if request.answers.len() > MOST_ANSWERS {
        return Err(AppError::field("answers", FieldProblem::TooLong));
    }
    session.change(TransactionKind::EditPreparation, |tx| {
        let preparation = open(&tx.reader(), request.meeting)?;
        let mut changed = 0;
        for answer in &request.answers {
            changed += u32::from(save(tx, preparation.id, &preparation.form, answer, request.log_place)?);
        }
        Ok(changed)
    })
}

fn save(
    tx: &mut WriteTransaction<'_>,
    preparation: Id,
    form: &Form,
    answer: &SaveAnswer,
    log_place: Option<i64>,
) -> Result<bool> {
    use schema::preparation_answer as column;
    let item = answer.item.as_deref();
    let id = tx.keyed_id(&[
        b"preparation answer",
        preparation.as_bytes(),
        answer.field.as_bytes(),
        item.unwrap_or_default().as_bytes(),
    ])?;
    let value = filled(answer.value.clone());
    let began = answer.base.clone().flatten();
    let field = form.field(&answer.field);
    let holder = match field {
        Some(field) => {
            check(tx, field, id, item, value.as_deref(), began.as_deref())?;
            if field.kind.is_text() { column::TEXT } else { column::VALUE }
        }
        // Another template was chosen while this one was open: what was typed is kept.
        None => {
            check_lost(answer, value.as_deref())?;
            column::TEXT
        }
    };
    let cell = (holder, value.clone().into_value());
    let is_there = tx.reader().is_there(&schema::preparation_answer::TABLE, id)?;
    if is_there {
        let base = answer.base.clone().map(|base| (holder, filled(base).into_value()));
        let base = Base { cells: base.into_iter().collect(), log_place };
        return Ok(tx.set_from(id, [cell], &base)?);
    }
    if value.is_none() {
        return Ok(false);
    }
    let mut cells: Vec<(Column, Value)> = vec![
        (column::PREPARATION, preparation.into_value()),
        (column::FIELD, answer.field.clone().into_value()),
        cell,
    ];
    cells.extend(item.map(|item| (column::ITEM, item.to_owned().into_value())));
    Ok(tx.put(id, cells)?)
}

fn check(
    tx: &WriteTransaction<'_>,
    field: &FormField,
    id: Id,
    item: Option<&str>,
    value: Option<&str>,
    began: Option<&str>,
) -> Result<()> {
    let problem = |problem| AppError::field(&field.key, problem);
    let has_item = matches!(field.kind, FieldKind::Checklist { .. });
    let Some(value) = value else {
        return if has_item == item.is_some() { Ok(()) } else { Err(problem(FieldProblem::Form)) };
    };
    if field.kind == FieldKind::LongText {
        if item.is_some() {
            return Err(problem(FieldProblem::Form));
        }
        let column = schema::preparation_answer::TEXT;
        return long_text::check(&tx.reader(), column, id, Some(value), began)
            .map_err(|_| problem(FieldProblem::TooLong));
    }
    field.check_answer(item, value).map_err(|error| match error {
        AnswerProblem::TooLong => problem(FieldProblem::TooLong),
        AnswerProblem::Form => problem(FieldProblem::Form),
    })
}

fn check_lost(answer: &SaveAnswer, value: Option<&str>) -> Result<()> {
    let is_key = |key: &str| !key.is_empty() && key.chars().count() <= LONGEST_KEY;
    if !is_key(&answer.field) || answer.item.as_deref().is_some_and(|item| !is_key(item)) {
        return Err(AppError::field("answers", FieldProblem::Unknown));
    }
    if value.is_some_and(|value| value.chars().count() > pelikirja_domain::limits::MAX_NOTE_CHARS) {
        return Err(AppError::field(&answer.field, FieldProblem::TooLong));
    }
    Ok(())
}
