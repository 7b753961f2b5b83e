//! What a member does about who belongs to the firm.

use std::cmp::Reverse;

use pelikirja_crypto::{DeviceKeys, Hash, InvitationCode, Randomness, SecretKey};
use pelikirja_domain::{Id, Role};

use super::judge::write_membership;
use super::state::keep_record;
use super::{Engine, EngineError};
use crate::entry::EpochKey;
use crate::files::FileKind;
use crate::membership::{Action, Head, Membership, Record, SignedRecord, Signer, Standing};
use crate::name;
use crate::ports::{Commit, Instant, Replica};
use crate::wire::Writer;

/// Key of an invitation's file, from the invitation's code.
pub(super) const INVITATION_FILE: &str = "pelikirja 2026-11 invitation file";

/// The most entries that one record pins, some 600 kB of it: whoever is shut out cannot make the record that does it too
/// long by writing many chains or branches.
const MOST_HEADS: usize = 10_000;

/// What a member may do about who belongs to the firm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Take a new device of a member as what its invitation says.
    Confirm {
        /// The device.
        device: Id,
    },
    /// Give a member another role.
    SetRole {
        /// The member.
        member: Id,
        /// What they are from now on.
        role: Role,
    },
    /// Shut a device out: what it writes from now on is set aside, and a new epoch begins.
    RemoveDevice {
        /// The device.
        device: Id,
    },
    /// Shut a member out, with all their devices.
    RemoveMember {
        /// The member.
        member: Id,
    },
    /// Take back an invitation that nobody has used.
    CancelInvitation {
        /// The invitation.
        invitation: Hash,
    },
    /// Take what a removed device wrote after its removal.
    Adopt {
        /// The device.
        device: Id,
    },
    /// Begin a new epoch.
    Rotate,
}

/// Why an act is not done.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// This device's member may not do it, or there is nobody and nothing to do it to.
    #[error("it would not count")]
    NotAllowed,
    /// The engine.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// An invitation to hand over out of band.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// What it is known by, to take it back.
    pub id: Hash,
    /// What the newcomer types in.
    pub code: InvitationCode,
}

impl<R: Replica> Engine<R> {
    /// Invites one device of a member, who may be new, until a moment.
    ///
    /// # Errors
    /// [`ActError`].
    pub fn invite(
        &mut self,
        member: Id,
        role: Role,
        expires_at: Instant,
        now: Instant,
        randomness: &mut dyn Randomness,
    ) -> Result<Invitation, ActError> {
        self.refresh()?;
        let code = InvitationCode::random_from(randomness).map_err(EngineError::from)?;
        let keys = DeviceKeys::from_seed(&code.seed()).public();
        let action = Action::Invite { keys, role, member, expires_at };
        let invitation = self.act_if_allowed(action, None, now, randomness)?;
        self.keep_invitation(&code, invitation, now, randomness)?;
        Ok(Invitation { id: invitation, code })
    }

    /// Does what a member may do about who belongs to the firm.
    ///
    /// # Errors
    /// [`ActError`].
    pub fn act(&mut self, act: Act, now: Instant, randomness: &mut dyn Randomness) -> Result<(), ActError> {
        self.refresh()?;
        let new_key = |engine: &Self, randomness: &mut dyn Randomness| engine.new_key(randomness);
        let (action, key) = match act {
            Act::Confirm { device } => (Action::Confirm { device }, None),
            Act::SetRole { member, role } => {
                let heads = self.heads_of(|device| self.member_of(device) == Some(member));
                (Action::SetRole { member, role, heads }, None)
            }
            Act::RemoveDevice { device } => {
                let (heads, key) = (self.heads_of(|found| found == device), new_key(self, randomness)?);
                let (epoch, commitment) = (key.epoch, key.commitment());
                (Action::RemoveDevice { device, heads, epoch, commitment }, Some(key))
            }
            Act::RemoveMember { member } => {
                let heads = self.heads_of(|device| self.member_of(device) == Some(member));
                let key = new_key(self, randomness)?;
                let (epoch, commitment) = (key.epoch, key.commitment());
                (Action::RemoveMember { member, heads, epoch, commitment }, Some(key))
            }
            Act::CancelInvitation { invitation } => (Action::CancelInvitation { invite: invitation }, None),
            Act::Adopt { device } => {
                (Action::Adopt { device, heads: self.heads_of(|found| found == device) }, None)
            }
            Act::Rotate => {
                let key = new_key(self, randomness)?;
                (Action::Rotate { epoch: key.epoch, commitment: key.commitment() }, Some(key))
            }
        };
        self.act_if_allowed(action, key, now, randomness)?;
        Ok(())
    }

    /// What this device's member may do now.
    pub fn standing(&self) -> Standing {
        self.state.standing_of_next()
    }

    fn member_of(&self, device: Id) -> Option<Id> {
        self.state.membership.device(device).map(|device| device.member)
    }

    /// The newest entries here of the chains of some devices; where a chain forks, of each branch.
    fn heads_of(&self, wanted: impl Fn(Id) -> bool) -> Vec<Head> {
        let chains = self.state.chains.iter().filter(|(_, found)| wanted(found.writing.device));
        // If not all fit, then first the furthest of each branch that leaves where its chain forks first, so that nobody who
        // makes a branch fan out pushes another one out.
        let mut tips: Vec<(usize, Reverse<u64>, Head)> = Vec::new();
        for (chain, found) in chains {
            let ranked = found.ranked_tips(chain).into_iter();
            tips.extend(ranked.map(|(rank, tip)| (rank, Reverse(tip.number), tip.head())));
        }
        tips.sort_unstable();
        tips.into_iter().take(MOST_HEADS).map(|(_, _, head)| head).collect()
    }

    /// Records an act if it counts: the membership is asked as every other device will ask it.
    fn act_if_allowed(
        &mut self,
        action: Action,
        key: Option<EpochKey>,
        now: Instant,
        randomness: &mut dyn Randomness,
    ) -> Result<Hash, ActError> {
        let record = self.sign(action, now)?;
        let hash = record.hash();
        let after = self.with_record(&record);
        if !after.counts(&hash) {
            return Err(ActError::NotAllowed);
        }
        self.keep_signed(record, after, key, now, randomness)?;
        Ok(hash)
    }

    /// Records an act of this device.
    pub(super) fn record(
        &mut self,
        action: Action,
        key: Option<EpochKey>,
        now: Instant,
        randomness: &mut dyn Randomness,
    ) -> Result<(), EngineError> {
        let record = self.sign(action, now)?;
        let after = self.with_record(&record);
        self.keep_signed(record, after, key, now, randomness)
    }

    fn sign(&self, action: Action, now: Instant) -> Result<SignedRecord, EngineError> {
        let identity = &self.state.identity;
        let parents = self.state.membership.heads();
        let record = Record { parents, author: Signer::Device(identity.device), at: now, action };
        Ok(record.sign(&identity.keys)?)
    }

    /// The membership as it would be with one more record.
    fn with_record(&self, record: &SignedRecord) -> Membership {
        let mut records = self.state.records.clone();
        records.insert(record.hash(), record.clone());
        self.state.with_records(&records)
    }

    /// Keeps a signed record and, where it begins an epoch, the new key with it in one file: nobody sees one without
    /// the other. `after` is the membership as it is with that record.
    fn keep_signed(
        &mut self,
        record: SignedRecord,
        after: Membership,
        key: Option<EpochKey>,
        now: Instant,
        randomness: &mut dyn Randomness,
    ) -> Result<(), EngineError> {
        let number = self.state.records.len() as u64;
        let mut state = vec![keep_record(&record)];
        let envelope = match &key {
            Some(key) => Some(self.envelope(key, &after, randomness)?),
            None => None,
        };
        // Sealed with the key before, which everybody has who is to read it.
        let content = write_membership(&[&record], envelope.as_ref());
        let sealed = self.seal(FileKind::Membership, &content, randomness)?;
        self.keep_file(FileKind::Membership, &sealed, name::Place::Membership { number }, now, &mut state)?;
        if let (Some(key), Some(envelope)) = (key, envelope) {
            self.keep_arrival(&envelope, now, randomness, &mut state)?;
            self.keep_envelope(&envelope, now, &mut state)?;
            self.use_key(key, &mut state);
        }
        self.commit(Commit { state, ..Commit::default() })?;
        self.state.records.insert(record.hash(), record);
        self.state.membership = after;
        Ok(())
    }

    /// Keeps the file that the newcomer opens with the code: the beginning, the records and the keys, so that nothing
    /// else has to have arrived.
    fn keep_invitation(
        &mut self,
        code: &InvitationCode,
        invitation: Hash,
        now: Instant,
        randomness: &mut dyn Randomness,
    ) -> Result<(), EngineError> {
        let mut out = Writer::new();
        out.array(4).hash(&invitation);
        self.state.genesis.write(&mut out);
        out.array(self.state.records.len() as u64);
        for record in self.state.records.values() {
            out.bytes(&record.to_bytes());
        }
        let keys = self.state.keyring.all();
        out.array(keys.len() as u64);
        for key in &keys {
            out.array(2).unsigned(key.epoch.into()).bytes(key.key.expose());
        }
        let content = zeroize::Zeroizing::new(out.into_bytes());
        let mut salt = [0; 16];
        randomness.fill(&mut salt)?;
        let key: SecretKey = code.seed().derive(INVITATION_FILE);
        let bytes = pelikirja_crypto::seal(FileKind::Invitation.number(), 0, &key, salt, &content)?;
        let mut state = Vec::new();
        self.keep_file(FileKind::Invitation, &bytes, name::Place::Invitation, now, &mut state)?;
        self.commit(Commit { state, ..Commit::default() })
    }
}
