//! The search index: words with their beginnings, and three letters inside words.
//!
//! Customers are not in it: the program keeps all of them in memory, where every part of a word can be found and
//! ranked. Text is folded before it is indexed and before it is looked for, so that case and accents are forgiven.

use pelikirja_domain::{Id, fold};
use rusqlite::{Connection, OptionalExtension};

use crate::connection::Reader;
use crate::schema;
use crate::write::WriteTransaction;
use crate::{Result, StoreError};

/// What can be found by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indexed {
    /// People: name, e-mail, telephone.
    Person,
    /// Products: number, name, group.
    Product,
    /// Notes of contacts.
    Note,
}

const ALL: [Indexed; 3] = [Indexed::Person, Indexed::Product, Indexed::Note];
const KIND_SHIFT: u32 = 40;

impl Indexed {
    const fn number(self) -> i64 {
        match self {
            Self::Person => 2,
            Self::Product => 3,
            Self::Note => 4,
        }
    }

    const fn table(self) -> &'static schema::Table {
        match self {
            Self::Person => &schema::person::TABLE,
            Self::Product => &schema::product::TABLE,
            Self::Note => &schema::contact::TABLE,
        }
    }

    /// The text of a record, as SQL over its table.
    const fn text(self) -> &'static str {
        match self {
            Self::Person => "concat_ws(' ', name, email, phone)",
            Self::Product => "concat_ws(' ', number, name, product_group)",
            Self::Note => "coalesce(note, '')",
        }
    }
}

/// Brings the index in step with what the transaction touched.
///
/// In the order of the index: documents in any other order would each be written on their own and merged later.
pub(crate) fn refresh(tx: &WriteTransaction<'_>) -> Result<()> {
    for indexed in ALL {
        let mut documents = Vec::new();
        for id in tx.touched.of(indexed.table()) {
            documents.extend(document(&tx.sql, indexed, id)?);
        }
        documents.sort_unstable_by_key(|(document, _)| *document);
        for (document, text) in documents {
            index(&tx.sql, document, text.as_deref())?;
        }
    }
    Ok(())
}

/// The place of a record in the index, and its folded text if it is to be found.
fn document(sql: &Connection, indexed: Indexed, id: Id) -> Result<Option<(i64, Option<String>)>> {
    let statement =
        format!("SELECT key, deleted, {} FROM {} WHERE id = ?1", indexed.text(), indexed.table().name);
    let found = sql
        .prepare_cached(&statement)?
        .query_row([id.as_bytes()], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?, row.get::<_, String>(2)?))
        })
        .optional()?;
    Ok(found.map(|(key, deleted, text)| {
        let is_found = !deleted && !text.trim().is_empty();
        ((indexed.number() << KIND_SHIFT) | key, is_found.then(|| fold(&text)))
    }))
}

fn index(sql: &Connection, document: i64, text: Option<&str>) -> Result<()> {
    sql.prepare_cached("DELETE FROM search_word WHERE rowid = ?1")?.execute([document])?;
    sql.prepare_cached("DELETE FROM search_part WHERE rowid = ?1")?.execute([document])?;
    if let Some(text) = text {
        sql.prepare_cached("INSERT INTO search_word (rowid, text) VALUES (?1, ?2)")?
            .execute((document, text))?;
        sql.prepare_cached("INSERT INTO search_part (rowid, text) VALUES (?1, ?2)")?
            .execute((document, text))?;
    }
    Ok(())
}

impl Reader<'_> {
    /// Local keys of records that have all words of the query, as beginnings of words first, then inside words
    /// (three letters and more). At most `limit`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find_keys(&self, indexed: Indexed, query: &str, limit: usize) -> Result<Vec<i64>> {
        let words = words(query);
        if words.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let beginnings: Vec<String> = words.iter().map(|word| format!("\"{word}\"*")).collect();
        let mut keys = self.matching("search_word", indexed, &beginnings.join(" AND "), limit)?;
        if keys.len() < limit && words.iter().any(|word| word.chars().count() >= 3) {
            let parts: Vec<String> = words.iter().flat_map(|word| trigrams(word)).collect();
            let known: std::collections::HashSet<i64> = keys.iter().copied().collect();
            for key in self.matching("search_part", indexed, &parts.join(" AND "), 4 * limit)? {
                if keys.len() >= limit {
                    break;
                }
                if !known.contains(&key) && self.has_inside(indexed, key, &words)? {
                    keys.push(key);
                }
            }
        }
        Ok(keys)
    }

    fn matching(&self, index: &str, indexed: Indexed, expression: &str, limit: usize) -> Result<Vec<i64>> {
        let first = indexed.number() << KIND_SHIFT;
        let last = ((indexed.number() + 1) << KIND_SHIFT) - 1;
        let sql = format!(
            "SELECT rowid - ?1 FROM {index} WHERE {index} MATCH ?3 AND rowid BETWEEN ?1 AND ?2 ORDER BY rowid LIMIT ?4"
        );
        let mut statement = self.sql.prepare_cached(&sql)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement.query_map((first, last, expression, limit), |row| row.get(0))?;
        rows.collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// The index of parts knows which three letters occur, not in which order: the record itself decides.
    fn has_inside(&self, indexed: Indexed, key: i64, words: &[String]) -> Result<bool> {
        let sql = format!("SELECT {} FROM {} WHERE key = ?1", indexed.text(), indexed.table().name);
        let text: Option<String> =
            self.sql.prepare_cached(&sql)?.query_row([key], |row| row.get(0)).optional()?;
        let text = fold(&text.unwrap_or_default());
        Ok(words.iter().all(|word| text.contains(word.as_str())))
    }
}

fn words(query: &str) -> Vec<String> {
    fold(query)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn trigrams(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    letters.windows(3).map(|three| format!("\"{}\"", three.iter().collect::<String>())).collect()
}
