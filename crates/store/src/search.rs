//! The search index: words with their beginnings, and three letters inside words.
//!
//! Of customers only the notes are in it: the program keeps the rest in memory, where every part of a word can be found
//! and ranked. Text is folded before it is indexed and before it is looked for, so that case and accents are forgiven.

use std::collections::HashSet;

use pelikirja_domain::{Id, fold, phone_digits, phone_parts};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::Result;
use crate::connection::Reader;
use crate::schema;
use crate::write::WriteTransaction;

/// What can be found by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indexed {
    /// People: name, e-mail, telephone; the telephone however it is written.
    Person,
    /// Products: number, name, group.
    Product,
    /// Notes of contacts.
    Note,
    /// What we know of people: notes.
    PersonNote,
    /// Notes of customers.
    CustomerNote,
    /// Next actions.
    NextAction,
    /// Meetings: what for and where.
    Meeting,
    /// Minutes: what is wanted, what was agreed, the internal note.
    Minutes,
    /// Promises.
    Promise,
}

const ALL: [Indexed; 9] = [
    Indexed::Person,
    Indexed::Product,
    Indexed::Note,
    Indexed::PersonNote,
    Indexed::CustomerNote,
    Indexed::NextAction,
    Indexed::Meeting,
    Indexed::Minutes,
    Indexed::Promise,
];
const KIND_SHIFT: u32 = 40;
/// Records looked into for words inside words, at the most: some tenths of a second. What has not been found among so
/// many needs more letters.
const MOST_CANDIDATES: usize = 50_000;

impl Indexed {
    const fn number(self) -> i64 {
        match self {
            Self::Person => 2,
            Self::Product => 3,
            Self::Note => 4,
            Self::PersonNote => 5,
            Self::CustomerNote => 6,
            Self::NextAction => 7,
            Self::Meeting => 8,
            Self::Minutes => 9,
            Self::Promise => 10,
        }
    }

    const fn table(self) -> &'static schema::Table {
        match self {
            Self::Person | Self::PersonNote => &schema::person::TABLE,
            Self::Product => &schema::product::TABLE,
            Self::Note => &schema::contact::TABLE,
            Self::CustomerNote => &schema::customer::TABLE,
            Self::NextAction => &schema::next_action::TABLE,
            Self::Meeting => &schema::meeting::TABLE,
            Self::Minutes => &schema::minutes::TABLE,
            Self::Promise => &schema::promise::TABLE,
        }
    }

    /// The text of a record and its telephone, as SQL over its table.
    const fn columns(self) -> &'static str {
        match self {
            Self::Person => "concat_ws(' ', name, email, phone), phone",
            Self::Product => "concat_ws(' ', number, name, product_group), NULL",
            Self::Note => "coalesce(note, ''), NULL",
            Self::PersonNote | Self::CustomerNote => "coalesce(notes, ''), NULL",
            Self::NextAction | Self::Promise => "coalesce(text, ''), NULL",
            Self::Meeting => "concat_ws(' ', purpose, place), NULL",
            Self::Minutes => "concat_ws(' ', wants, agreed, internal), NULL",
        }
    }

    /// The columns whose words it is found by.
    const fn found_by(self) -> &'static [schema::Column] {
        use schema::{contact, customer, meeting, minutes, next_action, person, product, promise};
        match self {
            Self::Person => &[person::NAME, person::EMAIL, person::PHONE],
            Self::Product => &[product::NUMBER, product::NAME, product::PRODUCT_GROUP],
            Self::Note => &[contact::NOTE],
            Self::PersonNote => &[person::NOTES],
            Self::CustomerNote => &[customer::NOTES],
            Self::NextAction => &[next_action::TEXT],
            Self::Meeting => &[meeting::PURPOSE, meeting::PLACE],
            Self::Minutes => &[minutes::WANTS, minutes::AGREED, minutes::INTERNAL],
            Self::Promise => &[promise::TEXT],
        }
    }

    /// Among equals what was written last comes first, but names as they came.
    const fn order(self) -> &'static str {
        match self {
            Self::Person | Self::Product => "ASC",
            Self::Note
            | Self::PersonNote
            | Self::CustomerNote
            | Self::NextAction
            | Self::Meeting
            | Self::Minutes
            | Self::Promise => "DESC",
        }
    }
}

/// Whether a record is found by other words when that column is written.
pub(crate) fn is_indexed(table: &schema::Table, column: u16) -> bool {
    let is_found_by = |found: &schema::Column| found.table == table && found.number == column;
    column == schema::DELETED || ALL.iter().any(|indexed| indexed.found_by().iter().any(is_found_by))
}

/// Brings the index in step with what the transaction touched.
///
/// In the order of the index: documents in any other order would each be written on their own and merged later.
pub(crate) fn refresh(tx: &WriteTransaction<'_>) -> Result<()> {
    for indexed in ALL {
        let mut documents = Vec::new();
        let number = indexed.table().number;
        for (_, id) in tx.touched.searched.iter().filter(|(table, _)| *table == number).copied() {
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
        format!("SELECT key, deleted, {} FROM {} WHERE id = ?1", indexed.columns(), indexed.table().name);
    let found = sql
        .prepare_cached(&statement)?
        .query_row([id.as_bytes()], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?, searched(row, 2)?))
        })
        .optional()?;
    Ok(found.map(|(key, deleted, text)| {
        let is_found = !deleted && !text.trim().is_empty();
        ((indexed.number() << KIND_SHIFT) | key, is_found.then_some(text))
    }))
}

/// Takes a record that is being erased out of the index.
pub(crate) fn forget(sql: &Connection, table: &schema::Table, id: Id) -> Result<()> {
    for indexed in ALL.into_iter().filter(|indexed| indexed.table().number == table.number) {
        if let Some((document, _)) = document(sql, indexed, id)? {
            index(sql, document, None)?;
        }
    }
    Ok(())
}

/// Writes the index anew without what was taken out of it, which until then is only marked.
pub(crate) fn forget_for_good(sql: &Connection) -> Result<()> {
    sql.execute_batch(
        "INSERT INTO search_word (search_word) VALUES ('optimize');
         INSERT INTO search_part (search_part) VALUES ('optimize');",
    )?;
    Ok(())
}

/// What the index lacks, and what it has too much. Of every record it is asked whether the index has it, of some whether
/// by the words that it has now.
pub(crate) fn problems(sql: &Connection) -> Result<Vec<String>> {
    /// One of so many records is looked for by its words.
    const SAMPLED: u64 = 50;
    let (mut expected, mut missing) = (0_u64, 0_u64);
    for indexed in ALL {
        let records = format!(
            "SELECT key, {} FROM {} WHERE deleted = 0 ORDER BY key",
            indexed.columns(),
            indexed.table().name
        );
        let mut statement = sql.prepare(&records)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let text = searched(row, 1)?;
            if text.trim().is_empty() {
                continue;
            }
            let document = (indexed.number() << KIND_SHIFT) | row.get::<_, i64>(0)?;
            let is_known: bool = sql
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM search_word_docsize WHERE id = ?1)
                        AND EXISTS (SELECT 1 FROM search_part_docsize WHERE id = ?1)",
                )?
                .query_row([document], |row| row.get(0))?;
            let is_sampled = expected.is_multiple_of(SAMPLED);
            expected += 1;
            if !is_known || (is_sampled && !is_found(sql, document, &text)?) {
                missing += 1;
            }
        }
    }
    let indexed = |table: &str| -> Result<u64> {
        let count: i64 = sql.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
        Ok(count.cast_unsigned())
    };
    let most = indexed("search_word_docsize")?.max(indexed("search_part_docsize")?);
    let mut problems = Vec::new();
    if missing > 0 {
        problems.push(format!("records that search does not find: {missing}"));
    }
    if most > expected {
        problems.push(format!("records that search finds though they are not there: {}", most - expected));
    }
    Ok(problems)
}

/// Whether the first words of a text lead to its document.
fn is_found(sql: &Connection, document: i64, text: &str) -> Result<bool> {
    let terms: Vec<String> = words(text).into_iter().take(4).map(|word| format!("\"{word}\"")).collect();
    if terms.is_empty() {
        return Ok(true);
    }
    let statement = "SELECT EXISTS (SELECT 1 FROM search_word WHERE search_word MATCH ?1 AND rowid = ?2)";
    Ok(sql.prepare_cached(statement)?.query_row((terms.join(" AND "), document), |row| row.get(0))?)
}

/// The folded text of a record from its [`Indexed::columns`], with the digits of its telephone as one word.
fn searched(row: &Row<'_>, index: usize) -> rusqlite::Result<String> {
    let mut text = fold(&row.get::<_, String>(index)?);
    if let Some(digits) = row.get::<_, Option<String>>(index + 1)?.as_deref().and_then(phone_digits) {
        text.push(' ');
        text.push_str(&digits);
    }
    Ok(text)
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
    /// Local keys of records that have all words of the query: first as whole words, then as beginnings of words, then
    /// inside words (three letters and more). A telephone number is found however it is written. At most `limit`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find_keys(&self, indexed: Indexed, query: &str, limit: usize) -> Result<Vec<i64>> {
        let words = words(query);
        if words.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let phones = if indexed == Indexed::Person { phone_parts(query) } else { Vec::new() };
        let mut found = Found { keys: Vec::new(), known: HashSet::new(), limit };
        let whole = words.iter().map(|word| format!("\"{word}\""));
        self.add(
            "search_word",
            indexed,
            &all_or(whole, phones.iter().map(|phone| format!("\"{phone}\""))),
            &mut found,
            |_| Ok(true),
        )?;
        let beginning = words.iter().map(|word| format!("\"{word}\"*"));
        self.add(
            "search_word",
            indexed,
            &all_or(beginning, phones.iter().map(|phone| format!("\"{phone}\"*"))),
            &mut found,
            |_| Ok(true),
        )?;
        if words.iter().any(|word| word.chars().count() >= 3) {
            let parts = words.iter().flat_map(|word| trigrams(word));
            let phone_parts = phones.iter().map(|phone| trigrams(phone).join(" AND "));
            // The index of parts knows which three letters occur, not in which order: the record itself decides.
            let mut candidates = 0;
            self.add("search_part", indexed, &all_or(parts, phone_parts), &mut found, |key| {
                candidates += 1;
                if candidates > MOST_CANDIDATES {
                    return Ok(false);
                }
                self.has_inside(indexed, key, &words, &phones)
            })?;
        }
        Ok(found.keys)
    }

    /// Adds the records that match and are not found yet, one by one until there are enough.
    fn add(
        &self,
        index: &str,
        indexed: Indexed,
        expression: &str,
        found: &mut Found,
        mut is_hit: impl FnMut(i64) -> Result<bool>,
    ) -> Result<()> {
        if found.is_enough() {
            return Ok(());
        }
        let first = indexed.number() << KIND_SHIFT;
        let last = ((indexed.number() + 1) << KIND_SHIFT) - 1;
        let sql = format!(
            "SELECT rowid - ?1 FROM {index} WHERE {index} MATCH ?3 AND rowid BETWEEN ?1 AND ?2 ORDER BY rowid {}",
            indexed.order()
        );
        let mut statement = self.sql.prepare_cached(&sql)?;
        let mut rows = statement.query((first, last, expression))?;
        while let Some(row) = rows.next()? {
            let key = row.get(0)?;
            if !found.known.contains(&key) && is_hit(key)? {
                found.known.insert(key);
                found.keys.push(key);
                if found.is_enough() {
                    break;
                }
            }
        }
        Ok(())
    }

    fn has_inside(&self, indexed: Indexed, key: i64, words: &[String], phones: &[String]) -> Result<bool> {
        let sql = format!("SELECT {} FROM {} WHERE key = ?1", indexed.columns(), indexed.table().name);
        let text = self.sql.prepare_cached(&sql)?.query_row([key], |row| searched(row, 0)).optional()?;
        let text = text.unwrap_or_default();
        let has_words = words.iter().all(|word| text.contains(word.as_str()));
        Ok(has_words || phones.iter().any(|phone| text.contains(phone)))
    }
}

/// What a search has found so far, in the order of the answer.
struct Found {
    keys: Vec<i64>,
    known: HashSet<i64>,
    limit: usize,
}

impl Found {
    fn is_enough(&self) -> bool {
        self.keys.len() >= self.limit
    }
}

/// All terms, or else one of the others, of which there may be none.
fn all_or(terms: impl Iterator<Item = String>, others: impl Iterator<Item = String>) -> String {
    let terms = terms.collect::<Vec<_>>().join(" AND ");
    others.fold(format!("({terms})"), |all, other| format!("{all} OR ({other})"))
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
