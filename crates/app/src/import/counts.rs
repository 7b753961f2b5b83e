//! Counting what an import does.

use std::collections::BTreeMap;

use pelikirja_exchange::{CellProblem, Field, ProblemCode};

use crate::api::{ImportCounts, ImportKind, ImportReport, ProblemCount};

/// Line numbers that a problem names.
const NAMED_LINES: usize = 10;
/// Kinds of problems that a report lists.
const LISTED_PROBLEMS: usize = 100;

/// What became of a record or a row. A later one never makes it less.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effect {
    /// Not met yet.
    #[default]
    Unmet,
    /// As it was.
    Unchanged,
    /// Changed.
    Updated,
    /// New.
    Created,
}

impl Effect {
    /// Something that was there, changed or not.
    pub fn of_known(changed: bool) -> Self {
        if changed { Self::Updated } else { Self::Unchanged }
    }
}

/// Counts effects on records.
pub(super) fn count(effects: impl IntoIterator<Item = Effect>) -> ImportCounts {
    let mut counts = ImportCounts::default();
    for effect in effects {
        match effect {
            Effect::Unmet => {}
            Effect::Unchanged => counts.unchanged += 1,
            Effect::Updated => counts.updated += 1,
            Effect::Created => counts.created += 1,
        }
    }
    counts
}

/// A report that counts nothing yet.
pub(super) fn empty_report(kind: ImportKind) -> ImportReport {
    ImportReport {
        batch: None,
        kind,
        rows: 0,
        created: 0,
        updated: 0,
        unchanged: 0,
        rejected: 0,
        left_alone: 0,
        problems: Vec::new(),
        warnings: Vec::new(),
        repeated: 0,
        customers: ImportCounts::default(),
        people: ImportCounts::default(),
        products: ImportCounts::default(),
        orders: ImportCounts::default(),
        moved_orders: 0,
        rejected_file_failed: false,
        rejected_file: None,
        stopped: false,
    }
}

/// Problems by what and where they are.
#[derive(Debug, Default)]
pub(super) struct Problems(BTreeMap<(ProblemCode, Option<Field>), ProblemCount>);

impl Problems {
    /// Counts the problems of a row, each kind once.
    pub fn add(&mut self, line: u64, found: &[CellProblem]) {
        for (index, problem) in found.iter().enumerate() {
            let kind = |problem: &CellProblem| (problem.problem, problem.field);
            if found[..index].iter().any(|earlier| kind(earlier) == kind(problem)) {
                continue;
            }
            let counted = self.0.entry(kind(problem)).or_insert_with(|| ProblemCount {
                problem: problem.clone(),
                rows: 0,
                lines: Vec::new(),
            });
            counted.rows += 1;
            if counted.lines.len() < NAMED_LINES {
                counted.lines.push(line);
            }
        }
    }

    /// The most frequent first.
    pub fn into_list(self) -> Vec<ProblemCount> {
        let mut list: Vec<ProblemCount> = self.0.into_values().collect();
        list.sort_by_key(|counted| std::cmp::Reverse(counted.rows));
        list.truncate(LISTED_PROBLEMS);
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_counted_by_row_and_the_first_lines_named() {
        let bad = |value: &str| CellProblem {
            column: Some("Pvm".to_owned()),
            field: Some(Field::OrderedOn),
            value: value.to_owned(),
            expected: None,
            problem: ProblemCode::BadDate,
        };
        let whole = CellProblem::of_row("", ProblemCode::TooFewFields);
        let mut problems = Problems::default();
        problems.add(1, &[whole]);
        for line in 2..20 {
            problems.add(line, &[bad("x"), bad("y")]);
        }
        let list = problems.into_list();
        assert_eq!(list[0].problem, bad("x"), "as in the first row that has it");
        assert_eq!((list[0].rows, list[1].rows), (18, 1), "a row counts once, the most frequent comes first");
        assert_eq!(list[0].lines, (2..12).collect::<Vec<u64>>());
    }
}
