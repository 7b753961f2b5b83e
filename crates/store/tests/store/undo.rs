//! Undo and redo in whatever order, by whoever sits there.

use pelikirja_domain::Id;
use pelikirja_store::{Column, IntoValue, StoreError, WriteTransaction, schema};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support::Workspace;

/// Ctrl/Cmd+Z of whoever uses the machine; whether there was something to undo.
fn undo(workspace: &Workspace) -> bool {
    let store = &workspace.store;
    let last = store.read(|reader| reader.last_undoable(store.device(), store.member(), &[])).expect("reads");
    take_back(workspace, "undo", last.map(|last| last.transaction))
}

fn redo(workspace: &Workspace) -> bool {
    let store = &workspace.store;
    let last = store.read(|reader| reader.last_redoable(store.device(), store.member())).expect("reads");
    take_back(workspace, "redo", last.map(|last| last.transaction))
}

fn take_back(workspace: &Workspace, kind: &str, transaction: Option<Id>) -> bool {
    if let Some(transaction) = transaction {
        let written = workspace.store.write(kind, |tx| tx.undo(transaction)).expect("takes back");
        assert_eq!(written.value.kept_cells, 0, "nobody else has changed anything");
    }
    transaction.is_some()
}

fn rename(workspace: &Workspace, customer: Id, name: &str) -> Result<(), StoreError> {
    let cell = [(schema::customer::NAME, name.into_value())];
    workspace.store.write("edit", |tx| tx.set(customer, cell)).map(drop)
}

#[test]
fn a_setting_that_was_undone_can_be_set_again() {
    let workspace = Workspace::new();
    let set =
        |value: &str| workspace.store.write("set", |tx| tx.set_setting("currency", value)).expect("sets");
    let read = || workspace.store.read(|reader| reader.setting("currency")).expect("reads");
    set("EUR");
    assert!(undo(&workspace));
    assert_eq!(read(), None);
    assert!(set("SEK").value, "it changed");
    assert_eq!(read().as_deref(), Some("SEK"));
    assert!(undo(&workspace));
    assert_eq!(read(), None, "as before it was set again");
    assert!(redo(&workspace));
    assert_eq!(read().as_deref(), Some("SEK"));
    assert!(workspace.store.check().expect("checks").problems.is_empty());
}

#[test]
fn nothing_is_written_into_a_deleted_record_by_oversight() {
    let workspace = Workspace::new();
    let (customer, _) = workspace.add_customer("Poistettu Oy");
    workspace.store.write("delete", |tx| tx.delete(&schema::customer::TABLE, customer)).expect("deletes");
    assert!(matches!(rename(&workspace, customer, "Toinen"), Err(StoreError::NotFound)));
    let filled = workspace
        .store
        .write("fill", |tx| tx.fill(customer, [(schema::customer::CITY, "Oulu".into_value())]));
    assert!(!filled.expect("writes").value);
    let cell = [(schema::customer::NAME, "Palannut Oy".into_value())];
    workspace.store.write("put", |tx| tx.put(customer, cell)).expect("brings back");
    assert_eq!(workspace.name_of(customer).as_deref(), Some("Palannut Oy"));
}

#[test]
fn making_a_record_that_is_there_is_refused() {
    let workspace = Workspace::new();
    let (customer, _) = workspace.add_customer("Yksi");
    let cell = [(schema::customer::NAME, "Kaksi".into_value())];
    let made = workspace.store.write("make", |tx| tx.create(customer, cell));
    assert!(matches!(made, Err(StoreError::Other(_))), "{made:?}");
    assert_eq!(workspace.name_of(customer).as_deref(), Some("Yksi"));
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Edit,
    Undo,
    Redo,
    /// The button in the notice that tells what was just done, undone or redone.
    UndoLast,
}

#[test]
fn chains_of_undo_and_redo_end_where_a_stack_would() {
    let steps = prop::collection::vec(
        prop::sample::select(vec![
            Step::Edit,
            Step::Undo,
            Step::Undo,
            Step::Redo,
            Step::UndoLast,
            Step::UndoLast,
        ]),
        1..24,
    );
    let mut runner = TestRunner::new(Config { cases: 40, failure_persistence: None, ..Config::default() });
    let ran = runner.run(&steps, |steps| {
        let workspace = Workspace::new();
        let (customer, made) = workspace.add_customer("0");
        // Names after each change that counts, and those that a redo brings back.
        let (mut done, mut undone) = (vec!["0".to_owned()], Vec::new());
        let mut last_was_undo = false;
        for (number, step) in (1..).zip(steps) {
            let step = match step {
                Step::UndoLast if last_was_undo => Step::Redo,
                Step::UndoLast => Step::Undo,
                other => other,
            };
            match (step, done.is_empty()) {
                (Step::Edit, true) => {
                    prop_assert!(matches!(rename(&workspace, customer, "x"), Err(StoreError::NotFound)));
                }
                (Step::Edit, false) => {
                    rename(&workspace, customer, &number.to_string()).expect("writes");
                    done.push(number.to_string());
                    undone.clear();
                    last_was_undo = false;
                }
                (Step::Undo, _) => {
                    prop_assert_eq!(undo(&workspace), !done.is_empty());
                    last_was_undo |= !done.is_empty();
                    undone.extend(done.pop());
                }
                (Step::Redo | Step::UndoLast, _) => {
                    prop_assert_eq!(redo(&workspace), !undone.is_empty());
                    last_was_undo &= undone.is_empty();
                    done.extend(undone.pop());
                }
            }
            prop_assert_eq!(workspace.name_of(customer), done.last().cloned());
            let read = |reader: &pelikirja_store::Reader<'_>| {
                reader.edited_since(made, &schema::customer::TABLE, customer)
            };
            let edited = workspace.store.read(read).expect("reads");
            prop_assert_eq!(edited, done.len() > 1, "only what counts is an edit");
        }
        prop_assert_eq!(workspace.store.check().expect("checks").problems, Vec::<String>::new());
        Ok(())
    });
    ran.expect("holds for every chain");
}

#[test]
fn what_is_not_in_force_cannot_be_undone() {
    let workspace = Workspace::new();
    let (customer, _) = workspace.add_customer("Yksi");
    let cell = [(schema::customer::NAME, "Kaksi".into_value())];
    let edit = workspace
        .store
        .write("edit", |tx| tx.set(customer, cell))
        .expect("writes")
        .transaction
        .expect("wrote");
    let take = |transaction: Id| workspace.store.write("undo", |tx| tx.undo(transaction));
    let undone = take(edit).expect("undoes").transaction.expect("wrote");
    let redone = take(undone).expect("redoes").transaction.expect("wrote");
    assert!(matches!(take(undone), Err(StoreError::AlreadyUndone)), "the redo has taken it back");
    let again = take(redone).expect("undoes the redo").transaction.expect("wrote");
    assert_eq!(workspace.name_of(customer).as_deref(), Some("Yksi"));
    for transaction in [edit, redone] {
        assert!(matches!(take(transaction), Err(StoreError::AlreadyUndone)));
    }
    take(again).expect("the last one is in force");
    assert_eq!(workspace.name_of(customer).as_deref(), Some("Kaksi"));
}

#[test]
fn a_transaction_that_writes_a_cell_twice_is_undone_as_a_whole() {
    let workspace = Workspace::new();
    let (customer, _) = workspace.add_customer("Alku");
    let set = |tx: &mut WriteTransaction<'_>, name: &str| {
        tx.set(customer, [(schema::customer::NAME, name.into_value())])
    };
    let twice = |tx: &mut WriteTransaction<'_>| {
        set(tx, "Väli")?;
        set(tx, "Loppu")
    };
    workspace.store.write("edit", twice).expect("writes");
    assert!(undo(&workspace));
    assert_eq!(workspace.name_of(customer).as_deref(), Some("Alku"));
    assert!(redo(&workspace));
    assert_eq!(workspace.name_of(customer).as_deref(), Some("Loppu"));
    assert!(undo(&workspace));
    assert_eq!(workspace.name_of(customer).as_deref(), Some("Alku"));
}

#[test]
fn ones_own_last_change_is_neither_a_background_import_nor_a_colleagues() {
    let workspace = Workspace::new();
    let store = &workspace.store;
    let [me, colleague] = [1, 2].map(|number| Id::from_bytes([number; 16]));
    let (customer, _) = workspace.add_customer("Alku");
    store.set_member(me).expect("sets");
    rename(&workspace, customer, "Oma").expect("writes");
    let import = |tx: &mut WriteTransaction<'_>| {
        let made = crate::support::new_customer(tx, "Tuotu")?;
        tx.mark_unattended();
        Ok::<_, StoreError>(made)
    };
    let imported = store.write("import", import).expect("writes").value;
    store.set_member(colleague).expect("sets");
    let (other, _) = workspace.add_customer("Kollegan");
    store.set_member(me).expect("sets");
    assert!(undo(&workspace));
    assert_eq!(workspace.name_of(customer).as_deref(), Some("Alku"), "one's own edit was undone");
    assert_eq!(workspace.name_of(imported).as_deref(), Some("Tuotu"));
    assert_eq!(workspace.name_of(other).as_deref(), Some("Kollegan"));
    store.write("import", import).expect("writes");
    assert!(redo(&workspace), "an import in the background ends no redo");
    assert_eq!(workspace.name_of(customer).as_deref(), Some("Oma"));
    assert!(undo(&workspace));
    assert!(!undo(&workspace), "nothing of one's own is left");
}

/// A customer that two devices know, with that in a column.
fn shared(column: Column, text: &str) -> (Workspace, Workspace, Id) {
    let (one, other) = (Workspace::new(), Workspace::new());
    let (customer, _) = one.add_customer("Konepaja Oy");
    edit(&one, customer, column, text);
    exchange(&one, &[&other]);
    (one, other, customer)
}

/// Writes a cell; returns the transaction.
fn edit(workspace: &Workspace, customer: Id, column: Column, text: &str) -> Id {
    workspace.clock.advance(1_000);
    let written = workspace.store.write("edit", |tx| tx.set(customer, [(column, text.into_value())]));
    written.expect("writes").transaction.expect("something was written")
}

fn exchange(from: &Workspace, to: &[&Workspace]) {
    let entry = from.publish().expect("something was written");
    for workspace in to {
        workspace.receive(&entry);
    }
}

/// Everybody gets what everybody wrote.
fn share_all(all: &[Workspace]) {
    let entries: Vec<_> = all.iter().map(Workspace::publish).collect();
    for (at, workspace) in all.iter().enumerate() {
        for (_, entry) in entries.iter().enumerate().filter(|(from, _)| *from != at) {
            entry.iter().for_each(|entry| drop(workspace.receive(entry)));
        }
    }
}

fn notes(workspace: &Workspace, customer: Id) -> Option<String> {
    workspace.store.read(|reader| reader.customer(customer)).expect("reads").expect("is there").notes
}

#[test]
fn undoing_an_edit_of_a_merged_text_takes_out_what_that_edit_put_in() {
    let notes_column = schema::customer::NOTES;
    let (one, other, customer) = shared(notes_column, "Avaimet vastaanotosta.");
    edit(&one, customer, notes_column, "Avaimet vastaanotosta. Soita ennen.");
    edit(&other, customer, notes_column, "Varo koiraa! Avaimet vastaanotosta.");
    exchange(&other, &[&one]);
    let merged = "Varo koiraa! Avaimet vastaanotosta. Soita ennen.";
    assert_eq!(notes(&one, customer).as_deref(), Some(merged));
    // Written over both.
    edit(&one, customer, notes_column, &format!("{merged} Lasku postissa."));
    one.clock.advance(1_000);
    assert!(undo(&one));
    assert_eq!(
        notes(&one, customer).as_deref(),
        Some(merged),
        "the other's words stay, and one's own of before"
    );
    one.clock.advance(1_000);
    assert!(undo(&one));
    let without = "Varo koiraa! Avaimet vastaanotosta.";
    assert_eq!(notes(&one, customer).as_deref(), Some(without), "the words of the edit before the merge go");
    one.clock.advance(1_000);
    assert!(redo(&one));
    assert_eq!(notes(&one, customer).as_deref(), Some(merged));
    one.clock.advance(1_000);
    assert!(redo(&one));
    assert_eq!(notes(&one, customer), Some(format!("{merged} Lasku postissa.")));
    exchange(&one, &[&other]);
    assert_eq!(notes(&one, customer), notes(&other, customer));
    for workspace in [&one, &other] {
        assert_eq!(workspace.store.check().expect("checks").problems, Vec::<String>::new());
    }
}

/// The value that counts of the city, and those that stand beside it.
fn city(workspace: &Workspace, customer: Id) -> (String, Vec<String>) {
    let read = |reader: &pelikirja_store::Reader<'_>| {
        let counts = reader.customer(customer)?.and_then(|found| found.city).unwrap_or_default();
        let conflicts = reader.conflicts_of(&schema::customer::TABLE, customer)?;
        let cells =
            conflicts.into_iter().flat_map(|conflict| conflict.cells).filter(|cell| cell.column == "city");
        let mut others: Vec<String> = cells.map(|cell| format!("{:?}", cell.other)).collect();
        others.sort();
        Ok::<_, StoreError>((counts, others))
    };
    workspace.store.read(read).expect("reads")
}

fn takes(workspace: &Workspace, transaction: Id) -> Id {
    workspace.clock.advance(1_000);
    let written = workspace.store.write("undo", |tx| tx.undo(transaction)).expect("takes back");
    assert_eq!(written.value.kept_cells, 0);
    written.transaction.expect("something was written")
}

fn beside(others: &[&str]) -> Vec<String> {
    others.iter().map(|other| format!("{:?}", (*other).into_value())).collect()
}

/// Three devices that wrote a city at the same time; that of the first counts, and all know of all. Returns its edit.
fn three_sides() -> ([Workspace; 3], Id, Id) {
    let column = schema::customer::CITY;
    let all = [Workspace::new(), Workspace::new(), Workspace::new()];
    let [one, other, third] = &all;
    let (customer, _) = one.add_customer("Konepaja Oy");
    edit(one, customer, column, "Pori");
    exchange(one, &[other, third]);
    edit(third, customer, column, "Turku");
    other.clock.advance(10_000);
    edit(other, customer, column, "Oulu");
    one.clock.advance(20_000);
    let own = edit(one, customer, column, "Rauma");
    share_all(&all);
    for workspace in &all {
        assert_eq!(city(workspace, customer), ("Rauma".to_owned(), beside(&["Oulu", "Turku"])));
    }
    (all, customer, own)
}

#[test]
fn who_takes_back_one_of_three_sides_leaves_the_conflict_of_the_others() {
    let (all, customer, own) = three_sides();
    takes(&all[0], own);
    share_all(&all);
    for workspace in &all {
        assert_eq!(city(workspace, customer), ("Oulu".to_owned(), beside(&["Turku"])), "the others' stands");
        assert_eq!(workspace.store.check().expect("checks").problems, Vec::<String>::new());
    }
}

#[test]
fn who_takes_back_how_a_conflict_was_settled_has_the_conflict_again() {
    let (all, customer, _) = three_sides();
    let settled = edit(&all[1], customer, schema::customer::CITY, "Kemi");
    share_all(&all);
    assert_eq!(city(&all[0], customer), ("Kemi".to_owned(), vec![]));
    let undo = takes(&all[1], settled);
    share_all(&all);
    let before = ("Rauma".to_owned(), beside(&["Oulu", "Turku"]));
    for workspace in &all {
        assert_eq!(city(workspace, customer), before);
    }
    let redo = takes(&all[1], undo);
    assert_eq!(city(&all[1], customer), ("Kemi".to_owned(), vec![]), "settled once more");
    takes(&all[1], redo);
    share_all(&all);
    for workspace in &all {
        assert_eq!(city(workspace, customer), before);
        assert_eq!(workspace.store.check().expect("checks").problems, Vec::<String>::new());
    }
}

#[test]
fn a_redo_does_again_what_was_done_whatever_came_meanwhile() {
    let column = schema::customer::CITY;
    let (one, other, customer) = shared(column, "Pori");
    let own = edit(&one, customer, column, "Rauma");
    // Written later than that, and at the same time: nobody knew of the other.
    other.clock.advance(10_000);
    edit(&other, customer, column, "Oulu");
    one.clock.advance(60_000);
    let undo = takes(&one, own);
    exchange(&other, &[&one]);
    assert_eq!(city(&one, customer), ("Pori".to_owned(), beside(&["Oulu"])));
    let redo = takes(&one, undo);
    assert_eq!(
        city(&one, customer),
        ("Rauma".to_owned(), beside(&["Oulu"])),
        "both are there to choose from"
    );
    takes(&one, redo);
    assert_eq!(city(&one, customer), ("Pori".to_owned(), beside(&["Oulu"])), "as before it was done again");
    exchange(&one, &[&other]);
    assert_eq!(city(&one, customer), city(&other, customer));
    assert_eq!(one.store.check().expect("checks").problems, Vec::<String>::new());
}
