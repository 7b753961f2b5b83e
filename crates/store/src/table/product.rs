//! Products.

use pelikirja_domain::{Cents, Id};

use super::id;
use crate::{Reader, Result};

/// A product as stored.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct ProductRow {
    pub id: Id,
    pub key: i64,
    pub number: Option<String>,
    pub name: Option<String>,
    pub product_group: Option<String>,
    pub unit: Option<String>,
    pub list_price: Option<Cents>,
    pub source: Option<String>,
}

impl Reader<'_> {
    /// Every product.
    ///
    /// # Errors
    /// Those of the database.
    pub fn products(&self) -> Result<Vec<ProductRow>> {
        self.product_rows("WHERE deleted = 0", [])
    }

    /// A product by local key.
    ///
    /// # Errors
    /// Those of the database.
    pub fn product_by_key(&self, key: i64) -> Result<Option<ProductRow>> {
        Ok(self.product_rows("WHERE key = ?1 AND deleted = 0", [key])?.into_iter().next())
    }

    fn product_rows(&self, filter: &str, params: impl rusqlite::Params) -> Result<Vec<ProductRow>> {
        let sql = format!(
            "SELECT id, key, number, name, product_group, unit, list_price, source FROM product {filter}"
        );
        self.rows(&sql, params, |row| {
            Ok(ProductRow {
                id: id(row, 0)?,
                key: row.get(1)?,
                number: row.get(2)?,
                name: row.get(3)?,
                product_group: row.get(4)?,
                unit: row.get(5)?,
                list_price: row.get::<_, Option<i64>>(6)?.map(Cents),
                source: row.get(7)?,
            })
        })
    }
}
