//! An import while it runs: what it has counted, and what it leaves out.

use std::path::Path;

use chrono::NaiveDate;
use pelikirja_exchange::{CellProblem, Field, Mapping, ProblemCode, Progress, RawRow, RowOutcome};

use super::counts::{Effect, Problems, count, empty_report};
use super::rejected::Rejected;
use crate::api::{ImportReport, Language};
use crate::error::{AppError, ErrorCode, Result};
use crate::jobs::Job;

/// Rows between two looks at the stop button.
const STEP: u64 = 512;

/// An import while it runs.
pub(super) struct Work<'a> {
    pub path: &'a Path,
    pub mapping: &'a Mapping,
    /// The day of the import.
    pub as_of: NaiveDate,
    job: &'a Job,
    /// Where rejected rows go; absent in a dry run.
    rejected: Option<Rejected<'a>>,
    pub report: ImportReport,
    problems: Problems,
    warnings: Problems,
    /// Whether anything was written.
    pub changed: bool,
    read: u64,
    /// How many times the file is read, and how many of them are over.
    passes: (u64, u64),
    /// Whether the last line of the file has no end although all others have.
    pub open_end: bool,
}

/// Where a row stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub line: u64,
    pub raw: &'a RawRow,
}

impl<'a> Work<'a> {
    pub fn new(path: &'a Path, mapping: &'a Mapping, as_of: NaiveDate, job: &'a Job) -> Self {
        Self {
            path,
            mapping,
            as_of,
            job,
            rejected: None,
            report: empty_report(mapping.kind),
            problems: Problems::default(),
            warnings: Problems::default(),
            changed: false,
            read: 0,
            passes: (1, 0),
            open_end: false,
        }
    }

    /// Has rejected rows written to a file.
    #[must_use]
    pub fn writing_rejected(mut self, fallback: &'a Path, language: Language) -> Self {
        self.rejected = Some(Rejected::new(self.path, self.mapping, fallback, language));
        self
    }

    /// Takes what the reader says of a row: the row, unless it was rejected.
    ///
    /// # Errors
    /// [`ErrorCode::Stopped`] when the user wants no more.
    pub fn accept<'r, Row>(&mut self, outcome: RowOutcome<'r, Row>) -> Result<Option<(Row, Place<'r>)>> {
        self.keep_going(outcome.progress)?;
        let place = Place { line: outcome.line, raw: outcome.raw };
        self.open_end |= outcome.warnings.iter().any(|warning| warning.problem == ProblemCode::OpenEnd);
        if !outcome.warnings.is_empty() {
            self.warnings.add(place.line, outcome.warnings);
        }
        match outcome.result {
            Ok(row) => Ok(Some((row, place))),
            Err(problems) => {
                self.reject_for(place, problems);
                Ok(None)
            }
        }
    }

    /// Tells how far the reading is.
    ///
    /// # Errors
    /// [`ErrorCode::Stopped`] when the user wants no more.
    pub fn keep_going(&mut self, progress: Progress) -> Result<()> {
        self.read += 1;
        let (passes, over) = self.passes;
        let done = progress.total * over + progress.read;
        if self.read % STEP == 1 && !self.job.progress(done, progress.total * passes) {
            return Err(AppError::new(ErrorCode::Stopped, "the import was stopped"));
        }
        Ok(())
    }

    /// Says that the file is read twice, or that the first time is over.
    pub fn set_passes(&mut self, passes: u64, over: u64) {
        self.passes = (passes, over);
    }

    /// Leaves a row alone because somebody deleted what it is about.
    pub fn leave_alone(&mut self, line: u64, field: Field, value: &str, problem: ProblemCode) {
        self.report.left_alone += 1;
        self.warn(line, field, value, problem);
    }

    /// Leaves a row out because something else was expected.
    pub fn reject_for_other(
        &mut self,
        place: Place<'_>,
        field: Field,
        value: &str,
        expected: &str,
        problem: ProblemCode,
    ) {
        let found =
            CellProblem { expected: Some(expected.to_owned()), ..self.problem(field, value, problem) };
        self.reject_for(place, &[found]);
    }

    /// Leaves a row out.
    pub fn reject(&mut self, place: Place<'_>, field: Field, value: &str, problem: ProblemCode) {
        let found = self.problem(field, value, problem);
        self.reject_for(place, &[found]);
    }

    /// Notes that something of a row was left out.
    pub fn warn(&mut self, line: u64, field: Field, value: &str, problem: ProblemCode) {
        let found = self.problem(field, value, problem);
        self.warnings.add(line, &[found]);
    }

    /// Counts what a row did.
    pub fn count_row(&mut self, effect: Effect) {
        match effect {
            Effect::Unmet | Effect::Unchanged => self.report.unchanged += 1,
            Effect::Updated => self.report.updated += 1,
            Effect::Created => self.report.created += 1,
        }
    }

    /// A row that was counted as unchanged has changed something after all.
    pub fn recount_as_updated(&mut self) {
        self.report.unchanged -= 1;
        self.report.updated += 1;
    }

    /// Notes what became of the customers that were met.
    pub fn set_customers(&mut self, effects: impl IntoIterator<Item = Effect>) {
        self.report.customers = count(effects);
    }

    /// The mapping with what this import shows of the source. Whoever imports a file without a line end at its end,
    /// told so, accepts that the source writes them so.
    pub fn mapping_to_keep(&self) -> Mapping {
        Mapping { open_end: self.mapping.open_end || self.open_end, ..self.mapping.clone() }
    }

    /// Completes the report, and the file of rejected rows.
    pub fn finish(&mut self) {
        if let Some(rejected) = &mut self.rejected {
            self.report.rejected_file = rejected.finish();
            self.report.rejected_file_failed = rejected.has_failed();
        }
        self.fill_report();
    }

    /// The report of an import that was stopped; the file of rejected rows is taken away again.
    pub fn into_stopped(mut self) -> ImportReport {
        self.discard_rejected();
        self.fill_report();
        self.report.stopped = true;
        self.report
    }

    /// Takes away the file of rejected rows: nothing of the import is kept.
    pub fn discard_rejected(&mut self) {
        if let Some(rejected) = self.rejected.take() {
            rejected.discard();
        }
        self.report.rejected_file = None;
    }

    fn fill_report(&mut self) {
        self.report.problems = std::mem::take(&mut self.problems).into_list();
        self.report.warnings = std::mem::take(&mut self.warnings).into_list();
        let report = &mut self.report;
        report.rows =
            report.created + report.updated + report.unchanged + report.rejected + report.left_alone;
    }

    fn problem(&self, field: Field, value: &str, problem: ProblemCode) -> CellProblem {
        let column = self.mapping.columns.get(&field).map(|column| column.header.clone());
        let value = value.chars().take(pelikirja_exchange::limits::SHORT_CHARS).collect();
        CellProblem { column, field: Some(field), value, expected: None, problem }
    }

    fn reject_for(&mut self, place: Place<'_>, problems: &[CellProblem]) {
        self.report.rejected += 1;
        self.problems.add(place.line, problems);
        if let Some(rejected) = &mut self.rejected {
            rejected.write(place.raw, problems);
        }
    }
}
