//! Importing customers, each with at most one person a row.
//!
//! The first row of a customer decides; further rows of the same file (a row for each person, mostly) and rows of
//! records that were merged into another only fill in what is still empty. So the same file read again changes nothing.

use std::collections::{HashMap, HashSet};

use pelikirja_domain::{BusinessId, Id};
use pelikirja_exchange::{CustomerRow, Field, ProblemCode, read_customers};
use pelikirja_store::table::matching::MatchedCustomer;
use pelikirja_store::{Column, IntoValue, Reader, Value, WriteTransaction, schema};

use super::bring::{bring_customer, key_of};
use super::counts::{Effect, count};
use super::deleted::DeletedCustomers;
use super::match_customer::{Customers, Found, Said};
use super::names::Names;
use super::person_at::{PeopleAt, PersonSaid};
use super::reading::Reading;
use super::work::Work;
use crate::customers::{add_tag, checked_tag};
use crate::error::Result;

/// Reads the file into the transaction.
pub(super) fn import(tx: &mut WriteTransaction<'_>, work: &mut Work<'_>) -> Result<()> {
    let (path, mapping, as_of) = (work.path, work.mapping, work.as_of);
    let mut customers = Import {
        customers: Customers::read(&tx.reader())?,
        deleted: DeletedCustomers::read(&tx.reader())?,
        people: PeopleAt::read(&tx.reader())?,
        names: Names::read(&tx.reader())?,
        shared: shared_business_ids(work)?,
        met: HashSet::new(),
        parents: Vec::new(),
    };
    let mut reading = Reading::default();
    let read = read_customers(path, mapping, as_of, &mut |outcome| {
        reading.take(|| match work.accept(outcome)? {
            Some((row, place)) => customers.take(tx, work, &row, place.line),
            None => Ok(()),
        })
    });
    reading.end(read, path)?;
    customers.finish(tx, work)
}

/// Business ids that the file gives to several numbers: branches of one firm, told apart by number.
fn shared_business_ids(work: &mut Work<'_>) -> Result<HashSet<BusinessId>> {
    let mut numbers: HashMap<BusinessId, String> = HashMap::new();
    let mut shared = HashSet::new();
    if !work.mapping.columns.contains_key(&Field::CustomerNumber) {
        return Ok(shared);
    }
    work.set_passes(2, 0);
    let mut reading = Reading::default();
    let read = read_customers(work.path, work.mapping, work.as_of, &mut |outcome| {
        reading.take(|| {
            work.keep_going(outcome.progress)?;
            if let Ok(CustomerRow { business_id: Some(id), number: Some(number), .. }) = outcome.result {
                let first = numbers.entry(id).or_insert_with(|| number.to_string());
                if *first != *number {
                    shared.insert(id);
                }
            }
            Ok(())
        })
    });
    reading.end(read, work.path)?;
    work.set_passes(2, 1);
    Ok(shared)
}

struct Import {
    customers: Customers,
    deleted: DeletedCustomers,
    people: PeopleAt,
    names: Names,
    shared: HashSet<BusinessId>,
    /// Customers that a row of this file has decided about.
    met: HashSet<Id>,
    /// Groups, looked for once all rows are known.
    parents: Vec<Parent>,
}

/// A group as a row names it.
struct Parent {
    customer: usize,
    line: u64,
    said: String,
    effect: Effect,
    fill_only: bool,
}

impl Import {
    fn take(
        &mut self,
        tx: &mut WriteTransaction<'_>,
        work: &mut Work<'_>,
        row: &CustomerRow<'_>,
        line: u64,
    ) -> Result<()> {
        let said =
            Said { number: row.number.as_deref(), business_id: row.business_id, name: Some(&row.name) };
        let mut cells = self.cells(work, row, line);
        let found = self.find(tx, said, &cells)?;
        let (place, mut effect, fill_only) = match found {
            None => match self.create(tx, said, cells)? {
                Some(place) => (place, Effect::Created, false),
                None => {
                    work.leave_alone(line, Field::CustomerName, &row.name, ProblemCode::DeletedCustomer);
                    return Ok(());
                }
            },
            Some(found) => {
                let place = self.customers.root(found);
                let id = self.customers.get(place).id;
                let fill_only = place != found || self.met.contains(&id);
                if let Some(number) = said.number
                    && self.customers.is_number_of_another(number, place)
                {
                    cells.retain(|(column, _)| *column != schema::customer::EXTERNAL_NUMBER);
                    work.warn(line, Field::CustomerNumber, number, ProblemCode::NumberTaken);
                }
                let changed = if fill_only { tx.fill(id, cells)? } else { tx.set(id, cells)? };
                if !fill_only {
                    self.customers.learn(place, said.number, said.business_id);
                }
                (place, Effect::of_known(changed), fill_only)
            }
        };
        let customer = self.customers.get(place).id;
        self.met.insert(customer);
        for tag in &row.tags {
            match checked_tag(tag) {
                Ok(tag) if add_tag(tx, customer, &tag)? => effect = effect.max(Effect::Updated),
                Ok(_) => {}
                Err(_) => work.warn(line, Field::Tags, tag, ProblemCode::TooLong),
            }
        }
        self.customers.note(place, effect);
        if let Some(contact) = &row.contact {
            let person = PersonSaid {
                name: &contact.name,
                title: contact.title.as_deref(),
                email: contact.email.as_deref(),
                phone: contact.phone.as_deref(),
                more: Vec::new(),
            };
            match self.people.take(tx, Some(customer), person)? {
                Some(done) if done > Effect::Unchanged => effect = effect.max(Effect::Updated),
                Some(_) => {}
                None => work.warn(line, Field::ContactName, &contact.name, ProblemCode::DeletedPerson),
            }
        }
        if let Some(parent) = &row.parent {
            let said = parent.to_string();
            self.parents.push(Parent { customer: place, line, said, effect, fill_only });
        }
        work.count_row(effect);
        Ok(())
    }

    /// The customer that a row means.
    fn find(
        &mut self,
        tx: &WriteTransaction<'_>,
        said: Said<'_>,
        cells: &[(Column, Value)],
    ) -> Result<Option<usize>> {
        let found = self.customers.of_customer_row(said, &self.shared);
        let by_name = match found {
            Found::One(place) => {
                let known = self.customers.get(place);
                let is_named_only = (said.number.is_none() || known.number.as_deref() != said.number)
                    && (said.business_id.is_none() || known.business_id != said.business_id);
                // Two rows of one name and nothing else are two customers, unless they say the same.
                if !(is_named_only && self.met.contains(&known.id)) {
                    return Ok(Some(place));
                }
                true
            }
            Found::Several => true,
            Found::None => false,
        };
        if by_name {
            for place in self.customers.namesakes(said) {
                if tx.has(self.customers.get(place).id, cells)? {
                    return Ok(Some(place));
                }
            }
        }
        Ok(None)
    }

    /// Makes the customer, unless somebody deleted it.
    fn create(
        &mut self,
        tx: &mut WriteTransaction<'_>,
        said: Said<'_>,
        cells: Vec<(Column, Value)>,
    ) -> Result<Option<usize>> {
        if self.deleted.means(&tx.reader(), said)? {
            return Ok(None);
        }
        let business_id = said.business_id.map(|id| id.to_string());
        let name = said.name.unwrap_or_default();
        let Some(id) = bring_customer(tx, said.number, business_id.as_deref(), name, cells)? else {
            return Ok(None);
        };
        Ok(Some(self.customers.add(MatchedCustomer {
            id,
            key: key_of(tx, &schema::customer::TABLE, id)?,
            name: name.to_owned(),
            business_id,
            external_number: said.number.map(str::to_owned),
            merged_into: None,
        })))
    }

    /// What the row says, as cells; what it does not say is left out.
    fn cells(&self, work: &mut Work<'_>, row: &CustomerRow<'_>, line: u64) -> Vec<(Column, Value)> {
        use schema::customer as column;
        let texts = [
            (column::NAME, Some(&row.name)),
            (column::EXTERNAL_NUMBER, row.number.as_ref()),
            (column::VAT_ID, row.vat_id.as_ref()),
            (column::INDUSTRY, row.industry.as_ref()),
            (column::STREET, row.street.as_ref()),
            (column::POSTCODE, row.postcode.as_ref()),
            (column::CITY, row.city.as_ref()),
            (column::COUNTRY, row.country.as_ref()),
            (column::PHONE, row.phone.as_ref()),
            (column::EMAIL, row.email.as_ref()),
            (column::WEBSITE, row.website.as_ref()),
            (column::LANGUAGE, row.language.as_ref()),
            (column::NOTES, row.notes.as_ref()),
        ];
        let mut cells: Vec<(Column, Value)> = texts
            .into_iter()
            .filter_map(|(column, text)| Some((column, text?.as_ref().into_value())))
            .collect();
        cells.extend(row.business_id.map(|id| (column::BUSINESS_ID, id.to_string().into_value())));
        cells.extend(row.ended_on.map(|day| (column::ENDED_ON, day.into_value())));
        if let Some(name) = row.tier.as_deref() {
            match self.names.tier(name) {
                Some(tier) => cells.push((column::TIER, tier.into_value())),
                None => work.warn(line, Field::Tier, name, ProblemCode::UnknownTier),
            }
        }
        if let Some(name) = row.owner_name.as_deref() {
            match self.names.member(name) {
                Some(owner) => cells.push((column::OWNER, owner.into_value())),
                None => work.warn(line, Field::OwnerName, name, ProblemCode::UnknownOwner),
            }
        }
        cells
    }

    fn finish(mut self, tx: &mut WriteTransaction<'_>, work: &mut Work<'_>) -> Result<()> {
        for parent in std::mem::take(&mut self.parents) {
            self.set_parent(tx, work, &parent)?;
        }
        work.set_customers(self.customers.effects());
        work.report.people = count(self.people.effects());
        let report = &work.report;
        work.changed = report.created + report.updated > 0;
        Ok(())
    }

    fn set_parent(
        &mut self,
        tx: &mut WriteTransaction<'_>,
        work: &mut Work<'_>,
        parent: &Parent,
    ) -> Result<()> {
        let by = |number, name| Said { number, business_id: None, name };
        let found = match self.customers.of_order(by(Some(&parent.said), None)) {
            Found::One(place) => Found::One(place),
            _ => self.customers.of_order(by(None, Some(&parent.said))),
        };
        let child = self.customers.get(parent.customer).id;
        let group = match found {
            Found::One(place) => Some(self.customers.get(self.customers.root(place)).id),
            _ => None,
        };
        let group = match group {
            Some(group) if !is_under(&tx.reader(), group, child)? => group,
            _ => {
                work.warn(parent.line, Field::Parent, &parent.said, ProblemCode::UnknownParent);
                return Ok(());
            }
        };
        let cells = [(schema::customer::PARENT, group.into_value())];
        let changed = if parent.fill_only { tx.fill(child, cells)? } else { tx.set(child, cells)? };
        if changed {
            self.customers.note(parent.customer, Effect::Updated);
            if parent.effect == Effect::Unchanged {
                work.recount_as_updated();
            }
        }
        Ok(())
    }
}

/// Whether a customer stands under another one, or is it.
fn is_under(reader: &Reader<'_>, customer: Id, group: Id) -> Result<bool> {
    let mut at = Some(customer);
    for _ in 0..100 {
        match at {
            Some(at) if at == group => return Ok(true),
            Some(here) => at = reader.customer(here)?.and_then(|record| record.parent),
            None => return Ok(false),
        }
    }
    Ok(true)
}
