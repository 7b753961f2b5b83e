//! As what the entries of a chain count.

use pelikirja_crypto::Hash;
use pelikirja_domain::Role::{self, Assistant, Manager, Owner};
use pelikirja_sync::membership::{Action, Membership, Standing};

use super::support::*;

const CHAIN: u8 = 50;

fn at(membership: &Membership, number: u8, entry: u64) -> Standing {
    standing(membership, device(number), CHAIN, entry)
}

fn changed(member: u8, role: Role, pinned: u64) -> Action {
    Action::SetRole { member: id(member), role, heads: vec![head(CHAIN, pinned)] }
}

#[test]
fn nobody_knows_a_device_that_never_came_in() {
    assert_eq!(at(&Firm::new().membership(), 99, 1), Standing::Unknown);
}

#[test]
fn a_change_of_role_counts_after_the_pinned_head() {
    let mut firm = Firm::with_staff();
    firm.act(FOUNDER, changed(3, Assistant, 10));
    let membership = firm.membership();
    assert_eq!(at(&membership, 3, 10), Standing::Member(Manager));
    assert_eq!(at(&membership, 3, 11), Standing::Member(Assistant));
    let other_chain = standing(&membership, device(3), 51, 1);
    assert_eq!(other_chain, Standing::Member(Assistant), "a chain that was not pinned");
}

#[test]
fn several_changes_count_each_from_its_head() {
    let mut firm = Firm::with_staff();
    firm.act(FOUNDER, changed(3, Assistant, 10));
    firm.act(FOUNDER, changed(3, Owner, 20));
    firm.act(FOUNDER, changed(3, Role::Viewer, 30));
    let membership = firm.membership();
    let found: Vec<Standing> = [10, 11, 20, 21, 30, 31].map(|entry| at(&membership, 3, entry)).to_vec();
    let wanted = [Manager, Assistant, Assistant, Owner, Owner, Role::Viewer].map(Standing::Member);
    assert_eq!(found, wanted);
}

#[test]
fn of_two_changes_at_the_same_time_the_lesser_role_counts_where_both_are_reached() {
    let mut firm = Firm::with_staff();
    let heads = firm.heads();
    firm.act_knowing(heads.clone(), FOUNDER, changed(3, Owner, 5));
    firm.act_knowing(heads, 2, changed(3, Assistant, 10));
    let membership = firm.membership();
    let found = [5, 6, 10, 11].map(|entry| at(&membership, 3, entry));
    assert_eq!(found, [Manager, Owner, Owner, Assistant].map(Standing::Member));
}

#[test]
fn what_a_removed_device_wrote_after_the_pinned_head_is_set_aside() {
    for removal in [
        Action::RemoveDevice {
            device: device(3),
            heads: vec![head(CHAIN, 10)],
            epoch: 2,
            commitment: Hash([2; 32]),
        },
        Action::RemoveMember {
            member: id(3),
            heads: vec![head(CHAIN, 10)],
            epoch: 2,
            commitment: Hash([2; 32]),
        },
    ] {
        let mut firm = Firm::with_staff();
        firm.act(FOUNDER, removal.clone());
        let membership = firm.membership();
        assert_eq!(at(&membership, 3, 10), Standing::Member(Manager), "{removal:?}");
        assert_eq!(at(&membership, 3, 11), Standing::Quarantined, "{removal:?}");
        let other_chain = standing(&membership, device(3), 51, 1);
        assert_eq!(other_chain, Standing::Quarantined, "a chain that was not pinned: {removal:?}");
    }
}

#[test]
fn of_two_removals_the_one_that_had_accepted_more_counts() {
    let mut firm = Firm::with_staff();
    let heads = firm.heads();
    for (by, pinned) in [(FOUNDER, 10), (2, 15)] {
        let removal = Action::RemoveDevice {
            device: device(3),
            heads: vec![head(CHAIN, pinned)],
            epoch: 2,
            commitment: Hash([2; 32]),
        };
        firm.act_knowing(heads.clone(), by, removal);
    }
    let membership = firm.membership();
    assert_eq!(at(&membership, 3, 15), Standing::Member(Manager));
    assert_eq!(at(&membership, 3, 16), Standing::Quarantined);
}

#[test]
fn an_owner_takes_over_what_came_after_the_removal() {
    let mut firm = Firm::with_staff();
    firm.act(FOUNDER, changed(3, Assistant, 5));
    firm.act(
        FOUNDER,
        Action::RemoveDevice {
            device: device(3),
            heads: vec![head(CHAIN, 10)],
            epoch: 2,
            commitment: Hash([2; 32]),
        },
    );
    firm.act(2, Action::Adopt { device: device(3), heads: vec![head(CHAIN, 12)] });
    let membership = firm.membership();
    assert_eq!(at(&membership, 3, 5), Standing::Member(Manager));
    assert_eq!(at(&membership, 3, 12), Standing::Member(Assistant), "in the role that it had");
    assert_eq!(at(&membership, 3, 13), Standing::Quarantined);
    assert!(is_removed(&membership, 3), "it stays out");
}

#[test]
fn a_member_who_comes_back_writes_in_the_new_role() {
    let mut firm = Firm::with_staff();
    firm.act(
        FOUNDER,
        Action::RemoveMember {
            member: id(3),
            heads: vec![head(CHAIN, 10)],
            epoch: 2,
            commitment: Hash([2; 32]),
        },
    );
    firm.bring_in_for(33, 3, Assistant);
    let membership = firm.membership();
    assert_eq!(standing(&membership, device(33), 52, 1), Standing::Member(Assistant));
    assert_eq!(at(&membership, 3, 11), Standing::Quarantined);
}
