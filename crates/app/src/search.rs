//! Search over everything.

use chrono::NaiveDate;
use pelikirja_domain::{Id, fold};
use pelikirja_store::Reader;
use pelikirja_store::search::Indexed;

use crate::api::{SearchHit, SearchKind, SearchRequest};
use crate::customer_index::{Candidate, Customers};
use crate::error::{AppError, FieldProblem, Result};
use crate::session::Session;

/// Hits of a kind, at most.
const MOST_HITS: u32 = 50;
/// Letters of a query that count; nobody types more.
const LONGEST_QUERY: usize = 200;
/// Letters around a match that a note shows.
const AROUND: usize = 60;

pub(crate) fn search(session: &Session, request: SearchRequest) -> Result<Vec<SearchHit>> {
    if request.limit > MOST_HITS {
        return Err(AppError::field("limit", FieldProblem::Range));
    }
    let query: String = request.query.trim().chars().take(LONGEST_QUERY).collect();
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = |kind: SearchKind| request.kinds.is_empty() || request.kinds.contains(&kind);
    let customers = session.index().get(session.store())?;
    let limit = request.limit as usize;
    // Notes are read beside the rest: each has indices of its own to look through.
    let (notes, mut hits) = session.read_both(
        |reader| {
            if wanted(SearchKind::Note) {
                find_notes(reader, &customers, &query, limit)
            } else {
                Ok(Vec::new())
            }
        },
        |reader| {
            let mut hits = Vec::new();
            if wanted(SearchKind::Customer) {
                hits.extend(find_customers(&customers, &query, limit));
            }
            if wanted(SearchKind::Person) {
                find_people(reader, &customers, &query, limit, &mut hits)?;
            }
            if wanted(SearchKind::Product) {
                find_products(reader, &query, limit, &mut hits)?;
            }
            if wanted(SearchKind::Order) {
                find_orders(reader, &customers, &query, request.limit, &mut hits)?;
            }
            if wanted(SearchKind::Meeting) {
                find_meetings(reader, &query, limit, &mut hits)?;
            }
            if wanted(SearchKind::Promise) {
                find_promises(reader, &query, limit, &mut hits)?;
            }
            Ok(hits)
        },
    )?;
    hits.extend(notes);
    Ok(hits)
}

/// Names that begin so come first, then words that begin so, then those who are called at that number, then the rest; the larger customer first among equals.
fn find_customers(customers: &Customers, query: &str, limit: usize) -> Vec<SearchHit> {
    let folded = fold(query);
    let mut found = largest(customers.beginning_with(&folded).collect(), limit);
    // One letter or two begin more names than are shown: then what is inside of the others need not be looked at.
    if found.len() < limit {
        let words: Vec<&str> = folded.split_whitespace().collect();
        let others = customers.having(&words).filter(|(_, text)| !text.starts_with(&folded));
        let (mut beginning, mut inside) = (Vec::new(), Vec::new());
        for (candidate, text) in others {
            let begins = words.iter().all(|word| begins_a_word(text, word));
            if begins { beginning.push(candidate) } else { inside.push(candidate) }
        }
        for group in [beginning, customers.called_at(query).collect(), inside] {
            let is_new = |candidate: &Candidate<'_>| {
                found.iter().all(|known| known.entry.listed.id != candidate.entry.listed.id)
            };
            let group = group.into_iter().filter(is_new).collect();
            found.extend(largest(group, limit - found.len()));
        }
    }
    let hit = |Candidate { entry, .. }: Candidate<'_>| SearchHit {
        kind: SearchKind::Customer,
        id: entry.listed.id,
        customer: Some(entry.listed.id),
        title: entry.listed.name.clone(),
        detail: entry.listed.city.as_deref().map(str::to_owned),
        date: None,
    };
    found.into_iter().map(hit).collect()
}

/// The largest of the customers, the largest first; by name where they are equal.
fn largest(mut found: Vec<Candidate<'_>>, limit: usize) -> Vec<Candidate<'_>> {
    let by_value = |left: &Candidate<'_>, right: &Candidate<'_>| {
        right.value_365.cmp(&left.value_365).then_with(|| left.entry.name_key.cmp(&right.entry.name_key))
    };
    if found.len() > limit && limit > 0 {
        found.select_nth_unstable_by(limit - 1, by_value);
    }
    found.truncate(limit);
    found.sort_by(by_value);
    found
}

/// Whether a word of the text begins with this.
fn begins_a_word(text: &str, beginning: &str) -> bool {
    let at_beginning = |place: usize| !text[..place].ends_with(char::is_alphanumeric);
    text.match_indices(beginning).any(|(place, _)| at_beginning(place))
}

fn find_people(
    reader: &Reader<'_>,
    customers: &Customers,
    query: &str,
    limit: usize,
    hits: &mut Vec<SearchHit>,
) -> Result<()> {
    // Whoever is called so comes before whoever is only written about.
    let mut keys = reader.find_keys(Indexed::Person, query, limit)?;
    for key in reader.find_keys(Indexed::PersonNote, query, limit)? {
        if keys.len() < limit && !keys.contains(&key) {
            keys.push(key);
        }
    }
    for key in keys {
        let Some(person) = reader.found_person(key)? else { continue };
        let employer = person.customer.and_then(|customer| customers.get(customer));
        hits.push(SearchHit {
            kind: SearchKind::Person,
            id: person.id,
            customer: person.customer,
            title: person.name,
            detail: employer.map(|entry| entry.listed.name.clone()).or(person.email),
            date: None,
        });
    }
    Ok(())
}

fn find_products(reader: &Reader<'_>, query: &str, limit: usize, hits: &mut Vec<SearchHit>) -> Result<()> {
    for key in reader.find_keys(Indexed::Product, query, limit)? {
        let Some(product) = reader.product_by_key(key)? else { continue };
        let title = [product.number, product.name].into_iter().flatten().collect::<Vec<_>>().join(" ");
        hits.push(SearchHit {
            kind: SearchKind::Product,
            id: product.id,
            customer: None,
            title,
            detail: product.product_group,
            date: None,
        });
    }
    Ok(())
}

fn find_orders(
    reader: &Reader<'_>,
    customers: &Customers,
    query: &str,
    limit: u32,
    hits: &mut Vec<SearchHit>,
) -> Result<()> {
    for order in reader.orders_by_number(query, limit)? {
        let customer = customers.by_key(order.customer_key);
        hits.push(SearchHit {
            kind: SearchKind::Order,
            id: order.id,
            customer: customer.map(|entry| entry.listed.id),
            title: order.number,
            detail: customer.map(|entry| entry.listed.name.clone()),
            date: Some(order.date),
        });
    }
    Ok(())
}

/// Meetings by what they are for and where, then those whose minutes say so; each once.
fn find_meetings(reader: &Reader<'_>, query: &str, limit: usize, hits: &mut Vec<SearchHit>) -> Result<()> {
    let mut found: Vec<SearchHit> = Vec::new();
    for key in reader.find_keys(Indexed::Meeting, query, limit)? {
        found.extend(reader.meeting_by_key(key)?.map(|meeting| SearchHit {
            kind: SearchKind::Meeting,
            id: meeting.id,
            customer: Some(meeting.customer),
            title: meeting.purpose,
            detail: Some(meeting.customer_name),
            date: Some(meeting.day),
        }));
    }
    for key in reader.find_keys(Indexed::Minutes, query, limit)? {
        let Some(minutes) = reader.minutes_by_key(key)? else { continue };
        let Some(meeting) = reader.meeting(minutes.meeting)? else { continue };
        if found.iter().any(|hit| hit.id == meeting.id) {
            continue;
        }
        let texts = [minutes.wants, minutes.agreed, minutes.internal].into_iter().flatten();
        found.push(SearchHit {
            kind: SearchKind::Meeting,
            id: meeting.id,
            customer: Some(meeting.customer),
            title: around(&texts.collect::<Vec<_>>().join(" "), query),
            detail: Some(meeting.customer_name),
            date: Some(meeting.day),
        });
    }
    found.truncate(limit);
    hits.extend(found);
    Ok(())
}

fn find_promises(reader: &Reader<'_>, query: &str, limit: usize, hits: &mut Vec<SearchHit>) -> Result<()> {
    for key in reader.find_keys(Indexed::Promise, query, limit)? {
        hits.extend(reader.promise_by_key(key)?.map(|promise| SearchHit {
            kind: SearchKind::Promise,
            id: promise.id,
            customer: Some(promise.customer),
            title: around(&promise.text, query),
            detail: Some(promise.customer_name),
            date: Some(promise.due),
        }));
    }
    Ok(())
}

/// Notes of contacts and of customers, and next actions, in turn.
fn find_notes(
    reader: &Reader<'_>,
    customers: &Customers,
    query: &str,
    limit: usize,
) -> Result<Vec<SearchHit>> {
    let hit = |id: Id, customer: Id, text: &str, date: Option<NaiveDate>| SearchHit {
        kind: SearchKind::Note,
        id,
        customer: Some(customer),
        title: around(text, query),
        detail: customers.get(customer).map(|entry| entry.listed.name.clone()),
        date,
    };
    let [mut contacts, mut actions, mut notes] = <[Vec<SearchHit>; 3]>::default();
    for key in reader.find_keys(Indexed::Note, query, limit)? {
        let found = reader.contact_by_key(key)?;
        contacts.extend(found.map(|contact| {
            hit(contact.id, contact.customer, contact.note.as_deref().unwrap_or_default(), Some(contact.date))
        }));
    }
    for key in reader.find_keys(Indexed::NextAction, query, limit)? {
        let found = reader.next_action_by_key(key)?;
        actions.extend(found.map(|action| hit(action.id, action.customer, &action.text, Some(action.due))));
    }
    for key in reader.find_keys(Indexed::CustomerNote, query, limit)? {
        let found = reader.customer_notes(key)?;
        notes.extend(found.map(|(customer, text)| hit(customer, customer, &text, None)));
    }
    Ok(in_turn([contacts, actions, notes], limit))
}

/// The first of each, then the second of each and so on, so that one sort of note leaves room for the others.
fn in_turn(found: [Vec<SearchHit>; 3], limit: usize) -> Vec<SearchHit> {
    let mut sources = found.map(Vec::into_iter);
    let mut hits = Vec::new();
    loop {
        let before = hits.len();
        hits.extend(sources.iter_mut().filter_map(Iterator::next));
        if hits.len() == before || hits.len() >= limit {
            hits.truncate(limit);
            return hits;
        }
    }
}

/// The part of a note around the first word that matches, on one line.
fn around(note: &str, query: &str) -> String {
    let words: Vec<&str> = note.split_whitespace().collect();
    let first = fold(query).split_whitespace().next().map(str::to_owned).unwrap_or_default();
    let place = words.iter().position(|word| fold(word).contains(&first)).unwrap_or(0);
    let mut from = place;
    let mut before = 0;
    while let Some(word) = from.checked_sub(1).and_then(|index| words.get(index)) {
        before += word.chars().count() + 1;
        if before > AROUND {
            break;
        }
        from -= 1;
    }
    let mut text = if from > 0 { "… ".to_owned() } else { String::new() };
    let mut length = 0;
    for (index, word) in words.iter().enumerate().skip(from) {
        length += word.chars().count() + 1;
        if length > 2 * AROUND && index > place {
            text.push('…');
            return text;
        }
        text.push_str(word);
        text.push(' ');
    }
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_note_is_cut_around_the_match() {
        let note = format!("{} Äijälä lupasi vastata {}", "sana ".repeat(60), "loppu ".repeat(60));
        let shown = around(&note, "aija");
        assert!(shown.starts_with("… ") && shown.ends_with('…'), "{shown}");
        assert!(shown.contains("Äijälä lupasi"), "{shown}");
        assert!(shown.chars().count() < 4 * AROUND, "{shown}");
        assert_eq!(around("lyhyt", "x"), "lyhyt");
        assert_eq!(around("", "x"), "");
    }
}
