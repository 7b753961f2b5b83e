//! Taking new files from watched folders.

use std::collections::HashMap;
use std::thread;
use std::time::Duration;

use pelikirja_domain::Id;
use pelikirja_domain::permissions::Act;

use super::file::{WatchedFile, content, files, stamp};
use super::{json, list, tell};
use crate::api::{Empty, FolderError, ImportReport, ScannedFile, WatchedFolder};
use crate::error::{AppError, ErrorCode, Result};
use crate::events::AppEvent;
use crate::import;
use crate::permissions::require;
use crate::session::Session;

/// How long a file must stand still before it is taken.
pub(super) const SETTLED: Duration = Duration::from_secs(2);

/// Looks into every active folder and imports what is new, once it is seen to stand still. A file that cannot be used
/// is noted with its folder and does not keep the others back.
pub(crate) fn scan(session: &Session, _: Empty) -> Result<Vec<ScannedFile>> {
    let (mut present, mut is_any_new) = (Vec::new(), false);
    let mut scanned = Vec::new();
    let mut failed: HashMap<Id, FolderError> = HashMap::new();
    for folder in list(session, Empty {})?.into_iter().filter(|folder| folder.active) {
        let files = files_of(session, &folder)?.unwrap_or_else(|error| {
            scanned.push(ScannedFile { error: Some(error), ..of(&folder, &folder.folder) });
            Vec::new()
        });
        for file in files {
            // One that cannot be read is told when it is taken.
            is_any_new |= !matches!(new_content(session, &folder, &file), Ok(None));
            present.push((folder.clone(), file));
        }
    }
    if !is_any_new {
        return Ok(scanned);
    }
    thread::sleep(SETTLED);
    for (folder, file) in present {
        let mut seen = of(&folder, &file.name);
        let mut is_over = false;
        if stamp(&file.path) == Some(file.stamp) {
            match take(session, &folder, &file) {
                Ok(None) => continue,
                Ok(report) => seen.report = report,
                Err(error) => {
                    // What says nothing of the file would keep the others back, too.
                    is_over = is_passing(&error);
                    if !is_over {
                        failed.entry(folder.id).or_insert((&error).into());
                    }
                    seen.error = Some(error);
                }
            }
        } else {
            seen.growing = true;
        }
        scanned.push(seen);
        if is_over {
            break;
        }
    }
    for (folder, error) in failed {
        note_failure(session, folder, error)?;
    }
    Ok(scanned)
}

fn of(folder: &WatchedFolder, file: &str) -> ScannedFile {
    ScannedFile { folder: folder.id, file: file.to_owned(), report: None, error: None, growing: false }
}

/// Notes that a file of a folder could not be used, also when others could after it.
pub(super) fn note_failure(session: &Session, folder: Id, error: FolderError) -> Result<()> {
    let noted = json(&error)?;
    session.store().derive(|tables| tables.note_watched_result(folder, Err(&noted)))?;
    tell(session);
    Ok(())
}

/// The files of a folder, or why it cannot be read, which is then noted.
pub(super) fn files_of(
    session: &Session,
    folder: &WatchedFolder,
) -> Result<Result<Vec<WatchedFile>, AppError>> {
    match files(folder) {
        Ok(files) => Ok(Ok(files)),
        Err(error) => {
            let error = AppError::from(anyhow::Error::new(error)).with("path", &folder.folder);
            if folder.last_error != Some(FolderError::from(&error)) {
                note_failure(session, folder.id, FolderError::from(&error))?;
            }
            Ok(Err(error))
        }
    }
}

/// Whether an error says nothing of the file: it will be tried again.
pub(super) fn is_passing(error: &AppError) -> bool {
    matches!(
        error.code,
        ErrorCode::Busy
            | ErrorCode::Stopped
            | ErrorCode::Locked
            | ErrorCode::DiskFull
            | ErrorCode::NotAllowed
            | ErrorCode::DeviceRemoved
    )
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
    // Whoever may not import today may tomorrow: the file waits.
    require(session, Act::Import)?;
    let Some(content) = new_content(session, folder, file)? else { return Ok(None) };
    let now = session.store().now();
    let mapping = match &folder.mapping {
        Some(mapping) => mapping.clone(),
        None => import::unattended_mapping(session, &file.path, folder.kind)?,
    };
    let report = import::run_unattended(session, &file.path, &mapping)?;
    if report.stopped {
        return Err(AppError::new(ErrorCode::Stopped, "the import was stopped"));
    }
    session.store().derive(|tables| {
        tables.note_watched_file(folder.id, &file.name, &content, now)?;
        tables.note_watched_result(folder.id, Ok(now))
    })?;
    Ok(Some(report))
}

/// What a file holds, as a hash; `None` when just that was taken from the folder before.
fn new_content(session: &Session, folder: &WatchedFolder, file: &WatchedFile) -> Result<Option<[u8; 32]>> {
    let unreadable = |error: std::io::Error| {
        AppError::new(ErrorCode::FileUnreadable, error.to_string()).with("path", file.path.display())
    };
    let content = content(&file.path).map_err(unreadable)?;
    let is_known = session.read(|reader| Ok(reader.is_watched_file_taken(folder.id, &content)?))?;
    Ok((!is_known).then_some(content))
}
