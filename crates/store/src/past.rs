//! What a record is, as a function of everything that was ever written into it.
//!
//! A value that another one was written over by somebody who knew it has no say any more. Those left are the *heads* of
//! a column: usually one; several where people wrote without knowledge of each other. The one with the highest version
//! counts. All of it follows from the set of changes alone, so devices agree in whatever order changes reach them.

use std::collections::BTreeSet;

use pelikirja_domain::Id;
use rusqlite::Connection;

use crate::change::{CellChange, Seen, Version, cells_and_seen_at, clock_millisecond};
use crate::schema::{self, DELETED, Table};
use crate::texts::{self, WrittenText};
use crate::{Result, Value};

/// A value that a cell has, or had.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PastCell {
    pub column: u16,
    pub version: Version,
    pub value: Value,
    /// The change, as its place in the log.
    pub change: i64,
}

/// Everything that was written into one record.
#[derive(Debug, Default)]
pub(crate) struct Past {
    /// In the order of column, version and, should somebody have used a version twice, value.
    cells: Vec<PastCell>,
    /// Versions that somebody knowingly wrote over, by column, and the version that did.
    replaced: Vec<(u16, Version, Version)>,
    /// What deletions had seen, by the version of the deletion.
    seen: Vec<(Version, Seen)>,
    /// Clock of the oldest change.
    oldest: Option<i64>,
}

/// Whether a record is there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Standing<'p> {
    /// It is.
    Here,
    /// It was deleted, or nobody made it.
    Gone,
    /// It was deleted, but somebody wrote into it, or made it again, without knowing.
    Back { deletion: &'p PastCell, by: &'p PastCell },
}

impl Standing<'_> {
    pub fn is_deleted(self) -> bool {
        self == Self::Gone
    }
}

impl Past {
    /// Reads it from the log.
    pub fn read(sql: &Connection, table: u16, row: Id) -> Result<Self> {
        let mut statement = sql.prepare_cached(
            "SELECT change.seq, change.clock, txn.session, change.cells FROM change
             JOIN txn ON txn.seq = change.txn WHERE change.row = ?1 AND change.tbl = ?2",
        )?;
        let mut rows = statement.query((row.as_bytes(), table))?;
        let mut past = Self::default();
        while let Some(row) = rows.next()? {
            let version = Version { clock: row.get(1)?, session: Id::from_bytes(row.get(2)?) };
            let (cells, seen) = cells_and_seen_at(row, 3)?;
            past.take(row.get(0)?, version, cells, seen);
        }
        past.sort();
        Ok(past)
    }

    /// Takes in one change more.
    pub fn add(&mut self, change: i64, version: Version, cells: Vec<CellChange>, seen: Vec<Seen>) {
        self.take(change, version, cells, seen);
        self.sort();
    }

    fn take(&mut self, change: i64, version: Version, cells: Vec<CellChange>, seen: Vec<Seen>) {
        self.oldest = Some(self.oldest.map_or(version.clock, |oldest| oldest.min(version.clock)));
        for cell in cells {
            let written_over = cell.previous.into_iter().chain(cell.over);
            self.replaced.extend(written_over.map(|previous| (cell.column, previous, version)));
            self.cells.push(PastCell { column: cell.column, version, value: cell.value, change });
        }
        self.seen.extend(seen.into_iter().map(|seen| (version, seen)));
    }

    fn sort(&mut self) {
        self.cells.sort_by(|one, other| {
            let place = (one.column, one.version).cmp(&(other.column, other.version));
            place.then_with(|| rank(&one.value).cmp(&rank(&other.value)))
        });
        self.replaced.sort_unstable();
    }

    /// When it was made: milliseconds since 1970 UTC of the oldest change.
    pub fn created_at(&self) -> i64 {
        clock_millisecond(self.oldest.unwrap_or_default())
    }

    /// The value with the highest version of a column.
    pub fn winner(&self, column: u16) -> Option<&PastCell> {
        self.of(column).last()
    }

    /// What counts in a column: the value with the highest version or, of a long text, all heads merged.
    pub fn value(&self, table: &Table, column: u16) -> Result<Value> {
        if let Some(merged) = self.merged(table, column)? {
            return Ok(merged);
        }
        Ok(self.winner(column).map_or(Value::Null, |winner| winner.value.clone()))
    }

    /// The heads of a long text, merged; `None` where there is nothing to merge, or no way to.
    pub fn merged(&self, table: &Table, column: u16) -> Result<Option<Value>> {
        let Some(values) = self.texts(table, column) else { return Ok(None) };
        let merged = texts::merged(&values)?;
        Ok(merged.map(texts::into_value))
    }

    /// Whether the heads of a column are merged.
    pub fn is_merged(&self, table: &Table, column: u16) -> bool {
        self.texts(table, column).is_some_and(|values| texts::mergeable(&values).is_some())
    }

    /// What a long text said to somebody who saw these versions; `None` where that cannot be told.
    pub fn seen_text(&self, column: u16, versions: &[Version]) -> Result<Option<String>> {
        let mut seen: BTreeSet<Version> = versions.iter().copied().collect();
        let mut leading: Vec<&PastCell> = Vec::new();
        // What a value was written over has a lower version.
        for cell in self.of(column).iter().rev() {
            if seen.contains(&cell.version) {
                seen.extend(self.seen_by(cell));
                leading.push(cell);
            }
        }
        let Some(values) = self.written_texts(leading.into_iter().rev()) else { return Ok(None) };
        texts::merged(&values)
    }

    /// Everything that was written into a long text, where there are several heads.
    fn texts(&self, table: &Table, column: u16) -> Option<Vec<WrittenText<'_>>> {
        if !schema::is_long_text(table, column) || self.heads(column).nth(1).is_none() {
            return None;
        }
        self.written_texts(self.of(column))
    }

    fn written_texts<'p>(
        &self,
        cells: impl IntoIterator<Item = &'p PastCell>,
    ) -> Option<Vec<WrittenText<'p>>> {
        let mut values: Vec<WrittenText<'_>> = Vec::new();
        for cell in cells {
            let text = texts::of_value(&cell.value)?;
            // One version with two values: somebody's program is broken, and the higher value counts.
            values.pop_if(|last| last.version == cell.version);
            values.push(WrittenText { version: cell.version, over: self.seen_by(cell), text });
        }
        Some(values)
    }

    /// The versions that a value was knowingly written over.
    fn seen_by(&self, cell: &PastCell) -> Vec<Version> {
        let of_cell =
            self.replaced.iter().filter(|(column, _, by)| (*column, *by) == (cell.column, cell.version));
        of_cell.map(|(_, replaced, _)| *replaced).collect()
    }

    fn is_replaced(&self, cell: &PastCell) -> bool {
        let wanted = (cell.column, cell.version);
        let place = self.replaced.partition_point(|(column, version, _)| (*column, *version) < wanted);
        self.replaced.get(place).is_some_and(|(column, version, _)| (*column, *version) == wanted)
    }

    /// What a version said of a column.
    pub fn said(&self, column: u16, version: Version) -> Option<&Value> {
        self.of(column).iter().find(|cell| cell.version == version).map(|cell| &cell.value)
    }

    /// All values that a column had, the highest version last.
    pub fn of(&self, column: u16) -> &[PastCell] {
        let begin = self.cells.partition_point(|cell| cell.column < column);
        let end = self.cells.partition_point(|cell| cell.column <= column);
        self.cells.get(begin..end).unwrap_or_default()
    }

    /// The values of a column that nobody has knowingly written over, the one that counts first.
    pub fn heads(&self, column: u16) -> impl Iterator<Item = &PastCell> {
        let of_column = self.of(column).iter().rev();
        of_column.filter(move |cell| !self.is_replaced(cell))
    }

    /// The versions of the values that nobody had knowingly written over when the log was as far as that, the highest
    /// first.
    pub fn heads_at(&self, column: u16, place: i64) -> Vec<Version> {
        let known = || self.of(column).iter().rev().filter(|cell| cell.change <= place);
        let replaced: BTreeSet<Version> = known().flat_map(|cell| self.seen_by(cell)).collect();
        known().map(|cell| cell.version).filter(|version| !replaced.contains(version)).collect()
    }

    /// The columns that anybody wrote into, in order.
    pub fn columns(&self) -> impl Iterator<Item = u16> {
        self.cells.chunk_by(|one, next| one.column == next.column).filter_map(|of_one| {
            let first = of_one.first()?;
            Some(first.column)
        })
    }

    /// What a deletion that is made now has seen: the heads of all columns.
    pub fn seen_now(&self) -> Vec<Seen> {
        let mut seen: Vec<Seen> = Vec::new();
        for column in self.columns().filter(|column| *column != DELETED) {
            for head in self.heads(column) {
                match seen.iter_mut().find(|seen| seen.version == head.version) {
                    Some(seen) => seen.columns.push(column),
                    None => seen.push(Seen { version: head.version, columns: vec![column] }),
                }
            }
        }
        seen
    }

    /// Whether it is there: it is gone when it was deleted and nobody wrote anything that no deletion has seen.
    pub fn standing(&self) -> Standing<'_> {
        let mut deletion = None;
        let mut bringing = None;
        for head in self.heads(DELETED) {
            let found = if is_deletion(&head.value) { &mut deletion } else { &mut bringing };
            *found = found.or(Some(head));
        }
        match (deletion, bringing) {
            (None, None) => Standing::Gone,
            (None, Some(_)) => Standing::Here,
            (Some(deletion), Some(by)) => Standing::Back { deletion, by },
            (Some(deletion), None) => {
                let unseen = self.columns().filter(|column| *column != DELETED);
                let unseen = unseen.flat_map(|column| self.heads(column)).filter(|head| !self.is_seen(head));
                unseen
                    .max_by_key(|head| (head.version, head.column))
                    .map_or(Standing::Gone, |by| Standing::Back { deletion, by })
            }
        }
    }

    /// Whether a deletion that is in force knew of a value, or was written together with it.
    fn is_seen(&self, cell: &PastCell) -> bool {
        self.heads(DELETED).any(|deletion| {
            deletion.version == cell.version
                || self.seen.iter().any(|(by, seen)| {
                    *by == deletion.version
                        && seen.version == cell.version
                        && seen.columns.contains(&cell.column)
                })
        })
    }
}

fn is_deletion(value: &Value) -> bool {
    *value == Value::Integer(1)
}

/// An order of values, for the case that two have one version.
fn rank(value: &Value) -> Vec<u8> {
    let mut out = crate::cbor::Writer::new();
    out.value(value);
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(clock: i64) -> Version {
        Version { clock, session: Id::from_bytes([clock.to_le_bytes()[0]; 16]) }
    }

    fn cell(column: u16, value: &str, previous: &[i64]) -> CellChange {
        let mut previous = previous.iter().copied().map(version);
        let value = if column == DELETED {
            Value::Integer(value.len().try_into().expect("0 or 1"))
        } else {
            Value::Text(value.to_owned())
        };
        CellChange { column, value, previous: previous.next(), over: previous.collect() }
    }

    /// A past of changes, each with its clock.
    fn past(changes: &[(i64, &[CellChange], &[Seen])]) -> Past {
        let mut past = Past::default();
        for (clock, cells, seen) in changes {
            past.add(*clock, version(*clock), cells.to_vec(), seen.to_vec());
        }
        past
    }

    fn heads(past: &Past, column: u16) -> Vec<i64> {
        past.heads(column).map(|head| head.version.clock).collect()
    }

    #[test]
    fn who_writes_over_a_conflict_settles_it() {
        let made = (1, &[cell(0, "", &[]), cell(1, "a", &[])][..], &[][..]);
        let one = (2, &[cell(1, "b", &[1])][..], &[][..]);
        let other = (3, &[cell(1, "c", &[1])][..], &[][..]);
        assert_eq!(heads(&past(&[made, one, other]), 1), [3, 2]);
        // Somebody who knew only one of them writes.
        let blind = (4, &[cell(1, "d", &[2])][..], &[][..]);
        assert_eq!(heads(&past(&[made, one, other, blind]), 1), [4, 3]);
        let settling = (5, &[cell(1, "e", &[4, 3])][..], &[][..]);
        assert_eq!(heads(&past(&[settling, blind, other, one, made]), 1), [5]);
    }

    #[test]
    fn an_edit_that_a_deletion_did_not_know_brings_the_record_back() {
        let made = (1, &[cell(0, "", &[]), cell(1, "a", &[])][..], &[][..]);
        let knew = [Seen { version: version(1), columns: vec![1] }];
        let deletion = (3, &[cell(0, "x", &[1])][..], &knew[..]);
        assert!(past(&[made, deletion]).standing().is_deleted());
        for clock in [2, 4] {
            let edit = (clock, &[cell(1, "b", &[1])][..], &[][..]);
            let past = past(&[deletion, edit, made]);
            let Standing::Back { deletion, by } = past.standing() else { panic!("it is back") };
            assert_eq!((deletion.version.clock, by.version.clock), (3, clock), "earlier or later");
        }
        // Somebody who saw it back deletes it again.
        let edit = (4, &[cell(1, "b", &[1])][..], &[][..]);
        let knew = [Seen { version: version(4), columns: vec![1] }];
        let again = (5, &[cell(0, "x", &[3])][..], &knew[..]);
        assert!(past(&[made, deletion, edit, again]).standing().is_deleted());
    }

    #[test]
    fn what_two_made_and_one_deleted_stays() {
        let one = (1, &[cell(0, "", &[]), cell(1, "a", &[])][..], &[][..]);
        let other = (2, &[cell(0, "", &[]), cell(1, "a", &[])][..], &[][..]);
        let knew = [Seen { version: version(2), columns: vec![1] }];
        let deletion = (3, &[cell(0, "x", &[2])][..], &knew[..]);
        assert!(matches!(past(&[one, other, deletion]).standing(), Standing::Back { .. }));
        assert!(past(&[other, deletion]).standing().is_deleted());
    }

    #[test]
    fn what_nobody_made_is_not_there() {
        assert!(past(&[(2, &[cell(1, "b", &[1])], &[])]).standing().is_deleted());
        assert!(past(&[]).standing().is_deleted());
    }
}
