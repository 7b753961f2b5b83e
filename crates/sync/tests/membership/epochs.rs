//! Epochs: who may have which key.

use pelikirja_crypto::Hash;
use pelikirja_domain::Role;
use pelikirja_sync::membership::{Action, Refusal};

use super::support::*;

fn rotate(epoch: u32) -> Action {
    Action::Rotate { epoch, commitment: Hash([9; 32]) }
}

#[test]
fn a_removal_begins_an_epoch_that_the_removed_one_is_no_recipient_of() {
    let mut firm = Firm::with_staff();
    firm.act(FOUNDER, remove_device(4, 2));
    let membership = firm.membership();
    assert_eq!((membership.epoch(), membership.needs_rotation()), (2, false));
    let recipients: Vec<_> = membership.recipients().into_iter().map(|(found, _)| found).collect();
    assert_eq!(recipients.len(), 4);
    assert!(!recipients.contains(&device(4)));
}

#[test]
fn an_epoch_sealed_to_somebody_removed_at_the_same_time_is_followed_by_another() {
    let mut firm = Firm::with_staff();
    let heads = firm.heads();
    firm.act_knowing(heads.clone(), FOUNDER, remove_device(4, 2));
    firm.act_knowing(heads, 2, rotate(2));
    let membership = firm.membership();
    assert_eq!((membership.epoch(), membership.needs_rotation()), (2, true));
    assert_eq!(membership.commitments()[&2].len(), 2, "both said which key theirs is");
    firm.act(FOUNDER, rotate(3));
    let membership = firm.membership();
    assert_eq!((membership.epoch(), membership.needs_rotation()), (3, false));
}

#[test]
fn two_removals_at_the_same_time_are_followed_by_another_epoch() {
    let mut firm = Firm::with_staff();
    let heads = firm.heads();
    firm.act_knowing(heads.clone(), FOUNDER, remove_device(4, 2));
    firm.act_knowing(heads, 2, remove_device(3, 2));
    assert!(firm.membership().needs_rotation(), "each sealed to the one that the other removed");
    firm.act(2, rotate(3));
    assert!(!firm.membership().needs_rotation());
}

#[test]
fn an_invitation_taken_back_is_followed_by_another_epoch() {
    let mut firm = Firm::with_staff();
    let invite = firm.invite(FOUNDER, 106, 6, Role::Viewer);
    firm.act(FOUNDER, Action::CancelInvitation { invite });
    assert!(firm.membership().needs_rotation(), "whoever has the code could read");
    firm.act(FOUNDER, rotate(2));
    assert!(!firm.membership().needs_rotation());
}

#[test]
fn an_epoch_may_be_from_before_an_erasure() {
    let mut firm = Firm::with_staff();
    firm.act(FOUNDER, redact(50, 1, &[0]));
    assert!(firm.membership().has_erased_in_epoch(), "the key opens copies from before");
    assert!(!firm.membership().needs_rotation(), "nobody was shut out");
    firm.act(2, rotate(2));
    assert!(!firm.membership().has_erased_in_epoch());
    firm.act(4, redact(50, 2, &[0]));
    assert!(!firm.membership().has_erased_in_epoch(), "who may not erase changes nothing");
}

#[test]
fn two_owners_may_begin_the_same_epoch() {
    let mut firm = Firm::with_staff();
    let heads = firm.heads();
    for (by, key) in [(FOUNDER, 1), (2, 2)] {
        firm.act_knowing(heads.clone(), by, Action::Rotate { epoch: 2, commitment: Hash([key; 32]) });
    }
    let membership = firm.membership();
    assert_eq!((membership.epoch(), membership.commitments()[&2].len()), (2, 2));
    assert!(!membership.needs_rotation());
}

#[test]
fn epochs_do_not_run_away() {
    for epoch in [0, 1, 3, u32::MAX] {
        let mut firm = Firm::with_staff();
        let record = firm.act(FOUNDER, rotate(epoch));
        assert_eq!(firm.membership().refused().get(&record), Some(&Refusal::Epoch), "{epoch}");
        let record = firm.act(FOUNDER, remove_device(4, epoch));
        assert_eq!(firm.membership().refused().get(&record), Some(&Refusal::Epoch), "{epoch}");
    }
}

#[test]
fn an_epoch_stays_right_when_the_one_before_it_turns_out_not_to_count() {
    let mut firm = Firm::with_staff();
    let heads = firm.heads();
    firm.act(2, rotate(2));
    let third = firm.act(FOUNDER, rotate(3));
    firm.act_knowing(heads, FOUNDER, remove_member(2, 2));
    let membership = firm.membership();
    assert!(membership.counts(&third));
    assert_eq!((membership.epoch(), membership.needs_rotation()), (3, true));
}
