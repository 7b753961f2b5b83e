//! All that the customer page shows at once.

use pelikirja_domain::{Id, sort_key};
use pelikirja_store::Reader;
use pelikirja_store::table::customer::CustomerRecord as Stored;

use crate::api::{ById, CustomerFields, CustomerName, CustomerRecord};
use crate::contacts::next_action;
use crate::error::{AppError, Result};
use crate::session::Session;
use crate::{duplicates, people, queue, signals};

pub(crate) fn get(session: &Session, request: ById) -> Result<CustomerRecord> {
    let customers = session.index().get(session.store())?;
    let suspected_duplicates = duplicates::count_of(session, request.id)?;
    let rhythm = signals::rhythm_of(session, request.id)?;
    session.read(|reader| {
        let log_place = reader.log_place()?;
        let stored = reader.customer(request.id)?.ok_or_else(|| AppError::not_found("customer"))?;
        let listed = customers.get(request.id).map(|entry| &entry.listed);
        let family = reader.family(request.id)?;
        let mut people = Vec::new();
        let mut next_actions = Vec::new();
        for (id, _) in &family {
            people.extend(reader.people_at(*id)?.into_iter().map(|person| people::person(person, log_place)));
            next_actions.extend(
                reader.open_actions_of(*id)?.into_iter().map(|action| next_action(action, log_place)),
            );
        }
        people.sort_by_key(|person| (person.ended_on.is_some(), !person.primary));
        next_actions.sort_by_key(|action| action.due);
        let merged = family.iter().skip(1).map(|(id, _)| name(reader, *id)).collect::<Result<_>>()?;
        let (signals, notes) = queue::visible_signals(session, reader, request.id)?;
        let mut subsidiaries = Vec::new();
        for (id, _) in &family {
            subsidiaries
                .extend(reader.subsidiaries(*id)?.into_iter().map(|(id, name)| CustomerName { id, name }));
        }
        subsidiaries.sort_by_cached_key(|subsidiary| sort_key(&subsidiary.name));
        // A parent that was merged into another record is that record.
        let parent = stored.parent.map(|parent| reader.merge_root(parent)).transpose()?;
        Ok(CustomerRecord {
            id: stored.id,
            segment: listed.and_then(|listed| listed.segment),
            last_contact: listed.and_then(|listed| listed.last_contact),
            rhythm,
            signals,
            notes,
            people,
            next_actions,
            subsidiaries,
            parent: parent.map(|parent| name(reader, parent)).transpose()?,
            merged,
            suspected_duplicates,
            created_at: stored.created_at,
            log_place,
            fields: fields(reader, Stored { parent, ..stored })?,
        })
    })
}

fn name(reader: &Reader<'_>, id: Id) -> Result<CustomerName> {
    Ok(CustomerName { id, name: reader.customer_name(id)?.unwrap_or_default() })
}

fn fields(reader: &Reader<'_>, stored: Stored) -> Result<CustomerFields> {
    Ok(CustomerFields {
        tags: reader.tags(stored.id)?,
        name: stored.name,
        business_id: stored.business_id,
        vat_id: stored.vat_id,
        external_number: stored.external_number,
        parent: stored.parent,
        industry: stored.industry,
        street: stored.street,
        postcode: stored.postcode,
        city: stored.city,
        country: stored.country,
        phone: stored.phone,
        email: stored.email,
        website: stored.website,
        tier: stored.tier,
        tier_reason: stored.tier_reason,
        owner: stored.owner,
        deputy: stored.deputy,
        stage: stored.stage,
        ladder: stored.ladder,
        language: stored.language,
        source: stored.source,
        notes: stored.notes,
        ended_on: stored.ended_on,
        ended_reason: stored.ended_reason,
    })
}
