//! One change made to several customers.

use pelikirja_domain::Id;
use pelikirja_store::{IntoValue, WriteTransaction, schema};

use super::edit::{add_tag, checked_tag, remove_tag};
use crate::api::{BulkChange, BulkEditCustomers, Changed, CustomerSelection, TransactionKind};
use crate::error::{AppError, FieldProblem, Result};
use crate::session::Session;

pub(crate) fn bulk_edit(session: &Session, request: BulkEditCustomers) -> Result<Changed> {
    let customers = selected(session, request.selection)?;
    let change = checked(session, request.change)?;
    let kind = match change {
        BulkChange::Delete {} if customers.len() == 1 => TransactionKind::DeleteCustomer,
        _ => TransactionKind::BulkEdit,
    };
    session.change(kind, |tx| {
        let mut records = 0;
        for customer in customers {
            records += u32::from(apply(tx, customer, &change)?);
        }
        Ok(records)
    })
}

fn selected(session: &Session, selection: CustomerSelection) -> Result<Vec<Id>> {
    let customers = session.index().get(session.store())?;
    Ok(match selection {
        CustomerSelection::Ids { ids } => {
            if ids.iter().any(|id| customers.get(*id).is_none()) {
                return Err(AppError::not_found("customer"));
            }
            ids
        }
        CustomerSelection::Matching { search, filter, except } => {
            let matching = customers.matching(&search, &filter, session.today());
            matching.iter().map(|entry| entry.listed.id).filter(|id| !except.contains(id)).collect()
        }
    })
}

fn checked(session: &Session, change: BulkChange) -> Result<BulkChange> {
    let exists = |id: Option<Id>, known: Vec<Id>, field: &str| match id {
        Some(id) if !known.contains(&id) => Err(AppError::field(field, FieldProblem::Unknown)),
        _ => Ok(()),
    };
    match &change {
        BulkChange::SetOwner { owner } => {
            let members = session.read(|reader| Ok(reader.members()?))?;
            exists(*owner, members.iter().map(|member| member.id).collect(), "owner")?;
        }
        BulkChange::SetTier { tier } => {
            let tiers = session.read(|reader| Ok(reader.tiers()?))?;
            exists(*tier, tiers.iter().map(|tier| tier.id).collect(), "tier")?;
        }
        BulkChange::AddTag { tag } => return Ok(BulkChange::AddTag { tag: checked_tag(tag)? }),
        BulkChange::RemoveTag { .. } | BulkChange::Delete {} => {}
    }
    Ok(change)
}

fn apply(tx: &mut WriteTransaction<'_>, customer: Id, change: &BulkChange) -> Result<bool> {
    Ok(match change {
        BulkChange::SetOwner { owner } => {
            tx.set(customer, [(schema::customer::OWNER, owner.into_value())])?
        }
        BulkChange::SetTier { tier } => tx.set(customer, [(schema::customer::TIER, tier.into_value())])?,
        BulkChange::AddTag { tag } => add_tag(tx, customer, tag)?,
        BulkChange::RemoveTag { tag } => remove_tag(tx, customer, tag)?,
        BulkChange::Delete {} => tx.delete(&schema::customer::TABLE, customer)?,
    })
}
