//! Members of the firm and the tiers of its customers.

use std::collections::{BTreeMap, HashMap};

use pelikirja_domain::Id;
use pelikirja_store::table::member::MemberRow;
use pelikirja_store::{Base, Column, IntoValue, Value, schema, to_word};

use pelikirja_sync::membership::MemberState;

use crate::api::{
    ById, Changed, Empty, Member, MemberBase, SaveMember, SaveTier, Saved, SetRole, Tier, TierBase,
    TransactionKind,
};
use crate::error::{AppError, FieldProblem, Result};
use crate::session::Session;
use crate::sync;

pub(crate) fn list_members(session: &Session, _: Empty) -> Result<Vec<Member>> {
    let owned = counted(session, |customer| customer.owner)?;
    let (members, log_place) = session.read(|reader| Ok((reader.members()?, reader.log_place()?)))?;
    let memberships = memberships(session)?;
    let member = |row: MemberRow| {
        // What the membership says goes before what was written into the list.
        let membership = memberships.get(&row.id);
        Member {
            id: row.id,
            name: row.name,
            role: membership.map_or(row.role, |membership| membership.role),
            email: row.email,
            phone: row.phone,
            active: row.active && !membership.is_some_and(|membership| membership.removed),
            customers: owned.get(&row.id).copied().unwrap_or(0),
            log_place,
        }
    };
    Ok(members.into_iter().map(member).collect())
}

/// The members by the membership; none where the firm is not shared.
fn memberships(session: &Session) -> Result<BTreeMap<Id, MemberState>> {
    Ok(session.sync().known(session)?.map(|known| known.members).unwrap_or_default())
}

pub(crate) fn save_member(session: &Session, request: SaveMember) -> Result<Saved> {
    use schema::member as column;
    let name = required_name(request.name, request.id.is_none())?;
    let memberships = memberships(session)?;
    let membership = request.id.and_then(|id| Some((id, memberships.get(&id)?.role)));
    let mut cells: Vec<(Column, Value)> = Vec::new();
    cells.extend(name.map(|name| (column::NAME, name.into_value())));
    cells.extend(
        request.role.filter(|_| membership.is_none()).map(|role| (column::ROLE, to_word(&role).into_value())),
    );
    cells.extend(request.email.map(|email| (column::EMAIL, email.into_value())));
    cells.extend(request.phone.map(|phone| (column::PHONE, phone.into_value())));
    cells.extend(request.active.map(|active| (column::ACTIVE, active.into_value())));
    if request.id.is_none() {
        let set =
            |wanted: Column, cells: &[(Column, Value)]| cells.iter().any(|(column, _)| *column == wanted);
        if !set(column::ROLE, &cells) {
            return Err(AppError::field("role", FieldProblem::Required));
        }
        if !set(column::ACTIVE, &cells) {
            cells.push((column::ACTIVE, true.into_value()));
        }
    }
    let known: Vec<Id> = session.read(|reader| Ok(reader.members()?.iter().map(|row| row.id).collect()))?;
    let base = request.base.map(known_member).unwrap_or_default();
    let save = || save(session, TransactionKind::EditMember, request.id, &known, cells, &base, "member");
    // The role of whoever belongs to a shared firm is the membership's.
    let (Some((member, before)), Some(role)) = (membership, request.role) else { return save() };
    if role == before {
        return save();
    }
    let set_role = || sync::set_role(session, SetRole { member, role });
    if Some(member) == session.me() {
        // Whoever gives up being an owner cannot write the rest any more.
        sync::check_not_last_owner(session, member)?;
        let saved = save()?;
        set_role()?;
        return Ok(saved);
    }
    set_role()?;
    save()
}

pub(crate) fn list_tiers(session: &Session, _: Empty) -> Result<Vec<Tier>> {
    let placed = counted(session, |customer| customer.tier)?;
    let (tiers, log_place) = session.read(|reader| Ok((reader.tiers()?, reader.log_place()?)))?;
    let tier = |row: pelikirja_store::table::tier::TierRow| Tier {
        id: row.id,
        name: row.name,
        key: row.key,
        position: row.position,
        contact_maximum_days: row.contact_maximum_days,
        customers: placed.get(&row.id).copied().unwrap_or(0),
        log_place,
    };
    Ok(tiers.into_iter().map(tier).collect())
}

pub(crate) fn save_tier(session: &Session, request: SaveTier) -> Result<Saved> {
    use schema::tier as column;
    let name = required_name(request.name, request.id.is_none())?;
    if request.contact_maximum_days.flatten().is_some_and(|days| !(1..=3_650).contains(&days)) {
        return Err(AppError::field("contact_maximum_days", FieldProblem::Range));
    }
    let tiers = session.read(|reader| Ok(reader.tiers()?))?;
    let last = tiers.iter().map(|tier| tier.position).max().map_or(0, |position| position + 1);
    let position = request.position.or_else(|| request.id.is_none().then_some(last));
    let mut cells: Vec<(Column, Value)> = Vec::new();
    cells.extend(name.map(|name| (column::NAME, name.into_value())));
    cells.extend(position.map(|position| (column::POSITION, position.into_value())));
    let days = request.contact_maximum_days;
    cells.extend(days.map(|days| (column::CONTACT_MAXIMUM_DAYS, days.into_value())));
    let known: Vec<Id> = tiers.iter().map(|tier| tier.id).collect();
    let base = request.base.map(known_tier).unwrap_or_default();
    let saved = save(session, TransactionKind::EditTier, request.id, &known, cells, &base, "tier")?;
    crate::signals::catch_up(session)?;
    Ok(saved)
}

/// What a form of a member began from.
fn known_member(base: MemberBase) -> Base {
    use schema::member as column;
    let mut cells: Vec<(Column, Value)> = Vec::new();
    cells.extend(base.name.map(|name| (column::NAME, name.into_value())));
    cells.extend(base.role.map(|role| (column::ROLE, to_word(&role).into_value())));
    cells.extend(base.email.map(|email| (column::EMAIL, email.into_value())));
    cells.extend(base.phone.map(|phone| (column::PHONE, phone.into_value())));
    cells.extend(base.active.map(|active| (column::ACTIVE, active.into_value())));
    Base { cells, log_place: base.log_place }
}

/// What a form of a tier began from.
fn known_tier(base: TierBase) -> Base {
    use schema::tier as column;
    let mut cells: Vec<(Column, Value)> = Vec::new();
    cells.extend(base.name.map(|name| (column::NAME, name.into_value())));
    cells.extend(base.position.map(|position| (column::POSITION, position.into_value())));
    let days = base.contact_maximum_days;
    cells.extend(days.map(|days| (column::CONTACT_MAXIMUM_DAYS, days.into_value())));
    Base { cells, log_place: base.log_place }
}

pub(crate) fn delete_tier(session: &Session, request: ById) -> Result<Changed> {
    if counted(session, |customer| customer.tier)?.contains_key(&request.id) {
        return Err(AppError::field("tier", FieldProblem::Taken));
    }
    session
        .change(TransactionKind::EditTier, |tx| Ok(u32::from(tx.delete(&schema::tier::TABLE, request.id)?)))
}

/// How many customers name each record in one of their fields.
fn counted(
    session: &Session,
    field: impl Fn(&pelikirja_store::table::customer_list::ListedCustomer) -> Option<Id>,
) -> Result<HashMap<Id, u32>> {
    let mut counts = HashMap::new();
    for id in session.index().get(session.store())?.iter().filter_map(|entry| field(&entry.listed)) {
        *counts.entry(id).or_insert(0) += 1;
    }
    Ok(counts)
}

fn required_name(name: Option<String>, new: bool) -> Result<Option<String>> {
    let name = name.map(|name| name.trim().to_owned());
    match &name {
        None if new => Err(AppError::field("name", FieldProblem::Required)),
        Some(name) if name.is_empty() => Err(AppError::field("name", FieldProblem::Required)),
        Some(name) if name.chars().count() > 200 => Err(AppError::field("name", FieldProblem::TooLong)),
        _ => Ok(name),
    }
}

fn save(
    session: &Session,
    kind: TransactionKind,
    id: Option<Id>,
    known: &[Id],
    cells: Vec<(Column, Value)>,
    base: &Base,
    what: &str,
) -> Result<Saved> {
    if id.is_some_and(|id| !known.contains(&id)) {
        return Err(AppError::not_found(what));
    }
    let written = session.write(kind, |tx| {
        let record = match id {
            Some(id) => id,
            None => tx.new_id()?,
        };
        tx.set_from(record, cells, base)?;
        Ok(record)
    })?;
    Ok(Saved { id: written.value, transaction: written.transaction })
}
