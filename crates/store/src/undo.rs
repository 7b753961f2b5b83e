//! Undo and redo: new changes that put back what a transaction replaced.

use std::collections::{BTreeMap, HashMap};

use pelikirja_domain::Id;
use rusqlite::{Connection, OptionalExtension};

use crate::change::{Change, Version, cells_at, clock_at};
use crate::connection::Reader;
use crate::facts;
use crate::log::{self, Logged};
use crate::past::Past;
use crate::schema::{self, DELETED, Table};
use crate::texts;
use crate::write::WriteTransaction;
use crate::{IntoValue, Result, StoreError, Value};

/// What a transaction takes back or, where it undoes an undo, puts back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reversal {
    /// The transaction undone.
    pub of: Id,
    /// The one at the end of that chain, which reverses nothing itself.
    pub first: Id,
    /// Whether `first` counts again afterwards.
    pub again: bool,
    /// Decides, together with the session, between reversals of the same `first`; units as in [`Version`].
    pub clock: i64,
}

/// A transaction that can be undone or redone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undoable {
    /// The transaction to hand to [`WriteTransaction::undo`].
    pub transaction: Id,
    /// What it did; for a redo, what is done again.
    pub kind: String,
}

/// What an undo did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UndoneTransaction {
    /// Records that are as they were before.
    pub records: u32,
    /// Cells left alone because somebody has changed them since.
    pub kept_cells: u32,
    /// Records left alone because of the caller's veto or because somebody has edited them since.
    pub kept: Vec<(&'static Table, Id)>,
    /// Records that the transaction had made and that are gone now.
    pub removed: u32,
    /// Records of which only some cells were left alone.
    pub kept_in_part: Vec<(&'static Table, Id)>,
}

impl WriteTransaction<'_> {
    /// Undoes a transaction: cells that are still as it left them get the value from before; records that it made
    /// are deleted.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::AlreadyUndone`] and those of the database.
    pub fn undo(&mut self, transaction: Id) -> Result<UndoneTransaction> {
        self.undo_except(transaction, &mut |_, _, _| Ok(false))
    }

    /// As [`Self::undo`], but leaves records alone that the transaction made and that were edited since or for
    /// which `keep` answers true.
    ///
    /// # Errors
    /// As [`Self::undo`].
    pub fn undo_except(
        &mut self,
        transaction: Id,
        keep: &mut dyn FnMut(&Reader<'_>, &'static Table, Id) -> Result<bool>,
    ) -> Result<UndoneTransaction> {
        let Logged { seq, transaction: logged } = log::find(&self.sql, transaction)?;
        let first = logged.reversal.map_or(transaction, |reversal| reversal.first);
        let puts_first_in = logged.reversal.is_none_or(|reversal| reversal.again);
        // An undo is in force as long as what it undid does not count, a redo as long as it does.
        if !self.reader().counts(transaction)?.ok_or(StoreError::NotFound)? {
            return Err(StoreError::AlreadyUndone);
        }
        let newest = log::newest_reversal(&self.sql, first)?.map_or(0, |newest| newest.saturating_add(1));
        let clock = clock_at(self.now).max(newest);
        let reversal = Reversal { of: transaction, first, again: !puts_first_in, clock };
        self.reverses(reversal);
        let mut undone = UndoneTransaction::default();
        for done in net_changes(log::changes_of(&self.sql, seq)?, logged.session) {
            let Some(table) = schema::table(done.table) else { continue };
            if done.brings
                && (log::edited_since(&self.sql, done.table, done.row, seq)?
                    || keep(&self.reader(), table, done.row)?)
            {
                undone.kept.push((table, done.row));
                continue;
            }
            let changed = if done.made {
                self.delete(table, done.row)?
            } else {
                self.put_back(&done, table, reversal, &mut undone)?
            };
            undone.records += u32::from(changed);
            undone.removed += u32::from(changed && done.brings);
        }
        // An undo that finds nothing to put back is logged all the same, so that it is not offered again.
        self.log_transaction()?;
        log::settle(&self.sql, first)?;
        for batch in facts::batches_of(&self.sql, first)? {
            facts::follow(self, batch)?;
        }
        Ok(undone)
    }

    /// Writes what the cells of a record were before; returns whether anything had to be written.
    fn put_back(
        &mut self,
        done: &NetChange,
        table: &'static Table,
        reversal: Reversal,
        undone: &mut UndoneTransaction,
    ) -> Result<bool> {
        let Reversal { of: transaction, again, .. } = reversal;
        let past = CellPast::read(&self.sql, done.table, done.row)?;
        let mut cells = Vec::new();
        let mut settled: BTreeMap<Version, Vec<(u16, Value)>> = BTreeMap::new();
        let mut seen = BTreeMap::new();
        for cell in &done.cells {
            let stands = past.stands(cell.column, cell.written);
            if let Some(text) = self.text_to_put_back(done, table, cell, stands)? {
                cells.push((cell.column, text));
                continue;
            }
            let before = past.value_before(cell);
            if cell.column == DELETED {
                cells.extend(before.filter(|_| stands).map(|before| (DELETED, before)));
                continue;
            }
            let own = past.own_heads(cell.column, transaction);
            let remaining = past.without(cell, transaction, &own);
            let highest = remaining.last_key_value().map(|(_, left)| left.value.clone());
            // What is done again is what was done, whatever came meanwhile.
            let value = if again { before } else { highest.or(before) };
            let Some(value) = value.filter(|_| stands) else { continue };
            for (version, left) in &remaining {
                if !left.is_head && left.value != value {
                    settled.entry(*version).or_default().push((cell.column, left.value.clone()));
                }
            }
            cells.push((cell.column, value));
            seen.insert(cell.column, own);
        }
        let kept = done.cells.len() - cells.len();
        if kept > 0 {
            undone.kept_cells += u32::try_from(kept).unwrap_or(u32::MAX);
            undone.kept_in_part.push((table, done.row));
        }
        // What the transaction had settled is written once more: nothing else makes a value count again that somebody
        // knowingly wrote over. The one that counts comes last.
        let mut changed = false;
        for cells in settled.into_values().chain([cells]).filter(|cells| !cells.is_empty()) {
            let past = Past::read(&self.sql, done.table, done.row)?;
            changed |= self.change_cells_seen(table, done.row, cells, past, &seen)?;
        }
        Ok(changed)
    }

    /// Of a text that others wrote into at the same time: the present one without what the transaction changed in it.
    fn text_to_put_back(
        &self,
        done: &NetChange,
        table: &'static Table,
        cell: &NetCell,
        stands: bool,
    ) -> Result<Option<Value>> {
        if !schema::is_long_text(table, cell.column) {
            return Ok(None);
        }
        let past = Past::read(&self.sql, done.table, done.row)?;
        if !stands && past.heads(cell.column).nth(1).is_none() {
            // Somebody who knew it has written since.
            return Ok(None);
        }
        let Some(written) = past.said(cell.column, cell.written).and_then(texts::of_value) else {
            return Ok(None);
        };
        let Some(before) = past.seen_text(cell.column, &cell.seen)? else { return Ok(None) };
        if past.heads(cell.column).nth(1).is_some() && !past.is_merged(table, cell.column) {
            return Ok(None);
        }
        let now = past.value(table, cell.column)?;
        let Some(now) = texts::of_value(&now) else { return Ok(None) };
        if now == written {
            return Ok(Some(texts::into_value(before)));
        }
        Ok(texts::merged_with(written, &before, now)?.map(texts::into_value))
    }
}

impl Reader<'_> {
    /// A member's own last transaction on a device that can be undone. What ran unattended is nobody's own; `never`
    /// names kinds to leave out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn last_undoable(&self, device: Id, member: Option<Id>, never: &[&str]) -> Result<Option<Undoable>> {
        let sql = "SELECT id, kind FROM txn WHERE device = ?1 AND member IS ?2 AND unattended = 0
                     AND undoes IS NULL AND undone_by IS NULL ORDER BY seq DESC";
        let mut statement = self.sql.prepare_cached(sql)?;
        let mut rows = statement.query((device.as_bytes(), member.map(|member| *member.as_bytes())))?;
        while let Some(row) = rows.next()? {
            let kind: String = row.get(1)?;
            if !never.contains(&kind.as_str()) {
                return Ok(Some(Undoable { transaction: Id::from_bytes(row.get(0)?), kind }));
            }
        }
        Ok(None)
    }

    /// In one word what a member's own last transaction on a device did, be it a change, an undo or a redo.
    ///
    /// # Errors
    /// Those of the database.
    pub fn last_kind(&self, device: Id, member: Option<Id>) -> Result<Option<String>> {
        let sql = "SELECT kind FROM txn WHERE device = ?1 AND member IS ?2 AND unattended = 0 ORDER BY seq DESC LIMIT 1";
        self.first(sql, (device.as_bytes(), member.map(|member| *member.as_bytes())), |row| row.get(0))
    }

    /// The undo that a member can take back on a device: the newest one that no new change of their own has followed.
    /// That of an import is not: its facts are gone, the file has to be imported again.
    ///
    /// # Errors
    /// Those of the database.
    pub fn last_redoable(&self, device: Id, member: Option<Id>) -> Result<Option<Undoable>> {
        let sql = "SELECT undo.id, first.kind FROM txn AS undo JOIN txn AS first ON first.undone_by = undo.id
                   WHERE undo.device = ?1 AND undo.member IS ?2 AND undo.unattended = 0 AND undo.kind <> 'undo_import'
                     AND undo.seq > coalesce((SELECT max(seq) FROM txn WHERE device = ?1 AND member IS ?2
                       AND unattended = 0 AND undoes IS NULL), 0)
                   ORDER BY undo.seq DESC LIMIT 1";
        let found = self
            .sql
            .prepare_cached(sql)?
            .query_row((device.as_bytes(), member.map(|member| *member.as_bytes())), |row| {
                Ok(Undoable { transaction: Id::from_bytes(row.get(0)?), kind: row.get(1)? })
            })
            .optional()?;
        Ok(found)
    }
}

/// What a transaction did to one record in all.
struct NetChange {
    table: u16,
    row: Id,
    cells: Vec<NetCell>,
    /// Whether it made the record.
    made: bool,
    /// Whether it made the record, or brought a deleted one back.
    brings: bool,
}

struct NetCell {
    column: u16,
    /// The value that it left.
    written: Version,
    /// The ones that it found, the one that counted first.
    seen: Vec<Version>,
}

/// The changes of a transaction record by record, the one changed last first.
fn net_changes(changes: Vec<Change>, session: Id) -> Vec<NetChange> {
    let mut places: HashMap<(u16, Id), usize> = HashMap::new();
    let mut nets: Vec<NetChange> = Vec::new();
    for Change { table, row, clock, cells, .. } in changes {
        let place = *places.entry((table, row)).or_insert_with(|| {
            nets.push(NetChange { table, row, cells: Vec::new(), made: false, brings: false });
            nets.len() - 1
        });
        let Some(net) = nets.get_mut(place) else { continue };
        net.made |= cells.iter().any(|cell| cell.column == DELETED && cell.previous.is_none());
        net.brings |= log::is_bringing(&cells);
        let written = Version { clock, session };
        for cell in cells {
            match net.cells.iter_mut().find(|known| known.column == cell.column) {
                Some(known) => known.written = written,
                None => {
                    let seen = cell.previous.into_iter().chain(cell.over).collect();
                    net.cells.push(NetCell { column: cell.column, written, seen });
                }
            }
        }
    }
    nets.reverse();
    nets
}

/// Everything that the cells of one record ever were.
#[derive(Default)]
struct CellPast {
    values: HashMap<(u16, Version), PastValue>,
    /// The version that counts of each column.
    newest: HashMap<u16, Version>,
    /// What a transaction wrote first into a column.
    written: HashMap<(Id, u16), Version>,
    /// Versions that somebody knowingly wrote over, by column, and the transactions that did.
    replaced: HashMap<(u16, Version), Vec<Id>>,
}

/// A value that is left when a transaction is taken back.
struct Left {
    value: Value,
    /// Whether nobody has written over it; the transaction has otherwise.
    is_head: bool,
}

struct PastValue {
    value: Value,
    previous: Option<Version>,
    /// The transaction that wrote it.
    transaction: Id,
    /// The transaction that this value's transaction undid.
    undoes: Option<Id>,
}

impl CellPast {
    fn read(sql: &Connection, table: u16, row: Id) -> Result<Self> {
        let mut statement = sql.prepare_cached(
            "SELECT change.clock, change.cells, txn.id, txn.undoes, txn.session FROM change
             JOIN txn ON txn.seq = change.txn WHERE change.row = ?1 AND change.tbl = ?2 ORDER BY change.seq",
        )?;
        let mut rows = statement.query((row.as_bytes(), table))?;
        let mut past = Self::default();
        while let Some(row) = rows.next()? {
            let version = Version { clock: row.get(0)?, session: Id::from_bytes(row.get(4)?) };
            let transaction = Id::from_bytes(row.get(2)?);
            let undoes: Option<[u8; 16]> = row.get(3)?;
            for cell in cells_at(row, 1)? {
                past.written.entry((transaction, cell.column)).or_insert(version);
                let newest = past.newest.entry(cell.column).or_insert(version);
                *newest = version.max(*newest);
                let undoes = undoes.map(Id::from_bytes);
                for replaced in cell.previous.iter().chain(&cell.over) {
                    past.replaced.entry((cell.column, *replaced)).or_default().push(transaction);
                }
                let value = PastValue { value: cell.value, previous: cell.previous, transaction, undoes };
                past.values.insert((cell.column, version), value);
            }
        }
        Ok(past)
    }

    /// Whether a cell still is as the change of that version left it: nobody wrote into it since, or what was written
    /// has been undone.
    fn stands(&self, column: u16, version: Version) -> bool {
        let newest = self.newest.get(&column).copied();
        newest.is_some() && self.origin(column, newest) == self.origin(column, Some(version))
    }

    /// The values of a column that nobody has written over and that the transaction wrote, or that count in its name.
    fn own_heads(&self, column: u16, transaction: Id) -> Vec<Version> {
        let newest = self.newest.get(&column);
        let is_own = |version: &Version, value: &PastValue| {
            newest == Some(version)
                || value.transaction == transaction && !self.replaced.contains_key(&(column, *version))
        };
        let of_column = self.values.iter().filter(|((of, _), _)| *of == column);
        let own = of_column.filter(|((_, version), value)| is_own(version, value));
        let mut own: Vec<Version> = own.map(|((_, version), _)| *version).collect();
        own.sort_unstable_by(|one, other| other.cmp(one));
        own
    }

    /// The heads that a column would have without the transaction: those of others, and what it alone had written over.
    fn without(&self, cell: &NetCell, transaction: Id, own: &[Version]) -> BTreeMap<Version, Left> {
        let mut left = BTreeMap::new();
        for ((_, version), found) in self.values.iter().filter(|((of, _), _)| *of == cell.column) {
            let is_head = match self.replaced.get(&(cell.column, *version)) {
                None if !own.contains(version) => true,
                Some(by) if cell.seen.contains(version) && by.iter().all(|by| *by == transaction) => false,
                _ => continue,
            };
            left.insert(*version, Left { value: found.value.clone(), is_head });
        }
        left
    }

    /// The version in which a value was first written: an undo writes an older value again.
    fn origin(&self, column: u16, version: Option<Version>) -> Option<Version> {
        let mut version = version?;
        while let Some(value) = self.values.get(&(column, version))
            && let Some(undone) = value.undoes
        {
            let put_back =
                self.written.get(&(undone, column)).and_then(|written| self.values.get(&(column, *written)));
            // What was undone may not have come from its device yet.
            let Some(put_back) = put_back else { break };
            // It may have put back what stood beside it instead of what was before.
            let says = |at: &Version| {
                self.values.get(&(column, *at)).is_some_and(|found| found.value == value.value)
            };
            if !put_back.previous.as_ref().is_some_and(says) {
                let lower = self.values.keys().filter(|(of, at)| *of == column && *at < version);
                if let Some(beside) = lower.map(|(_, at)| *at).filter(says).max() {
                    version = beside;
                    continue;
                }
            }
            match put_back.previous {
                // Versions fall on the way back, so the walk ends.
                Some(previous) if previous < version => version = previous,
                Some(_) => break,
                None => return None,
            }
        }
        Some(version)
    }

    /// The value that a cell had before a change; none when it has not come from its device yet.
    fn value_before(&self, cell: &NetCell) -> Option<Value> {
        match cell.seen.first() {
            Some(seen) => self.values.get(&(cell.column, *seen)).map(|found| found.value.clone()),
            None if cell.column == DELETED => Some(true.into_value()),
            None => Some(Value::Null),
        }
    }
}
