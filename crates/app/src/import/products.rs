//! Importing products.

use std::collections::HashSet;

use pelikirja_domain::Id;
use pelikirja_exchange::{Field, ProblemCode, ProductRow, read_products};
use pelikirja_store::{Column, IntoValue, Value, WriteTransaction, schema};

use super::counts::{Effect, count};
use super::match_product::{Products, Said, cells};
use super::reading::Reading;
use super::work::Work;
use crate::error::Result;

/// Reads the file into the transaction.
pub(super) fn import(tx: &mut WriteTransaction<'_>, work: &mut Work<'_>) -> Result<()> {
    let (path, mapping, as_of) = (work.path, work.mapping, work.as_of);
    let mut products =
        Import { products: Products::read(&tx.reader(), &mapping.source_name)?, met: HashSet::new() };
    let mut reading = Reading::default();
    let read = read_products(path, mapping, as_of, &mut |outcome| {
        reading.take(|| match work.accept(outcome)? {
            Some((row, place)) => products.take(tx, work, &row, place.line),
            None => Ok(()),
        })
    });
    reading.end(read, path)?;
    work.report.products = count(products.products.effects());
    work.changed = work.report.created + work.report.updated > 0;
    Ok(())
}

struct Import<'a> {
    products: Products<'a>,
    /// Products about which a row of this file has decided; later rows only fill in.
    met: HashSet<Id>,
}

impl Import<'_> {
    fn take(
        &mut self,
        tx: &mut WriteTransaction<'_>,
        work: &mut Work<'_>,
        row: &ProductRow<'_>,
        line: u64,
    ) -> Result<()> {
        use schema::product as column;
        let said =
            Said { number: row.number.as_deref(), name: row.name.as_deref(), group: row.group.as_deref() };
        let mut more: Vec<(Column, Value)> = Vec::new();
        more.extend(row.unit.as_deref().map(|unit| (column::UNIT, unit.into_value())));
        if let Some(price) = row.list_price {
            match price.to_cents() {
                Some(cents) => more.push((column::LIST_PRICE, cents.into_value())),
                None => {
                    work.warn(line, Field::ListPrice, &price.to_string(), ProblemCode::NumberOutOfRange);
                }
            }
        }
        let effect = match self.products.find(said) {
            None => {
                let place = self.products.create(tx, said, more)?;
                self.met.insert(self.products.get(place).id);
                Effect::Created
            }
            Some(place) => {
                let id = self.products.get(place).id;
                let is_first = self.met.insert(id);
                let mut known: Vec<(Column, Value)> = cells(said, "");
                // The product stays with the source that brought it.
                known.retain(|(column, _)| *column != column::SOURCE);
                known.extend(more);
                let changed = if is_first { tx.set(id, known)? } else { tx.fill(id, known)? };
                self.products.learn(place, said.number, said.name);
                let effect = Effect::of_known(changed);
                self.products.note(place, effect);
                effect
            }
        };
        work.count_row(effect);
        Ok(())
    }
}
