//! What a card shows.

use chrono::NaiveDate;
use pelikirja_domain::Id;
use pelikirja_store::Reader;
use pelikirja_store::table::customer_list::ListedCustomer;
use pelikirja_store::table::signal_handling::{Standing, StandingSignal};

use super::note::notes;
use super::select::Found;
use crate::api::{CardNote, CardPerson, NextAction, QueueCard, QueueSignal};
use crate::contacts::next_action;
use crate::error::Result;
use crate::session::Session;

/// The open signals of a customer, the most value at stake first, and what colleagues wrote about them.
pub(crate) fn visible_signals(
    session: &Session,
    reader: &Reader<'_>,
    customer: Id,
) -> Result<(Vec<QueueSignal>, Vec<CardNote>)> {
    let Some(key) = reader.customer_key(customer)? else { return Ok(Default::default()) };
    let signals = reader.standing_signals(customer, key, session.today())?;
    let notes = notes(reader, &signals)?;
    Ok((open(signals), notes))
}

/// A card with everything that it shows.
pub(super) fn read(reader: &Reader<'_>, found: &Found<'_>, today: NaiveDate) -> Result<QueueCard> {
    let customer = found.customer;
    let family = family(reader, customer)?;
    let signals = reader.standing_signals(customer.id, customer.key, today)?;
    Ok(QueueCard {
        customer: customer.id,
        name: customer.name.clone(),
        external_number: customer.external_number.clone(),
        city: customer.city.as_deref().map(str::to_owned),
        tier: customer.tier,
        owner: customer.owner,
        assigned_to: found.assigned_to,
        segment: customer.segment,
        notes: notes(reader, &signals)?,
        signals: open(signals),
        value_at_stake: found.value_at_stake,
        value_365: customer.value_365,
        p_no_order: customer.p_no_order,
        last_contact: customer.last_contact,
        person: person(reader, &family)?,
        next_action: action(reader, customer, &family)?,
    })
}

pub(super) fn open_signals(
    reader: &Reader<'_>,
    customer: Id,
    key: i64,
    today: NaiveDate,
) -> Result<Vec<QueueSignal>> {
    Ok(open(reader.standing_signals(customer, key, today)?))
}

fn open(signals: Vec<StandingSignal>) -> Vec<QueueSignal> {
    let open = signals.into_iter().filter_map(|StandingSignal { stored, standing, .. }| match standing {
        Standing::Open { returned, .. } => {
            Some(QueueSignal { evidence: stored.signal.evidence, since: stored.since, returned })
        }
        Standing::Snoozed | Standing::Closed => None,
    });
    open.collect()
}

/// The customer and what was merged into it.
fn family(reader: &Reader<'_>, customer: &ListedCustomer) -> Result<Vec<Id>> {
    if customer.merged.is_empty() {
        return Ok(vec![customer.id]);
    }
    Ok(reader.family(customer.id)?.into_iter().map(|(id, _)| id).collect())
}

/// Whom to call: the first that one of the records has.
fn person(reader: &Reader<'_>, family: &[Id]) -> Result<Option<CardPerson>> {
    for customer in family {
        if let Some(found) = reader.person_to_call(*customer)? {
            return Ok(Some(CardPerson {
                id: found.id,
                name: found.name,
                title: found.title,
                phone: found.phone,
                email: found.email,
            }));
        }
    }
    Ok(None)
}

fn action(reader: &Reader<'_>, customer: &ListedCustomer, family: &[Id]) -> Result<Option<NextAction>> {
    if customer.next_action.is_none() {
        return Ok(None);
    }
    let mut open = Vec::new();
    for customer in family {
        open.extend(reader.open_actions_of(*customer)?.into_iter().next());
    }
    let log_place = reader.log_place()?;
    Ok(open.into_iter().min_by_key(|action| action.due).map(|action| next_action(action, log_place)))
}
