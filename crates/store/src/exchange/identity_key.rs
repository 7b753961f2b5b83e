//! The key of keyed identities, which all devices of a firm share: the oldest one that an owner's device hands over.

use pelikirja_domain::Instant;
use rusqlite::{Connection, OptionalExtension};

use super::wire;
use crate::Result;

/// The operation that hands over this device's key; none when the key came from another one, or was handed over.
pub(super) fn waiting(sql: &Connection) -> Result<Option<Vec<u8>>> {
    if meta::<i64>(sql, "identity_key_known")?.is_some() {
        return Ok(None);
    }
    let Some(key) = meta::<[u8; 32]>(sql, "identity_key")? else { return Ok(None) };
    let made_at = meta::<i64>(sql, "identity_key_at")?.unwrap_or_default();
    Ok(Some(wire::encode_identity_key(made_at, &key)))
}

/// Notes that others have this device's key.
pub(super) fn handed_over(sql: &Connection) -> Result<()> {
    set(sql, "identity_key_known", 1_i64)
}

/// Takes a key over when it is older than the one that was shared so far.
pub(super) fn take(sql: &Connection, made_at: Instant, key: &[u8; 32]) -> Result<()> {
    let shared = meta::<i64>(sql, "identity_key_known")?.is_some();
    let known =
        (meta::<i64>(sql, "identity_key_at")?.unwrap_or_default(), meta::<[u8; 32]>(sql, "identity_key")?);
    if shared && known <= (made_at, Some(*key)) {
        return Ok(());
    }
    set(sql, "identity_key", key)?;
    set(sql, "identity_key_at", made_at)?;
    handed_over(sql)
}

fn meta<T: rusqlite::types::FromSql>(sql: &Connection, name: &str) -> Result<Option<T>> {
    let mut statement = sql.prepare_cached("SELECT value FROM meta WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

fn set(sql: &Connection, name: &str, value: impl rusqlite::ToSql) -> Result<()> {
    sql.prepare_cached(
        "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
    )?
    .execute((name, value))?;
    Ok(())
}
