//! Which role may write what: one table, read by the program before it writes and by every device for every change
//! that comes from another.
//!
//! The answer follows from the role, the table, the column and how the record stands to the author, and from nothing
//! else: no clock, no setting, no other record. So all devices come to the same one. `docs/roles.md` is made of it.

mod acts;
mod tables;

pub use acts::Act;
pub use tables::TABLE_PERMISSIONS;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Role;

/// How a record stands to whoever writes into it.
///
/// It is judged by what the author had seen: whatever reaches a device later, in whichever order, changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Record {
    /// The change makes it: nobody made it before.
    New,
    /// The author's member made it, on whichever of their devices; of the rows of `member`, the author's own.
    Own,
    /// Somebody else made it.
    Other,
}

/// What a role may do with a column, or with whole records of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Nothing.
    Never,
    /// Write it when making a record, and only the author's own member into it. A record cannot be made in the name of
    /// somebody else, nor be given to somebody else later.
    Signing,
    /// Write it when making a record, and later in records of their own.
    Own,
    /// Write it in any record.
    Any,
}

impl Rule {
    /// Whether it allows a write. `names_author` says whether the value is the author's member; only
    /// [`Rule::Signing`] asks for it.
    pub fn allows(self, record: Record, names_author: bool) -> bool {
        match self {
            Self::Never => false,
            Self::Signing => record == Record::New && names_author,
            Self::Own => record != Record::Other,
            Self::Any => true,
        }
    }
}

/// What each role may do with one column, or with whole records of a table. An owner may everything and a viewer
/// nothing, so only the two between differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    manager: Rule,
    assistant: Rule,
}

impl Grant {
    /// The rule for a role.
    pub const fn rule(self, role: Role) -> Rule {
        match role {
            Role::Owner => Rule::Any,
            Role::Manager => self.manager,
            Role::Assistant => self.assistant,
            Role::Viewer => Rule::Never,
        }
    }

    /// The role that just suffices for any record, whoever made it.
    pub fn least_role(self) -> Role {
        let suffices = |role: &Role| self.rule(*role) == Rule::Any;
        [Role::Assistant, Role::Manager].into_iter().find(suffices).unwrap_or(Role::Owner)
    }
}

/// What the roles may do with one synced table.
#[derive(Debug, Clone, Copy)]
pub struct TablePermissions {
    /// Name of the table in the schema.
    pub name: &'static str,
    /// Making a record, and bringing a deleted one back. Bringing back asks for no more than making does: nothing is
    /// lost by it, and a record whose identity is made of what it says (a tag of a customer) is made again in this way.
    pub make: Grant,
    /// Deleting a record.
    pub delete: Grant,
    /// Every column, by its name in the schema.
    pub columns: &'static [(&'static str, Grant)],
    /// Why it is so.
    pub why: &'static str,
}

impl TablePermissions {
    /// What the roles may do with a column; `None` for a column that this program does not know.
    pub fn column(&self, name: &str) -> Option<Grant> {
        self.columns.iter().find(|(found, _)| *found == name).map(|(_, grant)| *grant)
    }
}

/// What the roles may do with a table; `None` for one that this program does not know. A change of such a table, or of
/// such a column, is kept aside until a newer program judges it.
pub fn table_permissions(table: &str) -> Option<&'static TablePermissions> {
    TABLE_PERMISSIONS.iter().find(|found| found.name == table)
}

/// Whether a role may write a column of a record; see [`Rule::allows`] for `names_author`. Never for a table or column
/// that this program does not know.
pub fn may_write(role: Role, table: &str, column: &str, record: Record, names_author: bool) -> bool {
    let grant = table_permissions(table).and_then(|table| table.column(column));
    grant.is_some_and(|grant| grant.rule(role).allows(record, names_author))
}

/// Whether a role may make a record of a table, or bring a deleted one back. The cells are judged by [`may_write`].
pub fn may_make(role: Role, table: &str) -> bool {
    table_permissions(table).is_some_and(|table| table.make.rule(role).allows(Record::New, true))
}

/// Whether a role may delete a record of a table.
pub fn may_delete(role: Role, table: &str, record: Record) -> bool {
    table_permissions(table).is_some_and(|table| table.delete.rule(role).allows(record, false))
}
