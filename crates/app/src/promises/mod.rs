//! Promises, ours and theirs.

mod edit;
mod list;

pub(crate) use edit::{delete, save, settle};
pub(crate) use list::{due_by, list, promise};
