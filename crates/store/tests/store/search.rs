use pelikirja_domain::Id;
use pelikirja_store::schema::{contact, customer, next_action, person, product};
use pelikirja_store::search::Indexed;
use pelikirja_store::{Column, IntoValue, Result, Value, Written};

use crate::support::Workspace;

fn add<const N: usize>(workspace: &Workspace, cells: [(Column, Value); N]) -> Id {
    let written: Result<Written<_>> = workspace.store.write("test", |tx| {
        let id = tx.new_id()?;
        tx.create(id, cells)?;
        Ok(id)
    });
    written.expect("writes").value
}

fn add_person(workspace: &Workspace, name: &str, phone: &str, notes: &str) -> Id {
    add(
        workspace,
        [
            (person::NAME, name.into_value()),
            (person::PHONE, phone.into_value()),
            (person::NOTES, notes.into_value()),
        ],
    )
}

fn keys(workspace: &Workspace, indexed: Indexed, query: &str, limit: usize) -> Vec<i64> {
    workspace.store.read(|reader| reader.find_keys(indexed, query, limit)).expect("finds")
}

fn people(workspace: &Workspace, query: &str, limit: usize) -> Vec<String> {
    let found = workspace.store.read(|reader| {
        let keys = reader.find_keys(Indexed::Person, query, limit)?;
        keys.into_iter().map(|key| Ok(reader.found_person(key)?.map(|found| found.name))).collect()
    });
    let found: Result<Vec<Option<String>>> = found;
    found.expect("finds").into_iter().flatten().collect()
}

#[test]
fn the_hit_behind_many_candidates_is_found() {
    let workspace = Workspace::new();
    let written: Result<Written<_>> = workspace.store.write("test", |tx| {
        for number in 0..300 {
            let name = if number == 270 {
                "XR7 venttiili".to_owned()
            } else {
                format!("pallo {} ventti", number % 6)
            };
            let id = tx.new_id()?;
            tx.create(id, [(product::NAME, name.as_str().into_value())])?;
        }
        Ok(())
    });
    written.expect("writes");
    assert_eq!(keys(&workspace, Indexed::Product, "entti 7", 10).len(), 1, "7 stands inside a word");
    assert_eq!(keys(&workspace, Indexed::Product, "entti", 10).len(), 10);
}

#[test]
fn whole_words_come_before_beginnings_and_those_before_insides() {
    let workspace = Workspace::new();
    for number in 0..12 {
        add_person(&workspace, &format!("Maija {number}"), "", "");
    }
    add_person(&workspace, "Ilma Virta", "", "");
    add_person(&workspace, "Ma Liu", "", "");
    assert_eq!(people(&workspace, "ma", 3), ["Ma Liu", "Maija 0", "Maija 1"]);
    add_person(&workspace, "Salmaija Oja", "", "");
    assert_eq!(people(&workspace, "maija", 20).last().map(String::as_str), Some("Salmaija Oja"));
}

#[test]
fn a_telephone_number_is_found_however_it_is_written() {
    let workspace = Workspace::new();
    add_person(&workspace, "Aino", "+358 40 123 4567", "");
    add_person(&workspace, "Eero", "050-765 4321", "");
    for query in [
        "0401234567",
        "040 123 4567",
        "+358401234567",
        "+358 (0)40 1234567",
        "1234567",
        "040123",
        "0401",
        "+358 40 1",
        "35840 123",
        "2345",
        "40 123",
    ] {
        assert_eq!(people(&workspace, query, 5), ["Aino"], "{query}");
    }
    assert_eq!(people(&workspace, "+358507654321", 5), ["Eero"]);
}

#[test]
fn notes_of_customers_and_people_and_next_actions_are_found_until_they_are_gone() {
    let workspace = Workspace::new();
    let firm = add(
        &workspace,
        [
            (customer::NAME, "Äijälä Oy".into_value()),
            (customer::NOTES, "haluaa laskut paperilla".into_value()),
        ],
    );
    let someone = add_person(&workspace, "Aino", "", "pitää purjehduksesta");
    let action = add(
        &workspace,
        [
            (next_action::CUSTOMER, firm.into_value()),
            (next_action::TEXT, "lähetä näytekappale".into_value()),
            (next_action::DUE, "2026-12-01".into_value()),
        ],
    );
    let contacted = add(
        &workspace,
        [(contact::CUSTOMER, firm.into_value()), (contact::NOTE, "puhuttiin hinnoista".into_value())],
    );
    let sources = [
        (Indexed::CustomerNote, "paperi", &customer::TABLE, firm),
        (Indexed::PersonNote, "purjehdu", &person::TABLE, someone),
        (Indexed::NextAction, "naytek", &next_action::TABLE, action),
        (Indexed::Note, "hinno", &contact::TABLE, contacted),
    ];
    for (indexed, query, table, record) in sources {
        assert_eq!(keys(&workspace, indexed, query, 5).len(), 1, "{indexed:?}");
        workspace.store.write("test", |tx| tx.delete(table, record)).expect("writes");
        assert!(keys(&workspace, indexed, query, 5).is_empty(), "{indexed:?} is deleted");
    }
    assert!(keys(&workspace, Indexed::Person, "purjehdu", 5).is_empty(), "a name is not a note");
}
