//! Import of what other programs export.

use pelikirja_domain::Id;
use pelikirja_exchange::{
    AmountRule, CellProblem, Field, FileErrorCode, Inspection, Mapping, Overrides, ProposedMapping,
};
use pelikirja_store::from_word;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{AppError, ErrorCode};

pub use pelikirja_exchange::Kind as ImportKind;

/// A file to look at.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct InspectFile {
    /// Absolute path.
    pub path: String,
    /// What the user corrected.
    #[serde(default)]
    pub overrides: Overrides,
    /// What it holds; absent lets the program tell.
    #[ts(optional)]
    pub kind: Option<ImportKind>,
    /// Whether nobody can be asked: what only a person can answer is then an error (`incomplete_mapping`).
    #[ts(optional)]
    pub unattended: Option<bool>,
}

/// What was found in a file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct InspectedFile {
    /// Format, encoding, columns, first rows.
    pub inspection: Inspection,
    /// What it holds.
    pub kind: ImportKind,
    /// The fields that a file of this kind may have, in the order in which they are shown.
    pub fields: Vec<Field>,
    /// What has to have a column before anything can be read.
    pub required: RequiredFields,
    /// Which column goes where.
    pub proposal: ProposedMapping,
    /// Whether the mapping is the one kept from the last import of this source.
    pub kept: bool,
}

/// What has to have a column, by the rule that tells the amounts: of each group, at least one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RequiredFields {
    /// When a column holds the amounts.
    pub column: Vec<Vec<Field>>,
    /// When amounts are quantity times price.
    pub quantity_times_price: Vec<Vec<Field>>,
}

impl From<ImportKind> for RequiredFields {
    fn from(kind: ImportKind) -> Self {
        Self {
            column: kind.required_by(AmountRule::Column),
            quantity_times_price: kind.required_by(AmountRule::QuantityTimesPrice),
        }
    }
}

/// A file to import.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportRequest {
    /// Absolute path.
    pub path: String,
    /// What it holds, which column goes where, and what the user corrected.
    pub mapping: Mapping,
}

/// How many of what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportCounts {
    /// New.
    pub created: u64,
    /// Changed.
    pub updated: u64,
    /// As they were.
    pub unchanged: u64,
}

/// Rows with the same problem.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ProblemCount {
    /// The problem, as in the first row that has it.
    pub problem: CellProblem,
    /// Rows.
    pub rows: u64,
    /// Line numbers of the first ten in the file.
    pub lines: Vec<u64>,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportReport {
    /// The batch to undo; absent after a dry run, and when nothing was changed.
    pub batch: Option<Id>,
    /// What the file holds.
    pub kind: ImportKind,
    /// Rows read, the header left out.
    pub rows: u64,
    /// Rows that made something new.
    pub created: u64,
    /// Rows that changed something.
    pub updated: u64,
    /// Rows that are known already.
    pub unchanged: u64,
    /// Rows left out.
    pub rejected: u64,
    /// Rows of customers and people that somebody deleted: they stay deleted.
    #[serde(default)]
    pub left_alone: u64,
    /// Why rows were left out, the most frequent first.
    pub problems: Vec<ProblemCount>,
    /// What was left out of rows that were taken otherwise, the most frequent first.
    #[serde(default)]
    pub warnings: Vec<ProblemCount>,
    /// Rows that repeat another row of the same order exactly; they are kept.
    pub repeated: u64,
    /// Customers touched.
    pub customers: ImportCounts,
    /// People touched.
    pub people: ImportCounts,
    /// Products touched.
    pub products: ImportCounts,
    /// Orders touched.
    pub orders: ImportCounts,
    /// Of the orders updated, those that had another customer before: many mean that two systems share a source.
    #[serde(default)]
    pub moved_orders: u64,
    /// Whether the file with the rows that were left out could not be written.
    #[serde(default)]
    pub rejected_file_failed: bool,
    /// File with the rows that were left out, each with its reason.
    pub rejected_file: Option<String>,
    /// Whether it was stopped; nothing was kept then.
    pub stopped: bool,
}

/// An import that was done.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportBatch {
    /// Identity.
    pub id: Id,
    /// When, milliseconds since 1970 UTC.
    pub at: i64,
    /// By whom.
    pub member: Option<Id>,
    /// From which file (its name).
    pub file: String,
    /// What it did.
    pub report: ImportReport,
    /// When it was undone, milliseconds since 1970 UTC.
    pub undone_at: Option<i64>,
    /// Whether a watched folder brought it.
    pub unattended: bool,
    /// Whether it changed anything; one that did not has nothing to undo.
    pub changed: bool,
}

/// What undoing an import did.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportUndone {
    /// The transaction.
    pub transaction: Option<Id>,
    /// Records and order lines taken away.
    pub removed: u64,
    /// Records and order lines put back as they were.
    pub restored: u64,
    /// Records kept because somebody edited them or something else hangs on them.
    pub kept: Vec<KeptRecord>,
    /// How many were kept in all; `kept` names the first hundred.
    pub kept_total: u64,
}

/// A record that an undo left alone.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct KeptRecord {
    /// Table, such as `customer`.
    pub table: String,
    /// The record.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// A folder whose files are imported as they come.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct WatchedFolder {
    /// Identity.
    pub id: Id,
    /// Absolute path.
    pub folder: String,
    /// What the files hold.
    pub kind: ImportKind,
    /// Beginning of the names of the files that count; empty means all.
    pub prefix: String,
    /// Which column goes where; absent means the proposed or kept one.
    pub mapping: Option<Mapping>,
    /// Whether it is on.
    pub active: bool,
    /// When a file was last taken, milliseconds since 1970 UTC.
    pub last_import_at: Option<i64>,
    /// What went wrong last.
    pub last_error: Option<FolderError>,
}

/// Why the last file of a watched folder was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FolderError {
    /// What went wrong.
    pub code: ErrorCode,
    /// What is wrong with the file, where it is the file.
    pub problem: Option<FileErrorCode>,
}

impl From<&AppError> for FolderError {
    fn from(error: &AppError) -> Self {
        let problem = error.fields.get("problem").and_then(|word| from_word(word));
        Self { code: error.code, problem }
    }
}

/// What became of a new file of a watched folder.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ScannedFile {
    /// The folder.
    pub folder: Id,
    /// Name of the file.
    pub file: String,
    /// What its import did.
    pub report: Option<ImportReport>,
    /// Why it was not imported.
    pub error: Option<AppError>,
    /// Whether it is still being written; the next look takes it.
    pub growing: bool,
}

/// Makes or changes a watched folder of this machine.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SaveWatchedFolder {
    /// Absent makes a new one.
    #[ts(optional)]
    pub id: Option<Id>,
    /// Absolute path.
    pub folder: String,
    /// What the files hold.
    pub kind: ImportKind,
    /// Beginning of the names of the files that count.
    #[serde(default)]
    pub prefix: String,
    /// Which column goes where.
    #[ts(optional)]
    pub mapping: Option<Mapping>,
    /// Whether it is on.
    pub active: bool,
}
