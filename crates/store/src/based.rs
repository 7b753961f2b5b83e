//! Writing by somebody who saw what was there when they began, and not what is there now.
//!
//! A form stays open for a while, and meanwhile other values may come: from another machine, or from another window.
//! Whoever saves says what the form began from. What they left as it was is not written. Into a long text what they made
//! of it is merged; any other value is written over what they saw and nothing else, as if by another machine: what came
//! meanwhile stands beside it as a conflict.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_domain::Id;

use crate::change::Version;
use crate::past::{Past, PastCell};
use crate::schema::{self, Column, Table};
use crate::texts;
use crate::write::WriteTransaction;
use crate::{Reader, Result, Value};

/// What somebody who writes saw when they began.
#[derive(Debug, Clone, Default)]
pub struct Base {
    /// The values, of as many columns as they know. Of columns that are written together (an address) all should be named.
    pub cells: Vec<(Column, Value)>,
    /// How far the log was ([`Reader::log_place`]): tells what came since and does not count. Absent where only values are
    /// known.
    pub log_place: Option<i64>,
}

/// What is to be written, and of columns that were changed meanwhile the versions that the writer had seen.
#[derive(Debug, Default)]
struct Changes {
    cells: Vec<(u16, Value)>,
    seen: BTreeMap<u16, Vec<Version>>,
}

impl Reader<'_> {
    /// How far the log is: what comes later has a higher place.
    ///
    /// # Errors
    /// Those of the database.
    pub fn log_place(&self) -> Result<i64> {
        let statement = "SELECT coalesce(max(seq), 0) FROM change";
        Ok(self.sql.prepare_cached(statement)?.query_row([], |row| row.get(0))?)
    }
}

impl WriteTransaction<'_> {
    /// As [`Self::set`], by somebody who began from `base`. Returns whether anything changed.
    ///
    /// # Errors
    /// As [`Self::set`].
    pub fn set_from(
        &mut self,
        id: Id,
        cells: impl IntoIterator<Item = (Column, Value)>,
        base: &Base,
    ) -> Result<bool> {
        let cells: Vec<(Column, Value)> = cells.into_iter().collect();
        let Some(table) = cells.first().map(|(column, _)| column.table) else {
            return Ok(false);
        };
        if base.cells.is_empty() {
            return self.set(id, cells);
        }
        let past = Past::read(&self.sql, table.number, id)?;
        if past.standing().is_deleted() {
            return self.set(id, cells);
        }
        let numbered = |cells: Vec<(Column, Value)>| -> BTreeMap<u16, Value> {
            cells.into_iter().map(|(column, value)| (column.number, value)).collect()
        };
        let known = numbered(base.cells.clone());
        let mut cells = numbered(cells);
        cells.retain(|column, value| known.get(column).is_none_or(|began| !is_same(began, value)));
        let Changes { cells, seen } = changes(table, &past, &known, base.log_place, &cells)?;
        self.change_cells_seen(table, id, cells, past, &seen)
    }
}

fn changes(
    table: &Table,
    past: &Past,
    base: &BTreeMap<u16, Value>,
    log_place: Option<i64>,
    cells: &BTreeMap<u16, Value>,
) -> Result<Changes> {
    let mut changes = Changes::default();
    for columns in written_together(table, cells) {
        let mut now = Vec::with_capacity(columns.len());
        for column in &columns {
            now.push(past.value(table, *column)?);
        }
        let own =
            |column: &u16, now: &Value| cells.get(column).or_else(|| base.get(column)).unwrap_or(now).clone();
        let own: Vec<Value> = columns.iter().zip(&now).map(|(column, now)| own(column, now)).collect();
        if own == now {
            continue;
        }
        let Some(unseen) = Unseen::of(past, &columns, &now, base, log_place) else {
            let written = columns.into_iter().zip(own).zip(now);
            let written = written.filter(|((column, own), now)| cells.contains_key(column) && own != now);
            changes.cells.extend(written.map(|(cell, _)| cell));
            continue;
        };
        if let ([column], [own], [now]) = (&columns[..], &own[..], &now[..])
            && let Some(merged) = merged(table, *column, base, own, now)?
        {
            if merged != *now {
                changes.cells.push((*column, merged));
            }
            continue;
        }
        for (column, own) in columns.into_iter().zip(own) {
            let seen = unseen.seen(past, column);
            // What the writer said nothing of is as they saw it: what came meanwhile is not theirs.
            let is_said = cells.contains_key(&column) || base.contains_key(&column);
            let said = seen.first().and_then(|version| past.said(column, *version)).cloned();
            changes.cells.push((column, if is_said { own } else { said.unwrap_or(Value::Null) }));
            changes.seen.insert(column, seen);
        }
    }
    Ok(changes)
}

/// That there is something which the writer has not seen: what came later in the log, or what has at least that version.
#[derive(Debug, Clone, Copy)]
enum Unseen {
    After(i64),
    From(Option<Version>),
}

impl Unseen {
    fn of(
        past: &Past,
        columns: &[u16],
        now: &[Value],
        base: &BTreeMap<u16, Value>,
        log_place: Option<i64>,
    ) -> Option<Self> {
        let came = |column: &u16, place: i64| {
            let began = base.get(column).cloned().unwrap_or_else(|| said_at(past, *column, place));
            past.heads(*column).any(|head| head.change > place && !is_same(&began, &head.value))
        };
        if let Some(place) = log_place.filter(|place| columns.iter().any(|column| came(column, *place))) {
            return Some(Self::After(place));
        }
        let is_moved =
            |(column, now): (&u16, &Value)| base.get(column).is_some_and(|began| !is_same(began, now));
        if !columns.iter().zip(now).any(is_moved) {
            return None;
        }
        let unseen = columns.iter().filter_map(|column| first_unseen(past, *column, base.get(column)?));
        Some(Self::From(unseen.min()))
    }

    /// The versions of a column that the writer has seen, the highest first.
    fn seen(self, past: &Past, column: u16) -> Vec<Version> {
        match self {
            Self::After(place) => past.heads_at(column, place),
            Self::From(unseen) => {
                let before = |cell: &&PastCell| unseen.is_none_or(|unseen| cell.version < unseen);
                let seen = past.of(column).iter().rfind(before);
                seen.map(|cell| cell.version).into_iter().collect()
            }
        }
    }
}

/// What a column said when the log was as far as that.
fn said_at(past: &Past, column: u16, place: i64) -> Value {
    let counted = past.heads_at(column, place).first().copied();
    counted.and_then(|version| past.said(column, version)).cloned().unwrap_or(Value::Null)
}

/// The columns that are written, those of a group with the others of it.
fn written_together(table: &Table, cells: &BTreeMap<u16, Value>) -> BTreeSet<Vec<u16>> {
    let group_of = |column: u16| {
        let group = schema::groups(table).find(|group| group.iter().any(|one| one.number == column));
        group.map_or_else(|| vec![column], |group| group.iter().map(|one| one.number).collect())
    };
    cells.keys().map(|column| group_of(*column)).collect()
}

/// What the writer made of a long text together with what is there now; `None` for other columns, and for texts that are
/// too long.
fn merged(
    table: &Table,
    column: u16,
    base: &BTreeMap<u16, Value>,
    own: &Value,
    now: &Value,
) -> Result<Option<Value>> {
    if !schema::is_long_text(table, column) {
        return Ok(None);
    }
    let texts = [base.get(&column), Some(own), Some(now)].map(|value| value.and_then(texts::of_value));
    let [Some(began), Some(own), Some(now)] = texts else { return Ok(None) };
    Ok(texts::merged_with(began, own, now)?.map(texts::into_value))
}

/// The oldest version of a column that somebody cannot have seen who saw that value; none when nothing came after it.
fn first_unseen(past: &Past, column: u16, began: &Value) -> Option<Version> {
    let all = past.of(column);
    let seen = all.iter().rposition(|cell| is_same(&cell.value, began));
    all.get(seen.map_or(0, |place| place + 1)).map(|cell| cell.version)
}

/// Whether two values say the same to whoever sees them in a field: the space around a text is not seen.
fn is_same(one: &Value, other: &Value) -> bool {
    match (texts::of_value(one), texts::of_value(other)) {
        (Some(one), Some(other)) => one.trim() == other.trim(),
        _ => one == other,
    }
}
