//! As what entries count with what is known here: the membership says where that changes, the chains what leads there.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_crypto::Hash;
use pelikirja_domain::{Id, Role};

use super::state::State;
use crate::chains::Lineage;
use crate::entry::{Place, Writing};
use crate::membership::{Head, Membership, Standing};
use crate::mutation::{self, Mutation};

impl State {
    /// As what an entry counts that is not among the chains yet.
    pub fn standing_of_new(&self, writing: Writing, place: &Place) -> Standing {
        let is_before = |pins: &_| self.chains.would_lead_to(place, pins);
        counted(self.membership.role_at(writing.device, place.chain, is_before))
    }

    /// As what the next entry counts that this device writes: nothing that is pinned came after it.
    pub fn standing_of_next(&self) -> Standing {
        let writing = self.identity.writing();
        counted(self.membership.role_at(writing.device, writing.chain(), |_| false))
    }

    /// As what the entries of a chain count.
    pub fn standings_in(&self, writing: Writing) -> ChainStandings<'_> {
        let (device, chain) = (writing.device, writing.chain());
        let pins = self.membership.pins(device, chain);
        let lineages = pins.map(|pins| (pins, self.chains.lineage(chain, pins))).collect();
        ChainStandings { membership: &self.membership, device, chain, lineages }
    }
}

/// As what the entries of one chain count.
pub(super) struct ChainStandings<'s> {
    membership: &'s Membership,
    device: Id,
    chain: Id,
    lineages: BTreeMap<&'s BTreeSet<Head>, Lineage>,
}

impl ChainStandings<'_> {
    /// As what an entry counts that is among the chains.
    pub fn of(&self, number: u64, hash: &Hash) -> Standing {
        let is_before = |pins: &_| self.lineages.get(pins).is_some_and(|lineage| lineage.has(number, hash));
        counted(self.membership.role_at(self.device, self.chain, is_before))
    }
}

fn counted(standing: Standing) -> Standing {
    let is_ignored = mutation::is(Mutation::IgnoreStanding) && standing == Standing::Quarantined;
    if is_ignored { Standing::Member(Role::Manager) } else { standing }
}
