//! What a record of the membership log says.

use pelikirja_crypto::{DevicePublic, Hash};
use pelikirja_domain::{Id, Instant, Role};

use super::redaction::Redacted;

/// The identity of the device that has these keys; see [`DevicePublic::identity`].
pub fn device_id(keys: &DevicePublic) -> Id {
    Id::from_bytes(keys.identity())
}

/// Who signs a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signer {
    /// A device of the firm.
    Device(Id),
    /// Whoever has the code of the invitation that the action names.
    Invitation,
    /// Whoever has the printed recovery words.
    Recovery,
}

/// The last entry of a chain that counts as from before a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Head {
    /// The chain.
    pub chain: Id,
    /// Number of the entry, from 1 on.
    pub number: u64,
    /// Its hash.
    pub hash: Hash,
}

/// What a record does.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Action {
    /// Begins the firm: the first record, and the only one without parents. Its signer is the first device.
    Genesis {
        /// The workspace.
        workspace: Id,
        /// The first member, an owner.
        member: Id,
        /// The first device.
        keys: DevicePublic,
        /// The keys that follow from the printed recovery words.
        recovery: DevicePublic,
        /// Hash of the key of the first epoch.
        commitment: Hash,
    },
    /// Invites a device, of a new member or of one that there is.
    Invite {
        /// The keys that follow from the invitation's code.
        keys: DevicePublic,
        /// As what a new member comes; one that there is keeps its role.
        role: Role,
        /// Whose device it will be.
        member: Id,
        /// Until when it can be used, milliseconds since 1970 UTC by the clock of whoever joins.
        expires_at: Instant,
    },
    /// Uses an invitation, once. Signed by the invitation and by the new device.
    Join {
        /// Which: the hash of the record that invites. Its keys alone would not do, because others may copy them into an
        /// invitation of their own.
        invite: Hash,
        /// The new device.
        keys: DevicePublic,
    },
    /// An owner vouches for a device that joined.
    Confirm {
        /// Which.
        device: Id,
    },
    /// Gives a member another role.
    SetRole {
        /// Whom.
        member: Id,
        /// The new role.
        role: Role,
        /// Up to where what the member's devices wrote counts under the role before; a chain that is not here counts
        /// under the new role from its start.
        heads: Vec<Head>,
    },
    /// Removes a device and begins a new epoch, whose key it does not get.
    RemoveDevice {
        /// Which.
        device: Id,
        /// Up to where what it wrote counts; nothing of a chain that is not here does.
        heads: Vec<Head>,
        /// The new epoch.
        epoch: u32,
        /// Hash of its key: no other one seals, whoever hands one out.
        commitment: Hash,
    },
    /// Removes a member with all devices and begins a new epoch.
    RemoveMember {
        /// Whom.
        member: Id,
        /// As for a device.
        heads: Vec<Head>,
        /// The new epoch.
        epoch: u32,
        /// Hash of its key.
        commitment: Hash,
    },
    /// Takes an invitation back that nobody has used.
    CancelInvitation {
        /// Which: the hash of the record that invites.
        invite: Hash,
    },
    /// Begins a new epoch.
    Rotate {
        /// Its number, one more than the one before.
        epoch: u32,
        /// Hash of its key, so that all devices take the same one.
        commitment: Hash,
    },
    /// Brings an owner's device in by the recovery words, whatever became of that owner's role and other devices.
    /// Signed by the recovery key and by the new device.
    Recover {
        /// Whose it is.
        member: Id,
        /// The new device.
        keys: DevicePublic,
    },
    /// Takes over what a removed device wrote after its removal.
    Adopt {
        /// The device.
        device: Id,
        /// Up to where.
        heads: Vec<Head>,
    },
    /// From now on only programs that know this schema may write.
    MinimumWriter {
        /// Number of the schema.
        schema: u32,
    },
    /// Takes operations out of entries for good: a copy of an entry without them is whole from then on, and nobody keeps
    /// or writes one that has them.
    Redact {
        /// Which.
        entries: Vec<Redacted>,
    },
    /// Something that only a newer program knows. It counts for nothing here, and what rests on it is not held up.
    Newer {
        /// Number of the action.
        number: u64,
        /// What it says.
        content: Vec<u8>,
    },
}

impl Action {
    /// The keys of the device that it brings in.
    pub fn new_device(&self) -> Option<&DevicePublic> {
        match self {
            Self::Genesis { keys, .. } | Self::Join { keys, .. } | Self::Recover { keys, .. } => Some(keys),
            _ => None,
        }
    }

    /// Whether the new device signs it as well, to show that the keys are its own.
    pub(super) fn is_signed_by_new_device(&self) -> bool {
        matches!(self, Self::Join { .. } | Self::Recover { .. })
    }

    /// Whether it takes something away that its author may rest on.
    pub(super) fn is_revocation(&self) -> bool {
        match self {
            Self::RemoveDevice { .. } | Self::RemoveMember { .. } | Self::CancelInvitation { .. } => true,
            Self::SetRole { role, .. } => *role != Role::Owner,
            _ => false,
        }
    }

    /// Hash of the key of the epoch that it begins.
    pub(super) fn commitment(&self) -> Option<Hash> {
        match self {
            Self::Genesis { commitment, .. }
            | Self::RemoveDevice { commitment, .. }
            | Self::RemoveMember { commitment, .. }
            | Self::Rotate { commitment, .. } => Some(*commitment),
            _ => None,
        }
    }

    /// The epoch that it begins.
    pub(super) fn epoch(&self) -> Option<u32> {
        match self {
            Self::Genesis { .. } => Some(super::FIRST_EPOCH),
            Self::RemoveDevice { epoch, .. }
            | Self::RemoveMember { epoch, .. }
            | Self::Rotate { epoch, .. } => Some(*epoch),
            _ => None,
        }
    }
}

/// A record before it is signed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Record {
    /// The tips of the log as its author knew them. Signing sorts them.
    pub parents: Vec<Hash>,
    /// Who signs it.
    pub author: Signer,
    /// When, milliseconds since 1970 UTC by the author's clock. Nothing but the expiry of an invitation rests on it.
    pub at: Instant,
    /// What it does.
    pub action: Action,
}
