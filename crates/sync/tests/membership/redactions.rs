//! What owners had taken out of entries.

use pelikirja_crypto::Hash;
use pelikirja_sync::membership::{Action, Head, RecordError, Redacted, SignedRecord};

use super::support::*;

fn taken_out(firm: &Firm, chain: u8, number: u64) -> Vec<u32> {
    let membership = firm.membership();
    let operations = membership.redactions().of(&head(chain, number)).cloned();
    operations.unwrap_or_default().into_iter().collect()
}

#[test]
fn what_owners_take_out_adds_up() {
    let mut firm = Firm::with_staff();
    firm.act(FOUNDER, redact(50, 3, &[4]));
    firm.act(2, redact(50, 3, &[1, 4]));
    firm.act(3, redact(50, 3, &[2]));
    assert_eq!(taken_out(&firm, 50, 3), [1, 4], "the manager's does not count");
    assert!(taken_out(&firm, 50, 4).is_empty());
    let membership = firm.membership();
    let redactions = membership.redactions();
    assert_eq!((redactions.entries(), redactions.operations()), (1, 2));
    let other_branch = Head { hash: Hash([9; 32]), ..head(50, 3) };
    assert!(redactions.of(&other_branch).is_none(), "an entry is known by its hash");
    assert_eq!(redactions.within(id(50), 1, 3).count(), 1);
    assert_eq!(redactions.within(id(50), 4, 9).count() + redactions.within(id(51), 1, 9).count(), 0);
}

#[test]
fn what_a_removed_owner_takes_out_at_the_same_time_does_not_count() {
    let mut firm = Firm::with_staff();
    firm.act(2, redact(50, 1, &[0]));
    let heads = firm.heads();
    firm.act_knowing(heads.clone(), FOUNDER, remove_device(2, 2));
    firm.act_knowing(heads, 2, redact(50, 2, &[0]));
    firm.act(2, redact(50, 3, &[0]));
    assert_eq!(taken_out(&firm, 50, 1), [0], "before the removal it did");
    assert_eq!((taken_out(&firm, 50, 2), taken_out(&firm, 50, 3)), (vec![], vec![]));
}

#[test]
fn the_list_has_one_form() {
    let mut firm = Firm::new();
    let redacted =
        |number, operations: &[u32]| Redacted { entry: head(50, number), operations: operations.to_vec() };
    let entries = vec![redacted(2, &[3, 1]), redacted(1, &[7]), redacted(2, &[1]), redacted(3, &[])];
    firm.act(FOUNDER, Action::Redact { entries });
    let record = firm.records.last().expect("it is there");
    let Action::Redact { entries } = &record.record().action else { panic!("another action") };
    assert_eq!(*entries, [redacted(1, &[7]), redacted(2, &[1, 3])]);
    // 1, 3 at the end of the action, turned round.
    let bytes = record.to_bytes();
    let place = bytes.windows(3).rposition(|found| found == [0x82, 1, 3]).expect("the operations");
    let mut swapped = bytes.clone();
    swapped.swap(place + 1, place + 2);
    assert_eq!(SignedRecord::from_bytes(&swapped), Err(RecordError::NotCanonical));
    let mut twice = bytes;
    twice[place + 2] = 1;
    assert_eq!(SignedRecord::from_bytes(&twice), Err(RecordError::NotCanonical));
}
