//! How the exchange stands, for people and for the command line.

use pelikirja_domain::Role;
use pelikirja_sync::membership::Standing;
use pelikirja_sync::{FolderState, Trouble};

use super::devices::{list_devices, names};
use super::share::is_recovery_unchecked;
use super::state::{folder, is_paused};
use crate::api::{DeviceHead, Empty, SharedFolderState, SyncRound, SyncStatus, SyncTrouble};
use crate::error::Result;
use crate::session::Session;

pub(crate) fn status(session: &Session, _: Empty) -> Result<SyncStatus> {
    let folder = folder(session)?;
    let last = session.sync().last();
    let report = last.report.clone().unwrap_or_default();
    let mut troubles: Vec<SyncTrouble> = report.troubles.iter().map(trouble).collect();
    troubles.extend(last.failure.map(|message| SyncTrouble::Failed { message }));
    let unsent_changes = session.store().unpublished_count()?;
    let in_step = folder.is_some() && report.is_in_step() && unsent_changes == 0 && troubles.is_empty();
    Ok(SyncStatus {
        shared: folder.is_some(),
        paused: is_paused(session)?,
        running: last.is_running,
        state: folder_state(&report.folder),
        since: last.since,
        last_round_at: last.at,
        in_step,
        unsent_changes: if folder.is_some() { unsent_changes } else { 0 },
        unsent_files: report.unsent_files,
        waiting_files: report.waiting_files + report.unready_files,
        files: report.files,
        bytes: report.bytes,
        conflicts: session.read(|reader| Ok(reader.conflict_count()?))?,
        troubles,
        names: names(session)?,
        role: super::own_role(session)?,
        recovery_unchecked: is_recovery_unchecked(session)?,
        folder,
    })
}

/// A round now, and what it did.
pub(crate) fn sync_now(session: &Session, _: Empty) -> Result<SyncRound> {
    let report = session.sync().round(session)?;
    let status = status(session, Empty {})?;
    let devices = list_devices(session, Empty {})?;
    let devices = devices.into_iter().filter(|device| !device.removed).map(|device| DeviceHead {
        head: report.devices.get(&device.id).map_or(0, |progress| progress.entries),
        behind: device.behind,
        name: device.name,
    });
    Ok(SyncRound {
        sent: report.sent_operations,
        received: report.received_operations,
        files: report.files,
        bytes: report.bytes,
        waiting: status.waiting_files,
        conflicts: status.conflicts,
        devices: devices.collect(),
        status,
    })
}

/// What the member who uses this machine may do: what the membership says, or without one what the member's record does.
pub(crate) fn own_role(session: &Session) -> Result<Option<Role>> {
    match session.sync().known(session)?.map(|known| known.standing) {
        Some(Standing::Member(role)) => Ok(Some(role)),
        Some(Standing::Quarantined | Standing::Unknown) => Ok(None),
        None => {
            let members = session.read(|reader| Ok(reader.members()?))?;
            Ok(members.iter().find(|member| Some(member.id) == session.me()).map(|member| member.role))
        }
    }
}

pub(super) fn folder_state(state: &FolderState) -> SharedFolderState {
    match state {
        FolderState::Unknown => SharedFolderState::Unknown,
        FolderState::Right => SharedFolderState::Right,
        FolderState::Unreachable { .. } => SharedFolderState::Unreachable,
        FolderState::Missing => SharedFolderState::Missing,
        FolderState::Foreign => SharedFolderState::Foreign,
    }
}

fn trouble(trouble: &Trouble) -> SyncTrouble {
    match trouble.clone() {
        Trouble::Full => SyncTrouble::Full,
        Trouble::ReadOnly => SyncTrouble::ReadOnly,
        Trouble::NewerFormat => SyncTrouble::NewerFormat,
        Trouble::Damaged { path } => SyncTrouble::Damaged { path },
        Trouble::Forked { device } => SyncTrouble::Forked { device },
        Trouble::HeldBack { device, entries } => SyncTrouble::HeldBack { device, entries },
        Trouble::SetAside { device, entries } => SyncTrouble::SetAside { device, entries },
        Trouble::ClockAhead { device, by } => SyncTrouble::ClockAhead { device, by },
    }
}
