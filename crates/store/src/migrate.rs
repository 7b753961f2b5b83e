//! Numbered migrations, all in one transaction.

use rusqlite::Connection;

use crate::{Result, StoreError};

const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_foundation.sql"),
    include_str!("../migrations/0002_meetings.sql"),
    #[cfg(feature = "next-schema")]
    crate::next_schema::MIGRATION,
];

/// Number of the newest schema that this program knows.
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// Brings the database to the newest schema, wholly or not at all.
///
/// # Errors
/// [`StoreError::NewerSchema`] when a newer program wrote the file.
pub(crate) fn migrate(connection: &mut Connection) -> Result<()> {
    migrate_with(connection, MIGRATIONS)
}

fn migrate_with(connection: &mut Connection, migrations: &[&str]) -> Result<()> {
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = i64::try_from(migrations.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(StoreError::NewerSchema { found, known });
    }
    let Some(missing) = usize::try_from(found).ok().and_then(|done| migrations.get(done..)) else {
        return Err(StoreError::Damaged(format!("schema number {found}")));
    };
    if missing.is_empty() {
        return Ok(());
    }
    let transaction = connection.transaction()?;
    for migration in missing {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(connection: &Connection) -> i64 {
        connection.query_row("PRAGMA user_version", [], |row| row.get(0)).expect("reads the version")
    }

    #[test]
    fn an_empty_database_gets_everything_and_a_second_run_changes_nothing() {
        let mut connection = Connection::open_in_memory().expect("opens");
        migrate(&mut connection).expect("migrates");
        assert_eq!(version(&connection), SCHEMA_VERSION);
        migrate(&mut connection).expect("has nothing to do");
    }

    #[test]
    fn a_failing_migration_leaves_nothing_behind() {
        let mut connection = Connection::open_in_memory().expect("opens");
        let broken = ["CREATE TABLE good (a);", "CREATE TABLE bad (a); SELECT nonsense;"];
        assert!(migrate_with(&mut connection, &broken).is_err());
        assert_eq!(version(&connection), 0);
        let tables: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0)).expect("counts");
        assert_eq!(tables, 0, "the first of the two was rolled back as well");
    }

    #[test]
    fn a_newer_schema_is_refused() {
        let mut connection = Connection::open_in_memory().expect("opens");
        connection.pragma_update(None, "user_version", 9_999).expect("sets the version");
        assert!(matches!(migrate(&mut connection), Err(StoreError::NewerSchema { found: 9_999, .. })));
    }

    #[test]
    fn tables_have_the_columns_that_the_schema_numbers() {
        let mut connection = Connection::open_in_memory().expect("opens");
        migrate(&mut connection).expect("migrates");
        for table in crate::schema::TABLES {
            for (_, column) in table.columns {
                let sql = format!("SELECT id, deleted, created_at, {column} FROM {}", table.name);
                assert!(connection.prepare(&sql).is_ok(), "{}.{column}", table.name);
            }
        }
    }
}
