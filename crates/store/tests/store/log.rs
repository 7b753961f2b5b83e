//! The log: what is written, its history, undo and redo.

use pelikirja_store::{IntoValue, StoreError, Value, schema};

use crate::support::Workspace;

#[test]
fn writing_what_is_there_already_makes_no_transaction() {
    let workspace = Workspace::new();
    let (customer, _) = workspace.add_customer("Äijälä Oy");
    let again = workspace
        .store
        .write("edit", |tx| tx.set(customer, [(schema::customer::NAME, "Äijälä Oy".into_value())]))
        .expect("writes");
    assert!(!again.value, "nothing differed");
    assert_eq!(again.transaction, None);
    assert!(again.touched.rows.is_empty());
}

#[test]
fn a_failed_write_leaves_nothing_behind() {
    let workspace = Workspace::new();
    let failed = workspace.store.write("edit", |tx| {
        crate::support::new_customer(tx, "Katoava Oy")?;
        Err::<(), _>(StoreError::NotFound)
    });
    assert!(matches!(failed, Err(StoreError::NotFound)));
    let check = workspace.store.check().expect("checks");
    assert_eq!((check.customers, check.transactions, check.changes), (0, 0, 0));
}

#[test]
fn a_rehearsal_sees_its_own_writes_and_takes_them_back() {
    let workspace = Workspace::new();
    let seen = workspace
        .store
        .rehearse(|tx| {
            let id = crate::support::new_customer(tx, "Harjoitus Oy")?;
            tx.reader().customer_name(id)
        })
        .expect("rehearses");
    assert_eq!(seen.as_deref(), Some("Harjoitus Oy"));
    assert_eq!(workspace.store.check().expect("checks").customers, 0);
}

#[test]
fn history_tells_who_changed_what_from_what_to_what() {
    let workspace = Workspace::new();
    let (customer, _) = workspace.add_customer("Vanha Oy");
    workspace.clock.advance(5_000);
    let edit =
        [(schema::customer::NAME, "Uusi Oy".into_value()), (schema::customer::CITY, "Oulu".into_value())];
    workspace.store.write("edit_customer", |tx| tx.set(customer, edit)).expect("writes");
    let history = workspace
        .store
        .read(|reader| reader.record_history(&schema::customer::TABLE, customer))
        .expect("reads");
    let newest = history.first().expect("two entries");
    assert_eq!(newest.kind, "edit_customer");
    let fields: Vec<(&str, Value, Value)> =
        newest.fields.iter().map(|field| (field.field, field.from.clone(), field.to.clone())).collect();
    assert_eq!(
        fields,
        [
            ("name", "Vanha Oy".into_value(), "Uusi Oy".into_value()),
            ("city", Value::Null, "Oulu".into_value()),
        ]
    );
    assert_eq!(history.len(), 2, "the making is the other entry");
    assert!(history[0].at > history[1].at, "the newest comes first");
}

#[test]
fn undo_puts_back_and_redo_does_it_again() {
    let workspace = Workspace::new();
    let store = &workspace.store;
    let (customer, _) = workspace.add_customer("Yksi");
    let rename = |name: &str| {
        store
            .write("edit", |tx| tx.set(customer, [(schema::customer::NAME, name.into_value())]))
            .expect("writes")
    };
    rename("Kaksi");
    rename("Kolme");
    let undo = || {
        let last = store.read(|reader| reader.last_undoable(store.device(), None, &[])).expect("reads");
        store.write("undo", |tx| tx.undo(last.expect("something to undo").transaction)).expect("undoes")
    };
    let redo = || {
        let last = store.read(|reader| reader.last_redoable(store.device(), None)).expect("reads");
        store.write("redo", |tx| tx.undo(last.expect("something to redo").transaction)).expect("redoes")
    };
    undo();
    assert_eq!(workspace.name_of(customer).as_deref(), Some("Kaksi"));
    undo();
    assert_eq!(workspace.name_of(customer).as_deref(), Some("Yksi"));
    redo();
    assert_eq!(workspace.name_of(customer).as_deref(), Some("Kaksi"));
    redo();
    assert_eq!(workspace.name_of(customer).as_deref(), Some("Kolme"));
    undo();
    undo();
    undo();
    assert_eq!(workspace.name_of(customer), None, "undoing the making deletes the record");
    redo();
    assert_eq!(workspace.name_of(customer).as_deref(), Some("Yksi"), "and redoing it brings it back");
    rename("Neljä");
    let redoable = store.read(|reader| reader.last_redoable(store.device(), None)).expect("reads");
    assert_eq!(redoable, None, "a new change ends the redo");
    assert!(store.check().expect("checks").problems.is_empty());
}

#[test]
fn undo_leaves_alone_what_was_changed_since() {
    let workspace = Workspace::new();
    let (customer, _) = workspace.add_customer("Nimi");
    let edit = |cells: Vec<(pelikirja_store::Column, Value)>| {
        workspace.store.write("edit", |tx| tx.set(customer, cells)).expect("writes")
    };
    let first = edit(vec![
        (schema::customer::NAME, "Oma".into_value()),
        (schema::customer::CITY, "Turku".into_value()),
    ]);
    edit(vec![(schema::customer::NAME, "Toisen".into_value())]);
    let transaction = first.transaction.expect("something was written");
    let undone = workspace.store.write("undo", |tx| tx.undo(transaction)).expect("undoes").value;
    assert_eq!((undone.records, undone.kept_cells), (1, 1));
    let stored = workspace.store.read(|reader| reader.customer(customer)).expect("reads").expect("there");
    assert_eq!(stored.name, "Toisen", "the later edit stays");
    assert_eq!(stored.city, None, "the other field is put back");
    let again = workspace.store.write("undo", |tx| tx.undo(transaction));
    assert!(matches!(again, Err(StoreError::AlreadyUndone)));
}

#[test]
fn deleting_hides_and_undo_shows_again() {
    let workspace = Workspace::new();
    let (customer, _) = workspace.add_customer("Poistuva Oy");
    let deleted =
        workspace.store.write("delete", |tx| tx.delete(&schema::customer::TABLE, customer)).expect("deletes");
    assert_eq!(workspace.name_of(customer), None);
    let transaction = deleted.transaction.expect("something was written");
    workspace.store.write("undo", |tx| tx.undo(transaction)).expect("undoes");
    assert_eq!(workspace.name_of(customer).as_deref(), Some("Poistuva Oy"));
}

#[test]
fn people_and_products_are_found_by_parts_of_words_whatever_the_accents() {
    use pelikirja_store::search::Indexed;
    let workspace = Workspace::new();
    let person = workspace
        .store
        .write("add", |tx| {
            let id = tx.new_id()?;
            tx.create(id, [(schema::person::NAME, "Väinö Äijälä".into_value())])?;
            Ok::<_, StoreError>(id)
        })
        .expect("writes")
        .value;
    let found = |query: &str| {
        let keys =
            workspace.store.read(|reader| reader.find_keys(Indexed::Person, query, 10)).expect("finds");
        !keys.is_empty()
    };
    for query in ["vä", "va", "ÄIJ", "aijala vaino", "jäl", "jal", "äinö"] {
        assert!(found(query), "{query}");
    }
    for query in ["", "  ", "xyz", "lajia", "\"", "väinö AND", "*", "NOT äijälä"] {
        assert!(!found(query), "{query}");
    }
    workspace.store.write("delete", |tx| tx.delete(&schema::person::TABLE, person)).expect("deletes");
    assert!(!found("vä"), "a deleted person is not found");
}
