//! Undoing an import as a whole, in one transaction: order lines go, records go unless they are in use, cells go back
//! unless somebody has changed them since.

use std::collections::HashSet;

use pelikirja_domain::Id;
use pelikirja_domain::permissions::Act;
use pelikirja_store::facts::FactsUndone;
use pelikirja_store::table::import_batch::ImportBatchRow;
use pelikirja_store::{IntoValue, StoreError, Table, UndoneTransaction, WriteTransaction, schema, to_word};

use super::undo_plan::UndoPlan;
use crate::api::{ById, ImportUndone, KeptRecord, TransactionKind, Undone};
use crate::error::{AppError, ErrorCode, Result};
use crate::events::JobKind;
use crate::permissions::require;
use crate::session::Session;

/// Records that are named among those kept.
const NAMED: usize = 100;

pub(crate) fn undo(session: &Session, request: ById) -> Result<ImportUndone> {
    let batch = session.read(|reader| Ok(reader.import_batch(request.id)?))?;
    let batch = batch.ok_or_else(|| AppError::not_found("import"))?;
    Ok(undo_batch(session, &batch)?.0)
}

/// Undoes a transaction that was an import; `None` when it was something else.
///
/// # Errors
/// [`ErrorCode::ImportAgain`] for the undo of an import: its order lines are gone, the file has to be imported again.
pub(crate) fn undo_transaction(session: &Session, transaction: Id) -> Result<Option<Undone>> {
    let (kind, batch) = session
        .read(|reader| Ok((reader.transaction_kind(transaction)?, reader.import_batch_of(transaction)?)))?;
    if kind == to_word(&TransactionKind::UndoImport) {
        let message = "an undone import cannot be redone: import the file again";
        return Err(AppError::new(ErrorCode::ImportAgain, message));
    }
    let Some(batch) = batch else { return Ok(None) };
    let (undone, kept_cells) = undo_batch(session, &batch)?;
    let transaction =
        undone.transaction.ok_or_else(|| AppError::new(ErrorCode::NothingToUndo, "nothing was undone"))?;
    let records = u32::try_from(undone.removed + undone.restored).unwrap_or(u32::MAX);
    let kept = u32::try_from(undone.kept_total).unwrap_or(u32::MAX).max(kept_cells);
    Ok(Some(Undone { transaction, kind: TransactionKind::Import, records, kept }))
}

/// Undoes an import. Returns also how many cells were left alone.
fn undo_batch(session: &Session, batch: &ImportBatchRow) -> Result<(ImportUndone, u32)> {
    require(session, Act::Import)?;
    let nothing = || AppError::new(ErrorCode::NothingToUndo, "the import changed nothing");
    let transaction = batch.transaction.ok_or_else(nothing)?;
    if batch.undone_at.is_some() {
        return Err(AppError::new(ErrorCode::AlreadyUndone, "the import was undone already"));
    }
    session.app().run_job(JobKind::UndoImport, true, |job| {
        let written = session.write(TransactionKind::UndoImport, |tx| {
            let facts = match tx.undo_facts(batch.id) {
                // Only orders bring facts.
                Err(StoreError::NotFound) => FactsUndone::default(),
                facts => facts?,
            };
            let mut plan = UndoPlan::new(transaction);
            let mut failure = None;
            let undone = tx.undo_except(transaction, &mut |reader, table, record| {
                if job.is_stopped() {
                    let stopped = AppError::new(ErrorCode::Stopped, "the undoing was stopped");
                    failure = Some(stopped);
                    return Err(StoreError::Other(anyhow::anyhow!("stopped")));
                }
                plan.keeps(reader, table, record).map_err(|error| {
                    let words = error.to_string();
                    failure = Some(error);
                    StoreError::Other(anyhow::anyhow!(words))
                })
            });
            let undone = match (undone, failure) {
                (_, Some(error)) => return Err(error),
                (undone, None) => undone?,
            };
            let now = tx.now();
            tx.set(batch.id, [(schema::import_batch::UNDONE_AT, now.into_value())])?;
            Ok((summary(tx, facts, &undone)?, undone.kept_cells))
        })?;
        let (mut undone, kept_cells) = written.value;
        undone.transaction = written.transaction;
        Ok((undone, kept_cells))
    })
}

fn summary(
    tx: &WriteTransaction<'_>,
    facts: FactsUndone,
    undone: &UndoneTransaction,
) -> Result<ImportUndone> {
    let mut seen: HashSet<Id> = HashSet::new();
    let mut kept = Vec::new();
    let mut kept_total = facts.kept;
    let all = undone.kept.iter().chain(&undone.kept_in_part);
    let is_named = |table: &Table| {
        [&schema::customer::TABLE, &schema::person::TABLE, &schema::product::TABLE]
            .iter()
            .any(|named| named.number == table.number)
    };
    for (table, record) in all.filter(|(table, _)| is_named(table)) {
        if !seen.insert(*record) {
            continue;
        }
        kept_total += 1;
        if kept.len() < NAMED {
            let name = tx.reader().record_name(table, *record)?.unwrap_or_default();
            kept.push(KeptRecord { table: table.name.to_owned(), id: *record, name });
        }
    }
    Ok(ImportUndone {
        transaction: None,
        removed: facts.removed + u64::from(undone.removed),
        restored: facts.restored + u64::from(undone.records - undone.removed),
        kept,
        kept_total,
    })
}
