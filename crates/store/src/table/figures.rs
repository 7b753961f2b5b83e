//! The figures of customers: derived on this device from orders, and computed again at any time.

use chrono::NaiveDate;
use pelikirja_domain::{Cents, IntervalQuartiles, Segment};
use rusqlite::{Row, Statement, params};

use super::{optional_day, word};
use crate::store::Derived;
use crate::{Reader, Result, day_number, to_word};

/// The figures of a customer with orders.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FiguresRow {
    /// Local key.
    pub customer: i64,
    /// Segment; absent when no order day counts.
    pub segment: Option<Segment>,
    /// Net value of the last 365 days.
    pub value_365: Cents,
    /// Net value of the 365 days before those.
    pub value_previous_365: Cents,
    /// Value at stake within the horizon; absent when no order day counts.
    pub value_at_stake: Option<Cents>,
    /// First order day.
    pub first_order: Option<NaiveDate>,
    /// Last order day.
    pub last_order: Option<NaiveDate>,
    /// Order days.
    pub order_days: u32,
    /// The usual interval; absent with fewer than three order days.
    pub quartiles: Option<IntervalQuartiles>,
    /// Chance that the customer is still one; absent without a fitted model.
    pub p_active: Option<f64>,
    /// Chance of no order within the horizon; absent when no order day counts.
    pub p_no_order: Option<f64>,
}

impl Reader<'_> {
    /// The figures of a customer.
    ///
    /// # Errors
    /// Those of the database.
    pub fn figures_of(&self, customer: i64) -> Result<Option<FiguresRow>> {
        let sql =
            "SELECT customer, segment, value_365, value_previous_365, value_at_stake, first_day, last_day,
                     order_days, quartile_low, median_interval, quartile_high, p_active, p_no_order
                   FROM customer_figures WHERE customer = ?1";
        self.first(sql, [customer], read_figures)
    }
}

impl Derived<'_> {
    /// Puts these figures in the place of everybody's; fastest when they come by local key.
    ///
    /// # Errors
    /// Those of the database.
    pub fn replace_all_figures<'r>(&self, rows: impl IntoIterator<Item = &'r FiguresRow>) -> Result<()> {
        self.sql.execute("DELETE FROM customer_figures", [])?;
        let mut insert = self.sql.prepare_cached(INSERT)?;
        rows.into_iter().try_for_each(|row| insert_figures(&mut insert, row))
    }

    /// Sets or removes the figures of one customer.
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_figures(&self, customer: i64, row: Option<&FiguresRow>) -> Result<()> {
        self.sql.prepare_cached("DELETE FROM customer_figures WHERE customer = ?1")?.execute([customer])?;
        match row {
            Some(row) => insert_figures(&mut *self.sql.prepare_cached(INSERT)?, row),
            None => Ok(()),
        }
    }
}

const INSERT: &str =
    "INSERT INTO customer_figures (customer, segment, value_365, value_previous_365, value_at_stake,
       first_day, last_day, order_days, quartile_low, median_interval, quartile_high, p_active, p_no_order)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";

fn insert_figures(insert: &mut Statement<'_>, row: &FiguresRow) -> Result<()> {
    insert.execute(params![
        row.customer,
        row.segment.map(|segment| to_word(&segment)),
        row.value_365.0,
        row.value_previous_365.0,
        row.value_at_stake.map(|value| value.0),
        row.first_order.map(day_number),
        row.last_order.map(day_number),
        row.order_days,
        row.quartiles.map(|quartiles| quartiles.low),
        row.quartiles.map(|quartiles| quartiles.median),
        row.quartiles.map(|quartiles| quartiles.high),
        row.p_active,
        row.p_no_order,
    ])?;
    Ok(())
}

fn read_figures(row: &Row<'_>) -> rusqlite::Result<FiguresRow> {
    let quartiles = match (row.get(8)?, row.get(9)?, row.get(10)?) {
        (Some(low), Some(median), Some(high)) => Some(IntervalQuartiles { low, median, high }),
        _ => None,
    };
    Ok(FiguresRow {
        customer: row.get(0)?,
        segment: word(row, 1)?,
        value_365: Cents(row.get(2)?),
        value_previous_365: Cents(row.get(3)?),
        value_at_stake: row.get::<_, Option<i64>>(4)?.map(Cents),
        first_order: optional_day(row, 5)?,
        last_order: optional_day(row, 6)?,
        order_days: row.get(7)?,
        quartiles,
        p_active: row.get(11)?,
        p_no_order: row.get(12)?,
    })
}
