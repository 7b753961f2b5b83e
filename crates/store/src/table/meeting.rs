//! Meetings and who comes to them.

use chrono::NaiveDate;
use pelikirja_domain::limits::{DAY_MINUTES, LONGEST_ALARM};
use pelikirja_domain::{Attendance, ContactKind, Id, MeetingState, MinutesState, PreparationState};
use rusqlite::Row;

use super::{id, lenient_date, lenient_number, optional_id, word};
use crate::{Reader, Result};

/// A meeting as stored, with its customer's name and how far preparation and minutes are.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct MeetingRecord {
    pub id: Id,
    pub customer: Id,
    pub customer_name: String,
    pub purpose: String,
    pub kind: ContactKind,
    pub day: NaiveDate,
    pub begins: Option<u32>,
    pub duration: Option<u32>,
    pub place: Option<String>,
    pub link: Option<String>,
    pub owner: Option<Id>,
    pub state: MeetingState,
    pub state_reason: Option<String>,
    pub moved_by_customer: u32,
    pub series: Option<Id>,
    pub series_day: Option<NaiveDate>,
    pub ics_uid: Option<String>,
    pub ics_sequence: u32,
    pub alarm_minutes: Option<u32>,
    pub preparation: Option<PreparationState>,
    pub minutes: Option<MinutesState>,
}

/// Somebody who comes to a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParticipantRecord {
    /// The record.
    pub id: Id,
    /// The person at the customer, or else a member.
    pub person: Option<Id>,
    /// The member of the firm.
    pub member: Option<Id>,
    /// Their name; none when erased or not known here yet.
    pub name: Option<String>,
    /// Whether the person or member was deleted since.
    pub deleted: bool,
    /// Whether they come.
    pub attendance: Attendance,
}

/// The state of an occurrence that was deleted from its series: it is there, says that the series has no meeting on that day,
/// and is shown nowhere. A record that is deleted says nothing: an undo may have taken it away, and the series has its meeting.
pub const DROPPED: &str = "dropped";

const SELECT: &str = "SELECT meeting.id, meeting.customer, coalesce(customer.name, ''), coalesce(purpose, ''),
    meeting.kind, meeting.day, meeting.begins, meeting.duration, place, link, meeting.owner, meeting.state, state_reason,
    moved_by_customer, meeting.series, series_day, ics_uid, ics_sequence, alarm_minutes,
    preparation.id IS NOT NULL, preparation.completed_at IS NOT NULL, preparation.approved_at IS NOT NULL,
    minutes.id IS NOT NULL, minutes.closed_at IS NOT NULL
    FROM meeting JOIN customer ON customer.id = meeting.customer AND customer.deleted = 0
      AND coalesce(meeting.state, '') <> 'dropped'
    LEFT JOIN preparation ON preparation.meeting = meeting.id AND preparation.deleted = 0
    LEFT JOIN minutes ON minutes.meeting = meeting.id AND minutes.deleted = 0";

fn read(row: &Row<'_>) -> rusqlite::Result<Option<MeetingRecord>> {
    let Some(day) = lenient_date(row, 5)? else { return Ok(None) };
    let preparation = match (row.get(19)?, row.get(20)?, row.get(21)?) {
        (false, _, _) => None,
        (true, _, true) => Some(PreparationState::Approved),
        (true, true, false) => Some(PreparationState::Completed),
        (true, false, false) => Some(PreparationState::Draft),
    };
    let minutes = match (row.get(22)?, row.get(23)?) {
        (false, _) => None,
        (true, true) => Some(MinutesState::Closed),
        (true, false) => Some(MinutesState::Draft),
    };
    Ok(Some(MeetingRecord {
        id: id(row, 0)?,
        customer: id(row, 1)?,
        customer_name: row.get(2)?,
        purpose: row.get(3)?,
        kind: word(row, 4)?.unwrap_or(ContactKind::Visit),
        day,
        begins: lenient_number(row, 6, DAY_MINUTES - 1)?,
        duration: lenient_number(row, 7, DAY_MINUTES)?,
        place: row.get(8)?,
        link: row.get(9)?,
        owner: optional_id(row, 10)?,
        state: word(row, 11)?.unwrap_or(MeetingState::Planned),
        state_reason: row.get(12)?,
        moved_by_customer: lenient_number(row, 13, u32::MAX)?.unwrap_or_default(),
        series: optional_id(row, 14)?,
        series_day: lenient_date(row, 15)?,
        ics_uid: row.get(16)?,
        ics_sequence: lenient_number(row, 17, u32::MAX)?.unwrap_or_default(),
        alarm_minutes: lenient_number(row, 18, LONGEST_ALARM)?,
        preparation,
        minutes,
    }))
}

impl Reader<'_> {
    /// A meeting.
    ///
    /// # Errors
    /// Those of the database.
    pub fn meeting(&self, meeting: Id) -> Result<Option<MeetingRecord>> {
        let sql = format!("{SELECT} WHERE meeting.id = ?1 AND meeting.deleted = 0");
        Ok(self.first(&sql, [meeting.as_bytes()], read)?.flatten())
    }

    /// A meeting by local key.
    ///
    /// # Errors
    /// Those of the database.
    pub fn meeting_by_key(&self, key: i64) -> Result<Option<MeetingRecord>> {
        let sql = format!("{SELECT} WHERE meeting.key = ?1 AND meeting.deleted = 0");
        Ok(self.first(&sql, [key], read)?.flatten())
    }

    /// Stored meetings from one day to another, by day and time.
    ///
    /// # Errors
    /// Those of the database.
    pub fn meetings_between(&self, from: NaiveDate, until: NaiveDate) -> Result<Vec<MeetingRecord>> {
        let sql = format!(
            "{SELECT} WHERE meeting.day BETWEEN ?1 AND ?2 AND meeting.deleted = 0
             ORDER BY meeting.day, coalesce(meeting.begins, -1), meeting.key"
        );
        let found = self.rows(&sql, (from.to_string(), until.to_string()), read)?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Stored meetings with a customer from one day to another, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn meetings_with(
        &self,
        customer: Id,
        from: NaiveDate,
        until: NaiveDate,
        limit: u32,
    ) -> Result<Vec<MeetingRecord>> {
        let sql = format!(
            "{SELECT} WHERE meeting.customer = ?1 AND meeting.day BETWEEN ?2 AND ?3 AND meeting.deleted = 0
             ORDER BY meeting.day DESC, meeting.begins DESC, meeting.key DESC LIMIT ?4"
        );
        let found =
            self.rows(&sql, (customer.as_bytes(), from.to_string(), until.to_string(), limit), read)?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Stored meetings of a series, those that were dropped from it too.
    ///
    /// # Errors
    /// Those of the database.
    pub fn exceptions_of(&self, series: Id) -> Result<Vec<Id>> {
        let sql = "SELECT id FROM meeting WHERE series = ?1 AND deleted = 0";
        self.rows(sql, [series.as_bytes()], |row| id(row, 0))
    }

    /// Who comes to a meeting or to those of a series: people of the customer first, each by name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn participants(&self, meeting: Id) -> Result<Vec<ParticipantRecord>> {
        let sql = "SELECT link.id, link.person, link.member, coalesce(person.name, member.name),
                     coalesce(person.deleted, member.deleted, 0), link.attendance
                   FROM meeting_participant AS link LEFT JOIN person ON person.id = link.person
                   LEFT JOIN member ON member.id = link.member
                   WHERE link.meeting = ?1 AND link.deleted = 0
                     AND (link.person IS NOT NULL OR link.member IS NOT NULL)
                   ORDER BY link.person IS NULL, sort_key(coalesce(person.name, member.name, '')), link.id";
        self.rows(sql, [meeting.as_bytes()], |row| {
            let person = optional_id(row, 1)?;
            Ok(ParticipantRecord {
                id: id(row, 0)?,
                person,
                member: if person.is_some() { None } else { optional_id(row, 2)? },
                name: row.get(3)?,
                deleted: row.get(4)?,
                attendance: word(row, 5)?.unwrap_or(Attendance::Invited),
            })
        })
    }
}
