//! Making, changing and settling promises.

use pelikirja_domain::PromiseState;
use pelikirja_store::{Base, Column, IntoValue, Value, schema, to_word};

use crate::api::{
    ById, Changed, PromiseFields, PromiseOutcome, PromiseSettled, SavePromise, Saved, SettlePromise,
    TransactionKind,
};
use crate::customers::filled;
use crate::dates::plausible;
use crate::error::{AppError, FieldProblem, Result};
use crate::session::Session;
use crate::{long_text, meetings};

/// The longest promise, characters.
const LONGEST: usize = 4_000;

pub(crate) fn save(session: &Session, request: SavePromise) -> Result<Saved> {
    use schema::promise as column;
    let fields = request.fields;
    plausible("due", fields.due)?;
    let text = fields.text.trim().to_owned();
    if text.is_empty() {
        return Err(AppError::field("text", FieldProblem::Required));
    }
    if text.chars().count() > LONGEST {
        return Err(AppError::field("text", FieldProblem::TooLong));
    }
    let fields = PromiseFields { text, ..fields };
    let written = session.write(TransactionKind::EditPromise, |tx| {
        let reader = tx.reader();
        reader
            .customer(fields.customer)?
            .ok_or_else(|| AppError::field("customer", FieldProblem::Unknown))?;
        let known = match request.id {
            Some(id) => Some(reader.promise(id)?.ok_or_else(|| AppError::not_found("promise"))?),
            None => None,
        };
        // Whoever promised stays so, also where their record has been deleted since.
        if known.as_ref().is_none_or(|known| known.member != fields.member) {
            meetings::check_member(&reader, "member", fields.member)?;
        }
        if let Some(person) = fields.person
            && known.as_ref().is_none_or(|known| known.person != fields.person)
        {
            reader.person_name(person)?.ok_or_else(|| AppError::field("person", FieldProblem::Unknown))?;
        }
        if let Some(meeting) = fields.meeting
            && known.as_ref().is_none_or(|known| known.meeting != fields.meeting)
        {
            meetings::stored(tx, meeting).map_err(|_| AppError::field("meeting", FieldProblem::Unknown))?;
        }
        let mut cells = cells(&fields);
        let id = match &known {
            Some(known) => {
                cells.push((column::MEMBER, fields.member.into_value()));
                if tx.reader().merge_root(known.customer)? != tx.reader().merge_root(fields.customer)? {
                    cells.push((column::CUSTOMER, fields.customer.into_value()));
                }
                // Another day makes of what was done in time what was late, and the other way round.
                if let (PromiseState::Kept | PromiseState::Late, Some(on)) = (known.state, known.settled_on) {
                    let state = PromiseState::done(fields.due, on);
                    cells.push((column::STATE, to_word(&state).into_value()));
                    cells.push((column::SETTLED_ON, on.into_value()));
                }
                known.id
            }
            None => {
                cells.push((column::CUSTOMER, fields.customer.into_value()));
                cells.push((column::MEMBER, fields.member.or(tx.member()).into_value()));
                cells.push((column::STATE, to_word(&PromiseState::Open).into_value()));
                tx.new_id()?
            }
        };
        let base = request.base.as_ref().map(|base| {
            let mut cells = self::cells(&base.fields);
            cells.push((column::MEMBER, base.fields.member.into_value()));
            Base { cells, log_place: base.log_place }
        });
        tx.set_from(id, cells, &base.unwrap_or_default())?;
        Ok(id)
    })?;
    Ok(Saved { id: written.value, transaction: written.transaction })
}

pub(crate) fn settle(session: &Session, request: SettlePromise) -> Result<PromiseSettled> {
    use schema::promise as column;
    let today = session.today();
    let on = plausible("on", request.on.unwrap_or(today))?;
    if on > today {
        return Err(AppError::field("on", FieldProblem::Range));
    }
    let written = session.write(TransactionKind::SettlePromise, |tx| {
        let known = tx.reader().promise(request.id)?.ok_or_else(|| AppError::not_found("promise"))?;
        let (state, on) = match request.outcome {
            PromiseOutcome::Done => (PromiseState::done(known.due, on), Some(on)),
            PromiseOutcome::Broken => (PromiseState::Broken, Some(on)),
            PromiseOutcome::Withdrawn => (PromiseState::Withdrawn, Some(on)),
            PromiseOutcome::Open => (PromiseState::Open, None),
        };
        let mut cells: Vec<(Column, Value)> =
            vec![(column::STATE, to_word(&state).into_value()), (column::SETTLED_ON, on.into_value())];
        if let Some(evidence) = &request.evidence {
            let evidence = filled(Some(evidence.clone()));
            long_text::check(&tx.reader(), column::EVIDENCE, request.id, evidence.as_deref(), None)?;
            cells.push((column::EVIDENCE, evidence.into_value()));
        }
        tx.set(request.id, cells)?;
        Ok(state)
    })?;
    Ok(PromiseSettled { transaction: written.transaction, state: written.value })
}

pub(crate) fn delete(session: &Session, request: ById) -> Result<Changed> {
    session.change(TransactionKind::DeletePromise, |tx| {
        Ok(u32::from(tx.delete(&schema::promise::TABLE, request.id)?))
    })
}

fn cells(fields: &PromiseFields) -> Vec<(Column, Value)> {
    use schema::promise as column;
    vec![
        (column::MEETING, fields.meeting.into_value()),
        (column::DIRECTION, to_word(&fields.direction).into_value()),
        (column::TEXT, fields.text.clone().into_value()),
        (column::DUE, fields.due.into_value()),
        (column::PERSON, fields.person.into_value()),
    ]
}
