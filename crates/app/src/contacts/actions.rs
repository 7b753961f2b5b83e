//! Next actions.

use chrono::NaiveDate;
use pelikirja_domain::Id;
use pelikirja_store::table::next_action::NextActionRow;
use pelikirja_store::{Base, Column, IntoValue, Value, WriteTransaction, schema};

use super::customer_cell;

use crate::api::{
    ById, Changed, FinishNextAction, NewNextAction, NextAction, NextActionBase, NextActionFinished,
    SaveNextAction, Saved, TransactionKind,
};
use crate::dates::plausible;
use crate::error::{AppError, FieldProblem, Result};
use crate::session::Session;

/// The longest text, characters.
const LONGEST: usize = 1_000;

/// A next action as the interface gets it.
pub(crate) fn next_action(stored: NextActionRow, log_place: i64) -> NextAction {
    NextAction {
        id: stored.id,
        customer: stored.customer,
        customer_name: stored.customer_name,
        text: stored.text,
        due: stored.due,
        owner: stored.owner,
        done_on: stored.done_on,
        log_place,
    }
}

pub(crate) fn save_next_action(session: &Session, request: SaveNextAction) -> Result<Saved> {
    let written = session.write(TransactionKind::EditNextAction, |tx| {
        let action = NewNextAction { text: request.text, due: request.due, owner: request.owner };
        match request.id {
            None => add(tx, request.customer, &action),
            Some(id) => {
                let stored =
                    tx.reader().next_action(id)?.ok_or_else(|| AppError::not_found("next action"))?;
                let action = NewNextAction { owner: action.owner.or(stored.owner), ..action };
                let base = request.base.as_ref().map(known_cells).unwrap_or_default();
                let customer = customer_cell(
                    tx,
                    schema::next_action::CUSTOMER,
                    Some(stored.customer),
                    request.customer,
                )?;
                write(tx, id, customer, &action, &base)?;
                Ok(id)
            }
        }
    })?;
    Ok(Saved { id: written.value, transaction: written.transaction })
}

pub(crate) fn finish_next_action(session: &Session, request: FinishNextAction) -> Result<NextActionFinished> {
    let today = session.today();
    let written = session.write(TransactionKind::FinishNextAction, |tx| {
        let stored =
            tx.reader().next_action(request.id)?.ok_or_else(|| AppError::not_found("next action"))?;
        finish(tx, request.id, today)?;
        if let Some(next) = &request.next {
            add(tx, stored.customer, next)?;
        }
        Ok(tx.reader().open_actions_of(stored.customer)?.is_empty())
    })?;
    Ok(NextActionFinished { transaction: written.transaction, asks_next_action: written.value })
}

pub(crate) fn delete_next_action(session: &Session, request: ById) -> Result<Changed> {
    session.change(TransactionKind::EditNextAction, |tx| {
        Ok(u32::from(tx.delete(&schema::next_action::TABLE, request.id)?))
    })
}

/// Makes a next action with a customer; it belongs to the member who writes unless it names another.
pub(crate) fn add(tx: &mut WriteTransaction<'_>, customer: Id, action: &NewNextAction) -> Result<Id> {
    tx.reader().customer(customer)?.ok_or_else(|| AppError::not_found("customer"))?;
    let id = tx.new_id()?;
    let owner = action.owner.or(tx.member());
    let customer = customer_cell(tx, schema::next_action::CUSTOMER, None, customer)?;
    write(tx, id, customer, &NewNextAction { owner, ..action.clone() }, &Base::default())?;
    Ok(id)
}

/// Marks a next action as done; one that is done already stays as it is.
pub(super) fn finish(tx: &mut WriteTransaction<'_>, action: Id, today: NaiveDate) -> Result<()> {
    let stored = tx.reader().next_action(action)?.ok_or_else(|| AppError::not_found("next action"))?;
    if stored.done_on.is_none() {
        tx.set(action, [(schema::next_action::DONE_ON, today.into_value())])?;
    }
    Ok(())
}

/// What a form of a next action began from.
fn known_cells(base: &NextActionBase) -> Base {
    use schema::next_action as column;
    let mut cells = vec![
        (column::TEXT, base.text.clone().into_value()),
        (column::DUE, base.due.into_value()),
        (column::OWNER, base.owner.into_value()),
    ];
    cells.extend(base.customer.map(|customer| (column::CUSTOMER, customer.into_value())));
    Base { cells, log_place: base.log_place }
}

fn write(
    tx: &mut WriteTransaction<'_>,
    id: Id,
    customer: Option<(Column, Value)>,
    action: &NewNextAction,
    base: &Base,
) -> Result<()> {
    use schema::next_action as column;
    let text = action.text.trim();
    if text.is_empty() {
        return Err(AppError::field("text", FieldProblem::Required));
    }
    if text.chars().count() > LONGEST {
        return Err(AppError::field("text", FieldProblem::TooLong));
    }
    if let Some(owner) = action.owner
        && !tx.reader().members()?.iter().any(|member| member.id == owner)
    {
        return Err(AppError::field("owner", FieldProblem::Unknown));
    }
    let cells = [
        (column::TEXT, text.into_value()),
        (column::DUE, plausible("due", action.due)?.into_value()),
        (column::OWNER, action.owner.into_value()),
    ];
    tx.set_from(id, cells.into_iter().chain(customer), base)?;
    Ok(())
}
