//! How things stand: for the author of a record, or now.

use pelikirja_domain::{Id, Role};

use super::bits::Bits;
use super::log::Log;
use super::record::Action;

/// What is said of a role: how much that counts, and the role, the lesser the greater.
pub(super) type Said = (u8, Role);

/// The records that count, or those of them that the author of a record knew.
#[derive(Clone, Copy)]
pub(super) struct View<'v> {
    pub log: &'v Log<'v>,
    /// Those that count.
    pub counting: &'v Bits,
    /// Of those that join with an invitation, the ones by which a member came or came back.
    pub admitting: &'v Bits,
    /// Where to look; everywhere if absent.
    pub past: Option<&'v Bits>,
}

impl View<'_> {
    pub fn has(&self, place: usize) -> bool {
        self.counting.has(place) && self.past.is_none_or(|past| past.has(place))
    }

    fn first_of(&self, places: &[usize]) -> Option<usize> {
        places.iter().copied().find(|place| self.has(*place))
    }

    /// The record that brought the device in.
    pub fn arrival(&self, device: Id) -> Option<usize> {
        self.first_of(self.log.arrivals(device))
    }

    /// Whether a device was removed, by itself or with its member.
    pub fn is_removed(&self, device: Id, arrival: usize) -> bool {
        self.removals(device, arrival).next().is_some()
    }

    /// The records that removed a device.
    pub fn removals(&self, device: Id, arrival: usize) -> impl Iterator<Item = usize> {
        let member = self.log.member_of_arrival(arrival);
        let with_member = member.map(|member| self.log.member_removals(member)).unwrap_or_default();
        let with_member = with_member.iter().filter(move |removal| !outlives(self.log, arrival, **removal));
        self.log
            .device_removals(device)
            .iter()
            .chain(with_member)
            .copied()
            .filter(|removal| self.has(*removal))
    }

    /// Whether a member was removed and did not come back.
    pub fn is_member_removed(&self, member: Id) -> bool {
        let removals = self.log.member_removals(member).iter().filter(|removal| self.has(**removal));
        removals
            .into_iter()
            .any(|removal| !self.comings(member).any(|coming| outlives(self.log, coming, *removal)))
    }

    /// The records by which a member came or came back.
    fn comings(&self, member: Id) -> impl Iterator<Item = usize> {
        self.decisive(member).filter(|place| !matches!(self.log.action(*place), Some(Action::SetRole { .. })))
    }

    /// The record by which an owner vouched for a device.
    pub fn confirmation(&self, device: Id) -> Option<usize> {
        self.first_of(self.log.confirmations(device))
    }

    /// Whether a device needs nobody to vouch for it, or somebody did.
    pub fn is_confirmed(&self, device: Id, arrival: usize) -> bool {
        !matches!(self.log.action(arrival), Some(Action::Join { .. })) || self.confirmation(device).is_some()
    }

    /// The records that count and may give a member a role.
    pub fn decisive(&self, member: Id) -> impl DoubleEndedIterator<Item = usize> {
        self.log.roles(member).iter().copied().filter(|place| {
            let joins = matches!(self.log.action(*place), Some(Action::Join { .. }));
            self.has(*place) && (!joins || self.admitting.has(*place))
        })
    }

    /// A member's role, whether removed or not, and the records that decide it.
    ///
    /// The last word counts. Of several that did not know of each other, recovery comes before all else, being given a
    /// role before coming in with one, and the lesser role before the greater one.
    pub fn decided_role(&self, member: Id) -> Option<(Role, Vec<usize>)> {
        let mut last: Vec<usize> = Vec::new();
        let mut known = Bits::empty(self.log.len());
        for place in self.decisive(member).rev() {
            // Later places are never ancestors of earlier ones, so whatever nobody later knew is a last word.
            if !known.has(place) {
                last.push(place);
                self.log.ancestors(place).iter().for_each(|ancestors| known.join(ancestors));
            }
        }
        let words = last.iter().filter_map(|place| self.word(*place));
        let (_, role) = words.max()?;
        Some((role, last))
    }

    /// What a record says of a role.
    pub fn word(&self, place: usize) -> Option<Said> {
        match self.log.action(place)? {
            Action::Recover { .. } => Some((3, Role::Owner)),
            Action::SetRole { role, .. } => Some((2, *role)),
            Action::Join { .. } => Some((1, self.log.invited_role(place)?)),
            Action::Genesis { .. } => Some((0, Role::Owner)),
            _ => None,
        }
    }

    /// A member's role, whether removed or not.
    pub fn role(&self, member: Id) -> Option<Role> {
        self.decided_role(member).map(|(role, _)| role)
    }

    /// Whether somebody ever was a member.
    pub fn was_member(&self, member: Id) -> bool {
        self.decisive(member).next().is_some()
    }

    /// Whether somebody is a member, and not removed.
    pub fn is_member(&self, member: Id) -> bool {
        self.was_member(member) && !self.is_member_removed(member)
    }

    /// How a device may do what owners do: by which arrival. None if it may not.
    pub fn owners_arrival(&self, device: Id) -> Option<usize> {
        let arrival = self.arrival(device)?;
        let member = self.log.member_of_arrival(arrival)?;
        let may = !self.is_removed(device, arrival)
            && self.is_confirmed(device, arrival)
            && self.role(member) == Some(Role::Owner);
        may.then_some(arrival)
    }
}

/// Whether a coming is not touched by the removal of its member: it came after it or, by the recovery words, at the same
/// time.
pub(super) fn outlives(log: &Log<'_>, coming: usize, removal: usize) -> bool {
    let recovers = matches!(log.action(coming), Some(Action::Recover { .. }));
    log.is_before(removal, coming) || recovers && !log.is_before(coming, removal)
}
