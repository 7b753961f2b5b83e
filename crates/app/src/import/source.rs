//! Which source an orders file belongs to.
//!
//! Orders are known by source and number, so a file under the wrong source does harm either way: in that of another
//! system, equal numbers overwrite orders of other customers; in a new one, orders that are known count twice. A file
//! of another layout therefore shares a source only when its orders show that they are the same ones.

use std::collections::{BTreeSet, HashSet};
use std::ops::ControlFlow;
use std::path::Path;

use chrono::NaiveDate;
use pelikirja_domain::BusinessId;
use pelikirja_exchange::{Kind, Mapping, OrderLineRow, RowOutcome, read_orders};
use pelikirja_store::facts::KnownOrders;
use pelikirja_store::{Reader, day_number};

use super::match_customer::{Customers, Found, Said};
use crate::error::Result;

/// Lines at the head of a file from which its orders are judged.
const SAMPLED_LINES: usize = 20_000;
/// Orders that agree and are enough to say "the same system", however many the file has.
const CLEARLY_SHARED: usize = 20;
/// Orders that disagree and are enough to say "another system"; fewer are taken for corrections.
const CLEARLY_OTHER: usize = 5;

/// An order as the file has it.
struct Sampled {
    number: String,
    day: NaiveDate,
    customer_number: Option<String>,
    business_id: Option<BusinessId>,
    customer_name: Option<String>,
}

/// What the orders of a file are in a source.
#[derive(Debug, Clone, Copy, Default)]
struct Overlap {
    sampled: usize,
    /// Those whose number the source has.
    known: usize,
    /// Those that have the same customer and day there.
    agreeing: usize,
    /// Those that have another customer there.
    other_customer: usize,
}

impl Overlap {
    /// A good part of the orders is known, and nearly all of these are the same.
    const fn is_same_system(self) -> bool {
        let is_part = self.known * 4 >= self.sampled || self.known >= CLEARLY_SHARED;
        self.known > 0 && is_part && self.agreeing * 10 >= self.known * 9
    }

    const fn is_other_system(self) -> bool {
        self.other_customer >= CLEARLY_OTHER && self.other_customer * 2 >= self.known
    }
}

/// The source for an orders file: `proposed` (that of the kept mapping with this layout, or the file's own name),
/// unless its orders are those of another source or contradict what this one has.
pub(super) fn of_orders(
    reader: &Reader<'_>,
    path: &Path,
    mapping: &Mapping,
    as_of: NaiveDate,
    kept: &[Mapping],
    own: &str,
) -> Result<String> {
    let proposed = mapping.source_name.as_str();
    let mut sources: BTreeSet<&str> =
        kept.iter().filter(|kept| kept.kind == Kind::Orders).map(|kept| kept.source_name.as_str()).collect();
    if sources.is_empty() {
        return Ok(proposed.to_owned());
    }
    sources.insert(proposed);
    let sampled = sample(path, mapping, as_of);
    let mut customers = Customers::read(reader)?;
    let mut best: Option<(usize, &str)> = None;
    let mut others: HashSet<&str> = HashSet::new();
    for source in sources {
        let overlap = overlap(reader, &mut customers, &sampled, source)?;
        if overlap.is_same_system() && best.is_none_or(|(agreeing, _)| overlap.agreeing > agreeing) {
            best = Some((overlap.agreeing, source));
        }
        if overlap.is_other_system() {
            others.insert(source);
        }
    }
    if let Some((_, source)) = best {
        return Ok(source.to_owned());
    }
    let numbered = (2..).map(|number| format!("{own} {number}"));
    let mut names = [proposed.to_owned(), own.to_owned()].into_iter().chain(numbered);
    Ok(names.find(|name| !others.contains(name.as_str())).unwrap_or_default())
}

fn sample(path: &Path, mapping: &Mapping, as_of: NaiveDate) -> Vec<Sampled> {
    let mut orders: Vec<Sampled> = Vec::new();
    let mut met: HashSet<String> = HashSet::new();
    let mut lines = 0;
    // A file that cannot be read so far shows nothing; the import will say what is wrong with it.
    let _ = read_orders(path, mapping, as_of, &mut |outcome: RowOutcome<'_, OrderLineRow<'_>>| {
        lines += 1;
        if let Ok(row) = outcome.result
            && met.insert(row.order_number.to_string())
        {
            orders.push(Sampled {
                number: row.order_number.into_owned(),
                day: row.ordered_on,
                customer_number: row.customer_number.map(Into::into),
                business_id: row.customer_business_id,
                customer_name: row.customer_name.map(Into::into),
            });
        }
        if lines < SAMPLED_LINES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    orders
}

fn overlap(
    reader: &Reader<'_>,
    customers: &mut Customers,
    sampled: &[Sampled],
    source: &str,
) -> Result<Overlap> {
    let known_orders = KnownOrders::new(reader)?;
    let mut overlap = Overlap { sampled: sampled.len(), ..Overlap::default() };
    for order in sampled {
        let Some(known) = known_orders.find(source, &order.number)? else { continue };
        overlap.known += 1;
        let said = Said {
            number: order.customer_number.as_deref(),
            business_id: order.business_id,
            name: order.customer_name.as_deref(),
        };
        let same_customer = match customers.of_order(said) {
            Found::One(place) => customers.is_same(known.customer, place),
            Found::None | Found::Several => false,
        };
        overlap.agreeing += usize::from(same_customer && known.day == day_number(order.day));
        overlap.other_customer += usize::from(!same_customer);
    }
    Ok(overlap)
}
