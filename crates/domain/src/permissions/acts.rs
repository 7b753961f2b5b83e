//! What is more than writing cells.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Role;

/// Something that a role may do or not and that is no cell of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Invite somebody, or take an invitation back.
    Invite,
    /// Confirm who joined; remove a device or a person.
    ChangeMembers,
    /// Give a member another role.
    ChangeRoles,
    /// Begin a new key epoch.
    RotateKeys,
    /// Take over what a removed device wrote after its removal.
    AdoptChanges,
    /// Say from which version on a program may write.
    SetMinimumVersion,
    /// Change the settings of the firm, the tiers and the other rules of the playbook.
    ChangePlaybook,
    /// Erase a person for good, on all devices.
    Erase,
    /// Put a backup in place of what the firm has.
    RestoreBackup,
    /// Import a file, by hand or from a watched folder, and undo an import: orders and their lines come and go with it.
    Import,
    /// Undo what somebody else did. Every cell that is put back is judged as if it were typed.
    UndoOthers,
    /// Undo what one did oneself. Every cell that is put back is judged as if it were typed.
    UndoOwn,
}

impl Act {
    /// All acts.
    pub const ALL: [Self; 12] = [
        Self::Invite,
        Self::ChangeMembers,
        Self::ChangeRoles,
        Self::RotateKeys,
        Self::AdoptChanges,
        Self::SetMinimumVersion,
        Self::ChangePlaybook,
        Self::Erase,
        Self::RestoreBackup,
        Self::Import,
        Self::UndoOthers,
        Self::UndoOwn,
    ];

    /// The role that just suffices.
    ///
    /// An import is a manager's: it makes customers, gives them owners and tiers, moves orders from one customer to
    /// another and changes every figure of the firm, and to undo one is to delete. A watched folder on an assistant's
    /// machine therefore imports nothing; whoever looks after the nightly import is made a manager, or the folder is
    /// watched on another machine.
    pub const fn least_role(self) -> Role {
        match self {
            Self::Invite
            | Self::ChangeMembers
            | Self::ChangeRoles
            | Self::RotateKeys
            | Self::AdoptChanges
            | Self::SetMinimumVersion
            | Self::ChangePlaybook
            | Self::Erase
            | Self::RestoreBackup => Role::Owner,
            Self::Import | Self::UndoOthers => Role::Manager,
            Self::UndoOwn => Role::Assistant,
        }
    }

    /// Whether a role may do it.
    pub fn is_allowed(self, role: Role) -> bool {
        // Roles are ordered from the one that may most.
        role <= self.least_role()
    }
}
