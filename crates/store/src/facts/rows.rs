//! Rows that are written many at a time: to begin and end a statement for each costs more than the row itself.

use std::sync::Arc;

use rusqlite::{Connection, Statement};

use crate::Result;

/// Rows of one statement. More of them gain nothing.
const AT_ONCE: usize = 32;

/// A row of a table.
pub(super) trait Row {
    /// The statement up to `VALUES`. It begins with `INSERT OR FAIL`: a failure ends the transaction, so SQLite need not
    /// be ready to take back the rows before, for which it would copy every page first.
    const INSERT: &'static str;
    /// How many values it has.
    const COLUMNS: usize;

    /// Binds its values; the first one is number `first`.
    fn bind(&self, statement: &mut Statement<'_>, first: usize) -> rusqlite::Result<()>;
}

/// Writes rows, in their order.
pub(super) fn write<R: Row>(sql: &Connection, rows: &[R]) -> Result<()> {
    let chunks = rows.chunks_exact(AT_ONCE);
    let rest = chunks.remainder();
    if chunks.len() > 0 {
        let mut statement = sql.prepare_cached(&text::<R>(AT_ONCE))?;
        for chunk in chunks {
            execute(&mut statement, chunk)?;
        }
    }
    // As many rows as just this time: not worth keeping.
    if rest.is_empty() { Ok(()) } else { execute(&mut sql.prepare(&text::<R>(rest.len()))?, rest) }
}

fn execute<R: Row>(statement: &mut Statement<'_>, rows: &[R]) -> Result<()> {
    for (row, first) in rows.iter().zip((1..).step_by(R::COLUMNS)) {
        row.bind(statement, first)?;
    }
    statement.raw_execute()?;
    Ok(())
}

fn text<R: Row>(rows: usize) -> String {
    let row = format!("({})", vec!["?"; R::COLUMNS].join(", "));
    format!("{} VALUES {}", R::INSERT, vec![row.as_str(); rows].join(", "))
}

/// A line of an order that nothing was known of.
pub(super) struct LineRow {
    pub order: i64,
    pub place: i64,
    pub product: Option<i64>,
    pub quantity: f64,
    pub net: i64,
    pub batch: i64,
}

impl Row for LineRow {
    const INSERT: &'static str = "INSERT OR FAIL INTO order_line";
    const COLUMNS: usize = 6;

    fn bind(&self, statement: &mut Statement<'_>, first: usize) -> rusqlite::Result<()> {
        statement.raw_bind_parameter(first, self.order)?;
        statement.raw_bind_parameter(first + 1, self.place)?;
        statement.raw_bind_parameter(first + 2, self.product)?;
        statement.raw_bind_parameter(first + 3, self.quantity)?;
        statement.raw_bind_parameter(first + 4, self.net)?;
        statement.raw_bind_parameter(first + 5, self.batch)
    }
}

/// An order that nothing was known of.
pub(super) struct OrderRow {
    pub key: i64,
    pub id: [u8; 16],
    pub number: Arc<str>,
    pub customer: i64,
    pub day: i32,
    pub net: i64,
    pub currency: Arc<str>,
    pub lines: i64,
    pub batch: i64,
}

impl Row for OrderRow {
    const INSERT: &'static str =
        "INSERT OR FAIL INTO orders (key, id, number, customer, day, net, currency, lines, stated)";
    const COLUMNS: usize = 9;

    fn bind(&self, statement: &mut Statement<'_>, first: usize) -> rusqlite::Result<()> {
        statement.raw_bind_parameter(first, self.key)?;
        statement.raw_bind_parameter(first + 1, self.id)?;
        statement.raw_bind_parameter(first + 2, &*self.number)?;
        statement.raw_bind_parameter(first + 3, self.customer)?;
        statement.raw_bind_parameter(first + 4, self.day)?;
        statement.raw_bind_parameter(first + 5, self.net)?;
        statement.raw_bind_parameter(first + 6, &*self.currency)?;
        statement.raw_bind_parameter(first + 7, self.lines)?;
        statement.raw_bind_parameter(first + 8, self.batch)
    }
}
