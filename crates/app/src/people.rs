//! People at customers.

use chrono::NaiveDate;
use pelikirja_domain::limits::MAX_TEXT_CHARS as SHORT;
use pelikirja_domain::{Id, is_email};
use pelikirja_store::table::person::PersonAtCustomer;
use pelikirja_store::{Base, Column, IntoValue, Reader, Value, WriteTransaction, schema, to_word};

use crate::api::{
    ById, ChangeEmployer, Changed, Person, PersonBase, PersonPatch, SavePerson, Saved, TransactionKind,
};
use crate::customers::filled;
use crate::dates::plausible;
use crate::error::{AppError, FieldProblem, Result};
use crate::long_text;
use crate::session::Session;

/// A person as the interface gets it.
pub(crate) fn person(stored: PersonAtCustomer, log_place: i64) -> Person {
    Person {
        id: stored.id,
        employment: stored.employment,
        name: stored.name,
        email: stored.email,
        phone: stored.phone,
        birthday: stored.birthday,
        notes: stored.notes,
        title: stored.title,
        role: stored.role,
        stance: stored.stance,
        influence: stored.influence,
        primary: stored.primary,
        started_on: stored.started_on,
        ended_on: stored.ended_on,
        last_contact: stored.last_contact,
        log_place,
    }
}

pub(crate) fn save(session: &Session, request: SavePerson) -> Result<Saved> {
    let written = session.write(TransactionKind::EditPerson, |tx| {
        tx.reader().customer(request.customer)?.ok_or_else(|| AppError::not_found("customer"))?;
        let id = match request.id {
            Some(id) => {
                tx.reader().person_name(id)?.ok_or_else(|| AppError::not_found("person"))?;
                id
            }
            None => tx.new_id()?,
        };
        let base = request.base.as_ref().map(known_cells).unwrap_or_default();
        let began = request.base.as_ref().and_then(|base| base.fields.notes.as_ref()?.as_deref());
        let notes = filled(request.fields.notes.clone().flatten());
        long_text::check(&tx.reader(), schema::person::NOTES, id, notes.as_deref(), began)?;
        tx.set_from(id, person_cells(&request.fields, request.id.is_none())?, &base)?;
        let present = employment_at(&tx.reader(), id, request.customer)?;
        let mut cells = employment_cells(&request.fields)?;
        let employment = match present {
            // It stays at the record where it is, so that undoing a merge parts people as they were.
            Some(employment) => employment,
            None => {
                cells.push((schema::employment::PERSON, id.into_value()));
                cells.push((schema::employment::CUSTOMER, request.customer.into_value()));
                if request.fields.primary.is_none() {
                    let others = people_of(&tx.reader(), request.customer)?;
                    let first = others.iter().all(|other| other.ended_on.is_some());
                    cells.push((schema::employment::IS_PRIMARY, first.into_value()));
                }
                tx.new_id()?
            }
        };
        let base = request.base.as_ref().map(known_place).unwrap_or_default();
        tx.set_from(employment, cells, &base)?;
        let was_primary = request.base.as_ref().and_then(|base| base.fields.primary);
        if request.fields.primary == Some(true) && was_primary != Some(true) {
            only_primary(tx, request.customer, employment)?;
        }
        Ok(id)
    })?;
    Ok(Saved { id: written.value, transaction: written.transaction })
}

pub(crate) fn delete(session: &Session, request: ById) -> Result<Changed> {
    session.change(TransactionKind::EditPerson, |tx| {
        for (employment, _, _) in tx.reader().employments_of(request.id)? {
            tx.delete(&schema::employment::TABLE, employment)?;
        }
        Ok(u32::from(tx.delete(&schema::person::TABLE, request.id)?))
    })
}

pub(crate) fn change_employer(session: &Session, request: ChangeEmployer) -> Result<Changed> {
    use schema::employment as column;
    session.change(TransactionKind::ChangeEmployer, |tx| {
        let reader = tx.reader();
        reader.customer(request.to)?.ok_or_else(|| AppError::field("to", FieldProblem::Unknown))?;
        if reader.merge_root(request.from)? == reader.merge_root(request.to)? {
            return Err(AppError::field("to", FieldProblem::Circle));
        }
        let left = employment_at(&reader, request.person, request.from)?;
        let left = left.ok_or_else(|| AppError::field("from", FieldProblem::Unknown))?;
        let joined = employment_at(&reader, request.person, request.to)?;
        tx.set(
            left,
            [(column::ENDED_ON, request.on.into_value()), (column::IS_PRIMARY, false.into_value())],
        )?;
        let joined = match joined {
            Some(joined) => joined,
            None => {
                let joined = tx.new_id()?;
                let cells = [
                    (column::PERSON, request.person.into_value()),
                    (column::CUSTOMER, request.to.into_value()),
                ];
                tx.set(joined, cells)?;
                joined
            }
        };
        tx.set(
            joined,
            [
                (column::TITLE, filled(request.title).into_value()),
                (column::STARTED_ON, request.on.into_value()),
                (column::ENDED_ON, Value::Null),
            ],
        )?;
        Ok(1)
    })
}

/// The present employment of a person at a customer or a record merged into it, or failing that an ended one.
fn employment_at(reader: &Reader<'_>, person: Id, customer: Id) -> Result<Option<Id>> {
    let family = reader.family(customer)?;
    let employments = reader.employments_of(person)?;
    let here = |at: &Id| family.iter().any(|(record, _)| record == at);
    Ok(employments.into_iter().find(|(_, at, _)| here(at)).map(|(employment, _, _)| employment))
}

/// The people at a customer and at the records merged into it.
fn people_of(reader: &Reader<'_>, customer: Id) -> Result<Vec<PersonAtCustomer>> {
    let mut people = Vec::new();
    for (record, _) in reader.family(customer)? {
        people.extend(reader.people_at(record)?);
    }
    Ok(people)
}

fn only_primary(tx: &mut WriteTransaction<'_>, customer: Id, employment: Id) -> Result<()> {
    for other in people_of(&tx.reader(), customer)? {
        if other.primary && other.employment != employment {
            tx.set(other.employment, [(schema::employment::IS_PRIMARY, false.into_value())])?;
        }
    }
    Ok(())
}

/// What a form of a person began from.
fn known_cells(PersonBase { log_place, fields: base }: &PersonBase) -> Base {
    use schema::person as column;
    let mut cells: Vec<(Column, Value)> = Vec::new();
    cells.extend(base.name.clone().map(|name| (column::NAME, name.into_value())));
    cells.extend(base.email.clone().map(|email| (column::EMAIL, email.into_value())));
    cells.extend(base.phone.clone().map(|phone| (column::PHONE, phone.into_value())));
    cells.extend(base.notes.clone().map(|notes| (column::NOTES, notes.into_value())));
    cells.extend(base.birthday.map(|date| (column::BIRTHDAY, date.into_value())));
    Base { cells, log_place: *log_place }
}

/// What it began from of their place at the customer.
fn known_place(PersonBase { log_place, fields: base }: &PersonBase) -> Base {
    use schema::employment as column;
    let mut cells: Vec<(Column, Value)> = Vec::new();
    cells.extend(base.title.clone().map(|title| (column::TITLE, title.into_value())));
    cells.extend(place_cells(base));
    cells.extend(base.started_on.map(|date| (column::STARTED_ON, date.into_value())));
    cells.extend(base.ended_on.map(|date| (column::ENDED_ON, date.into_value())));
    Base { cells, log_place: *log_place }
}

/// The cells of a place at a customer that can hold nothing wrong.
fn place_cells(fields: &PersonPatch) -> Vec<(Column, Value)> {
    use schema::employment as column;
    let mut cells: Vec<(Column, Value)> = Vec::new();
    cells.extend(fields.role.map(|role| (column::ROLE, role.map(|role| to_word(&role)).into_value())));
    cells.extend(
        fields.stance.map(|stance| (column::STANCE, stance.map(|stance| to_word(&stance)).into_value())),
    );
    cells.extend(fields.influence.map(|value| (column::INFLUENCE, value.map(u32::from).into_value())));
    cells.extend(fields.primary.map(|primary| (column::IS_PRIMARY, primary.into_value())));
    cells
}

fn person_cells(request: &PersonPatch, is_new: bool) -> Result<Vec<(Column, Value)>> {
    use schema::person as column;
    let name = request.name.as_ref().map(|name| name.trim().to_owned());
    match &name {
        None if is_new => return Err(AppError::field("name", FieldProblem::Required)),
        Some(name) if name.is_empty() => return Err(AppError::field("name", FieldProblem::Required)),
        _ => {}
    }
    let mut cells = Vec::new();
    if let Some(name) = name {
        cells.push(short(column::NAME, Some(name), SHORT)?);
    }
    if let Some(email) = request.email.clone() {
        let email = filled(email);
        if email.as_ref().is_some_and(|email| !is_email(email)) {
            return Err(AppError::field("email", FieldProblem::Form));
        }
        cells.push(short(column::EMAIL, email, SHORT)?);
    }
    if let Some(phone) = request.phone.clone() {
        cells.push(short(column::PHONE, filled(phone), SHORT)?);
    }
    if let Some(notes) = request.notes.clone() {
        cells.push((column::NOTES, filled(notes).into_value()));
    }
    cells.extend(dated(column::BIRTHDAY, request.birthday)?);
    Ok(cells)
}

fn employment_cells(request: &PersonPatch) -> Result<Vec<(Column, Value)>> {
    use schema::employment as column;
    if request.influence.flatten().is_some_and(|influence| influence > 10) {
        return Err(AppError::field("influence", FieldProblem::Range));
    }
    if let (Some(Some(started)), Some(Some(ended))) = (request.started_on, request.ended_on)
        && ended < started
    {
        return Err(AppError::field("ended_on", FieldProblem::Range));
    }
    let mut cells = Vec::new();
    if let Some(title) = request.title.clone() {
        cells.push(short(column::TITLE, filled(title), SHORT)?);
    }
    cells.extend(place_cells(request));
    cells.extend(dated(column::STARTED_ON, request.started_on)?);
    cells.extend(dated(column::ENDED_ON, request.ended_on)?);
    Ok(cells)
}

/// A date that a change names.
fn dated(column: Column, date: Option<Option<NaiveDate>>) -> Result<Option<(Column, Value)>> {
    if let Some(Some(date)) = date {
        plausible(column.name, date)?;
    }
    Ok(date.map(|date| (column, date.into_value())))
}

fn short(column: Column, text: Option<String>, longest: usize) -> Result<(Column, Value)> {
    if text.as_ref().is_some_and(|text| text.chars().count() > longest) {
        return Err(AppError::field(column.name, FieldProblem::TooLong));
    }
    Ok((column, text.into_value()))
}
