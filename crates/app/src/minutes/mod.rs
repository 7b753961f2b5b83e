//! Minutes of meetings.

mod close;
mod edit;
mod message;
mod page;

pub(crate) use close::{CONTACT, close, reopen};
pub(crate) use edit::save;
pub(crate) use message::{message, save_draft};
pub(crate) use page::get;
