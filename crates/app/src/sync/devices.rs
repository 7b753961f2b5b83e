//! Machines of the firm, invitations, and who may stay.

use std::collections::BTreeMap;

use pelikirja_crypto::{Hash, OsRandomness};
use pelikirja_domain::{Id, Instant, Role, permissions};
use pelikirja_store::{Column, IntoValue, Value, schema, to_word};
use pelikirja_sync::membership::InvitationUse;
use pelikirja_sync::{Act, ActError, Trouble};

use super::state::{WorkspaceEngine, failed};
use crate::api::{
    ById, ByInvitation, Device, Empty, Invitation, InvitationState, Invite, Invited, ListInvitations,
    MemberRemoved, RenameDevice, SetRole, TransactionKind,
};
use crate::error::{AppError, ErrorCode, FieldProblem, Result};
use crate::permissions::require;
use crate::session::Session;
use crate::workspace::add_member;

/// How long an invitation is good unless told otherwise.
const DAYS: u32 = 7;
const DAY: i64 = 24 * 60 * 60 * 1_000;

/// Names of machines, as they call themselves.
pub(crate) fn names(session: &Session) -> Result<BTreeMap<Id, String>> {
    session.read(|reader| Ok(reader.devices()?.into_iter().map(|row| (row.id, row.name)).collect()))
}

pub(crate) fn list_devices(session: &Session, _: Empty) -> Result<Vec<Device>> {
    let names = names(session)?;
    let members = session.read(|reader| Ok(reader.members()?))?;
    let report = session.sync().last().report.unwrap_or_default();
    session.sync().with(session, |engine| {
        let this = engine.device();
        let devices = engine.membership().devices().iter().map(|(id, state)| {
            let progress = report.devices.get(id).copied().unwrap_or_default();
            let set_aside = report.troubles.iter().find_map(|trouble| match trouble {
                Trouble::SetAside { device, entries } if device == id => Some(*entries),
                _ => None,
            });
            let owner = members.iter().find(|member| member.id == state.member);
            let name = names.get(id).cloned().or_else(|| owner.map(|owner| owner.name.clone()));
            Device {
                id: *id,
                name: name.unwrap_or_default(),
                member: state.member,
                this: *id == this,
                confirmed: state.confirmed,
                removed: state.removed,
                joined_at: state.joined_at,
                last_at: progress.last_at,
                behind: progress.missing,
                set_aside: set_aside.unwrap_or(0),
            }
        });
        Ok(devices.collect())
    })
}

pub(crate) fn rename_device(session: &Session, request: RenameDevice) -> Result<Empty> {
    let name = request.name.trim();
    if name.is_empty() {
        return Err(AppError::field("name", FieldProblem::Required));
    }
    if name.chars().count() > 100 {
        return Err(AppError::field("name", FieldProblem::TooLong));
    }
    session.write(TransactionKind::EditMember, |tx| {
        Ok(tx.put(request.id, [(schema::device::NAME, name.into_value())])?)
    })?;
    Ok(Empty {})
}

/// Gives this machine the name that was chosen, or the system's own.
pub(super) fn name_this(session: &Session, name: Option<&str>) -> Result<()> {
    let system =
        || std::env::var("COMPUTERNAME").ok().or_else(|| std::fs::read_to_string("/etc/hostname").ok());
    let name = name.map(str::to_owned).or_else(system).unwrap_or_default();
    let name: String = name.trim().chars().take(100).collect();
    if name.is_empty() {
        return Ok(());
    }
    match rename_device(session, RenameDevice { id: session.store().device(), name }) {
        // A viewer writes nothing; their machines go by their own name.
        Err(error) if error.code == ErrorCode::NotAllowed => Ok(()),
        named => named.map(drop),
    }
}

pub(crate) fn invite(session: &Session, request: Invite) -> Result<Invited> {
    require(session, permissions::Act::Invite)?;
    let days = request.days.unwrap_or(DAYS);
    if !(1..=90).contains(&days) {
        return Err(AppError::field("days", FieldProblem::Range));
    }
    let (member, role) = invitee(session, &request)?;
    let now = session.store().now();
    let expires_at = now + i64::from(days) * DAY;
    let invitation = session.sync().with(session, |engine| {
        let invited = engine.invite(member, role, expires_at, now, &mut OsRandomness);
        invited.map_err(|error| refused(engine, None, error))
    })?;
    if request.member.is_none() {
        let name = request.name.as_deref().map(str::trim).unwrap_or_default();
        session.write(TransactionKind::EditMember, |tx| add_member(tx, member, name, role))?;
    }
    session.sync().ask();
    let words = invitation.code.to_words();
    let words = words.split_whitespace().map(str::to_owned).collect();
    Ok(Invited { id: text(&invitation.id), member, words, expires_at })
}

/// Who is invited, and as what.
fn invitee(session: &Session, request: &Invite) -> Result<(Id, Role)> {
    if let Some(member) = request.member {
        let members = session.read(|reader| Ok(reader.members()?))?;
        let found = members.iter().find(|found| found.id == member);
        let found = found.ok_or_else(|| AppError::field("member", FieldProblem::Unknown))?;
        return Ok((member, found.role));
    }
    let name = request.name.as_deref().map(str::trim).unwrap_or_default();
    if name.is_empty() {
        return Err(AppError::field("name", FieldProblem::Required));
    }
    if name.chars().count() > 200 {
        return Err(AppError::field("name", FieldProblem::TooLong));
    }
    let role = request.role.ok_or_else(|| AppError::field("role", FieldProblem::Required))?;
    Ok((Id::from_bytes(pelikirja_crypto::random_bytes().map_err(anyhow::Error::from)?), role))
}

pub(crate) fn list_invitations(session: &Session, request: ListInvitations) -> Result<Vec<Invitation>> {
    let now = session.store().now();
    session.sync().with(session, |engine| {
        let invitations = invitations(engine, now);
        Ok(invitations.filter(|found| request.all || found.state == InvitationState::Open).collect())
    })
}

/// All invitations that there ever were.
fn invitations(engine: &WorkspaceEngine, now: Instant) -> impl Iterator<Item = Invitation> {
    engine.membership().invitations().iter().map(move |(id, invitation)| Invitation {
        id: text(id),
        member: invitation.member,
        role: invitation.role,
        expires_at: invitation.expires_at,
        state: match invitation.used {
            InvitationUse::Used(_) => InvitationState::Used,
            InvitationUse::TakenBack => InvitationState::TakenBack,
            InvitationUse::Open if invitation.expires_at < now => InvitationState::Expired,
            InvitationUse::Open => InvitationState::Open,
        },
    })
}

pub(crate) fn cancel_invitation(session: &Session, request: ByInvitation) -> Result<Empty> {
    let invitation = hash(&request.id).ok_or_else(|| AppError::not_found("invitation"))?;
    act(session, Act::CancelInvitation { invitation })
}

pub(crate) fn confirm_device(session: &Session, request: ById) -> Result<Empty> {
    act(session, Act::Confirm { device: request.id })
}

pub(crate) fn remove_device(session: &Session, request: ById) -> Result<Empty> {
    act(session, Act::RemoveDevice { device: request.id })
}

pub(crate) fn adopt_device(session: &Session, request: ById) -> Result<Empty> {
    act(session, Act::Adopt { device: request.id })
}

pub(crate) fn rotate_keys(session: &Session, _: Empty) -> Result<Empty> {
    act(session, Act::Rotate)
}

/// Shuts a member out and marks them as gone.
pub(crate) fn remove_member(session: &Session, request: ById) -> Result<MemberRemoved> {
    let known = session.sync().known(session)?;
    let was_owner = known
        .and_then(|known| known.members.get(&request.id).copied())
        .is_some_and(|member| member.role == Role::Owner);
    act(session, Act::RemoveMember { member: request.id })?;
    note(session, request.id, (schema::member::ACTIVE, false.into_value()))?;
    let now = session.store().now();
    session.sync().with(session, |engine| {
        let in_their_hands = |found: &Invitation| {
            found.state == InvitationState::Open && (was_owner || found.member == request.id)
        };
        Ok(MemberRemoved { open_invitations: invitations(engine, now).filter(in_their_hands).collect() })
    })
}

/// Gives a member another role, in the membership and in the list of members.
pub(crate) fn set_role(session: &Session, request: SetRole) -> Result<Empty> {
    act(session, Act::SetRole { member: request.member, role: request.role })?;
    note(session, request.member, (schema::member::ROLE, to_word(&request.role).into_value()))?;
    Ok(Empty {})
}

/// Writes into the list of members what the membership says, for the history.
fn note(session: &Session, member: Id, cell: (Column, Value)) -> Result<()> {
    match session.write(TransactionKind::ChangeMembership, |tx| Ok(tx.set(member, [cell])?)) {
        // Whoever gives up being an owner cannot write it any more; the membership says so all the same.
        Err(error) if matches!(error.code, ErrorCode::NotAllowed | ErrorCode::DeviceRemoved) => Ok(()),
        noted => noted.map(drop),
    }
}

/// What a role must be allowed for an act.
fn needed(act: Act) -> permissions::Act {
    match act {
        Act::Confirm { .. } | Act::RemoveDevice { .. } | Act::RemoveMember { .. } => {
            permissions::Act::ChangeMembers
        }
        Act::SetRole { .. } => permissions::Act::ChangeRoles,
        Act::CancelInvitation { .. } => permissions::Act::Invite,
        Act::Adopt { .. } => permissions::Act::AdoptChanges,
        Act::Rotate => permissions::Act::RotateKeys,
    }
}

fn act(session: &Session, act: Act) -> Result<Empty> {
    require(session, needed(act))?;
    let now = session.store().now();
    session.sync().with(session, |engine| {
        let done = engine.act(act, now, &mut OsRandomness);
        done.map_err(|error| refused(engine, Some(act), error))
    })?;
    session.sync().ask();
    Ok(Empty {})
}

/// Why an act that the role allows would not count all the same.
fn refused(engine: &WorkspaceEngine, act: Option<Act>, error: ActError) -> AppError {
    if let ActError::Engine(error) = error {
        return failed(error);
    }
    let membership = engine.membership();
    let code = match act {
        _ if !membership.is_owners_device(engine.device()) => ErrorCode::DeviceUnconfirmed,
        Some(Act::CancelInvitation { .. }) => ErrorCode::InvitationUsed,
        Some(Act::SetRole { member, .. } | Act::RemoveMember { member }) if is_last_owner(engine, member) => {
            ErrorCode::LastOwner
        }
        Some(Act::RemoveDevice { device })
            if membership.device(device).is_some_and(|device| is_last_owner(engine, device.member)) =>
        {
            ErrorCode::LastOwner
        }
        _ => ErrorCode::NotFound,
    };
    AppError::new(code, error.to_string())
}

fn is_last_owner(engine: &WorkspaceEngine, member: Id) -> bool {
    let members = engine.membership().members();
    let mut owners = members.iter().filter(|(_, state)| state.role == Role::Owner && !state.removed);
    owners.all(|(owner, _)| *owner == member)
}

fn text(hash: &Hash) -> String {
    hash.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn hash(text: &str) -> Option<Hash> {
    let digits = text.as_bytes();
    let bytes: Option<Vec<u8>> = digits
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()))
        .collect();
    Hash::from_slice(&bytes?)
}
