//! Placeholder.
use crate::api::*;
#[allow(unused)]
use crate::{App,Session,error::*};
#[allow(unused)] use pelikirja_domain::*;
pub(crate) fn segments(_: &Session, _: Empty) -> Result<Vec<SegmentCount>> { Err(AppError::not_found("x")) }
pub(crate) fn backtest(_: &Session, _: Empty) -> Result<BacktestReport> { Err(AppError::not_found("x")) }
