//! Saving a form that began from what is not there any more.

use pelikirja_domain::Id;
use pelikirja_store::exchange::Conflict;
use pelikirja_store::{Base, Column, IntoValue, StoreError, Value, schema};

use crate::support::Workspace;

use schema::customer::{CITY, NAME, NOTES, PHONE, POSTCODE, STREET};

type Cell = (Column, Value);

fn text(column: Column, text: &str) -> Cell {
    (column, if text.is_empty() { Value::Null } else { text.into_value() })
}

fn write(workspace: &Workspace, customer: Id, cells: &[Cell]) {
    workspace.clock.advance(1_000);
    workspace.store.write("edit", |tx| tx.set(customer, cells.to_vec())).expect("writes");
}

/// Saves a form; returns its transaction, if it wrote anything.
fn save(workspace: &Workspace, customer: Id, cells: &[Cell], base: &[Cell]) -> Option<Id> {
    save_after(workspace, customer, cells, base, None)
}

/// Saves a form that was opened when the log was as far as that.
fn save_after(
    workspace: &Workspace,
    customer: Id,
    cells: &[Cell],
    base: &[Cell],
    log_place: Option<i64>,
) -> Option<Id> {
    workspace.clock.advance(1_000);
    let base = Base { cells: base.to_vec(), log_place };
    let saved = workspace.store.write("save", |tx| tx.set_from(customer, cells.to_vec(), &base));
    saved.expect("writes").transaction
}

fn base(cells: &[Cell]) -> Base {
    Base { cells: cells.to_vec(), log_place: None }
}

fn stored(workspace: &Workspace, customer: Id) -> [String; 5] {
    let found = workspace.store.read(|reader| reader.customer(customer)).expect("reads").expect("is there");
    [found.phone, found.notes, found.street, found.postcode, found.city].map(Option::unwrap_or_default)
}

fn conflicts(workspace: &Workspace) -> Vec<Conflict> {
    workspace.store.read(|reader| reader.conflicts(100)).expect("reads")
}

/// Column, the value that counts, the other one.
fn told(workspace: &Workspace) -> Vec<(&'static str, Value, Value)> {
    let cells = conflicts(workspace).into_iter().flat_map(|conflict| conflict.cells);
    let mut told: Vec<_> = cells.map(|cell| (cell.column, cell.kept, cell.other)).collect();
    told.sort_by_key(|(column, ..)| *column);
    told
}

fn assert_sound(workspace: &Workspace) {
    assert_eq!(workspace.store.check().expect("checks").problems, Vec::<String>::new());
}

/// A customer with a telephone number and notes, on two devices.
fn shared() -> (Workspace, Workspace, Id) {
    let (one, other) = (Workspace::new(), Workspace::new());
    let (customer, _) = one.add_customer("Konepaja Oy");
    write(&one, customer, &[text(PHONE, "09 1"), text(NOTES, "Avaimet vastaanotosta.")]);
    other.receive(&one.publish().expect("something was written"));
    (one, other, customer)
}

#[test]
fn a_note_that_came_while_the_form_was_open_is_merged() {
    let (one, other, customer) = shared();
    let began = [text(NOTES, "Avaimet vastaanotosta.")];
    write(&other, customer, &[text(NOTES, "Varo koiraa! Avaimet vastaanotosta.")]);
    one.receive(&other.publish().expect("something was written"));
    let own = [text(NOTES, "Avaimet vastaanotosta.\nLaskut sähköpostilla.")];
    let saved = save(&one, customer, &own, &began).expect("something was written");
    let both = "Varo koiraa! Avaimet vastaanotosta.\nLaskut sähköpostilla.";
    other.receive(&one.publish().expect("something was written"));
    for workspace in [&one, &other] {
        assert_eq!(stored(workspace, customer)[1], both);
        assert_eq!(conflicts(workspace), [], "there is nothing to choose");
        assert_sound(workspace);
    }
    one.store.write("undo", |tx| tx.undo(saved)).expect("undoes");
    assert_eq!(stored(&one, customer)[1], "Varo koiraa! Avaimet vastaanotosta.", "the other's stays");
}

#[test]
fn what_was_left_as_it_was_is_not_written() {
    let (one, other, customer) = shared();
    let began = [text(PHONE, "09 1"), text(NOTES, "Avaimet vastaanotosta."), text(CITY, "")];
    write(&other, customer, &[text(PHONE, "09 2"), text(NOTES, "Avaimet naapurista.")]);
    one.receive(&other.publish().expect("something was written"));
    let untouched = [text(PHONE, " 09 1 "), text(NOTES, "Avaimet vastaanotosta."), text(CITY, "")];
    assert_eq!(save(&one, customer, &untouched, &began), None, "nobody touched anything");
    let touched = [text(PHONE, "09 1"), text(NOTES, "Avaimet vastaanotosta."), text(CITY, "Pori")];
    assert!(save(&one, customer, &touched, &began).is_some());
    assert_eq!(stored(&one, customer), ["09 2", "Avaimet naapurista.", "", "", "Pori"]);
    assert_eq!(conflicts(&one), []);
    assert_sound(&one);
}

#[test]
fn what_both_changed_is_a_conflict_on_every_device() {
    let (one, other, customer) = shared();
    write(&other, customer, &[text(PHONE, "09 2")]);
    one.receive(&other.publish().expect("something was written"));
    assert!(save(&one, customer, &[text(PHONE, "09 3")], &[text(PHONE, "09 1")]).is_some());
    other.receive(&one.publish().expect("something was written"));
    let expected = [("phone", "09 3".into_value(), "09 2".into_value())];
    for workspace in [&one, &other] {
        assert_eq!(told(workspace), expected, "what was saved last counts, the other one is offered");
        assert_sound(workspace);
    }
    let conflict = conflicts(&other).remove(0);
    other.store.write("settle", |tx| tx.use_other(&conflict)).expect("settles");
    one.receive(&other.publish().expect("something was written"));
    for workspace in [&one, &other] {
        assert_eq!((stored(workspace, customer)[0].as_str(), conflicts(workspace)), ("09 2", vec![]));
    }
}

#[test]
fn it_is_the_same_with_two_windows_on_one_machine() {
    let (one, _, customer) = shared();
    // Both of the same millisecond and session.
    one.store.write("first", |tx| tx.set(customer, [text(CITY, "Pori")])).expect("writes");
    one.store
        .write("second", |tx| tx.set_from(customer, [text(CITY, "Turku")], &base(&[text(CITY, "")])))
        .expect("writes");
    assert_eq!(told(&one), [("city", "Turku".into_value(), "Pori".into_value())]);
    assert_sound(&one);
}

#[test]
fn who_wrote_the_same_as_the_other_has_no_conflict() {
    let (one, other, customer) = shared();
    write(&other, customer, &[text(PHONE, "09 2")]);
    one.receive(&other.publish().expect("something was written"));
    assert_eq!(save(&one, customer, &[text(PHONE, "09 2")], &[text(PHONE, "09 1")]), None);
    assert_eq!(conflicts(&one), []);
    // Somebody changed it and changed it back.
    write(&other, customer, &[text(PHONE, "09 4")]);
    write(&other, customer, &[text(PHONE, "09 2")]);
    one.receive(&other.publish().expect("something was written"));
    assert!(save(&one, customer, &[text(PHONE, "09 5")], &[text(PHONE, "09 2")]).is_some());
    assert_eq!((stored(&one, customer)[0].as_str(), conflicts(&one)), ("09 5", vec![]));
}

#[test]
fn an_address_is_one_or_the_other() {
    let (one, other, customer) = shared();
    let began = [text(STREET, "Kauppakatu 1"), text(POSTCODE, "28100"), text(CITY, "Pori")];
    write(&one, customer, &began);
    other.receive(&one.publish().expect("something was written"));
    write(&other, customer, &[text(POSTCODE, "20100"), text(CITY, "Turku")]);
    one.receive(&other.publish().expect("something was written"));
    assert!(save(&one, customer, &[text(STREET, "Kauppakatu 2")], &began).is_some());
    assert_eq!(stored(&one, customer)[2..], ["Kauppakatu 2", "28100", "Pori"], "nothing is mixed");
    assert_eq!(conflicts(&one).len(), 1, "it is one conflict");
    let expected = [
        ("city", "Pori".into_value(), "Turku".into_value()),
        ("postcode", "28100".into_value(), "20100".into_value()),
        ("street", "Kauppakatu 2".into_value(), "Kauppakatu 1".into_value()),
    ];
    assert_eq!(told(&one), expected);
    let conflict = conflicts(&one).remove(0);
    one.store.write("settle", |tx| tx.use_other(&conflict)).expect("settles");
    assert_eq!(stored(&one, customer)[2..], ["Kauppakatu 1", "20100", "Turku"]);
    assert_sound(&one);
}

#[test]
fn who_takes_their_own_value_back_leaves_the_others() {
    let (one, other, customer) = shared();
    write(&one, customer, &[text(PHONE, "09 11")]);
    let first = one.store.read(|reader| reader.last_undoable(one.store.device(), None, &[])).expect("reads");
    other.receive(&one.publish().expect("something was written"));
    write(&other, customer, &[text(PHONE, "09 2")]);
    one.receive(&other.publish().expect("something was written"));
    let saved =
        save(&one, customer, &[text(PHONE, "09 3")], &[text(PHONE, "09 11")]).expect("something was written");
    one.clock.advance(1_000);
    let undo =
        one.store.write("undo", |tx| tx.undo(saved)).expect("undoes").transaction.expect("a transaction");
    assert_eq!((stored(&one, customer)[0].as_str(), conflicts(&one)), ("09 2", vec![]));
    // What is there is the other's now: taking back what was before it does not touch it.
    one.clock.advance(1_000);
    let first = first.expect("the first edit").transaction;
    let kept = one.store.write("undo", |tx| tx.undo(first)).expect("undoes").value;
    assert_eq!((stored(&one, customer)[0].as_str(), kept.kept_cells), ("09 2", 1));
    one.clock.advance(1_000);
    one.store.write("redo", |tx| tx.undo(undo)).expect("undoes the undo");
    assert_eq!(stored(&one, customer)[0], "09 3", "and done again");
    assert_sound(&one);
}

#[test]
fn a_base_that_never_was_is_no_leave_to_write_over_anything() {
    let (one, _, customer) = shared();
    assert!(save(&one, customer, &[text(PHONE, "09 3")], &[text(PHONE, "09 9")]).is_some());
    assert_eq!(told(&one), [("phone", "09 3".into_value(), "09 1".into_value())]);
    assert!(save(&one, customer, &[text(NOTES, "Uusi.")], &[text(NOTES, "Mikä lie.")]).is_some());
    assert!(stored(&one, customer)[1].contains("Avaimet"), "of a text nothing is lost either");
    assert_sound(&one);
}

#[test]
fn a_new_record_has_no_base_and_a_deleted_one_takes_nothing() {
    let (one, _, customer) = shared();
    let made = one.store.write("make", |tx| {
        let id = tx.new_id()?;
        tx.set_from(
            id,
            [text(NAME, "Uusi Oy"), text(PHONE, "1")],
            &base(&[text(NAME, ""), text(PHONE, "1")]),
        )?;
        Ok::<_, StoreError>(id)
    });
    let made = made.expect("writes").value;
    assert_eq!(stored(&one, made)[0], "1", "of a new one all is written");
    one.store.write("delete", |tx| tx.delete(&schema::customer::TABLE, customer)).expect("deletes");
    let refused = one
        .store
        .write("save", |tx| tx.set_from(customer, [text(PHONE, "2")], &base(&[text(PHONE, "09 1")])));
    assert!(matches!(refused, Err(StoreError::NotFound)), "{refused:?}");
}

#[test]
fn what_came_while_the_form_was_open_and_does_not_count_is_a_conflict_too() {
    let (one, other, customer) = shared();
    write(&other, customer, &[text(PHONE, "09 2"), text(CITY, "Pori")]);
    one.clock.advance(60_000);
    write(&one, customer, &[text(PHONE, "09 3"), text(CITY, "Pori")]);
    let opened = one.store.read(|reader| reader.log_place()).expect("reads");
    one.receive(&other.publish().expect("something was written"));
    let shown = [text(PHONE, "09 3"), text(CITY, "Pori")];
    assert_eq!(stored(&one, customer)[0], "09 3", "the form shows what still counts");
    let saved = [text(PHONE, "09 4"), text(CITY, "Turku")];
    assert!(save_after(&one, customer, &saved, &shown, Some(opened)).is_some());
    other.receive(&one.publish().expect("something was written"));
    let expected = [("phone", "09 4".into_value(), "09 2".into_value())];
    for workspace in [&one, &other] {
        assert_eq!(told(workspace), expected, "what the form had shown itself is nothing to be told of");
        assert_sound(workspace);
    }
    // Whoever opens the form now sees it.
    let opened = one.store.read(|reader| reader.log_place()).expect("reads");
    let shown = [text(PHONE, "09 4")];
    assert!(save_after(&one, customer, &[text(PHONE, "09 5")], &shown, Some(opened)).is_some());
    assert_eq!(told(&one), [], "who saves over a conflict that they saw settles it");
}

#[test]
fn an_erasure_while_the_form_was_open_hides_nothing_of_what_came_after_it() {
    let (one, other, customer) = shared();
    write(&other, customer, &[text(PHONE, "09 2")]);
    one.clock.advance(60_000);
    write(&one, customer, &[text(PHONE, "09 3")]);
    let person = one.store.write("edit_person", |tx| {
        let person = tx.new_id()?;
        tx.create(person, [(schema::person::NAME, "Kaisa Kadotettu".into_value())])?;
        Ok::<_, StoreError>(person)
    });
    let person = person.expect("writes").value;
    let opened = one.store.read(|reader| reader.log_place()).expect("reads");
    // The end of the log goes; what comes then must not count as what the form had seen.
    one.store.write("erase_person", |tx| tx.erase_person(person)).expect("erases");
    one.receive(&other.publish().expect("something was written"));
    let shown = [text(PHONE, "09 3")];
    assert!(save_after(&one, customer, &[text(PHONE, "09 4")], &shown, Some(opened)).is_some());
    assert_eq!(told(&one), [("phone", "09 4".into_value(), "09 2".into_value())]);
    assert_sound(&one);
}

#[test]
fn of_what_is_written_together_the_rest_is_as_the_writer_saw_it() {
    use schema::customer::{TIER, TIER_REASON};
    let (one, other, customer) = shared();
    let [began, others, own] = [1, 2, 3].map(|number| (TIER, Id::from_bytes([number; 16]).into_value()));
    write(&one, customer, &[began.clone(), text(TIER_REASON, "Aina ollut.")]);
    other.receive(&one.publish().expect("something was written"));
    write(&other, customer, &[others.clone(), text(TIER_REASON, "Uusi sopimus.")]);
    one.receive(&other.publish().expect("something was written"));
    // The list shows the tier alone.
    assert!(save(&one, customer, std::slice::from_ref(&own), &[began]).is_some());
    let expected = [
        ("tier", own.1.clone(), others.1),
        ("tier_reason", "Aina ollut.".into_value(), "Uusi sopimus.".into_value()),
    ];
    assert_eq!(told(&one), expected, "the other's reason stays with the other's tier");
    assert_sound(&one);
}
