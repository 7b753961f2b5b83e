//! A host that shows each device another history.

use pelikirja_domain::Role;
use pelikirja_sync::{Engine, Problem, Trouble};

use crate::firm::{Device, Firm, MANAGER, Shelf, counting, write};

/// A round of a device over another folder than the firm's.
fn round_over(firm: &mut Firm, folder: &mut Shelf, device: &mut Device) -> pelikirja_sync::Report {
    std::mem::swap(&mut firm.folder, folder);
    let report = firm.round(device);
    std::mem::swap(&mut firm.folder, folder);
    report
}

#[test]
fn what_one_is_not_shown_another_tells_of() {
    let (mut firm, mut owner, mut assistant) = Firm::two(60);
    let mut manager = firm.join(&mut owner, MANAGER, Role::Manager);
    firm.settle(&mut [&mut owner, &mut assistant, &mut manager]);
    // The manager is shown a folder of its own, in which nothing of the owner's is new.
    let mut shown = firm.folder.clone();
    write(&mut owner, "salattu hallinnolta");
    firm.round(&mut owner);
    firm.round(&mut assistant);
    write(&mut assistant, "vastaus");
    firm.round(&mut assistant);
    // Then they meet: what the assistant writes reaches the manager.
    let before = shown.paths("o/");
    for path in firm.folder.paths("o/").iter().filter(|path| !before.contains(path)) {
        let keys = firm.keys_of(&mut owner);
        let mut content = crate::cbor::open(firm.folder.bytes(path), &keys).expect("it opens");
        let entries = content.at(0).at(3).list().len();
        let is_owners =
            owner.replica().kept.contains_key(pelikirja_sync::FileHash::of(firm.folder.bytes(path)).as_str())
                && content.at(0).at(3).at(0).at(1).list().is_empty();
        assert_eq!(entries, 1);
        if !is_owners {
            shown.put((path.clone(), firm.folder.bytes(path).to_vec()));
        }
    }
    let report = round_over(&mut firm, &mut shown, &mut manager);
    let (by, held) = (owner.device(), |trouble: &Trouble| trouble.clone());
    let told = report.troubles.iter().map(held).any(
        |trouble| matches!(trouble, Trouble::HeldBack { device: Some(device), entries: 1 } if device == by),
    );
    assert!(told && !report.is_in_step(), "{:?}", report.troubles);
    assert!(!counting(&mut manager).contains(&"vastaus".to_owned()), "it waits for what it rests on");
    std::mem::swap(&mut firm.folder, &mut shown);
    let check = firm.check(&mut manager);
    let named = check.findings.iter().any(|finding| {
        matches!(finding.problem, Problem::HeldBack { device: Some(device), .. } if device == by)
            && finding.menders.devices.first() == Some(&by)
    });
    assert!(named, "{:?}", check.findings);
    std::mem::swap(&mut firm.folder, &mut shown);
    firm.settle(&mut [&mut manager, &mut assistant, &mut owner]);
    assert!(counting(&mut manager).contains(&"vastaus".to_owned()));
}

#[test]
fn two_histories_of_one_device_are_a_fork_when_they_meet_and_both_count() {
    let (mut firm, mut owner, mut assistant) = Firm::two(61);
    // Somebody puts the owner's disk back and lets it write again where it had written.
    let (disk, mut other_folder) = (owner.replica().clone(), firm.folder.clone());
    let mut other =
        Engine::open(disk, b"mac", &mut firm.random).expect("it opens").expect("it belongs to a firm");
    write(&mut owner, "yhdelle");
    write(&mut other, "toiselle");
    firm.round(&mut owner);
    firm.round(&mut assistant);
    round_over(&mut firm, &mut other_folder, &mut other);
    assert!(counting(&mut assistant).contains(&"yhdelle".to_owned()));
    for (path, bytes) in other_folder.0 {
        firm.folder.put((path, bytes));
    }
    let check = firm.check(&mut assistant);
    let device = owner.device();
    let forked = |problem: &Problem| matches!(problem, Problem::Forked { device: who, .. } if *who == device);
    assert!(check.findings.iter().any(|finding| forked(&finding.problem)), "{:?}", check.findings);
    let report = firm.round(&mut assistant);
    assert!(report.troubles.contains(&Trouble::Forked { device }), "{:?}", report.troubles);
    let read = counting(&mut assistant);
    assert!(["yhdelle", "toiselle"].iter().all(|what| read.contains(&(*what).to_owned())), "{read:?}");
}

#[test]
fn a_folder_that_was_put_back_is_behind_and_is_mended() {
    let (mut firm, mut owner, mut assistant) = Firm::two(62);
    let old = firm.folder.clone();
    write(&mut owner, "uusi");
    firm.settle(&mut [&mut owner, &mut assistant]);
    let new = std::mem::replace(&mut firm.folder, old);
    let check = firm.check(&mut assistant);
    let behind = check.findings.iter().find(|finding| {
        matches!(finding.problem, Problem::Behind { device: Some(device), .. } if device == owner.device())
    });
    let behind = behind.unwrap_or_else(|| panic!("{:?}", check.findings));
    assert!(behind.menders.here && behind.menders.devices == [owner.device()], "{behind:?}");
    assert!(!check.is_sound());
    firm.settle(&mut [&mut owner, &mut assistant]);
    assert!(new.0.keys().all(|path| firm.folder.0.contains_key(path)), "all of it was written again");
}
