//! Roles: what each may do, and the page that says so.

mod page;
mod rules;
