//! Placeholder.
use crate::api::*;
#[allow(unused)]
use crate::{App,Session,error::*};
#[allow(unused)] use pelikirja_domain::*;
pub(crate) fn inspect(_: &Session, _: InspectFile) -> Result<InspectedFile> { Err(AppError::not_found("x")) }
pub(crate) fn dry_run(_: &Session, _: ImportRequest) -> Result<ImportReport> { Err(AppError::not_found("x")) }
pub(crate) fn run(_: &Session, _: ImportRequest) -> Result<ImportReport> { Err(AppError::not_found("x")) }
pub(crate) fn list(_: &Session, _: Empty) -> Result<Vec<ImportBatch>> { Err(AppError::not_found("x")) }
pub(crate) fn undo(_: &Session, _: ById) -> Result<ImportUndone> { Err(AppError::not_found("x")) }
pub(crate) fn undo_transaction(_: &Session, _: Id) -> Result<Option<Undone>> { Ok(None) }
