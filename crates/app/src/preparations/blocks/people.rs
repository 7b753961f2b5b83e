//! Who attends, and the names of people in blocks.

use pelikirja_domain::Id;
use pelikirja_store::Reader;
use pelikirja_store::table::meeting::MeetingRecord;
use pelikirja_store::table::person::PersonAtCustomer;

use crate::api::{BlockAttendee, BlockContent};
use crate::error::Result;

pub(super) fn attendees(
    reader: &Reader<'_>,
    meeting: &MeetingRecord,
    family: &[(Id, i64)],
) -> Result<BlockContent> {
    let mut at_customer: Vec<PersonAtCustomer> = Vec::new();
    for (record, _) in family {
        at_customer.extend(reader.people_at(*record)?);
    }
    let mut people = Vec::new();
    for one in reader.participants(meeting.id)? {
        let Some(key) = one.person.or(one.member) else { continue };
        let place = at_customer.iter().find(|place| Some(place.id) == one.person);
        people.push(BlockAttendee {
            key: key.to_string(),
            person: one.person,
            member: one.member,
            name: None,
            deleted: false,
            title: place.and_then(|place| place.title.clone()),
            role: place.and_then(|place| place.role),
            attendance: one.attendance,
            last_contact: place.and_then(|place| place.last_contact),
        });
    }
    Ok(BlockContent::Attendees { people })
}

/// A block without the names of people.
pub(super) fn nameless(mut content: BlockContent) -> BlockContent {
    match &mut content {
        BlockContent::Attendees { people } => {
            for one in people {
                (one.name, one.deleted) = (None, false);
            }
        }
        BlockContent::Promises { promises } => {
            for one in promises {
                one.person_name = None;
            }
        }
        BlockContent::Orders { .. }
        | BlockContent::Products { .. }
        | BlockContent::LastMinutes { .. }
        | BlockContent::Signals { .. }
        | BlockContent::Actions { .. } => {}
    }
    content
}

/// A block with the names that people have now.
pub(crate) fn named(reader: &Reader<'_>, mut content: BlockContent) -> Result<BlockContent> {
    match &mut content {
        BlockContent::Attendees { people } => {
            let members = reader.members()?;
            for one in people {
                if let Some(person) = one.person {
                    let known = reader.known_person(person)?;
                    one.deleted = known.as_ref().is_none_or(|(_, deleted)| *deleted);
                    one.name = known.map(|(name, _)| name);
                } else if let Some(member) = one.member {
                    one.name =
                        members.iter().find(|known| known.id == member).map(|known| known.name.clone());
                }
            }
        }
        BlockContent::Promises { promises } => {
            for one in promises {
                if let Some(person) = one.person {
                    one.person_name = reader.known_person(person)?.map(|(name, _)| name);
                }
            }
        }
        BlockContent::Orders { .. }
        | BlockContent::Products { .. }
        | BlockContent::LastMinutes { .. }
        | BlockContent::Signals { .. }
        | BlockContent::Actions { .. } => {}
    }
    Ok(content)
}
