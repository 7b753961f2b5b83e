//! Meetings with customers and their series.

mod customer;
mod edit;
mod list;
mod occurrence;
mod participants;
mod row;
mod series;

pub(crate) use customer::customer_meetings;
pub(crate) use edit::{cancel, check_member, delete, move_to, purpose, restore, save, time};
pub(crate) use list::{find_between, get, held_on, list, list_between};
pub(crate) use occurrence::{Found, find, stored};
pub(crate) use participants::{copy as copy_participants, mark};
pub(crate) use row::row;
pub(crate) use series::{delete_series, list_series, preview_series, save_series};
