//! A firm to try things out with.

use pelikirja_crypto::{DeviceKeys, Hash, SecretKey};
use pelikirja_domain::{Id, Role};
use pelikirja_sync::membership::{
    Action, Head, Membership, Record, Redacted, SignedRecord, Signer, Standing, device_id,
};

/// When everything happens unless a test says otherwise, milliseconds since 1970 UTC.
pub const NOW: i64 = 1_790_000_000_000;
/// When invitations expire.
pub const LATER: i64 = NOW + 7 * 86_400_000;

/// The keys of a device, an invitation or the recovery words: always the same for the same number.
pub fn keys(number: u8) -> DeviceKeys {
    DeviceKeys::from_seed(&SecretKey::from_slice(&[number; 32]).expect("32 bytes"))
}

pub fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

/// The device with the keys of that number.
pub fn device(number: u8) -> Id {
    device_id(&keys(number).public())
}

/// As what an entry counts of a chain that does not fork.
pub fn standing(membership: &Membership, device: Id, chain: u8, number: u64) -> Standing {
    membership.role_at(device, id(chain), |pins| pins.iter().any(|pin| number <= pin.number))
}

pub fn head(chain: u8, number: u64) -> Head {
    Head { chain: id(chain), number, hash: Hash([chain; 32]) }
}

/// Takes operations out of an entry.
pub fn redact(chain: u8, number: u64, operations: &[u32]) -> Action {
    let redacted = Redacted { entry: head(chain, number), operations: operations.to_vec() };
    Action::Redact { entries: vec![redacted] }
}

/// Number of the founder's device; the founder is member 1.
pub const FOUNDER: u8 = 1;
/// Number of the recovery key.
pub const RECOVERY: u8 = 250;

/// The records of a firm.
#[derive(Clone)]
pub struct Firm {
    pub genesis: Hash,
    pub records: Vec<SignedRecord>,
}

impl Firm {
    /// Only the founder, with the first device.
    pub fn new() -> Self {
        let action = Action::Genesis {
            workspace: id(200),
            member: id(1),
            keys: keys(FOUNDER).public(),
            recovery: keys(RECOVERY).public(),
            commitment: Hash([1; 32]),
        };
        let author = Signer::Device(device(FOUNDER));
        let record = Record { parents: Vec::new(), author, at: NOW, action };
        let record = record.sign(&keys(FOUNDER)).expect("the beginning is signed");
        Self { genesis: record.hash(), records: vec![record] }
    }

    /// With a second owner (member and device 2), a manager (3), an assistant (4) and a viewer (5), all confirmed.
    pub fn with_staff() -> Self {
        let mut firm = Self::new();
        for (number, role) in [(2, Role::Owner), (3, Role::Manager), (4, Role::Assistant), (5, Role::Viewer)]
        {
            firm.bring_in(number, role);
        }
        firm
    }

    pub fn membership(&self) -> Membership {
        Membership::evaluate(&self.genesis, &self.records)
    }

    pub fn heads(&self) -> Vec<Hash> {
        self.membership().heads()
    }

    /// Adds a record by a device that knows everything so far.
    pub fn act(&mut self, by: u8, action: Action) -> Hash {
        self.act_knowing(self.heads(), by, action)
    }

    /// Adds a record by a device that knows only those, and what they rest on.
    pub fn act_knowing(&mut self, parents: Vec<Hash>, by: u8, action: Action) -> Hash {
        let record = Record { parents, author: Signer::Device(device(by)), at: NOW, action };
        self.add(record.sign(&keys(by)).expect("a record is signed"))
    }

    pub fn add(&mut self, record: SignedRecord) -> Hash {
        let hash = record.hash();
        self.records.push(record);
        hash
    }

    /// Invites with the invitation keys of that number.
    pub fn invite(&mut self, by: u8, invitation: u8, member: u8, role: Role) -> Hash {
        self.act(by, invite(invitation, member, role))
    }

    /// Joins with an invitation, knowing everything.
    pub fn join(&mut self, invite: Hash, invitation: u8, new: u8) -> Hash {
        self.join_knowing(self.heads(), invite, invitation, new, NOW)
    }

    pub fn join_knowing(
        &mut self,
        parents: Vec<Hash>,
        invite: Hash,
        invitation: u8,
        new: u8,
        at: i64,
    ) -> Hash {
        let action = Action::Join { invite, keys: keys(new).public() };
        let record = Record { parents, author: Signer::Invitation, at, action };
        self.add(record.sign_arrival(&keys(invitation), &keys(new)).expect("a joining is signed"))
    }

    /// Invites, lets join and confirms a device: device and member have the same number, its invitation 100 more.
    pub fn bring_in(&mut self, number: u8, role: Role) -> Hash {
        self.bring_in_for(number, number, role)
    }

    pub fn bring_in_for(&mut self, number: u8, member: u8, role: Role) -> Hash {
        let invite = self.invite(FOUNDER, number + 100, member, role);
        self.join(invite, number + 100, number);
        self.act(FOUNDER, Action::Confirm { device: device(number) })
    }

    pub fn recover_knowing(&mut self, parents: Vec<Hash>, member: u8, new: u8) -> Hash {
        let action = Action::Recover { member: id(member), keys: keys(new).public() };
        let record = Record { parents, author: Signer::Recovery, at: NOW, action };
        self.add(record.sign_arrival(&keys(RECOVERY), &keys(new)).expect("a recovery is signed"))
    }
}

pub fn invite(invitation: u8, member: u8, role: Role) -> Action {
    Action::Invite { keys: keys(invitation).public(), role, member: id(member), expires_at: LATER }
}

pub fn remove_device(number: u8, epoch: u32) -> Action {
    Action::RemoveDevice { device: device(number), heads: Vec::new(), epoch, commitment: Hash([4; 32]) }
}

pub fn remove_member(number: u8, epoch: u32) -> Action {
    Action::RemoveMember { member: id(number), heads: Vec::new(), epoch, commitment: Hash([4; 32]) }
}

pub fn set_role(member: u8, role: Role) -> Action {
    Action::SetRole { member: id(member), role, heads: Vec::new() }
}

pub fn is_removed(membership: &Membership, number: u8) -> bool {
    membership.device(device(number)).expect("the device is known").removed
}

pub fn role(membership: &Membership, member: u8) -> Role {
    membership.members().get(&id(member)).expect("the member is known").role
}
