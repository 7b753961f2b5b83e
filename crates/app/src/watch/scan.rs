//! Taking new files from watched folders.

use super::file::{WatchedFile, content, files};
use super::{json, list, tell};
use crate::api::{Empty, FolderError, ImportReport, WatchedFolder};
use crate::error::{AppError, ErrorCode, Result};
use crate::events::AppEvent;
use crate::import;
use crate::session::Session;

/// Looks into every active folder and imports what is new. A file that cannot be used is noted with its folder and
/// does not keep the others back.
pub(crate) fn scan(session: &Session, _: Empty) -> Result<Vec<ImportReport>> {
    let mut reports = Vec::new();
    for folder in list(session, Empty {})?.iter().filter(|folder| folder.active) {
        let Some(files) = files_of(session, folder)? else { continue };
        for file in files {
            match take(session, folder, &file) {
                Ok(report) => reports.extend(report),
                Err(error) if is_passing(&error) => return Err(error),
                Err(_) => {}
            }
        }
    }
    Ok(reports)
}

/// The files of a folder; none, with a note, when it cannot be read.
pub(super) fn files_of(session: &Session, folder: &WatchedFolder) -> Result<Option<Vec<WatchedFile>>> {
    match files(folder) {
        Ok(files) => Ok(Some(files)),
        Err(error) => {
            let error = FolderError::from(&AppError::from(anyhow::Error::new(error)));
            if folder.last_error != Some(error) {
                let error = json(&error)?;
                session.store().derive(|tables| tables.note_watched_result(folder.id, Err(&error)))?;
                tell(session);
            }
            Ok(None)
        }
    }
}

/// Whether an error says nothing of the file: it will be tried again.
pub(super) fn is_passing(error: &AppError) -> bool {
    matches!(error.code, ErrorCode::Busy | ErrorCode::Stopped | ErrorCode::Locked | ErrorCode::DiskFull)
}

/// Imports a file unless its content was imported before, and tells how it went.
pub(super) fn take(
    session: &Session,
    folder: &WatchedFolder,
    file: &WatchedFile,
) -> Result<Option<ImportReport>> {
    let taken = import_new(session, folder, file);
    let (report, error) = match &taken {
        Ok(None) => return Ok(None),
        Ok(Some(report)) => (Some(report.clone()), None),
        Err(error) if is_passing(error) => return taken,
        Err(error) => {
            let noted = json(&FolderError::from(error))?;
            session.store().derive(|tables| tables.note_watched_result(folder.id, Err(&noted)))?;
            (None, Some(error.clone()))
        }
    };
    let report = report.map(Box::new);
    session.app().emit(&AppEvent::FolderImported { file: file.name.clone(), report, error });
    tell(session);
    taken
}

fn import_new(session: &Session, folder: &WatchedFolder, file: &WatchedFile) -> Result<Option<ImportReport>> {
    let unreadable = |error: std::io::Error| {
        AppError::new(ErrorCode::FileUnreadable, error.to_string()).with("path", file.path.display())
    };
    let content = content(&file.path).map_err(unreadable)?;
    let now = session.store().now();
    let is_known = session.read(|reader| Ok(reader.is_watched_file_taken(folder.id, &content)?))?;
    if is_known {
        return Ok(None);
    }
    let mapping = match &folder.mapping {
        Some(mapping) => mapping.clone(),
        None => import::unattended_mapping(session, &file.path, folder.kind)?,
    };
    let report = import::run_unattended(session, &file.path, &mapping)?;
    if report.stopped {
        return Err(AppError::new(ErrorCode::Stopped, "the import was stopped"));
    }
    session.store().derive(|tables| {
        tables.note_watched_file(folder.id, &file.name, &content, now, report.batch)?;
        tables.note_watched_result(folder.id, Ok(now))
    })?;
    Ok(Some(report))
}
