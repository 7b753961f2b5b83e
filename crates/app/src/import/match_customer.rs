//! Which customer a row means.
//!
//! Customer files say it by business id, then number, then name; order lines and people by number first. A name
//! counts only where nothing contradicts it: two customers of one name with different numbers are two customers.
//! Several that fit are never guessed among.

use std::collections::{HashMap, HashSet};

use pelikirja_domain::{BusinessId, Id, firm_key};
use pelikirja_store::Reader;
use pelikirja_store::table::matching::MatchedCustomer;

use super::counts::Effect;
use crate::error::Result;

/// A customer as rows are matched with it.
pub(super) struct Known {
    pub id: Id,
    pub key: i64,
    pub business_id: Option<BusinessId>,
    pub number: Option<Box<str>>,
    name: Box<str>,
    /// The record it was merged into in the end.
    merged_into: Option<usize>,
    /// What the import did to it.
    pub effect: Effect,
}

/// What was found for a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// This one.
    One(usize),
    /// None.
    None,
    /// Several, and the row says nothing that tells them apart.
    Several,
}

/// What a row says of its customer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    pub number: Option<&'a str>,
    pub business_id: Option<BusinessId>,
    pub name: Option<&'a str>,
}

/// Every customer, and those that the import adds.
pub(super) struct Customers {
    known: Vec<Known>,
    by_number: HashMap<Box<str>, Vec<usize>>,
    by_business_id: HashMap<BusinessId, Vec<usize>>,
    /// Made when the first name is looked for: many files never need it.
    by_name: Option<HashMap<String, Vec<usize>>>,
}

impl Customers {
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        let mut customers = Self {
            known: Vec::new(),
            by_number: HashMap::new(),
            by_business_id: HashMap::new(),
            by_name: None,
        };
        let mut merged: Vec<(usize, Id)> = Vec::new();
        reader.each_matched_customer(|customer| {
            merged.extend(customer.merged_into.map(|into| (customers.known.len(), into)));
            customers.add(customer);
        })?;
        customers.resolve(&merged);
        Ok(customers)
    }

    /// Adds a customer. Returns its place.
    pub fn add(&mut self, customer: MatchedCustomer) -> usize {
        let place = self.known.len();
        let business_id = customer.business_id.and_then(|text| text.parse().ok());
        let known = Known {
            id: customer.id,
            key: customer.key,
            business_id: None,
            number: None,
            name: customer.name.into(),
            merged_into: None,
            effect: Effect::Unmet,
        };
        if let Some(by_name) = &mut self.by_name {
            by_name.entry(firm_key(&known.name)).or_default().push(place);
        }
        self.known.push(known);
        self.learn(place, customer.external_number.as_deref(), business_id);
        place
    }

    /// Notes what a customer is called from now on; absent leaves it as it is.
    pub fn learn(&mut self, place: usize, number: Option<&str>, business_id: Option<BusinessId>) {
        let known = &mut self.known[place];
        if let Some(number) = number.filter(|number| known.number.as_deref() != Some(*number)) {
            known.number = Some(number.into());
            self.by_number.entry(number.into()).or_default().push(place);
        }
        if let Some(id) = business_id.filter(|id| known.business_id != Some(*id)) {
            known.business_id = Some(id);
            self.by_business_id.entry(id).or_default().push(place);
        }
    }

    /// Has a number lead to a customer for the rest of this import, without it being the customer's own.
    pub fn alias(&mut self, place: usize, number: &str) {
        self.by_number.entry(number.into()).or_default().push(place);
    }

    /// Whether a number leads to a customer already.
    pub fn answers_to(&self, place: usize, number: &str) -> bool {
        self.known[place].number.as_deref() == Some(number) || self.numbered(number).contains(&place)
    }

    pub fn get(&self, place: usize) -> &Known {
        &self.known[place]
    }

    /// Whether the customer with this local key is the one at `place`, now that records were merged.
    pub fn is_same(&self, key: i64, place: usize) -> bool {
        // Keys ascend: customers are read by key, and new ones get higher ones.
        let found = self.known.binary_search_by_key(&key, |known| known.key);
        found.is_ok_and(|found| self.root(found) == self.root(place))
    }

    /// The record that stands for a customer after merges.
    pub fn root(&self, place: usize) -> usize {
        self.known[place].merged_into.unwrap_or(place)
    }

    pub fn note(&mut self, place: usize, effect: Effect) {
        let known = &mut self.known[place];
        known.effect = known.effect.max(effect);
    }

    /// What became of each.
    pub fn effects(&self) -> impl Iterator<Item = Effect> + '_ {
        self.known.iter().map(|known| known.effect)
    }

    /// Whether a customer that is not merged away has this number, another one than `place`.
    pub fn is_number_of_another(&self, number: &str, place: usize) -> bool {
        let root = self.root(place);
        self.numbered(number)
            .iter()
            .any(|other| self.root(*other) != root && self.known[*other].number.as_deref() == Some(number))
    }

    /// Whether any customer has this business id.
    pub fn is_taken(&self, id: BusinessId) -> bool {
        !self.with_business_id(id).is_empty()
    }

    /// The customer of a row of a customer file. `shared` are the business ids that have several numbers in the file:
    /// branches of one firm, told apart by number.
    pub fn of_customer_row(&mut self, said: Said<'_>, shared: &HashSet<BusinessId>) -> Found {
        if let Some(id) = said.business_id {
            let candidates = self.with_business_id(id);
            let same_number =
                |place: &usize| said.number.is_some() && self.known[*place].number.as_deref() == said.number;
            if let Found::One(place) = self.one_of(candidates.iter().copied().filter(same_number)) {
                return Found::One(place);
            }
            let free = |place: &usize| !shared.contains(&id) || self.known[*place].number.is_none();
            if let Found::One(place) = self.one_of(candidates.iter().copied().filter(free)) {
                return Found::One(place);
            }
        }
        match self.of_number(said) {
            Found::None => self.of_name(said),
            found => found,
        }
    }

    /// The customer of an order line.
    pub fn of_order(&mut self, said: Said<'_>) -> Found {
        if let Found::One(place) = self.of_number(said) {
            return Found::One(place);
        }
        let mut several = false;
        if let Some(id) = said.business_id {
            let candidates = self.with_business_id(id).to_vec();
            match self.one_of(candidates.iter().copied()) {
                Found::None => {}
                found if said.name.is_none() || found != Found::Several => match found {
                    Found::Several => several = true,
                    found => return found,
                },
                _ => {
                    let key = said.name.map(firm_key);
                    let named = |place: &usize| Some(firm_key(&self.known[*place].name)) == key;
                    if let Found::One(place) = self.one_of(candidates.iter().copied().filter(named)) {
                        return Found::One(place);
                    }
                    several = true;
                }
            }
        }
        let found = if several { Found::Several } else { self.of_name(said) };
        // A number that nobody has is a new customer, however many are called the same.
        if found == Found::Several && said.number.is_some() { Found::None } else { found }
    }

    /// Customers of this name that nothing in the row contradicts.
    pub fn namesakes(&mut self, said: Said<'_>) -> Vec<usize> {
        let Some(key) = said.name.map(firm_key).filter(|key| !key.is_empty()) else { return Vec::new() };
        let known = &self.known;
        let by_name = self.by_name.get_or_insert_with(|| {
            let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
            for (place, customer) in known.iter().enumerate() {
                by_name.entry(firm_key(&customer.name)).or_default().push(place);
            }
            by_name
        });
        let fits = |place: &usize| {
            let customer = &known[*place];
            let same_number =
                said.number.is_none_or(|said| customer.number.as_deref().is_none_or(|own| own == said));
            let same_id =
                said.business_id.is_none_or(|said| customer.business_id.is_none_or(|own| own == said));
            same_number && same_id
        };
        by_name.get(&key).map(|places| places.iter().copied().filter(fits).collect()).unwrap_or_default()
    }

    /// Of records that mean one customer, the one that was not merged away; otherwise the first.
    pub fn one_of(&self, places: impl Iterator<Item = usize>) -> Found {
        let mut found: Option<usize> = None;
        for place in places {
            match found {
                None => found = Some(place),
                Some(first) if self.root(first) != self.root(place) => return Found::Several,
                Some(_) if self.known[place].merged_into.is_none() => found = Some(place),
                Some(_) => {}
            }
        }
        found.map_or(Found::None, Found::One)
    }

    fn of_number(&self, said: Said<'_>) -> Found {
        let Some(number) = said.number else { return Found::None };
        let places = self.numbered(number);
        match self.one_of(places.iter().copied()) {
            Found::Several => {
                // A number given twice by mistake: the business id may tell, else the older record has it.
                let same_id = |place: &usize| {
                    said.business_id.is_some() && self.known[*place].business_id == said.business_id
                };
                match self.one_of(places.iter().copied().filter(same_id)) {
                    Found::One(place) => Found::One(place),
                    _ => places.first().map_or(Found::None, |place| Found::One(*place)),
                }
            }
            found => found,
        }
    }

    fn of_name(&mut self, said: Said<'_>) -> Found {
        let namesakes = self.namesakes(said);
        self.one_of(namesakes.into_iter())
    }

    fn numbered(&self, number: &str) -> &[usize] {
        self.by_number.get(number).map(Vec::as_slice).unwrap_or_default()
    }

    fn with_business_id(&self, id: BusinessId) -> &[usize] {
        self.by_business_id.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    fn resolve(&mut self, merged: &[(usize, Id)]) {
        if merged.is_empty() {
            return;
        }
        let places: HashMap<Id, usize> =
            self.known.iter().enumerate().map(|(place, customer)| (customer.id, place)).collect();
        let next: HashMap<usize, usize> =
            merged.iter().filter_map(|(place, into)| Some((*place, *places.get(into)?))).collect();
        for place in next.keys() {
            let mut root = *place;
            // Two devices may have merged two records into each other; the walk ends all the same.
            for _ in 0..100 {
                match next.get(&root) {
                    Some(into) => root = *into,
                    None => break,
                }
            }
            self.known[*place].merged_into = (root != *place).then_some(root);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn customer(name: &str, number: Option<&str>, business_id: Option<&str>) -> MatchedCustomer {
        MatchedCustomer {
            id: Id::from_bytes([0; 16]),
            key: 0,
            name: name.to_owned(),
            business_id: business_id.map(str::to_owned),
            external_number: number.map(str::to_owned),
            merged_into: None,
        }
    }

    fn customers(all: Vec<MatchedCustomer>) -> Customers {
        let mut customers = Customers {
            known: Vec::new(),
            by_number: HashMap::new(),
            by_business_id: HashMap::new(),
            by_name: None,
        };
        for one in all {
            customers.add(one);
        }
        customers
    }

    fn said<'a>(number: Option<&'a str>, business_id: Option<&str>, name: Option<&'a str>) -> Said<'a> {
        Said { number, business_id: business_id.map(|id| id.parse().expect("a business id")), name }
    }

    const NOKIA: Option<&str> = Some("0112038-9");
    const KONE: Option<&str> = Some("1927400-1");

    #[test]
    fn customer_rows_go_by_business_id_then_number_then_name() {
        let mut all = customers(vec![
            customer("Alfa Oy", Some("1"), NOKIA),
            customer("Beeta Oy", Some("2"), None),
            customer("Gamma Oy", None, None),
        ]);
        let none = HashSet::new();
        let mut of = |number, id, name| all.of_customer_row(said(number, id, name), &none);
        assert_eq!(of(Some("2"), NOKIA, Some("Gamma Oy")), Found::One(0), "the business id comes first");
        assert_eq!(of(Some("2"), KONE, Some("Gamma Oy")), Found::One(1), "then the number");
        assert_eq!(of(Some("9"), None, Some("GAMMA")), Found::One(2), "then the name, without its form");
        assert_eq!(of(Some("9"), None, Some("Beeta Oy")), Found::None, "another number is another customer");
    }

    #[test]
    fn order_lines_go_by_number_first() {
        let mut all =
            customers(vec![customer("Alfa Oy", Some("1"), NOKIA), customer("Beeta Oy", Some("2"), KONE)]);
        assert_eq!(all.of_order(said(Some("2"), NOKIA, None)), Found::One(1));
        assert_eq!(all.of_order(said(None, NOKIA, Some("Beeta Oy"))), Found::One(0));
        assert_eq!(all.of_order(said(None, None, Some("beeta"))), Found::One(1));
        assert_eq!(all.of_order(said(Some("7"), None, Some("Beeta Oy"))), Found::None);
    }

    #[test]
    fn branches_of_one_firm_are_told_apart_by_number() {
        let mut all = customers(vec![customer("Kone Oy", Some("100"), KONE)]);
        let shared: HashSet<BusinessId> = said(None, KONE, None).business_id.into_iter().collect();
        let other = said(Some("101"), KONE, Some("Kone Oy"));
        assert_eq!(all.of_customer_row(other, &shared), Found::None, "the second branch is new");
        assert_eq!(all.of_customer_row(said(Some("100"), KONE, None), &shared), Found::One(0));
    }

    #[test]
    fn several_of_a_name_are_not_guessed_among() {
        let mut all =
            customers(vec![customer("Sama Oy", Some("1"), None), customer("SAMA OY", Some("2"), None)]);
        assert_eq!(all.of_order(said(None, None, Some("Sama"))), Found::Several);
        assert_eq!(
            all.of_order(said(Some("3"), None, Some("Sama"))),
            Found::None,
            "a new number is a new customer"
        );
        assert_eq!(all.of_order(said(Some("2"), None, Some("Sama"))), Found::One(1));
    }

    #[test]
    fn merged_customers_lead_to_where_they_went() {
        let mut all =
            customers(vec![customer("Vanha Oy", Some("1"), None), customer("Uusi Oy", Some("2"), None)]);
        all.known[0].merged_into = Some(1);
        assert_eq!(
            all.of_order(said(Some("1"), None, None)),
            Found::One(0),
            "orders stay with the record they came to"
        );
        assert_eq!(all.root(0), 1);
        all.alias(1, "1");
        assert_eq!(
            all.of_order(said(Some("1"), None, None)),
            Found::One(1),
            "the one that is not merged away is meant"
        );
    }
}
