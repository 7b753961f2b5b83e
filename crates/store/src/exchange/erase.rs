//! Erasing a person for good: records, their past, and everything that was put aside of them.
//!
//! What is erased is named, and nothing else is said of it: every device that hears of it purges what it has, and passes
//! over whatever comes of these records later. Nothing brings them back.

use pelikirja_domain::Id;
use rusqlite::{Connection, OptionalExtension};

use super::wire::{self, Operation};
use crate::cbor::{CborError, Reader as Input, Writer};
use crate::change::cells_at;
use crate::schema::{self, Table};
use crate::write::WriteTransaction;
use crate::{IntoValue, Reader, Result, Store, StoreError, search};

/// What was purged on this device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Erased {
    /// Records: the person, where they work and worked, with whom contacts were and who came to meetings.
    pub records: u64,
    /// What the log had of them.
    pub changes: u64,
    /// Operations of others that had been put aside.
    pub quarantined: u64,
}

/// A record that nobody may know any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Erasure {
    pub table: u16,
    pub row: Id,
}

impl Erasure {
    pub fn write(self, out: &mut Writer) {
        out.unsigned(self.table.into()).id(self.row);
    }

    pub fn read(input: &mut Input<'_>) -> Result<Self, CborError> {
        let table = input.unsigned()?;
        let table = u16::try_from(table).map_err(|_| CborError(format!("table {table}")))?;
        let erasure = Self { table, row: input.id()? };
        input.end()?;
        Ok(erasure)
    }

    /// The name under which it is kept.
    fn name(self) -> String {
        format!("erased.{}.{}", self.table, self.row)
    }
}

/// Whether anything was ever erased.
pub(super) fn is_any(sql: &Connection) -> Result<bool> {
    let statement = "SELECT EXISTS (SELECT 1 FROM meta WHERE name >= 'erased.' AND name < 'erased/')";
    Ok(sql.prepare_cached(statement)?.query_row([], |row| row.get(0))?)
}

/// Whether a record was erased.
pub(super) fn is_erased(sql: &Connection, table: u16, row: Id) -> Result<bool> {
    let mut statement = sql.prepare_cached("SELECT 1 FROM meta WHERE name = ?1")?;
    let found: Option<i64> =
        statement.query_row([Erasure { table, row }.name()], |row| row.get(0)).optional()?;
    Ok(found.is_some())
}

/// What was erased: all, or by a transaction of this device, as its place in the log says.
fn erased(sql: &Connection, txn: Option<i64>) -> Result<Vec<Erasure>> {
    let statement =
        "SELECT name FROM meta WHERE name >= 'erased.' AND name < 'erased/' AND (?1 IS NULL OR value = ?1)";
    let mut statement = sql.prepare_cached(statement)?;
    let names = statement.query_map([txn], |row| row.get::<_, String>(0))?;
    let mut erased = Vec::new();
    for name in names {
        let name = name?;
        let mut parts = name.split('.').skip(1);
        let table = parts.next().and_then(|table| table.parse().ok());
        let row = parts.next().and_then(|row| row.parse().ok());
        erased.extend(table.zip(row).map(|(table, row)| Erasure { table, row }));
    }
    Ok(erased)
}

/// What a transaction of this device erased, as its place in the log says.
pub(super) fn erased_by(sql: &Connection, txn: i64) -> Result<Vec<Erasure>> {
    erased(sql, Some(txn))
}

/// Purges a record, and notes that it is erased: by the transaction of this device at that place, or by another device.
pub(super) fn purge(tx: &mut WriteTransaction<'_>, erasure: Erasure, own: Option<i64>) -> Result<Erased> {
    let Erasure { table: number, row } = erasure;
    // What is freed from now on is overwritten; no transaction minds.
    tx.sql.execute_batch("PRAGMA secure_delete = ON")?;
    tx.sql
        .prepare_cached("INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
        .execute((erasure.name(), own.unwrap_or_default()))?;
    let mut erased = Erased { quarantined: forget_quarantined(&tx.sql, erasure)?, ..Erased::default() };
    keep_place_in_outbox(&tx.sql, erasure)?;
    let of_record = (row.as_bytes(), number);
    tx.sql.execute("DELETE FROM conflict WHERE row = ?1 AND tbl = ?2", of_record)?;
    erased.changes += tx.sql.execute("DELETE FROM change WHERE row = ?1 AND tbl = ?2", of_record)? as u64;
    if let Some(table) = schema::table(number) {
        search::forget(&tx.sql, table, row)?;
        let statement = format!("DELETE FROM {} WHERE id = ?1", table.name);
        erased.records += tx.sql.execute(&statement, [row.as_bytes()])? as u64;
        tx.touched.rows.insert((number, row));
    }
    Ok(erased)
}

/// How many operations of a transaction others have is counted: what is not there any more counts no longer.
fn keep_place_in_outbox(sql: &Connection, erasure: Erasure) -> Result<()> {
    sql.execute(
        "UPDATE outbox SET done = done - (
           SELECT count(*) FROM change AS gone WHERE gone.txn = outbox.txn AND gone.row = ?1 AND gone.tbl = ?2
             AND (SELECT count(*) FROM change WHERE change.txn = gone.txn AND change.seq < gone.seq) < outbox.done)
         WHERE done > 0",
        (erasure.row.as_bytes(), erasure.table),
    )?;
    Ok(())
}

/// Forgets operations that were put aside and are about a record.
fn forget_quarantined(sql: &Connection, erasure: Erasure) -> Result<u64> {
    let mut statement = sql.prepare("SELECT seq, operation FROM quarantine_op")?;
    let mut rows = statement.query([])?;
    let mut about = Vec::new();
    while let Some(row) = rows.next()? {
        let operation: Vec<u8> = row.get(1)?;
        if let Ok(Operation::Change(change) | Operation::Lone(_, change)) = wire::decode(&operation)
            && (change.table, change.row) == (erasure.table, erasure.row)
        {
            about.push(row.get::<_, i64>(0)?);
        }
    }
    for seq in &about {
        sql.execute("DELETE FROM quarantine_op WHERE seq = ?1", [seq])?;
    }
    Ok(about.len() as u64)
}

impl WriteTransaction<'_> {
    /// Erases a person with where they work and worked, with whom contacts were and who came to meetings. What was
    /// written of them in notes stays. Whoever may not ([`WriteTransaction::denied`]) has erased nothing once the transaction is given up.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such person, and those of the database.
    pub fn erase_person(&mut self, person: Id) -> Result<Erased> {
        let records = records_of(&self.reader(), person)?;
        if records.is_empty() {
            return Err(StoreError::NotFound);
        }
        self.erase_all(records)
    }

    /// Erases what came of erased people since, from devices that had not heard of it. As for [`Self::erase_person`], a role
    /// has to be asked.
    ///
    /// # Errors
    /// Those of the database.
    pub fn erase_stragglers(&mut self) -> Result<Erased> {
        let records = stragglers(&self.reader())?;
        self.erase_all(records)
    }

    fn erase_all(&mut self, records: Vec<(&'static Table, Id)>) -> Result<Erased> {
        let place = self.log_transaction()?;
        let mut sum = Erased::default();
        for (table, row) in records {
            let erased = purge(self, Erasure { table: table.number, row }, Some(place))?;
            sum.records += erased.records;
            sum.changes += erased.changes;
            sum.quarantined += erased.quarantined;
        }
        search::forget_for_good(&self.sql)?;
        Ok(sum)
    }
}

/// Records that came of people after they had been erased: where they work, that a contact was with them, and to which
/// meetings they came.
fn stragglers(reader: &Reader<'_>) -> Result<Vec<(&'static Table, Id)>> {
    use schema::{contact_person, employment, meeting_participant};
    let mut found = Vec::new();
    for Erasure { table, row: person } in erased(reader.sql, None)? {
        if table != schema::person::TABLE.number {
            continue;
        }
        for (table, column) in [
            (&employment::TABLE, employment::PERSON),
            (&contact_person::TABLE, contact_person::PERSON),
            (&meeting_participant::TABLE, meeting_participant::PERSON),
        ] {
            let sql = format!("SELECT id FROM {} WHERE person = ?1", table.name);
            let rows: Vec<[u8; 16]> = reader.rows(&sql, [person.as_bytes()], |row| row.get(0))?;
            for row in rows.into_iter().map(Id::from_bytes) {
                if was_always(reader, table, row, column.number, person)? {
                    found.push((table, row));
                }
            }
        }
    }
    Ok(found)
}

/// Whether a cell never named anybody else: otherwise whoever may edit a record could have it erased.
fn was_always(reader: &Reader<'_>, table: &Table, row: Id, column: u16, person: Id) -> Result<bool> {
    let mut statement = reader.sql.prepare_cached("SELECT cells FROM change WHERE row = ?1 AND tbl = ?2")?;
    let mut rows = statement.query((row.as_bytes(), table.number))?;
    while let Some(found) = rows.next()? {
        let is_other = |cell: &crate::CellChange| cell.column == column && cell.value != person.into_value();
        if cells_at(found, 0)?.iter().any(is_other) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The records that are about a person, deleted ones too.
fn records_of(reader: &Reader<'_>, person: Id) -> Result<Vec<(&'static Table, Id)>> {
    use schema::{contact_person, employment, meeting_participant, person as people};
    let mut records = Vec::new();
    for (table, column) in [
        (&people::TABLE, "id"),
        (&employment::TABLE, "person"),
        (&contact_person::TABLE, "person"),
        (&meeting_participant::TABLE, "person"),
    ] {
        let sql = format!("SELECT id FROM {} WHERE {column} = ?1", table.name);
        let found: Vec<[u8; 16]> = reader.rows(&sql, [person.as_bytes()], |row| row.get(0))?;
        records.extend(found.into_iter().map(|id| (table, Id::from_bytes(id))));
    }
    Ok(records)
}

impl Store {
    /// Whether there are records that came of people after they had been erased.
    ///
    /// # Errors
    /// Those of the database.
    pub fn has_erasure_stragglers(&self) -> Result<bool> {
        if self.erasures()? == 0 {
            return Ok(false);
        }
        self.read(|reader| Ok(!stragglers(reader)?.is_empty()))
    }

    /// How many records were ever erased here.
    ///
    /// # Errors
    /// Those of the database.
    pub fn erasures(&self) -> Result<u64> {
        self.read(|reader| {
            let statement = "SELECT count(*) FROM meta WHERE name >= 'erased.' AND name < 'erased/'";
            Ok(reader.number(statement, [])?.cast_unsigned())
        })
    }

    /// Which of these operations tell of a record that was erased, by their places: those have to go from wherever they
    /// are kept.
    ///
    /// # Errors
    /// Those of the database.
    pub fn erased_among(&self, operations: &[&[u8]]) -> Result<Vec<usize>> {
        self.read(|reader| {
            let mut erased = Vec::new();
            for (place, operation) in operations.iter().enumerate() {
                if let Some((table, row)) = wire::record_of(operation)
                    && is_erased(reader.sql, table, row)?
                {
                    erased.push(place);
                }
            }
            Ok(erased)
        })
    }

    /// Whether what is freed in the file is overwritten, as it is from the first erasure on while the store is open.
    ///
    /// # Errors
    /// Those of the database.
    pub fn overwrites_what_is_freed(&self) -> Result<bool> {
        self.derive(|tables| Ok(tables.sql.query_row("PRAGMA secure_delete", [], |row| row.get(0))?))
    }
}
