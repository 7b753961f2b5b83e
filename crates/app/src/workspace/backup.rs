//! Backups: at will, and one a day.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use pelikirja_store::{StoreError, is_backup};

use crate::api::{Backup, Empty, FilePath};
use crate::error::{AppError, ErrorCode, FieldProblem, Result};
use crate::events::JobKind;
use crate::session::Session;

/// Daily backups that are kept.
const BACKUPS_KEPT: usize = 7;
/// How the name of every backup ends.
const ENDING: &str = ".pelikirja-backup";

pub(crate) fn make_backup(session: &Session, request: FilePath) -> Result<Backup> {
    back_up_to(session, Path::new(&request.path))
}

pub(crate) fn list_backups(session: &Session, _: Empty) -> Result<Vec<Backup>> {
    Ok(daily_backups(session).iter().filter_map(|path| backup_at(path)).collect())
}

/// Makes today's backup unless it is there, and removes those of this workspace that are too many.
pub(super) fn daily_backup(session: &Session) -> Result<()> {
    let folder = backup_folder(session);
    let path = folder.join(format!("{}{}{ENDING}", daily_prefix(session), session.today()));
    if session.is_demo() || path.exists() {
        return Ok(());
    }
    fs::create_dir_all(&folder).map_err(|error| StoreError::at(error, &folder))?;
    back_up_to(session, &path)?;
    for old in daily_backups(session).iter().skip(BACKUPS_KEPT) {
        fs::remove_file(old).map_err(|error| StoreError::at(error, old))?;
    }
    Ok(())
}

fn back_up_to(session: &Session, path: &Path) -> Result<Backup> {
    check_target(session, path)?;
    let done = session.app().run_job(JobKind::Backup, true, |job| {
        let finished = session.store().back_up(path, &mut |done, total| job.progress(done, total));
        finished.map_err(|error| AppError::from(error).with("path", path.display()))
    })?;
    if !done {
        return Err(AppError::new(ErrorCode::Stopped, "the backup was stopped"));
    }
    backup_at(path).ok_or_else(|| {
        AppError::new(ErrorCode::FileNotFound, "the backup is not there").with("path", path.display())
    })
}

/// A backup replaces an older backup and nothing else, least of all the workspace that it is a copy of.
fn check_target(session: &Session, path: &Path) -> Result<()> {
    let named = path.file_name().and(path.parent()).filter(|_| path.is_absolute());
    let folder = named.ok_or_else(|| AppError::field("path", FieldProblem::Form))?;
    let at =
        |error: std::io::Error| AppError::from(StoreError::at(error, folder)).with("path", folder.display());
    let real = folder.canonicalize().map_err(at)?;
    let workspace = session.store().folder();
    let inside = |outer: &Path| outer.canonicalize().is_ok_and(|outer| real.starts_with(outer));
    if inside(workspace.path()) && !inside(&workspace.backups()) {
        let error = AppError::new(ErrorCode::InvalidField, "the folder of the workspace is not for backups");
        return Err(error.with("path", "taken"));
    }
    match if path.is_dir() { Ok(false) } else { is_backup(path) } {
        Ok(true) => Ok(()),
        Ok(false) => {
            let error = AppError::new(ErrorCode::FileExists, "there is another file of that name");
            Err(error.with("path", path.display()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(AppError::from(StoreError::at(error, path)).with("path", path.display())),
    }
}

fn backup_folder(session: &Session) -> PathBuf {
    let chosen = session.app().device_settings().backup_folder.map(PathBuf::from);
    chosen.unwrap_or_else(|| session.store().folder().backups())
}

/// How names of this workspace's daily backups begin. Several workspaces and machines may share a folder, so each
/// names its own: the identity of the machine is another one in each workspace.
fn daily_prefix(session: &Session) -> String {
    let device = session.store().device().to_string();
    format!("pelikirja-daily-{}-", device.get(..12).unwrap_or(&device))
}

/// The daily backups of this workspace on this machine, the newest first; no others in the folder.
fn daily_backups(session: &Session) -> Vec<PathBuf> {
    let prefix = daily_prefix(session);
    let day = |path: &Path| {
        let name = path.file_name()?.to_str()?;
        name.strip_prefix(&*prefix)?.strip_suffix(ENDING)?.parse::<NaiveDate>().ok()
    };
    // A folder that cannot be read shows no backups.
    let entries = fs::read_dir(backup_folder(session)).into_iter().flatten().flatten();
    let mut found: Vec<(NaiveDate, PathBuf)> =
        entries.filter_map(|entry| Some((day(&entry.path())?, entry.path()))).collect();
    found.sort_by(|one, other| other.cmp(one));
    found.into_iter().map(|(_, path)| path).collect()
}

fn backup_at(path: &Path) -> Option<Backup> {
    let metadata = fs::metadata(path).ok()?;
    let since = metadata.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    let at = i64::try_from(since.as_millis()).ok()?;
    Some(Backup { path: path.display().to_string(), at, bytes: metadata.len() })
}
