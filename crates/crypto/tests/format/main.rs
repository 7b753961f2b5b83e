//! The formats that leave this machine: what docs/sync-format.md says of them, kept files, and properties.

#![expect(clippy::expect_used, reason = "helpers of tests")]

mod kept;
mod properties;
mod sealed_files;
mod second;
mod secrets;
mod signatures;
mod texts;
