//! What only owners do, and that they always can.

use pelikirja_crypto::Hash;
use pelikirja_domain::Role;
use pelikirja_sync::membership::{Action, Record, Refusal, Signer};

use super::support::*;

/// One of each act that is an owner's.
fn acts() -> Vec<Action> {
    vec![
        invite(77, 9, Role::Viewer),
        Action::Confirm { device: device(6) },
        set_role(4, Role::Manager),
        remove_device(4, 2),
        remove_member(4, 2),
        Action::Rotate { epoch: 2, commitment: Hash([7; 32]) },
        Action::MinimumWriter { schema: 3 },
        redact(50, 1, &[0]),
    ]
}

/// With somebody who joined and is not confirmed: device 6, an owner to be.
fn firm() -> Firm {
    let mut firm = Firm::with_staff();
    let invite = firm.invite(FOUNDER, 106, 6, Role::Owner);
    firm.join(invite, 106, 6);
    firm
}

#[test]
fn the_first_record_makes_an_owner_with_a_device() {
    let membership = Firm::new().membership();
    assert_eq!(membership.workspace(), Some(id(200)));
    assert!(membership.is_owners_device(device(FOUNDER)));
    assert_eq!(membership.recovery(), Some(keys(RECOVERY).public()));
    assert_eq!((membership.epoch(), membership.needs_rotation()), (1, false));
}

#[test]
fn owners_do_what_is_an_owners_and_nobody_else_does() {
    let firm = firm();
    let heads = firm.heads();
    for by in 1..=6 {
        for action in acts() {
            let mut firm = firm.clone();
            let record = firm.act_knowing(heads.clone(), by, action.clone());
            let membership = firm.membership();
            if by <= 2 {
                assert!(membership.counts(&record), "device {by}: {action:?}");
            } else {
                assert_eq!(
                    membership.refused().get(&record),
                    Some(&Refusal::NotOwner),
                    "device {by}: {action:?}"
                );
            }
        }
    }
}

#[test]
fn nobody_acts_before_they_are_confirmed_and_then_they_do() {
    let mut firm = firm();
    firm.act(FOUNDER, Action::Confirm { device: device(6) });
    let record = firm.act(6, set_role(4, Role::Manager));
    assert!(firm.membership().counts(&record));
}

#[test]
fn the_recovery_key_and_an_invitation_do_nothing_but_bring_a_device_in() {
    for (author, signing) in [(Signer::Recovery, RECOVERY), (Signer::Invitation, 106)] {
        let mut firm = firm();
        let record = Record { parents: firm.heads(), author, at: NOW, action: remove_member(3, 2) };
        let record = firm.add(record.sign(&keys(signing)).expect("signed"));
        assert!(!firm.membership().counts(&record), "{author:?}");
    }
}

#[test]
fn the_last_owner_stays() {
    for action in [remove_member(1, 2), remove_device(FOUNDER, 2), set_role(1, Role::Manager)] {
        let mut firm = Firm::new();
        firm.bring_in(3, Role::Manager);
        let record = firm.act(FOUNDER, action.clone());
        assert_eq!(firm.membership().refused().get(&record), Some(&Refusal::LastOwner), "{action:?}");
    }
}

#[test]
fn an_owner_who_is_not_the_last_one_may_go() {
    for action in [remove_member(1, 2), remove_device(FOUNDER, 2), set_role(1, Role::Manager)] {
        let mut firm = Firm::with_staff();
        let record = firm.act(FOUNDER, action.clone());
        assert!(firm.membership().counts(&record), "{action:?}");
        assert!(!firm.membership().is_owners_device(device(FOUNDER)), "{action:?}");
    }
}

#[test]
fn an_owner_who_is_not_confirmed_does_not_count_as_one_that_is_left() {
    let mut firm = Firm::new();
    let invite = firm.invite(FOUNDER, 106, 6, Role::Owner);
    firm.join(invite, 106, 6);
    let record = firm.act(FOUNDER, remove_member(1, 2));
    assert_eq!(firm.membership().refused().get(&record), Some(&Refusal::LastOwner));
}

#[test]
fn a_new_role_counts_from_there_on() {
    let mut firm = Firm::with_staff();
    firm.act(FOUNDER, set_role(3, Role::Owner));
    let as_owner = firm.act(3, invite(77, 9, Role::Viewer));
    firm.act(FOUNDER, set_role(3, Role::Assistant));
    let as_assistant = firm.act(3, invite(78, 10, Role::Viewer));
    let membership = firm.membership();
    assert!(membership.counts(&as_owner) && !membership.counts(&as_assistant));
    assert_eq!(role(&membership, 3), Role::Assistant);
}

#[test]
fn what_is_so_already_or_not_there_changes_nothing() {
    let mut firm = Firm::with_staff();
    firm.act(FOUNDER, remove_device(4, 2));
    let cases = [
        (remove_device(4, 3), Refusal::AlreadySo),
        (Action::Confirm { device: device(3) }, Refusal::AlreadySo),
        (Action::Adopt { device: device(3), heads: Vec::new() }, Refusal::AlreadySo),
        (remove_device(99, 3), Refusal::NotThere),
        (remove_member(99, 3), Refusal::NotThere),
        (set_role(99, Role::Owner), Refusal::NotThere),
        (Action::Confirm { device: device(99) }, Refusal::NotThere),
        (Action::CancelInvitation { invite: Hash([9; 32]) }, Refusal::NotThere),
    ];
    for (action, refusal) in cases {
        let mut firm = firm.clone();
        let record = firm.act(FOUNDER, action.clone());
        assert_eq!(firm.membership().refused().get(&record), Some(&refusal), "{action:?}");
    }
}

#[test]
fn the_highest_minimum_counts() {
    let mut firm = Firm::with_staff();
    let heads = firm.heads();
    firm.act_knowing(heads.clone(), FOUNDER, Action::MinimumWriter { schema: 5 });
    firm.act_knowing(heads, 2, Action::MinimumWriter { schema: 4 });
    assert_eq!(firm.membership().minimum_writer(), 5);
}
