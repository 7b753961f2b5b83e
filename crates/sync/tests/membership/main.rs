//! Who belongs to the firm.
#![expect(clippy::expect_used, reason = "the helpers of a test fail as the test does")]

mod bounds;
mod bytes;
mod concurrent;
mod entries;
mod epochs;
mod invitations;
mod owners;
mod properties;
mod recovery;
mod redactions;
mod support;
mod vectors;
