//! Orders of a customer, as its page shows them.

use chrono::NaiveDate;
use pelikirja_domain::{Cents, Id};
use rusqlite::Row;

use super::{day, id};
use crate::{Reader, Result, day_number};

/// Orders whose number begins alike, of which the newest are looked for.
const MOST_BY_NUMBER: u32 = 2_000;

/// An order as stored.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct OrderRow {
    pub id: Id,
    pub key: i64,
    pub number: String,
    pub customer_key: i64,
    pub date: NaiveDate,
    pub net: Cents,
    pub currency: String,
    pub lines: u32,
}

/// A product that a customer bought.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct BoughtProduct {
    pub id: Id,
    pub number: Option<String>,
    pub name: Option<String>,
    pub product_group: Option<String>,
    pub order_days: u32,
    pub last_order: NaiveDate,
    pub value_365: Cents,
    pub value_previous_365: Cents,
}

/// A line with its product.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct OrderLine {
    pub product_number: Option<String>,
    pub product_name: Option<String>,
    pub quantity: f64,
    pub net: Cents,
}

const COLUMNS: &str = "id, key, number, customer, day, net, currency, lines";

fn read(row: &Row<'_>) -> rusqlite::Result<OrderRow> {
    Ok(OrderRow {
        id: id(row, 0)?,
        key: row.get(1)?,
        number: row.get(2)?,
        customer_key: row.get(3)?,
        date: day(row, 4)?,
        net: Cents(row.get(5)?),
        currency: row.get(6)?,
        lines: row.get(7)?,
    })
}

fn bought(row: &Row<'_>) -> rusqlite::Result<BoughtProduct> {
    Ok(BoughtProduct {
        id: id(row, 0)?,
        number: row.get(1)?,
        name: row.get(2)?,
        product_group: row.get(3)?,
        order_days: row.get(4)?,
        last_order: day(row, 5)?,
        value_365: Cents(row.get(6)?),
        value_previous_365: Cents(row.get(7)?),
    })
}

impl Reader<'_> {
    /// Net value of all orders, added up from their lines.
    ///
    /// # Errors
    /// Those of the database.
    pub fn turnover(&self) -> Result<Cents> {
        Ok(Cents(self.number("SELECT coalesce(sum(net), 0) FROM order_line", [])?))
    }

    /// Orders in all.
    ///
    /// # Errors
    /// Those of the database.
    pub fn order_count(&self) -> Result<u64> {
        Ok(self.number("SELECT count(*) FROM orders", [])?.cast_unsigned())
    }

    /// Orders of a customer up to a day, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn orders_until(&self, customer: i64, until: NaiveDate, limit: u32) -> Result<Vec<OrderRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM orders WHERE customer = ?1 AND day <= ?2 ORDER BY day DESC, key DESC LIMIT ?3"
        );
        self.rows(&sql, (customer, day_number(until), limit), read)
    }

    /// How many orders a customer has.
    ///
    /// # Errors
    /// Those of the database.
    pub fn order_count_of(&self, customer: i64) -> Result<u32> {
        let count = self.number("SELECT count(*) FROM orders WHERE customer = ?1", [customer])?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// Day and net value of every order of a customer from a day on.
    ///
    /// # Errors
    /// Those of the database.
    pub fn order_values_since(&self, customer: i64, since: NaiveDate) -> Result<Vec<(NaiveDate, Cents)>> {
        let sql = "SELECT day, net FROM orders WHERE customer = ?1 AND day >= ?2 ORDER BY day";
        self.rows(sql, (customer, day_number(since)), |row| Ok((day(row, 0)?, Cents(row.get(1)?))))
    }

    /// Products that a customer bought up to `today`, the most valuable of the 365 days before first. A product that only
    /// came back was not bought.
    ///
    /// # Errors
    /// Those of the database.
    pub fn products_bought(&self, customer: i64, today: NaiveDate, limit: u32) -> Result<Vec<BoughtProduct>> {
        let sql = "SELECT product.id, product.number, product.name, product.product_group,
                     count(DISTINCT iif(order_line.net > 0, day, NULL)), max(iif(order_line.net > 0, day, NULL)),
                     sum(iif(day > ?2 - 365, order_line.net, 0)),
                     sum(iif(day > ?2 - 730 AND day <= ?2 - 365, order_line.net, 0))
                   FROM orders JOIN order_line ON order_key = orders.key
                     JOIN product ON product.key = order_line.product
                   WHERE orders.customer = ?1 AND product.deleted = 0 AND day <= ?2
                   GROUP BY order_line.product HAVING max(order_line.net) > 0 ORDER BY 7 DESC, 8 DESC, 6 DESC LIMIT ?3";
        self.rows(sql, (customer, day_number(today), limit), bought)
    }

    /// As [`Self::products_bought`], each with the first day on which it was bought.
    ///
    /// # Errors
    /// Those of the database.
    pub fn products_with_first_order(
        &self,
        customer: i64,
        today: NaiveDate,
        limit: u32,
    ) -> Result<Vec<(BoughtProduct, NaiveDate)>> {
        let sql = "SELECT product.id, product.number, product.name, product.product_group,
                     count(DISTINCT iif(order_line.net > 0, day, NULL)), max(iif(order_line.net > 0, day, NULL)),
                     sum(iif(day > ?2 - 365, order_line.net, 0)),
                     sum(iif(day > ?2 - 730 AND day <= ?2 - 365, order_line.net, 0)),
                     min(iif(order_line.net > 0, day, NULL))
                   FROM orders JOIN order_line ON order_key = orders.key
                     JOIN product ON product.key = order_line.product
                   WHERE orders.customer = ?1 AND product.deleted = 0 AND day <= ?2
                   GROUP BY order_line.product HAVING max(order_line.net) > 0 ORDER BY 7 DESC, 8 DESC, 6 DESC LIMIT ?3";
        self.rows(sql, (customer, day_number(today), limit), |row| Ok((bought(row)?, day(row, 8)?)))
    }

    /// Lines of an order.
    ///
    /// # Errors
    /// Those of the database.
    pub fn order_lines(&self, order: Id) -> Result<Vec<OrderLine>> {
        let sql = "SELECT product.number, product.name, quantity, order_line.net
                   FROM orders JOIN order_line ON order_key = orders.key
                     LEFT JOIN product ON product.key = order_line.product
                   WHERE orders.id = ?1 ORDER BY line LIMIT 2000";
        self.rows(sql, [order.as_bytes()], |row| {
            Ok(OrderLine {
                product_number: row.get(0)?,
                product_name: row.get(1)?,
                quantity: row.get(2)?,
                net: Cents(row.get(3)?),
            })
        })
    }

    /// Orders whose number begins so, whatever the case of its letters: the one that is so first, then the newest. Where
    /// very many begin so, the newest among those with the highest numbers.
    ///
    /// # Errors
    /// Those of the database.
    pub fn orders_by_number(&self, beginning: &str, limit: u32) -> Result<Vec<OrderRow>> {
        // The index alone decides which, and it is asked for a part only: with the first digit typed, a million orders
        // may begin so, and to find the newest of them takes seconds.
        let sql = format!(
            "WITH exact AS (
               SELECT key, number, day FROM orders WHERE number COLLATE NOCASE = ?1
               ORDER BY number COLLATE NOCASE DESC, day DESC LIMIT ?3),
             longer AS (
               SELECT key, number, day FROM orders WHERE number COLLATE NOCASE > ?1 AND number COLLATE NOCASE < ?2
               ORDER BY number COLLATE NOCASE DESC LIMIT {MOST_BY_NUMBER}),
             found AS (SELECT * FROM exact UNION ALL SELECT * FROM longer)
             SELECT {COLUMNS} FROM orders WHERE key IN (
               SELECT key FROM found ORDER BY number COLLATE NOCASE = ?1 DESC, day DESC, key DESC LIMIT ?3)
             ORDER BY number COLLATE NOCASE = ?1 DESC, day DESC, key DESC"
        );
        let end = format!("{beginning}\u{10ffff}");
        self.rows(&sql, (beginning, end, limit), read)
    }
}
