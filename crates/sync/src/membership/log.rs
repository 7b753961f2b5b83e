//! The records that may count, with who came before whom and who is about what.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_crypto::Hash;
use pelikirja_domain::{Id, Instant, Role};

use super::bits::Bits;
use super::graph::Graph;
use super::record::{Action, Signer, device_id};
use super::refusal::Refusal;
use super::signed::SignedRecord;

/// Places of records, in their order.
type Places = Vec<usize>;

/// The records that may count, in an order in which ancestors come first, each known by its place.
#[derive(Default)]
pub(super) struct Log<'r> {
    pub records: Vec<&'r SignedRecord>,
    /// The ancestors of each.
    ancestors: Vec<Bits>,
    places: BTreeMap<Hash, usize>,
    /// Those that take something away.
    revocations: Bits,
    /// By author.
    by_device: BTreeMap<Id, Places>,
    /// Devices that came in as a member's, by member.
    devices_of: BTreeMap<Id, BTreeSet<Id>>,
    /// Those that bring a device in, by device.
    arrivals: BTreeMap<Id, Places>,
    /// By device.
    confirmations: BTreeMap<Id, Places>,
    /// By device.
    device_removals: BTreeMap<Id, Places>,
    /// By member.
    member_removals: BTreeMap<Id, Places>,
    /// Those that may give a member a role, by member: beginning, joining, recovering, and being given one.
    roles: BTreeMap<Id, Places>,
    /// By device.
    adoptions: BTreeMap<Id, Places>,
    /// By invitation.
    cancellations: BTreeMap<usize, Places>,
    /// By invitation.
    joins: BTreeMap<usize, Places>,
}

impl<'r> Log<'r> {
    /// Takes those nodes of the graph that may count.
    pub fn new(graph: &Graph<'r>, candidates: &[Result<(), Refusal>]) -> Self {
        let size = candidates.iter().filter(|found| found.is_ok()).count();
        let mut log = Self { revocations: Bits::empty(size), ..Self::default() };
        let mut rows: Vec<(Bits, Option<usize>)> = Vec::with_capacity(graph.nodes.len());
        for (node, found) in graph.nodes.iter().zip(candidates) {
            let mut ancestors = Bits::empty(size);
            for (of_parent, place) in node.parents.iter().filter_map(|parent| rows.get(*parent)) {
                ancestors.join(of_parent);
                place.iter().for_each(|place| ancestors.add(*place));
            }
            let place = found.is_ok().then(|| log.add(node.record));
            rows.push((ancestors, place));
        }
        log.ancestors = rows.into_iter().filter_map(|(ancestors, place)| place.map(|_| ancestors)).collect();
        log
    }

    fn add(&mut self, record: &'r SignedRecord) -> usize {
        let place = self.records.len();
        self.records.push(record);
        self.places.insert(record.hash(), place);
        if let Some(device) = self.responsible(place) {
            self.by_device.entry(device).or_default().push(place);
        }
        if record.record().action.is_revocation() {
            self.revocations.add(place);
        }
        if let (Some(member), Some(keys)) =
            (self.member_of_arrival(place), record.record().action.new_device())
        {
            self.devices_of.entry(member).or_default().insert(device_id(keys));
        }
        let note = |lists: &mut BTreeMap<Id, Places>, about: Id| lists.entry(about).or_default().push(place);
        match &record.record().action {
            Action::Genesis { member, keys, .. } | Action::Recover { member, keys } => {
                note(&mut self.arrivals, device_id(keys));
                note(&mut self.roles, *member);
            }
            Action::Join { invite, keys } => {
                note(&mut self.arrivals, device_id(keys));
                if let Some((invite, member)) = self.invitation(invite) {
                    note(&mut self.roles, member);
                    self.joins.entry(invite).or_default().push(place);
                }
            }
            Action::Confirm { device } => note(&mut self.confirmations, *device),
            Action::SetRole { member, .. } => note(&mut self.roles, *member),
            Action::RemoveDevice { device, .. } => note(&mut self.device_removals, *device),
            Action::RemoveMember { member, .. } => note(&mut self.member_removals, *member),
            Action::Adopt { device, .. } => note(&mut self.adoptions, *device),
            Action::CancelInvitation { invite } => {
                if let Some((invite, _)) = self.invitation(invite) {
                    self.cancellations.entry(invite).or_default().push(place);
                }
            }
            _ => {}
        }
        place
    }

    fn invitation(&self, invite: &Hash) -> Option<(usize, Id)> {
        let place = *self.places.get(invite)?;
        match self.action(place) {
            Some(Action::Invite { member, .. }) => Some((place, *member)),
            _ => None,
        }
    }

    /// The place of a record.
    pub fn place(&self, hash: &Hash) -> Option<usize> {
        self.places.get(hash).copied()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    pub fn action(&self, place: usize) -> Option<&'r Action> {
        self.records.get(place).map(|record| &record.record().action)
    }

    pub fn ancestors(&self, place: usize) -> Option<&Bits> {
        self.ancestors.get(place)
    }

    /// Whether the first came before the second, as the author of the second knew.
    pub fn is_before(&self, first: usize, second: usize) -> bool {
        self.ancestors.get(second).is_some_and(|ancestors| ancestors.has(first))
    }

    /// Whether neither knew of the other.
    pub fn is_concurrent(&self, one: usize, other: usize) -> bool {
        one != other && !self.is_before(one, other) && !self.is_before(other, one)
    }

    /// The device on whose right as an owner's a record rests. An invitation stands by itself once it is given: whoever
    /// uses it is not undone because the one who gave it was removed, unless the invitation is taken back as well.
    pub fn responsible(&self, place: usize) -> Option<Id> {
        let record = self.records.get(place)?.record();
        match (&record.action, record.author) {
            (Action::Genesis { .. }, _) => None,
            (_, Signer::Device(device)) => Some(device),
            _ => None,
        }
    }

    /// Whose device a record brings in.
    pub fn member_of_arrival(&self, place: usize) -> Option<Id> {
        match self.action(place)? {
            Action::Genesis { member, .. } | Action::Recover { member, .. } => Some(*member),
            Action::Join { invite, .. } => self.invitation(invite).map(|(_, member)| member),
            _ => None,
        }
    }

    /// The invitation that a record uses, and until when that can be.
    pub fn invitation_of(&self, place: usize) -> Option<(usize, Instant)> {
        let Some(Action::Join { invite, .. }) = self.action(place) else { return None };
        let (invite, _) = self.invitation(invite)?;
        match self.action(invite) {
            Some(Action::Invite { expires_at, .. }) => Some((invite, *expires_at)),
            _ => None,
        }
    }

    /// As what a record lets a new member in.
    pub fn invited_role(&self, place: usize) -> Option<Role> {
        let (invite, _) = self.invitation_of(place)?;
        match self.action(invite) {
            Some(Action::Invite { role, .. }) => Some(*role),
            _ => None,
        }
    }

    /// The records that take something away.
    pub fn revocations(&self) -> &Bits {
        &self.revocations
    }

    /// The records whose right a removal may take away.
    pub fn touched_by(&self, removal: usize) -> Vec<usize> {
        let by_device = |device: &Id| list(&self.by_device, device).iter().copied();
        match self.action(removal) {
            Some(Action::RemoveDevice { device, .. }) => by_device(device).collect(),
            Some(Action::RemoveMember { member, .. } | Action::SetRole { member, .. }) => {
                self.devices_of.get(member).into_iter().flatten().flat_map(by_device).collect()
            }
            Some(Action::CancelInvitation { invite }) => {
                self.invitation(invite).map(|(invite, _)| self.joins(invite).to_vec()).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    /// Devices that a record brings in.
    pub fn devices(&self) -> impl Iterator<Item = Id> {
        self.arrivals.keys().copied()
    }

    /// Members that a record gives a role.
    pub fn members(&self) -> impl Iterator<Item = Id> {
        self.roles.keys().copied()
    }

    pub fn arrivals(&self, device: Id) -> &[usize] {
        list(&self.arrivals, &device)
    }

    pub fn confirmations(&self, device: Id) -> &[usize] {
        list(&self.confirmations, &device)
    }

    pub fn device_removals(&self, device: Id) -> &[usize] {
        list(&self.device_removals, &device)
    }

    pub fn member_removals(&self, member: Id) -> &[usize] {
        list(&self.member_removals, &member)
    }

    pub fn adoptions(&self, device: Id) -> &[usize] {
        list(&self.adoptions, &device)
    }

    pub fn roles(&self, member: Id) -> &[usize] {
        list(&self.roles, &member)
    }

    pub fn cancellations(&self, invite: usize) -> &[usize] {
        list(&self.cancellations, &invite)
    }

    pub fn joins(&self, invite: usize) -> &[usize] {
        list(&self.joins, &invite)
    }

    /// Invitations that were used more than once.
    pub fn contests(&self) -> impl Iterator<Item = &[usize]> {
        self.joins.values().map(Vec::as_slice).filter(|uses| uses.len() > 1)
    }
}

fn list<'l, K: Ord>(lists: &'l BTreeMap<K, Places>, about: &K) -> &'l [usize] {
    lists.get(about).map(Vec::as_slice).unwrap_or_default()
}
