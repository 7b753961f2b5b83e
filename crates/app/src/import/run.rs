//! Running an import, for real or for a try.

use std::path::{Path, PathBuf};

use pelikirja_domain::permissions::Act;
use pelikirja_exchange::{FileError, FileErrorCode, Kind, Mapping};
use pelikirja_store::{IntoValue, WriteTransaction, schema, to_word};

use super::unusable::{check_complete, unusable};
use super::work::Work;
use super::{customers, kept_mapping, orders, people, products};
use crate::api::{ImportReport, ImportRequest, TransactionKind};
use crate::error::{AppError, ErrorCode, Result};
use crate::events::JobKind;
use crate::permissions::require;
use crate::session::Session;

pub(crate) fn dry_run(session: &Session, request: ImportRequest) -> Result<ImportReport> {
    require(session, Act::Import)?;
    check_complete(&request.mapping)?;
    let path = PathBuf::from(&request.path);
    session.app().run_job(JobKind::DryRun, true, |job| {
        let mut work = Work::new(&path, &request.mapping, session.today(), job);
        let tried: Result<()> = session.store().rehearse(|tx| {
            let batch = tx.new_id()?;
            read(tx, &mut work, batch)?;
            work.finish();
            Ok(())
        });
        match tried {
            Ok(()) => Ok(work.report),
            Err(error) if error.code == ErrorCode::Stopped => Ok(work.into_stopped()),
            Err(error) => Err(error),
        }
    })
}

pub(crate) fn run(session: &Session, request: ImportRequest) -> Result<ImportReport> {
    import(session, Path::new(&request.path), &request.mapping, false)
}

/// Imports a file that a watched folder brought.
pub(crate) fn run_unattended(session: &Session, path: &Path, mapping: &Mapping) -> Result<ImportReport> {
    import(session, path, mapping, true)
}

fn import(session: &Session, path: &Path, mapping: &Mapping, unattended: bool) -> Result<ImportReport> {
    require(session, Act::Import)?;
    check_complete(mapping)?;
    let language = session.app().device_settings().language.unwrap_or_default();
    let fallback = session.store().folder().path().join("rejected");
    session.app().run_job(JobKind::Import, true, |job| {
        let mut work = Work::new(path, mapping, session.today(), job).writing_rejected(&fallback, language);
        let mut nothing_new = false;
        let written = session.write(TransactionKind::Import, |tx| {
            if unattended {
                tx.mark_unattended();
            }
            let batch = tx.new_id()?;
            read(tx, &mut work, batch)?;
            if unattended && work.open_end {
                return Err(unusable(&FileError::new(FileErrorCode::CutOff, path), path));
            }
            work.finish();
            if !work.changed {
                nothing_new = true;
                // Rolls back: only the note of it is written, below.
                return Err(AppError::new(ErrorCode::Stopped, "the file changes nothing"));
            }
            work.report.batch = Some(batch);
            record(tx, &work, batch, unattended, true)?;
            kept_mapping::keep(tx, &work.mapping_to_keep())
        });
        match written {
            Ok(_) => Ok(work.report),
            Err(_) if nothing_new => {
                session.write(TransactionKind::ImportUnchanged, |tx| {
                    if unattended {
                        tx.mark_unattended();
                    }
                    let batch = tx.new_id()?;
                    record(tx, &work, batch, unattended, false)?;
                    kept_mapping::keep(tx, &work.mapping_to_keep())
                })?;
                Ok(work.report)
            }
            Err(error) if error.code == ErrorCode::Stopped => Ok(work.into_stopped()),
            Err(error) => {
                work.discard_rejected();
                Err(error)
            }
        }
    })
}

fn read(tx: &mut WriteTransaction<'_>, work: &mut Work<'_>, batch: pelikirja_domain::Id) -> Result<()> {
    match work.mapping.kind {
        Kind::Customers => customers::import(tx, work),
        Kind::People => people::import(tx, work),
        Kind::Products => products::import(tx, work),
        Kind::Orders => orders::import(tx, work, batch),
    }
}

/// Notes the import, so that it can be listed and, if it changed anything, undone.
fn record(
    tx: &mut WriteTransaction<'_>,
    work: &Work<'_>,
    batch: pelikirja_domain::Id,
    unattended: bool,
    changed: bool,
) -> Result<()> {
    use schema::import_batch as column;
    let report = serde_json::to_string(&work.report)
        .map_err(|error| AppError::new(ErrorCode::Internal, error.to_string()))?;
    let file = work.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let cells = [
        (column::KIND, to_word(&work.mapping.kind).into_value()),
        (column::FILE, file.into_value()),
        (column::REPORT, report.into_value()),
        (column::UNATTENDED, unattended.into_value()),
        (column::MEMBER, tx.member().into_value()),
        (column::TXN, changed.then(|| tx.id()).into_value()),
    ];
    Ok(tx.create(batch, cells)?)
}
