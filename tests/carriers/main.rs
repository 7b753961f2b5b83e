//! Real Syncthing daemons carry the shared folder between machines: each machine is the program on a copy of the
//! folder of its own, and only a daemon brings files from one copy to another.
#![expect(clippy::expect_used, clippy::panic, reason = "the helpers of a test fail as the test does")]

mod configuration;
mod content;
mod daemon;
mod exchange;
mod firm;
mod folder;
mod partition;
mod rest;
mod restart;
mod three;
mod wait;
