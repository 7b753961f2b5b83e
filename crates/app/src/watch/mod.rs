//! Folders of this machine whose files are imported as they come: the nightly export of the accounting program.
//!
//! Files are read where they are, never moved and never deleted. Each is remembered by its content, so that it is not
//! imported again when it is copied anew or another name is given to it.

mod background;
mod file;
mod scan;

pub(crate) use background::start;
pub(crate) use scan::scan;

use std::path::Path;

use pelikirja_domain::permissions::Act;
use pelikirja_exchange::Mapping;
use pelikirja_store::table::watched_folder::WatchedFolderRow;
use pelikirja_store::{from_word, to_word};
use serde::Serialize;

use crate::api::{ById, Empty, ImportKind, SaveWatchedFolder, Saved, WatchedFolder};
use crate::error::{AppError, ErrorCode, FieldProblem, Result};
use crate::events::{AppEvent, Area};
use crate::permissions::require;
use crate::session::Session;

pub(crate) fn list(session: &Session, _: Empty) -> Result<Vec<WatchedFolder>> {
    let rows = session.read(|reader| Ok(reader.watched_folders()?))?;
    Ok(rows.into_iter().filter_map(folder).collect())
}

pub(crate) fn save(session: &Session, request: SaveWatchedFolder) -> Result<Saved> {
    require(session, Act::Import)?;
    let path = Path::new(&request.folder);
    if !path.is_absolute() {
        return Err(AppError::field("folder", FieldProblem::Form));
    }
    if !path.is_dir() {
        return Err(AppError::field("folder", FieldProblem::Unknown));
    }
    if let Some(mapping) = &request.mapping {
        if mapping.kind != request.kind {
            return Err(AppError::field("mapping", FieldProblem::Form));
        }
        crate::import::check_complete(mapping)?;
    }
    let mapping = request.mapping.as_ref().map(json).transpose()?;
    let stored = match request.id {
        Some(id) => {
            let stored = session.read(|reader| Ok(reader.watched_folder(id)?))?;
            Some(stored.ok_or_else(|| AppError::not_found("watched folder"))?)
        }
        None => None,
    };
    let row = WatchedFolderRow {
        id: match request.id {
            Some(id) => id,
            None => pelikirja_domain::Id::from_bytes(
                pelikirja_crypto::random_bytes().map_err(anyhow::Error::from)?,
            ),
        },
        folder: request.folder,
        kind: to_word(&request.kind),
        prefix: request.prefix.trim().to_owned(),
        mapping,
        active: request.active,
        last_import_at: stored.and_then(|stored| stored.last_import_at),
        // Whatever was wrong may be right now.
        last_error: None,
    };
    session.store().derive(|tables| tables.save_watched_folder(&row))?;
    tell(session);
    Ok(Saved { id: row.id, transaction: None })
}

pub(crate) fn delete(session: &Session, request: ById) -> Result<Empty> {
    if !session.store().derive(|tables| tables.delete_watched_folder(request.id))? {
        return Err(AppError::not_found("watched folder"));
    }
    tell(session);
    Ok(Empty {})
}

/// Puts back a folder that was deleted, as it was; its files are still known. Folders belong to this machine alone and
/// are in no log, so this is how their deletion is undone.
pub(crate) fn restore(session: &Session, folder: WatchedFolder) -> Result<Empty> {
    require(session, Act::Import)?;
    if session.read(|reader| Ok(reader.watched_folder(folder.id)?))?.is_some() {
        return Err(AppError::new(ErrorCode::AlreadyUndone, "the folder is watched"));
    }
    let row = WatchedFolderRow {
        id: folder.id,
        folder: folder.folder,
        kind: to_word(&folder.kind),
        prefix: folder.prefix,
        mapping: folder.mapping.as_ref().map(json).transpose()?,
        active: folder.active,
        last_import_at: folder.last_import_at,
        last_error: folder.last_error.as_ref().map(json).transpose()?,
    };
    session.store().derive(|tables| tables.save_watched_folder(&row))?;
    tell(session);
    Ok(Empty {})
}

/// As it is stored.
fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| AppError::new(ErrorCode::Internal, error.to_string()))
}

fn tell(session: &Session) {
    session.app().emit(&AppEvent::DataChanged { areas: vec![Area::Imports] });
}

/// A folder as the interface gets it; one of a kind that a newer program made up is passed over.
fn folder(row: WatchedFolderRow) -> Option<WatchedFolder> {
    Some(WatchedFolder {
        id: row.id,
        kind: from_word::<ImportKind>(&row.kind)?,
        mapping: row.mapping.as_deref().and_then(|json| serde_json::from_str::<Mapping>(json).ok()),
        folder: row.folder,
        prefix: row.prefix,
        active: row.active,
        last_import_at: row.last_import_at,
        last_error: row.last_error.as_deref().and_then(|json| serde_json::from_str(json).ok()),
    })
}
