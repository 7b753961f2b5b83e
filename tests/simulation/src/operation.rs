//! What simulated devices write.

use pelikirja_domain::Role;
use serde::{Deserialize, Serialize};

/// Text in every operation: it must occur in no byte of the folder.
pub const MARKER: &str = "Salainen Asiakas Oy";

/// A cell of the simulated firm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cell {
    /// The record.
    pub row: u32,
    /// The column; from [`OWNERS_COLUMN`] on only owners may write it.
    pub column: u8,
}

/// The first column that only owners may write.
pub const OWNERS_COLUMN: u8 = 6;

/// Which write a value is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Version {
    /// Above that of the value replaced.
    pub clock: i64,
    /// Decides between equal clocks.
    pub session: u64,
}

/// What is done to a cell or to its record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// A value, the newest of which stands.
    Value(u64),
    /// A fact that is only ever inserted, its identity made of its source: the same on every machine.
    Fact(u64),
    /// A letter inserted into a text.
    Letter(u64),
    /// The record is deleted by somebody who had seen those operations on it: what they had not seen brings it back.
    Delete(Vec<u64>),
    /// The record is erased for good.
    Erase,
}

/// A write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// Its identity.
    pub id: u64,
    /// Operations that its author had applied last: it must not be applied before them.
    pub rests_on: Vec<u64>,
    /// Where.
    pub cell: Cell,
    /// Which write it is.
    pub version: Version,
    /// What.
    pub what: What,
    /// Schema that a program must know to apply it.
    pub schema: u8,
}

impl Operation {
    /// Whether a role may do it.
    pub fn is_allowed(&self, role: Role) -> bool {
        match role {
            Role::Owner => true,
            Role::Manager | Role::Assistant => {
                self.cell.column < OWNERS_COLUMN && !matches!(self.what, What::Erase)
            }
            Role::Viewer => false,
        }
    }

    /// As it travels.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MARKER.as_bytes().to_vec();
        bytes.extend(serde_json::to_vec(self).unwrap_or_default());
        bytes
    }

    /// Back from that.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes.strip_prefix(MARKER.as_bytes())?).ok()
    }
}
