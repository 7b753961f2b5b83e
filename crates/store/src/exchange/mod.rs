//! The store's side of syncing: what was written here as operations for others, and the operations of others applied.
//!
//! An operation is bytes that whoever carries them does not look into. Entries of operations come in the order of cause
//! and effect; each says whose it is and what its author is allowed to do, which may turn out otherwise later. What a
//! record is follows from the set of operations that count ([`crate::past`]), so devices that know the same ones hold the
//! same.

pub(crate) mod conflict;
mod erase;
pub(crate) mod identity;
mod identity_key;
mod judge;
mod outbox;
mod own;
mod quarantine;
mod take;
#[cfg(test)]
mod tests;
mod wire;
mod words;

use pelikirja_domain::{Id, Role};

use crate::Touched;

pub use conflict::{Conflict, ConflictCell, ConflictKind, WrittenBy};
pub use erase::Erased;
pub use outbox::Unpublished;
pub use own::Denied;
pub use quarantine::{QuarantinedOperation, Refusal};

/// Who is behind an entry, as the membership of the firm says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryAuthor {
    /// The member whose device wrote it.
    pub member: Id,
    /// What that member was allowed to do.
    pub role: Role,
}

/// Operations that one device published together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangeEntry {
    /// The chain that it stands in.
    pub chain: Id,
    /// Its number there.
    pub number: u64,
    /// Its hash: there may be two of one number.
    pub hash: [u8; 32],
    /// The device that wrote it; that device's [`crate::Store::device`].
    pub device: Id,
    /// Who wrote it; none when nothing of it is to count.
    pub author: Option<EntryAuthor>,
    /// What it does.
    pub operations: Vec<Vec<u8>>,
}

/// What is written together or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExchangeBatch {
    /// Entries to apply, in this order: new ones, own ones that are published now, and ones that stand differently than
    /// before. An entry may come again; all of its operations then count as its author is allowed now.
    pub entries: Vec<ExchangeEntry>,
    /// Values that the exchange keeps for itself; none to forget one.
    pub state: Vec<(Vec<u8>, Option<Vec<u8>>)>,
    /// How far others have what was written here: [`Unpublished::until`].
    pub published: Option<u64>,
}

/// What applying did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// Records that may be others than before.
    pub touched: Touched,
    /// Operations that count.
    pub operations: u64,
    /// Operations that were put aside.
    pub refused: u64,
}
