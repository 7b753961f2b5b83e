//! Coming in with an invitation.

use pelikirja_domain::Role;
use pelikirja_sync::membership::{Action, InvitationUse, Record, Refusal, Signer, Standing};

use super::support::*;

#[test]
fn an_invitation_lets_one_device_in_which_works_before_it_is_confirmed() {
    let mut firm = Firm::new();
    let invite = firm.invite(FOUNDER, 103, 3, Role::Manager);
    assert_eq!(firm.membership().invitation(&invite).map(|found| found.used), Some(InvitationUse::Open));
    firm.join(invite, 103, 3);
    let membership = firm.membership();
    let state = membership.device(device(3)).expect("it is in");
    assert_eq!((state.member, state.confirmed, state.removed), (id(3), false, false));
    assert_eq!(standing(&membership, device(3), 50, 1), Standing::Member(Role::Manager));
    assert!(membership.recipients().iter().any(|(found, _)| *found == device(3)), "it reads at once");
    assert_eq!(membership.invitation(&invite).map(|found| found.used), Some(InvitationUse::Used(device(3))));
}

#[test]
fn an_invitation_is_used_once() {
    let mut firm = Firm::new();
    let invite = firm.invite(FOUNDER, 103, 3, Role::Manager);
    firm.join(invite, 103, 3);
    let second = firm.join(invite, 103, 4);
    let membership = firm.membership();
    assert_eq!(membership.refused().get(&second), Some(&Refusal::Used));
    assert!(membership.device(device(3)).is_some() && membership.device(device(4)).is_none());
}

#[test]
fn of_two_that_use_it_at_once_the_smaller_hash_counts() {
    let mut firm = Firm::new();
    let invite = firm.invite(FOUNDER, 103, 3, Role::Manager);
    let one = firm.join_knowing(vec![invite], invite, 103, 3, NOW);
    let other = firm.join_knowing(vec![invite], invite, 103, 4, NOW);
    let membership = firm.membership();
    assert!(membership.counts(&one.min(other)));
    assert_eq!(membership.refused().get(&one.max(other)), Some(&Refusal::Used));
}

#[test]
fn of_two_that_use_it_at_once_the_confirmed_one_counts() {
    for confirmed in [3, 4] {
        let mut firm = Firm::new();
        let invite = firm.invite(FOUNDER, 103, 3, Role::Manager);
        let known = if confirmed == 3 { [3, 4] } else { [4, 3] };
        firm.join_knowing(vec![invite], invite, 103, known[0], NOW);
        // The owner knows one of them, and confirms it; the other one dates back.
        firm.act(FOUNDER, Action::Confirm { device: device(confirmed) });
        firm.join_knowing(vec![invite], invite, 103, known[1], NOW);
        let membership = firm.membership();
        assert!(membership.device(device(known[0])).is_some_and(|state| state.confirmed), "{confirmed}");
        assert!(membership.device(device(known[1])).is_none(), "{confirmed}");
    }
}

#[test]
fn an_invitation_expires() {
    let mut firm = Firm::new();
    let invite = firm.invite(FOUNDER, 103, 3, Role::Manager);
    let late = firm.join_knowing(vec![invite], invite, 103, 3, LATER + 1);
    assert_eq!(firm.membership().refused().get(&late), Some(&Refusal::Expired));
    let just = firm.join_knowing(vec![invite], invite, 103, 4, LATER);
    assert!(firm.membership().counts(&just), "the last millisecond is in time");
}

#[test]
fn an_invitation_that_was_taken_back_lets_nobody_in() {
    let mut firm = Firm::new();
    let invite = firm.invite(FOUNDER, 103, 3, Role::Manager);
    firm.act(FOUNDER, Action::CancelInvitation { invite });
    let after = firm.join(invite, 103, 3);
    let at_once = firm.join_knowing(vec![invite], invite, 103, 4, NOW);
    let membership = firm.membership();
    assert_eq!(membership.refused().get(&after), Some(&Refusal::TakenBack));
    assert_eq!(membership.refused().get(&at_once), Some(&Refusal::TakenBack));
    assert_eq!(membership.invitation(&invite).map(|found| found.used), Some(InvitationUse::TakenBack));
}

#[test]
fn an_invitation_that_was_used_is_not_taken_back() {
    let mut firm = Firm::new();
    let invite = firm.invite(FOUNDER, 103, 3, Role::Manager);
    firm.join(invite, 103, 3);
    let cancelled = firm.act(FOUNDER, Action::CancelInvitation { invite });
    let membership = firm.membership();
    assert_eq!(membership.refused().get(&cancelled), Some(&Refusal::Used));
    assert!(membership.device(device(3)).is_some());
}

#[test]
fn an_invitation_stands_when_its_giver_is_removed_later() {
    let mut firm = Firm::with_staff();
    let invite = firm.invite(2, 106, 6, Role::Manager);
    firm.act(FOUNDER, remove_member(2, 2));
    let after = firm.join(invite, 106, 6);
    assert!(firm.membership().counts(&after));
}

#[test]
fn an_invitation_falls_when_its_giver_was_removed_at_the_same_time() {
    let mut firm = Firm::with_staff();
    let heads = firm.heads();
    firm.act_knowing(heads.clone(), FOUNDER, remove_member(2, 2));
    let invite = firm.act_knowing(heads, 2, invite(106, 6, Role::Owner));
    let joined = firm.join_knowing(vec![invite], invite, 106, 6, NOW);
    let membership = firm.membership();
    assert_eq!(membership.refused().get(&invite), Some(&Refusal::Revoked));
    assert_eq!(membership.refused().get(&joined), Some(&Refusal::NotThere));
    assert!(membership.device(device(6)).is_none());
}

#[test]
fn a_member_gets_a_second_device_and_keeps_the_role() {
    let mut firm = Firm::with_staff();
    firm.act(FOUNDER, set_role(4, Role::Manager));
    firm.bring_in_for(44, 4, Role::Viewer);
    let membership = firm.membership();
    assert_eq!(membership.device(device(44)).map(|state| state.member), Some(id(4)));
    assert_eq!(role(&membership, 4), Role::Manager);
}

#[test]
fn who_was_removed_comes_back_with_a_new_device_and_the_old_one_stays_out() {
    let mut firm = Firm::with_staff();
    firm.act(FOUNDER, remove_member(4, 2));
    assert!(firm.membership().members().get(&id(4)).is_some_and(|state| state.removed));
    firm.bring_in_for(44, 4, Role::Viewer);
    let membership = firm.membership();
    assert!(membership.members().get(&id(4)).is_some_and(|state| !state.removed));
    assert!(is_removed(&membership, 4) && !is_removed(&membership, 44));
    assert_eq!(role(&membership, 4), Role::Viewer, "the role of the new invitation");
}

#[test]
fn the_keys_of_a_device_come_in_once() {
    let mut firm = Firm::with_staff();
    firm.act(FOUNDER, remove_device(4, 2));
    let invite = firm.invite(FOUNDER, 107, 7, Role::Owner);
    let again = firm.join(invite, 107, 4);
    assert_eq!(firm.membership().refused().get(&again), Some(&Refusal::AlreadySo));
}

#[test]
fn the_keys_of_an_invitation_copied_into_another_are_another_invitation() {
    let mut firm = Firm::with_staff();
    let invite_of_founder = firm.invite(FOUNDER, 106, 6, Role::Viewer);
    // Another owner copies the public keys and dates back.
    firm.act_knowing(vec![firm.records[12].hash()], 2, invite(106, 66, Role::Owner));
    firm.join(invite_of_founder, 106, 6);
    assert_eq!(firm.membership().device(device(6)).map(|state| state.member), Some(id(6)));
}

#[test]
fn a_device_cannot_be_brought_in_by_who_does_not_have_its_keys() {
    let mut firm = Firm::with_staff();
    let invite = firm.invite(FOUNDER, 106, 6, Role::Manager);
    let action = Action::Join { invite, keys: keys(60).public() };
    let record = Record { parents: firm.heads(), author: Signer::Invitation, at: NOW, action };
    let record = firm.add(record.sign_arrival(&keys(106), &keys(61)).expect("signed, by another device"));
    assert_eq!(firm.membership().refused().get(&record), Some(&Refusal::Signature));
}

#[test]
fn nobody_joins_without_the_code() {
    let mut firm = Firm::with_staff();
    let invite = firm.invite(FOUNDER, 106, 6, Role::Manager);
    let record = firm.join_knowing(firm.heads(), invite, 107, 6, NOW);
    assert_eq!(firm.membership().refused().get(&record), Some(&Refusal::Signature));
}
