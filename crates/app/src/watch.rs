//! Placeholder.
use crate::api::*;
#[allow(unused)]
use crate::{App,Session,error::*};
#[allow(unused)] use pelikirja_domain::*;
pub(crate) fn list(_: &Session, _: Empty) -> Result<Vec<WatchedFolder>> { Err(AppError::not_found("x")) }
pub(crate) fn save(_: &Session, _: SaveWatchedFolder) -> Result<Saved> { Err(AppError::not_found("x")) }
pub(crate) fn delete(_: &Session, _: ById) -> Result<Empty> { Err(AppError::not_found("x")) }
pub(crate) fn scan(_: &Session, _: Empty) -> Result<Vec<ImportReport>> { Err(AppError::not_found("x")) }
pub(crate) fn start(_: &Session) {}
