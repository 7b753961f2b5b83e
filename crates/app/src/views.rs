//! Saved views of the list of customers.

use pelikirja_store::{IntoValue, schema};

use crate::api::{ById, Changed, Empty, SaveView, Saved, SavedView, TransactionKind};
use crate::error::{AppError, ErrorCode, FieldProblem, Result};
use crate::session::Session;

pub(crate) fn list(session: &Session, _: Empty) -> Result<Vec<SavedView>> {
    let me = session.me();
    let views = session.read(|reader| Ok(reader.saved_views()?))?;
    let visible = views.into_iter().filter(|view| view.shared || view.member == me);
    Ok(visible
        .map(|view| SavedView {
            id: view.id,
            name: view.name,
            shared: view.shared,
            own: view.member == me,
            // A view that a newer program made in another form shows everything.
            definition: serde_json::from_str(&view.definition).unwrap_or_default(),
        })
        .collect())
}

pub(crate) fn save(session: &Session, request: SaveView) -> Result<Saved> {
    use schema::saved_view as column;
    let name = request.name.trim();
    if name.is_empty() {
        return Err(AppError::field("name", FieldProblem::Required));
    }
    if name.chars().count() > 100 {
        return Err(AppError::field("name", FieldProblem::TooLong));
    }
    let definition = serde_json::to_string(&request.definition)
        .map_err(|error| AppError::new(ErrorCode::Internal, error.to_string()))?;
    let written = session.write(TransactionKind::EditView, |tx| {
        let id = match request.id {
            Some(id) => {
                let known = tx.reader().saved_views()?.iter().any(|view| view.id == id);
                if !known {
                    return Err(AppError::not_found("view"));
                }
                id
            }
            None => {
                let id = tx.new_id()?;
                tx.set(id, [(column::MEMBER, tx.member().into_value())])?;
                id
            }
        };
        tx.set(
            id,
            [
                (column::NAME, name.into_value()),
                (column::SHARED, request.shared.into_value()),
                (column::DEFINITION, definition.into_value()),
            ],
        )?;
        Ok(id)
    })?;
    Ok(Saved { id: written.value, transaction: written.transaction })
}

pub(crate) fn delete(session: &Session, request: ById) -> Result<Changed> {
    session.change(TransactionKind::EditView, |tx| {
        Ok(u32::from(tx.delete(&schema::saved_view::TABLE, request.id)?))
    })
}
