//! Importing customers, each with at most one person a row.
//!
//! The first row of a customer decides; further rows of the same file (a row for each person, mostly) and rows of
//! records that were merged into another only fill in what is still empty. So the same file read again changes nothing.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use pelikirja_domain::{BusinessId, Id, fold};
use pelikirja_exchange::{CustomerRow, Field, ProblemCode, RowOutcome, read_customers};
use pelikirja_store::table::matching::MatchedCustomer;
use pelikirja_store::{Column, IntoValue, Reader, Value, WriteTransaction, schema};

use super::bring::key_of;
use super::counts::{Effect, count};
use super::match_customer::{Customers, Found, Said};
use super::orders::bring_customer;
use super::person_at::{PeopleAt, PersonSaid};
use super::unusable::unusable;
use super::work::Work;
use crate::customers::{add_tag, checked_tag};
use crate::error::{AppError, Result};

/// Tiers and members by name.
pub(super) struct Names {
    tiers: HashMap<String, Id>,
    members: HashMap<String, Id>,
}

impl Names {
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        let tiers = reader.tiers()?.into_iter().map(|tier| (fold(&tier.name), tier.id)).collect();
        let members = reader.members()?.into_iter().map(|member| (fold(&member.name), member.id)).collect();
        Ok(Self { tiers, members })
    }

    pub fn tier(&self, name: &str) -> Option<Id> {
        self.tiers.get(&fold(name)).copied()
    }

    pub fn member(&self, name: &str) -> Option<Id> {
        self.members.get(&fold(name)).copied()
    }
}

/// Reads the file into the transaction.
pub(super) fn import(tx: &mut WriteTransaction<'_>, work: &mut Work<'_>) -> Result<()> {
    let (path, mapping, as_of) = (work.path, work.mapping, work.as_of);
    let mut customers = Import {
        customers: Customers::read(&tx.reader())?,
        people: PeopleAt::read(&tx.reader())?,
        names: Names::read(&tx.reader())?,
        shared: shared_business_ids(work)?,
        met: HashSet::new(),
        parents: Vec::new(),
    };
    let mut failure: Option<AppError> = None;
    let mut each = |outcome: RowOutcome<'_, CustomerRow<'_>>| {
        let taken = match work.accept(outcome) {
            Ok(Some((row, place))) => customers.take(tx, work, &row, place.line),
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
    read_customers(path, mapping, as_of, &mut each).map_err(|error| unusable(&error, path))?;
    match failure {
        Some(error) => Err(error),
        None => customers.finish(tx, work),
    }
}

/// Business ids that the file gives to several numbers: branches of one firm, told apart by number.
fn shared_business_ids(work: &Work<'_>) -> Result<HashSet<BusinessId>> {
    let mut numbers: HashMap<BusinessId, String> = HashMap::new();
    let mut shared = HashSet::new();
    let mut each = |outcome: RowOutcome<'_, CustomerRow<'_>>| {
        if let Ok(CustomerRow { business_id: Some(id), number: Some(number), .. }) = outcome.result {
            let first = numbers.entry(id).or_insert_with(|| number.to_string());
            if *first != *number {
                shared.insert(id);
            }
        }
        ControlFlow::Continue(())
    };
    read_customers(work.path, work.mapping, work.as_of, &mut each)
        .map_err(|error| unusable(&error, work.path))?;
    Ok(shared)
}

struct Import {
    customers: Customers,
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
            None => (self.create(tx, said, cells)?, Effect::Created, false),
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
            if self.people.take(tx, Some(customer), person)? > Effect::Unchanged {
                effect = effect.max(Effect::Updated);
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

    fn create(
        &mut self,
        tx: &mut WriteTransaction<'_>,
        said: Said<'_>,
        cells: Vec<(Column, Value)>,
    ) -> Result<usize> {
        let business_id = said.business_id.map(|id| id.to_string());
        let name = said.name.unwrap_or_default();
        // Branches share the business id, so only a number tells them apart.
        let id = bring_customer(tx, said.number, business_id.as_deref(), name, cells)?;
        Ok(self.customers.add(MatchedCustomer {
            id,
            key: key_of(tx, &schema::customer::TABLE, id)?,
            name: name.to_owned(),
            business_id,
            external_number: said.number.map(str::to_owned),
            merged_into: None,
        }))
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
