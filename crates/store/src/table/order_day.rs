//! Order days: what customers ordered on each day, for the order model.

use std::ops::RangeInclusive;

use pelikirja_domain::{Cents, OrderDay};
use rusqlite::Row;

use super::day;
use crate::{Reader, Result, StoreError, day_from_number};

impl Reader<'_> {
    /// Hands over what every customer ordered on each day, by local key and then by day, until `each` answers false.
    /// Returns how many orders there were.
    ///
    /// # Errors
    /// Those of the database.
    pub fn each_order_day(&self, each: &mut dyn FnMut(i64, OrderDay) -> bool) -> Result<u64> {
        self.each_order_day_of(i64::MIN..=i64::MAX, each)
    }

    /// As [`Self::each_order_day`], of the customers whose local keys are within a range.
    ///
    /// # Errors
    /// Those of the database.
    pub fn each_order_day_of(
        &self,
        customers: RangeInclusive<i64>,
        each: &mut dyn FnMut(i64, OrderDay) -> bool,
    ) -> Result<u64> {
        // The index `orders_customer` has all three columns in this order.
        let mut statement = self.sql.prepare_cached(
            "SELECT customer, day, net FROM orders WHERE customer BETWEEN ?1 AND ?2 ORDER BY customer, day",
        )?;
        let mut rows = statement.query((customers.start(), customers.end()))?;
        let mut pending: Option<(i64, i32, i64)> = None;
        let mut orders = 0;
        while let Some(row) = rows.next()? {
            orders += 1;
            let (customer, day, net): (i64, i32, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            match &mut pending {
                Some((same, that, sum)) if *same == customer && *that == day => {
                    *sum = sum.saturating_add(net)
                }
                _ => {
                    if let Some((customer, day, net)) = pending.replace((customer, day, net))
                        && !each(customer, order_day(day, net)?)
                    {
                        return Ok(orders);
                    }
                }
            }
        }
        if let Some((customer, day, net)) = pending {
            each(customer, order_day(day, net)?);
        }
        Ok(orders)
    }

    /// The smallest and the largest local key of a customer with orders; none without orders.
    ///
    /// # Errors
    /// Those of the database.
    pub fn order_customers(&self) -> Result<Option<(i64, i64)>> {
        // Each by itself is a look at the end of an index, both in one query are a pass over it.
        let sql = "SELECT (SELECT min(customer) FROM orders), (SELECT max(customer) FROM orders)";
        let ends =
            self.first(sql, [], |row| Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<i64>>(1)?)))?;
        Ok(ends.and_then(|(first, last)| Some((first?, last?))))
    }

    /// What some records ordered together on each day, by day.
    ///
    /// # Errors
    /// Those of the database.
    pub fn order_days_of(&self, customers: &[i64]) -> Result<Vec<OrderDay>> {
        let sql = "SELECT day, net FROM orders WHERE customer = ?1 ORDER BY day";
        let mut days = Vec::new();
        for customer in customers {
            let read = |row: &Row<'_>| Ok(OrderDay { day: day(row, 0)?, net: Cents(row.get(1)?) });
            days.extend(self.rows(sql, [customer], read)?);
        }
        Ok(merge_days(days))
    }
}

/// Sorts days and adds up those that are the same.
pub fn merge_days(mut days: Vec<OrderDay>) -> Vec<OrderDay> {
    days.sort_by_key(|entry| entry.day);
    days.dedup_by(|later, earlier| {
        let same = later.day == earlier.day;
        if same {
            earlier.net += later.net;
        }
        same
    });
    days
}

fn order_day(day: i32, net: i64) -> Result<OrderDay> {
    let beyond = || StoreError::Damaged(format!("an order of day {day}"));
    Ok(OrderDay { day: day_from_number(day).ok_or_else(beyond)?, net: Cents(net) })
}
