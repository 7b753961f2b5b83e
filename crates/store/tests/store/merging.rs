//! Two records that two devices merged into each other.

use chrono::NaiveDate;
use pelikirja_store::{IntoValue, Store, schema};

use crate::support::Workspace;

#[test]
fn of_two_records_merged_into_each_other_one_is_left_in_every_list() {
    let workspace = Workspace::new();
    let store = &workspace.store;
    let ((one, _), (other, _)) = (workspace.add_customer("Yksi"), workspace.add_customer("Toinen"));
    let (root, merged) = (one.min(other), one.max(other));
    for (from, into) in [(one, other), (other, one)] {
        let cell = [(schema::customer::MERGED_INTO, into.into_value())];
        store.write("merge", |tx| tx.set(from, cell)).expect("merges");
    }
    let listed = |store: &Store| -> Vec<_> {
        store.listed_customers().expect("reads").into_iter().map(|(customer, _)| customer.id).collect()
    };
    assert_eq!(listed(store), [root]);
    store
        .read(|reader| {
            let of: Vec<_> = reader
                .listed_customers_of(&[one, other])?
                .into_iter()
                .map(|(customer, _)| customer.id)
                .collect();
            assert_eq!(of, [root], "asked for by identity as well");
            assert_eq!([reader.merge_root(one)?, reader.merge_root(other)?], [root, root]);
            assert_eq!(reader.customer(root)?.expect("is there").merged_into, None);
            assert_eq!(reader.customer(merged)?.expect("is there").merged_into, Some(root));
            let keys =
                [reader.customer_key(root)?.expect("a key"), reader.customer_key(merged)?.expect("a key")];
            let population = reader.population(NaiveDate::MAX)?;
            assert_eq!(population.customers.iter().map(|row| row.id).collect::<Vec<_>>(), [root]);
            assert_eq!(population.roots.get(&keys[1]), Some(&keys[0]), "orders of the other are its own");
            let (row, mut family) = reader.care_of(keys[0], NaiveDate::MAX)?.expect("cared for");
            family.sort_unstable();
            let mut both = keys;
            both.sort_unstable();
            assert_eq!((row.id, family), (root, both.to_vec()));
            assert_eq!(reader.care_of(keys[1], NaiveDate::MAX)?, None);
            let mut matched = Vec::new();
            reader.each_matched_customer(|customer| matched.push((customer.id, customer.merged_into)))?;
            matched.sort_unstable();
            assert_eq!(matched, [(root, None), (merged, Some(root))]);
            Ok::<_, pelikirja_store::StoreError>(())
        })
        .expect("reads");
}
