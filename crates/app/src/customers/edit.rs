//! Making and changing a customer.

use std::collections::BTreeSet;

use pelikirja_domain::limits::{MAX_NOTE_CHARS as LONG, MAX_TAG_CHARS as TAG, MAX_TEXT_CHARS as SHORT};
use pelikirja_domain::{BusinessId, BusinessIdError, Id, is_email};
use pelikirja_store::{Base, Column, IntoValue, Reader, Value, WriteTransaction, schema, to_word};

use crate::api::{CustomerPatch, SaveCustomer, Saved, TransactionKind};
use crate::dates::plausible;
use crate::error::{AppError, FieldProblem, Result};
use crate::long_text;
use crate::session::Session;

pub(crate) fn save(session: &Session, request: SaveCustomer) -> Result<Saved> {
    let kind =
        if request.id.is_some() { TransactionKind::EditCustomer } else { TransactionKind::AddCustomer };
    let written = session.write(kind, |tx| {
        let customer = match request.id {
            Some(id) => {
                tx.reader().customer(id)?.ok_or_else(|| AppError::not_found("customer"))?;
                id
            }
            None => tx.new_id()?,
        };
        write_fields(tx, customer, request)?;
        Ok(customer)
    })?;
    Ok(Saved { id: written.value, transaction: written.transaction })
}

/// Checks the fields and writes those that differ. Returns whether any did.
pub(crate) fn write_fields(
    tx: &mut WriteTransaction<'_>,
    customer: Id,
    request: SaveCustomer,
) -> Result<bool> {
    let name = request.name.map(|name| name.trim().to_owned());
    match &name {
        None if request.id.is_none() => return Err(AppError::field("name", FieldProblem::Required)),
        Some(name) if name.is_empty() => return Err(AppError::field("name", FieldProblem::Required)),
        Some(name) if name.chars().count() > SHORT => {
            return Err(AppError::field("name", FieldProblem::TooLong));
        }
        _ => {}
    }
    let base = request.base.unwrap_or_default();
    let mut patch = request.fields;
    if base.fields.parent.is_some() && patch.parent == base.fields.parent {
        // Shown was the record that the stored one was merged into.
        patch.parent = None;
    }
    let began = base.fields.notes.as_ref().and_then(Option::as_deref);
    let notes = filled(patch.notes.clone().flatten());
    long_text::check(&tx.reader(), schema::customer::NOTES, customer, notes.as_deref(), began)?;
    let mut cells = checked_cells(&tx.reader(), customer, patch)?;
    cells.extend(name.map(|name| (schema::customer::NAME, name.into_value())));
    let cells_known = known_cells(&tx.reader(), customer, base.name, base.fields)?;
    let known = Base { cells: cells_known, log_place: base.log_place };
    let changed = tx.set_from(customer, cells, &known)?;
    let retagged = match request.tags {
        Some(tags) => set_tags(tx, customer, &tags, base.tags.as_deref())?,
        None => false,
    };
    Ok(changed || retagged)
}

/// Adds a tag. Returns whether the customer did not have it.
pub(crate) fn add_tag(tx: &mut WriteTransaction<'_>, customer: Id, tag: &str) -> Result<bool> {
    let link = tag_link(tx, customer, tag)?;
    let cells = [
        (schema::customer_tag::CUSTOMER, customer.into_value()),
        (schema::customer_tag::TAG, tag.into_value()),
    ];
    Ok(tx.put(link, cells)?)
}

/// Takes a tag away. Returns whether the customer had it.
pub(super) fn remove_tag(tx: &mut WriteTransaction<'_>, customer: Id, tag: &str) -> Result<bool> {
    let link = tag_link(tx, customer, tag)?;
    Ok(tx.delete(&schema::customer_tag::TABLE, link)?)
}

/// A tag as it is kept: trimmed, neither empty nor too long.
pub(crate) fn checked_tag(tag: &str) -> Result<String> {
    let tag = tag.trim();
    match tag.chars().count() {
        0 => Err(AppError::field("tags", FieldProblem::Required)),
        length if length > TAG => Err(AppError::field("tags", FieldProblem::TooLong)),
        _ => Ok(tag.to_owned()),
    }
}

fn tag_link(tx: &WriteTransaction<'_>, customer: Id, tag: &str) -> Result<Id> {
    Ok(tx.keyed_id(&[b"customer tag", customer.as_bytes(), tag.as_bytes()])?)
}

/// What there is to be in all, when somebody who began from `base` wants those `chosen`: what others put in or took out
/// meanwhile stays so.
pub(crate) fn wanted<T: Ord + Clone>(
    chosen: &[T],
    base: Option<&[T]>,
    present: impl Iterator<Item = T>,
) -> BTreeSet<T> {
    let chosen: BTreeSet<T> = chosen.iter().cloned().collect();
    let Some(base) = base else { return chosen };
    let kept = present.filter(|one| chosen.contains(one) || !base.contains(one));
    let added = chosen.iter().filter(|one| !base.contains(one)).cloned();
    kept.chain(added.collect::<Vec<_>>()).collect()
}

fn set_tags(
    tx: &mut WriteTransaction<'_>,
    customer: Id,
    tags: &[String],
    base: Option<&[String]>,
) -> Result<bool> {
    let chosen: Vec<String> = tags.iter().map(|tag| checked_tag(tag)).collect::<Result<_>>()?;
    let present: BTreeSet<String> = tx.reader().tags(customer)?.into_iter().collect();
    let wanted = wanted(&chosen, base, present.iter().cloned());
    let mut changed = false;
    for tag in wanted.difference(&present) {
        changed |= add_tag(tx, customer, tag)?;
    }
    for tag in present.difference(&wanted) {
        changed |= remove_tag(tx, customer, tag)?;
    }
    Ok(changed)
}

/// A text of a patch: its column, what it says, and how long it may be, characters.
type PatchedText = (Column, Option<Option<String>>, Option<usize>);

/// Takes the plain texts out of a patch. Notes have a limit of their own ([`long_text`]).
fn texts(patch: &mut CustomerPatch) -> [PatchedText; 15] {
    use schema::customer as column;
    [
        (column::VAT_ID, patch.vat_id.take(), Some(SHORT)),
        (column::EXTERNAL_NUMBER, patch.external_number.take(), Some(SHORT)),
        (column::INDUSTRY, patch.industry.take(), Some(SHORT)),
        (column::STREET, patch.street.take(), Some(SHORT)),
        (column::POSTCODE, patch.postcode.take(), Some(SHORT)),
        (column::CITY, patch.city.take(), Some(SHORT)),
        (column::COUNTRY, patch.country.take(), Some(SHORT)),
        (column::PHONE, patch.phone.take(), Some(SHORT)),
        (column::EMAIL, patch.email.take(), Some(SHORT)),
        (column::WEBSITE, patch.website.take(), Some(SHORT)),
        (column::TIER_REASON, patch.tier_reason.take(), Some(LONG)),
        (column::LANGUAGE, patch.language.take(), Some(SHORT)),
        (column::SOURCE, patch.source.take(), Some(SHORT)),
        (column::NOTES, patch.notes.take(), None),
        (column::ENDED_REASON, patch.ended_reason.take(), Some(LONG)),
    ]
}

/// The cells that a change names, each checked.
fn checked_cells(
    reader: &Reader<'_>,
    customer: Id,
    mut patch: CustomerPatch,
) -> Result<Vec<(Column, Value)>> {
    use schema::customer as column;
    let mut cells: Vec<(Column, Value)> = Vec::new();
    if let Some(business_id) = patch.business_id.take() {
        let parsed = filled(business_id).map(|text| text.parse::<BusinessId>()).transpose();
        let id = parsed.map_err(|error| {
            let problem = match error {
                BusinessIdError::CheckDigit => FieldProblem::CheckDigit,
                BusinessIdError::Form => FieldProblem::Form,
            };
            AppError::field("business_id", problem)
        })?;
        cells.push((column::BUSINESS_ID, id.map(|id| id.to_string()).into_value()));
    }
    for (column, text, longest) in texts(&mut patch) {
        let Some(text) = text else { continue };
        let text = filled(text);
        if longest.is_some_and(|longest| text.as_ref().is_some_and(|text| text.chars().count() > longest)) {
            return Err(AppError::field(column.name, FieldProblem::TooLong));
        }
        if column == column::EMAIL && text.as_ref().is_some_and(|text| !is_email(text)) {
            return Err(AppError::field(column.name, FieldProblem::Form));
        }
        cells.push((column, text.into_value()));
    }
    let tiers = reader.tiers()?;
    let members = reader.members()?;
    if let Some(tier) = patch.tier {
        known(tier, "tier", |id| tiers.iter().any(|tier| tier.id == id))?;
        cells.push((column::TIER, tier.into_value()));
    }
    for (column, member) in [(column::OWNER, patch.owner), (column::DEPUTY, patch.deputy)] {
        let Some(member) = member else { continue };
        known(member, column.name, |id| members.iter().any(|member| member.id == id))?;
        cells.push((column, member.into_value()));
    }
    if let Some(parent) = patch.parent {
        check_parent(reader, customer, parent)?;
        cells.push((column::PARENT, parent.into_value()));
    }
    cells.extend(patch.stage.map(|stage| (column::STAGE, stage.map(|stage| to_word(&stage)).into_value())));
    cells.extend(patch.ladder.map(|step| (column::LADDER, step.map(|step| to_word(&step)).into_value())));
    if let Some(Some(date)) = patch.ended_on {
        plausible("ended_on", date)?;
    }
    cells.extend(patch.ended_on.map(|date| (column::ENDED_ON, date.into_value())));
    Ok(cells)
}

/// What a form of a customer began from. It is compared with what is stored and never written, so nothing is checked.
fn known_cells(
    reader: &Reader<'_>,
    customer: Id,
    name: Option<String>,
    mut base: CustomerPatch,
) -> Result<Vec<(Column, Value)>> {
    use schema::customer as column;
    let mut cells: Vec<(Column, Value)> = Vec::new();
    cells.extend(name.map(|name| (column::NAME, name.into_value())));
    cells.extend(base.business_id.take().map(|id| (column::BUSINESS_ID, id.into_value())));
    let texts = texts(&mut base).into_iter();
    cells.extend(texts.filter_map(|(column, text, _)| Some((column, text?.into_value()))));
    let identities = [(column::TIER, base.tier), (column::OWNER, base.owner), (column::DEPUTY, base.deputy)];
    cells.extend(identities.into_iter().filter_map(|(column, id)| Some((column, id?.into_value()))));
    if let Some(shown) = base.parent {
        // Shown was the record that the stored one was merged into.
        let stored = reader.customer(customer)?.and_then(|record| record.parent);
        let root = stored.map(|stored| reader.merge_root(stored)).transpose()?;
        cells.push((column::PARENT, if root == shown { stored } else { shown }.into_value()));
    }
    cells.extend(base.stage.map(|stage| (column::STAGE, stage.map(|stage| to_word(&stage)).into_value())));
    cells.extend(base.ladder.map(|step| (column::LADDER, step.map(|step| to_word(&step)).into_value())));
    cells.extend(base.ended_on.map(|date| (column::ENDED_ON, date.into_value())));
    Ok(cells)
}

/// A text without surrounding space; nothing when nothing remains.
pub(crate) fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn known(id: Option<Id>, field: &str, exists: impl Fn(Id) -> bool) -> Result<()> {
    match id {
        Some(id) if !exists(id) => Err(AppError::field(field, FieldProblem::Unknown)),
        _ => Ok(()),
    }
}

/// A firm may not be its own parent, nor that of a firm above it.
fn check_parent(reader: &Reader<'_>, customer: Id, parent: Option<Id>) -> Result<()> {
    if let Some(parent) = parent {
        reader.customer(parent)?.ok_or_else(|| AppError::field("parent", FieldProblem::Unknown))?;
    }
    if is_below(reader, parent, customer)? {
        return Err(AppError::field("parent", FieldProblem::Circle));
    }
    Ok(())
}

/// Whether a firm is another one, or below it. Merged records count as the one that they were merged into.
pub(crate) fn is_below(reader: &Reader<'_>, firm: Option<Id>, top: Id) -> Result<bool> {
    let top = reader.merge_root(top)?;
    let mut above = firm;
    for _ in 0..100 {
        let Some(id) = above else { return Ok(false) };
        let id = reader.merge_root(id)?;
        if id == top {
            return Ok(true);
        }
        above = reader.customer(id)?.and_then(|record| record.parent);
    }
    // So long a chain is a circle.
    Ok(true)
}
