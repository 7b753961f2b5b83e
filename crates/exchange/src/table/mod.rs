//! Every format as one stream of raw rows.

pub(crate) mod archive;
pub(crate) mod csv_rows;
mod delimiter;
pub(crate) mod encoding;
pub(crate) mod feed;
mod header;
pub(crate) mod layout;
pub(crate) mod ods;
mod quotes;
pub(crate) mod vcard;
pub(crate) mod xlsx;
mod xml_scan;

use std::ops::ControlFlow;

use crate::raw_row::RawRow;
use crate::read::Progress;

/// Takes one raw row after another; `Break` ends the reading.
pub(crate) type Take<'t> = &'t mut dyn FnMut(&RawRow, Progress) -> ControlFlow<()>;
