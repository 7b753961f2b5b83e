//! History, undo and redo.

use pelikirja_domain::Id;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a transaction did, for the interface to put in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TransactionKind {
    /// The workspace was made.
    CreateWorkspace,
    /// The demo firm was made.
    CreateDemo,
    /// A customer was made.
    AddCustomer,
    /// A customer was changed.
    EditCustomer,
    /// A customer was deleted.
    DeleteCustomer,
    /// Several customers were changed.
    BulkEdit,
    /// Two customers were merged.
    MergeCustomers,
    /// Two customers were declared different.
    NotDuplicates,
    /// A person was made or changed.
    EditPerson,
    /// A person changed employer.
    ChangeEmployer,
    /// A person was erased for good.
    ErasePerson,
    /// A contact was logged.
    LogContact,
    /// A contact was changed.
    EditContact,
    /// A contact was deleted.
    DeleteContact,
    /// A next action was made or changed.
    EditNextAction,
    /// A next action was finished.
    FinishNextAction,
    /// A meeting was made or changed.
    EditMeeting,
    /// A meeting was moved to another time.
    MoveMeeting,
    /// A meeting was called off.
    CancelMeeting,
    /// A meeting was deleted.
    DeleteMeeting,
    /// Somebody said who comes to a meeting.
    MarkParticipants,
    /// A series of meetings was made or changed.
    EditSeries,
    /// A series of meetings was deleted.
    DeleteSeries,
    /// The form of a meeting was begun.
    BeginPreparation,
    /// The form of a meeting was filled in.
    EditPreparation,
    /// The form of a meeting was completed.
    CompletePreparation,
    /// The form of a meeting was approved.
    ApprovePreparation,
    /// The form of a meeting was opened again.
    ReopenPreparation,
    /// A template was made, changed or deleted.
    EditTemplate,
    /// Minutes were written.
    EditMinutes,
    /// Minutes were closed.
    CloseMinutes,
    /// Minutes were opened again.
    ReopenMinutes,
    /// A promise was made or changed.
    EditPromise,
    /// A promise was settled.
    SettlePromise,
    /// A promise was deleted.
    DeletePromise,
    /// Signals were snoozed.
    Snooze,
    /// Signals were handed over.
    HandOver,
    /// Signals were dismissed.
    Dismiss,
    /// A file was imported.
    Import,
    /// A file was imported that changed nothing.
    ImportUnchanged,
    /// An import was undone.
    UndoImport,
    /// A saved view was made, changed or deleted.
    EditView,
    /// A member was made or changed.
    EditMember,
    /// A member got another role, or was shut out; the membership says so, whatever becomes of this.
    ChangeMembership,
    /// A tier was made or changed.
    EditTier,
    /// Settings of the firm were changed.
    EditSettings,
    /// Of two values that were written at once, one was chosen.
    SettleConflict,
    /// A watched folder was made, changed or deleted.
    EditWatch,
    /// A transaction was undone.
    Undo,
    /// An undone transaction was done again.
    Redo,
}

/// A record whose history can be shown.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RecordHistoryRequest {
    /// Table, such as `customer`.
    pub table: String,
    /// The record.
    pub id: Id,
}

/// One change of one field.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct HistoryEntry {
    /// When, milliseconds since 1970 UTC.
    pub at: i64,
    /// Who.
    pub member: Option<Id>,
    /// Name of the machine, where it has one.
    pub device: Option<String>,
    /// As part of what.
    pub kind: TransactionKind,
    /// The transaction.
    pub transaction: Id,
    /// The field.
    pub field: String,
    /// The value before, as text.
    pub from: Option<String>,
    /// The value after, as text.
    pub to: Option<String>,
}

/// A record of a customer that its history tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HistoryTable {
    /// The customer itself.
    Customer,
    /// A person at it.
    Person,
    /// What a person does there.
    Employment,
    /// A contact with it.
    Contact,
    /// A next action.
    NextAction,
    /// A meeting.
    Meeting,
    /// A series of meetings.
    MeetingSeries,
    /// The form of a meeting.
    Preparation,
    /// An answer in a form.
    PreparationAnswer,
    /// Minutes.
    Minutes,
    /// A promise.
    Promise,
}

/// One change of one field of a customer or of what belongs to it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CustomerHistoryEntry {
    /// Of what.
    pub table: HistoryTable,
    /// The record.
    pub record: Id,
    /// Name of the customer or the person, day of the contact, text of the next action or the promise, day and purpose of
    /// the meeting.
    pub name: Option<String>,
    /// The change; `deleted` is a field of every record, `1` when it is deleted.
    #[serde(flatten)]
    pub change: HistoryEntry,
}

/// A page of what a member did.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MemberActivityRequest {
    /// The member.
    pub member: Id,
    /// Where the page before ended ([`MemberActivityPage::next`]); absent for the newest.
    #[ts(optional)]
    pub before: Option<ActivityPlace>,
}

/// Where a page of what a member did ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActivityPlace {
    /// When the last transaction was.
    pub at: i64,
    /// Its place in the log of this machine.
    pub seq: i64,
}

/// A record that a transaction changed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ActivityRecord {
    /// Name of the table.
    pub table: String,
    /// The record.
    pub record: Id,
    /// What it is called now.
    pub label: Option<String>,
    /// The customer that it belongs to.
    pub customer: Option<Id>,
}

/// Something that a member did.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MemberActivity {
    /// The transaction.
    pub transaction: Id,
    /// When, by the clock of that machine, milliseconds since 1970 UTC.
    pub at: i64,
    /// What.
    pub kind: TransactionKind,
    /// Name of the machine, where it has one.
    pub device: Option<String>,
    /// Whether it ran by itself, with nobody before it.
    pub unattended: bool,
    /// Whether it was undone since.
    pub undone: bool,
    /// How many records it changed.
    pub records: u64,
    /// The first ones of these.
    pub first_records: Vec<ActivityRecord>,
}

/// A page of what a member did, the newest first.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MemberActivityPage {
    /// What.
    pub entries: Vec<MemberActivity>,
    /// Where the next page begins; none after the last.
    pub next: Option<ActivityPlace>,
}

/// A transaction to undo or redo.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct UndoRequest {
    /// Which; absent means one's own last one.
    #[ts(optional)]
    pub transaction: Option<Id>,
}

/// What an undo or redo did.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Undone {
    /// The transaction that undoes; undo it to redo.
    pub transaction: Id,
    /// What was undone.
    pub kind: TransactionKind,
    /// Records put back.
    pub records: u32,
    /// Fields left alone because somebody has changed them since.
    pub kept: u32,
}

/// What Ctrl/Cmd+Z and its opposite would do.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct UndoState {
    /// What undo would undo.
    pub undo: Option<TransactionKind>,
    /// What redo would redo.
    pub redo: Option<TransactionKind>,
}
