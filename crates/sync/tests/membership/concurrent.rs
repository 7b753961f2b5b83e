//! What did not know of each other.

use pelikirja_domain::Role;
use pelikirja_sync::membership::{Action, Refusal};

use super::support::*;

#[test]
fn what_a_removed_device_signed_at_the_same_time_does_not_count() {
    for removal in [remove_device(2, 2), remove_member(2, 2), set_role(2, Role::Manager)] {
        let mut firm = Firm::with_staff();
        let heads = firm.heads();
        let before = firm.act(2, Action::MinimumWriter { schema: 2 });
        firm.act(FOUNDER, removal.clone());
        let at_once = firm.act_knowing(heads, 2, Action::MinimumWriter { schema: 9 });
        let after = firm.act(2, Action::MinimumWriter { schema: 10 });
        let membership = firm.membership();
        assert!(membership.counts(&before), "{removal:?}");
        assert_eq!(membership.refused().get(&at_once), Some(&Refusal::Revoked), "{removal:?}");
        assert_eq!(membership.refused().get(&after), Some(&Refusal::NotOwner), "{removal:?}");
        assert_eq!(membership.minimum_writer(), 2, "{removal:?}");
    }
}

#[test]
fn another_device_of_the_same_member_goes_on_when_one_is_removed() {
    let mut firm = Firm::with_staff();
    firm.bring_in_for(22, 2, Role::Owner);
    let heads = firm.heads();
    firm.act_knowing(heads.clone(), FOUNDER, remove_device(2, 2));
    let of_other = firm.act_knowing(heads, 22, Action::MinimumWriter { schema: 9 });
    assert!(firm.membership().counts(&of_other));
}

#[test]
fn of_two_that_remove_each_other_the_one_who_came_first_stays() {
    for (first, second) in [(FOUNDER, 2), (2, FOUNDER)] {
        let mut firm = Firm::with_staff();
        let heads = firm.heads();
        firm.act_knowing(heads.clone(), first, remove_member(second, 2));
        firm.act_knowing(heads, second, remove_member(first, 2));
        let membership = firm.membership();
        assert!(is_removed(&membership, 2) && !is_removed(&membership, FOUNDER), "{first} before {second}");
    }
}

#[test]
fn who_came_later_may_remove_who_came_first() {
    let mut firm = Firm::with_staff();
    let heads = firm.heads();
    firm.act_knowing(heads.clone(), 2, remove_device(FOUNDER, 2));
    let invite = firm.act_knowing(heads, FOUNDER, invite(106, 6, Role::Owner));
    let membership = firm.membership();
    assert!(is_removed(&membership, FOUNDER));
    assert_eq!(membership.refused().get(&invite), Some(&Refusal::Revoked), "a stolen device goes on in vain");
}

#[test]
fn three_that_remove_each_other_in_a_circle_leave_one_who_decides() {
    let mut firm = Firm::with_staff();
    firm.bring_in(6, Role::Owner);
    let heads = firm.heads();
    firm.act_knowing(heads.clone(), FOUNDER, remove_member(2, 2));
    let of_removed = firm.act_knowing(heads.clone(), 2, remove_member(6, 2));
    firm.act_knowing(heads, 6, remove_member(1, 2));
    let membership = firm.membership();
    assert_eq!(membership.refused().get(&of_removed), Some(&Refusal::Revoked));
    assert!(is_removed(&membership, FOUNDER) && is_removed(&membership, 2) && !is_removed(&membership, 6));
}

#[test]
fn of_two_owners_who_go_at_the_same_time_the_one_who_came_last_stays() {
    let mut firm = Firm::with_staff();
    let heads = firm.heads();
    firm.act_knowing(heads.clone(), FOUNDER, remove_member(1, 2));
    let second = firm.act_knowing(heads, 2, set_role(2, Role::Viewer));
    let membership = firm.membership();
    assert_eq!(membership.refused().get(&second), Some(&Refusal::LastOwner));
    assert!(membership.is_owners_device(device(2)) && is_removed(&membership, FOUNDER));
}

#[test]
fn who_goes_does_not_undo_whom_they_removed_at_the_same_time() {
    // One device, of which a copy of the disk is about; in several orders of the hashes.
    for variant in 1..=6 {
        let mut firm = Firm::with_staff();
        let heads = firm.heads();
        firm.act_knowing(heads.clone(), FOUNDER, remove_device(FOUNDER, 2));
        let action = Action::SetRole { member: id(4), role: Role::Viewer, heads: vec![head(50, variant)] };
        let removal = firm.act_knowing(heads.clone(), FOUNDER, action);
        let other = firm.act_knowing(heads, FOUNDER, Action::MinimumWriter { schema: 9 });
        let membership = firm.membership();
        assert!(membership.counts(&removal) && is_removed(&membership, FOUNDER), "{variant}");
        assert!(!membership.counts(&other), "anything else is undone: {variant}");
    }
}

#[test]
fn both_of_two_who_remove_the_same_one_count() {
    let mut firm = Firm::with_staff();
    let heads = firm.heads();
    let one = firm.act_knowing(heads.clone(), FOUNDER, remove_device(4, 2));
    let other = firm.act_knowing(heads, 2, remove_member(4, 2));
    let membership = firm.membership();
    assert!(membership.counts(&one) && membership.counts(&other) && is_removed(&membership, 4));
}

#[test]
fn a_device_that_joins_while_its_member_is_removed_stays_out() {
    let mut firm = Firm::with_staff();
    let invite = firm.invite(FOUNDER, 144, 4, Role::Assistant);
    let heads = firm.heads();
    firm.act_knowing(heads.clone(), FOUNDER, remove_member(4, 2));
    firm.join_knowing(heads, invite, 144, 44, NOW);
    let membership = firm.membership();
    assert!(is_removed(&membership, 4) && is_removed(&membership, 44));
    assert!(!membership.recipients().iter().any(|(found, _)| *found == device(44)));
}

#[test]
fn of_two_roles_given_at_the_same_time_the_lesser_counts() {
    for (one, other) in [(Role::Owner, Role::Assistant), (Role::Assistant, Role::Owner)] {
        let mut firm = Firm::with_staff();
        let heads = firm.heads();
        firm.act_knowing(heads.clone(), FOUNDER, set_role(3, one));
        firm.act_knowing(heads, 2, set_role(3, other));
        assert_eq!(role(&firm.membership(), 3), Role::Assistant, "{one:?} {other:?}");
    }
}

#[test]
fn a_later_role_puts_an_end_to_both() {
    let mut firm = Firm::with_staff();
    let heads = firm.heads();
    firm.act_knowing(heads.clone(), FOUNDER, set_role(3, Role::Viewer));
    firm.act_knowing(heads, 2, set_role(3, Role::Assistant));
    firm.act(FOUNDER, set_role(3, Role::Owner));
    assert_eq!(role(&firm.membership(), 3), Role::Owner);
}

#[test]
fn what_rests_on_a_record_that_does_not_count_may_count() {
    let mut firm = Firm::with_staff();
    let heads = firm.heads();
    let of_removed = firm.act_knowing(heads.clone(), 2, Action::MinimumWriter { schema: 9 });
    let knows_it = firm.act_knowing(vec![of_removed], 3, Action::MinimumWriter { schema: 1 });
    let of_founder = firm.act_knowing(vec![of_removed], FOUNDER, set_role(4, Role::Manager));
    firm.act_knowing(heads, FOUNDER, remove_member(2, 2));
    let membership = firm.membership();
    assert!(!membership.counts(&of_removed) && membership.counts(&of_founder));
    assert!(!membership.counts(&knows_it) && membership.contains(&knows_it));
    assert!(!membership.heads().contains(&of_removed) && !membership.heads().contains(&knows_it));
}

#[test]
fn a_decision_keeps_the_ground_that_it_stands_on() {
    // The founder brings in 6, dated back, and 6 removes 3. 2 removes the founder at the same time, which alone would
    // undo that 6 came in; but 6's removal of 3 was decided before, because the founder and 6 are what it rests on.
    let mut firm = Firm::new();
    let begun = firm.heads();
    let invite_6 = firm.act_knowing(begun, FOUNDER, invite(106, 6, Role::Owner));
    let joined_6 = firm.join_knowing(vec![invite_6], invite_6, 106, 6, NOW);
    let confirmed_6 = firm.act_knowing(vec![joined_6], FOUNDER, Action::Confirm { device: device(6) });
    let mut other = Firm::new();
    for (number, role) in [(4, Role::Owner), (5, Role::Owner), (3, Role::Manager), (2, Role::Owner)] {
        other.bring_in(number, role);
    }
    let known_to_2 = other.heads();
    firm.records.extend(other.records.into_iter().skip(1));
    let both = [known_to_2.clone(), vec![confirmed_6]].concat();
    let removal = firm.act_knowing(both, 6, remove_member(3, 2));
    firm.act_knowing(known_to_2, 2, remove_member(1, 2));
    let membership = firm.membership();
    assert!(is_removed(&membership, FOUNDER));
    assert!(membership.counts(&removal) && membership.device(device(6)).is_some());
}
