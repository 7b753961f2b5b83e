//! Importing people.

use chrono::NaiveDate;
use pelikirja_exchange::{Birthday, Field, PersonRow, ProblemCode, read_people};
use pelikirja_store::{IntoValue, WriteTransaction, schema};

use super::counts::{Effect, count};
use super::deleted::DeletedCustomers;
use super::match_customer::{Customers, Found, Said};
use super::person_at::{PeopleAt, PersonSaid};
use super::reading::Reading;
use super::work::{Place, Work};
use crate::error::Result;

/// Reads the file into the transaction. Customers are not made: a telephone's cards name firms that are none.
pub(super) fn import(tx: &mut WriteTransaction<'_>, work: &mut Work<'_>) -> Result<()> {
    let (path, mapping, as_of) = (work.path, work.mapping, work.as_of);
    let mut people = Import {
        customers: Customers::read(&tx.reader())?,
        deleted: DeletedCustomers::read(&tx.reader())?,
        people: PeopleAt::read(&tx.reader())?,
    };
    let mut reading = Reading::default();
    let read = read_people(path, mapping, as_of, &mut |outcome| {
        reading.take(|| match work.accept(outcome)? {
            Some((row, place)) => people.take(tx, work, &row, place),
            None => Ok(()),
        })
    });
    reading.end(read, path)?;
    work.set_customers(people.customers.effects());
    work.report.people = count(people.people.effects());
    work.changed = work.report.created + work.report.updated > 0;
    Ok(())
}

struct Import {
    customers: Customers,
    deleted: DeletedCustomers,
    people: PeopleAt,
}

impl Import {
    fn take(
        &mut self,
        tx: &mut WriteTransaction<'_>,
        work: &mut Work<'_>,
        row: &PersonRow<'_>,
        place: Place<'_>,
    ) -> Result<()> {
        use schema::person as column;
        let said = Said {
            number: row.customer_number.as_deref(),
            business_id: None,
            name: row.customer_name.as_deref(),
        };
        let named = said.number.or(said.name);
        let field = if said.number.is_some() { Field::CustomerNumber } else { Field::CustomerName };
        let customer = match self.customers.of_order(said) {
            Found::One(found) => Some(self.customers.root(found)),
            Found::Several => {
                work.reject(place, field, named.unwrap_or_default(), ProblemCode::AmbiguousCustomer);
                return Ok(());
            }
            Found::None if named.is_none() && self.people.knows_email(row.email.as_deref()) => None,
            Found::None if self.deleted.means(&tx.reader(), said)? => {
                let named = named.unwrap_or_default();
                work.leave_alone(place.line, field, named, ProblemCode::DeletedCustomer);
                return Ok(());
            }
            Found::None => {
                let problem =
                    if named.is_some() { ProblemCode::UnknownCustomer } else { ProblemCode::MissingCustomer };
                work.reject(place, field, named.unwrap_or_default(), problem);
                return Ok(());
            }
        };
        let mut more = Vec::new();
        more.extend(row.notes.as_deref().map(|notes| (column::NOTES, notes.into_value())));
        match row.birthday.map(|birthday| (birthday, date(birthday))) {
            Some((_, Some(date))) => more.push((column::BIRTHDAY, date.into_value())),
            Some((Birthday { month, day, .. }, None)) => {
                work.warn(
                    place.line,
                    Field::Birthday,
                    &format!("--{month:02}-{day:02}"),
                    ProblemCode::MissingYear,
                );
            }
            None => {}
        }
        let person = PersonSaid {
            name: &row.name,
            title: row.title.as_deref(),
            email: row.email.as_deref(),
            phone: row.phone.as_deref(),
            more,
        };
        let at = customer.map(|place| self.customers.get(place).id);
        let Some(effect) = self.people.take(tx, at, person)? else {
            work.leave_alone(place.line, Field::PersonName, &row.name, ProblemCode::DeletedPerson);
            return Ok(());
        };
        if let Some(customer) = customer {
            self.customers.note(customer, Effect::Unchanged);
        }
        work.count_row(effect);
        Ok(())
    }
}

fn date(birthday: Birthday) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(birthday.year?, birthday.month, birthday.day)
}
