//! Who belongs to the simulated firm: invitations, joining, roles, removals.

use std::rc::Rc;

use anyhow::{Context as _, bail};
use pelikirja_crypto::SecretKey;
use pelikirja_domain::{Id, Role};
use pelikirja_sync::{Act, ActError, Engine, JoinError};

use crate::carrier::{DAY, HOUR, Moment};
use crate::device::Coming;
use crate::world::World;

/// Time in which an invitation can be used.
const VALID: Moment = 14 * DAY;

impl World {
    /// Invites somebody and lets them come before anything else happens.
    ///
    /// # Errors
    /// When they cannot.
    pub fn welcome(&mut self, role: Role) -> anyhow::Result<()> {
        let index = self.invite(0, role).context("the first owner cannot invite")?;
        for _ in 0..50 {
            self.round(0);
            self.pass(HOUR);
            self.round(index);
            if let Some(id) = self.devices.get(index).and_then(|device| device.id) {
                self.round(index);
                self.pass(4 * HOUR);
                self.round(0);
                self.act(0, Act::Confirm { device: id });
                self.round(0);
                return Ok(());
            }
        }
        bail!("device {index} never joined")
    }

    /// Invites a new member's device. Returns the device's number, if the inviter may invite.
    pub fn invite(&mut self, inviter: usize, role: Role) -> Option<usize> {
        let member = self.identity();
        self.invite_member(inviter, member, role)
    }

    /// Invites a device of a member.
    pub fn invite_member(&mut self, inviter: usize, member: Id, role: Role) -> Option<usize> {
        self.start(inviter);
        let device = self.devices.get_mut(inviter)?;
        let now = self.now + device.clock_error;
        // An owner looks at a calendar: an invitation of a clock that is wrong by years would never be usable.
        let expires_at = self.now + VALID;
        let invitation = device.engine.as_mut()?.invite(member, role, expires_at, now, &mut device.random);
        let invitation = self.acted(inviter, "invites", invitation)?;
        let index = self.add_device();
        self.say(|| format!("device {inviter} invites device {index} as {role:?}"));
        if let Some(newcomer) = self.devices.get_mut(index) {
            newcomer.coming = Some(Coming::Invited(invitation.code));
            newcomer.was_owner = role == Role::Owner;
        }
        Some(index)
    }

    /// A new device tries to come to the firm.
    pub fn come(&mut self, index: usize) {
        let (violations, allowed) = (Rc::clone(&self.violations), Rc::clone(&self.allowed));
        let now = self.now;
        let Some((mut folder, device)) = self.folder(index) else { return };
        let Some(coming) = device.coming.clone() else { return };
        let Some(replica) = device.replica(&violations, &allowed) else { return };
        let clock = now + device.clock_error;
        // The random numbers of a simulation do not run out.
        let Ok(seed) = SecretKey::random_from(&mut device.random) else { return };
        let print = device.fingerprint.clone();
        let mut world =
            pelikirja_sync::World { folder: &mut folder, now: clock, randomness: &mut device.random };
        let come = match &coming {
            Coming::Invited(code) => Engine::join(replica, &seed, &print, code, &mut world),
            Coming::Recovers(words) => Engine::recover(replica, &seed, &print, words, &mut world),
        };
        let deeds = std::mem::take(&mut folder.deeds);
        match come {
            Ok(engine) => {
                device.id = Some(engine.device());
                device.engine = Some(engine);
                device.coming = None;
                self.say(|| format!("device {index} has come"));
            }
            Err(JoinError::Expired | JoinError::Used | JoinError::Cancelled) => device.coming = None,
            Err(JoinError::Engine(error)) => {
                let failing = *device.fails.borrow();
                if !failing.has_crashed && !failing.is_full {
                    self.violated(format!("V: device {index} cannot come: {error}"));
                }
                if let Some(device) = self.devices.get_mut(index) {
                    device.fails.borrow_mut().has_crashed = false;
                }
            }
            // Not all of it is here yet.
            Err(
                JoinError::Folder(_)
                | JoinError::NoWorkspace
                | JoinError::NoInvitation
                | JoinError::NotAllHere,
            ) => {
                device.fails.borrow_mut().has_crashed = false;
            }
            Err(JoinError::WrongRecovery) => {
                self.violated(format!("V: the printed words are refused on device {index}"));
            }
        }
        self.note_written(index, &deeds.written);
    }

    /// A member does something about who belongs to the firm; whether it was done.
    pub fn act(&mut self, index: usize, act: Act) -> bool {
        self.start(index);
        let now = self.now;
        let Some(device) = self.devices.get_mut(index) else { return false };
        let clock = now + device.clock_error;
        let Some(engine) = device.engine.as_mut() else { return false };
        let done = engine.act(act, clock, &mut device.random);
        let is_done = self.acted(index, "acts", done).is_some();
        if is_done {
            self.say(|| format!("device {index} does {act:?}"));
            if matches!(act, Act::SetRole { .. } | Act::RemoveDevice { .. } | Act::RemoveMember { .. }) {
                self.revocations += 1;
            }
        }
        is_done
    }

    fn acted<T>(&mut self, index: usize, what: &str, done: Result<T, ActError>) -> Option<T> {
        match done {
            Ok(done) => Some(done),
            Err(ActError::NotAllowed) => None,
            Err(ActError::Engine(error)) => {
                let failing = self.devices.get(index).map(|device| *device.fails.borrow());
                if failing.is_none_or(|failing| !failing.has_crashed && !failing.is_full) {
                    self.violated(format!("V: device {index} {what}: {error}"));
                } else if failing.is_some_and(|failing| failing.has_crashed)
                    && let Some(device) = self.devices.get_mut(index)
                {
                    device.stop();
                }
                None
            }
        }
    }

    /// The member whose device that is, as another device knows it.
    pub fn member_of(&self, knows: usize, index: usize) -> Option<Id> {
        let id = self.devices.get(index)?.id?;
        let engine = self.devices.get(knows)?.engine.as_ref()?;
        engine.membership().device(id).map(|device| device.member)
    }

    /// Devices whose member is an owner, as they know it themselves.
    pub fn owners(&mut self) -> Vec<usize> {
        let ready = self.ready_devices();
        for index in &ready {
            self.start(*index);
        }
        let is_owner = |index: &usize| {
            self.devices.get(*index).and_then(crate::device::Device::role) == Some(Role::Owner)
        };
        ready.into_iter().filter(is_owner).collect()
    }
}
