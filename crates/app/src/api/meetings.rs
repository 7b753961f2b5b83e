//! Meetings, their series and who comes to them.
//!
//! A meeting stands in the firm's local time: a day, a minute of that day and minutes of duration. An occurrence of a series
//! has an identity before anybody has touched it, and every command takes it.

use chrono::NaiveDate;
use pelikirja_domain::{
    Attendance, CalledOffBy, Commitment, ContactKind, Id, KeptRate, MeetingState, MinutesState,
    PreparationState, SeriesRule,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Somebody who may come to a meeting: of the customer, or of the firm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(tag = "side", rename_all = "snake_case")]
pub enum Attendee {
    /// A person at the customer.
    Person {
        /// The person.
        person: Id,
    },
    /// A member of the firm.
    Member {
        /// The member.
        member: Id,
    },
}

/// Who comes to a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MeetingParticipant {
    /// Who.
    #[serde(flatten)]
    #[ts(flatten)]
    pub who: Attendee,
    /// Name; absent when the person was erased, or is not known on this machine yet.
    pub name: Option<String>,
    /// Whether the person was deleted since: shown, and not invited again.
    pub deleted: bool,
    /// Whether they come, or came.
    pub attendance: Attendance,
}

/// A meeting in a list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MeetingRow {
    /// Identity.
    pub id: Id,
    /// With which customer.
    pub customer: Id,
    /// The customer's name.
    pub customer_name: String,
    /// What it is for.
    pub purpose: String,
    /// How the customer is met.
    pub kind: ContactKind,
    /// On which day.
    pub day: NaiveDate,
    /// When it begins, minutes after midnight, 0 to 1439; absent means all day.
    pub begins: Option<u32>,
    /// How long it takes, minutes; absent when it is all day.
    pub duration: Option<u32>,
    /// Where.
    pub place: Option<String>,
    /// Link of an online meeting.
    pub link: Option<String>,
    /// Whose meeting it is.
    pub owner: Option<Id>,
    /// What became of it.
    pub state: MeetingState,
    /// Why it was called off.
    pub state_reason: Option<String>,
    /// How often the customer moved it.
    pub moved_by_customer: u32,
    /// The series that it belongs to.
    pub series: Option<Id>,
    /// The day on which the series has it; differs from `day` when it was moved.
    pub series_day: Option<NaiveDate>,
    /// Whether it follows from its series only: nobody has touched it yet.
    pub from_series_only: bool,
    /// Who comes: people of the customer first, then members.
    pub participants: Vec<MeetingParticipant>,
    /// How far the preparation is; absent when nobody has begun.
    pub preparation: Option<PreparationState>,
    /// How far the minutes are; absent when nobody has begun.
    pub minutes: Option<MinutesState>,
}

/// Meetings in a span of days, by day and time.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListMeetings {
    /// First day.
    pub from: NaiveDate,
    /// Last day, at most 400 days after the first.
    pub until: NaiveDate,
    /// Only with this customer.
    #[ts(optional)]
    pub customer: Option<Id>,
    /// Only those that this member owns or comes to.
    #[ts(optional)]
    pub member: Option<Id>,
    /// Only in one of these states; empty shows all.
    #[serde(default)]
    pub states: Vec<MeetingState>,
}

/// A meeting with all that its page shows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Meeting {
    /// The meeting.
    pub meeting: MeetingRow,
    /// Reminder, minutes before it begins; absent means none.
    pub alarm_minutes: Option<u32>,
    /// Whether it came from another calendar.
    pub imported: bool,
    /// The series that it belongs to.
    pub series: Option<MeetingSeries>,
    /// How far the log was when it was read; a form that begins from this hands it back.
    pub log_place: i64,
}

/// Makes or changes a meeting. A new day or time given here counts as moved by us; where the customer moved it, use
/// `move_meeting`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SaveMeeting {
    /// Absent makes a new one.
    #[ts(optional)]
    pub id: Option<Id>,
    /// The fields, all of them.
    #[serde(flatten)]
    #[ts(flatten)]
    pub fields: MeetingFields,
    /// What the form began from, of one that is changed. What was left as it was is not written; what was changed meanwhile
    /// by somebody else becomes a conflict. Day, time and duration are one field.
    #[ts(optional)]
    pub base: Option<MeetingBase>,
}

/// The fields of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MeetingFields {
    /// With which customer.
    pub customer: Id,
    /// What it is for, at most 500 characters.
    pub purpose: String,
    /// How the customer is met.
    pub kind: ContactKind,
    /// On which day.
    pub day: NaiveDate,
    /// When it begins, minutes after midnight, 0 to 1439; absent means all day.
    #[ts(optional = nullable)]
    pub begins: Option<u32>,
    /// How long it takes, minutes, 1 to 1440; needed with `begins`.
    #[ts(optional = nullable)]
    pub duration: Option<u32>,
    /// Where.
    #[ts(optional = nullable)]
    pub place: Option<String>,
    /// Link of an online meeting (`https://...`).
    #[ts(optional = nullable)]
    pub link: Option<String>,
    /// Whose meeting it is; absent means oneself for a new one, and nobody otherwise.
    #[ts(optional = nullable)]
    pub owner: Option<Id>,
    /// Reminder, minutes before it begins, at most 40320 (four weeks); absent means none.
    #[ts(optional = nullable)]
    pub alarm_minutes: Option<u32>,
    /// Who comes, all of them.
    #[serde(default)]
    pub participants: Vec<Attendee>,
}

/// A meeting as a form began from it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MeetingBase {
    /// The fields.
    #[serde(flatten)]
    #[ts(flatten)]
    pub fields: MeetingFields,
    /// How far the log was when the form read them.
    #[ts(optional)]
    pub log_place: Option<i64>,
}

/// Moves a meeting to another time.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MoveMeeting {
    /// The meeting.
    pub meeting: Id,
    /// The new day.
    pub day: NaiveDate,
    /// When it begins, minutes after midnight; absent means all day.
    #[ts(optional = nullable)]
    pub begins: Option<u32>,
    /// How long it takes, minutes; absent keeps it.
    #[ts(optional = nullable)]
    pub duration: Option<u32>,
    /// Who wanted it; the customer's moves are counted.
    pub by: CalledOffBy,
}

/// Calls a meeting off.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CancelMeeting {
    /// The meeting.
    pub meeting: Id,
    /// Who called it off.
    pub by: CalledOffBy,
    /// Why.
    #[ts(optional = nullable)]
    pub reason: Option<String>,
}

/// Says who comes, or came.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MarkParticipants {
    /// The meeting.
    pub meeting: Id,
    /// Of whom what; others stay. Whoever is not a participant yet becomes one.
    pub marks: Vec<ParticipantMark>,
}

/// Whether somebody comes, or came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ParticipantMark {
    /// Who.
    #[serde(flatten)]
    #[ts(flatten)]
    pub who: Attendee,
    /// What.
    pub attendance: Attendance,
}

/// A series of meetings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MeetingSeries {
    /// Identity.
    pub id: Id,
    /// The customer's name.
    pub customer_name: String,
    /// The fields.
    #[serde(flatten)]
    #[ts(flatten)]
    pub fields: SeriesFields,
    /// The next day from today on which the series has a meeting, whatever became of it.
    pub next: Option<NaiveDate>,
    /// How far the log was when it was read; a form that begins from this hands it back.
    pub log_place: i64,
}

/// The fields of a series. What its meetings have in common; a meeting that somebody touched has its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SeriesFields {
    /// With which customer.
    pub customer: Id,
    /// What the meetings are for.
    pub purpose: String,
    /// How the customer is met.
    pub kind: ContactKind,
    /// When they are.
    pub rule: SeriesRule,
    /// When each begins, minutes after midnight; absent means all day.
    #[ts(optional = nullable)]
    pub begins: Option<u32>,
    /// How long each takes, minutes; needed with `begins`.
    #[ts(optional = nullable)]
    pub duration: Option<u32>,
    /// Where.
    #[ts(optional = nullable)]
    pub place: Option<String>,
    /// Link of an online meeting.
    #[ts(optional = nullable)]
    pub link: Option<String>,
    /// Whose meetings they are; absent means oneself for a new series, and nobody otherwise.
    #[ts(optional = nullable)]
    pub owner: Option<Id>,
    /// Reminder, minutes before each begins.
    #[ts(optional = nullable)]
    pub alarm_minutes: Option<u32>,
    /// Who comes, all of them.
    #[serde(default)]
    pub participants: Vec<Attendee>,
}

/// Makes or changes a series.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SaveSeries {
    /// Absent makes a new one.
    #[ts(optional)]
    pub id: Option<Id>,
    /// The fields, all of them.
    #[serde(flatten)]
    #[ts(flatten)]
    pub fields: SeriesFields,
    /// Of one that is changed: only its meetings from this day on ("this and the following"). The series ends the day before
    /// and a new one begins, which is the one that is answered; meetings that somebody touched stay as they are.
    #[ts(optional)]
    pub from_day: Option<NaiveDate>,
    /// What the form began from, of one that is changed. What was left as it was is not written; what was changed meanwhile
    /// by somebody else becomes a conflict.
    #[ts(optional)]
    pub base: Option<SeriesBase>,
}

/// A series as a form began from it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SeriesBase {
    /// The fields.
    #[serde(flatten)]
    #[ts(flatten)]
    pub fields: SeriesFields,
    /// How far the log was when the form read them.
    #[ts(optional)]
    pub log_place: Option<i64>,
}

/// Which series.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ListSeries {
    /// Only with this customer.
    #[ts(optional)]
    pub customer: Option<Id>,
}

/// On which days a rule has meetings.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct PreviewSeries {
    /// The rule.
    pub rule: SeriesRule,
    /// How many, at most 50.
    pub limit: u32,
}

/// What the customer page shows of meetings and promises.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CustomerMeetings {
    /// Meetings from today on, within a year, the next first; at most 50.
    pub upcoming: Vec<MeetingRow>,
    /// Meetings of the past, the last first; at most 50.
    pub past: Vec<MeetingRow>,
    /// Series that go on.
    pub series: Vec<MeetingSeries>,
    /// How the customer keeps to what was arranged, in the last two years.
    pub commitment: Commitment,
    /// How our promises to the customer were kept, in the last two years by the day that was promised.
    pub ours: KeptRate,
    /// How the customer's promises to us were kept.
    pub theirs: KeptRate,
}
