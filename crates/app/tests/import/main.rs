//! Imports through the commands that the window and the command line call.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

mod currency;
mod deleted;
mod files;
mod mapping;
mod matching;
mod northwind;
mod online_retail;
mod orders;
mod people;
mod rejected;
mod sources;
mod stopping;
mod support;
mod undo;
mod watched;
