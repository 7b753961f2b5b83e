//! Is the store whole?

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use pelikirja_domain::Id;
use rusqlite::Connection;

use crate::change::{Version, cells_and_seen_at};
use crate::exchange::conflict;
use crate::past::Past;
use crate::schema::{self, DELETED, TABLES, Table};
use crate::store::{Store, read_consistently};
use crate::{Reader, Result, Value, search};

/// Steps of the database's machine between two looks at whether to break off: some thousandths of a second.
const STEPS: i32 = 100_000;

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Check {
    /// What is wrong, in words for the log.
    pub problems: Vec<String>,
    /// Transactions in the log.
    pub transactions: u64,
    /// Changes in the log.
    pub changes: u64,
    /// Customers.
    pub customers: u64,
    /// Orders.
    pub orders: u64,
    /// Order lines.
    pub order_lines: u64,
}

/// What the database itself says about its pages, their authenticity included.
pub(crate) fn file_problems(sql: &Connection) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for pragma in ["PRAGMA cipher_integrity_check", "PRAGMA integrity_check(20)"] {
        let mut statement = sql.prepare(pragma)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let line: String = row.get(0)?;
            if line != "ok" {
                problems.push(line);
            }
        }
    }
    Ok(problems)
}

impl Store {
    /// Checks pages, log, totals and the search index.
    ///
    /// # Errors
    /// Those of the database, where it cannot even be read.
    pub fn check(&self) -> Result<Check> {
        // Nobody sets the flag, so there is always an answer.
        Ok(self.check_unless(&Arc::default())?.unwrap_or_default())
    }

    /// As [`Self::check`], but returns nothing when `stop` was set meanwhile.
    ///
    /// # Errors
    /// Those of the database, where it cannot even be read.
    pub fn check_unless(&self, stop: &Arc<AtomicBool>) -> Result<Option<Check>> {
        let is_stopped = || stop.load(Ordering::Relaxed);
        self.checkpoint()?;
        // A connection that read before a write remembers the search index as it was, and would call it corrupt.
        let mut connection = self.fresh_reader()?;
        // Most of the check is a few long statements, so the database itself asks whether to break off.
        let asked = Arc::clone(stop);
        connection.progress_handler(STEPS, Some(move || asked.load(Ordering::Relaxed)))?;
        let checked = read_consistently(&connection, |reader| {
            let mut check = Check { problems: file_problems(reader.sql)?, ..Check::default() };
            check.transactions = count(reader, "SELECT count(*) FROM txn")?;
            check.changes = count(reader, "SELECT count(*) FROM change")?;
            check.customers = count(reader, "SELECT count(*) FROM customer WHERE deleted = 0")?;
            check.orders = count(reader, "SELECT count(*) FROM orders")?;
            check.order_lines = count(reader, "SELECT count(*) FROM order_line")?;
            let rules = [
                ("changes without a transaction", "SELECT count(*) FROM change WHERE txn NOT IN (SELECT seq FROM txn)"),
                (
                    "order lines without an order",
                    "SELECT count(*) FROM order_line WHERE order_key NOT IN (SELECT key FROM orders)",
                ),
                (
                    "orders without a customer",
                    "SELECT count(*) FROM orders WHERE customer NOT IN (SELECT key FROM customer)",
                ),
                (
                    "figures without a customer",
                    "SELECT count(*) FROM customer_figures WHERE customer NOT IN (SELECT key FROM customer)",
                ),
                (
                    "signals without a customer",
                    "SELECT count(*) FROM signal WHERE customer NOT IN (SELECT key FROM customer)",
                ),
                (
                    // Days on which credit notes outweigh orders count for less, never for more.
                    "figures with more order days than there are orders",
                    "SELECT count(*) FROM customer_figures AS figures JOIN customer ON customer.key = figures.customer
                     WHERE NOT EXISTS (SELECT 1 FROM customer AS part WHERE part.merged_into = customer.id)
                       AND figures.order_days > (SELECT count(DISTINCT day) FROM orders WHERE orders.customer = customer.key)",
                ),
                (
                    "orders whose total differs from their lines",
                    "SELECT count(*) FROM (SELECT orders.key, orders.net AS net, orders.lines AS lines,
                       coalesce(sum(order_line.net), 0) AS line_net, count(order_line.line) AS line_count
                     FROM orders LEFT JOIN order_line ON order_key = orders.key GROUP BY orders.key)
                     WHERE net <> line_net OR lines <> line_count",
                ),
            ];
            for (problem, sql) in rules {
                let found = count(reader, sql)?;
                if found > 0 {
                    check.problems.push(format!("{problem}: {found}"));
                }
            }
            check.problems.extend(log_problems(reader)?);
            check.problems.extend(search::problems(reader.sql)?);
            Ok(check)
        });
        match checked {
            // An interrupted statement fails like a broken one.
            _ if is_stopped() => Ok(None),
            checked => checked.map(Some),
        }
    }
}

fn count(reader: &Reader<'_>, sql: &str) -> Result<u64> {
    let counted: i64 = reader.sql.query_row(sql, [], |row| row.get(0))?;
    Ok(counted.cast_unsigned())
}

/// Every record must be in the log, and hold the winning value of every logged cell.
fn log_problems(reader: &Reader<'_>) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for table in TABLES {
        let missing = count(
            reader,
            &format!(
                "SELECT count(*) FROM {} AS record WHERE deleted = 0 AND NOT EXISTS
                   (SELECT 1 FROM change WHERE change.row = record.id AND change.tbl = {})",
                table.name, table.number
            ),
        )?;
        if missing > 0 {
            problems.push(format!("records of {} that the log lacks: {missing}", table.name));
        }
    }
    // In the order of an index, so that the log is never held in memory as a whole.
    let mut statement = reader.sql.prepare(
        "SELECT change.tbl, change.row, change.cells, change.clock, txn.session, change.seq FROM change
         JOIN txn ON txn.seq = change.txn ORDER BY change.row, change.tbl",
    )?;
    let mut rows = statement.query([])?;
    let mut current: Option<(u16, Id)> = None;
    let mut past = Past::default();
    let mut found = Differing::default();
    while let Some(row) = rows.next()? {
        let place = (row.get(0)?, Id::from_bytes(row.get(1)?));
        if current != Some(place) {
            found.compare(reader, current, &past)?;
            past = Past::default();
            current = Some(place);
        }
        let version = Version { clock: row.get(3)?, session: Id::from_bytes(row.get(4)?) };
        let (cells, seen) = cells_and_seen_at(row, 2)?;
        past.add(row.get(5)?, version, cells, seen);
    }
    found.compare(reader, current, &past)?;
    if found.records > 0 {
        problems.push(format!("records that differ from the log: {}", found.records));
    }
    let listed = count(reader, "SELECT count(*) FROM conflict")?;
    if found.conflicts > 0 || listed != found.known_conflicts {
        let lost = found.conflicts.max(listed.abs_diff(found.known_conflicts));
        problems.push(format!("conflicts that are not listed, or listed though there are none: {lost}"));
    }
    Ok(problems)
}

/// How the records compare with the log.
#[derive(Default)]
struct Differing {
    records: u64,
    /// Conflicts that are not listed.
    conflicts: u64,
    /// Conflicts that there are.
    known_conflicts: u64,
}

impl Differing {
    fn compare(&mut self, reader: &Reader<'_>, place: Option<(u16, Id)>, past: &Past) -> Result<()> {
        let Some((number, row)) = place else { return Ok(()) };
        let Some(table) = schema::table(number) else { return Ok(()) };
        self.records += u64::from(differs(reader, table, row, past)?);
        for (column, loser, winner) in conflict::of_past(table, past, past.standing()) {
            let is_listed: bool = reader
                .sql
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM conflict
                     WHERE row = ?1 AND tbl = ?2 AND col = ?3 AND loser = ?4 AND winner = ?5)",
                )?
                .query_row((row.as_bytes(), number, column, loser, winner), |row| row.get(0))?;
            self.conflicts += u64::from(!is_listed);
            self.known_conflicts += 1;
        }
        Ok(())
    }
}

/// Whether a record is not what the log says.
fn differs(reader: &Reader<'_>, table: &Table, row: Id, past: &Past) -> Result<bool> {
    let mut known: Vec<(&str, Value)> = Vec::new();
    for column in past.columns().filter(|column| *column != DELETED) {
        if let Some(name) = table.column_name(column) {
            known.push((name, past.value(table, column)?));
        }
    }
    let names: Vec<&str> = std::iter::once("deleted").chain(known.iter().map(|(name, _)| *name)).collect();
    let sql = format!("SELECT {} FROM {} WHERE id = ?1", names.join(", "), table.name);
    let mut statement = reader.sql.prepare_cached(&sql)?;
    let mut rows = statement.query([row.as_bytes()])?;
    let Some(found) = rows.next()? else { return Ok(true) };
    if found.get::<_, bool>(0)? != past.standing().is_deleted() {
        return Ok(true);
    }
    for (index, (_, value)) in known.iter().enumerate() {
        if found.get::<_, Value>(index + 1)? != *value {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::NaiveDateTime;
    use pelikirja_crypto::KdfParameters;
    use pelikirja_domain::{Clock, Instant};

    use super::*;
    use crate::{IntoValue, WorkspaceFolder};

    struct Epoch;

    impl Clock for Epoch {
        fn now(&self) -> Instant {
            1
        }

        fn local_now(&self) -> NaiveDateTime {
            NaiveDateTime::default()
        }
    }

    #[test]
    fn what_search_does_not_know_or_should_not_is_noticed() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let folder = WorkspaceFolder::new(temporary.path());
        let store = Store::create(&folder, "kissa", KdfParameters::FLOOR, Arc::new(Epoch)).expect("creates");
        let add = |name: &str| {
            let written = store.write("add", |tx| {
                let id = tx.new_id()?;
                tx.create(id, [(schema::person::NAME, name.into_value())])?;
                Ok::<_, crate::StoreError>(id)
            });
            written.expect("writes").value
        };
        add("Maija Meikäläinen");
        let other = add("Matti Möttönen");
        let problems = || store.check().expect("checks").problems;
        assert_eq!(problems(), Vec::<String>::new());
        let damage = |sql: &str| {
            store.derive(|tables| Ok::<_, crate::StoreError>(tables.sql.execute_batch(sql)?)).expect("writes")
        };
        damage("DELETE FROM search_part WHERE rowid = (SELECT max(id) FROM search_part_docsize)");
        assert_eq!(problems(), ["records that search does not find: 1"]);
        store
            .write("edit", |tx| tx.set(other, [(schema::person::NAME, "Teppo".into_value())]))
            .expect("writes");
        assert_eq!(problems(), Vec::<String>::new(), "a change indexes it anew");
        damage("UPDATE person SET name = 'Toinen Nimi' WHERE name LIKE 'Maija%'");
        let found = problems();
        assert!(found.contains(&"records that search does not find: 1".to_owned()), "other words: {found:?}");
        damage("INSERT INTO search_word (rowid, text) VALUES (99999, 'haamu')");
        assert!(problems().contains(&"records that search finds though they are not there: 1".to_owned()));
    }
}
