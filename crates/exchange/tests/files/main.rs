//! Files of every kind, good and broken, through the public face of the crate.

#![expect(clippy::unwrap_used, reason = "a test whose files cannot be made has failed")]

mod broken_csv;
mod csv_dialects;
mod never_panics;
mod proposals;
mod real_files;
mod rejected;
mod rows;
mod spreadsheets;
mod support;
mod vcards;
