//! Damage to the files of a firm with every kind of file: cut short, emptied, removed, renamed, moved.

use crate::firm::{DAY, Firm, picture};

#[test]
fn a_newcomer_reads_the_same_whatever_the_files_are_called_and_wherever_they_lie() {
    let (mut firm, mut owner, _) = Firm::of_all_kinds(1);
    let files = std::mem::take(&mut firm.folder.0);
    for (number, (path, bytes)) in files.into_iter().enumerate() {
        let name = path.rsplit('/').next().expect("a name").trim_end_matches(".plk").to_uppercase();
        let entries = if path.starts_with(['o', 'p']) { "o/" } else { "" };
        let other =
            format!("{entries}ä{}/{:03} {name} (OFFICE-PC's conflicted copy).PLK", number % 7, 999 - number);
        firm.folder.0.insert(other, bytes);
    }
    let known = picture(&mut owner);
    assert_eq!(picture(&mut firm.newcomer()).0, known.0);
}

#[test]
fn names_that_are_swapped_bring_nobody_anything_else() {
    let (mut firm, mut owner, mut assistant) = Firm::of_all_kinds(2);
    let before = picture(&mut assistant);
    let paths: Vec<String> = firm.folder.0.keys().cloned().collect();
    let mut contents: Vec<Vec<u8>> = firm.folder.0.values().cloned().collect();
    contents.rotate_right(1);
    firm.folder.0 = paths.iter().cloned().zip(contents).collect();
    firm.settle(&mut [&mut assistant, &mut owner]);
    assert_eq!(picture(&mut assistant), before);
    // Those who have the files write them again, beside the swapped ones.
    firm.now += 10 * DAY;
    for _ in 0..200 {
        firm.now += DAY / 24;
        firm.round(&mut owner);
    }
    assert_eq!(picture(&mut firm.newcomer()).0, before.0);
}

#[test]
fn a_file_cut_short_at_any_length_is_never_taken() {
    let (mut firm, _, _) = Firm::of_all_kinds(3);
    let mut whole = firm.newcomer();
    let known = picture(&mut whole);
    for kind in ["g-", "m/", "k/", "k/i-", "o/", "p/"] {
        let path = firm.folder.path(kind);
        let bytes = firm.folder.bytes(&path).to_vec();
        let step = (bytes.len() / 40).max(1);
        for length in (0..bytes.len()).step_by(step) {
            firm.folder.0.insert(path.clone(), bytes[..length].to_vec());
            firm.round(&mut whole);
        }
        firm.folder.0.insert(path, bytes);
    }
    assert_eq!(picture(&mut whole), known);
    let mut newcomer = firm.newcomer();
    assert_eq!(picture(&mut newcomer), known);
}

#[test]
fn any_one_file_that_the_host_removes_is_missed_or_not_needed() {
    let (mut firm, mut owner, _) = Firm::of_all_kinds(4);
    let (known, report) = (picture(&mut owner).0, firm.round(&mut owner));
    assert!(report.is_in_step(), "{report:?}");
    for path in firm.folder.0.keys().cloned().collect::<Vec<_>>() {
        let bytes = firm.folder.0.remove(&path).expect("it is there");
        let check = firm.check(&mut owner);
        let is_missed = check.findings.iter().any(|finding| {
            matches!(finding.problem, pelikirja_sync::Problem::Missing { .. })
                && finding.path.as_deref() == Some(path.as_str())
        });
        assert!(is_missed || !check.is_sound() || picture(&mut firm.newcomer()).0 == known, "{path}");
        firm.folder.0.insert(path, bytes);
    }
}
