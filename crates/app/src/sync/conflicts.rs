//! Where two people wrote different things without knowing of each other: both values, and which to take.

use pelikirja_store::exchange::{Conflict as Found, ConflictKind, WrittenBy};
use pelikirja_store::schema;

use super::devices::names;
use crate::api::{Changed, Conflict, ConflictAuthor, ConflictField, Empty, SettleConflict, TransactionKind};
use crate::error::{AppError, Result};
use crate::history::text;
use crate::session::Session;

/// Conflicts that are listed at the most; whoever has more settles these first.
const MOST: u32 = 500;

pub(crate) fn list_conflicts(session: &Session, _: Empty) -> Result<Vec<Conflict>> {
    let names = names(session)?;
    let author = |by: &WrittenBy| ConflictAuthor {
        member: by.member,
        device: names.get(&by.device).cloned().unwrap_or_default(),
        at: by.at,
    };
    session.read(|reader| {
        let mut conflicts = Vec::new();
        for found in reader.conflicts(MOST)? {
            let (label, customer) = reader.belonging(found.table, found.record)?;
            let fields = found.cells.iter().map(|cell| ConflictField {
                field: cell.column.to_owned(),
                kept: text(&cell.kept),
                other: text(&cell.other),
            });
            conflicts.push(Conflict {
                id: id(&found),
                table: found.table.name.to_owned(),
                record: found.record,
                label: label.unwrap_or_default(),
                customer,
                revived: found.kind == ConflictKind::Revived,
                fields: fields.collect(),
                kept_by: author(&found.kept_by),
                other_by: author(&found.other_by),
            });
        }
        Ok(conflicts)
    })
}

/// Takes the other value; of a record that came back, deletes it after all.
pub(crate) fn use_other_value(session: &Session, request: SettleConflict) -> Result<Changed> {
    settle(session, &request, true)
}

/// Leaves things as they are, and says so to everybody.
pub(crate) fn dismiss_conflict(session: &Session, request: SettleConflict) -> Result<Changed> {
    settle(session, &request, false)
}

fn settle(session: &Session, request: &SettleConflict, uses_other: bool) -> Result<Changed> {
    let not_found = || AppError::not_found("conflict");
    let mut parts = request.id.split('-');
    let table = parts.next().and_then(schema::table_named).ok_or_else(not_found)?;
    let record = parts.next().and_then(|record| record.parse().ok()).ok_or_else(not_found)?;
    let open = session.read(|reader| Ok(reader.conflicts_of(table, record)?))?;
    let conflict = open.iter().find(|open| id(open) == request.id).ok_or_else(not_found)?;
    session.change(TransactionKind::SettleConflict, |tx| {
        let settled = if uses_other { tx.use_other(conflict)? } else { tx.keep_current(conflict)? };
        Ok(u32::from(settled))
    })
}

/// Table, record, field, and the version that does not count: as long as the conflict stands these stay.
fn id(conflict: &Found) -> String {
    let field = conflict.cells.first().map_or("deleted", |cell| cell.column);
    let field = if conflict.kind == ConflictKind::Revived { "deleted" } else { field };
    let version = conflict.other_by.version;
    format!("{}-{}-{field}-{}-{}", conflict.table.name, conflict.record, version.clock, version.session)
}
