//! What a check of the folder says of each kind of damage, and who could mend it.

use pelikirja_domain::Role;
use pelikirja_sync::{Act, Damage, FileKind, Finding, FolderState, Problem, Severity};

use crate::cbor::{ENTRIES, named, sealed};
use crate::firm::{ASSISTANT, DAY, Device, Firm, Shelf, problems_at, write};

/// A firm of two whose owner has a batch that the assistant has said to have; where that batch lies.
fn firm(seed: u8) -> (Firm, Device, Device, String) {
    let (mut firm, mut owner, mut assistant) = Firm::two(seed);
    write(&mut assistant, "kuitti");
    firm.settle(&mut [&mut owner, &mut assistant]);
    let (path, _) = firm.first_batch(&mut owner);
    (firm, owner, assistant, path)
}

fn only<'c>(findings: &'c [Finding], path: &str) -> &'c Finding {
    let mut there = findings.iter().filter(|finding| finding.path.as_deref() == Some(path));
    let found = there.next().unwrap_or_else(|| panic!("nothing of {path} in {findings:?}"));
    assert!(there.next().is_none(), "{findings:?}");
    found
}

#[test]
fn a_whole_folder_has_nothing_to_say() {
    let (mut firm, mut owner, mut assistant, _) = firm(80);
    for device in [&mut owner, &mut assistant] {
        let check = firm.check(device);
        assert!(check.is_sound() && check.findings.is_empty(), "{:?}", check.findings);
        assert_eq!(check.sound_files, check.files);
        assert_eq!(check.folder, FolderState::Right);
        assert!(check.entries >= 3 && check.records == 3, "{check:?}");
    }
}

#[test]
fn each_way_to_damage_a_file_is_told_apart_and_the_menders_are_named() {
    let (mut firm, mut owner, mut assistant, path) = firm(81);
    let bytes = firm.folder.bytes(&path).to_vec();
    let other = firm.folder.paths("m/").pop().expect("a file of membership");
    let flipped =
        |place: usize| bytes.iter().enumerate().map(|(at, byte)| byte ^ u8::from(at == place)).collect();
    let zeros = bytes.iter().enumerate().map(|(at, byte)| if at < 100 { *byte } else { 0 }).collect();
    let length = bytes.len() as u64;
    let cases: Vec<(Vec<u8>, Damage)> = vec![
        (Vec::new(), Damage::Empty),
        (bytes[..50].to_vec(), Damage::Shorter { expected: length, found: 50 }),
        (zeros, Damage::Zeros),
        (firm.folder.bytes(&other).to_vec(), Damage::Swapped { with: other.clone() }),
        (flipped(70), Damage::Changed),
    ];
    for (damaged, damage) in cases {
        firm.folder.0.insert(path.clone(), damaged);
        let check = firm.check(&mut assistant);
        let finding = only(&check.findings, &path);
        assert_eq!(finding.problem, Problem::Damaged { damage });
        assert!(finding.menders.here && !finding.menders.in_folder, "{finding:?}");
        assert_eq!(finding.menders.devices, [owner.device()], "its writer");
        assert!(!check.is_sound() && check.worst() == Some(Severity::Damaged));
        let check = firm.check(&mut owner);
        let finding = only(&check.findings, &path);
        assert_eq!(finding.menders.devices, [assistant.device()], "who has said to have it");
    }
}

#[test]
fn a_damaged_file_that_was_never_read_here_is_guessed_at_by_its_name() {
    let (mut firm, mut owner, mut assistant, _) = firm(82);
    let before = firm.folder.paths("o/");
    write(&mut owner, "toinen");
    firm.round(&mut owner);
    let path = firm.folder.paths("o/").into_iter().find(|path| !before.contains(path)).expect("a new file");
    firm.folder.0.insert(path.clone(), vec![1; 200]);
    let check = firm.check(&mut assistant);
    let finding = only(&check.findings, &path);
    assert_eq!(finding.problem, Problem::Damaged { damage: Damage::Changed });
    assert!(!finding.menders.here);
    assert_eq!(finding.menders.devices, [owner.device()]);
}

#[test]
fn a_file_that_is_gone_is_missing_and_its_chain_is_behind() {
    let (mut firm, mut owner, mut assistant, path) = firm(83);
    firm.folder.0.remove(&path);
    let check = firm.check(&mut assistant);
    let finding = only(&check.findings, &path);
    assert_eq!(finding.problem, Problem::Missing { kind: FileKind::Entries });
    assert!(finding.menders.here && finding.menders.devices == [owner.device()]);
    for (beginning, kind) in
        [("g-", FileKind::Genesis), ("m/", FileKind::Membership), ("k/0", FileKind::Keys)]
    {
        let path = firm.folder.path(beginning);
        firm.folder.0.remove(&path);
        let check = firm.check(&mut owner);
        let finding = only(&check.findings, &path);
        assert_eq!(finding.problem, Problem::Missing { kind });
        assert!(finding.menders.here, "{finding:?}");
    }
}

#[test]
fn a_gap_in_a_chain_is_told_with_its_numbers() {
    let (mut firm, mut owner, mut assistant, _) = firm(84);
    let mut made = Vec::new();
    for number in 0..4 {
        let before = firm.folder.paths("o/");
        write(&mut owner, &format!("{number}"));
        firm.round(&mut owner);
        made.extend(firm.folder.paths("o/").into_iter().filter(|path| !before.contains(path)));
    }
    firm.round(&mut assistant);
    firm.folder.0.remove(&made[1]);
    firm.folder.0.remove(&made[2]);
    let check = firm.check(&mut assistant);
    let device = Some(owner.device());
    let gap = check.findings.iter().find(|finding| matches!(finding.problem, Problem::Gap { .. }));
    let gap = gap.unwrap_or_else(|| panic!("{:?}", check.findings));
    let Problem::Gap { device: who, from, to, .. } = gap.problem else { panic!("{gap:?}") };
    assert_eq!((who, to - from), (device, 1));
    assert!(gap.menders.here);
    // Who has never read what is missing still sees that it is.
    let mut newcomer = firm.newcomer();
    let check = firm.check(&mut newcomer);
    let held = check.findings.iter().find(|finding| matches!(finding.problem, Problem::HeldBack { .. }));
    let held = held.unwrap_or_else(|| panic!("{:?}", check.findings));
    assert!(!held.menders.here && held.menders.devices.contains(&owner.device()), "{held:?}");
}

#[test]
fn copies_other_names_half_written_files_and_junk_are_harmless() {
    let (mut firm, mut owner, _, path) = firm(85);
    let bytes = firm.folder.bytes(&path).to_vec();
    let copy = path.replace(".plk", " (OFFICE-PC's conflicted copy).plk");
    firm.folder.put((copy.clone(), bytes));
    firm.folder.put(("o/abc.tmp".to_owned(), b"half".to_vec()));
    firm.folder.put(("Kuvat/kesä.jpg".to_owned(), b"jpg".to_vec()));
    let hash = pelikirja_sync::FileHash::of(b"anything");
    let looks = format!("Lasku {}.plk.docx", hash.as_str());
    firm.folder.put((looks.clone(), b"docx".to_vec()));
    let member = firm.folder.path("m/");
    let moved = firm.folder.0.remove(&member).expect("it is there");
    let renamed = format!("Uusi kansio/{}", member.replace('/', "_"));
    firm.folder.put((renamed.clone(), moved));
    firm.folder.put(named("o/", b"PLK\x02something of a later format".to_vec()));
    let check = firm.check(&mut owner);
    assert!(check.is_sound(), "{:?}", check.findings);
    assert_eq!(problems_at(&check, &copy), [&Problem::Copy { of: path }]);
    assert_eq!(problems_at(&check, "o/abc.tmp"), [&Problem::HalfWritten]);
    assert_eq!(problems_at(&check, "Kuvat/kesä.jpg"), [&Problem::Junk]);
    assert_eq!(problems_at(&check, &looks), [&Problem::Junk]);
    assert_eq!(problems_at(&check, &renamed), [&Problem::Renamed]);
    assert!(check.findings.iter().any(|finding| finding.problem == Problem::NewerFormat));
}

#[test]
fn files_that_a_pack_holds_may_go_once_everybody_has_them() {
    let (mut firm, mut owner, mut assistant, path) = firm(86);
    let bytes = firm.folder.bytes(&path).to_vec();
    let (_, content) = firm.first_batch(&mut owner);
    // The same entries once more, sealed anew.
    let key = firm.key_of(&mut owner);
    let (again, again_bytes) = sealed(ENTRIES, &key, 1, &content);
    firm.folder.put((again.clone(), again_bytes.clone()));
    let check = firm.check(&mut assistant);
    let is_first = pelikirja_sync::FileHash::of(&bytes) < pelikirja_sync::FileHash::of(&again_bytes);
    let (kept, covered) = if is_first { (&path, &again) } else { (&again, &path) };
    assert!(
        problems_at(&check, covered).contains(&&Problem::Covered { by: kept.clone(), may_go: true }),
        "{:?}",
        check.findings
    );
    assert!(check.is_sound());
    // What is new nobody has acknowledged.
    write(&mut owner, "uusi");
    let before = firm.folder.paths("o/");
    firm.round(&mut owner);
    let new = firm.folder.paths("o/").into_iter().find(|path| !before.contains(path)).expect("a new file");
    let content = crate::cbor::open(firm.folder.bytes(&new), &firm.keys_of(&mut owner)).expect("it opens");
    firm.folder.put(sealed(ENTRIES, &key, 2, &content));
    let check = firm.check(&mut owner);
    let waits = |finding: &&Finding| matches!(finding.problem, Problem::Covered { may_go: false, .. });
    assert_eq!(check.findings.iter().filter(waits).count(), 1, "{:?}", check.findings);
}

#[test]
fn what_is_sealed_for_others_or_not_written_yet_is_told() {
    let (mut firm, mut owner, mut assistant, _) = firm(87);
    let act = Act::RemoveDevice { device: assistant.device() };
    owner.act(act, firm.now, &mut firm.random).expect("an owner removes");
    firm.settle(&mut [&mut owner]);
    write(&mut owner, "uusi");
    firm.settle(&mut [&mut owner]);
    let check = firm.check(&mut assistant);
    assert!(check.findings.iter().any(|finding| finding.problem == Problem::Locked { epoch: 2 }));
    // What lies on this disk alone.
    let until = firm.now + DAY;
    owner.invite(ASSISTANT, Role::Viewer, until, firm.now, &mut firm.random).expect("an invitation");
    let check = firm.check(&mut owner);
    assert_eq!(check.findings.iter().filter(|finding| finding.problem == Problem::NotSent).count(), 2);
    assert!(check.is_sound(), "{:?}", check.findings);
}

#[test]
fn another_folder_is_not_looked_into() {
    let (mut one, mut owner, _, _) = firm(88);
    let (other, ..) = firm(89);
    one.folder = other.folder;
    assert_eq!(one.check(&mut owner).folder, FolderState::Foreign);
    one.folder = Shelf::default();
    let check = one.check(&mut owner);
    assert_eq!(check.folder, FolderState::Missing);
    assert!(!check.is_sound());
}

#[test]
fn another_firms_beginning_beside_ours_is_told() {
    let (mut one, mut owner, _, _) = firm(90);
    let (other, ..) = firm(91);
    let path = other.folder.path("g-");
    one.folder.put((path.clone(), other.folder.bytes(&path).to_vec()));
    let check = one.check(&mut owner);
    assert_eq!(problems_at(&check, &path), [&Problem::OtherFirm]);
}
