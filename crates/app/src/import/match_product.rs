//! Which product a row means: by its number in the source, then by the number elsewhere unless the names differ, then
//! by name.

use std::collections::HashMap;

use pelikirja_domain::{Id, fold};
use pelikirja_store::table::product::ProductRow;
use pelikirja_store::{Column, IntoValue, Reader, Value, WriteTransaction, schema};

use super::bring::{bring_back, key_of};
use super::counts::Effect;
use crate::error::Result;

/// A product as rows are matched with it.
pub(super) struct Known {
    pub id: Id,
    pub key: i64,
    number: Option<Box<str>>,
    name: Option<Box<str>>,
    has_group: bool,
    source: Option<Box<str>>,
    /// What the import did to it.
    effect: Effect,
}

/// Every product, and those that the import adds.
pub(super) struct Products<'a> {
    source: &'a str,
    known: Vec<Known>,
    by_number: HashMap<Box<str>, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    /// Numbers of this source that were looked for already.
    found: HashMap<Box<str>, usize>,
}

/// What a row says of its product.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    pub number: Option<&'a str>,
    pub name: Option<&'a str>,
    pub group: Option<&'a str>,
}

impl<'a> Products<'a> {
    pub fn read(reader: &Reader<'_>, source: &'a str) -> Result<Self> {
        let mut products = Self {
            source,
            known: Vec::new(),
            by_number: HashMap::new(),
            by_name: HashMap::new(),
            found: HashMap::new(),
        };
        for product in reader.products()? {
            products.add(product);
        }
        Ok(products)
    }

    pub fn get(&self, place: usize) -> &Known {
        &self.known[place]
    }

    pub fn note(&mut self, place: usize, effect: Effect) {
        let known = &mut self.known[place];
        known.effect = known.effect.max(effect);
    }

    /// What became of each.
    pub fn effects(&self) -> impl Iterator<Item = Effect> + '_ {
        self.known.iter().map(|known| known.effect)
    }

    /// The product that a row means, if it is known.
    pub fn find(&mut self, said: Said<'_>) -> Option<usize> {
        let Some(number) = said.number else { return self.named(said.name?, false) };
        if let Some(place) = self.found.get(number) {
            return Some(*place);
        }
        let place = self.numbered(number, said.name).or_else(|| self.named(said.name?, true))?;
        self.found.insert(number.into(), place);
        Some(place)
    }

    /// The product of an order line, made when it is new; what the store lacks of a known one is filled in.
    pub fn of_line(&mut self, tx: &mut WriteTransaction<'_>, said: Said<'_>) -> Result<Option<usize>> {
        if said.number.is_none() && said.name.is_none() {
            return Ok(None);
        }
        let Some(place) = self.find(said) else { return self.create(tx, said, Vec::new()).map(Some) };
        let known = &mut self.known[place];
        let lacks_name = known.name.is_none() && said.name.is_some();
        let lacks_group = !known.has_group && said.group.is_some();
        let lacks_number = known.number.is_none() && said.number.is_some();
        known.effect = known.effect.max(Effect::Unchanged);
        if lacks_name || lacks_group || lacks_number {
            let changed = tx.fill(known.id, cells(said, self.source))?;
            known.effect = known.effect.max(Effect::of_known(changed));
            known.has_group |= said.group.is_some();
            self.learn(place, said.number, said.name);
        }
        Ok(Some(place))
    }

    /// Makes a product. Returns its place.
    pub fn create(
        &mut self,
        tx: &mut WriteTransaction<'_>,
        said: Said<'_>,
        more: Vec<(Column, Value)>,
    ) -> Result<usize> {
        let mut all = cells(said, self.source);
        all.extend(more);
        let table = &schema::product::TABLE;
        let source = self.source.as_bytes();
        let id = match (said.number, said.name) {
            (Some(number), _) => bring_back(tx, table, &[b"number", source, number.as_bytes()], all)?,
            (None, name) => {
                bring_back(tx, table, &[b"name", source, fold(name.unwrap_or_default()).as_bytes()], all)?
            }
        };
        let place = self.add(ProductRow {
            id,
            key: key_of(tx, table, id)?,
            number: said.number.map(str::to_owned),
            name: said.name.map(str::to_owned),
            product_group: said.group.map(str::to_owned),
            unit: None,
            list_price: None,
            source: Some(self.source.to_owned()),
        });
        self.known[place].effect = Effect::Created;
        Ok(place)
    }

    /// Notes what a product is called from now on.
    pub fn learn(&mut self, place: usize, number: Option<&str>, name: Option<&str>) {
        let known = &mut self.known[place];
        if let Some(number) = number.filter(|_| known.number.is_none()) {
            known.number = Some(number.into());
            self.by_number.entry(number.into()).or_default().push(place);
        }
        if let Some(name) = name.filter(|name| known.name.as_deref() != Some(name)) {
            known.name = Some(name.into());
            self.by_name.entry(fold(name)).or_default().push(place);
        }
    }

    fn add(&mut self, product: ProductRow) -> usize {
        let place = self.known.len();
        self.known.push(Known {
            id: product.id,
            key: product.key,
            number: None,
            name: None,
            has_group: product.product_group.is_some(),
            source: product.source.map(Into::into),
            effect: Effect::Unmet,
        });
        self.learn(place, product.number.as_deref(), product.name.as_deref());
        place
    }

    fn numbered(&self, number: &str, name: Option<&str>) -> Option<usize> {
        let places = self.by_number.get(number)?;
        let is_own = |place: &&usize| self.known[**place].source.as_deref() == Some(self.source);
        if let Some(own) = places.iter().find(is_own) {
            return Some(*own);
        }
        let is_same = |place: &&usize| match (name, self.known[**place].name.as_deref()) {
            (Some(said), Some(known)) => fold(said) == fold(known),
            _ => true,
        };
        let mut others = places.iter().filter(is_same);
        match (others.next(), others.next()) {
            (Some(place), None) => Some(*place),
            _ => None,
        }
    }

    /// The product of that name: the one without a number if there is one, else the only one. For a row with a number
    /// only one without counts.
    fn named(&self, name: &str, has_number: bool) -> Option<usize> {
        let places = self.by_name.get(&fold(name))?;
        let bare = places.iter().find(|place| self.known[**place].number.is_none());
        match (bare, places.as_slice()) {
            (Some(place), _) => Some(*place),
            (None, [place]) if !has_number => Some(*place),
            _ => None,
        }
    }
}

/// What a row says, as cells.
pub(super) fn cells(said: Said<'_>, source: &str) -> Vec<(Column, Value)> {
    use schema::product as column;
    let texts = [
        (column::NUMBER, said.number),
        (column::NAME, said.name),
        (column::PRODUCT_GROUP, said.group),
        (column::SOURCE, Some(source)),
    ];
    texts.into_iter().filter_map(|(column, text)| Some((column, text?.into_value()))).collect()
}
