//! Importing order lines.

use std::ops::ControlFlow;

use pelikirja_domain::{BusinessId, Id};
use pelikirja_exchange::{Field, OrderLineRow, ProblemCode, read_orders};
use pelikirja_store::facts::{FactBatch, LineOutcome, NewLine};
use pelikirja_store::table::matching::MatchedCustomer;
use pelikirja_store::{IntoValue, WriteTransaction, day_number, schema};

use super::bring::{bring, key_of};
use super::counts::{Effect, count};
use super::customers::Names;
use super::match_customer::{Customers, Found, Said};
use super::match_product::{self, Products};
use super::unusable::unusable;
use super::work::{Place, Work};
use crate::api::ImportCounts;
use crate::error::{AppError, Result};

/// Reads the file into the transaction. Customers and products that are missing are made.
pub(super) fn import(tx: &mut WriteTransaction<'_>, work: &mut Work<'_>, batch: Id) -> Result<()> {
    let (path, mapping, as_of) = (work.path, work.mapping, work.as_of);
    let mut orders = Orders {
        customers: Customers::read(&tx.reader())?,
        products: Products::read(&tx.reader(), &mapping.source_name)?,
        names: Names::read(&tx.reader())?,
        facts: FactBatch::begin(tx, batch, &mapping.source_name)?,
    };
    let mut failure: Option<AppError> = None;
    let mut each = |outcome: pelikirja_exchange::RowOutcome<'_, OrderLineRow<'_>>| {
        let taken = match work.accept(outcome) {
            Ok(Some((row, place))) => orders.take(tx, work, &row, place),
            Ok(None) => Ok(()),
            Err(error) => Err(error),
        };
        match taken {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        }
    };
    read_orders(path, mapping, as_of, &mut each).map_err(|error| unusable(&error, path))?;
    match failure {
        Some(error) => Err(error),
        None => orders.finish(tx, work),
    }
}

struct Orders<'a> {
    customers: Customers,
    products: Products<'a>,
    names: Names,
    facts: FactBatch,
}

impl Orders<'_> {
    fn take(
        &mut self,
        tx: &mut WriteTransaction<'_>,
        work: &mut Work<'_>,
        row: &OrderLineRow<'_>,
        place: Place<'_>,
    ) -> Result<()> {
        let Some(customer) = self.customer(tx, row)? else {
            let (field, value) = match (&row.customer_name, row.customer_business_id) {
                (Some(name), _) => (Field::CustomerName, name.to_string()),
                (None, id) => (Field::BusinessId, id.map(|id| id.to_string()).unwrap_or_default()),
            };
            return work.reject(place, field, &value, ProblemCode::AmbiguousCustomer);
        };
        let said = match_product::Said {
            number: row.product_number.as_deref(),
            name: row.product_name.as_deref(),
            group: row.product_group.as_deref(),
        };
        let product = self.products.of_line(tx, said)?.map(|place| self.products.get(place).key);
        let line = NewLine {
            order_number: &row.order_number,
            customer: self.customers.get(customer).key,
            day: day_number(row.ordered_on),
            currency: row.currency.as_str(),
            line: row.line_number.as_deref().map(line_number),
            product,
            quantity: quantity(row),
            net: row.net.0,
        };
        match self.facts.add(tx, line)? {
            LineOutcome::Taken => Ok(()),
            LineOutcome::OtherCustomer => {
                let number =
                    row.customer_number.as_deref().or(row.customer_name.as_deref()).unwrap_or_default();
                work.reject(place, Field::CustomerNumber, number, ProblemCode::OtherCustomer)
            }
            LineOutcome::OtherCurrency => {
                work.reject(place, Field::Currency, row.currency.as_str(), ProblemCode::OtherCurrency)
            }
        }
    }

    /// The customer of a line, made when it is new; none when several fit.
    fn customer(&mut self, tx: &mut WriteTransaction<'_>, row: &OrderLineRow<'_>) -> Result<Option<usize>> {
        let said = Said {
            number: row.customer_number.as_deref(),
            business_id: row.customer_business_id,
            name: row.customer_name.as_deref(),
        };
        let place = match self.customers.of_order(said) {
            Found::One(place) => place,
            Found::Several => return Ok(None),
            Found::None => return self.create(tx, row, said).map(Some),
        };
        self.customers.note(place, Effect::Unchanged);
        let known = self.customers.get(place);
        let is_known = said.number.is_none_or(|number| self.customers.answers_to(place, number));
        let lacks = |id| known.business_id.is_none() && !self.customers.is_taken(id);
        if !is_known || said.business_id.is_some_and(lacks) {
            self.identify(tx, place, said)?;
        }
        Ok(Some(place))
    }

    /// Gives a customer that was found otherwise the number and business id that it lacks, so that it is found by
    /// them also once its name has been changed.
    fn identify(&mut self, tx: &mut WriteTransaction<'_>, place: usize, said: Said<'_>) -> Result<()> {
        use schema::customer as column;
        let known = self.customers.get(place);
        let number = said.number.filter(|_| known.number.is_none());
        // A line that names one customer by number and another by business id says nothing of either's identity.
        let is_free = |id: &BusinessId| known.business_id.is_none() && !self.customers.is_taken(*id);
        let business_id = said.business_id.filter(is_free);
        let mut cells = Vec::new();
        cells.extend(number.map(|number| (column::EXTERNAL_NUMBER, number.into_value())));
        cells.extend(business_id.map(|id| (column::BUSINESS_ID, id.to_string().into_value())));
        if tx.fill(known.id, cells)? {
            self.customers.note(place, Effect::Updated);
        }
        self.customers.learn(place, number, business_id);
        if let (None, Some(other)) = (number, said.number) {
            self.customers.alias(place, other);
        }
        Ok(())
    }

    fn create(
        &mut self,
        tx: &mut WriteTransaction<'_>,
        row: &OrderLineRow<'_>,
        said: Said<'_>,
    ) -> Result<usize> {
        use schema::customer as column;
        let business_id = said.business_id.map(|id| id.to_string());
        let name = said.name.or(said.number).or(business_id.as_deref()).unwrap_or_default();
        let mut cells = vec![(column::NAME, name.into_value())];
        cells.extend(said.number.map(|number| (column::EXTERNAL_NUMBER, number.into_value())));
        cells.extend(business_id.as_deref().map(|id| (column::BUSINESS_ID, id.into_value())));
        cells.extend(row.country.as_deref().map(|country| (column::COUNTRY, country.into_value())));
        let owner = row.salesperson.as_deref().and_then(|name| self.names.member(name));
        cells.extend(owner.map(|owner| (column::OWNER, owner.into_value())));
        let id = bring_customer(tx, said.number, business_id.as_deref(), name, cells)?;
        let place = self.customers.add(MatchedCustomer {
            id,
            key: key_of(tx, &column::TABLE, id)?,
            name: name.to_owned(),
            business_id: business_id.clone(),
            external_number: said.number.map(str::to_owned),
            merged_into: None,
        });
        self.customers.note(place, Effect::Created);
        Ok(place)
    }

    fn finish(self, tx: &mut WriteTransaction<'_>, work: &mut Work<'_>) -> Result<()> {
        let counts = self.facts.finish(tx)?;
        let report = &mut work.report;
        report.created = counts.lines_created;
        report.updated = counts.lines_updated;
        report.unchanged = counts.lines_unchanged;
        report.repeated = counts.repeated_lines;
        report.orders =
            ImportCounts { created: counts.created, updated: counts.updated, unchanged: counts.unchanged };
        report.products = count(self.products.effects());
        work.set_customers(self.customers.effects());
        let report = &work.report;
        let touched = [report.orders, report.products, report.customers];
        work.changed = touched.iter().any(|counts| counts.created + counts.updated > 0);
        Ok(())
    }
}

/// Makes a customer, known by the best of what it is called.
pub(super) fn bring_customer(
    tx: &mut WriteTransaction<'_>,
    number: Option<&str>,
    business_id: Option<&str>,
    name: &str,
    cells: Vec<(pelikirja_store::Column, pelikirja_store::Value)>,
) -> Result<Id> {
    let called: [&[u8]; 2] = match (number, business_id) {
        (Some(number), _) => [b"number", number.as_bytes()],
        (None, Some(id)) => [b"business id", id.as_bytes()],
        (None, None) => [b"name", name.as_bytes()],
    };
    bring(tx, &schema::customer::TABLE, &called, cells)
}

/// How many were ordered; one (taken back) where the file does not say.
fn quantity(row: &OrderLineRow<'_>) -> f64 {
    match row.quantity {
        Some(quantity) => quantity.to_f64(),
        None if row.net.0 < 0 => -1.0,
        None => 1.0,
    }
}

/// The number of a line; one that is no number (`10A`) stands in the upper half of all numbers, by its FNV-1a hash.
fn line_number(text: &str) -> u32 {
    const HALF: u32 = 1 << 31;
    match text.parse::<u32>() {
        Ok(number) if number < HALF => number,
        _ => {
            text.bytes()
                .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
                | HALF
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_numbers_that_are_no_numbers_are_told_apart() {
        assert_eq!(line_number("10"), 10);
        assert_eq!(line_number("010"), 10);
        assert_ne!(line_number("10A"), line_number("10B"));
        assert!(line_number("10A") >= 1 << 31 && line_number("4294967295") >= 1 << 31);
    }
}
