//! A workspace of every released schema, kept as it was written, opens with this program and loses nothing.

use std::fs;
use std::path::Path;

use pelikirja_store::{SCHEMA_VERSION, Secret, Store, WorkspaceFolder};

use crate::support::StillClock;

const PASSPHRASE: &str = "kolme kivaa kissaa kivellä";

#[test]
fn every_released_schema_has_a_kept_workspace_that_opens() {
    for schema in 1..=SCHEMA_VERSION {
        let kept = Path::new("tests/store/released").join(format!("schema-{schema}"));
        let temporary = tempfile::tempdir().expect("a temporary folder");
        for file in ["key.json", "pelikirja.db"] {
            let copied = fs::copy(kept.join(file), temporary.path().join(file));
            assert!(copied.is_ok(), "schema {schema} lacks {file}: {copied:?}");
        }
        let folder = WorkspaceFolder::new(temporary.path());
        let store = Store::open(&folder, &Secret::Passphrase(PASSPHRASE), StillClock::new()).expect("opens");
        let check = store.check().expect("checks");
        assert_eq!(check.problems, Vec::<String>::new(), "schema {schema}");
        assert_eq!((check.orders, check.order_lines, check.customers), (14, 39, 15), "schema {schema}");
        let listed = store.listed_customers().expect("reads");
        let (customer, _) =
            listed.iter().find(|(one, _)| one.name == "Konepaja Äijälä Oy").expect("is there");
        assert_eq!(customer.business_id.as_deref(), Some("0112038-9"));
        assert_eq!(customer.tags, ["säilytetty".into()]);
        let history = store
            .read(|reader| reader.record_history(&pelikirja_store::schema::customer::TABLE, customer.id))
            .expect("reads");
        assert_eq!(history.len(), 2, "making and editing are in the log of schema {schema}");
    }
}
