//! Applying entries of other devices.

use std::collections::{HashMap, HashSet};

use pelikirja_domain::permissions::Act;
use pelikirja_domain::{Id, Role};
use rusqlite::{Connection, OptionalExtension};

use super::erase::{self, Erasure};
use super::judge::{Judge, Verdict, is_making};
use super::quarantine::PutAside;
use super::wire::{self, ForeignChange, Header, Operation};
use super::{Applied, EntryAuthor, ExchangeBatch, ExchangeEntry, Refusal};
use super::{identity_key, outbox, quarantine};
use crate::apply;
use crate::change::Change;
use crate::facts::{self, FactPart};
use crate::log::{self, Transaction};
use crate::past::Past;
use crate::schema;
use crate::search;
use crate::write::WriteTransaction;
use crate::{Result, SCHEMA_VERSION, Store, StoreError};

/// Local value with the schema of the program that judged what is put aside.
const JUDGED_BY: &str = "judged_by";

impl Store {
    /// Applies entries, keeps values of the exchange and notes what is published, all in one database transaction. What
    /// is refused is kept aside with its reason; nothing that an entry holds is an error.
    ///
    /// # Errors
    /// Those of the database; nothing has changed then.
    pub fn apply_exchange(&self, batch: &ExchangeBatch) -> Result<Applied> {
        self.taking(|taking| {
            for entry in &batch.entries {
                taking.entry(entry)?;
            }
            let sql = &taking.tx.sql;
            if let Some(until) = batch.published {
                outbox::published(sql, until)?;
            }
            for (name, value) in &batch.state {
                match value {
                    Some(value) => sql
                        .prepare_cached(
                            "INSERT INTO sync_state (name, value) VALUES (?1, ?2)
                             ON CONFLICT DO UPDATE SET value = excluded.value",
                        )?
                        .execute((name, value))?,
                    None => sql.prepare_cached("DELETE FROM sync_state WHERE name = ?1")?.execute([name])?,
                };
            }
            Ok(())
        })
    }

    /// Looks again at what was put aside, if that was by a program of another schema: this one may know it. Costs nothing
    /// when the schema is the same.
    ///
    /// # Errors
    /// Those of the database; nothing has changed then.
    pub fn replay_after_upgrade(&self) -> Result<Applied> {
        let judged_by = self.local_value(JUDGED_BY)?.and_then(|schema| schema.parse().ok());
        if judged_by == Some(SCHEMA_VERSION) {
            return Ok(Applied::default());
        }
        let applied = self.replay_quarantine()?;
        // After it: whoever is stopped between the two looks once more, and finds the same.
        self.set_local_value(JUDGED_BY, &SCHEMA_VERSION.to_string())?;
        Ok(applied)
    }

    /// Looks again at what was put aside.
    pub(crate) fn replay_quarantine(&self) -> Result<Applied> {
        self.taking(|taking| {
            for put_aside in quarantine::take_judged(&taking.tx.sql)? {
                taking.again(&put_aside)?;
            }
            Ok(())
        })
    }

    /// Every value that the exchange keeps.
    ///
    /// # Errors
    /// Those of the database.
    pub fn sync_state(&self) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
        self.read(|reader| {
            reader.rows("SELECT name, value FROM sync_state ORDER BY name", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
        })
    }

    fn taking(&self, take: impl FnOnce(&mut Taking<'_, '_>) -> Result<()>) -> Result<Applied> {
        let written = self.write("exchange", |tx| {
            let mut taking = Taking::new(tx)?;
            take(&mut taking)?;
            taking.finish()
        })?;
        Ok(Applied { touched: written.touched, ..written.value })
    }
}

/// The transaction that the operations of an entry belong to, as they come.
struct Current<'e> {
    header: Header,
    /// The operation that said so.
    bytes: &'e [u8],
    transaction: Transaction,
    /// Where it is in the log, once that was asked.
    place: Option<i64>,
    /// Whether it was there before.
    was_known: bool,
    /// Why nothing of it counts.
    refused: Option<Refusal>,
}

impl<'e> Current<'e> {
    fn new(entry: &ExchangeEntry, header: Header, bytes: &'e [u8]) -> Self {
        let transaction = header.transaction(entry.device, entry.author.map(|author| author.member));
        Self { header, bytes, transaction, place: None, was_known: false, refused: None }
    }
}

struct Taking<'t, 'c> {
    tx: &'t mut WriteTransaction<'c>,
    judge: Judge,
    /// Records to settle, and the columns that were written.
    dirty: HashMap<(u16, Id), Vec<u16>>,
    /// Transactions of which it may be otherwise than before whether they count.
    reversed: HashSet<Id>,
    /// Whether the log has any reversal.
    has_reversals: bool,
    /// Whether any record was ever erased.
    has_erasures: bool,
    /// Whether this batch erases.
    erases: bool,
    /// Transactions of which something does not count.
    shrunk: Vec<i64>,
    /// Batches of facts of which parts came.
    batches: HashSet<i64>,
    /// Whether operations were known before, though not all of what they say.
    is_again: bool,
    /// Whether what is refused may be in the log because it counted. Of what did not count at all, another entry's copy
    /// is in the log if it is there.
    may_be_logged: bool,
    applied: Applied,
}

impl<'t, 'c> Taking<'t, 'c> {
    fn new(tx: &'t mut WriteTransaction<'c>) -> Result<Self> {
        let statement = "SELECT EXISTS (SELECT 1 FROM txn WHERE first IS NOT NULL)";
        let has_erasures = erase::is_any(&tx.sql)?;
        let has_reversals = tx.sql.query_row(statement, [], |row| row.get(0))?;
        Ok(Self {
            tx,
            judge: Judge::default(),
            dirty: HashMap::new(),
            reversed: HashSet::new(),
            has_reversals,
            has_erasures,
            erases: false,
            shrunk: Vec::new(),
            batches: HashSet::new(),
            is_again: false,
            may_be_logged: true,
            applied: Applied::default(),
        })
    }

    fn entry(&mut self, entry: &ExchangeEntry) -> Result<()> {
        quarantine::forget(&self.tx.sql, entry)?;
        let mut current = None;
        for operation in &entry.operations {
            self.operation(entry, &mut current, operation)?;
        }
        self.forget_empty()
    }

    /// Looks at one operation again that was put aside.
    fn again(&mut self, PutAside { entry, header, may_count }: &PutAside) -> Result<()> {
        self.is_again = true;
        self.may_be_logged = *may_count;
        let mut current = None;
        if let Some(bytes) = header.as_deref()
            && let Ok(Operation::Header(header)) = wire::decode(bytes)
        {
            self.header(entry, current.insert(Current::new(entry, header, bytes)))?;
        }
        for operation in &entry.operations {
            self.operation(entry, &mut current, operation)?;
        }
        self.forget_empty()
    }

    /// Brings one operation to where it belongs: into the log or aside.
    fn operation<'e>(
        &mut self,
        entry: &ExchangeEntry,
        current: &mut Option<Current<'e>>,
        operation: &'e [u8],
    ) -> Result<()> {
        let refused = match wire::decode(operation) {
            Ok(Operation::Header(header)) => {
                self.header(entry, current.insert(Current::new(entry, header, operation)))?
            }
            Ok(Operation::Lone(header, change)) => {
                let mut alone = Current::new(entry, header, operation);
                *current = None;
                let refused = self.header(entry, &mut alone)?;
                let of_change = self.change(entry, &alone, &change)?;
                refused.or(of_change)
            }
            Ok(Operation::Change(change)) => match current {
                Some(current) => self.change(entry, current, &change)?,
                None => Some(Refusal::Header),
            },
            Ok(Operation::Facts(part)) => match current {
                Some(current) => self.facts(entry, current, &part)?,
                None => Some(Refusal::Header),
            },
            Ok(Operation::IdentityKey { made_at, key }) => match entry.author {
                Some(EntryAuthor { role: Role::Owner, .. }) => {
                    identity_key::take(&self.tx.sql, made_at, key)?;
                    None
                }
                Some(_) => Some(Refusal::Role),
                None => Some(Refusal::Standing),
            },
            Ok(Operation::Erasure(erasure)) => match entry.author {
                Some(author) if Act::Erase.is_allowed(author.role) => {
                    self.erase(erasure)?;
                    None
                }
                Some(_) => Some(Refusal::Role),
                None => Some(Refusal::Standing),
            },
            Err(refusal) => {
                // It may have been a header: what follows does not belong to the one before it.
                if !wire::is_change(operation) {
                    *current = None;
                }
                Some(refusal)
            }
        };
        match refused {
            None => self.applied.operations += 1,
            Some(reason) => {
                self.applied.refused += 1;
                let header =
                    current.as_ref().map(|current| current.bytes).filter(|bytes| *bytes != operation);
                quarantine::keep(&self.tx.sql, entry, header, operation, reason)?;
            }
        }
        Ok(())
    }

    /// Judges a transaction, and writes it into the log if it counts.
    fn header(&mut self, entry: &ExchangeEntry, current: &mut Current<'_>) -> Result<Option<Refusal>> {
        let sql = &self.tx.sql;
        current.refused = match entry.author {
            None => Some(Refusal::Standing),
            Some(author) => self.judge.transaction(sql, author, &current.transaction)?,
        };
        if current.refused.is_some() {
            current.place = log::place(sql, current.transaction.id)?;
            self.shrunk.extend(current.place);
            return Ok(current.refused);
        }
        current.place = log::add(sql, &current.transaction)?;
        current.was_known = current.place.is_none();
        if current.was_known {
            current.place = log::place(sql, current.transaction.id)?;
        } else if let Some(reversal) = current.transaction.reversal {
            self.has_reversals = true;
            self.reversed.insert(reversal.first);
        } else if self.has_reversals {
            // What reverses it may have come before.
            self.reversed.insert(current.transaction.id);
        }
        Ok(None)
    }

    /// Judges a change, and brings it into the log or out of it. Returns why it does not count, or not as a whole.
    fn change(
        &mut self,
        entry: &ExchangeEntry,
        current: &Current<'_>,
        foreign: &ForeignChange<'_>,
    ) -> Result<Option<Refusal>> {
        let session = current.transaction.session;
        let Ok((change, cells)) = foreign.change(&current.header, session) else {
            return Ok(Some(Refusal::Malformed));
        };
        if self.has_erasures && erase::is_erased(&self.tx.sql, change.table, change.row)? {
            // Neither kept nor put aside.
            return Ok(None);
        }
        let verdict = match (entry.author, current.refused) {
            (None, _) => Verdict::Refused(Refusal::Standing),
            (_, Some(_)) => Verdict::Refused(Refusal::Header),
            (Some(author), None) => self.judge.change(&self.tx.sql, author, &change)?,
        };
        let refused = match verdict {
            Verdict::Counts => None,
            Verdict::CountsInPart => Some(Refusal::Unknown),
            Verdict::Refused(refusal) => {
                if let Some(place) = current.place.filter(|_| self.may_be_logged) {
                    self.unlog(place, &change, &cells)?;
                    self.shrunk.push(place);
                }
                return Ok(Some(refusal));
            }
        };
        let (Some(place), Some(table)) = (current.place, schema::table(change.table)) else {
            return Err(StoreError::Other(anyhow::anyhow!("a change without its transaction")));
        };
        let sql = &self.tx.sql;
        if current.was_known && logged(sql, place, &change, &cells)?.is_some() {
            if self.is_again {
                // It counted already as far as it was known.
                self.soil(&change);
            }
            return Ok(refused);
        }
        apply::log(sql, place, &change, &cells)?;
        if !is_making(&change) || !apply::make_unless_there(sql, table, &change, &mut self.tx.touched)? {
            self.soil(&change);
        }
        Ok(refused)
    }

    /// Judges a part of what a file said, and keeps it or forgets it. Orders follow at the end.
    fn facts(
        &mut self,
        entry: &ExchangeEntry,
        current: &Current<'_>,
        part: &FactPart<'_>,
    ) -> Result<Option<Refusal>> {
        let refused = match (entry.author, current.refused) {
            (None, _) => Some(Refusal::Standing),
            (_, Some(_)) => Some(Refusal::Header),
            (Some(author), None) if !Act::Import.is_allowed(author.role) => Some(Refusal::Role),
            _ if !part.is_sound() => Some(Refusal::Malformed),
            _ => None,
        };
        let Some(place) = current.place else { return Ok(refused.or(Some(Refusal::Header))) };
        if refused.is_none() {
            self.batches.insert(facts::keep(&self.tx.sql, place, part)?);
            return Ok(None);
        }
        if self.may_be_logged
            && let Some(batch) = facts::key_of(&self.tx.sql, place, part.batch)?
        {
            facts::forget(self.tx, batch, part)?;
        }
        self.shrunk.push(place);
        Ok(refused)
    }

    /// Purges a record, whatever came of it in this batch already.
    fn erase(&mut self, erasure: Erasure) -> Result<()> {
        erase::purge(self.tx, erasure, None)?;
        self.dirty.remove(&(erasure.table, erasure.row));
        self.has_erasures = true;
        self.erases = true;
        Ok(())
    }

    /// Takes a change out of the log, if it is there.
    fn unlog(&mut self, txn: i64, change: &Change, cells: &[u8]) -> Result<()> {
        while let Some(place) = logged(&self.tx.sql, txn, change, cells)? {
            self.tx.sql.prepare_cached("DELETE FROM change WHERE seq = ?1")?.execute([place])?;
            self.soil(change);
        }
        Ok(())
    }

    fn soil(&mut self, change: &Change) {
        let columns = self.dirty.entry((change.table, change.row)).or_default();
        for cell in &change.cells {
            if !columns.contains(&cell.column) {
                columns.push(cell.column);
            }
        }
    }

    /// Forgets transactions that nothing is left of, and what they reversed.
    fn forget_empty(&mut self) -> Result<()> {
        let mut shrunk = std::mem::take(&mut self.shrunk);
        shrunk.dedup();
        for place in shrunk {
            let statement = "DELETE FROM txn WHERE seq = ?1 AND seq NOT IN (SELECT txn FROM outbox)
                               AND NOT EXISTS (SELECT 1 FROM change WHERE txn = ?1)
                               AND NOT EXISTS (SELECT 1 FROM fact_batch WHERE txn = ?1)
                             RETURNING first";
            let first: Option<Option<[u8; 16]>> =
                self.tx.sql.prepare_cached(statement)?.query_row([place], |row| row.get(0)).optional()?;
            self.reversed.extend(first.flatten().map(Id::from_bytes));
        }
        Ok(())
    }

    fn finish(self) -> Result<Applied> {
        let sql = &self.tx.sql;
        let mut dirty = Vec::with_capacity(self.dirty.len());
        for ((number, row), columns) in self.dirty {
            let Some(table) = schema::table(number) else { continue };
            let statement = format!("SELECT key FROM {} WHERE id = ?1", table.name);
            let mut statement = sql.prepare_cached(&statement)?;
            let key: Option<i64> = statement.query_row([row.as_bytes()], |row| row.get(0)).optional()?;
            dirty.push((number, key, row, table, columns));
        }
        // In the order in which they lie in the file, and mostly in the log as well.
        dirty.sort_unstable_by_key(|(number, key, row, _, _)| (*number, *key, *row));
        for (number, _, row, table, columns) in dirty {
            let past = Past::read(sql, number, row)?;
            apply::settle(sql, table, row, &past, &columns, &mut self.tx.touched)?;
        }
        if self.erases {
            search::forget_for_good(sql)?;
        }
        let mut batches = self.batches;
        for first in self.reversed {
            log::settle(sql, first)?;
            batches.extend(facts::batches_of(sql, first)?);
        }
        for batch in facts::in_order(sql, batches)? {
            facts::follow(self.tx, batch)?;
        }
        Ok(self.applied)
    }
}

/// The place of a change in the log. Looked for by its record: a transaction may have very many.
fn logged(sql: &Connection, txn: i64, change: &Change, cells: &[u8]) -> Result<Option<i64>> {
    let mut statement = sql.prepare_cached(
        "SELECT seq FROM change WHERE row = ?1 AND tbl = ?2 AND +txn = ?3 AND clock = ?4 AND cells = ?5",
    )?;
    let found = statement
        .query_row((change.row.as_bytes(), change.table, txn, change.clock, cells), |row| row.get(0))
        .optional()?;
    Ok(found)
}
