//! Whatever people do and in whichever order it arrives, everybody comes to the same.

use std::collections::BTreeSet;

use pelikirja_crypto::Hash;
use pelikirja_domain::Role;
use pelikirja_sync::membership::{Action, Membership, Record, SignedRecord, Signer};
use proptest::prelude::*;

use super::support::*;

/// What somebody does: who, what, to whom, and how far back their knowledge reaches.
#[derive(Debug, Clone)]
struct Step {
    by: u8,
    what: u8,
    whom: u8,
    role: Role,
    knows: Vec<prop::sample::Index>,
}

fn some_step() -> impl Strategy<Value = Step> {
    let role = prop::sample::select(vec![Role::Owner, Role::Owner, Role::Manager, Role::Viewer]);
    let knows = prop::collection::vec(any::<prop::sample::Index>(), 1..4);
    (1..=8_u8, 0..12_u8, 1..=8_u8, role, knows).prop_map(|(by, what, whom, role, knows)| Step {
        by,
        what,
        whom,
        role,
        knows,
    })
}

/// A firm with three owners and others, and then whatever the steps do, each with a random view of the last records.
fn played(steps: &[Step]) -> Firm {
    let mut firm = Firm::new();
    for (number, role) in [(2, Role::Owner), (3, Role::Owner), (4, Role::Manager)] {
        firm.bring_in(number, role);
    }
    let begun = firm.records.len();
    let mut invites: Vec<(Hash, u8)> = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        let open = &firm.records[begun.saturating_sub(1)..];
        let parents: Vec<Hash> =
            step.knows.iter().map(|index| open[index.index(open.len())].hash()).collect();
        let Step { by, whom, role, .. } = *step;
        let number = u8::try_from(place % 100).unwrap_or_default() + 101;
        let epoch = 2 + u32::from(whom % 3);
        let action = match step.what {
            0 | 1 => remove_device(whom, epoch),
            2 => remove_member(whom, epoch),
            3 | 4 => set_role(whom, role),
            5 => Action::Confirm { device: device(whom) },
            6 => Action::Rotate { epoch, commitment: Hash([whom; 32]) },
            7 => Action::MinimumWriter { schema: u32::from(whom) },
            8 => match invites.last() {
                Some((invite, _)) => Action::CancelInvitation { invite: *invite },
                None => Action::Adopt { device: device(whom), heads: vec![head(50, 3)] },
            },
            9 => {
                let known = invites.len();
                if let Some((invite, invitation)) = invites.get(usize::from(whom) % known.max(1)).copied() {
                    let parents = [parents, vec![invite]].concat();
                    firm.join_knowing(parents, invite, invitation, whom, NOW);
                }
                continue;
            }
            10 if place % 5 == 0 => {
                firm.recover_knowing(parents, whom, by + 20);
                continue;
            }
            _ => {
                invites.push((firm.act_knowing(parents, by, invite(number, whom, role)), number));
                continue;
            }
        };
        firm.act_knowing(parents, by, action);
    }
    firm
}

/// Everything that one may ask, and that has to be the same everywhere.
fn told(membership: &Membership) -> String {
    format!("{membership:?}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_order_in_which_records_come_does_not_matter(
        steps in prop::collection::vec(some_step(), 0..40),
        seed in any::<u64>(),
    ) {
        let firm = played(&steps);
        let wanted = firm.membership();
        let mut records = firm.records.clone();
        shuffle(&mut records, seed);
        records.extend(firm.records.iter().take(3).cloned());
        prop_assert_eq!(told(&Membership::evaluate(&firm.genesis, &records)), told(&wanted));
        // The same one after the other, each time with what was checked before.
        let mut grown = Membership::evaluate(&firm.genesis, &[]);
        for known in 1..=records.len() {
            grown = grown.evaluate_again(&records[..known]);
        }
        prop_assert_eq!(told(&grown), told(&wanted));
        prop_assert_eq!(grown, wanted);
    }

    #[test]
    fn somebody_always_runs_the_firm(steps in prop::collection::vec(some_step(), 0..40)) {
        let membership = played(&steps).membership();
        let owners = membership.active_devices().filter(|device| membership.is_owners_device(*device)).count();
        prop_assert!(owners > 0);
    }

    #[test]
    fn what_is_told_hangs_together(steps in prop::collection::vec(some_step(), 0..40)) {
        let firm = played(&steps);
        let membership = firm.membership();
        prop_assert_eq!(membership.waiting().len(), 0, "everything is here");
        for record in &firm.records {
            prop_assert!(membership.contains(&record.hash()));
            let refused = membership.refused().contains_key(&record.hash());
            prop_assert_eq!(membership.counts(&record.hash()), !refused);
        }
        for tip in membership.heads() {
            prop_assert!(membership.counts(&tip));
        }
        for (device, state) in membership.devices() {
            prop_assert!(membership.members().contains_key(&state.member));
            prop_assert!(membership.counts(&state.arrival));
            let is_recipient = membership.recipients().iter().any(|(found, _)| found == device);
            prop_assert_eq!(is_recipient, !state.removed);
        }
    }

    #[test]
    fn nobody_who_was_never_an_owner_changes_anything(
        steps in prop::collection::vec(some_step(), 0..25),
        forged in prop::collection::vec(some_step(), 1..15),
    ) {
        let firm = played(&steps);
        let before = firm.membership();
        let outsider = 90;
        let mut attacked = firm.clone();
        for Step { what, whom, role, .. } in forged {
            let action = match what % 4 {
                0 => remove_member(whom, 2),
                1 => set_role(whom, role),
                2 => invite(91, whom, Role::Owner),
                _ => Action::Rotate { epoch: 2, commitment: Hash([1; 32]) },
            };
            let parents = attacked.records.iter().rev().take(2).map(SignedRecord::hash).collect();
            let author = Signer::Device(device(if what > 5 { outsider } else { whom }));
            let record = Record { parents, author, at: NOW, action };
            attacked.add(record.sign(&keys(outsider)).expect("signed"));
        }
        let after = attacked.membership();
        prop_assert_eq!(after.members(), before.members());
        prop_assert_eq!(after.devices(), before.devices());
        prop_assert_eq!(after.heads(), before.heads());
        prop_assert_eq!(after.epoch(), before.epoch());
    }

    #[test]
    fn a_record_that_its_author_sees_count_is_one_that_all_see(
        steps in prop::collection::vec(some_step(), 0..30),
        last in some_step(),
    ) {
        // Whoever knows everything and acts is told beforehand whether it counts.
        let firm = played(&steps);
        let before = firm.membership();
        let owner = before.active_devices().find(|device| before.is_owners_device(*device));
        let Some(number) = (1..=30).find(|number| Some(device(*number)) == owner) else {
            return Err(TestCaseError::fail("no owner"));
        };
        let mut acted = firm.clone();
        let record = acted.act(number, set_role(last.whom, Role::Owner));
        let is_there = before.members().get(&id(last.whom)).is_some_and(|state| !state.removed);
        prop_assert_eq!(acted.membership().counts(&record), is_there);
    }
}

/// Fisher and Yates, with a small generator.
fn shuffle(records: &mut [SignedRecord], seed: u64) {
    let mut state = seed | 1;
    for place in (1..records.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from(state >> 33).unwrap_or_default() % (place + 1);
        records.swap(place, other);
    }
}

#[test]
fn a_shuffle_keeps_all_records() {
    let firm = Firm::with_staff();
    let mut records = firm.records.clone();
    shuffle(&mut records, 7);
    let names = |records: &[SignedRecord]| records.iter().map(SignedRecord::hash).collect::<BTreeSet<_>>();
    assert_eq!(names(&records), names(&firm.records));
    assert_ne!(records, firm.records);
}
