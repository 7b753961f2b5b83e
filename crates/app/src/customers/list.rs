//! The list of customers.

use std::collections::HashMap;

use pelikirja_store::day_from_number;
use pelikirja_store::table::customer_list::ListedCustomer;

use crate::api::{CustomerPage, CustomerRow, Empty, ListCustomers, TagCount};
use crate::customer_index::Ranks;
use crate::error::{AppError, FieldProblem, Result};
use crate::session::Session;

/// Rows of one window, at most.
const LARGEST_WINDOW: u32 = 500;

pub(crate) fn list(session: &Session, request: ListCustomers) -> Result<CustomerPage> {
    if request.limit > LARGEST_WINDOW {
        return Err(AppError::field("limit", FieldProblem::Range));
    }
    // Before the rows: what comes between the two counts as unseen.
    let log_place = session.read(|reader| Ok(reader.log_place()?))?;
    let customers = session.index().get(session.store())?;
    let ranks = session.read(|reader| Ok(Ranks::new(&reader.tiers()?, &reader.members()?)))?;
    let selected = customers.select(&request, &ranks, session.today());
    let window = selected.from(request.offset as usize).take(request.limit as usize);
    Ok(CustomerPage {
        rows: window.map(|entry| row(&entry.listed, log_place)).collect(),
        total: count(selected.len()),
        customers: count(customers.len()),
        value_365: selected.value_365(),
    })
}

/// A customer as a row of the list.
pub(crate) fn row(customer: &ListedCustomer, log_place: i64) -> CustomerRow {
    CustomerRow {
        id: customer.id,
        name: customer.name.clone(),
        external_number: customer.external_number.clone(),
        city: customer.city.as_deref().map(str::to_owned),
        tier: customer.tier,
        owner: customer.owner,
        segment: customer.segment,
        signals: customer.signals.clone(),
        last_contact: customer.last_contact,
        last_order: customer.last_order.and_then(day_from_number),
        order_days: customer.order_days,
        median_interval_days: customer.median_interval,
        value_365: customer.value_365,
        value_at_stake: customer.value_at_stake,
        next_action: customer.next_action,
        tags: customer.tags.iter().map(|tag| (**tag).to_owned()).collect(),
        ended: customer.ended,
        log_place,
    }
}

pub(crate) fn list_tags(session: &Session, _: Empty) -> Result<Vec<TagCount>> {
    let customers = session.index().get(session.store())?;
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for tag in customers.iter().flat_map(|entry| &entry.listed.tags) {
        *counts.entry(tag).or_insert(0) += 1;
    }
    let mut tags: Vec<TagCount> =
        counts.into_iter().map(|(tag, customers)| TagCount { tag: tag.to_owned(), customers }).collect();
    tags.sort_by(|left, right| right.customers.cmp(&left.customers).then_with(|| left.tag.cmp(&right.tag)));
    Ok(tags)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
