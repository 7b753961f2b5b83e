//! What is asked of the membership.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_crypto::{DevicePublic, Hash};
use pelikirja_domain::{Id, Role};

use super::record::Head;
use super::redaction::Redactions;
use super::refusal::Refusal;
use super::standing::Standing;
use super::state::{DeviceState, InvitationState, MemberState, Membership};

impl Membership {
    /// The workspace; none before its first record is here.
    pub fn workspace(&self) -> Option<Id> {
        self.workspace
    }

    /// A device, also a removed one: what it wrote before has to be checked all the same.
    pub fn device(&self, device: Id) -> Option<&DeviceState> {
        self.devices.get(&device)
    }

    /// All devices, the removed ones too.
    pub fn devices(&self) -> &BTreeMap<Id, DeviceState> {
        &self.devices
    }

    /// The devices that were not removed.
    pub fn active_devices(&self) -> impl Iterator<Item = Id> {
        self.devices.iter().filter(|(_, state)| !state.removed).map(|(device, _)| *device)
    }

    /// All members, the removed ones too.
    pub fn members(&self) -> &BTreeMap<Id, MemberState> {
        &self.members
    }

    /// The role of a device's member now; none for a device that is unknown or was removed.
    pub fn role(&self, device: Id) -> Option<Role> {
        let state = self.devices.get(&device).filter(|state| !state.removed)?;
        self.members.get(&state.member).map(|member| member.role)
    }

    /// Whether a device may do what only owners may: not removed, confirmed, an owner's.
    pub fn is_owners_device(&self, device: Id) -> bool {
        let is_confirmed = self.devices.get(&device).is_some_and(|state| state.confirmed);
        is_confirmed && self.role(device) == Some(Role::Owner)
    }

    /// Invitations, by the hash of the record that invites.
    pub fn invitations(&self) -> &BTreeMap<Hash, InvitationState> {
        &self.invitations
    }

    /// An invitation, by the hash of the record that invites; none if that does not count.
    pub fn invitation(&self, invite: &Hash) -> Option<&InvitationState> {
        self.invitations.get(invite)
    }

    /// As what an entry of a device counts: up to the entry that a removal or a change of role pinned as before it, from
    /// there on as after it. `is_before`: whether the entry comes before one of the pinned ones in its chain, or is one; asked
    /// of [`Membership::pins`] only.
    pub fn role_at(&self, device: Id, chain: Id, is_before: impl Fn(&BTreeSet<Head>) -> bool) -> Standing {
        match self.devices.get(&device) {
            Some(state) => self.standings.of(device, state, chain, is_before),
            None => Standing::Unknown,
        }
    }

    /// The entries of a device's chain that a removal or a change of role pinned.
    pub fn pins(&self, device: Id, chain: Id) -> impl Iterator<Item = &BTreeSet<Head>> {
        let state = self.devices.get(&device);
        state.into_iter().flat_map(move |state| self.standings.pins(device, state, chain))
    }

    /// The newest epoch, from 1 on; 0 before the first record is here.
    pub fn epoch(&self) -> u32 {
        self.epoch
    }

    /// What those who began an epoch said of its key, by epoch; several if they did at the same time. Only such a key
    /// seals: others may be handed out by whoever has been shut out.
    pub fn commitments(&self) -> &BTreeMap<u32, BTreeSet<Hash>> {
        &self.commitments
    }

    /// To whom the key of a new epoch is sealed, by device; the recovery key comes on top.
    pub fn recipients(&self) -> Vec<(Id, DevicePublic)> {
        let active = self.devices.iter().filter(|(_, state)| !state.removed);
        active.map(|(device, state)| (*device, state.keys)).collect()
    }

    /// The key that follows from the printed recovery words.
    pub fn recovery(&self) -> Option<DevicePublic> {
        self.recovery
    }

    /// For whom recovery is: the owner who came first of those that there are or, without any, the one who began.
    pub fn first_owner(&self) -> Option<Id> {
        self.first_owner
    }

    /// Whether somebody was shut out and may have the key of the newest epoch all the same, because whoever began it did
    /// not know of that: any owner's device then begins another.
    pub fn needs_rotation(&self) -> bool {
        self.needs_rotation
    }

    /// Whether something was erased and whoever began the newest epoch did not know of that.
    pub fn has_erased_in_epoch(&self) -> bool {
        self.has_erased_in_epoch
    }

    /// The tips of the log, ascending: parents of the next record. Records that count for nothing are never among them, so
    /// they cannot become many.
    pub fn heads(&self) -> Vec<Hash> {
        self.heads.clone()
    }

    /// The number of the schema that a program has to know to write; 0 for any.
    pub fn minimum_writer(&self) -> u32 {
        self.minimum_writer
    }

    /// What owners had taken out of entries.
    pub fn redactions(&self) -> &Redactions {
        &self.redactions
    }

    /// Whether a record is here with all that it rests on, whether it counts or not.
    pub fn contains(&self, record: &Hash) -> bool {
        self.known.contains(record)
    }

    /// Whether a record is here and counts.
    pub fn counts(&self, record: &Hash) -> bool {
        self.known.contains(record) && !self.refused.contains_key(record)
    }

    /// Records that rest on one that is not here.
    pub fn waiting(&self) -> &BTreeSet<Hash> {
        &self.waiting
    }

    /// Records that count for nothing, and why.
    pub fn refused(&self) -> &BTreeMap<Hash, Refusal> {
        &self.refused
    }
}
