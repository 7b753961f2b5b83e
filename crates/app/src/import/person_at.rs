//! People at customers: by e-mail address, then by name at the same customer.

use std::collections::{HashMap, HashSet};

use pelikirja_domain::{Id, fold};
use pelikirja_store::{Column, IntoValue, Reader, Value, WriteTransaction, schema};

use super::bring::bring;
use super::counts::Effect;
use crate::error::Result;

/// What a row says of a person.
pub(super) struct PersonSaid<'a> {
    pub name: &'a str,
    pub title: Option<&'a str>,
    pub email: Option<&'a str>,
    pub phone: Option<&'a str>,
    /// Further cells.
    pub more: Vec<(Column, Value)>,
}

struct Known {
    id: Id,
    /// Folded.
    name: String,
}

struct Employment {
    id: Id,
    ended: bool,
}

/// Every person and where they work, and those that the import adds.
pub(super) struct PeopleAt {
    by_email: HashMap<String, Vec<Known>>,
    at_customer: HashMap<Id, Vec<Known>>,
    employments: HashMap<(Id, Id), Employment>,
    effects: HashMap<Id, Effect>,
    /// People about whom a row of this file has decided.
    met: HashSet<Id>,
}

impl PeopleAt {
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        let mut people = Self {
            by_email: HashMap::new(),
            at_customer: HashMap::new(),
            employments: HashMap::new(),
            effects: HashMap::new(),
            met: HashSet::new(),
        };
        let mut names: HashMap<Id, String> = HashMap::new();
        for person in reader.matched_people()? {
            let name = fold(&person.name);
            if let Some(email) = &person.email {
                people.learn_email(email, person.id, &name);
            }
            names.insert(person.id, name);
        }
        for employment in reader.matched_employments()? {
            if let Some(name) = names.get(&employment.person) {
                people.employ(employment.customer, employment.person, name, employment.id, employment.ended);
            }
        }
        Ok(people)
    }

    /// What became of each.
    pub fn effects(&self) -> impl Iterator<Item = Effect> + '_ {
        self.effects.values().copied()
    }

    /// Whether a person with this e-mail address is known, so that a row needs no customer.
    pub fn knows_email(&self, email: Option<&str>) -> bool {
        email.is_some_and(|email| self.by_email.contains_key(&fold(email)))
    }

    /// Makes or changes a person, at a customer if one is given; `None` when somebody deleted the person. The first row
    /// of a person decides, later ones of the same file fill in what is empty.
    pub fn take(
        &mut self,
        tx: &mut WriteTransaction<'_>,
        customer: Option<Id>,
        said: PersonSaid<'_>,
    ) -> Result<Option<Effect>> {
        use schema::person as column;
        let folded = fold(said.name);
        let texts =
            [(column::NAME, Some(said.name)), (column::EMAIL, said.email), (column::PHONE, said.phone)];
        let mut cells: Vec<(Column, Value)> =
            texts.into_iter().filter_map(|(column, text)| Some((column, text?.into_value()))).collect();
        cells.extend(said.more);
        let (person, mut effect) = match self.find(customer, &folded, said.email) {
            Some(person) => {
                let is_first = self.met.insert(person);
                let changed = if is_first { tx.set(person, cells)? } else { tx.fill(person, cells)? };
                (person, Effect::of_known(changed))
            }
            None => {
                let Some(person) = create(tx, customer, &folded, said.email, cells)? else { return Ok(None) };
                self.met.insert(person);
                (person, Effect::Created)
            }
        };
        if let Some(email) = said.email {
            self.learn_email(email, person, &folded);
        }
        if let Some(customer) = customer
            && self.set_employment(tx, customer, person, &folded, said.title)?
        {
            effect = effect.max(Effect::Updated);
        }
        let noted = self.effects.entry(person).or_default();
        *noted = (*noted).max(effect);
        Ok(Some(effect))
    }

    fn find(&self, customer: Option<Id>, folded: &str, email: Option<&str>) -> Option<Id> {
        let with_email = email.and_then(|email| self.by_email.get(&fold(email))).map(Vec::as_slice);
        let with_email = with_email.unwrap_or_default();
        if let Some(same) = with_email.iter().find(|known| known.name == folded) {
            return Some(same.id);
        }
        // An address that several share belongs to nobody in particular, even while only one of them is known.
        if let [only] = with_email
            && !self.met.contains(&only.id)
            && email.is_some_and(|email| is_of_both(email, &only.name, folded))
        {
            return Some(only.id);
        }
        let colleagues = self.at_customer.get(&customer?)?;
        colleagues.iter().find(|known| known.name == folded).map(|known| known.id)
    }

    /// Has a person work at a customer. Whoever has left stays away: the file is older than what we know.
    fn set_employment(
        &mut self,
        tx: &mut WriteTransaction<'_>,
        customer: Id,
        person: Id,
        name: &str,
        title: Option<&str>,
    ) -> Result<bool> {
        use schema::employment as column;
        let mut cells: Vec<(Column, Value)> = Vec::new();
        cells.extend(title.map(|title| (column::TITLE, title.into_value())));
        match self.employments.get(&(person, customer)) {
            Some(employment) if employment.ended => Ok(false),
            Some(employment) => Ok(tx.set(employment.id, cells)?),
            None => {
                let present = |known: &Known| {
                    self.employments.get(&(known.id, customer)).is_some_and(|employment| !employment.ended)
                };
                let is_first = self.at_customer.get(&customer).is_none_or(|known| !known.iter().any(present));
                cells.push((column::PERSON, person.into_value()));
                cells.push((column::CUSTOMER, customer.into_value()));
                cells.push((column::IS_PRIMARY, is_first.into_value()));
                let called: [&[u8]; 2] = [person.as_bytes(), customer.as_bytes()];
                // Somebody took the person from the customer.
                let Some(employment) = bring(tx, &column::TABLE, &called, cells)? else { return Ok(false) };
                self.employ(customer, person, name, employment, false);
                Ok(true)
            }
        }
    }

    fn learn_email(&mut self, email: &str, id: Id, name: &str) {
        let known = self.by_email.entry(fold(email)).or_default();
        if known.iter().all(|known| known.id != id) {
            known.push(Known { id, name: name.to_owned() });
        }
    }

    fn employ(&mut self, customer: Id, person: Id, name: &str, id: Id, ended: bool) {
        self.at_customer.entry(customer).or_default().push(Known { id: person, name: name.to_owned() });
        let employment = self.employments.entry((person, customer)).or_insert(Employment { id, ended });
        // Somebody who came back works there.
        if employment.ended && !ended {
            *employment = Employment { id, ended };
        }
    }
}

fn create(
    tx: &mut WriteTransaction<'_>,
    customer: Option<Id>,
    folded: &str,
    email: Option<&str>,
    cells: Vec<(Column, Value)>,
) -> Result<Option<Id>> {
    let at = customer.map(|customer| *customer.as_bytes()).unwrap_or_default();
    let email = email.map(fold).unwrap_or_default();
    bring(tx, &schema::person::TABLE, &[&at, folded.as_bytes(), email.as_bytes()], cells)
}

/// Words of addresses that stand for an office and not for a person.
const MAILBOXES: [&str; 24] = [
    "info",
    "toimisto",
    "myynti",
    "sales",
    "laskutus",
    "laskut",
    "lasku",
    "invoice",
    "invoices",
    "ostot",
    "osto",
    "ostolaskut",
    "tilaukset",
    "tilaus",
    "order",
    "orders",
    "posti",
    "mail",
    "asiakaspalvelu",
    "support",
    "office",
    "kontor",
    "talous",
    "contact",
];

/// Whether an address with a known name and another one is that of one person whose name has changed or is written
/// otherwise: the names share a word, or the address holds a word of the new name. All names are folded.
fn is_of_both(email: &str, known: &str, said: &str) -> bool {
    let email = fold(email);
    let user = email.split('@').next().unwrap_or_default();
    if user.split(|letter: char| !letter.is_alphanumeric()).any(|word| MAILBOXES.contains(&word)) {
        return false;
    }
    let words = |name: &'_ str| -> Vec<String> {
        let long =
            name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.chars().count() > 2);
        long.map(str::to_owned).collect()
    };
    let known = words(known);
    words(said).iter().any(|word| known.contains(word) || user.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_personal_address_makes_two_names_one_person() {
        for (email, known, said, expected) in [
            ("liisa.laine@alfa.fi", "liisa laine", "liisa virta", true),
            ("ll@alfa.fi", "liisa laine", "laine liisa", true),
            ("liisa.laine@alfa.fi", "tuntematon", "liisa laine", true),
            ("liisa.laine@alfa.fi", "liisa laine", "pekka pouta", false),
            ("info@alfa.fi", "liisa laine", "pekka pouta", false),
            ("info@alfa.fi", "liisa laine", "liisa virta", false),
            ("myynti.turku@alfa.fi", "liisa laine", "liisa virta", false),
            ("varasto@alfa.fi", "liisa laine", "pekka pouta", false),
        ] {
            assert_eq!(is_of_both(email, known, said), expected, "{email} {known} {said}");
        }
    }
}
