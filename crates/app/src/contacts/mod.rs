//! Contacts, next actions and the timeline.

mod actions;
mod log;
mod timeline;

pub(crate) use actions::{delete_next_action, finish_next_action, next_action, save_next_action};
pub(crate) use log::{delete, log};
pub(crate) use timeline::timeline;
