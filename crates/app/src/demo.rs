//! Fills a workspace with the demo firm.

mod meetings;

use std::collections::HashMap;

use pelikirja_demo::{DemoCustomer, DemoFirm, DemoPerson, DemoSettings, PersonIdentity};
use pelikirja_domain::Id;
use pelikirja_store::facts::{FactBatch, NewLine};
use pelikirja_store::{Column, IntoValue, Value, WriteTransaction, day_number, schema, to_word};

use crate::api::{CreateDemo, Language, TransactionKind};
use crate::error::{AppError, ErrorCode, FieldProblem, Result};
use crate::jobs::Job;
use crate::session::Session;
use crate::workspace;

/// Under which name the demo orders come.
const SOURCE: &str = "demo";
const MOST_CUSTOMERS: u32 = 1_000_000;
const MOST_LINES: u32 = 50_000_000;
const LINES_EACH: u32 = 60;
/// With fewer, customers have no history to speak of; the demo firm would have more than was asked for.
const FEWEST_LINES_EACH: u32 = 8;

/// How large a demo firm to make.
pub(crate) struct Sizes {
    customers: u32,
    lines: u32,
    seed: u64,
}

/// Checks the sizes that were asked for.
pub(crate) fn sizes(request: &CreateDemo) -> Result<Sizes> {
    let customers = request.customers.unwrap_or(1_000);
    if !(1..=MOST_CUSTOMERS).contains(&customers) {
        return Err(AppError::field("customers", FieldProblem::Range));
    }
    let lines = request.lines.unwrap_or_else(|| customers.saturating_mul(LINES_EACH).min(MOST_LINES));
    if !(customers.saturating_mul(FEWEST_LINES_EACH)..=MOST_LINES).contains(&lines) {
        return Err(AppError::field("lines", FieldProblem::Range));
    }
    Ok(Sizes { customers, lines, seed: request.seed.unwrap_or(1) })
}

/// Fills an empty workspace in one transaction.
pub(crate) fn fill(session: &Session, sizes: &Sizes, job: &Job) -> Result<()> {
    let settings = DemoSettings {
        seed: sizes.seed,
        customers: sizes.customers as usize,
        lines: sizes.lines as usize,
        today: session.today(),
    };
    let firm = DemoFirm::new(settings);
    workspace::begin(session, TransactionKind::CreateDemo, |tx| {
        workspace::set_up(tx, firm.name(), Language::Fi)?;
        let members = add_members(tx, &firm)?;
        let products = add_products(tx, &firm)?;
        let mut filling = Filling { tx, firm: &firm, members, people: HashMap::new(), job };
        let customers = filling.add_customers()?;
        filling.add_work(&customers)?;
        filling.add_orders(&customers, &products)?;
        filling
            .members
            .get(1)
            .or(filling.members.first())
            .copied()
            .ok_or_else(|| AppError::not_found("member"))
    })
}

fn add_members(tx: &mut WriteTransaction<'_>, firm: &DemoFirm) -> Result<Vec<Id>> {
    let mut members = Vec::new();
    for member in firm.members() {
        let id = tx.new_id()?;
        workspace::add_member(tx, id, &member.name, member.role)?;
        tx.set(
            id,
            [
                (schema::member::EMAIL, member.email.into_value()),
                (schema::member::PHONE, member.phone.into_value()),
            ],
        )?;
        members.push(id);
    }
    Ok(members)
}

/// Local keys of the products, in the firm's order.
fn add_products(tx: &mut WriteTransaction<'_>, firm: &DemoFirm) -> Result<Vec<i64>> {
    use schema::product as column;
    let mut ids = Vec::new();
    for product in firm.products() {
        let id = tx.new_id()?;
        tx.create(
            id,
            [
                (column::NUMBER, product.number.as_str().into_value()),
                (column::NAME, product.name.as_str().into_value()),
                (column::PRODUCT_GROUP, product.group.into_value()),
                (column::UNIT, product.unit.into_value()),
                (column::LIST_PRICE, product.list_price.into_value()),
                (column::SOURCE, SOURCE.into_value()),
            ],
        )?;
        ids.push(id);
    }
    let keys: HashMap<Id, i64> =
        tx.reader().products()?.iter().map(|product| (product.id, product.key)).collect();
    Ok(ids.iter().filter_map(|id| keys.get(id).copied()).collect())
}

/// A customer that was added.
struct Added {
    id: Id,
    key: i64,
    people: Vec<Id>,
}

struct Filling<'a, 'c> {
    tx: &'a mut WriteTransaction<'c>,
    firm: &'a DemoFirm,
    members: Vec<Id>,
    people: HashMap<PersonIdentity, Id>,
    job: &'a Job,
}

impl Filling<'_, '_> {
    fn add_customers(&mut self) -> Result<Vec<Added>> {
        let mut added = Vec::with_capacity(self.firm.customer_count());
        let mut parents = Vec::new();
        for customer in self.firm.customers() {
            self.step(added.len())?;
            let id = self.tx.new_id()?;
            let cells = self.customer_cells(&customer)?;
            self.tx.create_from(id, cells)?;
            let key = self.tx.reader().customer_key(id)?.ok_or_else(|| AppError::not_found("customer"))?;
            for tag in &customer.tags {
                crate::customers::add_tag(self.tx, id, tag)?;
            }
            let mut people = Vec::with_capacity(customer.people.len());
            for person in &customer.people {
                people.push(self.add_person(id, person)?);
            }
            parents.extend(customer.parent.map(|parent| (id, parent)));
            added.push(Added { id, key, people });
        }
        for (customer, parent) in parents {
            if let Some(parent) = added.get(parent) {
                self.tx.set(customer, [(schema::customer::PARENT, parent.id.into_value())])?;
            }
        }
        Ok(added)
    }

    fn customer_cells(&self, customer: &DemoCustomer) -> Result<Vec<(Column, Value)>> {
        use schema::customer as column;
        let member = |index: Option<usize>| index.and_then(|index| self.members.get(index)).copied();
        let tier = self.tx.keyed_id(&[b"tier", to_word(&customer.tier).as_bytes()])?;
        Ok(vec![
            (column::NAME, customer.name.as_str().into_value()),
            (column::BUSINESS_ID, customer.business_id.to_string().into_value()),
            (column::EXTERNAL_NUMBER, customer.external_number.as_str().into_value()),
            (column::INDUSTRY, format!("{} {}", customer.industry_code, customer.industry).into_value()),
            (column::STREET, customer.street.as_str().into_value()),
            (column::POSTCODE, customer.postcode.into_value()),
            (column::CITY, customer.city.into_value()),
            (column::PHONE, customer.phone.as_str().into_value()),
            (column::EMAIL, customer.email.as_str().into_value()),
            (column::WEBSITE, customer.website.as_str().into_value()),
            (column::TIER, tier.into_value()),
            (column::OWNER, member(customer.owner).into_value()),
            (column::DEPUTY, member(customer.deputy).into_value()),
            (column::LANGUAGE, customer.language.code().into_value()),
        ])
    }

    fn add_person(&mut self, customer: Id, person: &DemoPerson) -> Result<Id> {
        let id = match self.people.get(&person.identity) {
            Some(known) => *known,
            None => {
                use schema::person as column;
                let id = self.tx.new_id()?;
                let notes: Vec<&str> = [person.preferences, person.note].into_iter().flatten().collect();
                let notes = Some(notes.join("\n")).filter(|notes| !notes.is_empty());
                self.tx.create(
                    id,
                    [
                        (column::NAME, person.name().into_value()),
                        (column::EMAIL, person.email.as_str().into_value()),
                        (column::PHONE, person.phone.as_str().into_value()),
                        (column::BIRTHDAY, person.birthday.into_value()),
                        (column::NOTES, notes.into_value()),
                    ],
                )?;
                self.people.insert(person.identity, id);
                id
            }
        };
        use schema::employment as column;
        let employment = self.tx.new_id()?;
        self.tx.create(
            employment,
            [
                (column::PERSON, id.into_value()),
                (column::CUSTOMER, customer.into_value()),
                (column::TITLE, person.title.into_value()),
                (column::ROLE, to_word(&person.role).into_value()),
                (column::IS_PRIMARY, person.primary.into_value()),
                (column::STARTED_ON, person.from.into_value()),
                (column::ENDED_ON, person.to.into_value()),
            ],
        )?;
        Ok(id)
    }

    /// Contacts, meetings and next actions.
    fn add_work(&mut self, customers: &[Added]) -> Result<()> {
        for (index, customer) in customers.iter().enumerate() {
            self.step(index)?;
            let mut meetings = Vec::new();
            for meeting in self.firm.meetings(index) {
                meetings.push((self.tx.new_id()?, meeting));
            }
            for (place, contact) in self.firm.contacts(index).into_iter().enumerate() {
                use schema::contact as column;
                let told = meetings.iter().find(|(_, meeting)| {
                    meeting.contact == Some(place)
                        && meeting.minutes.as_ref().is_some_and(|minutes| minutes.closed)
                });
                let id = match told {
                    Some((meeting, _)) => self.tx.keyed_id(&[crate::minutes::CONTACT, meeting.as_bytes()])?,
                    None => self.tx.new_id()?,
                };
                self.tx.create(
                    id,
                    [
                        (column::CUSTOMER, customer.id.into_value()),
                        (column::DATE, contact.date.into_value()),
                        (column::KIND, to_word(&contact.kind).into_value()),
                        (column::DIRECTION, to_word(&contact.direction).into_value()),
                        (column::TWO_WAY, contact.two_way.into_value()),
                        (column::MINUTES, contact.minutes.into_value()),
                        (column::NOTE, contact.note.into_value()),
                        (column::MEMBER, self.members.get(contact.member).copied().into_value()),
                    ],
                )?;
                if let Some(person) = contact.person.and_then(|person| customer.people.get(person)) {
                    let link = self.tx.keyed_id(&[b"contact person", id.as_bytes(), person.as_bytes()])?;
                    self.tx.create(
                        link,
                        [
                            (schema::contact_person::CONTACT, id.into_value()),
                            (schema::contact_person::PERSON, person.into_value()),
                        ],
                    )?;
                }
            }
            for (id, meeting) in &meetings {
                meetings::add(self.tx, &self.members, customer, *id, meeting)?;
            }
            if let Some(series) = self.firm.meeting_series(index) {
                meetings::add_series(self.tx, &self.members, customer, &series)?;
            }
            if let Some(action) = self.firm.next_action(index) {
                use schema::next_action as column;
                let id = self.tx.new_id()?;
                self.tx.create(
                    id,
                    [
                        (column::CUSTOMER, customer.id.into_value()),
                        (column::TEXT, action.text.into_value()),
                        (column::DUE, action.due.into_value()),
                        (column::OWNER, self.members.get(action.member).copied().into_value()),
                    ],
                )?;
            }
        }
        Ok(())
    }

    fn add_orders(&mut self, customers: &[Added], products: &[i64]) -> Result<()> {
        let batch_id = self.tx.new_id()?;
        let mut batch = FactBatch::begin(self.tx, batch_id, SOURCE)?;
        for (index, customer) in customers.iter().enumerate() {
            self.step(index)?;
            for order in self.firm.orders(index) {
                let number = order.number.to_string();
                for line in &order.lines {
                    #[expect(clippy::cast_precision_loss, reason = "quantities are small whole numbers")]
                    let quantity = line.quantity as f64;
                    batch.add(
                        self.tx,
                        NewLine {
                            order_number: &number,
                            customer: customer.key,
                            day: day_number(order.date),
                            currency: "EUR",
                            line: None,
                            product: products.get(line.product).copied(),
                            quantity,
                            net: line.net.0,
                        },
                    )?;
                }
            }
        }
        batch.finish(self.tx)?;
        Ok(())
    }

    fn step(&self, done: usize) -> Result<()> {
        let total = self.firm.customer_count() as u64;
        if done.is_multiple_of(64) && !self.job.progress(done as u64, total) {
            return Err(AppError::new(ErrorCode::Stopped, "the demo firm was not wanted after all"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_that_cannot_be_met_are_refused_and_the_usual_ones_fit() {
        let lines = |customers, lines| {
            sizes(&CreateDemo { customers, lines, ..CreateDemo::default() }).map(|sizes| sizes.lines)
        };
        assert_eq!(lines(None, None), Ok(60_000));
        assert_eq!(lines(Some(900_000), None), Ok(MOST_LINES), "the usual size of a large firm fits, too");
        assert_eq!(lines(Some(MOST_CUSTOMERS), None), Ok(MOST_LINES));
        assert_eq!(lines(Some(20), Some(160)), Ok(160));
        for (customers, asked) in [(20, 40), (20, 159), (1, MOST_LINES + 1)] {
            let refused = lines(Some(customers), Some(asked)).expect_err("is refused");
            assert_eq!(refused.fields["lines"], "range", "{customers} customers, {asked} lines");
        }
    }
}
