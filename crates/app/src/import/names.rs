//! What rows name by name: tiers and members.

use std::collections::HashMap;

use pelikirja_domain::{Id, fold};
use pelikirja_store::Reader;

use crate::error::Result;

/// Tiers and members by name.
pub(super) struct Names {
    tiers: HashMap<String, Id>,
    members: HashMap<String, Id>,
}

impl Names {
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        let tiers = reader.tiers()?.into_iter().map(|tier| (fold(&tier.name), tier.id)).collect();
        let members = reader.members()?.into_iter().map(|member| (fold(&member.name), member.id)).collect();
        Ok(Self { tiers, members })
    }

    pub fn tier(&self, name: &str) -> Option<Id> {
        self.tiers.get(&fold(name)).copied()
    }

    pub fn member(&self, name: &str) -> Option<Id> {
        self.members.get(&fold(name)).copied()
    }
}
