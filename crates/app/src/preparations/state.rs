//! Draft, completed, approved.

use pelikirja_domain::Id;
use pelikirja_store::{IntoValue, Value, WriteTransaction, schema};

use super::{begun, missing, open};
use crate::api::{ById, Changed, MissingFromPreparation, TransactionKind};
use crate::error::{AppError, ErrorCode, Result};
use crate::session::Session;

pub(crate) fn complete(session: &Session, request: ById) -> Result<Changed> {
    use schema::preparation as column;
    session.change(TransactionKind::CompletePreparation, |tx| {
        let preparation = open(&tx.reader(), request.id)?;
        if preparation.completed.is_some() {
            return Ok(0);
        }
        check(tx, request.id, |missing| matches!(missing, MissingFromPreparation::AssistantField { .. }))?;
        let cells =
            [(column::COMPLETED_AT, tx.now().into_value()), (column::COMPLETED_BY, tx.member().into_value())];
        Ok(u32::from(tx.set(preparation.id, cells)?))
    })
}

pub(crate) fn approve(session: &Session, request: ById) -> Result<Changed> {
    use schema::preparation as column;
    session.change(TransactionKind::ApprovePreparation, |tx| {
        let preparation = begun(&tx.reader(), request.id)?;
        if preparation.approved.is_some() {
            return Ok(0);
        }
        check(tx, request.id, |_| true)?;
        let cells =
            [(column::APPROVED_AT, tx.now().into_value()), (column::APPROVED_BY, tx.member().into_value())];
        Ok(u32::from(tx.set(preparation.id, cells)?))
    })
}

/// Takes the last step back: approved becomes completed, or a draft when nobody had completed it; completed becomes a
/// draft.
pub(crate) fn reopen(session: &Session, request: ById) -> Result<Changed> {
    use schema::preparation as column;
    session.change(TransactionKind::ReopenPreparation, |tx| {
        let preparation = begun(&tx.reader(), request.id)?;
        let cells = match (preparation.approved, preparation.completed) {
            (Some(_), _) => [(column::APPROVED_AT, Value::Null), (column::APPROVED_BY, Value::Null)],
            (None, Some(_)) => [(column::COMPLETED_AT, Value::Null), (column::COMPLETED_BY, Value::Null)],
            (None, None) => return Ok(0),
        };
        Ok(u32::from(tx.set(preparation.id, cells)?))
    })
}

/// Refuses while something is missing.
fn check(
    tx: &WriteTransaction<'_>,
    meeting: Id,
    counts: impl Fn(&MissingFromPreparation) -> bool,
) -> Result<()> {
    let reader = tx.reader();
    let preparation = begun(&reader, meeting)?;
    let answers = reader.answers_of(preparation.id)?;
    let missing: Vec<String> = missing::of_form(&preparation.form, &answers)
        .into_iter()
        .filter(counts)
        .filter_map(|missing| match missing {
            MissingFromPreparation::AssistantField { field, .. }
            | MissingFromPreparation::OwnerField { field, .. } => Some(field),
            _ => None,
        })
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let missing = missing.join(",");
    Err(AppError::new(ErrorCode::PreparationIncomplete, format!("missing: {missing}"))
        .with("missing", missing))
}
