//! Folders of this machine whose files are imported as they come, and the files taken from them. Not synced.

use pelikirja_domain::Id;
use rusqlite::Row;

use super::id;
use crate::store::Derived;
use crate::{Reader, Result};

/// A watched folder as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchedFolderRow {
    /// Identity.
    pub id: Id,
    /// Absolute path.
    pub folder: String,
    /// What the files hold.
    pub kind: String,
    /// Beginning of the names of the files that count.
    pub prefix: String,
    /// Which column goes where, as JSON.
    pub mapping: Option<String>,
    /// Whether it is on.
    pub active: bool,
    /// When a file was last taken, milliseconds since 1970 UTC.
    pub last_import_at: Option<i64>,
    /// What went wrong last, as JSON.
    pub last_error: Option<String>,
}

const COLUMNS: &str = "id, folder, kind, prefix, mapping, active, last_import_at, last_error";

fn read(row: &Row<'_>) -> rusqlite::Result<WatchedFolderRow> {
    Ok(WatchedFolderRow {
        id: id(row, 0)?,
        folder: row.get(1)?,
        kind: row.get(2)?,
        prefix: row.get(3)?,
        mapping: row.get(4)?,
        active: row.get(5)?,
        last_import_at: row.get(6)?,
        last_error: row.get(7)?,
    })
}

impl Reader<'_> {
    /// The watched folders, by path.
    ///
    /// # Errors
    /// Those of the database.
    pub fn watched_folders(&self) -> Result<Vec<WatchedFolderRow>> {
        self.rows(&format!("SELECT {COLUMNS} FROM watched_folder ORDER BY folder, prefix, id"), [], read)
    }

    /// A watched folder.
    ///
    /// # Errors
    /// Those of the database.
    pub fn watched_folder(&self, folder: Id) -> Result<Option<WatchedFolderRow>> {
        let sql = format!("SELECT {COLUMNS} FROM watched_folder WHERE id = ?1");
        self.first(&sql, [folder.as_bytes()], read)
    }

    /// Whether a file of this content (its BLAKE3 hash) was taken from a folder before, under whatever name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn is_watched_file_taken(&self, folder: Id, content: &[u8; 32]) -> Result<bool> {
        let sql = "SELECT count(*) FROM watched_file WHERE folder = ?1 AND content = ?2";
        Ok(self.number(sql, (folder.as_bytes(), content))? > 0)
    }
}

impl Derived<'_> {
    /// Makes or changes a watched folder.
    ///
    /// # Errors
    /// Those of the database.
    pub fn save_watched_folder(&self, folder: &WatchedFolderRow) -> Result<()> {
        self.sql
            .prepare_cached(
                "INSERT INTO watched_folder (id, folder, kind, prefix, mapping, active, last_import_at, last_error)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (id) DO UPDATE SET folder = excluded.folder, kind = excluded.kind,
                   prefix = excluded.prefix, mapping = excluded.mapping, active = excluded.active,
                   last_import_at = excluded.last_import_at, last_error = excluded.last_error",
            )?
            .execute((
                folder.id.as_bytes(),
                &folder.folder,
                &folder.kind,
                &folder.prefix,
                &folder.mapping,
                folder.active,
                folder.last_import_at,
                &folder.last_error,
            ))?;
        Ok(())
    }

    /// Deletes a watched folder, but not what is known of its files: it may be put back. Returns whether it was there.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete_watched_folder(&self, folder: Id) -> Result<bool> {
        Ok(self.sql.execute("DELETE FROM watched_folder WHERE id = ?1", [folder.as_bytes()])? > 0)
    }

    /// Forgets the files of folders that were deleted.
    ///
    /// # Errors
    /// Those of the database.
    pub fn forget_files_of_deleted_folders(&self) -> Result<()> {
        self.sql
            .execute("DELETE FROM watched_file WHERE folder NOT IN (SELECT id FROM watched_folder)", [])?;
        Ok(())
    }

    /// Notes that a file was taken, or seen to hold what was taken before. Undoing its import does not change that: the
    /// file would come back at once.
    ///
    /// # Errors
    /// Those of the database.
    pub fn note_watched_file(&self, folder: Id, name: &str, content: &[u8; 32], at: i64) -> Result<()> {
        self.sql
            .prepare_cached(
                "INSERT INTO watched_file (folder, name, content, at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (folder, name) DO UPDATE SET content = excluded.content, at = excluded.at",
            )?
            .execute((folder.as_bytes(), name, content, at))?;
        Ok(())
    }

    /// Notes how the last file of a folder went: taken at that moment, or what was wrong.
    ///
    /// # Errors
    /// Those of the database.
    pub fn note_watched_result(&self, folder: Id, outcome: Result<i64, &str>) -> Result<()> {
        let (at, error) = match outcome {
            Ok(at) => (Some(at), None),
            Err(error) => (None, Some(error)),
        };
        self.sql
            .prepare_cached(
                "UPDATE watched_folder SET last_import_at = coalesce(?2, last_import_at), last_error = ?3 WHERE id = ?1",
            )?
            .execute((folder.as_bytes(), at, error))?;
        Ok(())
    }
}
