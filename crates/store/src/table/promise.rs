//! Promises, ours and theirs.

use chrono::NaiveDate;
use pelikirja_domain::{Id, PromiseDirection, PromiseState};
use rusqlite::Row;
use rusqlite::types::ToSql;

use super::{id, lenient_date, optional_id, word};
use crate::{Reader, Result, to_word};

/// A promise as stored, with the names that go with it.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct PromiseRecord {
    pub id: Id,
    pub customer: Id,
    pub customer_name: String,
    pub meeting: Option<Id>,
    pub meeting_day: Option<NaiveDate>,
    pub direction: PromiseDirection,
    pub text: String,
    pub due: NaiveDate,
    pub member: Option<Id>,
    pub person: Option<Id>,
    pub person_name: Option<String>,
    pub state: PromiseState,
    pub settled_on: Option<NaiveDate>,
    pub evidence: Option<String>,
}

/// Which promises.
#[derive(Debug, Clone, Default)]
pub struct PromiseFilter {
    /// With one of these customers; none means any.
    pub customers: Option<Vec<Id>>,
    /// Of this member.
    pub member: Option<Id>,
    /// With this person.
    pub person: Option<Id>,
    /// Ours or theirs.
    pub direction: Option<PromiseDirection>,
    /// In one of these states; empty means any.
    pub states: Vec<PromiseState>,
    /// Due on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Due on this day or earlier.
    pub due_until: Option<NaiveDate>,
}

/// By what promises are sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PromiseSort {
    /// By their day.
    #[default]
    Due,
    /// By the customer's name.
    Customer,
    /// By the person's name, without one last.
    Person,
}

const SELECT: &str = "SELECT promise.id, promise.customer, coalesce(customer.name, ''), promise.meeting, meeting.day,
    direction, coalesce(text, ''), due, promise.member, promise.person, person.name, promise.state, settled_on, evidence";

const FROM: &str = "FROM promise JOIN customer ON customer.id = promise.customer
    LEFT JOIN person ON person.id = promise.person LEFT JOIN meeting ON meeting.id = promise.meeting
    WHERE promise.deleted = 0 AND customer.deleted = 0 AND length(due) = 10";

fn read(row: &Row<'_>) -> rusqlite::Result<Option<PromiseRecord>> {
    let Some(due) = lenient_date(row, 7)? else { return Ok(None) };
    Ok(Some(PromiseRecord {
        id: id(row, 0)?,
        customer: id(row, 1)?,
        customer_name: row.get(2)?,
        meeting: optional_id(row, 3)?,
        meeting_day: lenient_date(row, 4)?,
        direction: word(row, 5)?.unwrap_or(PromiseDirection::Ours),
        text: row.get(6)?,
        due,
        member: optional_id(row, 8)?,
        person: optional_id(row, 9)?,
        person_name: row.get(10)?,
        state: word(row, 11)?.unwrap_or(PromiseState::Open),
        settled_on: lenient_date(row, 12)?,
        evidence: row.get(13)?,
    }))
}

/// Conditions and their values.
fn conditions(filter: &PromiseFilter) -> (String, Vec<Box<dyn ToSql>>) {
    let mut sql = String::new();
    let mut values: Vec<Box<dyn ToSql>> = Vec::new();
    let mut add = |condition: &str, found: Vec<Box<dyn ToSql>>| {
        let places = vec!["?"; found.len()].join(", ");
        sql.push_str(&format!(" AND {}", condition.replace("{}", &places)));
        values.extend(found);
    };
    let one = |id: Id| -> Vec<Box<dyn ToSql>> { vec![Box::new(*id.as_bytes())] };
    if let Some(customers) = &filter.customers {
        let customers = customers.iter().map(|id| Box::new(*id.as_bytes()) as Box<dyn ToSql>).collect();
        add("promise.customer IN ({})", customers);
    }
    if let Some(member) = filter.member {
        add("promise.member = {}", one(member));
    }
    if let Some(person) = filter.person {
        add("promise.person = {}", one(person));
    }
    if let Some(direction) = filter.direction {
        add("direction = {}", vec![Box::new(to_word(&direction))]);
    }
    if filter.states == [PromiseState::Open] {
        // In these words: they are those of the index of what is due.
        add("promise.state = 'open'", Vec::new());
    } else if !filter.states.is_empty() {
        let states = filter.states.iter().map(|state| Box::new(to_word(state)) as Box<dyn ToSql>).collect();
        add("promise.state IN ({})", states);
    }
    if let Some(from) = filter.due_from {
        add("due >= {}", vec![Box::new(from.to_string())]);
    }
    if let Some(until) = filter.due_until {
        add("due <= {}", vec![Box::new(until.to_string())]);
    }
    (sql, values)
}

impl Reader<'_> {
    /// A promise.
    ///
    /// # Errors
    /// Those of the database.
    pub fn promise(&self, promise: Id) -> Result<Option<PromiseRecord>> {
        let sql = format!("{SELECT} {FROM} AND promise.id = ?1");
        Ok(self.first(&sql, [promise.as_bytes()], read)?.flatten())
    }

    /// A promise by local key.
    ///
    /// # Errors
    /// Those of the database.
    pub fn promise_by_key(&self, key: i64) -> Result<Option<PromiseRecord>> {
        let sql = format!("{SELECT} {FROM} AND promise.key = ?1");
        Ok(self.first(&sql, [key], read)?.flatten())
    }

    /// Promises, sorted; some of them.
    ///
    /// # Errors
    /// Those of the database.
    pub fn promises(
        &self,
        filter: &PromiseFilter,
        sort: PromiseSort,
        descending: bool,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<PromiseRecord>> {
        let (conditions, mut values) = conditions(filter);
        let way = if descending { "DESC" } else { "ASC" };
        let order = match sort {
            PromiseSort::Due => format!("due {way}, sort_key(customer.name) {way}"),
            PromiseSort::Customer => format!("sort_key(customer.name) {way}, due {way}"),
            PromiseSort::Person => {
                format!("person.name IS NULL, sort_key(coalesce(person.name, '')) {way}, due {way}")
            }
        };
        values.push(Box::new(limit));
        values.push(Box::new(offset));
        let sql = format!("{SELECT} {FROM}{conditions} ORDER BY {order}, promise.id LIMIT ? OFFSET ?");
        let values: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
        Ok(self.rows(&sql, &values[..], read)?.into_iter().flatten().collect())
    }

    /// How many promises there are, and how many of them are open and were due before a day.
    ///
    /// # Errors
    /// Those of the database.
    pub fn promise_counts(&self, filter: &PromiseFilter, today: NaiveDate) -> Result<(u32, u32)> {
        let (conditions, mut values) = conditions(filter);
        values.insert(0, Box::new(today.to_string()));
        let sql = format!(
            "SELECT count(*), coalesce(sum(coalesce(promise.state, 'open') = 'open' AND due < ?), 0) {FROM}{conditions}"
        );
        let values: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
        let found = self.first(&sql, &values[..], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(found.unwrap_or_default())
    }

    /// Promises made at a meeting, by their day.
    ///
    /// # Errors
    /// Those of the database.
    pub fn promises_of_meeting(&self, meeting: Id) -> Result<Vec<PromiseRecord>> {
        let sql = format!("{SELECT} {FROM} AND promise.meeting = ?1 ORDER BY due, promise.key");
        Ok(self.rows(&sql, [meeting.as_bytes()], read)?.into_iter().flatten().collect())
    }

    /// Promises with a customer that were settled by a day, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn settled_promises_until(
        &self,
        customer: Id,
        until: NaiveDate,
        limit: u32,
    ) -> Result<Vec<PromiseRecord>> {
        let sql = format!(
            "{SELECT} {FROM} AND promise.customer = ?1 AND settled_on <= ?2 AND length(settled_on) = 10
             ORDER BY settled_on DESC, promise.key DESC LIMIT ?3"
        );
        let found = self.rows(&sql, (customer.as_bytes(), until.to_string(), limit), read)?;
        Ok(found.into_iter().flatten().collect())
    }
}
