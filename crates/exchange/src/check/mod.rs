//! Making rows of cells: parsing, checking, collecting everything that is wrong.

mod customer;
mod order;
mod person;
mod product;

pub(crate) use customer::Customers;
pub(crate) use order::Orders;
pub(crate) use person::People;
pub(crate) use product::Products;

use chrono::NaiveDate;
use pelikirja_domain::{BusinessId, is_email};

use crate::date::{DateError, LAST_SHORT_YEAR, from_serial, parse_date_until};
use crate::kind::Field;
use crate::limits::{MAX_NOTE_CHARS, MAX_TEXT_CHARS, SHORT_CHARS};
use crate::mapping::{DecimalMark, Mapping};
use crate::number::{Decimal, NumberError, ParsedNumber, parse_number};
use crate::problem::{CellProblem, ProblemCode};
use crate::raw_row::Cells;
use crate::rows::Text;
use crate::text::{clean, clean_lines, shorten, unguarded};

/// A kind of row: how its cells are made into it.
pub(crate) trait RowKind {
    /// The row.
    type Row<'a>;

    /// Makes the row, or `None` after noting at least one problem.
    fn check<'a>(checker: &mut Checker<'_>, cells: &Cells<'a>) -> Option<Self::Row<'a>>;
}

const NO_COLUMN: usize = usize::MAX;

/// Reads cells as the mapping says and notes what is wrong with them.
pub(crate) struct Checker<'m> {
    pub(crate) mapping: &'m Mapping,
    /// The day of the import.
    pub(crate) as_of: NaiveDate,
    columns: [usize; Field::COUNT],
    headers: &'m [String],
    pub(crate) problems: Vec<CellProblem>,
    pub(crate) warnings: Vec<CellProblem>,
}

impl<'m> Checker<'m> {
    /// `columns` says where each field stands in this file.
    pub(crate) fn new(
        mapping: &'m Mapping,
        as_of: NaiveDate,
        headers: &'m [String],
        columns: &[(Field, usize)],
    ) -> Self {
        let mut places = [NO_COLUMN; Field::COUNT];
        for &(field, column) in columns {
            places[field as usize] = column;
        }
        Self { mapping, as_of, columns: places, headers, problems: Vec::new(), warnings: Vec::new() }
    }

    pub(crate) fn start_row(&mut self) {
        self.problems.clear();
        self.warnings.clear();
    }

    /// Notes a problem of the whole row.
    pub(crate) fn row_problem(&mut self, problem: ProblemCode) {
        self.row_problem_with("", problem);
    }

    /// Notes a problem of the whole row with what helps to find it.
    pub(crate) fn row_problem_with(&mut self, value: &str, problem: ProblemCode) {
        self.problems.push(CellProblem::of_row(value, problem));
    }

    /// Notes something of the whole row that does not keep it from being taken.
    pub(crate) fn row_warning(&mut self, problem: ProblemCode) {
        self.warnings.push(CellProblem::of_row("", problem));
    }

    /// Notes a problem of a field.
    pub(crate) fn problem(&mut self, field: Field, value: &str, problem: ProblemCode) {
        let found = self.cell_problem(field, value, problem);
        self.problems.push(found);
    }

    pub(crate) fn warning(&mut self, field: Field, value: &str, problem: ProblemCode) {
        let found = self.cell_problem(field, value, problem);
        self.warnings.push(found);
    }

    fn cell_problem(&self, field: Field, value: &str, problem: ProblemCode) -> CellProblem {
        let column = self.headers.get(self.columns[field as usize]).cloned();
        let value = shorten(value, SHORT_CHARS);
        CellProblem { column, field: Some(field), value, expected: None, problem }
    }

    /// Columns that hold a field of this mapping, for noting bytes that are no text.
    pub(crate) fn field_columns(&self) -> impl Iterator<Item = (Field, usize)> + use<'m> {
        let columns = self.columns;
        self.mapping.columns.keys().map(move |&field| (field, columns[field as usize]))
    }

    fn cell<'a>(&self, cells: &Cells<'a>, field: Field) -> &'a str {
        match self.columns[field as usize] {
            NO_COLUMN => "",
            column => unguarded(cells.get(column)),
        }
    }

    /// A clean text, or `None` where the cell is blank.
    pub(crate) fn text<'a>(&mut self, cells: &Cells<'a>, field: Field) -> Option<Text<'a>> {
        let raw = self.cell(cells, field);
        if raw.is_empty() {
            return None;
        }
        let text = if field == Field::Notes { clean_lines(raw) } else { clean(raw) };
        let limit = if field == Field::Notes { MAX_NOTE_CHARS } else { MAX_TEXT_CHARS };
        if text.len() > limit && text.chars().count() > limit {
            self.problem(field, &text, ProblemCode::TooLong);
            return None;
        }
        if text.contains('\u{fffd}') {
            self.problem(field, &text, ProblemCode::BadEncoding);
            return None;
        }
        if text.is_empty() { None } else { Some(text) }
    }

    /// A number with its percent sign, or `None` where the cell is blank or wrong.
    fn parsed_number(&mut self, cells: &Cells<'_>, field: Field) -> Option<ParsedNumber> {
        let raw = self.cell(cells, field);
        if raw.is_empty() {
            return None;
        }
        let is_native = cells.is_number(self.columns[field as usize]);
        let mark = if is_native { Some(DecimalMark::Point) } else { self.mapping.decimal_mark };
        let problem = match parse_number(raw, mark) {
            Ok(parsed) => return Some(parsed),
            Err(NumberError::Ambiguous) => ProblemCode::AmbiguousNumber,
            Err(NumberError::Range) => ProblemCode::NumberOutOfRange,
            Err(NumberError::Form) if raw.trim().is_empty() => return None,
            Err(NumberError::Form) => ProblemCode::BadNumber,
        };
        self.problem(field, raw, problem);
        None
    }

    /// A number, or `None` where the cell is blank or wrong.
    pub(crate) fn number(&mut self, cells: &Cells<'_>, field: Field) -> Option<Decimal> {
        self.parsed_number(cells, field).map(|parsed| parsed.value)
    }

    /// A date, or `None` where the cell is blank or wrong.
    pub(crate) fn date(&mut self, cells: &Cells<'_>, field: Field) -> Option<NaiveDate> {
        self.date_until(cells, field, LAST_SHORT_YEAR)
    }

    /// As [`Self::date`]; a year of two digits is one of the hundred up to `last_short_year`.
    pub(crate) fn date_until(
        &mut self,
        cells: &Cells<'_>,
        field: Field,
        last_short_year: i32,
    ) -> Option<NaiveDate> {
        let raw = self.cell(cells, field);
        if raw.is_empty() {
            return None;
        }
        let found = if cells.is_number(self.columns[field as usize]) {
            let compact = parse_date_until(raw, self.mapping.date_order, last_short_year);
            compact.or_else(|_| raw.parse().ok().and_then(from_serial).ok_or(DateError::Form))
        } else {
            parse_date_until(raw, self.mapping.date_order, last_short_year)
        };
        let problem = match found {
            Ok(date) => return Some(date),
            Err(DateError::Ambiguous) => ProblemCode::AmbiguousDate,
            Err(DateError::Form) if raw.trim().is_empty() => return None,
            Err(DateError::Form) => ProblemCode::BadDate,
        };
        self.problem(field, raw, problem);
        None
    }

    /// An e-mail address; one that is none is left out with a warning, because the rest of the row is worth having.
    pub(crate) fn email<'a>(&mut self, cells: &Cells<'a>, field: Field) -> Option<Text<'a>> {
        let text = self.text(cells, field)?;
        if is_email(&text) {
            return Some(text);
        }
        self.warning(field, &text, ProblemCode::BadEmail);
        None
    }

    /// A business id. Elsewhere than in Finland the column holds other ids, which are left out with a warning.
    pub(crate) fn business_id(&mut self, cells: &Cells<'_>, country: Option<&str>) -> Option<BusinessId> {
        let text = self.text(cells, Field::BusinessId)?;
        if let Some(id) = business_id_of(&text) {
            return Some(id);
        }
        if country.is_none_or(is_finland) {
            self.problem(Field::BusinessId, &text, ProblemCode::BadBusinessId);
        } else {
            self.warning(Field::BusinessId, &text, ProblemCode::BadBusinessId);
        }
        None
    }
}

/// Reads a business id also without its hyphen, with spaces, and with a leading zero that a spreadsheet took away.
pub(crate) fn business_id_of(text: &str) -> Option<BusinessId> {
    let compact: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let compact = compact.to_ascii_uppercase();
    let bare = compact.strip_prefix("FI-").or_else(|| compact.strip_prefix("FI")).unwrap_or(&compact);
    let hyphened = match (bare.contains('-'), bare.is_ascii(), bare.len()) {
        (false, true, 7 | 8) => format!("{}-{}", &bare[..bare.len() - 1], &bare[bare.len() - 1..]),
        _ => bare.to_owned(),
    };
    hyphened.parse().ok()
}

fn is_finland(country: &str) -> bool {
    matches!(country.to_lowercase().as_str(), "fi" | "fin" | "finland" | "suomi")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn business_ids_are_read_in_every_usual_writing() {
        for text in
            ["0112038-9", "01120389", "1120389", "112038-9", "FI01120389", "fi 0112038-9", " FI-01120389 "]
        {
            assert_eq!(
                business_id_of(text).map(|id| id.to_string()).as_deref(),
                Some("0112038-9"),
                "{text:?}"
            );
        }
        for text in ["0112038-8", "556036-0793", "", "ääääääää", "FI"] {
            assert_eq!(business_id_of(text), None, "{text:?}");
        }
    }
}
