//! What a machine was told is kept, and what it asked for without hearing the answer.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// The content of a firm: identity of the customer -> its record.
pub type Customers = BTreeMap<String, Value>;

/// The telephone number of a customer that only this machine changes: it counts upwards.
#[derive(Clone, Copy, Default)]
struct Phone {
    confirmed: u64,
    asked: u64,
}

/// What one machine has written.
#[derive(Clone, Default)]
pub struct Journal {
    /// Customers of this machine: identity -> name.
    names: Vec<(String, String)>,
    phones: BTreeMap<String, Phone>,
    /// Contacts: customer, identity, what was said.
    contacts: Vec<(String, String, String)>,
}

impl Journal {
    /// How many customers were confirmed.
    pub fn len(&self) -> u64 {
        self.names.len() as u64
    }

    /// A customer that was confirmed, by its place.
    pub fn customer(&self, place: u64) -> Option<&str> {
        let place = usize::try_from(place).ok()?;
        self.names.get(place).map(|(id, _)| id.as_str())
    }

    /// A new customer was confirmed.
    pub fn confirm_customer(&mut self, id: &str, name: &str) {
        self.names.push((id.to_owned(), name.to_owned()));
    }

    /// A new contact was confirmed.
    pub fn confirm_contact(&mut self, customer: &str, id: &str, note: &str) {
        self.contacts.push((customer.to_owned(), id.to_owned(), note.to_owned()));
    }

    /// The next number of a customer, which is about to be asked for.
    pub fn ask_phone(&mut self, id: &str) -> u64 {
        let phone = self.phones.entry(id.to_owned()).or_default();
        phone.asked += 1;
        phone.asked
    }

    /// The number that was asked for last was confirmed.
    pub fn confirm_phone(&mut self, id: &str) {
        if let Some(phone) = self.phones.get_mut(id) {
            phone.confirmed = phone.asked;
        }
    }

    /// Every confirmed customer is there, with the number that was confirmed last or one asked for after it, and every
    /// confirmed contact.
    ///
    /// # Errors
    /// When something is missing or older than what was confirmed.
    pub fn all_is_in(&self, customers: &Customers) -> Result<()> {
        for (id, name) in &self.names {
            let record = customers.get(id).with_context(|| format!("{name} was confirmed and is lost"))?;
            ensure!(record["fields"]["name"] == *name, "{name} has another name: {record}");
        }
        for (customer, id, note) in &self.contacts {
            let record = customers.get(customer).with_context(|| format!("{customer} is lost"))?;
            let found = &record["contacts"][id];
            ensure!(found == note, "contact {id} was confirmed with \"{note}\"; found {found}");
        }
        for (id, phone) in &self.phones {
            let record = customers.get(id).with_context(|| format!("{id} is lost"))?;
            let found = match &record["fields"]["phone"] {
                Value::Null => 0,
                found => found.as_str().context("no text")?.parse::<u64>()?,
            };
            ensure!(
                (phone.confirmed..=phone.asked).contains(&found),
                "{id} has number {found}; confirmed was {}, asked for {}",
                phone.confirmed,
                phone.asked
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn firm(name: &str, phone: Option<&str>) -> Customers {
        [("c1".to_owned(), json!({ "fields": { "name": name, "phone": phone } }))].into()
    }

    #[test]
    fn what_was_confirmed_must_be_there_and_what_was_only_asked_for_may_be() {
        let mut journal = Journal::default();
        journal.confirm_customer("c1", "Yksi Oy");
        journal.all_is_in(&firm("Yksi Oy", None)).expect("never had a number");
        assert_eq!(journal.ask_phone("c1"), 1);
        journal.confirm_phone("c1");
        assert_eq!(journal.ask_phone("c1"), 2);
        journal.all_is_in(&firm("Yksi Oy", Some("1"))).expect("the second one was not kept");
        journal.all_is_in(&firm("Yksi Oy", Some("2"))).expect("the second one was kept, unheard");
        journal.all_is_in(&firm("Yksi Oy", None)).expect_err("the confirmed one is lost");
        journal.all_is_in(&firm("Yksi Oy", Some("3"))).expect_err("nobody asked for it");
        journal.all_is_in(&firm("Kaksi Oy", Some("1"))).expect_err("another name");
        journal.all_is_in(&Customers::new()).expect_err("the customer is lost");
        journal.confirm_contact("c1", "k1", "soitto");
        let with = |contacts: Value| {
            Customers::from([(
                "c1".to_owned(),
                json!({ "fields": { "name": "Yksi Oy", "phone": "1" }, "contacts": contacts }),
            )])
        };
        journal.all_is_in(&with(json!({ "k1": "soitto" }))).expect("the contact is there");
        journal.all_is_in(&with(json!({}))).expect_err("the contact is lost");
        journal.all_is_in(&with(json!({ "k1": null }))).expect_err("what was said is lost");
    }
}
