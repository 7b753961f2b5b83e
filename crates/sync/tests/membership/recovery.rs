//! The printed words.

use pelikirja_domain::Role;
use pelikirja_sync::membership::{Action, Record, Refusal, Signer};

use super::support::*;

#[test]
fn the_words_bring_an_owners_device_in() {
    let mut firm = Firm::new();
    firm.recover_knowing(firm.heads(), 1, 11);
    let membership = firm.membership();
    assert!(membership.is_owners_device(device(11)));
    let after = firm.act(11, remove_device(FOUNDER, 2));
    let membership = firm.membership();
    assert!(membership.counts(&after) && is_removed(&membership, FOUNDER));
}

#[test]
fn the_words_bring_a_removed_or_demoted_owner_back() {
    for action in [remove_member(1, 2), set_role(1, Role::Viewer)] {
        let mut firm = Firm::with_staff();
        firm.act(2, action.clone());
        firm.recover_knowing(firm.heads(), 1, 11);
        let membership = firm.membership();
        assert!(membership.is_owners_device(device(11)), "{action:?}");
        assert_eq!(role(&membership, 1), Role::Owner, "{action:?}");
    }
}

#[test]
fn the_words_win_over_a_removal_at_the_same_time() {
    for action in [remove_member(1, 2), set_role(1, Role::Viewer)] {
        let mut firm = Firm::with_staff();
        let heads = firm.heads();
        firm.act_knowing(heads.clone(), 2, action.clone());
        let recovered = firm.recover_knowing(heads, 1, 11);
        let act = firm.act_knowing(vec![recovered], 11, Action::MinimumWriter { schema: 9 });
        let membership = firm.membership();
        assert!(membership.is_owners_device(device(11)), "{action:?}");
        assert!(membership.counts(&act), "what the new device does counts as well: {action:?}");
    }
}

#[test]
fn who_comes_by_the_words_is_senior_to_all() {
    let mut firm = Firm::with_staff();
    let recovered = firm.recover_knowing(firm.heads(), 1, 11);
    // The thief has the first device, and removes the new one as soon as it appears.
    firm.act_knowing(vec![recovered], FOUNDER, remove_device(11, 2));
    firm.act_knowing(vec![recovered], 11, remove_device(FOUNDER, 2));
    let membership = firm.membership();
    assert!(is_removed(&membership, FOUNDER) && !is_removed(&membership, 11));
}

#[test]
fn other_words_bring_nobody_in() {
    let mut firm = Firm::new();
    let action = Action::Recover { member: id(1), keys: keys(11).public() };
    let record = Record { parents: firm.heads(), author: Signer::Recovery, at: NOW, action };
    let record = firm.add(record.sign_arrival(&keys(251), &keys(11)).expect("signed"));
    assert_eq!(firm.membership().refused().get(&record), Some(&Refusal::Signature));
}

#[test]
fn the_first_owner_that_is_left_is_the_one_to_recover() {
    let mut firm = Firm::with_staff();
    assert_eq!(firm.membership().first_owner(), Some(id(1)));
    firm.act(2, remove_member(1, 2));
    assert_eq!(firm.membership().first_owner(), Some(id(2)));
}
