//! Writes the workspace that `tests/store/released.rs` opens, with the schema as it is now:
//! `cargo run -p pelikirja-store --example keep_workspace -- crates/store/tests/store/released/schema-N`.
//!
//! Once a schema is released, its workspace is never written again.

use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, NaiveDateTime};
use pelikirja_crypto::KdfParameters;
use pelikirja_domain::{Clock, Id, Instant};
use pelikirja_store::facts::{FactBatch, NewLine};
use pelikirja_store::{IntoValue, Store, StoreError, WorkspaceFolder, WriteTransaction, schema};

/// 2026-11-22 08:00 UTC.
struct Still;

impl Clock for Still {
    fn now(&self) -> Instant {
        1_795_334_400_000
    }

    fn local_now(&self) -> NaiveDateTime {
        DateTime::from_timestamp_millis(self.now()).unwrap_or_default().naive_utc()
    }
}

fn main() -> anyhow::Result<()> {
    let folder = std::env::args().nth(1).context("name the folder")?;
    let folder = WorkspaceFolder::new(folder);
    let store = Store::create(&folder, "kolme kivaa kissaa kivellä", KdfParameters::FLOOR, Arc::new(Still))?;
    let customers = store.write("import", add)?.value;
    let first = *customers.first().context("a customer")?;
    let edit = [
        (schema::customer::NAME, "Konepaja Äijälä Oy".into_value()),
        (schema::customer::BUSINESS_ID, "0112038-9".into_value()),
    ];
    store.write("edit_customer", |tx| {
        tx.set(first, edit)?;
        let tag = tx.keyed_id(&[b"tag", first.as_bytes(), "säilytetty".as_bytes()])?;
        tx.put(
            tag,
            [
                (schema::customer_tag::CUSTOMER, first.into_value()),
                (schema::customer_tag::TAG, "säilytetty".into_value()),
            ],
        )
    })?;
    store.checkpoint()?;
    Ok(())
}

fn add(tx: &mut WriteTransaction<'_>) -> Result<Vec<Id>, StoreError> {
    let mut customers = Vec::new();
    for number in 1..=15 {
        let id = tx.new_id()?;
        tx.create(id, [(schema::customer::NAME, format!("Asiakas {number} Oy").into_value())])?;
        customers.push(id);
    }
    let product = tx.new_id()?;
    tx.create(product, [(schema::product::NAME, "Hammaspyörä".into_value())])?;
    let product = tx.reader().known_record(&schema::product::TABLE, product)?.map(|(key, _)| key);
    let id = tx.new_id()?;
    let mut batch = FactBatch::begin(tx, id, "säilytetty")?;
    for line in 0..39_u32 {
        let order = line % 14;
        let customer = customers.get(order as usize).copied().ok_or(StoreError::NotFound)?;
        let customer = tx.reader().customer_key(customer)?.ok_or(StoreError::NotFound)?;
        let new = NewLine {
            order_number: &order.to_string(),
            customer,
            day: 20_000 + order.cast_signed(),
            currency: "EUR",
            line: Some(line),
            product,
            quantity: 2.5,
            net: i64::from(line) * 100,
        };
        batch.add(tx, new)?;
    }
    batch.finish(tx)?;
    Ok(customers)
}
