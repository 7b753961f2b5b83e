//! Customers: the list and the record.

mod bulk;
mod edit;
mod history;
mod list;
mod orders;
mod record;

pub(crate) use bulk::bulk_edit;
pub(crate) use edit::{add_tag, checked_tag, filled, is_below, save, wanted, write_fields};
pub(crate) use history::history;
pub(crate) use list::{list, list_tags, row};
pub(crate) use orders::{order_lines, orders};
pub(crate) use record::get;
