//! History, undo and redo.

use std::collections::BTreeMap;

use pelikirja_domain::Id;
use pelikirja_store::{
    DiaryPlace, FieldChange, RecordChange, UndoneTransaction, Value, from_word, schema, to_word,
};

use crate::api::{
    ActivityPlace, ActivityRecord, Empty, HistoryEntry, MemberActivity, MemberActivityPage,
    MemberActivityRequest, RecordHistoryRequest, TransactionKind, UndoRequest, UndoState, Undone,
};
use crate::error::{AppError, ErrorCode, Result};
use crate::session::Session;
use crate::{import, sync};

/// Changes of a record that its history shows, at most.
const LONGEST_HISTORY: usize = 500;

/// What a member did is shown in pages of so many transactions.
const ACTIVITY_PAGE: u32 = 50;
/// Records that are named of each.
const NAMED_RECORDS: u32 = 3;

/// What Ctrl/Cmd+Z leaves alone: there would be no workspace, the membership says otherwise, or nothing is left to put back.
const NEVER_UNDONE: [TransactionKind; 5] = [
    TransactionKind::CreateWorkspace,
    TransactionKind::CreateDemo,
    TransactionKind::ChangeMembership,
    TransactionKind::ErasePerson,
    TransactionKind::ImportUnchanged,
];

pub(crate) fn record(session: &Session, request: RecordHistoryRequest) -> Result<Vec<HistoryEntry>> {
    let table = schema::table_named(&request.table).ok_or_else(|| AppError::not_found("table"))?;
    let changes = session.read(|reader| Ok(reader.record_history(table, request.id)?))?;
    let names = sync::names(session)?;
    let mut entries = Vec::new();
    for change in changes {
        entries.extend(self::entries(change, &names));
        if entries.len() >= LONGEST_HISTORY {
            break;
        }
    }
    Ok(entries)
}

/// What a transaction changed in a record, field by field. `names` are those of machines.
pub(crate) fn entries(change: RecordChange, names: &BTreeMap<Id, String>) -> Vec<HistoryEntry> {
    let entry = |field: FieldChange| HistoryEntry {
        at: change.at,
        member: change.member,
        device: names.get(&change.device).cloned(),
        kind: kind(&change.kind),
        transaction: change.transaction,
        field: field.field.to_owned(),
        from: text(&field.from),
        to: text(&field.to),
    };
    change.fields.into_iter().map(entry).collect()
}

/// A page of what a member did and on which machine.
pub(crate) fn member_activity(
    session: &Session,
    request: MemberActivityRequest,
) -> Result<MemberActivityPage> {
    let names = sync::names(session)?;
    let before = request.before.map(|before| DiaryPlace { at: before.at, seq: before.seq });
    session.read(|reader| {
        let diary = reader.diary(request.member, before, ACTIVITY_PAGE, NAMED_RECORDS)?;
        let is_full = diary.len() == ACTIVITY_PAGE as usize;
        let last = diary.last().filter(|_| is_full).map(|entry| entry.place);
        let mut entries = Vec::with_capacity(diary.len());
        for entry in diary {
            let mut first_records = Vec::with_capacity(entry.first_records.len());
            for (table, record) in entry.first_records {
                let (label, customer) = reader.belonging(table, record)?;
                first_records.push(ActivityRecord { table: table.name.to_owned(), record, label, customer });
            }
            entries.push(MemberActivity {
                transaction: entry.transaction,
                at: entry.place.at,
                kind: kind(&entry.kind),
                device: names.get(&entry.device).cloned(),
                unattended: entry.unattended,
                undone: entry.undone,
                records: entry.records,
                first_records,
            });
        }
        Ok(MemberActivityPage {
            entries,
            next: last.map(|place| ActivityPlace { at: place.at, seq: place.seq }),
        })
    })
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
        return Err(AppError::new(ErrorCode::NothingToUndo, "this is not undone"));
    }
    if let Some(undone) = import::undo_transaction(session, transaction)? {
        return Ok(undone);
    }
    put_back(session, TransactionKind::Undo, transaction, &word)
}

pub(crate) fn redo(session: &Session, _: Empty) -> Result<Undone> {
    let (device, me) = (session.store().device(), session.me());
    let last = session.read(|reader| Ok(reader.last_redoable(device, me)?))?;
    let Some(last) = last else {
        let newest = session.read(|reader| Ok(reader.last_kind(device, me)?))?;
        let is_of_import = newest.is_some_and(|word| kind(&word) == TransactionKind::UndoImport);
        let code = if is_of_import { ErrorCode::ImportAgain } else { ErrorCode::NothingToUndo };
        return Err(AppError::new(code, "nothing to redo"));
    };
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

fn put_back(session: &Session, as_kind: TransactionKind, transaction: Id, word: &str) -> Result<Undone> {
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
