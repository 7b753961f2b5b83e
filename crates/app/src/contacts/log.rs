//! Logging a contact.

use pelikirja_domain::Id;
use pelikirja_store::{Base, Column, IntoValue, Reader, Value, WriteTransaction, schema, to_word};

use super::{actions, customer_cell};
use crate::api::{
    ById, Changed, Contact, ContactBase, ContactLogged, ContactPerson, LogContact, TransactionKind,
};
use crate::customers::{filled, wanted};
use crate::dates::plausible;
use crate::error::{AppError, FieldProblem, Result};
use crate::long_text;
use crate::queue;
use crate::session::Session;

/// Minutes of a day.
const LONGEST_MINUTES: u32 = 1_440;

pub(crate) fn log(session: &Session, request: LogContact) -> Result<ContactLogged> {
    let today = session.today();
    let date = plausible("date", request.date.unwrap_or(today))?;
    if date > today {
        return Err(AppError::field("date", FieldProblem::Range));
    }
    if request.minutes.is_some_and(|minutes| minutes > LONGEST_MINUTES) {
        return Err(AppError::field("minutes", FieldProblem::Range));
    }
    let note = filled(request.note.clone());
    let kind = if request.id.is_some() { TransactionKind::EditContact } else { TransactionKind::LogContact };
    let written = session.write(kind, |tx| {
        tx.reader().customer(request.customer)?.ok_or_else(|| AppError::not_found("customer"))?;
        let (contact, stored) = match request.id {
            Some(id) => {
                let stored = tx.reader().contact(id)?.ok_or_else(|| AppError::not_found("contact"))?;
                (id, Some(stored.customer))
            }
            None => (tx.new_id()?, None),
        };
        let began = request.base.as_ref().and_then(|base| base.note.as_deref());
        long_text::check(&tx.reader(), schema::contact::NOTE, contact, note.as_deref(), began)?;
        let mut cells: Vec<(Column, Value)> = vec![
            (schema::contact::DATE, date.into_value()),
            (schema::contact::KIND, to_word(&request.kind).into_value()),
            (schema::contact::DIRECTION, to_word(&request.direction).into_value()),
            (schema::contact::TWO_WAY, request.two_way.into_value()),
            (schema::contact::MINUTES, request.minutes.into_value()),
            (schema::contact::NOTE, note.into_value()),
        ];
        if request.id.is_none() {
            cells.push((schema::contact::MEMBER, tx.member().into_value()));
        }
        cells.extend(customer_cell(tx, schema::contact::CUSTOMER, stored, request.customer)?);
        let base = request.base.as_ref();
        tx.set_from(contact, cells, &base.map(known_cells).unwrap_or_default())?;
        set_persons(tx, contact, &request.persons, base.map(|base| &*base.persons))?;
        if let Some(action) = request.finishes {
            actions::finish(tx, action, today)?;
        }
        if let Some(next) = &request.next_action {
            actions::add(tx, request.customer, next)?;
        }
        if request.handles_signals {
            queue::mark_done(session, tx, request.customer, today)?;
        }
        let asks_next_action =
            request.id.is_none() && tx.reader().open_actions_of(request.customer)?.is_empty();
        Ok((contact, asks_next_action))
    })?;
    let (id, asks_next_action) = written.value;
    Ok(ContactLogged { id, transaction: written.transaction, asks_next_action })
}

pub(crate) fn delete(session: &Session, request: ById) -> Result<Changed> {
    session.change(TransactionKind::DeleteContact, |tx| {
        Ok(u32::from(tx.delete(&schema::contact::TABLE, request.id)?))
    })
}

/// A contact as the interface gets it.
pub(super) fn contact(
    reader: &Reader<'_>,
    stored: pelikirja_store::table::contact::ContactRow,
) -> Result<Contact> {
    let (persons, log_place) = (reader.contact_persons(stored.id)?, reader.log_place()?);
    Ok(Contact {
        id: stored.id,
        customer: stored.customer,
        date: stored.date,
        kind: stored.kind,
        direction: stored.direction,
        two_way: stored.two_way,
        minutes: stored.minutes,
        note: stored.note,
        persons: persons.into_iter().map(|(_, id, name)| ContactPerson { id, name }).collect(),
        member: stored.member,
        log_place,
    })
}

/// What a form of a contact began from.
fn known_cells(base: &ContactBase) -> Base {
    use schema::contact as column;
    let mut cells = vec![
        (column::DATE, base.date.into_value()),
        (column::KIND, to_word(&base.kind).into_value()),
        (column::DIRECTION, to_word(&base.direction).into_value()),
        (column::TWO_WAY, base.two_way.into_value()),
        (column::MINUTES, base.minutes.into_value()),
        (column::NOTE, base.note.clone().into_value()),
    ];
    cells.extend(base.customer.map(|customer| (column::CUSTOMER, customer.into_value())));
    Base { cells, log_place: base.log_place }
}

/// Who was there in all, as a meeting says.
pub(crate) fn put_persons(tx: &mut WriteTransaction<'_>, contact: Id, persons: &[Id]) -> Result<()> {
    let present = tx.reader().contact_persons(contact)?;
    for person in persons.iter().filter(|person| present.iter().all(|(_, there, _)| there != *person)) {
        put_person(tx, contact, *person)?;
    }
    for (link, person, _) in present {
        if !persons.contains(&person) {
            tx.delete(&schema::contact_person::TABLE, link)?;
        }
    }
    Ok(())
}

fn put_person(tx: &mut WriteTransaction<'_>, contact: Id, person: Id) -> Result<()> {
    let link = tx.keyed_id(&[b"contact person", contact.as_bytes(), person.as_bytes()])?;
    tx.put(
        link,
        [
            (schema::contact_person::CONTACT, contact.into_value()),
            (schema::contact_person::PERSON, person.into_value()),
        ],
    )?;
    Ok(())
}

/// Who was there in all: of those that others named or left out meanwhile, nothing is taken back.
fn set_persons(
    tx: &mut WriteTransaction<'_>,
    contact: Id,
    persons: &[Id],
    base: Option<&[Id]>,
) -> Result<()> {
    let present = tx.reader().contact_persons(contact)?;
    let wanted = wanted(persons, base, present.iter().map(|(_, person, _)| *person));
    let added = wanted.iter().filter(|person| present.iter().all(|(_, there, _)| there != *person));
    // Whoever was there stays so, also where their record has been deleted since.
    for person in added {
        tx.reader().person_name(*person)?.ok_or_else(|| AppError::field("persons", FieldProblem::Unknown))?;
        put_person(tx, contact, *person)?;
    }
    for (link, person, _) in present {
        if !wanted.contains(&person) {
            tx.delete(&schema::contact_person::TABLE, link)?;
        }
    }
    Ok(())
}
