//! Who belongs to the firm, as what, and with which devices.
//!
//! A log of signed records, each naming those that its author knew. What they come to is a function of the set: in
//! whichever order records reach a device, all devices come to the same. [`Membership::evaluate`] puts them in order
//! (`graph`), sets aside what cannot count (`candidates`), judges each by what its author knew (`rules`) and settles
//! what did not know of each other (`decide`). docs/sync-format.md has the bytes and the rules.

mod bits;
mod candidates;
mod codec;
mod decide;
mod graph;
mod log;
mod queries;
mod record;
mod redaction;
mod refusal;
mod rules;
mod signed;
mod standing;
mod state;
mod view;

pub use codec::RecordError;
pub use record::{Action, Head, Record, Signer, device_id};
pub use redaction::{Redacted, Redactions};
pub use refusal::Refusal;
pub use signed::{LONGEST_RECORD, SignedRecord};
pub use standing::Standing;
pub use state::{DeviceState, InvitationState, InvitationUse, MemberState, Membership};

/// The epoch that a workspace begins with.
pub const FIRST_EPOCH: u32 = 1;
