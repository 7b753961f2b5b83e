//! Is the store whole?

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use pelikirja_domain::Id;
use rusqlite::Connection;

use crate::change::{Version, cells_at};
use crate::schema::{self, TABLES};
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
                "SELECT count(*) FROM {} AS record WHERE NOT EXISTS
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
        "SELECT change.tbl, change.row, change.cells, change.clock, txn.session FROM change
         JOIN txn ON txn.seq = change.txn ORDER BY change.row, change.tbl",
    )?;
    let mut rows = statement.query([])?;
    let mut current: Option<(u16, Vec<u8>)> = None;
    let mut winners: Winners = BTreeMap::new();
    let mut differing = 0_u64;
    while let Some(row) = rows.next()? {
        let place: (u16, Vec<u8>) = (row.get(0)?, row.get(1)?);
        if current.as_ref() != Some(&place) {
            differing += compare(reader, current.as_ref(), &winners)?;
            winners.clear();
            current = Some(place);
        }
        let version = Version { clock: row.get(3)?, session: Id::from_bytes(row.get(4)?) };
        for cell in cells_at(row, 2)? {
            let winner = winners.entry(cell.column).or_insert_with(|| (version, cell.value.clone()));
            if version > winner.0 {
                *winner = (version, cell.value);
            }
        }
    }
    differing += compare(reader, current.as_ref(), &winners)?;
    if differing > 0 {
        problems.push(format!("records that differ from the log: {differing}"));
    }
    Ok(problems)
}

/// The value that counts of each column.
type Winners = BTreeMap<u16, (Version, Value)>;

/// How many of the record (0 or 1) differ from what counts.
fn compare(reader: &Reader<'_>, place: Option<&(u16, Vec<u8>)>, winners: &Winners) -> Result<u64> {
    let Some((number, row)) = place else { return Ok(0) };
    let Some(table) = schema::table(*number) else { return Ok(0) };
    let known: Vec<(&str, &Value)> = winners
        .iter()
        .filter_map(|(column, (_, value))| table.column_name(*column).map(|name| (name, value)))
        .collect();
    if known.is_empty() {
        // Only what a newer program wrote: there is no record yet.
        return Ok(0);
    }
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let sql = format!("SELECT {} FROM {} WHERE id = ?1", names.join(", "), table.name);
    let mut statement = reader.sql.prepare_cached(&sql)?;
    let mut rows = statement.query([row])?;
    let Some(found) = rows.next()? else { return Ok(1) };
    for (index, (_, value)) in known.iter().enumerate() {
        if found.get::<_, Value>(index)? != **value {
            return Ok(1);
        }
    }
    Ok(0)
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

    #[test]
    fn a_change_of_columns_unknown_here_is_no_fault() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let folder = WorkspaceFolder::new(temporary.path());
        let store = Store::create(&folder, "kissa", KdfParameters::FLOOR, Arc::new(Epoch)).expect("creates");
        let id = |number: u8| Id::from_bytes([number; 16]);
        let cell = crate::CellChange { column: 9_999, value: Value::Integer(1), previous: None };
        let change =
            crate::Change { table: schema::person::TABLE.number, row: id(1), clock: 1, cells: vec![cell] };
        let foreign = crate::ForeignTransaction {
            id: id(2),
            at: 1,
            member: None,
            device: id(3),
            session: id(4),
            kind: "newer".to_owned(),
            unattended: false,
            reversal: None,
            changes: vec![change],
        };
        store.apply_foreign(&foreign).expect("applies");
        assert_eq!(store.check().expect("checks").problems, Vec::<String>::new());
    }
}
