//! Importing order lines.

use pelikirja_domain::{BusinessId, Id};
use pelikirja_exchange::{Field, OrderLineRow, ProblemCode, read_orders};
use pelikirja_store::facts::{FactBatch, LineOutcome, NewLine};
use pelikirja_store::table::matching::MatchedCustomer;
use pelikirja_store::{IntoValue, WriteTransaction, day_number, schema};

use super::bring::{bring_customer, key_of};
use super::counts::{Effect, count};
use super::deleted::DeletedCustomers;
use super::match_customer::{Customers, Found, Said};
use super::match_product::{self, Products};
use super::names::Names;
use super::reading::Reading;
use super::work::{Place, Work};
use crate::api::ImportCounts;
use crate::error::Result;
use crate::settings::read_firm;

/// Reads the file into the transaction. Customers and products that are missing are made.
pub(super) fn import(tx: &mut WriteTransaction<'_>, work: &mut Work<'_>, batch: Id) -> Result<()> {
    let (path, mapping, as_of) = (work.path, work.mapping, work.as_of);
    let mut orders = Orders {
        currency: read_firm(&tx.reader())?.currency,
        customers: Customers::read(&tx.reader())?,
        deleted: DeletedCustomers::read(&tx.reader())?,
        products: Products::read(&tx.reader(), &mapping.source_name)?,
        names: Names::read(&tx.reader())?,
        facts: FactBatch::begin(tx, batch, &mapping.source_name)?,
    };
    let mut reading = Reading::default();
    let read = read_orders(path, mapping, as_of, &mut |outcome| {
        reading.take(|| match work.accept(outcome)? {
            Some((row, place)) => orders.take(tx, work, &row, place),
            None => Ok(()),
        })
    });
    reading.end(read, path)?;
    orders.finish(tx, work)
}

struct Orders<'a> {
    /// That of the firm, and so of every amount.
    currency: String,
    customers: Customers,
    deleted: DeletedCustomers,
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
        if row.currency.as_str() != self.currency {
            let (said, expected) = (row.currency.as_str(), self.currency.as_str());
            work.reject_for_other(place, Field::Currency, said, expected, ProblemCode::ForeignCurrency);
            return Ok(());
        }
        // Before anything is made for it.
        if !NewLine::is_in_range(quantity(row), row.net.0) {
            reject_out_of_range(work, row, place);
            return Ok(());
        }
        let Some(customer) = self.customer(tx, work, row, place)? else { return Ok(()) };
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
            LineOutcome::Taken => {}
            LineOutcome::OtherCustomer => reject_other_customer(work, row, place),
            LineOutcome::OutOfRange => reject_out_of_range(work, row, place),
            LineOutcome::OtherCurrency => {
                work.reject(place, Field::Currency, row.currency.as_str(), ProblemCode::OtherCurrency);
            }
        }
        Ok(())
    }

    /// The customer of a line, made when it is new; none when the line is left out. Nothing is made or changed for a
    /// line that is.
    fn customer(
        &mut self,
        tx: &mut WriteTransaction<'_>,
        work: &mut Work<'_>,
        row: &OrderLineRow<'_>,
        place: Place<'_>,
    ) -> Result<Option<usize>> {
        let said = Said {
            number: row.customer_number.as_deref(),
            business_id: row.customer_business_id,
            name: row.customer_name.as_deref(),
        };
        let found = self.customers.of_order(said);
        let key = match found {
            Found::One(found) => Some(self.customers.get(found).key),
            Found::None => None,
            Found::Several => {
                let (field, value) = match (said.name, said.business_id) {
                    (Some(name), _) => (Field::CustomerName, name.to_owned()),
                    (None, id) => (Field::BusinessId, id.map(|id| id.to_string()).unwrap_or_default()),
                };
                work.reject(place, field, &value, ProblemCode::AmbiguousCustomer);
                return Ok(None);
            }
        };
        if self.facts.has_other_customer(&row.order_number, key) == Some(true) {
            reject_other_customer(work, row, place);
            return Ok(None);
        }
        let Found::One(customer) = found else { return self.create(tx, work, row, said, place) };
        self.customers.note(customer, Effect::Unchanged);
        let known = self.customers.get(customer);
        let is_known = said.number.is_none_or(|number| self.customers.answers_to(customer, number));
        let lacks = |id| known.business_id.is_none() && !self.customers.is_taken(id);
        if !is_known || said.business_id.is_some_and(lacks) {
            self.identify(tx, customer, said)?;
        }
        Ok(Some(customer))
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
        work: &mut Work<'_>,
        row: &OrderLineRow<'_>,
        said: Said<'_>,
        at: Place<'_>,
    ) -> Result<Option<usize>> {
        use schema::customer as column;
        let business_id = said.business_id.map(|id| id.to_string());
        let name = said.name.or(said.number).or(business_id.as_deref()).unwrap_or_default();
        let field = if said.number.is_some() { Field::CustomerNumber } else { Field::CustomerName };
        let named = said.number.unwrap_or(name);
        if self.deleted.means(&tx.reader(), said)? {
            work.leave_alone(at.line, field, named, ProblemCode::DeletedCustomer);
            return Ok(None);
        }
        let mut cells = vec![(column::NAME, name.into_value())];
        cells.extend(said.number.map(|number| (column::EXTERNAL_NUMBER, number.into_value())));
        cells.extend(business_id.as_deref().map(|id| (column::BUSINESS_ID, id.into_value())));
        cells.extend(row.country.as_deref().map(|country| (column::COUNTRY, country.into_value())));
        if let Some(salesperson) = row.salesperson.as_deref() {
            match self.names.member(salesperson) {
                Some(owner) => cells.push((column::OWNER, owner.into_value())),
                None => work.warn(at.line, Field::Salesperson, salesperson, ProblemCode::UnknownOwner),
            }
        }
        let Some(id) = bring_customer(tx, said.number, business_id.as_deref(), name, cells)? else {
            work.leave_alone(at.line, field, named, ProblemCode::DeletedCustomer);
            return Ok(None);
        };
        let place = self.customers.add(MatchedCustomer {
            id,
            key: key_of(tx, &column::TABLE, id)?,
            name: name.to_owned(),
            business_id: business_id.clone(),
            external_number: said.number.map(str::to_owned),
            merged_into: None,
        });
        self.customers.note(place, Effect::Created);
        Ok(Some(place))
    }

    fn finish(self, tx: &mut WriteTransaction<'_>, work: &mut Work<'_>) -> Result<()> {
        let counts = self.facts.finish(tx)?;
        let report = &mut work.report;
        report.created = counts.lines_created;
        report.updated = counts.lines_updated;
        report.unchanged = counts.lines_unchanged;
        report.repeated = counts.repeated_lines;
        report.moved_orders = counts.moved;
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

fn reject_other_customer(work: &mut Work<'_>, row: &OrderLineRow<'_>, place: Place<'_>) {
    let named = row.customer_number.as_deref().or(row.customer_name.as_deref()).unwrap_or_default();
    work.reject(place, Field::CustomerNumber, named, ProblemCode::OtherCustomer);
}

fn reject_out_of_range(work: &mut Work<'_>, row: &OrderLineRow<'_>, place: Place<'_>) {
    let says_net = work.mapping.columns.contains_key(&Field::NetAmount);
    let field = if says_net { Field::NetAmount } else { Field::UnitPrice };
    work.reject(place, field, &row.net.units().to_string(), ProblemCode::NumberOutOfRange);
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
