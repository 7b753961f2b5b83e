//! Records that somebody deleted: imports leave them alone.

use std::collections::HashMap;

use pelikirja_domain::{BusinessId, Id, firm_key};
use pelikirja_store::{Reader, Table, Value, schema, to_word};

use super::match_customer::Said;
use crate::api::TransactionKind;
use crate::error::Result;

/// Whether a deleted record was deleted by somebody who meant it. What went because an import was undone, or because
/// the making of the record was, comes back with the next file.
pub(super) fn is_meant(reader: &Reader<'_>, table: &Table, record: Id) -> Result<bool> {
    let undone = [TransactionKind::UndoImport, TransactionKind::Undo].map(|kind| to_word(&kind));
    let history = reader.record_history(table, record)?;
    let deletion = history.into_iter().find(|change| {
        change.fields.iter().any(|field| field.field == "deleted" && field.to == Value::Integer(1))
    });
    Ok(deletion.is_some_and(|change| !undone.contains(&change.kind)))
}

/// The deleted customers, by what they were called.
pub(super) struct DeletedCustomers {
    by_number: HashMap<String, Vec<Id>>,
    by_business_id: HashMap<BusinessId, Vec<Id>>,
    by_name: HashMap<String, Vec<Id>>,
}

impl DeletedCustomers {
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        let mut deleted =
            Self { by_number: HashMap::new(), by_business_id: HashMap::new(), by_name: HashMap::new() };
        for customer in reader.deleted_customers()? {
            let id = customer.id;
            if let Some(number) = customer.external_number {
                deleted.by_number.entry(number).or_default().push(id);
            }
            if let Some(business_id) = customer.business_id.and_then(|text| text.parse().ok()) {
                deleted.by_business_id.entry(business_id).or_default().push(id);
            }
            deleted.by_name.entry(firm_key(&customer.name)).or_default().push(id);
        }
        Ok(deleted)
    }

    /// Whether a row that means no customer there is means one that somebody deleted. The surest thing that the row
    /// says decides.
    pub fn means(&self, reader: &Reader<'_>, said: Said<'_>) -> Result<bool> {
        let candidates = match (said.number, said.business_id, said.name) {
            (Some(number), _, _) => self.by_number.get(number),
            (None, Some(id), _) => self.by_business_id.get(&id),
            (None, None, Some(name)) => self.by_name.get(&firm_key(name)),
            (None, None, None) => None,
        };
        for id in candidates.into_iter().flatten() {
            if is_meant(reader, &schema::customer::TABLE, *id)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
