//! The store on real files.
#![expect(clippy::expect_used, reason = "the helpers of a test fail as the test does")]

mod backup;
mod based;
mod damage;
mod erase;
mod erased_operations;
mod exchange;
mod facts;
mod lists;
mod log;
mod merge;
mod merging;
mod released;
mod roles;
mod search;
mod support;
mod undo;
