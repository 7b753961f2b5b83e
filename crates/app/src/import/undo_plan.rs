//! What undoing an import leaves alone: records that it made and that somebody has edited since, or on which something
//! hangs that somebody else brought.

use std::collections::{HashMap, HashSet};

use pelikirja_domain::Id;
use pelikirja_store::{Reader, Table, schema};

use crate::error::Result;

/// Answers, record by record, whether it stays.
pub(super) struct UndoPlan {
    transaction: Id,
    /// Whether a customer, person or product stays, as far as it was asked.
    decided: HashMap<(u16, Id), bool>,
    /// Products that order lines name; read when the first product is asked for.
    products_in_use: Option<HashSet<Id>>,
}

impl UndoPlan {
    /// The plan for an import whose order lines are taken back already.
    pub fn new(transaction: Id) -> Self {
        Self { transaction, decided: HashMap::new(), products_in_use: None }
    }

    /// Whether a record that the import made stays.
    pub fn keeps(&mut self, reader: &Reader<'_>, table: &'static Table, record: Id) -> Result<bool> {
        match table.number {
            number if number == schema::customer::TABLE.number => self.keeps_customer(reader, record),
            number if number == schema::person::TABLE.number => self.keeps_person(reader, record),
            number if number == schema::product::TABLE.number => self.keeps_product(reader, record),
            number if number == schema::employment::TABLE.number => {
                let Some((person, customer)) = reader.ends_of_employment(record)? else { return Ok(false) };
                // Whoever stays, stays where they are; at a customer that goes, nobody is left.
                let is_of_import = self.is_new(reader, &schema::person::TABLE, person)?
                    || self.is_new(reader, &schema::customer::TABLE, customer)?;
                Ok(is_of_import && self.keeps_person(reader, person)? && self.stays(reader, customer)?)
            }
            number if number == schema::customer_tag::TABLE.number => match reader.customer_of_tag(record)? {
                Some(customer) => Ok(self.is_new(reader, &schema::customer::TABLE, customer)?
                    && self.keeps_customer(reader, customer)?),
                None => Ok(false),
            },
            // The note of the import itself, and the mapping of its source.
            _ => Ok(true),
        }
    }

    fn keeps_customer(&mut self, reader: &Reader<'_>, customer: Id) -> Result<bool> {
        let table = &schema::customer::TABLE;
        if let Some(decided) = self.decided.get(&(table.number, customer)) {
            return Ok(*decided);
        }
        // Until decided otherwise; ends walks in a circle.
        self.decided.insert((table.number, customer), false);
        let mut keeps = reader.edited_since(self.transaction, table, customer)?
            || reader.is_customer_in_use(customer)?
            || self.has_other_tags(reader, customer)?;
        if !keeps {
            for under in reader.customers_under(customer)? {
                keeps = keeps || self.stays(reader, under)?;
            }
        }
        if !keeps {
            for (employment, person, _) in reader.employments_around(customer)? {
                keeps = keeps
                    || !self.is_new(reader, &schema::employment::TABLE, employment)?
                    || reader.edited_since(self.transaction, &schema::employment::TABLE, employment)?
                    || (self.is_new(reader, &schema::person::TABLE, person)?
                        && self.is_person_wanted(reader, person)?);
            }
        }
        self.decided.insert((table.number, customer), keeps);
        Ok(keeps)
    }

    /// A person that the import made stays for its own sake, or with a customer that it made and that stays.
    fn keeps_person(&mut self, reader: &Reader<'_>, person: Id) -> Result<bool> {
        let table = &schema::person::TABLE;
        if let Some(decided) = self.decided.get(&(table.number, person)) {
            return Ok(*decided);
        }
        let mut keeps = !self.is_new(reader, table, person)? || self.is_person_wanted(reader, person)?;
        if !keeps {
            for (_, _, customer) in reader.employments_around(person)? {
                keeps = keeps
                    || (self.is_new(reader, &schema::customer::TABLE, customer)?
                        && self.keeps_customer(reader, customer)?);
            }
        }
        self.decided.insert((table.number, person), keeps);
        Ok(keeps)
    }

    fn is_person_wanted(&self, reader: &Reader<'_>, person: Id) -> Result<bool> {
        if reader.edited_since(self.transaction, &schema::person::TABLE, person)?
            || reader.is_person_in_use(person)?
        {
            return Ok(true);
        }
        for (employment, _, _) in reader.employments_around(person)? {
            if !self.is_new(reader, &schema::employment::TABLE, employment)?
                || reader.edited_since(self.transaction, &schema::employment::TABLE, employment)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn keeps_product(&mut self, reader: &Reader<'_>, product: Id) -> Result<bool> {
        if reader.edited_since(self.transaction, &schema::product::TABLE, product)? {
            return Ok(true);
        }
        if self.products_in_use.is_none() {
            self.products_in_use = Some(reader.products_in_use()?);
        }
        Ok(self.products_in_use.as_ref().is_some_and(|used| used.contains(&product)))
    }

    fn has_other_tags(&self, reader: &Reader<'_>, customer: Id) -> Result<bool> {
        for tag in reader.tag_records(customer)? {
            let table = &schema::customer_tag::TABLE;
            if !self.is_new(reader, table, tag)? || reader.edited_since(self.transaction, table, tag)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a customer is there after the undo.
    fn stays(&mut self, reader: &Reader<'_>, customer: Id) -> Result<bool> {
        Ok(!self.is_new(reader, &schema::customer::TABLE, customer)?
            || self.keeps_customer(reader, customer)?)
    }

    fn is_new(&self, reader: &Reader<'_>, table: &Table, record: Id) -> Result<bool> {
        Ok(reader.is_brought_by(self.transaction, table, record)?)
    }
}
