//! Records that somebody makes up to wear the others out.

use pelikirja_crypto::Hash;
use pelikirja_domain::Role;
use pelikirja_sync::membership::{Action, Membership, Record, Refusal, SignedRecord, Signer};

use super::support::*;

fn chain(firm: &mut Firm, by: u8, length: u32) -> Vec<Hash> {
    let mut last = firm.heads();
    let mut chain = Vec::new();
    for schema in 0..length {
        let record = firm.act_knowing(last, by, Action::MinimumWriter { schema });
        chain.push(record);
        last = vec![record];
    }
    chain
}

#[test]
fn a_deep_chain_is_walked_without_recursion() {
    let mut firm = Firm::with_staff();
    chain(&mut firm, FOUNDER, 3_000);
    firm.records.reverse();
    let membership = firm.membership();
    assert_eq!(membership.minimum_writer(), 2_999);
    assert_eq!(membership.heads().len(), 1);
}

#[test]
fn a_chain_without_its_beginning_waits() {
    let mut firm = Firm::with_staff();
    let chain = chain(&mut firm, FOUNDER, 500);
    firm.records.retain(|record| record.hash() != chain[0]);
    let membership = firm.membership();
    assert_eq!(membership.waiting().len(), 499);
    assert_eq!(membership.minimum_writer(), 0);
}

#[test]
fn what_an_assistant_signs_never_becomes_a_tip() {
    let mut firm = Firm::with_staff();
    let heads = firm.heads();
    for schema in 0..2_000 {
        firm.act_knowing(heads.clone(), 4, Action::MinimumWriter { schema });
    }
    let membership = firm.membership();
    assert_eq!(membership.heads(), heads);
    assert_eq!(membership.refused().len(), 2_000);
}

#[test]
fn a_thousand_roles_given_at_once_come_to_one() {
    let mut firm = Firm::with_staff();
    let heads = firm.heads();
    for number in 0..1_000_u64 {
        let role = if number == 500 { Role::Viewer } else { Role::Assistant };
        let action = Action::SetRole { member: id(3), role, heads: vec![head(50, number)] };
        firm.act_knowing(heads.clone(), FOUNDER, action);
    }
    assert_eq!(role(&firm.membership(), 3), Role::Viewer);
}

#[test]
fn thirty_owners_who_all_remove_each_other_leave_the_one_who_came_first() {
    let mut firm = Firm::new();
    let owners: Vec<u8> = (2..=30).collect();
    for owner in &owners {
        firm.bring_in(*owner, Role::Owner);
    }
    let heads = firm.heads();
    for by in owners.iter().copied().chain([FOUNDER]) {
        for other in owners.iter().copied().chain([FOUNDER]).filter(|other| *other != by) {
            firm.act_knowing(heads.clone(), by, remove_member(other, 2));
        }
    }
    let membership = firm.membership();
    assert_eq!(membership.active_devices().collect::<Vec<_>>(), [device(FOUNDER)]);
}

#[test]
fn of_a_thousand_uses_of_one_invitation_the_confirmed_one_counts() {
    let mut firm = Firm::with_staff();
    let invite = firm.invite(FOUNDER, 106, 6, Role::Manager);
    firm.join(invite, 106, 6);
    firm.act(FOUNDER, Action::Confirm { device: device(6) });
    for at in 0..1_000 {
        firm.join_knowing(vec![invite], invite, 106, 7, NOW - at);
    }
    let membership = firm.membership();
    assert!(membership.device(device(6)).is_some() && membership.device(device(7)).is_none());
    let used = membership.refused().values().filter(|refusal| **refusal == Refusal::Used).count();
    assert_eq!(used, 1_000);
}

#[test]
fn a_record_that_rests_on_all_others_is_one_like_any() {
    let mut firm = Firm::with_staff();
    let heads = firm.heads();
    let all: Vec<Hash> = (0..1_000)
        .map(|schema| firm.act_knowing(heads.clone(), FOUNDER, Action::MinimumWriter { schema }))
        .collect();
    let tip = firm.act_knowing(all, 2, Action::MinimumWriter { schema: 1 });
    assert_eq!(firm.membership().heads(), [tip]);
}

#[test]
fn nothing_is_made_of_nothing() {
    let firm = Firm::with_staff();
    let nothing = Membership::evaluate(&firm.genesis, &[]);
    assert_eq!((nothing.epoch(), nothing.heads().len(), nothing.members().len()), (0, 0, 0));
    let elsewhere = Membership::evaluate(&Hash([1; 32]), &firm.records);
    assert_eq!(elsewhere.waiting().len(), firm.records.len() - 1);
    // A record that rests on others is no beginning, whatever the caller says.
    let second = firm.records.get(1).map(SignedRecord::hash).expect("there are more");
    assert!(Membership::evaluate(&second, &firm.records).members().is_empty());
}

#[test]
fn who_knows_the_code_does_not_fill_the_log_for_others() {
    let mut firm = Firm::with_staff();
    let invite = firm.invite(FOUNDER, 106, 6, Role::Manager);
    let heads = firm.heads();
    for new in 20..=120 {
        let action = Action::Join { invite, keys: keys(new).public() };
        let record = Record { parents: heads.clone(), author: Signer::Invitation, at: NOW, action };
        firm.add(record.sign_arrival(&keys(106), &keys(new)).expect("signed"));
    }
    let membership = firm.membership();
    assert_eq!(membership.heads().len(), 1);
    assert_eq!(membership.devices().len(), 6, "the staff and one more");
}
