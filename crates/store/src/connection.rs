//! Connections to the encrypted file.

use std::io::ErrorKind;
use std::path::Path;

use pelikirja_crypto::SecretKey;
use pelikirja_domain::sort_key;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroize;

use crate::{Result, StoreError};

/// Page cache of the connection that writes, KiB.
pub(crate) const WRITER_CACHE_KIB: u32 = 40_000;
/// Page cache of each connection that reads, KiB.
pub(crate) const READER_CACHE_KIB: u32 = 32_000;

/// Size of a page of the file.
const PAGE_BYTES: u64 = 4_096;

/// How the pages of the file are sealed where SQLCipher's own choice is not taken; to be said after the key, on every
/// connection. Part of the file's format, see ADR 0010.
pub const CIPHER: &str = "PRAGMA cipher_hmac_algorithm = HMAC_SHA256;";
/// How the file is written: what was confirmed must still be there after a power cut, so each commit waits for the disk.
pub const JOURNAL: &str =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;";

/// A connection that reads.
pub struct Reader<'a> {
    pub(crate) sql: &'a Connection,
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// To write; the file is made when it is not there.
    Create,
    /// To write.
    Write,
    /// To read only.
    Read,
}

/// Opens the database with its raw key.
pub(crate) fn open(path: &Path, key: &SecretKey, cache_kib: u32, access: Access) -> Result<Connection> {
    let create = access == Access::Create;
    // SQLite would take an empty file for a new database and begin anew in it.
    let length = match std::fs::metadata(path) {
        Ok(metadata) => metadata.len(),
        // A folder that is gone, or a network drive, says nothing of the database.
        Err(error) if error.kind() != ErrorKind::NotFound || !path.parent().is_some_and(Path::exists) => {
            return Err(StoreError::at(error, path));
        }
        Err(_) => 0,
    };
    if !create && length < PAGE_BYTES {
        return Err(StoreError::Damaged(format!("the file has only {length} bytes")));
    }
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let connection = Connection::open_with_flags(path, flags)?;
    // SQLCipher would otherwise print to stderr when a file does not open.
    connection.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    apply_key(&connection, key)?;
    connection.execute_batch(&format!(
        "PRAGMA cache_size = -{cache_kib};
         PRAGMA temp_store = MEMORY;
         PRAGMA busy_timeout = 10000;
         PRAGMA trusted_schema = OFF;"
    ))?;
    // The first read shows whether the key and the file fit each other.
    connection
        .query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get::<_, i64>(0))
        .map_err(StoreError::from)?;
    connection.execute_batch(JOURNAL)?;
    if access == Access::Read {
        connection.execute_batch("PRAGMA query_only = ON;")?;
    }
    connection.set_prepared_statement_cache_capacity(192);
    // Names in the order of the Finnish alphabet, å, ä and ö last: `ORDER BY sort_key(name)`.
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_scalar_function("sort_key", 1, flags, |context| {
        Ok(context.get::<Option<String>>(0)?.map(|text| sort_key(&text)))
    })?;
    Ok(connection)
}

/// Hands the raw key to a new connection, with the settings of the cipher, and wipes the text that held it.
pub(crate) fn apply_key(connection: &Connection, key: &SecretKey) -> Result<()> {
    // With room for all of it: growing would leave a copy behind.
    let mut sql = String::with_capacity(96);
    sql.push_str("PRAGMA key = \"x'");
    for byte in key.expose() {
        for digit in [byte >> 4, byte & 15] {
            sql.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    sql.push_str("'\";");
    let applied = connection.execute_batch(&sql);
    sql.zeroize();
    // The error would repeat the statement, and so the key.
    applied.map_err(|_| StoreError::Other(anyhow::anyhow!("the database key was not accepted")))?;
    connection.execute_batch(CIPHER)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_sealed_as_the_format_says() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let path = temporary.path().join("sealed.db");
        let key = SecretKey::from_slice(&[7; 32]).expect("32 bytes");
        let sql = open(&path, &key, READER_CACHE_KIB, Access::Create).expect("makes");
        sql.execute_batch("CREATE TABLE t (a);").expect("writes");
        let setting = |name: &str| -> String {
            sql.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0)).expect("is set")
        };
        let settings = ["cipher_hmac_algorithm", "cipher_use_hmac", "cipher_page_size"].map(setting);
        assert_eq!(settings, ["HMAC_SHA256", "1", &PAGE_BYTES.to_string()]);
        drop(sql);
        let otherwise = Connection::open(&path).expect("opens");
        let raw = format!("PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{}'\";", "07".repeat(32));
        otherwise.execute_batch(&raw).expect("takes the key");
        let read = otherwise.query_row("SELECT count(*) FROM t", [], |row| row.get::<_, i64>(0));
        assert!(read.is_err(), "SQLCipher's own settings do not open it, so ours were used");
    }
}
