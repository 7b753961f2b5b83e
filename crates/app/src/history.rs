//! History, undo and redo.

use pelikirja_store::{FieldChange, RecordChange, UndoneTransaction, Value, from_word, schema, to_word};

use crate::api::{
    Empty, HistoryEntry, RecordHistoryRequest, TransactionKind, UndoRequest, UndoState, Undone,
};
use crate::error::{AppError, ErrorCode, Result};
use crate::import;
use crate::session::Session;

/// Changes of a record that its history shows, at most.
const LONGEST_HISTORY: usize = 500;

/// What Ctrl/Cmd+Z leaves alone: without them there would be no workspace.
const NEVER_UNDONE: [TransactionKind; 2] = [TransactionKind::CreateWorkspace, TransactionKind::CreateDemo];

pub(crate) fn record(session: &Session, request: RecordHistoryRequest) -> Result<Vec<HistoryEntry>> {
    let table = schema::table_named(&request.table).ok_or_else(|| AppError::not_found("table"))?;
    let changes = session.read(|reader| Ok(reader.record_history(table, request.id)?))?;
    let mut entries = Vec::new();
    for change in changes {
        entries.extend(self::entries(change));
        if entries.len() >= LONGEST_HISTORY {
            break;
        }
    }
    Ok(entries)
}

/// What a transaction changed in a record, field by field.
pub(crate) fn entries(change: RecordChange) -> Vec<HistoryEntry> {
    let entry = |field: FieldChange| HistoryEntry {
        at: change.at,
        member: change.member,
        kind: kind(&change.kind),
        transaction: change.transaction,
        field: field.field.to_owned(),
        from: text(&field.from),
        to: text(&field.to),
    };
    change.fields.into_iter().map(entry).collect()
}

pub(crate) fn undo(session: &Session, request: UndoRequest) -> Result<Undone> {
    let transaction = match request.transaction {
        Some(transaction) => transaction,
        None => {
            let (device, me) = (session.store().device(), session.me());
            let never = NEVER_UNDONE.map(|kind| to_word(&kind));
            let never: Vec<&str> = never.iter().map(String::as_str).collect();
            let last = session.read(|reader| Ok(reader.last_undoable(device, me, &never)?))?;
            last.ok_or_else(|| AppError::new(ErrorCode::NothingToUndo, "nothing to undo"))?.transaction
        }
    };
    let word = session.read(|reader| Ok(reader.transaction_kind(transaction)?))?;
    if NEVER_UNDONE.contains(&kind(&word)) {
        return Err(AppError::new(ErrorCode::NothingToUndo, "the making of the workspace stays"));
    }
    if let Some(undone) = import::undo_transaction(session, transaction)? {
        return Ok(undone);
    }
    put_back(session, TransactionKind::Undo, transaction, &word)
}

pub(crate) fn redo(session: &Session, _: Empty) -> Result<Undone> {
    let (device, me) = (session.store().device(), session.me());
    let last = session.read(|reader| Ok(reader.last_redoable(device, me)?))?;
    let last = last.ok_or_else(|| AppError::new(ErrorCode::NothingToUndo, "nothing to redo"))?;
    put_back(session, TransactionKind::Redo, last.transaction, &last.kind)
}

pub(crate) fn state(session: &Session, _: Empty) -> Result<UndoState> {
    let (device, me) = (session.store().device(), session.me());
    let never = NEVER_UNDONE.map(|kind| to_word(&kind));
    let never: Vec<&str> = never.iter().map(String::as_str).collect();
    session.read(|reader| {
        Ok(UndoState {
            undo: reader.last_undoable(device, me, &never)?.map(|last| kind(&last.kind)),
            redo: reader.last_redoable(device, me)?.map(|last| kind(&last.kind)),
        })
    })
}

fn put_back(
    session: &Session,
    as_kind: TransactionKind,
    transaction: pelikirja_domain::Id,
    word: &str,
) -> Result<Undone> {
    let written = session.write(as_kind, |tx| Ok(tx.undo(transaction)?))?;
    let UndoneTransaction { records, kept_cells, .. } = written.value;
    let id =
        written.transaction.ok_or_else(|| AppError::new(ErrorCode::NothingToUndo, "nothing was undone"))?;
    Ok(Undone { transaction: id, kind: kind(word), records, kept: kept_cells })
}

/// The kind that a word in the log stands for; what a newer program did shows as a change of a customer.
pub(crate) fn kind(word: &str) -> TransactionKind {
    from_word(word).unwrap_or(TransactionKind::EditCustomer)
}

/// A value as text: identities in hexadecimal, for the interface to look up.
pub(crate) fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Integer(value) => Some(value.to_string()),
        Value::Real(value) => Some(value.to_string()),
        Value::Text(value) => Some(value.clone()),
        Value::Blob(bytes) => Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect()),
    }
}
