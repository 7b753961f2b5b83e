//! The roles decide about everything that the schema has, and about nothing else.

use pelikirja_domain::permissions::TABLE_PERMISSIONS;
use pelikirja_store::schema::TABLES;

#[test]
fn every_table_and_column_is_decided() {
    let decided: Vec<(&str, Vec<&str>)> = TABLE_PERMISSIONS
        .iter()
        .map(|table| (table.name, table.columns.iter().map(|(name, _)| *name).collect()))
        .collect();
    let stored: Vec<(&str, Vec<&str>)> = TABLES
        .iter()
        .map(|table| (table.name, table.columns.iter().map(|(_, name)| *name).collect()))
        .collect();
    assert_eq!(
        decided, stored,
        "permissions/tables.rs has the tables and columns of schema.rs, in its order"
    );
}
