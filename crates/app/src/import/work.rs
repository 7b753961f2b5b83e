//! An import while it runs: what it has counted, and what it leaves out.

use std::path::Path;

use chrono::NaiveDate;
use pelikirja_exchange::{CellProblem, Field, Mapping, ProblemCode, RawRow, RowOutcome};

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
    /// [`ErrorCode::Stopped`] when the user wants no more, and those of writing rejected rows.
    pub fn accept<'r, Row>(&mut self, outcome: RowOutcome<'r, Row>) -> Result<Option<(Row, Place<'r>)>> {
        self.read += 1;
        if self.read % STEP == 1 && !self.job.progress(outcome.progress.read, outcome.progress.total) {
            return Err(AppError::new(ErrorCode::Stopped, "the import was stopped"));
        }
        let place = Place { line: outcome.line, raw: outcome.raw };
        if !outcome.warnings.is_empty() {
            self.warnings.add(place.line, outcome.warnings);
        }
        match outcome.result {
            Ok(row) => Ok(Some((row, place))),
            Err(problems) => {
                self.reject_for(place, problems)?;
                Ok(None)
            }
        }
    }

    /// Leaves a row out.
    ///
    /// # Errors
    /// Those of writing rejected rows.
    pub fn reject(
        &mut self,
        place: Place<'_>,
        field: Field,
        value: &str,
        problem: ProblemCode,
    ) -> Result<()> {
        let found = self.problem(field, value, problem);
        self.reject_for(place, &[found])
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

    /// Completes the report, and the file of rejected rows.
    ///
    /// # Errors
    /// Those of writing rejected rows.
    pub fn finish(&mut self) -> Result<()> {
        if let Some(rejected) = &mut self.rejected {
            self.report.rejected_file = rejected.finish()?;
        }
        self.fill_report();
        Ok(())
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
        report.rows = report.created + report.updated + report.unchanged + report.rejected;
    }

    fn problem(&self, field: Field, value: &str, problem: ProblemCode) -> CellProblem {
        let column = self.mapping.columns.get(&field).map(|column| column.header.clone());
        let value = value.chars().take(pelikirja_exchange::limits::SHORT_CHARS).collect();
        CellProblem { column, field: Some(field), value, problem }
    }

    fn reject_for(&mut self, place: Place<'_>, problems: &[CellProblem]) -> Result<()> {
        self.report.rejected += 1;
        self.problems.add(place.line, problems);
        match &mut self.rejected {
            Some(rejected) => rejected.write(place.raw, problems),
            None => Ok(()),
        }
    }
}
