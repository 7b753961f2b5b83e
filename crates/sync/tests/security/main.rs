//! What the folder withstands, byte by byte: a host that changes what lies in it, members who write what they should not,
//! and what a check of the folder says of all that.
#![expect(clippy::expect_used, reason = "the helpers of a test fail as the test does")]

#[path = "../exchange/memory.rs"]
mod memory;

mod broken;
mod cbor;
mod check;
mod damage;
mod erasure;
mod firm;
mod flips;
mod forgery;
mod histories;
mod insiders;
mod order;
mod removed;
mod silence;
mod vectors;
