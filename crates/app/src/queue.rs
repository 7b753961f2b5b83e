//! Placeholder.
use crate::api::*;
#[allow(unused)]
use crate::{App,Session,error::*};
#[allow(unused)] use pelikirja_domain::*;
pub(crate) fn today(_: &Session, _: TodayRequest) -> Result<Today> { Err(AppError::not_found("x")) }
pub(crate) fn snooze(_: &Session, _: SnoozeSignals) -> Result<Changed> { Err(AppError::not_found("x")) }
pub(crate) fn hand_over(_: &Session, _: HandOverSignals) -> Result<Changed> { Err(AppError::not_found("x")) }
pub(crate) fn dismiss(_: &Session, _: DismissSignals) -> Result<Changed> { Err(AppError::not_found("x")) }
pub(crate) fn recompute(_: &Session, _: Empty) -> Result<Empty> { Err(AppError::not_found("x")) }
pub(crate) fn mark_done(_: &Session, _: &mut pelikirja_store::WriteTransaction<'_>, _: Id, _: chrono::NaiveDate) -> Result<()> { Ok(()) }
pub(crate) fn visible_signals(_: &Session, _: &pelikirja_store::Reader<'_>, _: Id) -> Result<Vec<QueueSignal>> { Ok(vec![]) }
